"""What rows are counted into: documents with their provisions and findings, tasks with their measures, classes of units."""

from dataclasses import dataclass
from decimal import Decimal


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
    """A directive or duty (or, among the findings, a shortcoming or cause) with its own words, and the document it stands in."""

    id: int
    label: str
    kind: str
    text: str
    document: str = ""
    resolution: int = 0


@dataclass(frozen=True)
class Frame:
    """What the rows are counted into: every provision has its line, also one with nothing under it; a class only if it has a row."""

    provisions: tuple[Provision, ...] = ()
    findings: tuple[Provision, ...] = ()
    tasks: tuple[Task, ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
