import hashlib
from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from units.models import Installation
from units.periods import end_of_day, local_day, start_of_day

SETTLE = timedelta(minutes=5)


class SealQuerySet(models.QuerySet):
    """The daily anchors of the log."""

    def not_sealed(self, now):
        """``now``, or the first instant after the last sealed day where a clock was set back: a sealed day takes no more entries."""
        last = self.order_by("day").last()
        return max(now, start_of_day(last.day + timedelta(days=1))) if last else now

    @transaction.atomic
    def seal_until(self, now):
        """Seal each day not sealed yet, from the day after the last seal (or of the first entry) to yesterday. Returns how many.

        A day is sealed from 00:05 of the next: an entry stamped 23:59:59 may be stored a moment later. May run twice, at once, or
        after days of silence: who comes second waits for the installation's row and finds nothing left to seal.
        """
        Installation.objects.select_for_update().get(pk=Installation.this().pk)
        last = self.order_by("day").last()
        first = Entry.objects.order_by("recorded_at").values_list("recorded_at", flat=True).first()
        if not last and not first:
            return 0
        day = last.day + timedelta(days=1) if last else local_day(first)
        previous, seals = (last.hash if last else ""), []
        while day < local_day(now - SETTLE):
            count, previous = Seal.of(day, previous)
            seals.append(Seal(day=day, entries=count, hash=previous, made_at=now))
            day += timedelta(days=1)
        return len(self.bulk_create(seals))


class Seal(models.Model):
    """The anchor of one day: over the seal before it, the day, and the hashes of that day's entries in their order.

    It protects only where it also lies elsewhere: it is printed on reports.
    """

    day = models.DateField(_("day"), unique=True)
    entries = models.PositiveIntegerField(_("entries"))
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day}: {self.hash[:16]}"

    @staticmethod
    def of(day, previous):
        """Count and hash of a day, given the hash of the seal before ('' for the first)."""
        hashes = list(
            Entry.objects.filter(recorded_at__gte=start_of_day(day), recorded_at__lte=end_of_day(day))
            .order_by("pk")
            .values_list("hash", flat=True)
        )
        return len(hashes), hashlib.sha256("\n".join([previous, day.isoformat(), str(len(hashes)), *hashes]).encode()).hexdigest()
