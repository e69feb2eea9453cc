"""What people are to be told today: planned from facts, recorded once."""

from collections import defaultdict
from datetime import time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from tasks.models import Assignment, Entry, Notice
from tasks.models.calendar import Calendar
from tasks.models.stands import State
from tasks.reminders.digest import body_of, subject_of
from tasks.reminders.ladder import owed
from tasks.reminders.whom import recipients
from units.models import Installation, Mail
from units.outbox import letter
from units.periods import ZONE, local_day

FROM = time(7, 30)
KIND = Entry.Kind
RETURNING, DATING = (KIND.SEND_BACK, KIND.REOPEN), (KIND.GRANT, KIND.RESCHEDULE)


def plan(*, now):
    """Write today's notices and one digest for each person, on working days from 07:30, once a day. Returns how many notices were made.

    Plans from facts, never from the hour: after days of silence only the newest rung of each date is mailed; the older ones are on record
    as superseded. Two planners at once make the same keys, and a key exists once. One transaction.
    """
    today, calendar = local_day(now), Calendar.current()
    if now.astimezone(ZONE).time() < FROM or not calendar.is_working(today):
        return 0
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get(pk=Installation.this().pk)
        if installation.planned_on and installation.planned_on >= today:
            return 0
        notices = list(new_notices(today, now, calendar))
        made = record(notices, today, now)
        Installation.objects.filter(pk=installation.pk).update(planned_on=today)
    return made


def new_notices(today, now, calendar):
    """Notices that are owed by today and not on record, not saved. 4 queries, and one for each 500 keys that are owed."""
    horizon = calendar.shift(today, 8) + timedelta(days=15)
    basis = Entry.objects.filter(assignment=OuterRef("pk"), kind__in=Entry.SETTING).order_by("-number").values("pk")[:1]
    moved = Entry.objects.filter(assignment=OuterRef("pk"), kind__in=(*RETURNING, *DATING))
    facts = Assignment.objects.open().filter(Q(due_on__lte=horizon) | Q(state=State.ASSIGNED) | Exists(moved))
    facts = list(facts.annotate(basis=Subquery(basis)).only("state", "due_on", "unit_id", "person_id", "opened_for_person_id"))
    bases = Entry.objects.filter(pk__in={row.basis for row in facts}).only("kind", "recorded_at").in_bulk() if facts else {}
    heads = recipients(today)
    owing = []
    for row in facts:
        basis = bases[row.basis]
        steps = [(step, False) for step in [asked_by(basis, row)] if step]
        passed, newest = owed(row.due_on, local_day(basis.recorded_at), today, calendar) if row.due_on else ([], None)
        if newest:
            steps = [(step, True) for step in (*(step for step, _told in steps), *passed)] + [(newest, False)]
        for user in heads(row):
            owing += [(f"{user.pk}/{row.pk}/{step}/{basis.pk}", user, row, basis, step, superseded) for step, superseded in steps]
    there = set()
    for start in range(0, len(owing), 500):
        there.update(Notice.objects.filter(key__in=[item[0] for item in owing[start : start + 500]]).values_list("key", flat=True))
    for key, user, row, basis, step, superseded in owing:
        if key not in there:
            yield Notice(
                key=key,
                recipient=user,
                assignment=row,
                basis=basis,
                step=step,
                superseded=superseded,
                made_at=now,
                text=sentence(user, row, step),
            )


def asked_by(basis, row):
    """The step that the entry itself owes, beside the ladder of its date: new work, returned work, a moved date; or None."""
    if basis.kind in RETURNING:
        return "BACK"
    if basis.kind in DATING:
        return "DATE"
    return "NEW" if row.state == State.ASSIGNED else None


def sentence(user, row, step):
    """What the notice says, in the reader's language: number and date, never the content of an entry."""
    with translation.override(user.language or "vi"):
        said = {"code": row.code, "day": f"{row.due_on:%d/%m/%Y}" if row.due_on else _("no date yet")}
        if step == "NEW":
            return _("%(code)s was given to you; due on %(day)s.") % said
        if step == "BACK":
            return _("%(code)s was sent back; due on %(day)s.") % said
        if step == "DATE":
            return _("%(code)s has another date: due on %(day)s.") % said
        if step == "T0":
            return _("%(code)s is due on %(day)s: the last working day to report it.") % said
        if step.startswith("T-"):
            return _("%(code)s is due on %(day)s.") % said
        return _("%(code)s was due on %(day)s and is overdue.") % said


def record(notices, today, now):
    """Store notices and the day's digests together. Returns how many notices are new."""
    by_person = defaultdict(list)
    for notice in notices:
        if not notice.superseded and notice.recipient.email:
            by_person[notice.recipient].append(notice)
    letters = []
    for user, told in by_person.items():
        with translation.override(user.language or "vi"):
            letters.append(letter(key=f"digest/{user.pk}/{today}", recipient=user, subject=subject_of(told), body=body_of(told), now=now))
    Mail.objects.bulk_create(letters, ignore_conflicts=True)
    mails = dict(Mail.objects.filter(key__in=[one.key for one in letters]).values_list("key", "pk"))
    for user, told in by_person.items():
        for notice in told:
            notice.mail_id = mails[f"digest/{user.pk}/{today}"]
    before = Notice.objects.count()
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)
    return Notice.objects.count() - before
