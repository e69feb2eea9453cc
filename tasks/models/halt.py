from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.dated import Dated
from units.landing import at_field

ONE_DAY = timedelta(days=1)


class Halt(Dated):
    """A task ends or is suspended from a day: no period begins in it. What was given before stays given.

    An open end is a suspension until someone lets it go on; ``is_final`` ends the task for good.
    """

    task = models.ForeignKey("tasks.Task", models.PROTECT, related_name="halts")
    is_final = models.BooleanField(default=False)
    reason = models.TextField(_("reason"))
    key = models.UUIDField(unique=True)
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")

    class Meta(Dated.Meta):
        verbose_name = _("halt")
        verbose_name_plural = _("halts")
        ordering = ["valid_from", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["task"], condition=Q(valid_until=None), name="halt_one_open"),
            models.CheckConstraint(condition=Q(is_final=False) | Q(valid_until=None), name="halt_final_stays"),
        ]

    def __str__(self):
        return f"{self.task}: {self.valid_from:%d/%m/%Y}"

    @transaction.atomic
    def go_on(self, *, by, on, today):
        """Periods open again from the day ``on``. Raises ValidationError for a day that has passed, or a task that has ended for good."""
        row = Halt.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.is_final or row.valid_until is not None:
            raise at_field("day", _("This task is not suspended."), "state")
        if on < today:
            raise at_field("day", _("This day has passed already."), "past")
        if on <= row.valid_from:
            raise at_field("day", _("Give a day after the one from which it is suspended."), "order")
        Halt.objects.filter(pk=row.pk).update(valid_until=on - ONE_DAY, ended_by=by)
