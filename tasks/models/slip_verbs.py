"""What people do with an urging slip: the office sends or postpones it, the unit receives it."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tasks.models.assignment import Assignment
from tasks.models.calendar import Calendar
from tasks.models.log import clean_text, need_reason
from tasks.models.pace import Pace
from tasks.models.reminding import Notice
from tasks.models.slip_printed import issue, papers
from units.landing import at_field, refuse_year
from units.models import Appointment, Installation
from units.periods import local_day

Role = Appointment.Role


class SlipRefused(Exception):
    """What is asked no longer fits how the slip stands: answered 409."""

    def __init__(self, slip):
        super().__init__(slip.code)
        self.slip = slip


class SlipVerbs(models.Model):
    """The verbs of a slip. Locks are taken in one order everywhere: the installation, the assignments by pk, then slips."""

    class Meta:
        abstract = True

    def may_be_sent_by(self, user, *, on):
        """Whether this person works in the committee's office on that day: they send or postpone its slips."""
        return self.committee_id in user.committees(on=on, roles=[Role.OFFICE])

    def may_be_received_by(self, user, *, on):
        """Whether it was sent to them: to the person, or to the unit (or the one in whose place theirs stands) of whose people they are."""
        posts = user.posts(on=on)
        if self.person_id:
            return any(post.pk == self.person_id for post in posts)
        units = {self.unit_id, self.unit.in_its_place.pk}
        return any(post.unit_id in units and post.role in Appointment.UNIT_ROLES for post in posts)

    def send(self, *, by, now):
        """Send it under this person's name: with a number, a limit and all that the paper says. Sent twice by the same person it is sent once.

        Lines whose unit has spoken meanwhile are left out; where none is left the slip is needless, stays so, and SlipRefused is raised, as it
        is for one that somebody else sent. No red goes out without an unanswered yellow, nor yellow without blue. Raises PermissionDenied for
        whoever is not of the committee's office.
        """
        if not self._send(by=by, now=now):
            raise SlipRefused(self)

    @transaction.atomic
    def _send(self, *, by, now):
        self._open(by=by, now=now)
        if self.state not in self.WAITING:
            return self.state == self.State.SENT and self.issued_by_id == by.pk
        paces = Pace.by_cadence()
        self.lines.kept().needless(paces, on=local_day(now)).update(dropped_at=now)
        lines = list(self.lines.kept().for_papers())
        if lines:
            issue([self], {self.pk: lines}, by=by, now=now, calendar=Calendar.current(), paces=paces)
        else:
            self.state, self.postponed_until = self.State.NEEDLESS, None
            self.save(update_fields=["state", "postponed_until"])
        return bool(lines)

    @transaction.atomic
    def postpone(self, *, by, until, reason, now):
        """Do not send it yet: it is proposed again on a later working day. The reason stays on record. The same twice is written once.

        Raises PermissionDenied, SlipRefused for what was sent, is needless or blue (which goes by itself), ValidationError for a day that is
        no working day after today, or without a reason.
        """
        need_reason(reason)
        self._open(by=by, now=now)
        if self.state not in self.WAITING or self.colour == self.Colour.BLUE:
            raise SlipRefused(self)
        refuse_year("until", until)
        if until <= local_day(now):
            raise at_field("until", _("Choose a day after today."), "past")
        if not Calendar.current().is_working(until):
            raise at_field("until", _("Nobody works on that day; choose a working day."), "day_off")
        last, said = self.postponements.last(), {"until": until, "reason": clean_text(reason), "by": by}
        if self.state == self.State.POSTPONED and last and all(getattr(last, name) == value for name, value in said.items()):
            return last
        self.state, self.postponed_until = self.State.POSTPONED, until
        self.save(update_fields=["state", "postponed_until"])
        return self.postponements.create(at=now, **said)

    def receive(self, *, by, now):
        """The unit's head or member, or the person, confirms that it arrived. The first receipt stays, whoever confirms again.

        Raises PermissionDenied for whoever it was not sent to, SlipRefused for what was not sent.
        """
        if not self.may_be_received_by(by, on=local_day(now)):
            raise PermissionDenied
        sent = type(self).objects.filter(pk=self.pk, state=self.State.SENT)
        sent.filter(received_at=None).update(received_at=now, received_by=by)
        self.refresh_from_db(fields=["state", "received_at", "received_by"])
        if self.state != self.State.SENT:
            raise SlipRefused(self)

    def opened_by(self, user, *, now):
        """This person has opened its page: what they were told about it counts as opened, and as read."""
        unopened = Notice.objects.filter(recipient=user, slip=self.pk, opened_at=None)
        unopened.update(opened_at=now, read_at=Coalesce("read_at", now))

    def preview(self, *, now):
        """What its paper would say if it were sent now; of a sent slip what it says."""
        if self.state == self.State.SENT:
            return self.printed
        lines = list(self.lines.kept().silent().for_papers())
        return papers([self], {self.pk: lines}, now=now, calendar=Calendar.current())[self]

    def _open(self, *, by, now):
        """Lock the installation, the assignments on the slip, and the row; refresh this object from it."""
        Installation.objects.select_for_update().get(pk=Installation.this().pk)
        rows = Assignment.objects.filter(pk__in=self.lines.kept().values("assignment")).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))
        row = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(row, field.attname))
        if not self.may_be_sent_by(by, on=local_day(now)):
            raise PermissionDenied
