from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from units.addresses import client_address
from units.forms.setup import SetupForm
from units.landing import sent
from units.models import Installation


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request):
    """A new installation becomes an office. The page exists only as long as there is neither a unit nor a user."""
    if not Installation.this().is_to_be_set_up:
        raise Http404
    form = SetupForm(*sent(request), address=client_address(request))
    if request.method == "POST" and form.is_valid():
        try:
            user = form.save(on=timezone.localdate())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            login(request, user)
            messages.success(request, _("Your office is set up. People and further units are added under Administration."))
            return redirect("home")
    return render(request, "units/setup.html", {"form": form})
