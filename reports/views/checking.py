"""Is this paper genuine: what became of the report whose code is printed on it, and whether a file is the one that was issued."""

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from reports.models import Report

MOST = 50 * 1024 * 1024


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_check(request, code):
    """Whoever holds the paper is told: issued, replaced by which, or withdrawn; the hash of the file, its pages. A file can be held against it.

    Open to strangers only where the setting CHECKS_ARE_PUBLIC says so, else to whoever has signed in. Of a draft, and of a code that nobody has, all are told
    the same: there is no such report.
    """
    if not (request.user.is_authenticated or settings.CHECKS_ARE_PUBLIC):
        return redirect_to_login(request.get_full_path())
    code = code.strip().upper().replace("-", "")
    found = Report.objects.filter(check_code=code, stage__in=Report.KEPT).select_related("committee").defer("contents").first()
    if found is None:
        raise Http404
    file = request.FILES.get("file")
    same, is_copy = None, False
    if request.method == "POST" and file and file.size <= MOST and found.is_ready:
        sha256 = fingerprint_of(file)
        same, is_copy = sha256 == found.sha256, found.copies.filter(sha256=sha256, status=Report.Status.READY).exists()
    context = {
        "report": found,
        "replaced_by": found.replaced_by.filter(stage__in=Report.KEPT).first(),
        "same": same,
        "is_copy": is_copy,
        "is_missing": request.method == "POST" and not file,
        "is_too_big": bool(file and file.size > MOST),
    }
    return render(request, "reports/report_check.html", context)


def fingerprint_of(file):
    """SHA-256 of an uploaded file, read in pieces and not kept."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
