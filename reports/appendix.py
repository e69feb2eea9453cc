"""Every row of a report under its provision and task, for the appendix of its paper. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from reports.figures import LATE, ON_TIME, OVERDUE, Row, Task
from reports.figures.frame import Provision
from reports.standing import measured, stands
from reports.wording import COLUMNS, STANDS
from units import words


@dataclass(frozen=True)
class Line:
    """A row in words. kind: the name of its class; counted: the columns of its lines in which it counts, as ``Counted.columns_of`` says them."""

    row: Row
    stands: str
    measured: str
    kind: str
    counted: str


@dataclass(frozen=True)
class Counted:
    """Which rows of a report count in more than the columns of their lines: in a measure, as silent, as a request. Numbers of assignments, doers."""

    measured: frozenset
    silent: frozenset
    asking: frozenset

    @classmethod
    def of(cls, found):
        return cls(
            frozenset(assignment for line in found.measures for assignment in line.of),
            frozenset((one.unit, one.person) for one in found.silent),
            frozenset(row.assignment for row in found.requests),
        )

    def columns_of(self, row):
        """'quá hạn 23 ngày; chỉ tiêu': the columns in which a row counts, with the days that belong to them.

        'Được giao', in which all count that were not withdrawn, and what is done in all are left out: the note above the rows says so.
        """
        category, *parts = row.columns
        told = STANDS[category]
        if category == OVERDUE:
            told = f"{told} {words.number(row.days_late)} ngày"
        elif row.done_on and category in (ON_TIME, LATE):
            told = f"{told} (ngày {words.day(row.done_on)})"
        more = (
            ("chỉ tiêu", row.value is not None and row.assignment in self.measured),
            ("chưa có thông tin", row.is_open and row.doer in self.silent),
            ("đề nghị", row.assignment in self.asking),
        )
        return "; ".join([told, *(COLUMNS[part].lower() for part in parts), *(name for name, holds in more if holds)])


@dataclass(frozen=True)
class TaskGroup:
    task: Task
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ProvisionGroup:
    provision: Provision
    tasks: tuple[TaskGroup, ...]


def groups(found, rows=None):
    """The rows of a report, each once: a tuple of ProvisionGroup in the order of the document; within a task by class, then by name.

    rows: only these; by default all. Provisions and tasks without rows are left out.
    """
    kinds = {line.kind: (place, line.name) for place, line in enumerate(found.classes)}
    counted, of_task = Counted.of(found), defaultdict(list)
    for row in found.rows if rows is None else rows:
        of_task[row.task].append(row)

    def of_class(row):
        return kinds.get(row.unit_kind, (len(kinds), ""))

    def lines(task):
        ordered = sorted(of_task[task.id], key=lambda row: (of_class(row)[0], row.unit_name, row.assignment))
        return tuple(Line(row, stands(row), measured(row, task.measure), of_class(row)[1], counted.columns_of(row)) for row in ordered)

    grouped = []
    for of in found.provisions:
        under = tuple(TaskGroup(line.task, lines(line.task)) for line in of.tasks if line.task.id in of_task)
        if under:
            grouped.append(ProvisionGroup(of.provision, under))
    return tuple(grouped)
