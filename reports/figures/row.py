"""One row of a report, and how many rows stand where."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

ON_TIME, LATE, WAITING, IN_TIME, OVERDUE, DECLINED, WITHDRAWN = [
    "on_time",
    "late",
    "waiting",
    "in_time",
    "overdue",
    "declined",
    "withdrawn",
]
OPEN = ("assigned", "in_progress")
PERSONS = "persons"


def category_of(state, standing):
    """The one column in which a row is counted (rule 3). Done counts verified work only; what was submitted waits and is never late."""
    if state in (DECLINED, WITHDRAWN):
        return state
    if state == "submitted":
        return WAITING
    if state == "verified":
        return LATE if standing == "late" else ON_TIME
    return OVERDUE if standing == "overdue" else IN_TIME


@cache
def columns_of(state, standing, has_date):
    """The names of the fields of ``Counts`` in which rows that stand so count: their category, then its parts (rule 5). There are a few dozen."""
    category = category_of(state, standing)
    parts = (("not_received", state == "assigned"), ("no_date", not has_date)) if category == IN_TIME else ()
    return (category, *(part for part, holds in parts if holds))


@dataclass(frozen=True, slots=True)
class Row:
    """One assignment as it stood at the report's instant: the last entry recorded by then.

    state: as in the log; standing: in_time, due_soon, overdue, no_date, on_time or late, on the report's day; unit_kind: the unit's class, or
    ``PERSONS`` for a duty of persons; unit_name: whose work it is, as printed; percent: whole, 0 to 100; value, out_of: the measure so far,
    or None; days_late: 0 unless overdue; obstacles: the last that were written by then, '' for none; person: the appointment of a duty of
    persons; heard_on: the day on which its unit last said something of it, or on which it was given if it never did, where it is open; request:
    the words of a request for more time that waited then, or why the unit declined; wanted_on: the day that is asked for.
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
    heard_on: date | None = None
    request: str = ""
    wanted_on: date | None = None

    @property
    def is_open(self):
        """Whether its unit is to do something: given or in progress."""
        return self.state in OPEN

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
        """The one column in which it is counted."""
        return category_of(self.state, self.standing)

    @property
    def columns(self):
        """The fields of ``Counts`` in which it counts; rows that stand alike share one tuple."""
        return columns_of(self.state, self.standing, self.due_on is not None)


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
    return tally(row.columns for row in rows)


def tally(columns: Iterable[tuple[str, ...]]) -> Counts:
    """The same of the columns of rows, one tuple for each row."""
    found = defaultdict(int)
    for names, number in Counter(columns).items():
        for name in names:
            found[name] += number
    return Counts(**found)


def percent(part, whole) -> int | None:
    """Whole percent, half up: 1 of 8 is 13 (rule 10). None for a whole of 0."""
    return int((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if whole else None
