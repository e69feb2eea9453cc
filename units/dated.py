"""What holds from a day to a day: units, appointments, portfolios."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.landing import at_field


class DatedQuerySet(models.QuerySet):
    """Rows that hold from ``valid_from`` to ``valid_until``, both days included; no end is open."""

    def valid(self, *, on):
        """Those that hold on the day ``on``."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)


class Dated(models.Model):
    """Two days, of which the second may be open."""

    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def holds(self, on):
        """Whether the day lies within: ``valid`` for a row at hand."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def clean(self):
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise at_field("valid_until", _("The end lies before the beginning."), "order")
