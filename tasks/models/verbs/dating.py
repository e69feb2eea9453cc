"""Dates: asked for, granted, refused, set."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from tasks.models.extension import Extension
from tasks.models.log import Logged, WrongState, need_reason
from units.landing import at_field, refuse_year


class Dating(Logged):
    class Meta:
        abstract = True

    @transaction.atomic
    def ask_time(self, *, by, seen, key, now, text, wanted_on):
        """The unit asks for a later date, with the reason. One asked after the date is marked late.

        Raises ValidationError where there is no date yet, a request is open already, or the date is no later one.
        """
        if made := self._open("ask_time", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        if self.due_on is None:
            raise ValidationError(_("This work has no date yet, so there is nothing to put off."), code="undated")
        if self.extensions.pending().exists():
            raise ValidationError(_("A request is open already: wait for the decision."), code="pending")
        self._refuse_day("wanted_on", wanted_on, today=self._day(now))
        entry = self._write(Entry.Kind.ASK_TIME, by=by, now=now, key=key, said={"text": text, "wanted_on": wanted_on})
        Extension.objects.create(assignment=self, asked=entry, due_before=self.due_on, wanted_on=wanted_on)
        return entry

    @transaction.atomic
    def grant(self, *, by, seen, key, now, due_on, text=""):
        """The decider gives time: until the day asked for, an earlier or a later one."""
        if made := self._open("grant", by=by, seen=seen, key=key, now=now):
            return made
        request, today = self._request(), self._day(now)
        self._refuse_day("due_on", due_on, today=today)
        if not self.may("grant", by, on=today, until=due_on):
            raise at_field("due_on", _("More than 10 working days, or a second time: a leader decides on that."), "leader")
        said = {"text": text, "about": request.asked}
        entry = self._write(Entry.Kind.GRANT, by=by, now=now, key=key, said=said, due_on=due_on)
        self._decide(request, entry, granted_on=due_on)
        return entry

    @transaction.atomic
    def refuse(self, *, by, seen, key, now, text):
        """The decider leaves the date as it is, with the reason."""
        if made := self._open("refuse", by=by, seen=seen, key=key, now=now):
            return made
        request = self._request()
        need_reason(text)
        entry = self._write(Entry.Kind.REFUSE, by=by, now=now, key=key, said={"text": text, "about": request.asked})
        self._decide(request, entry)
        return entry

    @transaction.atomic
    def reschedule(self, *, by, seen, key, now, due_on, text):
        """The office sets another date, with the reason; or the first one, where there was no date yet."""
        if made := self._open("reschedule", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        if due_on < self.period_start:
            raise at_field("due_on", _("The date lies before the start."), "order")
        if due_on == self.due_on:
            raise at_field("due_on", _("This is the date it has already."), "same")
        refuse_year("due_on", due_on)
        return self._write(Entry.Kind.RESCHEDULE, by=by, now=now, key=key, said={"text": text}, due_on=due_on)

    def _request(self):
        if request := self.extensions.pending().first():
            return request
        raise WrongState(self)

    def _decide(self, request, entry, granted_on=None):
        outcome = Extension.DECIDING[entry.kind]
        if not Extension.objects.pending().filter(pk=request.pk).update(outcome=outcome, decided=entry, granted_on=granted_on):
            raise PermissionDenied

    def _refuse_day(self, field, day, *, today):
        if day <= self.due_on:
            raise at_field(field, _("Give a later date than the one it has."), "order")
        if day < today:
            raise at_field(field, _("This day has passed already."), "past")
        refuse_year(field, day)
