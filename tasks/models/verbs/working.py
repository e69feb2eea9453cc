"""The way of the work: received or declined, told of, reported done, verified or sent back, opened again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from tasks.models.evidence import Evidence
from tasks.models.log import clean_text, need_reason
from tasks.models.stands import State
from tasks.models.verbs.measuring import Measuring
from units.landing import at_field


class Working(Measuring):
    class Meta:
        abstract = True

    @transaction.atomic
    def receive(self, *, by, seen, key, now):
        """The unit has it and begins."""
        if made := self._open("receive", by=by, seen=seen, key=key, now=now):
            return made
        return self._write(Entry.Kind.RECEIVE, by=by, now=now, key=key, state=State.IN_PROGRESS)

    @transaction.atomic
    def decline(self, *, by, seen, key, now, text):
        """The unit returns it with the reason: it is not its work. The office insists, gives it to another unit, or withdraws it."""
        if made := self._open("decline", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        return self._write(Entry.Kind.DECLINE, by=by, now=now, key=key, said={"text": text}, state=State.DECLINED)

    @transaction.atomic
    def insist(self, *, by, seen, key, now, text):
        """The office gives it to the same unit again, with the reason."""
        if made := self._open("insist", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        return self._write(Entry.Kind.INSIST, by=by, now=now, key=key, said={"text": text}, state=State.ASSIGNED)

    @transaction.atomic
    def log(self, *, by, seen, key, now, happened_on, text, on_behalf_of=None, percent=None, evidence=(), **news):
        """Write down news. It never closes the work; work only assigned counts as received by it; submitted work stays submitted.

        news: figure, figure_out_of, obstacles, next_step, channel, each left out if there is none.
        """
        if made := self._open("log", by=by, seen=seen, key=key, now=now, on_behalf_of=on_behalf_of, happened_on=happened_on):
            return made
        need_words(text)
        after = self._measured(percent, news.get("figure"), news.get("figure_out_of"))
        if self.state == State.ASSIGNED:
            after["state"] = State.IN_PROGRESS
        said = {"text": text, "reported_percent": percent if self.task.target is None else None, **news}
        told = {"by": by, "now": now, "key": key, "happened_on": happened_on, "on_behalf_of": on_behalf_of, "evidence": evidence}
        return self._write(Entry.Kind.LOG, **told, said=said, **after)

    @transaction.atomic
    def submit(self, *, by, seen, key, now, happened_on, text, on_behalf_of=None, evidence=(), **news):
        """Report the work as done; the clock stops here. news: as in ``log``.

        Raises ValidationError where the task needs evidence and neither this nor an earlier entry brings any that still stands, or a
        required supporting part is missing.
        """
        if made := self._open("submit", by=by, seen=seen, key=key, now=now, on_behalf_of=on_behalf_of, happened_on=happened_on):
            return made
        need_words(text)
        if self.task.evidence_required and not (evidence or Evidence.objects.standing_for(self).exists()):
            raise ValidationError(_("This task needs evidence: attach a file, or give the number and date of a paper."), code="evidence")
        if missing := [part.unit.name for part in self.parts.select_related("unit") if part.is_missing]:
            raise ValidationError(
                _("Still missing from the supporting units: %(units)s."), code="parts", params={"units": "; ".join(missing)}
            )
        after = self._measured(None, news.get("figure"), news.get("figure_out_of"))
        if self.task.target is None:
            after["percent"] = 100
        after.update(state=State.SUBMITTED, done_on=happened_on)
        told = {"by": by, "now": now, "key": key, "happened_on": happened_on, "on_behalf_of": on_behalf_of, "evidence": evidence}
        return self._write(Entry.Kind.SUBMIT, **told, said={"text": text, **news}, **after)

    @transaction.atomic
    def verify(self, *, by, seen, key, now, text=""):
        """Confirm that the work is done, having seen this version of it."""
        if made := self._open("verify", by=by, seen=seen, key=key, now=now):
            return made
        after = {"state": State.VERIFIED, "settled_on": self._day(now)}
        return self._write(Entry.Kind.VERIFY, by=by, now=now, key=key, said={"text": text}, **after)

    @transaction.atomic
    def send_back(self, *, by, seen, key, now, text):
        """Return what was reported as done, with the reason; the clock runs on."""
        if made := self._open("send_back", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        return self._write(Entry.Kind.SEND_BACK, by=by, now=now, key=key, said={"text": text}, state=State.IN_PROGRESS, done_on=None)

    @transaction.atomic
    def add(self, *, by, seen, key, now, happened_on, text="", evidence=()):
        """The unit adds to verified work, by words or evidence: it waits for verification again, and the day it was done stays."""
        if made := self._open("add", by=by, seen=seen, key=key, now=now, happened_on=happened_on):
            return made
        if not (clean_text(text) or evidence):
            raise at_field("text", _("Write something, or attach a file."), "empty")
        told = {"by": by, "now": now, "key": key, "happened_on": happened_on, "evidence": evidence}
        return self._write(Entry.Kind.ADD, **told, said={"text": text}, state=State.SUBMITTED, settled_on=None)

    @transaction.atomic
    def reopen(self, *, by, seen, key, now, text):
        """Board or leader open verified work again, with the reason; the clock runs on."""
        if made := self._open("reopen", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        after = {"state": State.IN_PROGRESS, "done_on": None, "settled_on": None}
        return self._write(Entry.Kind.REOPEN, by=by, now=now, key=key, said={"text": text}, **after)


def need_words(text):
    """Raises ValidationError where nothing is said."""
    if not clean_text(text):
        raise at_field("text", _("Say what was done."), "empty")
