"""Files of the log, for those who may see the assignment."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tasks.models import Assignment, Evidence


@require_safe
def evidence(request, pk):
    """One file, as a download, whatever it is: never shown inside a page of ours."""
    visible = Assignment.objects.visible_to(request.user, on=timezone.localdate())
    row = get_object_or_404(Evidence.objects.exclude(file=""), pk=pk, entry__assignment__in=visible)
    try:
        content = default_storage.open(row.file)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type=row.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
