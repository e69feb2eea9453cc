"""What those are told who do the work: its dates, that it is new, came back or moved, that it waits to be received."""

from dataclasses import replace
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
    "pk", "kind", "recorded_at", "assignment_id", "assignment__state", "assignment__due_on", "assignment__unit_id", "assignment__person_id",
    "assignment__opened_for_person_id", "assignment__task__cadence",
)  # fmt: skip


def later(*kinds):
    """Whether an entry (the outer row) is followed by one of these kinds in its log."""
    return Exists(Entry.objects.filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"), kind__in=kinds))


def doing(day):
    """What is owed about work that is open: for each person one thing, the strongest, with the others as ``older``. 2 queries."""
    basis = Entry.objects.filter(~later(*Entry.SETTING), kind__in=Entry.SETTING, assignment__state__in=OPEN)
    farthest = max((days for pace in day.paces.values() for days in pace.days_before), default=0)
    near = Q(assignment__due_on__lte=day.calendar.shift(day.today, farthest + 10))
    waiting = Q(assignment__state=State.ASSIGNED) | Q(kind__in=(*RETURNING, *DATING))
    facts = day.only(basis.filter(near | waiting), "assignment").order_by("assignment").values_list(*FACTS)
    supporters = {}
    missing = Part.objects.filter(required=True, done_on=None, assignment__state__in=OPEN)
    for pk, unit in day.only(missing, "assignment").values_list("assignment", "unit"):
        supporters.setdefault(pk, []).append(unit)

    @cache
    def ladder(cadence, due_on):
        return rungs(due_on, day.today, day.calendar, day.paces[cadence])

    @cache
    def unreceived(cadence, since):
        return waits(since, day.paces[cadence].unreceived, day.today, day.calendar)

    for pk, kind, recorded_at, row, state, due_on, unit, person, duty, cadence in facts:
        since, work = local_day(recorded_at), Work(row, due_on)
        come = ladder(cadence, due_on) if due_on else []
        steps = [(step, since) for step in [asked_by(kind, state)] if step]
        steps += [come[-1]] if come else []
        if state == State.ASSIGNED and (times := unreceived(cadence, since)):
            steps.append((f"REC{times}", day.today))
        if not steps:
            continue
        for post in day.people.answering(unit, person, alone=duty is not None):
            yield from told(Owed(post.user, "", work, pk), steps, come, max(since, post.valid_from))
        for unit_id in supporters.get(row, ()) if come else ():
            for post in day.people.answering(unit_id, None, alone=False):
                yield from told(Owed(post.user, "", work, pk), [come[-1]], come, max(since, post.valid_from))


def told(owed, steps, come, since):
    """One Owed for each of these steps, strongest first; a rung with the rungs that came before it and after ``since``."""
    for step, of_day in steps:
        older = tuple(rung for rung in come[:-1] if rung[1] >= since) if come and step == come[-1][0] else ()
        yield replace(owed, step=step, day=of_day, older=older)


def asked_by(kind, state):
    """The step that the entry itself owes, beside the ladder of its date: returned work, a moved date, new work; or None."""
    if kind in RETURNING:
        return "BACK"
    if kind in DATING:
        return "DATE"
    return "NEW" if state == State.ASSIGNED else None


def silent(day):
    """Work that was sent back or opened again, and of which nothing was heard since. 1 query."""
    back = Entry.objects.filter(~later(*Entry.SETTING, *Entry.TELLING), kind__in=RETURNING, assignment__state=State.IN_PROGRESS)
    for pk, _kind, recorded_at, row, _state, due_on, unit, person, duty, cadence in day.only(back, "assignment").values_list(*FACTS):
        if times := waits(local_day(recorded_at), day.paces[cadence].silent, day.today, day.calendar):
            for post in day.people.answering(unit, person, alone=duty is not None):
                yield Owed(post.user, f"SIL{times}", Work(row, due_on), pk, day=day.today)


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
            yield Owed(post.user, step, Work(row, due_on), moved_by or given_by, day=day.today)


def unreachable(day):
    """Open work with a date at hand of which nobody can be told, because the unit has nobody: the committee's office is. 1 query."""
    held = set(
        Appointment.objects.valid(on=day.today).filter(user__is_active=True, role__in=Appointment.UNIT_ROLES).values_list("unit", flat=True)
    )
    basis = Entry.objects.filter(~later(*Entry.SETTING), kind__in=Entry.SETTING, assignment__state__in=OPEN)
    lonely = basis.exclude(assignment__unit__in=held).filter(assignment__opened_for_person=None)
    gone = basis.filter(assignment__opened_for_person__isnull=False).exclude(assignment__person__in=list(day.people.by_pk))
    values = ("pk", "assignment_id", "assignment__due_on", "assignment__task__provision__resolution__committee_id")
    for found in (lonely, gone):
        for pk, row, due_on, committee in day.only(found, "assignment").values_list(*values):
            for post in day.people.at_desk(committee, Appointment.Role.OFFICE):
                yield Owed(post.user, "NOB", Work(row, due_on), pk, day=day.today)
