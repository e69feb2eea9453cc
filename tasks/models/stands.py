"""How an assignment stands: the columns that an entry and the assignment's copy share."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks.models.standing import in_sql, standing


class State(models.TextChoices):
    """The way of the work. Lateness is no state."""

    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Waiting for verification")
    VERIFIED = "verified", _("Verified")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (State.ASSIGNED, State.IN_PROGRESS)
SETTLED = (State.VERIFIED, State.WITHDRAWN)


class StandsQuerySet(models.QuerySet):
    """Questions that today's rows and the last entries of a past day answer alike."""

    def open(self):
        """Assigned or in progress: the clock runs."""
        return self.filter(state__in=OPEN)

    def overdue(self, *, on):
        """Open, with a date before the day ``on``. The SQL twin of ``standing``."""
        return self.open().filter(due_on__lt=on)

    def undated(self):
        """Open, without a date yet."""
        return self.open().filter(due_on=None)

    def with_standing(self, *, on):
        """Annotates ``standing_now``, so that lists can filter and sort by it."""
        return self.annotate(standing_now=in_sql(on))


class Stands(models.Model):
    """The nine columns of a standing. ``unit`` and ``person`` may pass on; ``settled_on`` is the day it was recorded as verified or withdrawn."""

    FIELDS = ("state", "percent", "value", "out_of", "due_on", "done_on", "settled_on", "unit_id", "person_id")

    state = models.CharField(_("state"), max_length=11, choices=State)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    out_of = models.DecimalField(_("out of"), max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="%(class)s_set", verbose_name=_("unit"))
    person = models.ForeignKey("units.Appointment", models.PROTECT, null=True, blank=True, related_name="%(class)s_set")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="%(class)s_percent_to_100"),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=False, state__in=SETTLED) | (Q(settled_on=None) & ~Q(state__in=SETTLED)),
                name="%(class)s_settled_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(state__in=OPEN),
                name="%(class)s_open_is_not_done",
            ),
        ]

    @property
    def stands(self):
        """The nine as a dict, as stored."""
        return {field: getattr(self, field) for field in self.FIELDS}

    def standing(self, *, on):
        """In time, due soon, overdue, on time or late, on that day."""
        return standing(self.due_on, self.done_on, on=on)
