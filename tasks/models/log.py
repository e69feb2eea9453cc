"""The one way in which an assignment changes: one lock, one entry, one transaction."""

import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models.chain import FORMAT, digest
from tasks.models.entry import Entry
from tasks.models.evidence import Evidence, Paper
from tasks.models.extension import Extension
from tasks.models.seal import Seal
from tasks.models.table import FROM
from units.landing import at_field
from units.periods import local_day


class Refused(Exception):
    """A change that no longer fits how the assignment stands: answered 409."""

    def __init__(self, assignment):
        super().__init__(assignment.code)
        self.assignment = assignment


class Conflict(Refused):
    """Another entry came after the one that was seen."""


class WrongState(Refused):
    """The assignment's state does not allow this."""


def clean_text(text):
    """As the database keeps it: NFC, without NUL marks (PostgreSQL takes none), without blanks around it."""
    return unicodedata.normalize("NFC", text or "").replace("\0", "").strip()


def clean_decimal(value):
    """At the column's scale, half up; None stays None."""
    return None if value is None else Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def need_reason(text):
    """Raises ValidationError where the reason is left out."""
    if not clean_text(text):
        raise at_field("text", _("Give the reason."), "reason")


def as_it_is(value):
    return value


CLEAN = {
    **dict.fromkeys(["text", "obstacles", "next_step", "channel"], clean_text),
    **dict.fromkeys(["figure", "figure_out_of"], clean_decimal),
}


class Logged(models.Model):
    """An assignment's log, seen from the assignment."""

    class Meta:
        abstract = True

    def _instant(self, now):
        """When a deed is recorded: no earlier than the entry before it, and in no sealed day. Under the row's lock."""
        return Seal.objects.not_sealed(max(now, self.changed_at))

    def _day(self, now):
        """The day on which a deed is recorded: the today of every rule."""
        return local_day(self._instant(now))

    def _open(self, verb, *, by, seen, key, now, on_behalf_of=None, happened_on=None, about=None, part=None):
        """Lock the row, refresh this object from it, and see whether ``verb`` may go on.

        Returns the entry already made with this key, or None. ``happened_on`` None is the day itself; ``by`` None is the clock. Raises
        PermissionDenied if ``by`` may not, Conflict if the log has grown past ``seen``, WrongState if the state does not allow it,
        ValidationError if ``happened_on`` lies outside the assignment's start and today.
        """
        row = type(self).objects.select_for_update().get(pk=self.pk)
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(row, field.attname))
        made = Entry.objects.filter(key=key).first()
        if made and (made.assignment_id, made.by_id) == (self.pk, by and by.pk):
            return made
        today = self._day(now)
        if made or not (by is None or self.may(verb, by, on=today, on_behalf_of=on_behalf_of, about=about or part)):
            raise PermissionDenied
        if seen != self.number:
            raise Conflict(self)
        if self.state not in FROM[verb]:
            raise WrongState(self)
        happened_on = happened_on or today
        if happened_on > today:
            raise at_field("happened_on", _("This day has not come yet."), "future")
        if happened_on < self.period_start:
            began = f"{self.period_start:%d/%m/%Y}"
            raise at_field("happened_on", _("The work began on %(day)s; this day lies before it."), "before", day=began)
        return None

    def _write(self, kind, *, by, now, key, happened_on=None, on_behalf_of=None, evidence=(), said=None, **after):
        """Append one entry and bring the row's copy up to it. ``after``: what changes of the standing; ``said``: the entry's own fields.

        An open request for time that this makes needless is closed by it.
        """
        said = {name: CLEAN.get(name, as_it_is)(value) for name, value in (said or {}).items()}
        channel = said.pop("channel", None) or Entry.Channel.HERE
        now = self._instant(now)
        stands = {**self.stands, **after}
        stands.update({name: clean_decimal(stands[name]) for name in ("value", "out_of")})
        entry = Entry(
            assignment=self,
            number=self.number + 1,
            key=key,
            kind=kind,
            by=by,
            on_behalf_of=on_behalf_of,
            channel=channel,
            happened_on=happened_on or local_day(now),
            recorded_at=now,
            format=FORMAT,
            **said,
            **stands,
        )
        rows = [evidence_row(entry, position, item) for position, item in enumerate(evidence, start=1)]
        entry.hash = digest(entry, rows, previous=self.head)
        entry.save(force_insert=True)
        for row in rows:
            row.entry = entry
        Evidence.objects.bulk_create(rows)
        copy = {**stands, "number": entry.number, "head": entry.hash, "changed_at": entry.recorded_at}
        type(self).objects.filter(pk=self.pk).update(**copy)
        for name, value in copy.items():
            setattr(self, name, value)
        if kind in Extension.LAPSING:
            self.extensions.pending().update(outcome=Extension.Outcome.LAPSED, decided=entry)
        return entry


def evidence_row(entry, position, item):
    """A Paper, or a file that was stored already (``tasks.files.Stored``), as a row of evidence, not saved."""
    if isinstance(item, Paper):
        return Evidence(
            position=position, paper_number=clean_text(item.number)[:60], paper_date=item.date, paper_issuer=clean_text(item.issuer)[:200]
        )
    return Evidence(position=position, file=item.file, name=item.name, content_type=item.content_type, size=item.size, sha256=item.sha256)
