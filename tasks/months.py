"""A month as a page shows it: weeks from Monday to Sunday, each day with what lies on it. Pure; knows no model."""

from dataclasses import dataclass, field
from datetime import date, timedelta

WEEK = 7


@dataclass(frozen=True)
class Day:
    """One day of the grid. ``name``: why it is off or worked otherwise than its weekday says; ``lists``: {what: (rows to show, how many more)}."""

    date: date
    is_of_month: bool
    is_today: bool
    is_working: bool
    name: str = ""
    lists: dict = field(default_factory=dict)

    @property
    def is_worked_instead(self):
        """A Saturday or Sunday that is worked."""
        return self.is_working and self.date.weekday() > 4

    @property
    def has_something(self):
        """Whether there is more to say of it than its date."""
        return bool(self.name or any(rows for rows, _more in self.lists.values()))


def days_of(month):
    """All days of the grid of a month (a Period): from the Monday on or before its first day to the Sunday on or after its last; 28 to 42 days."""
    first = month.start - timedelta(days=month.start.weekday())
    last = month.end + timedelta(days=WEEK - 1 - month.end.weekday())
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def grid(month, *, on, calendar, lists):
    """The weeks of a month: a list of 4 to 6 lists of 7 ``Day``, the first a Monday.

    month: a Period of one calendar month; on: today; calendar: working days (``is_working``, ``name_of``); lists: {what: {day: rows}}, the rows of
    a day at most as many as are shown, each with ``of_day``: how many there are on it. Days of the months beside have no lists.
    """
    days = []
    for day in days_of(month):
        of_month = month.start <= day <= month.end
        shown = {what: with_rest(by_day.get(day, []) if of_month else []) for what, by_day in lists.items()}
        days.append(Day(day, of_month, day == on, calendar.is_working(day), calendar.name_of(day), shown))
    return [days[start : start + WEEK] for start in range(0, len(days), WEEK)]


def with_rest(rows):
    """Rows, and how many more there are."""
    return rows, rows[0].of_day - len(rows) if rows else 0
