"""Doing a verb: one address a verb, one form, one entry."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tasks.models import WrongState
from tasks.views.assignments import assignment_or_404, assignment_page, verb_form
from units.kept import keeps_text, refill

DONE = {
    "receive": gettext_lazy("Received. The work is yours now."),
    "log": gettext_lazy("Written down."),
    "submit": gettext_lazy("Reported as done. Who verifies will see it."),
    "verify": gettext_lazy("Verified."),
    "send_back": gettext_lazy("Sent back, with your reason."),
    "withdraw": gettext_lazy("Withdrawn."),
}


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def entry_create(request, pk, verb):
    """The form of one verb. What its reader may not do is 403; what no longer fits the state is 409."""
    assignment = assignment_or_404(request, pk)
    on = timezone.localdate()
    behalf = None if assignment.may(verb, request.user, on=on) else assignment.unit
    if behalf and not assignment.may(verb, request.user, on=on, on_behalf_of=behalf):
        raise PermissionDenied
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = verb_form(verb, *sent, assignment=assignment, on_behalf_of=behalf)
    if form.is_valid() and form.save(verb, by=request.user, now=timezone.now()):
        messages.success(request, DONE[verb])
        return redirect(assignment)
    if assignment.state not in assignment.VERBS[verb]:
        raise WrongState(assignment)
    if sent:
        messages.error(request, _("Not saved yet: see the remarks at the fields."))
    return assignment_page(request, assignment, form=refill(request, form), verb=verb)
