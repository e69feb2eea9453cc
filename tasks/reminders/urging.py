"""What is told of urging slips: to the unit, to the leader whose portfolio it is, to the standing committee, and to the office that sends them."""

from django.db.models import Count, Max

from tasks.models import Slip
from tasks.reminders.ladder import waits
from tasks.reminders.owed import Owed
from tasks.reminders.whom import users_of
from units.models import Appointment
from units.periods import local_day

Role = Appointment.Role
Colour, State = Slip.Colour, Slip.State


def slips(day, **which):
    """The slips that are asked about."""
    found = Slip.objects.filter(**which).select_related("unit")
    return found if day.slips is None else found.filter(pk__in=day.slips)


def sent(day, **which):
    """Slips that were sent and that nobody has answered: told to who is urged; yellow also to the leader whose portfolio it is; red to all leaders.

    Who has confirmed the receipt is not told any more; of the limit they are, on the working day before it. 2 queries.
    """
    for slip in slips(day, state=State.SENT, issued_at__gt=day.now - day.news, **which).unanswered():
        step, told = slip.colour.upper(), []
        answering = day.people.answering(slip.unit_id, slip.person_id, alone=slip.person_id is not None)
        if not slip.received_at:
            told += answering
        if slip.colour != Colour.BLUE:
            told += day.people.watching(slip.unit, slip.committee_id)
        if slip.colour == Colour.RED:
            told += day.people.at_desk(slip.committee_id, Role.LEADER)
        for user in users_of(told):
            yield Owed(user, step, slip=slip)
        if local_day(slip.issued_at) < day.calendar.shift(slip.answer_by, -1) <= day.today <= slip.answer_by:
            for user in users_of(answering):
                yield Owed(user, "LIM", slip=slip)


def red(day):
    """Those of the red slips that go at once."""
    return (owed for owed in sent(day, colour=Colour.RED) if owed.step == "RED")


def proposed(day):
    """Slips that wait for the office: told on the day they are proposed, again when a postponement ends, and weekly. 1 query."""
    waiting = slips(day, state=State.PROPOSED).with_answers().filter(is_answered=False)
    waiting = waiting.annotate(put_off=Count("postponements"), until=Max("postponements__until"))
    for slip in waiting:
        times = waits(slip.until or local_day(slip.proposed_at), 0, day.today, day.calendar)  # a postponement ends after the proposal
        step = f"PROP{slip.put_off}.{times}" if slip.put_off else f"PROP{times}"
        for user in users_of(day.people.at_desk(slip.committee_id, Role.OFFICE)) if times else ():
            yield Owed(user, step, slip=slip)
