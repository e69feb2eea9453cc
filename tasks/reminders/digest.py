"""One letter a person and working day: numbers, dates and links; never the content of an entry."""

from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks.reminders.steps import RANK, kind_of, meaning

SHOWN = 12  # of one kind; the others are counted, with a link to where they all are


def urgency(notice):
    """As the kinds of steps come; among equals by date, what has no date last."""
    due_on = notice.assignment.due_on if notice.assignment_id else notice.slip.answer_by
    return RANK[kind_of(notice.step)], due_on is None, due_on, notice.pk or 0


def address(notice):
    """Where the thing is, for a letter."""
    return settings.SITE_URL + notice.subject.get_absolute_url()


def sections(notices):
    """The letter's parts, the most urgent first: [{"title", "lines": [(text, address)], "more": how many are not shown}]."""
    found = []
    for kind, group in groupby(sorted(notices, key=urgency), key=lambda notice: kind_of(notice.step)):
        told = list(group)
        lines = [(notice.text, address(notice)) for notice in told[:SHOWN]]
        found.append({"title": meaning(told[0].step), "kind": kind, "lines": lines, "more": len(told) - len(lines)})
    return found


def subject_of(notices):
    """How many things, as a subject line; of one thing alone what it is."""
    if len(notices) == 1:
        return _("Đôn đốc: %(text)s") % {"text": notices[0].text}
    return ngettext("Đôn đốc: %(number)s matter needs you", "Đôn đốc: %(number)s matters need you", len(notices)) % {"number": len(notices)}


def text_of(parts, home):
    """The letter as plain text."""
    lines = [_("These matters need your attention, the most urgent first:"), ""]
    for part in parts:
        lines += [str(part["title"]).upper(), ""]
        for text, href in part["lines"]:
            lines += [f"- {text}", f"  {href}", ""]
        if part["more"]:
            lines += [more(part["more"]), f"  {home}", ""]
    lines.append(closing())
    return "\n".join(lines)


def more(number):
    """What stands for lines that are not shown."""
    return ngettext("- and %(number)s more of this kind", "- and %(number)s more of this kind", number) % {"number": number}


def closing():
    """Who sent it, and why it says so little."""
    return _("This letter was sent by Đôn đốc. It holds numbers and dates only; sign in to read more.")


def compose(notices):
    """A letter over these notices in the language that is active: (subject, plain text, page)."""
    parts, home = sections(notices), f"{settings.SITE_URL}/"
    for part in parts:
        part["rest"] = more(part["more"]).removeprefix("- ") if part["more"] else ""
    subject = subject_of(notices)
    page = render_to_string("tasks/mail/digest.html", {"subject": subject, "sections": parts, "home": home, "closing": closing()})
    return subject, text_of(parts, home), page
