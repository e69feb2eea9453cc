from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks.models.calendar import Calendar
from tasks.models.entry import Entry
from units.models import Appointment
from units.periods import local_day

OFFICE_MAY_GRANT = 10  # working days; source: design, 'States and verbs'


class ExtensionQuerySet(models.QuerySet):
    """Requests for more time."""

    def pending(self):
        """Those that nobody has decided yet."""
        return self.filter(outcome=Extension.Outcome.PENDING)

    def waiting_for(self, user, *, on):
        """Those that this person decides: a list, the oldest first, each with ``needs_leader``. At most 6 queries, however many there are."""
        offices = user.committees(on=on, roles=[Appointment.Role.OFFICE])
        leaders = user.committees(on=on, roles=[Appointment.Role.LEADER])
        if not offices | leaders:
            return []
        rows = self.pending().filter(assignment__task__provision__resolution__committee__in=offices | leaders)
        rows = rows.select_related(
            "asked__by", "assignment__unit", "assignment__person__user", "assignment__task__provision__resolution__committee"
        )
        rows, calendar = list(rows.order_by("pk")), Calendar.current()
        again = set(self.filter(assignment__in=[row.assignment_id for row in rows], outcome="granted").values_list("assignment", flat=True))
        of_office = set(Appointment.objects.valid(on=on).filter(role=Appointment.Role.OFFICE).values_list("unit", flat=True))
        found = []
        for row in rows:
            row.needs_leader = (
                row.assignment_id in again
                or row.assignment.unit_id in of_office
                or calendar.days_between(row.due_before, row.wanted_on) > OFFICE_MAY_GRANT
            )
            is_own = row.assignment.may("ask_time", user, on=on)
            if row.assignment.committee.pk in (leaders if row.needs_leader else offices) and not is_own:
                found.append(row)
        return found


class Extension(models.Model):
    """A request for a later date, and the decision on it: a copy of what its entries say, checked with the log.

    ``decided`` is the entry that granted or refused it, or that made it needless (lapsed): the work was reported done, withdrawn, declined,
    given to another unit, or the office set a date of its own.
    """

    class Outcome(models.TextChoices):
        PENDING = "pending", _("not decided yet")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        LAPSED = "lapsed", _("needless now")

    LAPSING = (Entry.Kind.SUBMIT, Entry.Kind.DECLINE, Entry.Kind.RESCHEDULE, Entry.Kind.REASSIGN, Entry.Kind.WITHDRAW)
    DECIDING = {Entry.Kind.GRANT: Outcome.GRANTED, Entry.Kind.REFUSE: Outcome.REFUSED, **dict.fromkeys(LAPSING, Outcome.LAPSED)}

    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, related_name="extensions")
    asked = models.OneToOneField(Entry, models.PROTECT, related_name="extension")
    due_before = models.DateField(_("due before"))
    wanted_on = models.DateField(_("asks for"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.PENDING)
    decided = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="decided_extension")
    granted_on = models.DateField(_("granted until"), null=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(outcome="pending"), name="extension_one_pending"),
            models.CheckConstraint(
                condition=Q(outcome="pending", decided=None) | (~Q(outcome="pending") & Q(decided__isnull=False)),
                name="extension_decided_by_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(outcome="granted", granted_on__isnull=False) | (~Q(outcome="granted") & Q(granted_on=None)),
                name="extension_granted_until_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.assignment.code}: {self.due_before:%d/%m/%Y} → {self.wanted_on:%d/%m/%Y}"

    @property
    def was_asked_late(self):
        """Whether it was asked after the date had passed."""
        return local_day(self.asked.recorded_at) > self.due_before

    def silent_days(self, *, on):
        """For how many days the decider has been silent on that day."""
        return (on - local_day(self.asked.recorded_at)).days

    def needs_leader_for(self, day, *, on):
        """Whether a leader decides on this day rather than the office: more than 10 working days, a second time, or the office's own work."""
        again = type(self).objects.filter(assignment=self.assignment_id, outcome=self.Outcome.GRANTED).exists()
        own = Appointment.objects.valid(on=on).filter(role=Appointment.Role.OFFICE, unit=self.assignment.unit_id).exists()
        return again or own or Calendar.current().days_between(self.due_before, day) > OFFICE_MAY_GRANT
