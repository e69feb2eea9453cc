"""Files of the log, for those who may see the assignment."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tasks.files import pictures
from tasks.models import Assignment, Evidence
from units.serving import SANDBOX, private_file


def visible_or_404(request, rows, pk):
    """One of these rows of evidence, if its reader may look at it today."""
    return get_object_or_404(rows.filter(Assignment.objects.evidence_for(request.user, on=timezone.localdate())), pk=pk)


@require_safe
def evidence(request, pk):
    """One file, as a download, whatever it is: never shown inside a page of ours."""
    row = visible_or_404(request, Evidence.objects.files(), pk)
    return private_file(row.file, filename=row.name, content_type=row.content_type)


@require_safe
def evidence_picture(request, pk):
    """A small picture of a picture: pixels of our own making. A browser may keep it, but asks here each time before it shows it."""
    row = visible_or_404(request, Evidence.objects.pictures(), pk)
    etag = f'"{row.sha256}-{pictures.SIDE}"'
    fresh = HttpResponse(content_type="image/jpeg", headers={"ETag": etag})
    answer = get_conditional_response(request, etag=etag, response=fresh)
    if answer is fresh:
        answer.content = preview_or_404(row)
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
        "Cache-Control": "private, no-cache",
    }.items():
        answer[name] = value
    return answer


def preview_or_404(row):
    """The bytes of the small picture; a file that is gone or cannot be decoded is not there."""
    try:
        with default_storage.open(row.file) as file:
            made = pictures.preview(row.content_type, file)
    except FileNotFoundError as error:
        raise Http404 from error
    if made is None:
        raise Http404
    return made
