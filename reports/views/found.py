"""What the pages of a report share: finding it for its reader, noting that it was read."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reports.models import Reading, Report

SLOW = timedelta(minutes=2)


def report_or_404(request, pk):
    """The report, if its reader may know of it."""
    visible = Report.objects.visible_to(request.user, on=timezone.localdate())
    about = ("committee", "made_by", "signed_by", "issued_by", "ended_by", "replaces", "scope_unit", "scope_leader__user")
    return get_object_or_404(visible.select_related(*about), pk=pk)


def drafted_or_404(request, pk):
    """The report, if its reader may know of it and its figures are there."""
    found = report_or_404(request, pk)
    if not found.is_drafted:
        raise Http404
    return found


def is_looked_at(request):
    """Whether a person looks, and no program that asks for the head of the page alone."""
    return request.method == "GET"


def note(request, report, what):
    """Write down that an issued report was read."""
    if report.is_kept and is_looked_at(request):
        Reading.objects.create(report=report, by=request.user, what=what, at=timezone.now())


def is_slow(found):
    """Whether a report, or a copy of one, waits longer than any file takes, so that the reader is told whom to ask."""
    return found.is_waiting and timezone.now() - (getattr(found, "drafted_at", None) or found.asked_at) > SLOW
