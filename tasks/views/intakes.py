"""Reading a document: a file or text goes in, a person checks the proposal beside the words, then it is put in force."""

import uuid

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from resolutions.forms import ReadForm
from resolutions.known import known_of
from resolutions.models import Intake, Provision, Resolution
from resolutions.reader import secrecy
from resolutions.views import committee_of_office
from tasks.differences import told_apart
from tasks.forms.entering import Preview, enter
from tasks.forms.intakes import CommonForm, EnterForm, HeadForm, theirs
from tasks.marked import segments
from tasks.models import Assignment
from tasks.proposals import parts_of
from units.kept import keeps_text, keeps_text_unless, refill
from units.landing import land, sent
from units.models import Appointment


def intake_or_404(request, pk):
    """The intake, if it is of the reader's own desk."""
    intakes = Intake.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(intakes.select_related("committee", "resolution", "replaces"), pk=pk)


@keeps_text_unless(lambda data: secrecy(data.get("text", "")))
@require_http_methods(["GET", "HEAD", "POST"])
def document_read(request):
    """A file or pasted text goes in; what is on its way in already is listed."""
    committee, on = committee_of_office(request.user), timezone.localdate()
    form = refill(request, ReadForm(*sent(request), initial={"key": uuid.uuid4()}))
    if request.method == "POST" and form.is_valid():
        if there := Resolution.objects.on_file(committee, form.data_read):
            messages.info(request, _("This document is on file already; here it is."))
            return redirect(there)
        document = form.document
        before = Resolution.objects.version_before(committee, document)
        intake = Intake.objects.take_in(
            document,
            told_apart(parts_of(document, known_of(committee, on=on)), document.text, before, on=on),
            committee=committee,
            data=form.data_read,
            name=form.name_read,
            by=request.user,
            now=timezone.now(),
            key=form.cleaned_data["key"],
            common={"cadence": "", "supervising_unit": board_of(committee, on=on)},
            replaces=before,
        )
        if intake.key != form.cleaned_data["key"]:
            messages.info(request, _("This document is on its way in already; here it is."))
        return redirect(intake)
    waiting = Intake.objects.visible_to(request.user, on=on).under_way().for_lists()
    return render(request, "tasks/document_read.html", {"form": form, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request, pk):
    """The text on one side, the proposal on the other. Sent is only what holds for all tasks."""
    intake, on = intake_or_404(request, pk), timezone.localdate()
    if intake.resolution:
        return redirect(intake.resolution)
    form = CommonForm(*sent(request)[:1], intake=intake, on=on)
    if request.method == "POST" and form.is_valid() and saved(form, form.save, by=request.user, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect(intake)
    if is_stale(form):
        intake = as_it_is_now(request, pk, form)
    preview = Preview(intake, on=on)
    changes = {one.part["id"]: one.change for one in preview.differences if one.part}
    context = {
        "intake": intake,
        "form": form,
        "preview": preview,
        "segments": segments(intake),
        "parts": [(part, intake.words(part), shown_tasks(part, preview), changes.get(part["id"])) for part in intake.parts],
        "checked": sum(part["checked"] for part in preview.orders),
        "next": next_to_check(intake),
        "perhaps": None if intake.replaces else Resolution.objects.perhaps_before(intake),
        "gone": [one for one in preview.differences if one.change.kind == "removed"],
    }
    return render(request, "tasks/intake.html", context, status=status_of(form))


def board_of(committee, *, on):
    """The key of the unit that most likely supervises: the first with a board appointment; None where there is none."""
    boards = Appointment.objects.valid(on=on).filter(role=Appointment.Role.BOARD, unit__path__startswith=committee.path)
    return boards.order_by("unit__path").values_list("unit", flat=True).first()


def shown_tasks(part, preview):
    """Of a part, each proposed task with what it comes to; None where it is not taken."""
    taken = iter([task for task in preview.tasks if task.part is part])
    return [(task, next(taken) if task["take"] else None) for task in part["tasks"]]


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def intake_head(request, pk):
    """Head and foot are corrected."""
    intake = intake_or_404(request, pk)
    if intake.resolution:
        return redirect(intake.resolution)
    form = refill(request, HeadForm(*sent(request)[:1], intake=intake))
    if request.method == "POST" and form.is_valid() and saved(form, form.save, by=request.user, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect(intake)
    others = []
    if is_stale(form):
        intake = as_it_is_now(request, pk, form)
        others = theirs(form, HeadForm(intake=intake))
    context = {"intake": intake, "form": form, "segments": segments(intake), "others": others}
    return render(request, "tasks/intake_head.html", context, status=status_of(form))


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def intake_enter(request, pk):
    """What it would do, then number and date, then it is in force, with its tasks and assignments."""
    intake, on = intake_or_404(request, pk), timezone.localdate()
    if intake.resolution:
        messages.info(request, _("This document is in force already."))
        return redirect(intake.resolution)
    form = refill(request, EnterForm(*sent(request)[:1], intake=intake))
    if request.method == "POST" and form.is_valid():
        number = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        if saved(form, enter, intake, by=request.user, now=timezone.now(), seen=form.cleaned_data["seen"], **number):
            given = Assignment.objects.filter(task__provision__resolution=intake.resolution).count()
            words = ngettext("In force. %(number)s assignment was given.", "In force. %(number)s assignments were given.", given)
            messages.success(request, words % {"number": given})
            return redirect(intake.resolution)
        if form.has_error(NON_FIELD_ERRORS, "done"):  # the same form came twice at once
            return redirect(intake)
        if is_stale(form):
            intake = as_it_is_now(request, pk, form)
    context = {"intake": intake, "form": form, "preview": Preview(intake, on=on)}
    return render(request, "tasks/intake_enter.html", context, status=status_of(form))


@require_POST
def intake_discard(request, pk):
    """It is thrown away; nothing of it ever held."""
    intake = intake_or_404(request, pk)
    if intake.resolution:
        return redirect(intake.resolution)
    try:
        intake.discard()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("document-read" if error.code == "gone" else intake)
    messages.success(request, _("Thrown away. The document can be read anew."))
    return redirect("document-read")


def saved(form, do, *args, **told):
    """Whether it was done; what stood in the way lands on the form."""
    try:
        do(*args, **told)
    except ValidationError as error:
        land(form, error)
        return False
    return True


def is_stale(form):
    """Whether somebody else was quicker."""
    return form.has_error(NON_FIELD_ERRORS, "stale")


def as_it_is_now(request, pk, form):
    """The intake after somebody else was quicker; the form that was sent carries this version from now on."""
    intake = intake_or_404(request, pk)
    form.look_again(intake)
    return intake


def status_of(form):
    """409 where somebody else was quicker, so that a program notices too."""
    return 409 if is_stale(form) else 200


def next_to_check(intake, after=None):
    """The first order that nobody has checked yet, or None; after a part (by its id), then from the beginning again."""
    ids = [part["id"] for part in intake.parts]
    n = ids.index(after) + 1 if after in ids else 0
    rest = [*intake.parts[n:], *intake.parts[: max(n - 1, 0)]]
    return next((part for part in rest if part["kind"] in Provision.TO_CARRY_OUT and not part["checked"]), None)
