"""Asking for oversight reports, looking at one, fetching its PDF."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from reports import figures, rows
from reports.forms import ReportForm
from reports.models import Report
from reports.picture import picture
from tasks.models import Assignment
from units.kept import keeps_text, refill
from units.models import Appointment, Installation
from units.serving import private_file

PARTS = {
    figures.ON_TIME: gettext_lazy("done on time"),
    figures.LATE: gettext_lazy("done late"),
    figures.WAITING: gettext_lazy("waiting for verification"),
    figures.IN_TIME: gettext_lazy("in progress, in time"),
    figures.OVERDUE: gettext_lazy("overdue"),
    figures.DECLINED: gettext_lazy("declined"),
}
SLOW = timedelta(minutes=2)


def report_or_404(request, pk):
    """The report, if its reader may know of it."""
    visible = Report.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(visible.select_related("committee", "resolution", "made_by"), pk=pk)


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request):
    """The reports made so far, and the form that asks for one. A page never makes the PDF: it writes down that it is wanted."""
    on = timezone.localdate()
    committees = sorted(request.user.committees(on=on, roles=Appointment.COMMITTEE_ROLES))
    if not committees:
        raise Http404
    form = ReportForm(request.POST or None, committees=committees, now=timezone.now(), on=Installation.this().demonstration_on)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save(by=request.user))
    made = Report.objects.visible_to(request.user, on=on).select_related("resolution", "made_by")
    page = Paginator(made, 20).get_page(request.GET.get("page"))
    return render(request, "reports/report_list.html", {"form": refill(request, form), "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """The report's figures as a page, and how its PDF stands. Sending the form tries again what failed."""
    found = report_or_404(request, pk)
    if request.method == "POST":
        found.try_again()
        return redirect(found)
    assignments = Assignment.objects.visible_to(request.user, on=timezone.localdate())
    documents = rows.documents(found.committee, instant=found.cutoff, only=found.resolution)
    counted = rows.collect(assignments, documents, found.period, found.cutoff)
    context = {
        "report": found,
        "figures": counted,
        "picture": picture(counted, PARTS, _("How things stand, by provision")),
        "many": len(counted.documents) > 1,
        "is_slow": is_slow(found),
    }
    return render(request, "reports/report.html", context)


@require_safe
def report_state(request, pk):
    """How the PDF stands: the part of the page that asks again by itself."""
    found = report_or_404(request, pk)
    return render(request, "reports/_state.html", {"report": found, "is_slow": is_slow(found)})


@require_safe
def report_pdf(request, pk):
    """The PDF, to keep, or with ?xem to look at in the browser; kept by the reader's browser alone."""
    found = report_or_404(request, pk)
    if not found.is_ready:
        raise Http404
    name = f"Báo cáo {found.period} {found.code}.pdf"
    return private_file(found.file.name, filename=name, content_type="application/pdf", inline="xem" in request.GET)


def is_slow(report):
    """Whether it waits longer than any PDF takes, so that the reader is told whom to ask."""
    return report.is_waiting and timezone.now() - report.asked_at > SLOW
