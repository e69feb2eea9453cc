"""One letter a person and working day: numbers, dates and links; never the content of an entry."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks.reminders.steps import RANK, kind_of, meaning

SHOWN = 12  # of one kind; the others are counted, with a link to where they all are


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a letter: what is said, of which step, about an assignment or a slip with this primary key and date."""

    text: str
    step: str
    about: str
    pk: int
    day: date | None

    @classmethod
    def of(cls, owed, text):
        """What is owed, as a line that says this."""
        if owed.slip:
            return cls(text, owed.step, "slip", owed.slip.pk, owed.slip.answer_by)
        return cls(text, owed.step, "assignment", owed.row.pk, owed.row.due_on)

    @property
    def urgency(self):
        """As the kinds of steps come; among equals by date, what has no date last."""
        return RANK[kind_of(self.step)], self.day or date.max, self.pk

    @property
    def address(self):
        """Where the thing is, for a letter."""
        return settings.SITE_URL + reverse(self.about, args=[self.pk])


def sections(lines):
    """The letter's parts, the most urgent first: [{"title", "kind", "lines": [(text, address)], "more": how many are not shown}]."""
    found = []
    for kind, group in groupby(sorted(lines, key=lambda line: line.urgency), key=lambda line: kind_of(line.step)):
        told = list(group)
        shown = [(line.text, line.address) for line in told[:SHOWN]]
        found.append({"title": meaning(told[0].step), "kind": kind, "lines": shown, "more": len(told) - len(shown)})
    return found


def subject_of(lines):
    """How many things, as a subject line; of one thing alone what it is."""
    if len(lines) == 1:
        return _("Đôn đốc: %(text)s") % {"text": lines[0].text}
    return ngettext("Đôn đốc: %(number)s matter needs you", "Đôn đốc: %(number)s matters need you", len(lines)) % {"number": len(lines)}


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


def compose(lines):
    """A letter in the language that is active: (subject, plain text, page)."""
    parts, home = sections(lines), f"{settings.SITE_URL}/"
    for part in parts:
        part["rest"] = more(part["more"]).removeprefix("- ") if part["more"] else ""
    subject = subject_of(lines)
    page = render_to_string("tasks/mail/digest.html", {"subject": subject, "sections": parts, "home": home, "closing": closing()})
    return subject, text_of(parts, home), page
