"""One letter a person and working day: numbers, dates and links; never the content of an entry."""

from django.conf import settings
from django.db.models import Max, Q
from django.utils import translation
from django.utils.translation import gettext as _

from tasks.models import Entry
from tasks.models.stands import OPEN
from tasks.reminders.whom import recipients


def urgency(notice):
    """Overdue first, then by date; what has no date last."""
    return notice.assignment.due_on is None, notice.assignment.due_on, notice.assignment.pk


def subject_of(notices):
    """How many things, as a subject line."""
    return _("Đôn đốc: %(number)s assignments need you") % {"number": len(notices)}


def body_of(notices):
    """The letter as plain text, the most urgent first."""
    lines = [_("These assignments need your attention:"), ""]
    for notice in sorted(notices, key=urgency):
        lines += [f"- {notice.text}", f"  {settings.SITE_URL}{notice.assignment.get_absolute_url()}", ""]
    lines.append(_("This letter was sent by Đôn đốc. It holds numbers and dates only; sign in to read more."))
    return "\n".join(lines)


def still_owed(mail, *, on):
    """(text, page) to send now, or None: without what was done, moved or withdrawn meanwhile, or is no longer this person's.

    A letter that carries no notices (a password's reset) goes as it is.
    """
    if not mail.key.startswith("digest/"):
        return mail.body, mail.html
    notices = list(mail.notices.select_related("recipient", "assignment"))
    latest = dict(
        Entry.objects.filter(assignment__in=[notice.assignment_id for notice in notices])
        .values("assignment")
        .order_by()
        .annotate(basis=Max("pk", filter=Q(kind__in=Entry.SETTING)))
        .values_list("assignment", "basis")
    )
    theirs = recipients(on)
    notices = [
        n for n in notices if n.assignment.state in OPEN and latest[n.assignment_id] == n.basis_id and n.recipient in theirs(n.assignment)
    ]
    if not notices:
        return None
    user = notices[0].recipient
    with translation.override(user.language or "vi"):
        return body_of(notices), ""
