"""A task: made from a provision, given to units."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from resolutions.models import Provision, Resolution
from tasks.forms import GiveForm, TaskForm
from tasks.models import Assignment, Task
from tasks.models.ending import office_only
from tasks.reminders.whom import People, users_of
from tasks.views.assignments import with_standing
from units.kept import keeps_text, refill
from units.landing import sent
from units.models import Appointment


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def task_create(request, pk):
    """A new task of one provision."""
    on = timezone.localdate()
    documents = Resolution.objects.visible_to(request.user, on=on)
    provisions = Provision.objects.filter(resolution__in=documents).select_related("resolution__committee")
    provision = get_object_or_404(provisions.to_carry_out(), pk=pk)
    office_only(request.user, provision.resolution, on=on)
    if provision.resolution.withdrawn_on:
        messages.error(request, _("The document was withdrawn."))
        return redirect(provision.resolution)
    form = refill(request, TaskForm(*sent(request), provision=provision, on=on))
    if request.method == "POST" and form.is_valid():
        task = form.save(by=request.user, now=timezone.now())
        messages.success(request, _("The task is there. Look at who would get it, then give it."))
        return redirect(task)
    return render(request, "tasks/task_create.html", {"provision": provision, "document": provision.resolution, "form": form})


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def task(request, pk):
    """A task, whom it means, and those who have it. The office gives it from here."""
    on = timezone.localdate()
    tasks = Task.objects.visible_to(request.user, on=on).select_related("provision__resolution__committee", "supervising_unit")
    task = get_object_or_404(tasks.prefetch_related("cures", "addressees__unit"), pk=pk)
    document = task.provision.resolution
    is_office = document.committee_id in request.user.committees(on=on, roles=[Appointment.Role.OFFICE])
    form, places, period = None, [], None
    if request.method == "POST":
        office_only(request.user, document, on=on)
    if is_office and document.state == document.State.IN_FORCE:
        periods = [] if task.opened_until else task.periods_to_open(on=on)
        period = periods[-1] if periods else None
        if periods:
            form = refill(request, GiveForm(*sent(request), task=task, period=period))
            places = with_told(task.places(on=on), on)
    if form and request.method == "POST" and form.is_valid():
        made = form.save(by=request.user, now=timezone.now())
        if made is not None:
            messages.success(request, _("Given to %(number)s.") % {"number": len(made)})
            return redirect(task)
    elif request.method == "POST" and not form:
        messages.info(request, _("The task was given already.") if task.opened_until else _("It cannot be given today."))
        return redirect(task)
    assignments = Assignment.objects.visible_to(request.user, on=on).filter(task=task).for_lists().order_by("-period_start", "unit__name")
    page = Paginator(assignments, 50).get_page(request.GET.get("page"))
    context = {
        "task": task,
        "document": document,
        "form": form,
        "places": places,
        "period": period,
        "page": page,
        "rows": with_standing(page.object_list, on),
        "is_office": is_office,
        "from_day": first_day(task, on),
        "may_discard": is_office and not task.opened_until,
        "halts": task.halts.all(),
        "changes": changes(task, on) if is_office else [],
    }
    return render(request, "tasks/task.html", context)


def with_told(places, on):
    """Each place with the people who would be told: [(unit, appointment or None, people)]. 1 query."""
    people = People(on=on)
    return [(unit, post, users_of(people.answering(unit.pk, post and post.pk, alone=post is not None))) for unit, post in places]


def changes(task, on):
    """What the office may change about a task that was given: [(words, address)]."""
    if not task.opened_until:
        return []
    halts = list(task.halts.all())
    if any(halt.is_final for halt in halts):
        return []
    pause = (
        ("task-go-on", _("Let the task go on"))
        if any(halt.valid_until is None for halt in halts)
        else ("task-halt", _("Suspend or end the task"))
    )
    names = [("task-further", _("Give it to further units")), pause, ("task-withdraw", _("Withdraw the whole task"))]
    return [(words, reverse(name, args=[task.pk])) for name, words in names]


def first_day(task, on):
    """From which day a task that nobody has yet can be given, where that is not today; else None."""
    if task.opened_until or task.periods_to_open(on=on):
        return None
    if task.starts_on > on:
        return task.starts_on
    return None if task.cadence == task.Cadence.ONCE else task.period_holding(on).end + timedelta(days=1)


@require_POST
def task_discard(request, pk):
    """Throw away a task that was made wrongly and given to nobody."""
    tasks = Task.objects.visible_to(request.user, on=timezone.localdate()).select_related("provision__resolution")
    task = get_object_or_404(tasks, pk=pk)
    office_only(request.user, task.resolution, on=timezone.localdate())
    try:
        task.discard()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(task)
    messages.success(request, _("The task is gone."))
    return redirect(task.resolution)
