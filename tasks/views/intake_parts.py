"""The parts of a document on its way in: each is checked with its tasks, joined, split, added."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from resolutions.models import Provision
from tasks.differences import differences
from tasks.forms.intakes import AddForm, PartForm, theirs
from tasks.forms.proposals import ProposalForm
from tasks.marked import segments
from tasks.recipients import Recipients
from tasks.views.intakes import as_it_is_now, intake_or_404, is_stale, next_to_check, saved, status_of
from units.kept import keeps_text, refill, typed, words
from units.landing import sent


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def intake_part(request, pk, part):
    """One part is checked: what it is, and the tasks that it becomes."""
    intake = intake_or_404(request, pk)
    if intake.resolution:
        return redirect(intake.resolution)
    row, on, data = intake.part(part), timezone.localdate(), sent(request)[0]
    if row is None and data:
        return passed(request, intake)
    row = part_or_404(intake, part)
    form, tasks = part_forms(request, intake, row, data, on=on)
    only_looked_at = "look" in request.POST  # whom it reaches, before anything is saved
    good = request.method == "POST" and not only_looked_at and all(one.is_valid() for one in [form, *tasks])
    if good and saved(form, keep_part, intake, row, form, tasks, by=request.user, now=timezone.now()):
        messages.success(request, _("Saved."))
        if "next" in request.POST and (after := next_to_check(intake, row["id"])):
            return redirect("intake-part", intake.pk, after["id"])
        back = f"{intake.get_absolute_url()}#part-{row['id']}"
        return HttpResponseClientRedirect(back) if request.htmx else redirect(back)
    others = []
    if is_stale(form):
        intake = as_it_is_now(request, pk, form)
        row = intake.part(part)
        if row is None:
            return passed(request, intake)
        others = others_of([form, *tasks], *part_forms(request, intake, row, None, on=on))
    proposals = [kept_of(row, task) for task in tasks]
    context = {
        "intake": intake,
        "part": row,
        "words": intake.words(row),
        "form": form,
        "tasks": list(zip(proposals, tasks, strict=True)),
        "segments": segments(intake, around=row),
        "after": next_to_check(intake, row["id"]),
        "places": intake.places_to_split(row),
        "is_first": intake.parts[0] is row,
        "others": others,
        "difference": next((one for one in differences(intake, on=on) if one.part is row), None),
    }
    return render(request, "tasks/intake_part.html", context, status=status_of(form))


def part_forms(request, intake, row, data, *, on):
    """The form of a part and those of its tasks, one more where the address asks for it; bound to ``data`` where something was sent."""
    recipients, form = Recipients(intake.committee, on=on), PartForm(data, intake=intake, part=row)
    told = {"intake": intake, "recipients": recipients, "whole": "next" in request.POST}
    if data:
        names = [f"t{n}" for n in range(number_in(data, "tasks"))]
        by_id = {str(task["id"]): task for task in row["tasks"]}
        return form, [ProposalForm(data, proposal=by_id.get(data.get(f"{name}-id")), prefix=name, **told) for name in names]
    count = max(len(row["tasks"]) + ("more" in request.GET), number_in(typed(request) or {}, "tasks"))
    proposals = [*row["tasks"], *[None] * count][:count]
    tasks = [ProposalForm(proposal=proposal, prefix=f"t{n}", **told) for n, proposal in enumerate(proposals)]
    return refill(request, form), [refill(request, task) for task in tasks]


def kept_of(row, task):
    """What is kept of the task that a form is about, or None for a new one."""
    return next((kept for kept in row["tasks"] if str(kept["id"]) == str(task["id"].value())), None)


def keep_part(intake, row, form, tasks, **told):
    """Save what the forms of a part say; as long as a task has nobody who would get it, the part does not count as checked."""
    said, kept = form.cleaned_data, [task.proposal() for task in tasks]
    is_whole = said["kind"] not in Provision.TO_CARRY_OUT or all(task.reached() for task in tasks if task.cleaned_data.get("take"))
    intake.correct_part(row["id"], label=said["label"], kind=said["kind"], tasks=kept, checked=is_whole, seen=said["seen"], **told)


def others_of(mine, form, tasks):
    """[(label, words)] of what somebody else saved: where it differs from what was sent, tasks that came, and those that are here no more."""
    sent_by_id = {str(task["id"].value()): task for task in mine[1:]}
    there_by_id = {str(task["id"].value()): task for task in tasks}
    found = theirs(mine[0], form)
    for pk, task in there_by_id.items():
        found += theirs(sent_by_id[pk], task) if pk in sent_by_id else [(_("A task more"), task["title"].value())]
    gone = [task for pk, task in sent_by_id.items() if task["id"].value() and pk not in there_by_id]
    return found + [(_("A task that is in this part no more"), task["title"].value()) for task in gone]


def passed(request, intake):
    """The part was joined with another one before the form arrived: what was typed is shown, to be copied."""
    context = {"intake": intake, "typed": words(request.POST)}
    return render(request, "tasks/intake_part_gone.html", context, status=409)


@require_POST
def intake_join(request, pk, part):
    """A part goes on in the one before it."""
    intake = intake_or_404(request, pk)
    row = part_or_404(intake, part)
    return changed(request, intake, lambda **told: intake.join(row["id"], **told), _("Joined with the part before it."))


@require_POST
def intake_split(request, pk, part):
    """A part becomes two, at the beginning of a sentence."""
    intake = intake_or_404(request, pk)
    row = part_or_404(intake, part)
    at = number_in(request.POST, "at", most=len(intake.text))
    return changed(request, intake, lambda **told: intake.split(row["id"], at, **told), _("Two parts now. Check both."))


@require_http_methods(["GET", "HEAD", "POST"])
def intake_add(request, pk):
    """A paragraph that the reader passed over becomes a part."""
    intake = intake_or_404(request, pk)
    if intake.resolution:
        return redirect(intake.resolution)
    form = AddForm(*sent(request)[:1], intake=intake)
    if request.method == "POST" and form.is_valid():
        made = []
        if saved(form, lambda **told: made.append(form.save(**told)), by=request.user, now=timezone.now()):
            return redirect(f"{reverse('intake-part', args=[intake.pk, made[0]])}?more=1")
    if is_stale(form):
        intake = as_it_is_now(request, pk, form)
    return render(request, "tasks/intake_add.html", {"intake": intake, "form": form, "segments": segments(intake)}, status=status_of(form))


def part_or_404(intake, pk):
    """A part of the intake by its id."""
    row = intake.part(pk)
    if row is None:
        raise Http404
    return row


def number_in(data, name, *, most=100):
    """A whole number that a form carries, 0 for anything else."""
    text = data.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def changed(request, intake, do, words):
    """After a button that changes the parts: back to the intake, with what came of it."""
    try:
        do(by=request.user, now=timezone.now(), seen=number_in(request.POST, "seen", most=10**8))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(intake)
