"""Doing a verb: one address a verb, one form, one entry."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tasks.forms.words import DONE
from tasks.models import Assignment, Conflict, Evidence, WrongState
from tasks.models.table import FROM
from tasks.views.assignments import assignment_or_404, assignment_page, verb_form, waiting
from units.kept import keeps_text, refill
from units.landing import sent

METHODS = ["GET", "HEAD", "POST"]


@keeps_text
@require_http_methods(METHODS)
def entry_create(request, pk, verb):
    """The form of one verb about the whole assignment."""
    return done_or_shown(request, assignment_or_404(request, pk), verb)


@keeps_text
@require_http_methods(METHODS)
def answer_create(request, pk, number, verb):
    """The form of a verb about one entry: to answer, confirm or correct it. An entry that does not invite it is 404."""
    assignment = assignment_or_404(request, pk)
    entry = get_object_or_404(assignment.entries.select_related("part", "on_behalf_of"), number=number)
    if verb not in entry.verbs_about(()):
        raise Http404
    return done_or_shown(request, assignment, verb, about=entry)


@keeps_text
@require_http_methods(METHODS)
def part_entry_create(request, pk, part, verb):
    """The form of a verb about one supporting part."""
    assignment = assignment_or_404(request, pk)
    return done_or_shown(request, assignment, verb, about=get_object_or_404(assignment.parts.select_related("unit"), pk=part))


@keeps_text
@require_http_methods(METHODS)
def evidence_retract(request, pk):
    """The form that takes one file or paper back."""
    visible = Assignment.objects.visible_to(request.user, on=timezone.localdate())
    row = get_object_or_404(Evidence.objects.select_related("entry__part", "entry__on_behalf_of"), pk=pk, entry__assignment__in=visible)
    return done_or_shown(request, assignment_or_404(request, row.entry.assignment_id), "retract", about=row)


def done_or_shown(request, assignment, verb, *, about=None):
    """Do the verb that was sent, or show its form. What its reader may not do is 403; what no longer fits the state is 409."""
    on = timezone.localdate()
    subject = about.entry if isinstance(about, Evidence) else about
    behalf = None
    if not assignment.may(verb, request.user, on=on, about=subject):
        behalf = subject.unit if verb == "support" else assignment.unit
        if not assignment.may(verb, request.user, on=on, on_behalf_of=behalf, about=subject):
            raise PermissionDenied
    form = verb_form(verb, *sent(request), assignment=assignment, on_behalf_of=behalf, about=about)
    try:
        if form.is_valid() and form.save(by=request.user, now=timezone.now()):
            return after(request, assignment, verb)
    except Conflict as conflict:
        if conflict.assignment.state in FROM[verb]:
            again = request.POST.copy()
            again["seen"], again["key"] = assignment.number, uuid.uuid4()
            conflict.form = verb_form(verb, again, assignment=assignment, on_behalf_of=behalf, about=about)
        raise
    nothing_asked = verb in ("grant", "refuse") and not assignment.has_request
    asked_already = verb == "ask_time" and not form.is_bound and assignment.has_request
    if assignment.state not in FROM[verb] or nothing_asked or asked_already:
        raise WrongState(assignment)
    if form.is_bound:
        messages.error(request, _("Not saved yet: see the remarks at the fields."))
    return assignment_page(request, assignment, form=refill(request, form))


def after(request, assignment, verb):
    """Back to the page; who verifies one after the other, on to the next that waits."""
    messages.success(request, DONE[verb])
    if verb in ("verify", "send_back") and "next" in request.POST:
        number, following = waiting(assignment, request.user, on=timezone.localdate())
        if following:
            messages.info(request, _("%(number)s more wait for you; this is the next.") % {"number": number})
            return redirect(following)
        messages.info(request, _("Nothing else waits for you."))
    return redirect(assignment)
