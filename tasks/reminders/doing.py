"""What those are told who do the work: its dates, that it is new, came back or moved, that it waits to be received."""

from collections import defaultdict
from functools import cache

from django.db.models import Exists, OuterRef, Q, Subquery

from tasks.models import Entry, Part
from tasks.models.stands import OPEN, State
from tasks.reminders.ladder import rungs, waits
from tasks.reminders.owed import Owed, Work
from units.models import Appointment
from units.periods import local_day

Kind = Entry.Kind
RETURNING, DATING = Entry.RETURNING, (Kind.GRANT, Kind.RESCHEDULE)
FACTS = (
    "pk", "kind", "assignment_id", "assignment__state", "assignment__due_on", "assignment__unit_id", "assignment__person_id",
    "assignment__opened_for_person_id", "assignment__task__cadence",
)  # fmt: skip


def later(*kinds):
    """Whether an entry (the outer row) is followed by one of these kinds in its log."""
    return Exists(Entry.objects.filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"), kind__in=kinds))


def doing(day):
    """What is owed about work that is open: for each person its newest rung, what its last entry asks, and whether it was received. 2 queries."""
    basis = Entry.objects.filter(~later(*Entry.SETTING), kind__in=Entry.SETTING, assignment__state__in=OPEN)
    farthest = max((days for pace in day.paces.values() for days in pace.days_before), default=0)
    near = Q(assignment__due_on__lte=day.calendar.shift(day.calendar.shift(day.today, 1), farthest))
    waiting = Q(assignment__state=State.ASSIGNED) | Q(kind__in=(*RETURNING, *DATING))
    facts = day.only(basis.filter(near | waiting), "assignment").values_list(*FACTS, "recorded_at")
    supporters = missing_parts(day)

    @cache
    def ladder(cadence, due_on):
        return tuple(rungs(due_on, day.today, day.calendar, day.paces[cadence]))

    @cache
    def answering(unit, person, alone):
        return day.people.answering(unit, person, alone=alone)

    for pk, kind, row, state, due_on, unit, person, duty, cadence, at in facts:
        work, come = Work(row, due_on), ladder(cadence, due_on) if due_on else ()
        rung = {"day": come[-1][1], "older": come[:-1], "set_on": local_day(at)} if come else {}
        asked = asked_by(kind, state)
        if asked or come:
            for post in answering(unit, person, duty is not None):
                if asked:
                    yield Owed(post.user, asked, work, pk)
                if come:
                    yield Owed(post.user, come[-1][0], work, pk, since=post.valid_from, **rung)
        for unit_id in supporters.get(row, ()):
            for post in day.people.answering(unit_id, None, alone=False):
                if asked == "DATE":
                    yield Owed(post.user, asked, work, pk)
                if come:
                    yield Owed(post.user, come[-1][0], work, pk, since=post.valid_from, **rung)


def missing_parts(day):
    """{assignment: the units whose required part is not done}: they are told of the date too. 1 query."""
    found = defaultdict(list)
    missing = Part.objects.filter(required=True, done_on=None, assignment__state__in=OPEN)
    for row, unit in day.only(missing, "assignment").values_list("assignment", "unit"):
        found[row].append(unit)
    return found


def unreceived(day):
    """Work that the unit has not received. 1 query."""
    basis = Entry.objects.filter(~later(*Entry.SETTING), kind__in=Entry.SETTING, assignment__state=State.ASSIGNED)
    yield from waiting_for_a_word(day, basis, "REC", "unreceived")


def silent(day):
    """Work that was sent back or opened again, and of which nothing was heard since. 1 query."""
    back = Entry.objects.filter(~later(*Entry.SETTING, *Entry.TELLING), kind__in=RETURNING, assignment__state=State.IN_PROGRESS)
    yield from waiting_for_a_word(day, back, "SIL", "silent")


def waiting_for_a_word(day, entries, step, days):
    """A step that comes back weekly once the days of the pace named ``days`` have passed since these entries."""

    @cache
    def times_since(cadence, since):
        return waits(since, getattr(day.paces[cadence], days), day.today, day.calendar)

    for pk, _kind, row, _state, due_on, unit, person, duty, cadence, at in day.only(entries, "assignment").values_list(
        *FACTS, "recorded_at"
    ):
        if times := times_since(cadence, local_day(at)):
            for post in day.people.answering(unit, person, alone=duty is not None):
                yield Owed(post.user, f"{step}{times}", Work(row, due_on), pk)


def asked_by(kind, state):
    """The step that the entry itself owes, beside the ladder of its date: returned work, a moved date, new work; or None."""
    if kind in RETURNING:
        return "BACK"
    if kind in DATING:
        return "DATE"
    return "NEW" if state == State.ASSIGNED else None


def supporting(day):
    """Supporting parts that are not done: new, passed on, or sent back. 1 query."""
    moved = Entry.objects.filter(part=OuterRef("pk"), kind__in=(Kind.RETURN_PART, Kind.PASS_PART)).order_by("-number")
    given = Entry.objects.filter(assignment=OuterRef("assignment"), number=1)
    parts = Part.objects.filter(done_on=None, assignment__state__in=OPEN).annotate(
        moved=Subquery(moved.values("pk")[:1]), kind=Subquery(moved.values("kind")[:1]), given=Subquery(given.values("pk"))
    )
    values = ("assignment_id", "assignment__due_on", "unit_id", "kind", "moved", "given")
    for row, due_on, unit, kind, moved_by, given_by in day.only(parts, "assignment").values_list(*values):
        step = "PBACK" if kind == Kind.RETURN_PART else "PART"
        for post in day.people.answering(unit, None, alone=False):
            yield Owed(post.user, step, Work(row, due_on), moved_by or given_by)


def unreachable(day):
    """Open work with a date at hand of which nobody can be told, because the unit has nobody: the committee's office is. 2 queries."""
    held = {unit for unit, role in day.people.by_unit if role in Appointment.UNIT_ROLES}
    basis = Entry.objects.filter(~later(*Entry.SETTING), kind__in=Entry.SETTING, assignment__state__in=OPEN)
    lonely = basis.exclude(assignment__unit__in=held).filter(assignment__opened_for_person=None)
    gone = basis.filter(assignment__opened_for_person__isnull=False).exclude(assignment__person__in=list(day.people.by_pk))
    values = ("pk", "assignment_id", "assignment__due_on", "assignment__task__provision__resolution__committee_id")
    for found in (lonely, gone):
        for pk, row, due_on, committee in day.only(found, "assignment").values_list(*values):
            for post in day.people.at_desk(committee, Appointment.Role.OFFICE):
                yield Owed(post.user, "NOB", Work(row, due_on), pk)
