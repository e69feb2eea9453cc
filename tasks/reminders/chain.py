"""The lines of a proof, each with its instant and its words."""

from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks.models import Entry
from tasks.reminders.steps import meaning
from units.models import Mail, Try
from units.periods import ZONE, local_day

KIND = Entry.Kind
MORNING = time(7, 30)


@dataclass(frozen=True)
class Line:
    """One thing that happened. ``rank`` orders what happened at one instant; ``more``: sentences beneath; ``is_gap``: it did not go as it should."""

    at: datetime
    rank: int
    kind: str
    what: str
    more: tuple = ()
    is_gap: bool = False
    href: str = ""


def shown(instant):
    """An instant to the second, as the log's clock says it."""
    return f"{localtime(instant):%H:%M:%S %d/%m/%Y}"


def lines(account):
    """All lines of an account (tasks.reminders.account), in no order."""
    yield from entries(account)
    yield from notices(account)
    yield from readings(account)
    for mail in account.mails:
        yield from letters(account, mail)
    for line in account.slip_lines:
        yield from slips(account, line)
    for unit, days in account.nobody_there.items():
        told = {"unit": unit.name, "days": ", ".join(date_format(day, "d/m/Y") for day in days)}
        says = _("Nobody was told: %(unit)s had nobody appointed on days when it was to be reminded: %(days)s.") % told
        yield Line(datetime.combine(days[0], MORNING, tzinfo=ZONE), 9, _("Gap"), says, is_gap=True)


def entries(account):
    """The log: what was done and said, without its words."""
    answered = {}
    for line in account.slip_lines:
        if line.slip.issued_at and (word := answer_to(account, line)):
            answered.setdefault(word.pk, []).append(_("It answers urging slip no. %(number)s.") % {"number": line.slip.number})
    for entry in account.entries:
        what = f"{capfirst(entry.get_kind_display())} ({account.assignment.code}/{entry.number})"
        who = str(entry.by) if entry.by_id else _("the system")
        more = [who]
        if entry.kind in (KIND.ASSIGN, KIND.REASSIGN):
            more.append(_("to %(unit)s") % {"unit": entry.unit.name})
        if entry.kind in Entry.SETTING:
            more.append(_("due on %(day)s") % {"day": date_format(entry.due_on, "d/m/Y")} if entry.due_on else _("no date yet"))
        href = f"{account.assignment.get_absolute_url()}#e{entry.number}"
        yield Line(entry.recorded_at, 0, _("Log"), what, ("; ".join(more), *answered.get(entry.pk, ())), href=href)


def answer_to(account, line):
    """The first word of the unit after a slip was sent, or None."""
    return next((one for one in account.entries if one.kind in Entry.TELLING and one.pk > line.since_id), None)


def person(account, notice):
    """A person with post and unit of that day."""
    post = account.post_then(notice)
    return f"{notice.recipient} ({post.title or post.get_role_display()}, {post.unit.name})" if post else str(notice.recipient)


def notices(account):
    """What was told in the application."""
    for notice in account.notices:
        more = [step_words(notice.step)]
        if notice.superseded:
            more.append(_("Put on record, without a letter of its own: a newer one went out."))
        elif notice.left_out:
            more.append(_("It fell out of its letter before that was sent: it was not owed any more."))
        elif notice.mail_id is None:
            alone = _("Told in the application alone.") if notice.recipient.email else _("No letter: there is no address on record.")
            more.append(alone)
        elif notice.mail.status not in (Mail.Status.SENT, Mail.Status.FAILED):
            more.append(_("Letter: %(status)s") % {"status": notice.mail.get_status_display()})
        yield Line(notice.made_at, 1, _("Notice"), f"{person(account, notice)}: {notice.text}", tuple(more))


def step_words(step):
    """What a step means: of a rung of the ladder how far from the date."""
    kind, number = step[:2], step[2:]
    if kind == "T-":
        return ngettext("%(number)s working day before the date", "%(number)s working days before the date", int(number)) % {
            "number": number
        }
    if kind == "T0":
        return _("the day itself")
    if kind == "O+":
        return ngettext("%(number)s working day after the date", "%(number)s working days after the date", int(number)) % {"number": number}
    if step[0] == "W" and step[1:].isdecimal():
        return _("weekly reminder no. %(number)s after the date") % {"number": step[1:]}
    return str(meaning(step))


def readings(account):
    """When its readers opened what they were told of, or marked it as read: notices that were opened at one look are one line."""
    looks = {}
    for notice in account.notices:
        if notice.opened_at:
            looks.setdefault((notice.opened_at, notice.recipient, True), []).append(notice)
        if notice.read_at and notice.read_at != notice.opened_at:
            looks.setdefault((notice.read_at, notice.recipient, False), []).append(notice)
    for (at, who, is_opened), seen in looks.items():
        says = _("%(person)s opened it in the application.") if is_opened else _("%(person)s marked it as read in the application.")
        number = ngettext("%(number)s notice", "%(number)s notices", len(seen)) % {"number": len(seen)}
        yield Line(at, 3, _("Opened") if is_opened else _("Read"), says % {"person": who}, (number,))


def letters(account, mail):
    """The tries of one letter; of one from before tries were kept, what its row says."""
    who = next(notice.recipient for notice in account.notices if notice.mail_id == mail.pk and not notice.left_out)
    for one in mail.tries.all():
        said = {"number": one.number, "person": who, "address": one.to}
        if one.ended_at:
            more = f"{one.get_outcome_display()}, {shown(one.ended_at)}"
        else:
            more = _("Without an end: it is not known whether it was sent.")
        reply = [_("Answer of the mail server: %(reply)s") % {"reply": one.reply}] if one.reply else []
        what = _("Try %(number)s to send the letter to %(person)s, %(address)s.") % said
        yield Line(one.began_at, 2, _("Letter"), what, (more, *reply), is_gap=one.outcome == Try.Outcome.REFUSED or not one.ended_at)
    if not mail.tries.all() and mail.status in (Mail.Status.SENT, Mail.Status.FAILED, Mail.Status.UNSURE):
        what = _("Letter to %(person)s, %(address)s: %(status)s.") % {
            "person": who,
            "address": mail.to,
            "status": mail.get_status_display(),
        }
        reply = (_("Answer of the mail server: %(reply)s") % {"reply": mail.reply},) if mail.reply else ()
        yield Line(mail.sent_at or mail.made_at, 2, _("Letter"), what, reply, is_gap=mail.status != Mail.Status.SENT)


def slips(account, line):
    """One slip: proposed, put off, sent, received; and whether it was answered in time."""
    slip, kind = line.slip, _("Slip")
    said = {"code": slip.code, "colour": slip.get_colour_display(), "number": slip.number, "unit": slip.unit.name}
    href = reverse("slip", args=[slip.pk])
    if account.sees_all:
        if slip.colour != slip.Colour.BLUE:  # which goes by itself
            needless = (_("Needless since."),) if slip.state == slip.State.NEEDLESS else ()
            yield Line(slip.proposed_at, 4, kind, _("Urging slip proposed: %(colour)s (%(code)s).") % said, needless, href=href)
        for put_off in slip.postponements.all():
            about = {**said, "day": date_format(put_off.until, "d/m/Y"), "by": put_off.by}
            yield Line(put_off.at, 4, kind, _("%(code)s put off until %(day)s by %(by)s.") % about, (put_off.reason,), href=href)
        if line.dropped_at:
            yield Line(line.dropped_at, 4, kind, _("Taken off %(code)s before it was sent: needless.") % said, href=href)
            return
    if not slip.issued_at:
        return
    about = {**said, "day": date_format(slip.answer_by, "d/m/Y"), "by": slip.issued_by or _("the system")}
    what = _("Urging slip no. %(number)s (%(colour)s) sent to %(unit)s by %(by)s; to be answered by %(day)s.") % about
    answer = answer_to(account, line)
    missed = slip.answer_by < account.today and not (answer and local_day(answer.recorded_at) <= slip.answer_by)
    more = ((_("Not received yet."),) if not slip.received_at else ()) + ((_("Not answered in time."),) if missed else ())
    yield Line(slip.issued_at, 4, kind, what, more, is_gap=missed, href=href)
    if slip.received_at:
        what = _("%(person)s confirmed receipt of slip no. %(number)s.") % {"person": slip.received_by, "number": slip.number}
        yield Line(slip.received_at, 5, kind, what, href=href)
