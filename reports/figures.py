"""What a report counts: pure functions over rows. Each rule is numbered in the README, 'How figures are counted'. No Django, no database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

ON_TIME, LATE, WAITING, IN_TIME, OVERDUE, DECLINED, WITHDRAWN = [
    "on_time",
    "late",
    "waiting",
    "in_time",
    "overdue",
    "declined",
    "withdrawn",
]
PERSONS = "persons"


@dataclass(frozen=True)
class Row:
    """One assignment as it stood at the report's instant: the last entry recorded by then.

    state: as in the log; standing: in_time, due_soon, overdue, no_date, on_time or late, on the report's day; unit_kind: the unit's class, or
    ``PERSONS`` for a duty of persons; unit_name: whose work it is, as printed; percent: whole, 0 to 100; value, out_of: the measure so far,
    or None; days_late: 0 unless overdue; obstacles: the last that were written by then, '' for none; person: the appointment of a duty of
    persons.
    """

    assignment: int
    number: int
    task: int
    unit: int
    unit_name: str
    unit_kind: str
    state: str
    standing: str
    percent: int
    value: Decimal | None
    out_of: Decimal | None
    period_start: date
    period_end: date | None
    due_on: date | None
    done_on: date | None
    days_late: int = 0
    obstacles: str = ""
    person: int | None = None

    @property
    def doer(self):
        """Whose work it is: a unit, or for a duty of persons one appointment."""
        return self.unit, self.person

    @property
    def code(self):
        """The entry it rests on, as printed: 'NV-0123/4'."""
        return f"NV-{self.assignment:04}/{self.number}"

    @property
    def category(self):
        """The one column in which it is counted (rule 3). Done counts verified work only; what was submitted waits and is never late."""
        if self.state in ("declined", "withdrawn"):
            return self.state
        if self.state == "submitted":
            return WAITING
        if self.state == "verified":
            return LATE if self.standing == "late" else ON_TIME
        return OVERDUE if self.standing == "overdue" else IN_TIME


@dataclass(frozen=True)
class Counts:
    """How many rows stand where. ``assigned`` is the sum of the six others (rule 4); withdrawn stands beside and is in no total."""

    on_time: int = 0
    late: int = 0
    waiting: int = 0
    in_time: int = 0
    overdue: int = 0
    declined: int = 0
    withdrawn: int = 0
    not_received: int = 0
    no_date: int = 0

    @property
    def assigned(self):
        """Everything given and not withdrawn."""
        return self.on_time + self.late + self.waiting + self.in_time + self.overdue + self.declined

    @property
    def done(self):
        """Verified, on time or late."""
        return self.on_time + self.late

    @property
    def done_share(self):
        """Percent of what was assigned that is done."""
        return self.share(self.done)

    def share(self, number):
        """Percent of what was assigned (rule 10); None where nothing was assigned: the page says so instead of 0."""
        return percent(number, self.assigned)

    def __add__(self, other):
        return Counts(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


def count(rows: Iterable[Row]) -> Counts:
    """Counts of any rows, in any order; no rows give zeros. 'Not received' and 'no date' are parts of in progress in time (rule 5)."""
    tally = defaultdict(int)
    for row in rows:
        tally[row.category] += 1
        if row.category == IN_TIME:
            tally["not_received"] += row.state == "assigned"
            tally["no_date"] += row.due_on is None
    return Counts(**tally)


def percent(part, whole) -> int | None:
    """Whole percent, half up: 1 of 8 is 13 (rule 10). None for a whole of 0."""
    return int((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if whole else None


@dataclass(frozen=True)
class Measure:
    """What a task counts: its words, unit of measure, target for each unit (a percentage for a share) or None, and how it adds up."""

    name: str
    unit: str
    target: Decimal | None
    is_share: bool
    sums_over_units: bool


@dataclass(frozen=True)
class Task:
    """A task of the frame: cures are the labels of the shortcomings and causes that it answers."""

    id: int
    title: str
    provision: int
    cadence: str
    measure: Measure | None = None
    cures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Provision:
    """A directive or duty (or, among the findings, a shortcoming or cause) with its own words."""

    id: int
    label: str
    kind: str
    text: str
    document: str = ""


@dataclass(frozen=True)
class Frame:
    """What the rows are counted into: every provision has its line, also one with nothing under it; a class only if it has a row."""

    provisions: tuple[Provision, ...] = ()
    findings: tuple[Provision, ...] = ()
    tasks: tuple[Task, ...] = ()
    classes: tuple[tuple[str, str], ...] = ()


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

    name: str
    provisions: tuple[ProvisionLine, ...]

    @property
    def counts(self):
        """Sums of its provisions."""
        return sum((line.counts for line in self.provisions), Counts())


@dataclass(frozen=True)
class ClassLine:
    """A class of units; ``units`` is how many different units (or persons) of it hold a row that was not withdrawn: its n (rule 7)."""

    kind: str
    name: str
    units: int
    counts: Counts


@dataclass(frozen=True)
class MeasureLine:
    """A measure over the rows of its task whose own period reaches into the report's (rule 8).

    value, out_of: sums, or None where nobody reported or the measure does not add up over units; result: for a share its percent, to be
    compared with the target; for a count with a target the percent of that target; re-divided from the sums and never averaged; reported of
    rows: how many gave a figure.
    """

    task: Task
    provision: Provision
    reported: int
    rows: int
    value: Decimal | None
    out_of: Decimal | None
    result: int | None


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
    """Everything a report says in figures."""

    period_start: date
    period_end: date
    cutoff: datetime
    total: Counts
    provisions: tuple[ProvisionLine, ...]
    classes: tuple[ClassLine, ...]
    measures: tuple[MeasureLine, ...]
    overdue: tuple[OverdueUnit, ...]
    findings: tuple[FindingLine, ...]
    late_entries: tuple[LateEntry, ...] = ()
    rows: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def documents(self):
        """The provisions by document, in their order."""
        grouped = defaultdict(list)
        for line in self.provisions:
            grouped[line.provision.document].append(line)
        return tuple(DocumentLine(name, tuple(lines)) for name, lines in grouped.items())

    @property
    def units(self):
        """How many different units and persons hold a row that was not withdrawn."""
        return len(doers(self.rows))

    @property
    def lines(self):
        """How many rows and entries the report prints one by one: what a limit on its length counts."""
        return sum(len(unit.rows) for unit in self.overdue) + len(self.late_entries)


def doers(rows: Iterable[Row]) -> set[tuple[int, int | None]]:
    """The different units and persons among the rows that were not withdrawn."""
    return {row.doer for row in rows if row.state != WITHDRAWN}


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
    return MeasureLine(task, provision, len(told), len(rows), value, out_of, result)


def figures(
    rows: Iterable[Row], frame: Frame, *, start: date, end: date, cutoff: datetime, late_entries: Iterable[LateEntry] = ()
) -> Figures:
    """All figures of a report over the period from ``start`` to ``end``, as at ``cutoff``.

    rows: those in scope (rule 2), any order, any number; frame: in the order of the document. Equal rows give equal figures.
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
        provisions=tuple(ProvisionLine(p, sum((line.counts for line in under), Counts()), under) for p, under in of_provision),
        classes=tuple(
            ClassLine(kind, name, len(doers(by_kind[kind])), count(by_kind[kind])) for kind, name in frame.classes if kind in by_kind
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
        late_entries=tuple(late_entries),
        rows=rows,
    )
