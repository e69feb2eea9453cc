"""From rows to figures. Each rule is numbered in the README, 'How figures are counted'."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter

from reports.figures.frame import Frame
from reports.figures.lines import (
    ClassLine,
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
)  # fmt: skip
from reports.figures.row import OVERDUE, WITHDRAWN, Counts, Row, percent, tally
from units.periods import local_day

SILENT_DAYS = 15


@dataclass(frozen=True)
class Groups:
    """Rows sorted out for the lines, at one look at each.

    rows: of each task; of_task, of_doer: the columns in which each row of a task, or of a (class, unit, person), counts; names, longest: of such a
    doer the last row's name, and the days of the row that is late the longest; overdue: the rows that are overdue of each (unit, person).
    """

    rows: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    of_task: dict[int, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    of_doer: dict[tuple, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[tuple, str] = field(default_factory=dict)
    longest: dict[tuple, int] = field(default_factory=lambda: defaultdict(int))
    overdue: dict[tuple, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, rows):
        """The groups of these rows, each in the rows' order."""
        made = cls()
        for row in rows:
            columns, doer = row.columns, (row.unit_kind, row.unit, row.person)
            made.rows[row.task].append(row)
            made.of_task[row.task].append(columns)
            made.of_doer[doer].append(columns)
            made.names[doer] = row.unit_name
            if OVERDUE in columns:
                made.longest[doer] = max(made.longest[doer], row.days_late)
                made.overdue[row.doer].append(row)
        return made


def measure_line(task, provision, rows: Sequence[Row]) -> MeasureLine:
    """One measure over its rows (rule 8). A share is sum of parts by sum of wholes; a count with a target is compared with target times rows."""
    told = [row for row in rows if row.value is not None]
    measure, value, out_of, result = task.measure, None, None, None
    if told and (measure.sums_over_units or measure.is_share):
        value = sum((row.value for row in told), Decimal(0))
        if measure.is_share:
            out_of = sum((row.out_of or 0 for row in told), Decimal(0))
            result = percent(value, out_of)
        elif measure.target is not None:
            result = percent(value, measure.target * len(rows))
    return MeasureLine(task, provision, len(told), len(rows), value, out_of, result, tuple(row.assignment for row in rows))


def class_lines(groups: Groups, classes: Iterable[tuple[str, str]]) -> tuple[ClassLine, ...]:
    """A line for each class with rows, and in it one for each unit and person, by name; those whose rows were all withdrawn too.

    Of one unit's rows under two names the last holds.
    """
    of_kind = defaultdict(list)
    for key, columns in groups.of_doer.items():
        kind, unit, person = key
        of_kind[kind].append(DoerLine(unit, person, groups.names[key], kind, tally(columns), groups.longest[key]))
    lines = []
    for kind, name in classes:
        if theirs := tuple(sorted(of_kind[kind], key=attrgetter("name", "unit"))):
            counts = sum((line.counts for line in theirs), Counts())
            lines.append(ClassLine(kind, name, sum(1 for line in theirs if line.counts.assigned), counts, theirs))
    return tuple(lines)


def silent_units(rows: Iterable[Row], on: date, days: int) -> tuple[SilentUnit, ...]:
    """Units and persons that hold open work and have said nothing of any of it for ``days`` days or more by ``on`` (rule 11), the longest first."""
    theirs = defaultdict(list)
    for row in rows:
        if row.heard_on and row.is_open:
            theirs[row.doer].append(row)
    found = []
    for (unit, person), of in theirs.items():
        since = max(row.heard_on for row in of)
        if (on - since).days >= days:
            found.append(SilentUnit(unit, person, of[-1].unit_name, of[-1].unit_kind, since, (on - since).days, len(of)))
    return tuple(sorted(found, key=lambda one: (-one.days, one.name)))


def figures(
    rows: Iterable[Row],
    frame: Frame,
    *,
    start: date,
    end: date,
    cutoff: datetime,
    late_entries: Iterable[LateEntry] = (),
    silent_days: int = SILENT_DAYS,
) -> Figures:
    """All figures of a report over the period from ``start`` to ``end``, as at ``cutoff``.

    rows: those in scope (rule 2), any order, any number; frame: in the order of the document; silent_days: after
    how many days without a word a unit is silent. Equal rows give equal figures.
    """
    rows = tuple(sorted(rows, key=attrgetter("assignment")))
    groups, tasks = Groups.of(rows), {task.id: task for task in frame.tasks}
    provisions = {provision.id: provision for provision in frame.provisions}
    lines = {task.id: TaskLine(task, tally(groups.of_task[task.id])) for task in frame.tasks}
    of_provision = [(provision, tuple(lines[t.id] for t in frame.tasks if t.provision == provision.id)) for provision in frame.provisions]
    classes = class_lines(groups, frame.classes)
    overdue = [
        OverdueUnit(
            unit,
            late[0].unit_name,
            late[0].unit_kind,
            tuple((row, tasks[row.task]) for row in sorted(late, key=lambda row: -row.days_late)),
        )
        for (unit, _person), late in groups.overdue.items()
    ]
    return Figures(
        period_start=start,
        period_end=end,
        cutoff=cutoff,
        total=tally(columns for of in groups.of_task.values() for columns in of),
        units=len(doers(rows)),
        provisions=tuple(ProvisionLine(p, sum((line.counts for line in under), Counts()), under) for p, under in of_provision),
        classes=classes,
        measures=tuple(
            measure_line(
                task,
                provisions[task.provision],
                [r for r in groups.rows[task.id] if r.state != WITHDRAWN and (r.period_end is None or r.period_end >= start)],
            )
            for task in frame.tasks
            if task.measure
        ),
        overdue=tuple(sorted(overdue, key=lambda unit: (-len(unit.rows), -unit.longest, unit.name))),
        findings=tuple(FindingLine(f, tuple(lines[t.id] for t in frame.tasks if f.id in t.cures)) for f in frame.findings),
        requests=tuple(row for row in rows if row.request or row.wanted_on),
        silent=silent_units(rows, local_day(cutoff), silent_days),
        late_entries=tuple(late_entries),
        rows=rows,
    )
