"""The lines of a report, each with its figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from reports.figures.frame import Provision, Task
from reports.figures.row import WITHDRAWN, Counts, Row


@dataclass(frozen=True)
class TaskLine:
    task: Task
    counts: Counts


@dataclass(frozen=True)
class ProvisionLine:
    provision: Provision
    counts: Counts
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class DocumentLine:
    """A document with its provisions, for a report over several."""

    resolution: int
    name: str
    provisions: tuple[ProvisionLine, ...]

    @property
    def counts(self):
        """Sums of its provisions."""
        return sum((line.counts for line in self.provisions), Counts())


@dataclass(frozen=True)
class DoerLine:
    """A unit, or a person with a duty of their own. ``longest``: days of the row that is late the longest, 0 for none."""

    unit: int
    person: int | None
    name: str
    kind: str
    counts: Counts
    longest: int = 0

    @property
    def doer(self):
        """As rows name it."""
        return self.unit, self.person


@dataclass(frozen=True)
class ClassLine:
    """A class of units; ``units`` is how many different units (or persons) of it hold a row that was not withdrawn: its n (rule 7)."""

    kind: str
    name: str
    units: int
    counts: Counts
    doers: tuple[DoerLine, ...] = ()


@dataclass(frozen=True)
class SilentUnit:
    """A unit (or person) with open work that has said nothing of any of it for so many days (rule 11)."""

    unit: int
    person: int | None
    name: str
    kind: str
    since: date
    days: int
    open: int


@dataclass(frozen=True)
class MeasureLine:
    """A measure over the rows of its task whose own period reaches into the report's (rule 8).

    value, out_of: sums, or None where nobody reported or the measure does not add up over units; result: for a share its percent, to be
    compared with the target; for a count with a target the percent of that target; re-divided from the sums and never averaged; reported of
    rows: how many gave a figure; of: the assignments of these rows.
    """

    task: Task
    provision: Provision
    reported: int
    rows: int
    value: Decimal | None
    out_of: Decimal | None
    result: int | None
    of: tuple[int, ...] = ()


@dataclass(frozen=True)
class OverdueUnit:
    """A unit, or a person with a duty of their own, with the rows that are overdue, the longest first."""

    unit: int
    name: str
    kind: str
    rows: tuple[tuple[Row, Task], ...]

    @property
    def longest(self):
        """Days of the row that is late the longest."""
        return max(row.days_late for row, _task in self.rows)


@dataclass(frozen=True)
class FindingLine:
    """A shortcoming or cause, with the tasks that answer it; none means 'no work yet'."""

    finding: Provision
    tasks: tuple[TaskLine, ...]

    @property
    def counts(self):
        """Sums of the tasks that answer it."""
        return sum((line.counts for line in self.tasks), Counts())


@dataclass(frozen=True)
class LateEntry:
    """An entry recorded after the cut-off about a day of the period: listed, counted in nothing (rule 9)."""

    code: str
    unit_name: str
    happened_on: date
    recorded_on: date
    text: str


@dataclass(frozen=True)
class Figures:
    """Everything a report says in figures.

    units: how many different units and persons hold a row that was not withdrawn; requests: rows whose unit waits for a decision, on more time
    or on work that it declined; rows: all that were counted, or () where they are left out of what is kept.
    """

    period_start: date
    period_end: date
    cutoff: datetime
    total: Counts
    units: int
    provisions: tuple[ProvisionLine, ...]
    classes: tuple[ClassLine, ...]
    measures: tuple[MeasureLine, ...]
    overdue: tuple[OverdueUnit, ...]
    findings: tuple[FindingLine, ...]
    requests: tuple[Row, ...] = ()
    silent: tuple[SilentUnit, ...] = ()
    late_entries: tuple[LateEntry, ...] = ()
    rows: tuple[Row, ...] = field(default=(), repr=False)

    @cached_property
    def by_task(self):
        """{task: (its provision, itself)}."""
        return {line.task.id: (of.provision, line.task) for of in self.provisions for line in of.tasks}

    @property
    def documents(self):
        """The provisions by document, in their order."""
        grouped = defaultdict(list)
        for line in self.provisions:
            grouped[line.provision.resolution, line.provision.document].append(line)
        return tuple(DocumentLine(resolution, name, tuple(lines)) for (resolution, name), lines in grouped.items())


def doers(rows: Iterable[Row]) -> set[tuple[int, int | None]]:
    """The different units and persons among the rows that were not withdrawn."""
    return {(row.unit, row.person) for row in rows if row.state != WITHDRAWN}
