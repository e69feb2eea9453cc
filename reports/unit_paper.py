"""What a report says of one unit, or of one person with duties of their own, as a paper: its line, what is late, all its work, and nobody else's."""

from django.template.loader import render_to_string
from django.utils import translation

from reports import appendix
from reports.paper import Paper, common


class NotInReport(LookupError):
    """The report has no line of this unit or person."""


def compose(contents, unit, person=None, rows=None):
    """The paper of a unit (its number), or of a person (the number of the appointment): a pure function. Raises NotInReport.

    rows: theirs; by default those that ``contents`` lists. The paper carries no data: those of a report are about every unit.
    """
    found, doer = contents.figures, (unit, person)
    lines = [(of, line) for of in found.classes for line in of.doers if line.doer == doer]
    if not lines:
        raise NotInReport(doer)
    (kind, line), *_under_another_class = lines
    context = {
        **common(contents, elsewhere=True),
        "line": line,
        "kind": kind.name,
        "overdue": [(row, task) for late in found.overdue for row, task in late.rows if row.doer == doer],
        "groups": appendix.groups(found, [row for row in (found.rows if rows is None else rows) if row.doer == doer]),
    }
    with translation.override("vi"):
        return Paper(render_to_string("reports/printed/unit.html", context))
