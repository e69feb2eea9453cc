"""What waits for the office, the board and the leaders: work to verify, requests to decide, work declined or without a date."""

from django.db.models import Max, OuterRef, Q, Subquery

from tasks.models import Assignment, Entry, Extension
from tasks.models.stands import OPEN, State
from tasks.reminders.ladder import waits
from tasks.reminders.owed import Owed, Work
from tasks.reminders.whom import users_of
from units.models import Appointment
from units.periods import local_day

Kind, Role = Entry.Kind, Appointment.Role
DESKS = (Role.OFFICE, Role.BOARD, Role.LEADER)


def at_desks(day, *roles):
    """Everyone who is asked about and holds one of these roles, once."""
    posts = (post for post in day.people.posts if post.role in roles)
    return users_of(post for post in posts if day.reader in (None, post.user_id))


def verifying(day):
    """What has waited for verification: told to those who may verify it. A few queries a person at a desk, however much waits."""
    reported = Entry.objects.filter(assignment=OuterRef("pk"), kind__in=(Kind.SUBMIT, Kind.ADD)).order_by("-number")
    for user in at_desks(day, *DESKS) if day.only(Assignment.objects.filter(state=State.SUBMITTED)).exists() else ():
        waiting = day.only(Assignment.objects.waiting_for(user, on=day.today))
        waiting = waiting.annotate(reported=Subquery(reported.values("pk")[:1]), at=Subquery(reported.values("recorded_at")[:1]))
        for row, due_on, basis, at, cadence in waiting.values_list("pk", "due_on", "reported", "at", "task__cadence"):
            if times := waits(local_day(at), day.paces[cadence].unverified, day.today, day.calendar):
                yield Owed(user, f"VER{times}", Work(row, due_on), basis)


def requests(day):
    """Requests for time that nobody has decided: told to those who decide them. A few queries a person at a desk."""
    pending = day.only(Extension.objects.pending(), "assignment")
    for user in at_desks(day, Role.OFFICE, Role.LEADER) if pending.exists() else ():
        for one in Extension.objects.waiting_for(user, on=day.today):
            row, pace = one.assignment, day.paces[one.assignment.task.cadence]
            asked = local_day(one.asked.recorded_at)
            if (day.rows is None or row.pk in day.rows) and (times := waits(asked, pace.undecided, day.today, day.calendar)):
                yield Owed(user, f"ASK{times}", Work(row.pk, row.due_on), one.asked_id)


def of_the_office(day):
    """Work without a date, and work that a unit declined: told to the committee's office. 2 queries."""
    values = ("assignment_id", "assignment__due_on", "assignment__task__provision__resolution__committee_id", "assignment__task__cadence")
    last = Entry.objects.filter(assignment=OuterRef("assignment"), kind__in=Entry.SETTING).order_by().values("assignment")
    last = last.annotate(last=Max("pk")).values("last")
    undated = Q(assignment__state__in=OPEN, assignment__due_on=None, pk=Subquery(last))
    declined = Q(assignment__state=State.DECLINED, kind=Kind.DECLINE)
    for step, which, days in (("UND", undated, lambda pace: pace.undated), ("DEC", declined, lambda pace: 1)):
        entries = day.only(Entry.objects.filter(which), "assignment").order_by("pk")
        newest = {row: (pk, at, *more) for pk, at, row, *more in entries.values_list("pk", "recorded_at", *values)}
        for row, (pk, at, due_on, committee, cadence) in newest.items():
            if times := waits(local_day(at), days(day.paces[cadence]), day.today, day.calendar):
                for user in users_of(day.people.at_desk(committee, Role.OFFICE)):
                    yield Owed(user, f"{step}{times}", Work(row, due_on), pk)
