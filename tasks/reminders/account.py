"""The proof for one assignment: who was told what, when and how, what became of it, and where nobody was told. Read-only."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks.models import Notice, Pace, Seal, Slip, SlipLine
from tasks.models.calendar import Calendar
from tasks.models.stands import OPEN
from tasks.reminders import chain, gaps
from units.models import Appointment, Mail, Succession, Unit
from units.periods import local_day

UNIT_ROLES, COMMITTEE_ROLES = Appointment.UNIT_ROLES, Appointment.COMMITTEE_ROLES


@dataclass(frozen=True)
class Account:
    """All that is on record of reminding of one assignment, as far as one reader may see it. At most 14 queries, however long the chain.

    Who counts for the document's committee sees all of it. People of a unit see what was told to their unit's people and the slips it was sent;
    not what the office, the board and the leaders were told, nor why a slip was put off.
    """

    assignment: object
    reader: object
    now: datetime

    @cached_property
    def today(self):
        return local_day(self.now)

    @cached_property
    def sees_all(self):
        """Whether the reader counts for the committee whose document it is."""
        return self.assignment.committee.pk in self.reader.committees(on=self.today, roles=COMMITTEE_ROLES)

    @cached_property
    def units(self):
        """Primary keys of the reader's units, of those below, and of those that they took over from."""
        posts = [post for post in self.reader.posts(on=self.today) if post.role in UNIT_ROLES]
        if not posts:
            return set()
        theirs = Q(pk__in=Succession.objects.inherited(posts, on=self.today))
        for post in posts:
            theirs |= Q(path__startswith=post.unit.path)
        return set(Unit.objects.filter(theirs).values_list("pk", flat=True))

    @cached_property
    def entries(self):
        """The log, without its words."""
        rows = self.assignment.entries.select_related("by", "unit").order_by("number")
        return list(rows.defer("text", "obstacles", "next_step"))

    @cached_property
    def slip_lines(self):
        """The slips on which it stood; a unit sees those that it was sent."""
        rows = SlipLine.objects.filter(assignment=self.assignment).select_related("slip__unit", "slip__issued_by", "slip__received_by")
        rows = list(rows.prefetch_related("slip__postponements__by").order_by("pk"))
        if self.sees_all:
            return rows
        seen = set(
            Slip.objects.visible_to(self.reader, on=self.today).filter(lines__assignment=self.assignment).values_list("pk", flat=True)
        )
        return [row for row in rows if row.slip.state == Slip.State.SENT and not row.dropped_at and row.slip_id in seen]

    @cached_property
    def every_notice(self):
        slips = SlipLine.objects.filter(assignment=self.assignment).values("slip")
        rows = Notice.objects.filter(Q(assignment=self.assignment) | Q(slip__in=slips))
        return list(rows.select_related("recipient", "mail").prefetch_related("mail__tries").order_by("pk"))

    @cached_property
    def posts(self):
        """{person: their appointments, past ones too}, of all who were told."""
        found = {}
        told = {notice.recipient_id for notice in self.every_notice}
        for post in Appointment.objects.filter(user__in=told).select_related("unit").order_by("pk"):
            found.setdefault(post.user_id, []).append(post)
        return found

    @cached_property
    def notices(self):
        """What was told, as far as the reader may see it."""
        return [notice for notice in self.every_notice if self.sees_all or self.is_theirs(notice)]

    def is_theirs(self, notice):
        """Whether it was told to the reader, or to somebody as one of the reader's unit and nothing more."""
        if notice.recipient_id == self.reader.pk:
            return True
        held = [post for post in self.posts.get(notice.recipient_id, []) if post.holds(local_day(notice.made_at))]
        in_unit = any(post.unit_id in self.units and post.role in UNIT_ROLES for post in held)
        return in_unit and not any(post.role in COMMITTEE_ROLES for post in held)

    def post_then(self, notice):
        """The post in which somebody was told: on that day, in the assignment's unit where they held one there; or None."""
        held = [post for post in self.posts.get(notice.recipient_id, []) if post.holds(local_day(notice.made_at))]
        return next((post for post in held if post.unit_id == self.assignment.unit_id), held[0] if held else None)

    @cached_property
    def mails(self):
        """The letters that carried it, each once; without those from which it fell out before they were sent."""
        return list({notice.mail_id: notice.mail for notice in self.notices if notice.mail_id and not notice.left_out}.values())

    @cached_property
    def nobody_there(self):
        """{unit: days} on which it was to be told and had nobody."""
        stretches = []
        for entry, following in zip(self.entries, [*self.entries[1:], None], strict=True):
            if entry.state in OPEN:
                last = local_day(following.recorded_at) if following else self.today
                person = entry.person_id if self.assignment.is_of_a_person else None
                given = entry.kind in (entry.Kind.ASSIGN, entry.Kind.REASSIGN)
                stretches.append(gaps.Stretch(local_day(entry.recorded_at), last, entry.unit_id, person, entry.due_on, given))
        units, persons = {one.unit for one in stretches}, {one.person for one in stretches if one.person}
        posts = {}
        for post in Appointment.objects.filter(Q(unit__in=units, role__in=UNIT_ROLES) | Q(pk__in=persons)):
            posts.setdefault(post.unit_id, []).append(post)
            posts[("post", post.pk)] = [post]
        names = {entry.unit_id: entry.unit for entry in self.entries}
        found = gaps.nobody_there(stretches, posts, Calendar.current(), Pace.by_cadence()[self.assignment.task.cadence])
        return {names[unit]: days for unit, days in found.items() if self.sees_all or unit in self.units}

    @cached_property
    def lines(self):
        """The whole chain, in the order of time."""
        return sorted(chain.lines(self), key=lambda line: (line.at, line.rank))

    @cached_property
    def seal(self):
        """The last seal of the log, or None."""
        return Seal.objects.order_by("day").last()

    @property
    def summary(self):
        """What it comes to: pairs of a question and its answer."""
        told = [notice for notice in self.notices if not notice.superseded]
        instants, people = [notice.made_at for notice in told], {notice.recipient_id for notice in told}
        opened = {notice.recipient_id for notice in told if notice.opened_at}
        how = {status: sum(mail.status == status for mail in self.mails) for status in Mail.Status.values}
        waits = how["pending"] + how["sending"] + how["held"]
        slips = [line.slip for line in self.slip_lines if line.slip.state == Slip.State.SENT]
        said = {"number": len(told), "older": len(self.notices) - len(told)}
        return [
            (_("Told in the application"), _("%(number)s times; %(older)s older rungs on record beside") % said if told else _("never")),
            (_("First and last"), " – ".join(chain.shown(instant) for instant in (min(instants), max(instants))) if told else "–"),
            (_("Opened in the application"), _("%(opened)s of %(people)s people") % {"opened": len(opened), "people": len(people)}),
            (
                _("Mails"),
                _(
                    "%(sent)s taken by the mail server, %(failed)s refused, %(unsure)s perhaps sent, %(waits)s waiting, %(needless)s needless"
                )
                % {"sent": how["sent"], "failed": how["failed"], "unsure": how["unsure"], "waits": waits, "needless": how["cancelled"]},
            ),
            (_("Urging slips sent"), ", ".join(f"{slip.number} ({slip.get_colour_display()})" for slip in slips) or _("none")),
            (_("Days without anybody to tell"), self.days_missed or _("none")),
        ]

    @property
    def days_missed(self):
        """How many of them there are, as words; or ''."""
        number = sum(len(days) for days in self.nobody_there.values())
        return ngettext("%(number)s day", "%(number)s days", number) % {"number": number} if number else ""
