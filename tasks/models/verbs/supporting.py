"""What supporting units owe: told of, reported done, sent back by the lead, passed on to a successor."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from tasks.models.log import Logged, need_reason
from tasks.models.part import Part
from tasks.models.verbs.working import need_words
from units.landing import at_field
from units.models import Unit


class Supporting(Logged):
    class Meta:
        abstract = True

    @transaction.atomic
    def support(
        self, *, by, seen, key, now, part, happened_on, text, is_done=False, on_behalf_of=None, channel="", obstacles="", next_step="", evidence=()
    ):  # fmt: skip
        """A supporting unit (or the office for it) writes what it did, and whether its part is done with that. part: its primary key."""
        part = self._part(part)
        if made := self._open("support", by=by, seen=seen, key=key, now=now, on_behalf_of=on_behalf_of, happened_on=happened_on, part=part):
            return made
        need_words(text)
        told = {"by": by, "now": now, "key": key, "happened_on": happened_on, "on_behalf_of": on_behalf_of, "evidence": evidence}
        said = {"text": text, "channel": channel, "obstacles": obstacles, "next_step": next_step}
        return self._write_part(Entry.Kind.SUPPORT, part, told, said, unit_id=part.unit_id, done_on=happened_on if is_done else None)

    @transaction.atomic
    def return_part(self, *, by, seen, key, now, part, text):
        """The lead's head (or the office) sends a part back that was reported done, with the reason."""
        part = self._part(part)
        if made := self._open("return_part", by=by, seen=seen, key=key, now=now, part=part):
            return made
        need_reason(text)
        if part.done_on is None:
            raise ValidationError(_("This part was not reported done."), code="part")
        told = {"by": by, "now": now, "key": key}
        return self._write_part(Entry.Kind.RETURN_PART, part, told, {"text": text}, unit_id=part.unit_id, done_on=None)

    @transaction.atomic
    def pass_part(self, *, by, seen, key, now, part, text, unit):
        """The office (or the clock, for a succession decided before) gives a part to another unit, with the reason."""
        part = self._part(part)
        if made := self._open("pass_part", by=by, seen=seen, key=key, now=now, part=part):
            return made
        need_reason(text)
        if not unit.holds(self._day(now)) or not unit.path.startswith(self.committee.path) or unit.pk == part.unit_id:
            raise at_field("unit", _("Choose a unit of this committee that there is today."), "unit")
        Unit.mark_in_use([unit.pk])
        told = {"by": by, "now": now, "key": key}
        return self._write_part(Entry.Kind.PASS_PART, part, told, {"text": text}, unit_id=unit.pk, done_on=part.done_on)

    def _part(self, pk):
        """The part, as it stands. Raises ValidationError where it is none of this assignment."""
        part = self.parts.select_related("unit").filter(pk=pk).first()
        if part is None:
            raise ValidationError(_("There is no such part in this work."), code="part")
        return part

    def _write_part(self, kind, part, told, said, *, unit_id, done_on):
        said = {**said, "part": part, "part_unit_id": unit_id, "part_done_on": done_on}
        entry = self._write(kind, **told, said=said)
        Part.objects.filter(pk=part.pk).update(unit=unit_id, done_on=done_on)
        return entry
