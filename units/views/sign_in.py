"""In and out."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.views.decorators.cache import never_cache

from units import kept
from units.demo import ACCOUNTS, DEMO_PASSWORD
from units.forms.sign_in import SignInForm
from units.models import Installation


class SignIn(LoginView):
    """By user name and password, five tries at a time. In a demonstration the accounts stand beside."""

    form_class = SignInForm
    template_name = "units/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        installation = Installation.this()
        shown = {"accounts": ACCOUNTS, "password": DEMO_PASSWORD} if installation.demonstration_on else {"accounts": ()}
        return super().get_context_data(to_be_set_up=installation.is_to_be_set_up, **shown, **kwargs)

    def form_valid(self, form):
        answer = super().form_valid(form)
        kept.leave_to(self.request, form.get_user())
        return answer


class SignOut(LogoutView):
    """By POST alone: a link must not sign anyone out."""


@login_not_required
@never_cache
def admin_door(request):
    """In the place of the admin's own sign-in: who is signed in already has no right to enter, everyone else signs in as usual."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", ""))
