"""Days on which somebody should have been told, and nobody was there to be told. Pure: facts in, days out."""

from dataclasses import dataclass
from datetime import date

from tasks.reminders.ladder import rungs


@dataclass(frozen=True)
class Stretch:
    """From when to when an assignment lay open with one unit (or one post) under one date: both days included."""

    first: date
    last: date
    unit: int
    person: int | None
    due_on: date | None
    was_given: bool


def days_to_tell(stretch, calendar, pace):
    """The days of a stretch on which its ladder, as it stands now, tells somebody: the rungs of its date, and of new work the next morning."""
    days = {calendar.shift(stretch.first, 1)} if stretch.was_given else set()
    if stretch.due_on:
        days |= {day for _step, day in rungs(stretch.due_on, stretch.last, calendar, pace)}
    return sorted(day for day in days if stretch.first <= day <= stretch.last)


def nobody_there(stretches, posts, calendar, pace):
    """{unit: days} on which it was to be told and had nobody.

    posts: {unit pk or ('post', pk): list of rows that hold from a day to a day}. A duty of a person is told to that post alone.
    """
    found = {}
    for stretch in stretches:
        theirs = posts.get(("post", stretch.person), []) if stretch.person else posts.get(stretch.unit, [])
        for day in days_to_tell(stretch, calendar, pace):
            if not any(post.holds(day) for post in theirs):
                found.setdefault(stretch.unit, []).append(day)
    return {unit: sorted(set(days)) for unit, days in found.items()}
