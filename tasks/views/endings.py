"""A task pauses, goes on, ends, is given to further units, or is withdrawn; a document is withdrawn with all its tasks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from resolutions.models import Resolution
from tasks.forms.many import EndingForm, FurtherForm, GoOnForm, HaltForm
from tasks.models import Assignment, Conflict, Task
from tasks.models.ending import office_only, shown, to_withdraw, withdraw_document
from tasks.views.assignments import with_standing
from units.kept import keeps_text, refill
from units.landing import land, sent

METHODS = ["GET", "HEAD", "POST"]


def task_of_the_office(request, pk):
    """The task, for the committee's office. Raises Http404 or PermissionDenied for others."""
    on = timezone.localdate()
    tasks = Task.objects.visible_to(request.user, on=on).select_related("provision__resolution__committee")
    task = get_object_or_404(tasks, pk=pk)
    office_only(request.user, task.resolution, on=on)
    return task


@keeps_text
@require_http_methods(METHODS)
def task_halt(request, pk):
    """No period begins from a day on."""
    task = task_of_the_office(request, pk)
    form = refill(request, HaltForm(*sent(request)))
    if form.is_valid() and form.save(task, by=request.user, now=timezone.now()):
        messages.success(request, _("The task is halted. What was given stays given."))
        return redirect(task)
    return render(request, "tasks/task_form.html", {"task": task, "form": form, "title": _("Suspend or end the task"), "button": _("Save")})


@keeps_text
@require_http_methods(METHODS)
def task_go_on(request, pk):
    """A suspended task goes on."""
    task = task_of_the_office(request, pk)
    halt = task.halts.filter(valid_until=None, is_final=False).first()
    if halt is None:
        messages.info(request, _("This task is not suspended."))
        return redirect(task)
    form = refill(request, GoOnForm(*sent(request), initial={"day": timezone.localdate()}))
    if form.is_valid() and form.save(halt, by=request.user, on=timezone.localdate()):
        messages.success(request, _("The task goes on."))
        return redirect(task)
    return render(request, "tasks/task_form.html", {"task": task, "form": form, "title": _("Let the task go on"), "button": _("Save")})


@keeps_text
@require_http_methods(METHODS)
def task_further(request, pk):
    """Give a task that was given already to further units."""
    task = task_of_the_office(request, pk)
    form = refill(request, FurtherForm(*sent(request), task=task, on=timezone.localdate()))
    if form.is_valid():
        made = form.save(task, by=request.user, now=timezone.now())
        if made is not None:
            messages.success(request, _("Given to %(number)s.") % {"number": len(made)})
            return redirect(task)
    return render(
        request, "tasks/task_form.html", {"task": task, "form": form, "title": _("Give it to further units"), "button": _("Give")}
    )


@keeps_text
@require_http_methods(METHODS)
def task_withdraw(request, pk):
    """Withdraw a task with all that was given under it and is not verified."""
    task = task_of_the_office(request, pk)

    def deed(**said):
        return task.withdraw(by=request.user, now=timezone.now(), **said)

    return withdrawal(request, task.assignments.all(), deed, subject=task, document=task.resolution)


@keeps_text
@require_http_methods(METHODS)
def document_withdraw(request, pk):
    """Withdraw a document with all its tasks and all that was given under them and is not verified."""
    on = timezone.localdate()
    document = get_object_or_404(Resolution.objects.visible_to(request.user, on=on).select_related("committee"), pk=pk)
    office_only(request.user, document, on=on)
    if document.state != document.State.IN_FORCE or document.withdrawn_on:
        messages.info(request, _("Only a document in force can be withdrawn, once."))
        return redirect(document)

    def deed(**said):
        return withdraw_document(document, by=request.user, now=timezone.now(), **said)

    return withdrawal(request, Assignment.objects.filter(task__provision__resolution=document), deed, subject=document, document=document)


def withdrawal(request, assignments, deed, *, subject, document):
    """What a withdrawal touches, listed; then, when that was confirmed with a reason, the deed. A list that has grown old is shown anew."""
    on = timezone.localdate()
    rows = list(to_withdraw(assignments).for_lists().order_by("pk"))
    form = refill(request, EndingForm(*sent(request), initial={"seen": shown(rows)}))
    if form.is_valid():
        try:
            done = deed(**form.cleaned_data)
        except Conflict:
            form.add_error(None, _("The list has changed meanwhile: look at it again."))
            form.data = {**form.data.dict(), "seen": shown(rows)}
        except ValidationError as error:
            land(form, error)
        else:
            says = ngettext("Withdrawn, with %(number)s assignment.", "Withdrawn, with %(number)s assignments.", done)
            messages.success(request, says % {"number": done})
            return redirect(subject)
    context = {
        "subject": subject,
        "document": document,
        "form": form,
        "rows": with_standing(rows, on),
        "kept": assignments.filter(state=Assignment.State.VERIFIED).count(),
    }
    return render(request, "tasks/withdrawal.html", context)
