"""What was said or decided about somebody's work, and is told to whom it concerns: once, for as long as it is news."""

from django.db.models import Exists, F, OuterRef, Q, Subquery

from tasks.models import Entry
from tasks.models.stands import OPEN, State
from tasks.reminders.ladder import waits
from tasks.reminders.owed import Owed, Work
from units.models import Appointment
from units.periods import local_day

Kind = Entry.Kind
VALUES = (
    "pk", "assignment_id", "assignment__due_on", "assignment__unit_id", "assignment__person_id", "assignment__opened_for_person_id"
)  # fmt: skip


def answered(*kinds):
    """Whether an entry (the outer row) was answered by one of these kinds."""
    return Exists(Entry.objects.filter(about=OuterRef("pk"), kind__in=kinds))


def news(day, **which):
    """Entries of these kinds that are still news."""
    return day.only(Entry.objects.filter(recorded_at__gt=day.now - day.news, recorded_at__lte=day.now, **which), "assignment")


def to_the_doer(day, step, entries):
    """The same step for those who answer for the work of each of these entries. 1 query."""
    for pk, row, due_on, unit, person, duty in entries.values_list(*VALUES):
        for post in day.people.answering(unit, person, alone=duty is not None):
            yield Owed(post.user, step, Work(row, due_on), pk)


def remarks(day):
    """Leaders' words that nobody has answered."""
    return to_the_doer(day, "REMARK", news(day, kind=Kind.REMARK).filter(~answered(Kind.ANSWER)).exclude(assignment__state=State.WITHDRAWN))


def urgings(day):
    """The board's and the office's urgings that nobody has answered, of open work."""
    return to_the_doer(day, "URGE", news(day, kind=Kind.URGE, assignment__state__in=OPEN).filter(~answered(Kind.ANSWER)))


def refusals(day):
    """Requests for time that were refused, of open work."""
    return to_the_doer(day, "REFUSE", news(day, kind=Kind.REFUSE, assignment__state__in=OPEN))


def verified(day):
    """Work that was verified: told in the application alone."""
    return to_the_doer(day, "DONE", news(day, kind=Kind.VERIFY, assignment__state=State.VERIFIED))


def answers_wanted(day):
    """Leaders' words that want an answer by a day: reminded of on the working day before it, and weekly once it has passed. 1 query."""
    wanted = Entry.objects.filter(~answered(Kind.ANSWER), kind=Kind.REMARK, wanted_on__isnull=False)
    wanted = day.only(wanted.exclude(assignment__state=State.WITHDRAWN), "assignment")
    for pk, row, due_on, unit, person, duty, wanted_on, said_at in wanted.values_list(*VALUES, "wanted_on", "recorded_at"):
        last_day = day.calendar.shift(wanted_on, -1)
        times = waits(wanted_on, 1, day.today, day.calendar)
        if times or local_day(said_at) < last_day <= day.today:
            for post in day.people.answering(unit, person, alone=duty is not None):
                yield Owed(post.user, f"ANS{times}", Work(row, due_on), pk)


def answers(day):
    """Answers to a word or an urging: told to whoever said it, in the application alone. 1 query."""
    people = {post.user_id: post.user for post in day.people.posts}
    for pk, row, due_on, user in news(day, kind=Kind.ANSWER).values_list("pk", "assignment_id", "assignment__due_on", "about__by"):
        if user in people:
            yield Owed(people[user], "ANSW", Work(row, due_on), pk)


def objections(day):
    """What a unit says is not right of what the office wrote for it: told to the office. 1 query."""
    corrected = Entry.objects.filter(about=OuterRef("about"), kind=Kind.CORRECT, number__gt=OuterRef("number"))
    values = ("pk", "assignment_id", "assignment__due_on", "assignment__task__provision__resolution__committee_id")
    for pk, row, due_on, committee in news(day, kind=Kind.OBJECT).filter(~Exists(corrected)).values_list(*values):
        for post in day.people.at_desk(committee, Appointment.Role.OFFICE):
            yield Owed(post.user, "OBJ", Work(row, due_on), pk)


def taken_away(day):
    """Work that was withdrawn, or passed on to another unit or person: told to who had it, and of a withdrawal to who supports it. 2 queries."""
    had = Entry.objects.filter(assignment=OuterRef("assignment"), number=OuterRef("number") - 1)
    gone = news(day, kind__in=(Kind.WITHDRAW, Kind.REASSIGN)).annotate(
        had_unit=Subquery(had.values("unit_id")), had_person=Subquery(had.values("person_id"))
    )
    gone = gone.filter(Q(kind=Kind.WITHDRAW) | ~Q(had_unit=F("unit_id")) | ~Q(had_person=F("person_id")))
    values = ("pk", "assignment_id", "due_on", "had_unit", "had_person", "assignment__opened_for_person_id")
    for pk, row, due_on, unit, person, duty in gone.values_list(*values):
        for post in day.people.answering(unit, person, alone=duty is not None, heirs=False):
            yield Owed(post.user, "GONE", Work(row, due_on), pk)
    supported = news(day, kind=Kind.WITHDRAW, assignment__parts__isnull=False)
    for pk, row, due_on, unit in supported.values_list("pk", "assignment_id", "due_on", "assignment__parts__unit"):
        for post in day.people.answering(unit, None, alone=False):
            yield Owed(post.user, "GONE", Work(row, due_on), pk)
