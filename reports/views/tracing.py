"""The rows that a figure of a report counts, as they stood at its instant."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports import figures
from reports.models import Reading
from reports.views.found import note, report_or_404

COLUMNS = {
    "assigned": gettext_lazy("assigned in all"),
    "done": gettext_lazy("done"),
    "on_time": gettext_lazy("done on time"),
    "late": gettext_lazy("done late"),
    "waiting": gettext_lazy("waiting for verification"),
    "in_time": gettext_lazy("in progress, in time"),
    "not_received": gettext_lazy("not received"),
    "no_date": gettext_lazy("without a date"),
    "overdue": gettext_lazy("overdue"),
    "declined": gettext_lazy("declined"),
    "withdrawn": gettext_lazy("withdrawn (beside)"),
    "units": gettext_lazy("units and persons"),
    "silent": gettext_lazy("without news"),
    "requests": gettext_lazy("waits for a decision"),
    "value": gettext_lazy("value"),
    "out_of": gettext_lazy("out of"),
    "result": gettext_lazy("reached"),
    "reported": gettext_lazy("reported"),
    "rows": gettext_lazy("counted"),
}


@require_safe
def report_rows(request, pk, address):
    """Exactly the rows of one figure."""
    found = report_or_404(request, pk)
    if not found.is_drafted:
        raise Http404
    try:
        rows = found.rows_of(address)
    except figures.UnknownFigure as error:
        raise Http404 from error
    note(request, found, Reading.What.ROWS)
    line, _dot, column = address.partition(".")
    counted = found.gathered.figures
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "report": found,
        "line": name_of(line, counted),
        "column": COLUMNS[column],
        "value": found.gathered.values[address],
        "is_measure": line[:1] == "m",
        "page": page,
        "rows": [(row, *counted.by_task[row.task]) for row in page.object_list],
        "here": {row.assignment for row in page.object_list},
        "today": timezone.localdate(),
    }
    return render(request, "reports/report_rows.html", context)


def name_of(key, found):
    """What a line of the report is about, in words."""
    kind, rest = key[:1], key[1:]
    if kind in "tm":
        return found.by_task[int(rest)][1].title
    if kind == "u":
        unit, _dash, person = rest.partition("-")
        doers = (doer for line in found.classes for doer in line.doers)
        return next(doer.name for doer in doers if (str(doer.unit), str(doer.person or "")) == (unit, person))
    names = {"all": _("Total")}
    names |= {f"p{line.provision.id}": line.provision.label for line in found.provisions}
    names |= {f"d{line.resolution}": line.name for line in found.documents}
    names |= {f"f{line.finding.id}": line.finding.text for line in found.findings}
    return (names | {f"k{line.kind}": line.name for line in found.classes})[key]
