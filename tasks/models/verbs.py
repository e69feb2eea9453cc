"""What may be done to an assignment."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from tasks.models.evidence import Evidence
from tasks.models.log import Logged, clean_decimal, clean_text
from tasks.models.stands import State
from units.landing import at_field
from units.periods import local_day

MOST = 10**12  # what the columns hold


class Verbs(Logged):
    """Each verb is one transaction and leaves one entry.

    Common arguments: ``by`` who does it; ``on_behalf_of`` the unit for which the office writes; ``seen`` the number of the last entry that
    ``by`` had before their eyes; ``key`` the one-time key of the form (the same key again returns the entry already made); ``now`` an aware
    instant; ``happened_on`` the day it tells of; ``evidence`` Papers and stored files. Source of states and rules: README, 'The life of an
    assignment'.
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def receive(self, *, by, seen, key, now):
        """The unit has it and begins."""
        today = local_day(now)
        if made := self._open("receive", by=by, on_behalf_of=None, seen=seen, key=key, now=now, happened_on=today):
            return made
        self._require(State.ASSIGNED)
        return self._write(Entry.Kind.RECEIVE, by=by, now=now, key=key, happened_on=today, state=State.IN_PROGRESS)

    @transaction.atomic
    def log(
        self, *, by, seen, key, now, happened_on, text, on_behalf_of=None, channel="", percent=None, figure=None, figure_out_of=None,
        obstacles="", next_step="", evidence=(),
    ):  # fmt: skip
        """Write down news. It never closes the work; work only assigned counts as received by it; submitted work stays submitted."""
        opened = {"by": by, "on_behalf_of": on_behalf_of, "seen": seen, "key": key, "now": now, "happened_on": happened_on}
        if made := self._open("log", **opened):
            return made
        self._require(State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED)
        after = self._figures(percent, figure, figure_out_of)
        if self.state == State.ASSIGNED:
            after["state"] = State.IN_PROGRESS
        said = {
            "text": text,
            "channel": channel,
            "obstacles": obstacles,
            "next_step": next_step,
            "figure": figure,
            "figure_out_of": figure_out_of,
        }
        return self._write(
            Entry.Kind.LOG,
            by=by,
            now=now,
            key=key,
            happened_on=happened_on,
            on_behalf_of=on_behalf_of,
            evidence=evidence,
            said=said,
            **after,
        )

    @transaction.atomic
    def submit(
        self, *, by, seen, key, now, happened_on, text, on_behalf_of=None, channel="", figure=None, figure_out_of=None,
        obstacles="", next_step="", evidence=(),
    ):  # fmt: skip
        """Report the work as done; the clock stops here.

        Raises ValidationError where the task needs evidence and neither this nor an earlier entry brings any.
        """
        opened = {"by": by, "on_behalf_of": on_behalf_of, "seen": seen, "key": key, "now": now, "happened_on": happened_on}
        if made := self._open("submit", **opened):
            return made
        self._require(State.ASSIGNED, State.IN_PROGRESS)
        if self.task.evidence_required and not (evidence or Evidence.objects.filter(entry__assignment=self).exists()):
            raise ValidationError(_("This task needs evidence: attach a file, or give the number and date of a paper."), code="evidence")
        after = self._figures(None, figure, figure_out_of)
        if self.task.target is None:
            after["percent"] = 100
        said = {
            "text": text,
            "channel": channel,
            "obstacles": obstacles,
            "next_step": next_step,
            "figure": figure,
            "figure_out_of": figure_out_of,
        }
        after.update(state=State.SUBMITTED, done_on=happened_on)
        return self._write(
            Entry.Kind.SUBMIT,
            by=by,
            now=now,
            key=key,
            happened_on=happened_on,
            on_behalf_of=on_behalf_of,
            evidence=evidence,
            said=said,
            **after,
        )

    @transaction.atomic
    def verify(self, *, by, seen, key, now, text=""):
        """Confirm that the work is done, having seen this version of it."""
        today = local_day(now)
        if made := self._open("verify", by=by, on_behalf_of=None, seen=seen, key=key, now=now, happened_on=today):
            return made
        self._require(State.SUBMITTED)
        after = {"state": State.VERIFIED, "settled_on": local_day(max(now, self.changed_at))}
        return self._write(Entry.Kind.VERIFY, by=by, now=now, key=key, happened_on=today, said={"text": text}, **after)

    @transaction.atomic
    def send_back(self, *, by, seen, key, now, text):
        """Return what was reported as done, with the reason; the clock runs on."""
        today = local_day(now)
        if made := self._open("send_back", by=by, on_behalf_of=None, seen=seen, key=key, now=now, happened_on=today):
            return made
        self._require(State.SUBMITTED)
        need_reason(text)
        return self._write(
            Entry.Kind.SEND_BACK, by=by, now=now, key=key, happened_on=today, said={"text": text}, state=State.IN_PROGRESS, done_on=None
        )

    @transaction.atomic
    def withdraw(self, *, by, seen, key, now, text):
        """Take the work back from the unit, with the reason. It leaves every total and stays in the log."""
        today = local_day(now)
        if made := self._open("withdraw", by=by, on_behalf_of=None, seen=seen, key=key, now=now, happened_on=today):
            return made
        self._require(State.ASSIGNED, State.IN_PROGRESS, State.DECLINED, State.SUBMITTED)
        need_reason(text)
        after = {"state": State.WITHDRAWN, "settled_on": local_day(max(now, self.changed_at))}
        return self._write(Entry.Kind.WITHDRAW, by=by, now=now, key=key, happened_on=today, said={"text": text}, **after)

    def _figures(self, percent, figure, figure_out_of):
        """What a reported figure or a typed percent makes of value, out_of and percent.

        Raises ValidationError for a percent over 100, a figure where nothing is counted, a share without its whole or larger than it.
        """
        task, after = self.task, {}
        figure, figure_out_of = clean_decimal(figure), clean_decimal(figure_out_of)
        if figure is not None:
            if not task.measure:
                raise at_field("figure", _("Nothing is counted in this task."), "measure")
            if figure < 0:
                raise at_field("figure", _("A figure is not below 0."), "negative")
            if task.is_share and (figure_out_of is None or figure_out_of <= 0 or figure > figure_out_of):
                raise at_field("figure_out_of", _("Give the whole; the part cannot be more than it."), "share")
            adds = task.adds_up and self.value is not None
            after["value"] = figure + self.value if adds else figure
            if max(after["value"], (figure_out_of or 0) + (self.out_of or 0)) >= MOST:
                raise at_field("figure", _("This figure is too large."), "large")
            if task.is_share:
                after["out_of"] = figure_out_of + self.out_of if adds else figure_out_of
            if task.target is not None:
                reached = after["value"] * 100 / after["out_of"] if task.is_share else after["value"]
                after["percent"] = min(100, int(reached * 100 / task.target))
        if percent is not None and task.target is None:
            if not 0 <= percent <= 100:
                raise at_field("percent", _("A percentage lies between 0 and 100."), "percent")
            after["percent"] = percent
        return after


def need_reason(text):
    """Raises ValidationError where the reason is left out."""
    if not clean_text(text):
        raise at_field("text", _("Give the reason."), "reason")
