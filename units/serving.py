"""Files of the product's own store, for one reader: rights are checked by the view that calls this."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

SANDBOX = "sandbox; default-src 'none'"


def private_file(name, *, filename, content_type, inline=False):
    """A stored file as a download (with ``inline`` to look at), never guessed at, kept by no one between. Http404 where it is gone.

    A download may not do anything even where a browser opens it: it is sandboxed. What is looked at is a PDF of our own making.
    """
    try:
        content = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=not inline, filename=filename, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if not inline:
        response["Content-Security-Policy"] = SANDBOX
    return response
