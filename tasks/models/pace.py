import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks.models.task import Task
from units.landing import at_field

MOST_RUNGS, FARTHEST = 8, 120
WAITS = ("unreceived", "silent", "unverified", "undecided", "undated", "answer")


def numbers_of(text):
    """'15, 7, 3' as a list of numbers. Raises ValueError for anything else."""
    return [int(word) for word in re.split(r"[,;\s]+", text.strip()) if word]


class Pace(models.Model):
    """How tasks of one rhythm are reminded of and urged: the ladder of a date, and how long each thing may wait. All in working days.

    A change holds for what was not told yet; what is on record stays. Source: design, section 5; README, 'How people are reminded'.
    """

    cadence = models.CharField(_("rhythm"), max_length=11, choices=Task.Cadence, unique=True)
    before = models.CharField(
        _("days before the date"), max_length=60, default="15, 7, 3, 1", blank=True, help_text=_("Working days, with commas between")
    )
    after = models.CharField(
        _("days after the date"), max_length=60, default="1, 3, 7", blank=True, help_text=_("Working days, with commas between")
    )
    weekly = models.BooleanField(_("then every week"), default=True)
    unreceived = models.PositiveSmallIntegerField(_("not received after"), default=3)
    silent = models.PositiveSmallIntegerField(_("sent back and silent after"), default=3)
    unverified = models.PositiveSmallIntegerField(_("not verified after"), default=3)
    undecided = models.PositiveSmallIntegerField(_("a request undecided after"), default=2)
    undated = models.PositiveSmallIntegerField(_("without a date after"), default=5)
    blue = models.PositiveSmallIntegerField(
        _("blue slip after"), null=True, blank=True, default=5, help_text=_("Late and silent for so many days; empty: no slips")
    )
    answer = models.PositiveSmallIntegerField(
        _("days to answer a slip"), default=3, help_text=_("An answer that does not come by then makes the next colour due")
    )

    class Meta:
        verbose_name = _("pace of reminders")
        verbose_name_plural = _("pace of reminders")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(blue=None) | Q(blue__gte=1),
                name="pace_blue_from_1",
                violation_error_message=_("Give at least one day."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 1}),
                    name=f"pace_{name}_from_1",
                    violation_error_message=_("Give at least one day."),
                )
                for name in WAITS
            ),
        ]

    def __str__(self):
        return self.get_cadence_display()

    def clean(self):
        """Refuses what is no list of days: 1 to 120, at most eight, each once; it is stored in order, the farthest first before the date.

        Nothing waits longer than 120 working days either.
        """
        super().clean()
        for field, first in (("before", "farthest"), ("after", "nearest")):
            try:
                days = numbers_of(getattr(self, field) or "")
            except ValueError:
                raise at_field(field, _("Write days as numbers with commas between, such as 7, 3, 1."), "numbers") from None
            if len(days) > MOST_RUNGS or len(set(days)) < len(days) or not all(1 <= day <= FARTHEST for day in days):
                raise at_field(field, _("At most eight different numbers from 1 to 120."), "rungs")
            setattr(self, field, ", ".join(str(day) for day in sorted(days, reverse=first == "farthest")))
        if too_long := [field for field in (*WAITS, "blue") if (getattr(self, field) or 0) > FARTHEST]:
            most = ValidationError(_("At most 120 working days."), code="farthest")
            raise ValidationError(dict.fromkeys(too_long, most))

    @property
    def days_before(self):
        """The rungs before a date, the farthest first."""
        return numbers_of(self.before)

    @property
    def days_after(self):
        """The rungs after a date, the nearest first."""
        return numbers_of(self.after)

    @property
    def ladder(self):
        """The rungs at a glance: '−15, −7, −3, −1, 0, +1, +3, +7', with a word where it goes on every week."""
        rungs = [*(f"−{days}" for days in self.days_before), "0", *(f"+{days}" for days in self.days_after)]
        return ", ".join([*rungs, *([str(_("then every week"))] if self.weekly else [])])

    @property
    def told(self):
        """All that it sets, but for the rhythm: equal for rhythms that are reminded of alike."""
        return tuple(getattr(self, field.attname) for field in self._meta.concrete_fields if field.name not in ("id", "cadence"))

    @classmethod
    def by_cadence(cls):
        """{cadence: its pace}; where none is on record, the default. 1 query."""
        return {**{cadence: cls(cadence=cadence) for cadence in Task.Cadence.values}, **{pace.cadence: pace for pace in cls.objects.all()}}
