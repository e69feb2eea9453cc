"""From rows to figures. Each rule is numbered in the README, 'How figures are counted'."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

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
from reports.figures.row import OVERDUE, WITHDRAWN, Counts, Row, count, percent
from units.periods import local_day

SILENT_DAYS = 15


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


def doer_lines(rows: Iterable[Row]) -> tuple[DoerLine, ...]:
    """A line for each unit and person, by name; those whose rows were all withdrawn too. Of one unit's rows under two names the last holds."""
    theirs = defaultdict(list)
    for row in rows:
        theirs[row.doer].append(row)
    lines = [
        DoerLine(
            unit, person, of[-1].unit_name, of[-1].unit_kind, count(of), max(row.days_late if row.category == OVERDUE else 0 for row in of)
        )
        for (unit, person), of in theirs.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.name, line.unit)))


def silent_units(rows: Iterable[Row], on: date, days: int) -> tuple[SilentUnit, ...]:
    """Units and persons that hold open work and have said nothing of any of it for ``days`` days or more by ``on`` (rule 11), the longest first."""
    theirs = defaultdict(list)
    for row in rows:
        if row.is_open and row.heard_on:
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
    rows = tuple(sorted(rows, key=lambda row: row.assignment))
    by_task, by_kind, by_unit = defaultdict(list), defaultdict(list), defaultdict(list)
    tasks = {task.id: task for task in frame.tasks}
    provisions = {provision.id: provision for provision in frame.provisions}
    for row in rows:
        by_task[row.task].append(row)
        by_kind[row.unit_kind].append(row)
        if row.category == OVERDUE:
            by_unit[row.doer].append((row, tasks[row.task]))
    lines = {task.id: TaskLine(task, count(by_task[task.id])) for task in frame.tasks}
    of_provision = [(provision, tuple(lines[t.id] for t in frame.tasks if t.provision == provision.id)) for provision in frame.provisions]
    overdue = [
        OverdueUnit(unit, late[0][0].unit_name, late[0][0].unit_kind, tuple(sorted(late, key=lambda pair: -pair[0].days_late)))
        for (unit, _person), late in by_unit.items()
    ]
    return Figures(
        period_start=start,
        period_end=end,
        cutoff=cutoff,
        total=count(rows),
        units=len(doers(rows)),
        provisions=tuple(ProvisionLine(p, sum((line.counts for line in under), Counts()), under) for p, under in of_provision),
        classes=tuple(
            ClassLine(kind, name, len(doers(by_kind[kind])), count(by_kind[kind]), doer_lines(by_kind[kind]))
            for kind, name in frame.classes
            if kind in by_kind
        ),
        measures=tuple(
            measure_line(
                task,
                provisions[task.provision],
                [r for r in by_task[task.id] if r.state != WITHDRAWN and (r.period_end is None or r.period_end >= start)],
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
