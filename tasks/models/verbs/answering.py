"""What is said about the work, by those above it and by the unit in answer. None of it moves how the work stands."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from tasks.models.log import Logged, clean_text, need_reason
from units.landing import at_field


class Answering(Logged):
    class Meta:
        abstract = True

    @transaction.atomic
    def urge(self, *, by, seen, key, now, text):
        """Board or office urge the unit."""
        if made := self._open("urge", by=by, seen=seen, key=key, now=now):
            return made
        if not clean_text(text):
            raise at_field("text", _("Write what you want of the unit."), "empty")
        return self._write(Entry.Kind.URGE, by=by, now=now, key=key, said={"text": text})

    @transaction.atomic
    def remark(self, *, by, seen, key, now, text, wanted_on=None):
        """A leader's word. wanted_on: until when an answer is wanted, or None."""
        if made := self._open("remark", by=by, seen=seen, key=key, now=now):
            return made
        if not clean_text(text):
            raise at_field("text", _("Write your remark."), "empty")
        if wanted_on and wanted_on < self._day(now):
            raise at_field("wanted_on", _("This day has passed already."), "past")
        return self._write(Entry.Kind.REMARK, by=by, now=now, key=key, said={"text": text, "wanted_on": wanted_on})

    @transaction.atomic
    def answer(self, *, by, seen, key, now, about, text, on_behalf_of=None, channel=""):
        """The unit answers a remark, or an urging."""
        remark = self._entry(about, Entry.Kind.REMARK, Entry.Kind.URGE)
        if made := self._open("answer", by=by, seen=seen, key=key, now=now, on_behalf_of=on_behalf_of, about=remark):
            return made
        if not clean_text(text):
            raise at_field("text", _("Write your answer."), "empty")
        said = {"text": text, "about": remark, "channel": channel}
        return self._write(Entry.Kind.ANSWER, by=by, now=now, key=key, on_behalf_of=on_behalf_of, said=said)

    @transaction.atomic
    def confirm(self, *, by, seen, key, now, about, text=""):
        """The unit says that what the office wrote for it is right."""
        return self._judge(Entry.Kind.CONFIRM, by=by, seen=seen, key=key, now=now, about=about, text=text)

    @transaction.atomic
    def object(self, *, by, seen, key, now, about, text):
        """The unit says that what the office wrote for it is not right, and what is."""
        return self._judge(Entry.Kind.OBJECT, by=by, seen=seen, key=key, now=now, about=about, text=text)

    def _judge(self, kind, *, about, text, **told):
        written = self._entry(about)
        if made := self._open(kind.value, about=written, **told):
            return made
        if kind == Entry.Kind.OBJECT:
            need_reason(text)
        if not written.on_behalf_of_id:
            raise ValidationError(_("The unit wrote this itself."), code="own")
        if written.on_behalf_of_id != self.unit_id:
            raise ValidationError(_("This was written for another unit."), code="another")
        if written.answers.filter(kind__in=(Entry.Kind.CONFIRM, Entry.Kind.OBJECT)).exists():
            raise ValidationError(_("The unit has said already whether this is right."), code="judged")
        return self._write(kind, by=told["by"], now=told["now"], key=told["key"], said={"text": text, "about": written})

    def _entry(self, number, *kinds):
        """The entry of this assignment with that number. Raises ValidationError if there is none, or it is of no such kind."""
        entry = self.entries.filter(number=number).first()
        if entry is None or (kinds and entry.kind not in kinds):
            raise ValidationError(_("There is no such entry in this log."), code="about")
        return entry
