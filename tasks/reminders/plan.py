"""What people are to be told today: planned from facts, recorded once."""

from collections import defaultdict
from datetime import time, timedelta
from itertools import chain

from django.db import transaction
from django.db.models import Max
from django.utils import translation

from tasks.models import Notice, Slip
from tasks.reminders import deciding, doing, said, urging
from tasks.reminders.digest import Line, compose
from tasks.reminders.owed import Day, listed, on_record
from tasks.reminders.steps import QUIET, RANK, kind_of, text_for
from units.models import Installation, Mail
from units.outbox import letter
from units.periods import ZONE, local_day

FROM = time(7, 30)
RUNGS = ("SOON", "TODAY", "LATE")
ONE_OF = {kind: rank for rank, kind in enumerate(("NEW", "BACK", "DATE", *RUNGS, "REC"))}  # of these a person is told the first alone
FAMILIES = {  # each rule, and the kinds of steps that it owes
    doing.doing: ("NEW", "BACK", "DATE", *RUNGS),
    doing.unreceived: ("REC",),
    doing.silent: ("SIL",),
    doing.supporting: ("PART", "PBACK"),
    doing.unreachable: ("NOB",),
    said.remarks: ("REMARK",),
    said.urgings: ("URGE",),
    said.refusals: ("REFUSE",),
    said.verified: ("DONE",),
    said.answers_wanted: ("ANS",),
    said.answers: ("ANSW",),
    said.objections: ("OBJ",),
    said.taken_away: ("GONE",),
    deciding.verifying: ("VER",),
    deciding.requests: ("ASK",),
    deciding.of_the_office: ("UND", "DEC"),
    urging.sent: ("RED", "YELLOW", "BLUE", "LIM"),
    urging.proposed: ("PROP",),
}


def owing(day, kinds=frozenset(RANK)):
    """All that is owed on that day, on record or not, of these kinds of steps."""
    return chain.from_iterable(rule(day) for rule, its in FAMILIES.items() if kinds.intersection(its))


def plan(*, now):
    """Propose slips, write today's notices and one digest for each person: on working days from 07:30, once a day. Returns how many notices.

    Plans from facts, never from the hour: after days of silence only the newest rung of each date is mailed; the older ones are on record
    as superseded. Two planners at once make the same keys, and a key exists once. One transaction.
    """
    day = Day(local_day(now), now)
    if now.astimezone(ZONE).time() < FROM or not day.calendar.is_working(day.today):
        return 0
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get(pk=Installation.this().pk)
        if installation.planned_on == day.today:
            return 0
        Slip.objects.propose(now=now, today=day.today, calendar=day.calendar)
        owed = once(owing(day))
        recorded = on_record(owed)
        made = record([*notices(owed, recorded, now), *untold(owed, recorded)], now, digest_key=digests_of(day.today))
        Installation.objects.filter(pk=installation.pk).update(planned_on=day.today)
    return made


def digests_of(today):
    """A function from a notice to the key of its letter of that day; a second one where a clock was set back and the day is planned again."""
    there = set(Mail.objects.filter(key__startswith="digest/", key__endswith=f"/{today}").values_list("key", flat=True))

    def key(notice):
        first = f"digest/{notice.recipient_id}/{today}"
        return f"digest/{notice.recipient_id}/again/{today}" if first in there else first

    return key


def at_once(*, now):
    """Tell what cannot wait for the next digest, each alone: a leader's word, a red slip. Returns how many notices were made.

    Only what was said within a day: what is older comes with the digest. Under the lock of the plan, so that notices come into sight in the
    order of their keys: "mark all as read" goes by that.
    """
    day = Day(local_day(now), now, news=timedelta(days=1))
    owed = once(chain(said.remarks(day), urging.red(day)))
    if not (found := notices(owed, on_record(owed), now)):
        return 0
    with transaction.atomic():
        Installation.objects.select_for_update().get(pk=Installation.this().pk)
        return record(found, now, digest_key=lambda notice: f"now/{notice.key}")


def once(owed):
    """{key: what is owed}: who holds two posts is told once, and of the older rungs since they first came."""
    found = {}
    for one in owed:
        there = found.setdefault(key := one.key, one)
        if one.since and there.since and one.since < there.since:
            found[key] = one
    return found


def untold(owed, recorded):
    """Notices on record that are still owed and unread, and whose letter was cancelled as needless before they were owed again. 1 query."""
    if not (lost := [key for key, status in recorded.items() if status == Mail.Status.CANCELLED]):
        return []
    found = Notice.objects.filter(key__in=listed(lost), superseded=False, read_at=None).select_related("recipient")
    return [(row, Line.of(owed[row.key], text_for(owed[row.key], row.step))) for row in found]


def notices(owed, recorded, now):
    """Notices of what is owed and not on record, not saved, each with its line; ``owed``, ``recorded``: by key. 1 query, however much is owed."""
    fresh = [(key, one, kind_of(one.step)) for key, one in owed.items() if key not in recorded]
    told_last = last_told({one.basis for _key, one, kind in fresh if kind in RUNGS}, now)
    about = defaultdict(list)
    for key, one, kind in fresh:
        about[one.user.pk, one.row.pk if kind in ONE_OF else key].append((one, kind))
    made = {}
    for group in about.values():
        group.sort(key=lambda pair: ONE_OF.get(pair[1], 0))
        told = False
        for one, kind in group:
            last = told_last.get((one.user.pk, one.basis)) if kind in RUNGS else None
            for step, of_day in one.older:  # those of days after the date was set, and since its reader has been there
                if of_day > last if last else of_day >= max(one.set_on, one.since):
                    made[one.key_of(step)] = notice(one, step, now, superseded=True)
            passed = last is not None and one.day <= last  # its day was over when the last was told: another pace or calendar set it
            made[one.key] = notice(one, one.step, now, superseded=told or passed)
            told = told or not passed
    return [pair for key, pair in made.items() if key not in recorded]


def last_told(bases, now):
    """{(person, basis): the day on which they were last told anything about that basis, by now}. 1 query."""
    if not bases:
        return {}
    last = (
        Notice.objects.filter(basis__in=listed(bases), made_at__lte=now)
        .order_by()
        .values_list("recipient", "basis")
        .annotate(Max("made_at"))
    )
    return {(person, basis): local_day(at) for person, basis, at in last}


def notice(owed, step, now, *, superseded):
    """The row that says it, not saved, and the line of a letter."""
    text = text_for(owed, step)
    row = Notice(
        key=owed.key_of(step),
        recipient=owed.user,
        assignment_id=owed.row and owed.row.pk,
        slip=owed.slip,
        basis_id=owed.basis,
        step=step,
        superseded=superseded,
        made_at=now,
        text=text,
    )
    return row, Line.of(owed, text)


def record(found, now, *, digest_key):
    """Store notices and the letters that carry them; ``digest_key``: the key of a notice's letter. Returns how many notices."""
    carried, lines = defaultdict(list), defaultdict(list)
    for one, line in found:
        if not one.superseded and one.recipient.email and kind_of(one.step) not in QUIET:
            carried[digest_key(one)].append(one)
            lines[digest_key(one)].append(line)
    letters, installation = [], Installation.this() if carried else None
    for key, told in carried.items():
        user = told[0].recipient
        with translation.override(user.language or "vi"):
            subject, body, html = compose(lines[key])
        letters.append(letter(key=key, recipient=user, subject=subject, body=body, html=html, now=now, installation=installation))
    Mail.objects.bulk_create(letters, ignore_conflicts=True)
    mails = dict(Mail.objects.filter(key__in=listed(carried)).values_list("key", "pk")) if carried else {}
    for key, told in carried.items():
        for one in told:
            one.mail_id = mails[key]
    Notice.objects.bulk_update([one for one, _line in found if one.pk], ["mail"], batch_size=500)
    Notice.objects.bulk_create([one for one, _line in found if not one.pk], ignore_conflicts=True, batch_size=500)
    return len(found)
