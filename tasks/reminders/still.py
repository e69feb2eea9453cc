"""Whether a letter is still owed at the moment it is sent: by the same rules that planned it."""

from django.utils import translation

from tasks.reminders.digest import Line, compose
from tasks.reminders.owed import Day
from tasks.reminders.plan import owing
from tasks.reminders.steps import kind_of
from units.periods import local_day


def still_owed(mail, *, now):
    """(text, page) to send now, or None: without what was done, moved or withdrawn meanwhile, or is no longer this person's.

    A letter that carries no notices (a password's reset) goes as it is.
    """
    if not mail.key.startswith(("digest/", "now/")):
        return mail.body, mail.html
    notices = list(mail.notices.select_related("recipient", "assignment", "slip"))
    rows = frozenset(notice.assignment_id for notice in notices if notice.assignment_id)
    slips = frozenset(notice.slip_id for notice in notices if notice.slip_id)
    kinds = frozenset(kind_of(notice.step) for notice in notices)
    owed = {one.key for one in owing(Day(local_day(now), now, rows=rows, slips=slips), kinds)}
    notices = [notice for notice in notices if notice.key in owed]
    if not notices:
        return None
    with translation.override(notices[0].recipient.language or "vi"):
        _subject, body, page = compose([Line.of(one, one.slip.answer_by if one.slip else one.assignment.due_on) for one in notices])
    return body, page
