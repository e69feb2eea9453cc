"""A document with its provisions, their tasks, and how each stands."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resolutions.models import Resolution
from tasks.differences import going_on
from tasks.models import Assignment, Task
from units.models import Appointment


@require_safe
def document(request, pk):
    on = timezone.localdate()
    documents = Resolution.objects.visible_to(request.user, on=on).select_related("committee", "in_force_by", "replaces")
    tasks = Task.objects.visible_to(request.user, on=on).select_related("supervising_unit")
    document = get_object_or_404(documents.prefetch_related("citations"), pk=pk)
    provisions = list(document.provisions.prefetch_related(Prefetch("tasks", tasks, to_attr="shown_tasks")))
    tallies = Assignment.objects.visible_to(request.user, on=on).filter(task__provision__resolution=document).tally("task", on=on)
    earlier = going_on(document, tasks.going_on(on=on)) if document.replaces else {}
    for provision in provisions:
        provision.earlier_tasks = [task for task in earlier.get(provision.label, ()) if task.provision_id != provision.pk]
        for task in provision.shown_tasks:
            task.tally = tallies.get(task.pk)
    context = {
        "document": document,
        "provisions": [p for p in provisions if not p.is_finding],
        "findings": [p for p in provisions if p.is_finding],
        "after": Resolution.objects.visible_to(request.user, on=on).filter(replaces=document).first(),
        "is_office": document.committee_id in request.user.committees(on=on, roles=[Appointment.Role.OFFICE]),
    }
    return render(request, "tasks/document.html", context)
