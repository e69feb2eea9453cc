"""Urging slips for tests: late work of a unit, and the planner run on a day."""

from datetime import date

from tasks.models import Slip
from tasks.models.calendar import Calendar
from tests.office import at, say
from units.periods import local_day

DUE = date(2024, 6, 20)  # a Thursday; five working days later is Thursday 27/6, and its slip is to be answered by Tuesday 2/7


def late(office, unit="chau_o", *, number=1, due_on=DUE, **task):
    """So many assignments of a unit, due on that day, received and then silent; one where ``number`` is 1."""
    rows = []
    for _n in range(number):
        [row] = office.assign(office.task(units=[unit], cadence="once", **task), due_on=due_on)
        rows.append(row)
    return rows[0] if number == 1 else rows


def plan(text):
    """What the planner does about slips at that instant: {what: how many}."""
    now = at(text)
    return Slip.objects.propose(now=now, today=local_day(now), calendar=Calendar.current())


def said(text):
    """The same, without what is nothing."""
    return {what: number for what, number in plan(text).items() if number}


def sent(office, colour, unit="chau_o", *, to=None):
    """The slip of this colour over work that is late (or over ``to``, made by ``late``), sent on its golden day: 27/6, 3/7 and 9/7/2024."""
    row = to or late(office, unit)
    plan("2024-06-27 07:30")
    if colour in ("yellow", "red"):
        plan("2024-07-03 07:30")
        of(row, "yellow").send(by=office.office, now=at("2024-07-03 09:00"))
    if colour == "red":
        plan("2024-07-09 07:30")
        of(row, "red").send(by=office.office, now=at("2024-07-09 09:00"))
    return of(row, colour)


def proposed(office, unit="chau_o", *, to=None):
    """A yellow slip that waits for the office, on 3/7/2024."""
    row = to or late(office, unit)
    plan("2024-06-27 07:30")
    plan("2024-07-03 07:30")
    return of(row, "yellow")


def of(row, colour):
    """The newest slip of this colour on which the assignment stands."""
    return Slip.objects.filter(lines__assignment=row, colour=colour).latest("pk")


__all__ = ["DUE", "date", "late", "of", "plan", "proposed", "said", "say", "sent"]
