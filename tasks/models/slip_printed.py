"""What stands on a slip's paper, taken down when it is sent: no later change of a name, a title or the calendar moves it."""

from collections import defaultdict

from django.db.models import Max

from tasks.models.rights import holder
from tasks.models.seal import Seal
from tasks.models.slip_line import Colour
from units.models import Appointment, Installation, Portfolio, UnitName
from units.pdf.letterhead import letterhead
from units.periods import local_day

KIND, LAYOUT, BATCH = "PĐĐ", 1, 100


def issue(slips, lines, *, by, now, calendar, paces):
    """Give these slips their numbers, limits and papers, and store them as sent. Under the installation's lock.

    slips: not sent yet. lines: {slip pk: its lines, as ``for_papers`` gives them}. by: who sends them; None: they go by themselves. Numbers
    and days rise together within a committee. To answer there are as many working days as the slowest rhythm among the lines gives.
    """
    model = type(slips[0])
    last = model.objects.filter(committee__in={slip.committee_id for slip in slips}).order_by().values_list("committee")
    numbers = {committee: (number or 0, at) for committee, number, at in last.annotate(Max("number"), Max("issued_at"))}
    for slip in slips:
        number, before = numbers[slip.committee_id]
        slip.number, slip.issued_at, slip.issued_by = number + 1, max(now, before or now), by
        numbers[slip.committee_id] = slip.number, slip.issued_at
        days = max(paces[line.assignment.task.cadence].answer for line in lines[slip.pk])
        slip.answer_by = calendar.shift(local_day(slip.issued_at), days)
        slip.state, slip.postponed_until = model.State.SENT, None
    for slip, said in papers(slips, lines, now=max(slip.issued_at for slip in slips), calendar=calendar).items():
        slip.printed = said
    fields = ["state", "postponed_until", "number", "issued_at", "issued_by", "answer_by", "printed"]
    model.objects.bulk_update(slips, fields, batch_size=BATCH)


def papers(slips, lines, *, now, calendar):
    """{slip: what its paper says, for JSON}: days as 'YYYY-MM-DD', numbers as numbers. 4 queries, and 2 for each committee.

    A slip that is not sent has no number, day or limit yet: its paper says how it would look on the day of ``now``.
    """
    day = local_day(now)
    units = {slip.unit_id for slip in slips}
    names, leaders = UnitName.objects.at(day, units), defaultdict(list)
    for row in Portfolio.objects.valid(on=day).select_related("leader__user", "unit").order_by("pk"):
        for unit in {slip.unit for slip in slips} if row.leader.holds(day) else ():
            if row.covers(unit) and str(row.leader.user) not in leaders[unit.pk]:
                leaders[unit.pk].append(str(row.leader.user))
    heads = {
        committee.pk: letterhead(holder(committee, Appointment.Role.OFFICE, on=day), committee, kind=KIND)
        for committee in {slip.committee for slip in slips}
    }
    seal = Seal.objects.filter(day__lt=day).order_by("day").last()
    common = {
        "layout": LAYOUT,
        "seal": {"day": str(seal.day), "hash": seal.hash} if seal else None,
        "demonstration": Installation.objects.filter(demonstration_on__isnull=False).exists(),
    }
    late = {
        due: calendar.days_between(due, on) for due, on in {(line.due_on, day_of(slip, now)) for slip in slips for line in lines[slip.pk]}
    }
    return {
        slip: {
            **common,
            "code": slip.code,
            "colour": slip.colour,
            "number": slip.number,
            "head": heads[slip.committee_id].as_dict,
            "signer": heads[slip.committee_id].signer,
            "committee": slip.committee.short_name or slip.committee.name,
            "issued_at": slip.issued_at and slip.issued_at.isoformat(timespec="seconds"),
            "day": str(day_of(slip, now)),
            "by": slip.issued_by and str(slip.issued_by),
            "to": addressee(slip, names),
            "leaders": leaders[slip.unit_id] if slip.colour != Colour.BLUE else [],
            "answer_by": slip.answer_by and str(slip.answer_by),
            "answer_days": slip.answer_by and calendar.days_between(day_of(slip, now), slip.answer_by),
            "lines": [line_of(line, late[line.due_on]) for line in lines[slip.pk]],
        }
        for slip in slips
    }


def day_of(slip, now):
    """The day on the paper."""
    return local_day(slip.issued_at or now)


def addressee(slip, names):
    """To whom it goes: {'unit': its name of the day, 'person' and 'title' of a duty of persons, else ''}."""
    post = slip.person
    return {
        "unit": names[slip.unit_id],
        "person": (post.printed_name or str(post.user)) if post else "",
        "title": post.title if post else "",
    }


def line_of(line, late):
    """One row of its table; late: in working days."""
    before = line.before and line.before.slip
    return {
        "code": line.assignment.code,
        "title": line.assignment.task.title,
        "due_on": str(line.due_on),
        "late": late,
        "before": before and {"number": before.number, "symbol": before.printed["head"]["symbol"], "day": before.printed["day"]},
    }
