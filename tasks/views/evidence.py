"""Files of the log, for those who may see the assignment."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tasks.models import Assignment, Evidence
from units.serving import private_file


@require_safe
def evidence(request, pk):
    """One file, as a download, whatever it is: never shown inside a page of ours."""
    visible = Assignment.objects.visible_to(request.user, on=timezone.localdate())
    row = get_object_or_404(Evidence.objects.exclude(file=""), pk=pk, entry__assignment__in=visible)
    return private_file(row.file, filename=row.name, content_type=row.content_type)
