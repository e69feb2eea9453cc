"""What a report counts: pure functions over rows. Each rule is numbered in the README, 'How figures are counted'. No Django, no database."""

from reports.figures.counting import SILENT_DAYS, figures, measure_line
from reports.figures.frame import Frame, Measure, Provision, Task
from reports.figures.lines import (
    ClassLine,
    DocumentLine,
    DoerLine,
    Figures,
    FindingLine,
    LateEntry,
    MeasureLine,
    OverdueUnit,
    ProvisionLine,
    SilentUnit,
    TaskLine,
    doers,
)
from reports.figures.row import DECLINED, IN_TIME, LATE, ON_TIME, OVERDUE, PERSONS, WAITING, WITHDRAWN, Counts, Row, count, percent
from reports.figures.tracing import COLUMNS, UnknownFigure, addresses_of, rows_of, values

__all__ = [
    "COLUMNS", "DECLINED", "IN_TIME", "LATE", "ON_TIME", "OVERDUE", "PERSONS", "SILENT_DAYS", "WAITING", "WITHDRAWN", "ClassLine", "Counts",
    "DocumentLine", "DoerLine", "Figures", "FindingLine", "Frame", "LateEntry", "Measure", "MeasureLine", "OverdueUnit", "Provision",
    "ProvisionLine", "Row", "SilentUnit", "Task", "TaskLine", "UnknownFigure", "addresses_of", "count", "doers", "figures", "measure_line",
    "percent", "rows_of", "values",
]  # fmt: skip
