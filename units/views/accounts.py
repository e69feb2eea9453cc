"""A reader's own password and language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.addresses import client_address
from units.forms.sign_in import ResetForm
from units.landing import sent
from units.models import SignInFailure

A_YEAR = 365 * 24 * 3600


class PasswordChange(PasswordChangeView):
    """By who knows the old one. Other places where they are signed in end."""

    template_name = "units/password_change.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form):
        answer = super().form_valid(form)
        messages.success(self.request, _("Your password is changed. Wherever else you were signed in, you are signed out."))
        return answer


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request):
    """Asks for an address; the answer does not tell whether it is known."""
    form = ResetForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        form.save(address=client_address(request), now=timezone.now())
        return redirect("password-reset-sent")
    return render(request, "units/password_reset.html", {"form": form})


@login_not_required
@require_safe
def password_reset_sent(request):
    """The one answer."""
    return render(request, "units/password_reset_sent.html")


class PasswordResetConfirm(PasswordResetConfirmView):
    """By the link of the letter: once, within an hour. Who waited because of the throttle need not wait any longer."""

    template_name = "units/password_reset_confirm.html"
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form):
        answer = super().form_valid(form)
        SignInFailure.objects.forget(username=self.user.username, address=client_address(self.request))
        messages.success(self.request, _("Your password is set. Please sign in with it."))
        return answer


@login_not_required
@require_POST
def set_language(request):
    """Remembered by the browser and, for who is signed in, by the account. Back to the page it came from, if that is one of ours."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = redirect(back)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
        if request.user.is_authenticated:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
    return answer
