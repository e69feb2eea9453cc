"""Nothing in the log is changed: a new entry says what an earlier one should have said, or takes a file back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from tasks.models.evidence import Evidence
from tasks.models.log import clean_decimal, clean_text, need_reason
from tasks.models.stands import State
from tasks.models.verbs.answering import Answering
from tasks.models.verbs.measuring import Measuring
from tasks.models.verbs.working import need_words


class Correcting(Measuring):
    class Meta:
        abstract = True

    @transaction.atomic
    def correct(self, *, by, seen, key, now, about, happened_on, text, percent=None, figure=None, figure_out_of=None):
        """Restate text, figure, percent and day of one entry, all of them as they should read.

        It moves the standing only where no later entry set that field; what adds up moves by the difference. The day of a report that the
        work is done moves ``done_on``. Raises ValidationError if nothing differs, or the entry is none that can be corrected.
        """
        wrong = Answering._entry(self, about, *Entry.CORRECTED)
        told = {"by": by, "now": now, "key": key, "happened_on": happened_on}
        if made := self._open("correct", seen=seen, about=wrong, **told):
            return made
        need_words(text)
        was = wrong.as_corrected()
        percent = percent if self.task.target is None and wrong.kind == Entry.Kind.LOG else None
        figure, figure_out_of = clean_decimal(figure), clean_decimal(figure_out_of)
        reads = {"happened_on": happened_on, "text": clean_text(text), "percent": percent, "figure": figure, "figure_out_of": figure_out_of}
        if reads == restated(wrong):
            raise ValidationError(_("Nothing differs from what stands there."), code="same")
        after = self._moved(wrong, was, percent, figure, figure_out_of)
        if wrong.kind == Entry.Kind.SUBMIT and self.state == State.SUBMITTED and wrong == self._last(Entry.Kind.SUBMIT):
            after["done_on"] = happened_on
        said = {"text": text, "reported_percent": percent, "figure": figure, "figure_out_of": figure_out_of}
        said |= {"about": wrong, "channel": wrong.channel}
        return self._write(Entry.Kind.CORRECT, **told, on_behalf_of=wrong.on_behalf_of, said=said, **after)

    def _moved(self, wrong, was, percent, figure, figure_out_of):
        """What of the standing a correction moves. Raises ValidationError as ``_measured``."""
        if was.figure is not None and figure is None:
            raise ValidationError(_("A figure is corrected by another figure: write 0 if there was none."), code="figure")
        instead_of = (was.figure, was.figure_out_of)
        if self.task.adds_up and was.figure is None:
            instead_of = (None, None)
        after = self._measured(percent, figure, figure_out_of, instead_of=instead_of)
        later = self.entries.filter(number__gt=wrong.number).exclude(kind=Entry.Kind.CORRECT, about__number__lte=wrong.number)
        if not self.task.adds_up and any(entry.figure is not None for entry in later):
            for name in ("value", "out_of", *(["percent"] if self.task.target is not None else [])):
                after.pop(name, None)
        if self.task.target is None and any(sets_percent(entry) for entry in later):
            after.pop("percent", None)
        return after

    def _last(self, kind):
        return self.entries.filter(kind=kind).order_by("-number").first()

    @transaction.atomic
    def retract(self, *, by, seen, key, now, item, text):
        """Take a file or paper back, with the reason: it stays in the log, marked, and counts as evidence no longer.

        item: its primary key. Raises ValidationError if it is not of this log or was taken back already.
        """
        item = Evidence.objects.select_related("entry").filter(pk=item, entry__assignment=self).first()
        if item is None:
            raise ValidationError(_("There is no such entry in this log."), code="about")
        if made := self._open("retract", by=by, seen=seen, key=key, now=now, about=item.entry):
            return made
        need_reason(text)
        if item.retractions.exists():
            raise ValidationError(_("This was taken back already."), code="retracted")
        told = {"by": by, "now": now, "key": key, "on_behalf_of": item.entry.on_behalf_of}
        return self._write(Entry.Kind.RETRACT, **told, said={"text": text, "about": item.entry, "retracted": item})


def restated(entry):
    """What an entry says, by its last correction: as the arguments of ``correct``. 1 query."""
    now = entry.as_corrected()
    percent = now.reported_percent
    if percent is None and now.format == 1 and now.kind == Entry.Kind.LOG and entry.assignment.task.target is None:
        percent = now.percent
    return {name: getattr(now, name) for name in ("happened_on", "text", "figure", "figure_out_of")} | {"percent": percent}


def sets_percent(entry):
    """Whether an entry says how far the work is (before format 2 the percent itself was not kept, and news is taken to have said it)."""
    said = entry.reported_percent is not None or (entry.format == 1 and entry.kind == Entry.Kind.LOG)
    return said or entry.kind == Entry.Kind.SUBMIT
