"""Every row of a report under its provision and task, for the appendix of its paper. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from reports.figures import Row, Task
from reports.figures.frame import Provision
from reports.standing import measured, stands


@dataclass(frozen=True)
class Line:
    """A row in words. kind: the name of its class."""

    row: Row
    stands: str
    measured: str
    kind: str


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
    of_task = defaultdict(list)
    for row in found.rows if rows is None else rows:
        of_task[row.task].append(row)

    def of_class(row):
        return kinds.get(row.unit_kind, (len(kinds), ""))

    def lines(task):
        ordered = sorted(of_task[task.id], key=lambda row: (of_class(row)[0], row.unit_name, row.assignment))
        return tuple(Line(row, stands(row), measured(row, task.measure), of_class(row)[1]) for row in ordered)

    grouped = []
    for of in found.provisions:
        under = tuple(TaskGroup(line.task, lines(line.task)) for line in of.tasks if line.task.id in of_task)
        if under:
            grouped.append(ProvisionGroup(of.provision, under))
    return tuple(grouped)
