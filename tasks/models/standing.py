"""In time, due soon, overdue, done on time, done late: computed, never stored."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

SOON = timedelta(days=7)


class Standing(models.TextChoices):
    """How a date and a deed relate, on a day."""

    NO_DATE = "no_date", _("No date yet")
    IN_TIME = "in_time", _("In time")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    ON_TIME = "on_time", _("Done on time")
    LATE = "late", _("Done late")


def standing(due_on, done_on, *, on):
    """How something due on ``due_on`` and done on ``done_on`` (each a date or None) stands on the day ``on``.

    Due means by the end of that day: on the day itself it is due soon, not overdue. Done on the day is on time. What has no date is
    never late. ``SOON`` is 7 calendar days. The SQL twin is ``in_sql``; a test holds them equal.
    """
    if done_on is not None:
        return Standing.LATE if due_on is not None and done_on > due_on else Standing.ON_TIME
    if due_on is None:
        return Standing.NO_DATE
    if due_on < on:
        return Standing.OVERDUE
    return Standing.DUE_SOON if due_on <= on + SOON else Standing.IN_TIME


def in_sql(on):
    """The same as an expression over the columns ``due_on`` and ``done_on``."""
    return Case(
        When(done_on__gt=F("due_on"), then=Value(Standing.LATE)),
        When(done_on__isnull=False, then=Value(Standing.ON_TIME)),
        When(due_on__isnull=True, then=Value(Standing.NO_DATE)),
        When(due_on__lt=on, then=Value(Standing.OVERDUE)),
        When(due_on__lte=on + SOON, then=Value(Standing.DUE_SOON)),
        default=Value(Standing.IN_TIME),
        output_field=models.CharField(),
    )
