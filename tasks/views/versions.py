"""Two versions of a document: what a new one changes, while it is on its way in and afterwards."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from resolutions.models import Resolution
from tasks.differences import Difference, differences, going_on
from tasks.forms.intakes import ChangesForm
from tasks.models import Task
from tasks.views.intakes import as_it_is_now, intake_or_404, is_stale, saved, status_of
from units.landing import sent


@require_http_methods(["GET", "HEAD", "POST"])
def intake_changes(request, pk):
    """What a document on its way in changes of the version before; the office confirms each change."""
    intake, on = intake_or_404(request, pk), timezone.localdate()
    if intake.resolution or not intake.replaces:
        return redirect(intake.resolution or intake)
    found = differences(intake, on=on)
    form = ChangesForm(*sent(request)[:1], intake=intake, differences=found)
    if request.method == "POST" and form.is_valid() and saved(form, form.save, by=request.user, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect(intake)
    if is_stale(form):
        intake = as_it_is_now(request, pk, form)
    context = {"intake": intake, "before": intake.replaces, "form": form, "found": found, "ticked": form["looked_at"].value() or []}
    return render(request, "tasks/intake_changes.html", context, status=status_of(form))


@require_safe
def document_changes(request, pk):
    """What a version in force changed of the one before, for everybody who may read both."""
    on = timezone.localdate()
    documents = Resolution.objects.visible_to(request.user, on=on)
    document = get_object_or_404(documents.select_related("replaces"), pk=pk)
    if not documents.filter(pk=document.replaces_id).exists():
        raise Http404
    tasks = going_on(document.replaces, Task.objects.visible_to(request.user, on=on).going_on(on=on))
    found = [Difference(change, tasks.get(change.was, [])) for change in document.changes()]
    return render(request, "tasks/document_changes.html", {"document": document, "before": document.replaces, "found": found})
