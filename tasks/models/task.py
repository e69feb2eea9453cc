import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from resolutions.models import Resolution
from tasks.models.assignment import Assignment
from tasks.models.ending import Ending
from tasks.models.giving import Giving
from tasks.models.halt import Halt
from units.landing import at_field, refuse_year
from units.models import Appointment, Unit

HOLDS = {  # of each constraint of the table the fields, the first of them at fault, and when it holds
    "task_due_after_start": (("due_on", "starts_on"), lambda due_on, starts_on: due_on is None or due_on >= starts_on),
    "task_due_after_days": (("due_after", "due_rule"), lambda days, rule: rule != "after" or (days is not None and 1 <= days <= 250)),
    "task_due_day": (("due_day",), lambda day: 1 <= day <= 31),
    "task_target_of_a_measure": (("target", "measure"), lambda target, measure: target is None or (target > 0 and measure != "")),
}


class TaskQuerySet(models.QuerySet):
    """Tasks in the office's words."""

    def visible_to(self, user, *, on):
        """Office, board, leaders and inspectors: all of their committee's documents. Units: what was given to them."""
        from_assignments = Assignment.objects.visible_to(user, on=on).values("task")
        committees = user.committees(on=on, roles=Appointment.COMMITTEE_ROLES)
        return self.filter(Q(provision__resolution__committee__in=committees) | Q(pk__in=from_assignments))

    def recurring(self):
        """Those with a rhythm."""
        return self.exclude(cadence=Task.Cadence.ONCE)

    def going_on(self, *, on):
        """Those that have not ended on that day, or before."""
        return self.exclude(pk__in=Halt.objects.filter(is_final=True, valid_from__lte=on).values("task"))

    def in_force(self):
        """Of documents in force."""
        return self.filter(provision__resolution__in=Resolution.objects.in_force().filter(withdrawn_on=None))


class Task(Giving, Ending):
    """One thing that a provision obliges someone to do."""

    class Cadence(models.TextChoices):
        ONCE = "once", _("once")
        MONTHLY = "monthly", _("monthly")
        QUARTERLY = "quarterly", _("quarterly")
        HALF_YEARLY = "half_yearly", _("half-yearly")
        YEARLY = "yearly", _("yearly")

    class DueRule(models.TextChoices):
        DAY = "day", _("on a day of the period; done once: on the day given")
        AFTER = "after", _("so many working days after")
        HAND = "hand", _("set by hand each time; until then no date yet")

    FIXED = (
        "provision_id",
        "title",
        "cadence",
        "starts_on",
        "measure",
        "measure_unit",
        "target",
        "is_share",
        "adds_up",
        "sums_over_units",
        "supervising_unit_id",
    )

    provision = models.ForeignKey("resolutions.Provision", models.PROTECT, related_name="tasks", verbose_name=_("provision"))
    title = models.CharField(_("what is to be done"), max_length=300)
    description = models.TextField(_("in more words"), blank=True)
    cures = models.ManyToManyField(
        "resolutions.Provision", blank=True, related_name="cured_by", verbose_name=_("shortcomings and causes it should cure")
    )
    cadence = models.CharField(_("rhythm"), max_length=11, choices=Cadence, default=Cadence.QUARTERLY)
    cadence_note = models.CharField(_("why this rhythm"), max_length=200, blank=True, help_text=_("The words of the text, or who set it"))
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(_("due on"), null=True, blank=True, help_text=_("For what is done once; empty: no date yet"))
    due_rule = models.CharField(_("due by which rule"), max_length=5, choices=DueRule, default=DueRule.DAY)
    due_after = models.PositiveSmallIntegerField(
        _("working days after"), null=True, blank=True, help_text=_("After the document's date; for what recurs, after the period begins")
    )
    due_day = models.PositiveSmallIntegerField(
        _("due day"), default=20, help_text=_("For what recurs: the day of the period's last month; 31 is the last day")
    )
    evidence_required = models.BooleanField(_("needs evidence"), default=False)
    measure = models.CharField(_("measure"), max_length=160, blank=True, help_text=_("What is counted; empty: nothing"))
    measure_unit = models.CharField(_("unit of measure"), max_length=40, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_share = models.BooleanField(_("a share: so many of so many"), default=False)
    adds_up = models.BooleanField(
        _("each report adds to the one before"), default=False, help_text=_("Otherwise each states the whole so far in the period")
    )
    sums_over_units = models.BooleanField(_("may be summed over units"), default=True)
    supervising_unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="supervised_tasks", verbose_name=_("supervised by"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="one-time key of the form")
    opened_until = models.DateField(null=True, editable=False, help_text="start of the last period that was opened")
    created_by = models.ForeignKey("units.User", models.PROTECT, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["provision__resolution", "provision__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="task_due_after_start",
                violation_error_message=_("The date lies before the start."),
            ),
            models.CheckConstraint(
                condition=~Q(due_rule="after") | Q(due_after__gte=1, due_after__lte=250),
                name="task_due_after_days",
                violation_error_message=_("Give the number of working days: 1 to 250."),
            ),
            models.CheckConstraint(
                condition=Q(due_day__gte=1, due_day__lte=31),
                name="task_due_day",
                violation_error_message=_("A day of the month: 1 to 31."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | (Q(target__gt=0) & ~Q(measure="")),
                name="task_target_of_a_measure",
                violation_error_message=_("A target is more than 0 and belongs to a measure."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("task", args=[self.pk])

    @property
    def rows_url(self):
        """The list of its assignments."""
        return f"{reverse('assignments')}?task={self.pk}"

    def clean_fields(self, exclude=None):
        """Refuses years that nobody means."""
        super().clean_fields(exclude)
        for name in ("starts_on", "due_on"):
            refuse_year(name, getattr(self, name))

    def validate_constraints(self, exclude=None):
        """The table's own constraints, asked in Python and told at their field: a page may look at eighty proposed tasks. The table holds them too."""
        for constraint in self._meta.constraints:
            fields, holds = HOLDS[constraint.name]
            if not set(fields) & set(exclude or ()) and not holds(*(getattr(self, field) for field in fields)):
                raise at_field(fields[0], constraint.violation_error_message, constraint.name)

    def clean(self):
        """Refuses what a report reads to change once the task was given, and a task of a provision that asks for nothing."""
        super().clean()
        if self.provision_id and not self.provision.is_to_carry_out:
            raise at_field("provision", _("Only a directive or a duty becomes a task."), "kind")
        if self.is_share and self.target is not None and self.target > 100:
            raise at_field("target", _("The target of a share is a percentage: at most 100."), "share")
        if self.cadence != self.Cadence.ONCE and self.due_on:
            raise at_field("due_on", _("What recurs is due in each period; give the day instead."), "cadence")
        if self.pk and self.assignments.exists():
            before = Task.objects.filter(pk=self.pk).values(*self.FIXED).get()
            changed = [field for field in self.FIXED if before[field] != getattr(self, field)]
            if changed:
                raise ValidationError(
                    {
                        field.removesuffix("_id"): _("The task was given to units, so this stays as it was. Make a new task.")
                        for field in changed
                    },
                    code="given",
                )

    @transaction.atomic
    def discard(self):
        """Throw away a task that was made wrongly and given to nobody. Raises ValidationError once it was given."""
        row = Task.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.assignments.exists():
            raise ValidationError(_("The task was given to units, so it stays."), code="given")
        row.delete()

    @property
    def resolution(self):
        """The document it comes from."""
        return self.provision.resolution


class Addressee(models.Model):
    """Who a task is for: a class of units, one unit, or a class of appointments; and their part in it."""

    class Part(models.TextChoices):
        LEAD = "lead", _("leads")
        SUPPORT = "support", _("supports")
        WATCH = "watch", _("watches")

    KINDS = [choice for choice in Unit.Kind.choices if choice[0] != Unit.Kind.COMMITTEE]  # classes that a task can be given to
    ROLES = [choice for choice in Appointment.Role.choices if choice[0] in ("leader", "head", "board")]

    task = models.ForeignKey(Task, models.CASCADE, related_name="addressees")
    part = models.CharField(_("part"), max_length=7, choices=Part, default=Part.LEAD)
    unit_kind = models.CharField(_("class of units"), max_length=12, choices=Unit.Kind, blank=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    role = models.CharField(_("class of appointments"), max_length=9, choices=Appointment.Role, blank=True)
    required = models.BooleanField(_("the lead waits for its part"), default=False, help_text=_("For supporting units"))

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints = [
            models.CheckConstraint(
                condition=(
                    (~Q(unit_kind="") & Q(unit=None) & Q(role=""))
                    | (Q(unit_kind="") & Q(unit__isnull=False) & Q(role=""))
                    | (Q(unit_kind="") & Q(unit=None) & ~Q(role=""))
                ),
                name="addressee_is_one_of_three",
                violation_error_message=_("Choose a class of units, or one unit, or a class of appointments."),
            ),
            models.UniqueConstraint(fields=["task", "part", "unit_kind"], condition=~Q(unit_kind=""), name="addressee_class_once"),
            models.UniqueConstraint(fields=["task", "part", "unit"], condition=Q(unit__isnull=False), name="addressee_unit_once"),
            models.UniqueConstraint(fields=["task", "part", "role"], condition=~Q(role=""), name="addressee_role_once"),
        ]

    def __str__(self):
        return str(self.get_unit_kind_display() or self.unit or self.get_role_display())
