"""Editing the text of a draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reports.forms.text import TextForm
from reports.models import Conflict, WrongStage
from reports.views.found import report_or_404
from units.kept import keeps_text, refill
from units.landing import land


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def report_text(request, pk):
    """All sentences of a draft, each in a field, with the figures it rests on that have changed since; for the board."""
    found = report_or_404(request, pk)
    if not found.may("edit", request.user, on=timezone.localdate()):
        raise PermissionDenied
    if request.method != "POST" and not found.is_draft:
        messages.error(request, _("The text of this report stands: it was signed off."))
        return redirect(found)
    if request.method != "POST" and not found.is_drafted:
        messages.error(request, _("The figures are being gathered; the text can be edited in a moment."))
        return redirect(found)
    form, status = TextForm(request.POST or None, report=found, passages=list(found.passages.all())), 200
    if request.method == "POST" and form.is_valid():
        try:
            changed = form.save(by=request.user, now=timezone.now())
        except ValidationError as error:
            land(form, error)
        except (Conflict, WrongStage):
            status = 409
            form.add_error(
                None, _("Somebody changed this report meanwhile: your text stands below and is not saved. Open the page anew beside it.")
            )
        else:
            said = ngettext("%(number)s sentence was changed.", "%(number)s sentences were changed.", changed) % {"number": changed}
            messages.success(request, said if changed else _("The text stands as you sent it."))
            return redirect(found)
    refilled = refill(request, form)
    return render(request, "reports/report_text.html", {"report": found, "form": refilled, "parts": refilled.parts()}, status=status)
