"""What people are told: the steps, how urgent each is, and the sentence that says it."""

import re
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEANINGS = {  # in the order of urgency: what each kind of step tells of, in a few words
    "RED": gettext_lazy("red urging slip"),
    "YELLOW": gettext_lazy("yellow urging slip"),
    "BLUE": gettext_lazy("blue urging slip"),
    "LIM": gettext_lazy("the limit of an urging slip"),
    "REMARK": gettext_lazy("a leader's word"),
    "ANS": gettext_lazy("a leader waits for an answer"),
    "URGE": gettext_lazy("urging"),
    "LATE": gettext_lazy("overdue"),
    "TODAY": gettext_lazy("due on the day"),
    "BACK": gettext_lazy("sent back"),
    "SIL": gettext_lazy("sent back, and nothing heard since"),
    "PBACK": gettext_lazy("supporting part sent back"),
    "REFUSE": gettext_lazy("more time refused"),
    "SOON": gettext_lazy("due soon"),
    "NEW": gettext_lazy("new work"),
    "DATE": gettext_lazy("another date"),
    "PART": gettext_lazy("supporting part"),
    "REC": gettext_lazy("not received yet"),
    "PROP": gettext_lazy("urging slips to be sent"),
    "ASK": gettext_lazy("a request for time to be decided"),
    "DEC": gettext_lazy("declined by the unit"),
    "OBJ": gettext_lazy("objection of the unit"),
    "VER": gettext_lazy("waiting for verification"),
    "UND": gettext_lazy("no date yet"),
    "NOB": gettext_lazy("nobody to be told"),
    "REPORT": gettext_lazy("a report was issued"),
    "GONE": gettext_lazy("no longer yours"),
    "ANSW": gettext_lazy("answered"),
    "DONE": gettext_lazy("verified"),
}
RANK = {kind: rank for rank, kind in enumerate(MEANINGS)}
LETTERS = {"T-": "SOON", "T": "TODAY", "O": "LATE", "W": "LATE"}
QUIET = ("ANSW", "DONE")  # told in the application alone


@cache
def kind_of(step):
    """The kind of a step: 'T-7' is SOON, 'T0' TODAY, 'O+3' and 'W2' LATE, 'VER2' VER."""
    letters = "T-" if step.startswith("T-") else re.match(r"[A-Z]+", step)[0]
    return LETTERS.get(letters, letters)


def meaning(step):
    """What a step tells of, in a few words, in the reader's language."""
    return MEANINGS[kind_of(step)]


SENTENCES = {  # what is said of an assignment: number and date, never the content of an entry
    "ANS": gettext_lazy("%(code)s: a leader waits for your answer."),
    "REMARK": gettext_lazy("%(code)s: a leader has written to you about it; due on %(day)s."),
    "URGE": gettext_lazy("%(code)s: you are urged to report; due on %(day)s."),
    "LATE": gettext_lazy("%(code)s was due on %(day)s and is overdue."),
    "TODAY": gettext_lazy("%(code)s is due on %(day)s: the last working day to report it."),
    "BACK": gettext_lazy("%(code)s was sent back; due on %(day)s."),
    "SIL": gettext_lazy("%(code)s was sent back, and nothing has been heard since; due on %(day)s."),
    "PBACK": gettext_lazy("%(code)s: your supporting part was sent back; due on %(day)s."),
    "REFUSE": gettext_lazy("%(code)s: more time was refused; due on %(day)s."),
    "SOON": gettext_lazy("%(code)s is due on %(day)s."),
    "NEW": gettext_lazy("%(code)s was given to you; due on %(day)s."),
    "DATE": gettext_lazy("%(code)s has another date: due on %(day)s."),
    "PART": gettext_lazy("%(code)s: you are to support it; due on %(day)s."),
    "REC": gettext_lazy("%(code)s was given to you and is not received yet; due on %(day)s."),
    "ASK": gettext_lazy("%(code)s: a request for more time waits for your decision; due on %(day)s."),
    "DEC": gettext_lazy("%(code)s was declined by the unit: give it again, pass it on or withdraw it."),
    "OBJ": gettext_lazy("%(code)s: the unit objects to what the office wrote for it."),
    "VER": gettext_lazy("%(code)s waits for your verification."),
    "UND": gettext_lazy("%(code)s has no date yet."),
    "NOB": gettext_lazy("%(code)s: nobody is appointed in the unit who could be told."),
    "GONE": gettext_lazy("%(code)s was withdrawn or passed on: it is no longer yours."),
    "ANSW": gettext_lazy("%(code)s: the unit has answered you."),
    "DONE": gettext_lazy("%(code)s was verified."),
}


SLIP_SENTENCES = {
    "PROP": gettext_lazy("%(code)s: an urging slip (%(colour)s) waits for you to send or postpone it."),
    "LIM": gettext_lazy("Urging slip no. %(number)s (%(colour)s) is to be answered by %(day)s."),
    "SLIP": gettext_lazy("Urging slip no. %(number)s (%(colour)s): to be answered by %(day)s."),
}


@cache
def words(kind, language):
    """The sentence of a kind of step in a language, with places for what differs, and the words for no date."""
    with translation.override(language):
        return str(SENTENCES.get(kind) or SLIP_SENTENCES.get(kind, SLIP_SENTENCES["SLIP"])), _("no date yet")


def text_for(owed, step):
    """The notice's sentence in its reader's language: number and date, never the content of an entry."""
    language = owed.user.language or "vi"
    sentence, no_date = words(kind_of(step), language)
    day = owed.slip.answer_by if owed.slip else owed.row.due_on
    said = {"day": f"{day:%d/%m/%Y}" if day else no_date}
    if owed.row:
        return sentence % {**said, "code": owed.row.code}
    with translation.override(language):
        return sentence % {**said, "code": owed.slip.code, "number": owed.slip.number, "colour": owed.slip.get_colour_display()}
