"""What somebody is owed to be told, as data: the shape that all planning works on."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import connection
from django.db.models.expressions import RawSQL

from tasks.models import Notice, Pace, Slip
from tasks.models.assignment import code_of
from tasks.models.calendar import Calendar
from tasks.reminders.whom import People
from units.models import User

LISTED = {
    ("sqlite", str): "SELECT value FROM json_each(%s)",
    ("sqlite", int): "SELECT value FROM json_each(%s)",
    ("postgresql", str): "SELECT json_array_elements_text(%s::json)",
    ("postgresql", int): "SELECT json_array_elements_text(%s::json)::bigint",
}


@dataclass(frozen=True, slots=True)
class Work:
    """Of an assignment what a notice says of it."""

    pk: int
    due_on: date | None

    @property
    def code(self):
        """As printed: 'NV-0123'."""
        return code_of(self.pk)


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that one person is to be told: exactly once, by its key.

    row: the assignment, or None for a slip alone; basis: the entry that set the date or asks for action (None for a slip). Of a rung: its day,
    the older rungs (step, day) that came before it, on which day its date was set, and since when its reader has been there.
    """

    user: User
    step: str
    row: Work | None = None
    basis: int | None = None
    slip: Slip | None = None
    day: date | None = None
    older: tuple = ()
    set_on: date | None = None
    since: date | None = None

    @property
    def key(self):
        """Recipient, subject, step and basis."""
        return self.key_of(self.step)

    def key_of(self, step):
        """The key that another rung of the same date has."""
        return f"{self.user.pk}/{f's{self.slip.pk}' if self.slip else self.row.pk}/{step}/{self.basis or 0}"


@dataclass
class Day:
    """The day on which it is asked what is owed, with what every rule looks at: each read once, when it is first needed.

    rows, slips: primary keys of those that are asked about; reader: the person; None: all. news: for how long something that was said is told.
    """

    today: date
    now: datetime
    rows: frozenset | None = None
    slips: frozenset | None = None
    reader: int | None = None
    news: timedelta = timedelta(days=60)

    @cached_property
    def calendar(self):
        return Calendar.current()

    @cached_property
    def paces(self):
        return Pace.by_cadence()

    @cached_property
    def people(self):
        return People(on=self.today)

    def looking(self, **narrowed):
        """The same day, narrowed; what was read already is not read again."""
        day = replace(self, **narrowed)
        day.calendar, day.paces, day.people = self.calendar, self.paces, self.people
        return day

    def only(self, query, field="pk"):
        """A query set over assignments, or what hangs on them, narrowed to those that are asked about."""
        return query if self.rows is None else query.filter(**{f"{field}__in": self.rows})


def listed(values):
    """A subquery of as many values of one type as you like: one parameter, so that the number of queries does not grow with them."""
    values = list(values)
    statement = LISTED[connection.vendor, type(values[0]) if values else str]
    return RawSQL(statement, [json.dumps(values)])  # noqa: S611  (our own words; the values are a parameter)


def on_record(keys):
    """{key: the state of the letter that carries it, or None} of those of these keys under which somebody was told already. 1 query."""
    return dict(Notice.objects.filter(key__in=listed(keys)).values_list("key", "mail__status")) if keys else {}
