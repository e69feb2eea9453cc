"""Files of a report: its PDF, and its data."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from reports.contents import LINES
from reports.document import document
from reports.models import Reading
from reports.views.found import drafted_or_404, note, report_or_404
from reports.workbook import workbook
from units.serving import private_file

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def report_pdf(request, pk):
    """The PDF, to keep, or with ?xem to look at in the browser; kept by the reader's browser alone."""
    found = report_or_404(request, pk)
    if not found.is_ready:
        raise Http404
    note(request, found, Reading.What.PDF)
    return private_file(found.file.name, filename=name_of(found, "pdf"), content_type="application/pdf", inline="xem" in request.GET)


@require_safe
def report_json(request, pk):
    """All that the report says, as data (reports/contents.schema.json)."""
    found = drafted_or_404(request, pk)
    note(request, found, Reading.What.JSON)
    return attachment(found.data(), filename=name_of(found, "json"), content_type="application/json")


@require_safe
def report_docx(request, pk):
    """The report as a Word file, to be edited."""
    found = drafted_or_404(request, pk)
    note(request, found, Reading.What.DOCX)
    return attachment(document(found.finished()), filename=name_of(found, "docx"), content_type=WORD)


@require_safe
def report_xlsx(request, pk):
    """Its figures and all its rows as a sheet; of very many rows a worker makes it, as a copy."""
    found = drafted_or_404(request, pk)
    if found.rows > LINES:
        return redirect("report-copies", pk)
    note(request, found, Reading.What.XLSX)
    return attachment(workbook(found.finished(), found.all_rows()), filename=name_of(found, "xlsx"), content_type=SHEET)


def name_of(found, ending):
    """The file's name: 'Báo cáo 2024-Q2 BC-0012.pdf'."""
    return f"Báo cáo {found.period} {found.code}.{ending}"


def attachment(data, *, filename, content_type):
    """Bytes to keep, never guessed at and kept by no one between."""
    answer = HttpResponse(data, content_type=content_type)
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "private, no-store"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    return answer
