"""Whether a letter is still owed at the moment it is sent: by the same rules that planned it."""

from django.utils import translation

from tasks.models import Notice
from tasks.reminders.digest import Line, compose
from tasks.reminders.owed import Day
from tasks.reminders.plan import owing
from tasks.reminders.steps import kind_of, text_for
from units.periods import local_day


def sending(*, now):
    """The question that a run of sending asks of each letter. What all letters look at is read once a run, which is short."""
    day = Day(local_day(now), now)
    return lambda mail: still_owed(mail, day=day)


def still_owed(mail, *, day):
    """(subject, text, page) to send now, or None: without what was done, moved or withdrawn meanwhile, or is no longer this person's.

    Dates are those of now. What falls out is marked on its notice, so that the proof does not claim it was in the letter. A letter that
    carries no notices goes as it is (a password's reset, a seal), but not to a closed account.
    """
    if not mail.key.startswith(("digest/", "now/")):
        return (mail.subject, mail.body, mail.html) if mail.recipient is None or mail.recipient.is_active else None
    notices = list(mail.notices.select_related("recipient"))
    rows = frozenset(notice.assignment_id for notice in notices if notice.assignment_id)
    slips = frozenset(notice.slip_id for notice in notices if notice.slip_id)
    kinds = frozenset(kind_of(notice.step) for notice in notices)
    owed = {one.key: one for one in owing(day.looking(rows=rows, slips=slips, reader=mail.recipient_id), kinds)}
    for left_out in (False, True):
        changed = [one.pk for one in notices if one.left_out != left_out and (one.key not in owed) == left_out]
        if changed:
            Notice.objects.filter(pk__in=changed).update(left_out=left_out)
    kept = [owed[notice.key] for notice in notices if notice.key in owed]
    if not kept:
        return None
    with translation.override(kept[0].user.language or "vi"):
        return compose([Line.of(one, text_for(one, one.step)) for one in kept])
