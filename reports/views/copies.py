"""Other copies of a report: the list of them, one copy with how it stands, its file; and for units the list of their own sheets."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reports.models import Copy, Reading, Report, possible
from reports.views.files import SHEET
from reports.views.found import drafted_or_404, is_looked_at, is_slow
from units.serving import private_file

ON_A_PAGE = 100


def copy_or_404(request, pk):
    """The copy, if its reader may know of it."""
    on = timezone.localdate()
    visible = Copy.objects.visible_to(request.user, on=on, reports=Report.objects.visible_to(request.user, on=on))
    return get_object_or_404(visible.select_related("report__committee", "unit", "person__user"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def report_copies(request, pk):
    """All copies that a report may have, and how they stand. Sending the form asks for the one named, or for all on the page."""
    found = drafted_or_404(request, pk)
    page = Paginator(possible(found), ON_A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        line = request.POST.get("copy", "")
        asked = [one.copy for one in (page.object_list if line == "all" else possible(found)) if line in ("all", one.copy.line)]
        if asked:
            Copy.objects.ask(found, asked, now=timezone.now())
            return redirect(request.get_full_path())
        messages.error(request, _("The report has no such copy any more."))
    made = {copy.line: copy for copy in found.copies.filter(line__in=[one.copy.line for one in page.object_list])}
    for copy in made.values():
        copy.report = found
    read = read_by(made.values()) if found.is_kept else {}
    items = [(one, copy, read.get(copy.pk) if copy else None) for one in page.object_list for copy in [made.get(one.copy.line)]]
    waiting = sum(copy.is_waiting for copy in made.values())
    context = {
        "report": found,
        "items": items,
        "page": page,
        "waiting": waiting,
        "ready": sum(copy.is_ready and not copy.is_stale for copy in made.values()),
        "asked": len(made),
        "missing": any(copy is None or (copy.is_ready and copy.is_stale) for _item, copy, _reading in items),
        "is_slow": any(is_slow(copy) for copy in made.values()),
    }
    return render(request, "reports/copy_list.html", context)


def read_by(copies):
    """{copy: the last reading of it}. 1 query."""
    readings = Reading.objects.filter(copy__in=[copy.pk for copy in copies]).order_by("pk").select_related("by")
    return {reading.copy_id: reading for reading in readings}


@require_http_methods(["GET", "HEAD", "POST"])
def report_copy(request, pk):
    """One copy: how it stands, its file. Sending the form tries again what failed."""
    found = copy_or_404(request, pk)
    if request.method == "POST":
        found.try_again()
        return redirect(found)
    return render(request, "reports/copy.html", {"copy": found, "report": found.report, "is_slow": is_slow(found)})


@require_safe
def copy_file(request, pk):
    """The file of a copy, to keep, or with ?xem to look at in the browser."""
    found = copy_or_404(request, pk)
    if not found.is_ready:
        raise Http404
    if found.report.is_kept and is_looked_at(request):
        Reading.objects.create(report=found.report, by=request.user, what=Reading.What.COPY, copy=found, at=timezone.now())
    kind = SHEET if found.ending == "xlsx" else "application/pdf"
    inline = "xem" in request.GET and found.ending == "pdf"
    return private_file(found.file.name, filename=name_of(found), content_type=kind, inline=inline)


def name_of(copy):
    """The file's name: 'Tóm tắt 2024-Q2 BC-0012.pdf', 'Trích báo cáo 2024-Q2 BC-0012 Đảng bộ xã Bình Minh.pdf'."""
    said = {Copy.Kind.SUMMARY: "Tóm tắt", Copy.Kind.UNIT: "Trích báo cáo", Copy.Kind.SHEET: "Báo cáo"}[copy.kind]
    whose = f" {copy.whose}" if copy.whose else ""
    return f"{said} {copy.report.period} {copy.report.code}{whose}.{copy.ending}"


def own_sheets(request, *, on):
    """For who has no committee's reports to look at: the sheets of issued reports about their own unit, or about their own duties."""
    own = Copy.objects.own(request.user, on=on).select_related("report__committee", "unit", "person__user").defer("report__contents")
    page = Paginator(own.order_by("-report", "pk"), 20).get_page(request.GET.get("page"))
    return render(request, "reports/own_sheets.html", {"page": page})
