"""Urging slips: blue, yellow and red papers to who is late and silent."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.models.rendered import Rendered, RenderedQuerySet


class SlipQuerySet(RenderedQuerySet):
    """Slips in the office's words."""

    def due(self, now):
        """Only what was sent has a PDF."""
        return super().due(now).filter(state=Slip.State.SENT)

    def unanswered(self):
        return self

    def propose(self, *, now, today, calendar):
        return {}


class Slip(Rendered):
    """A numbered urging paper to one unit (or one person) over its late work: blue goes by itself, yellow and red are sent by the office.

    One colour a unit and day at most. What was sent is fixed by trigger, but for its PDF and its receipt.
    """

    class Colour(models.TextChoices):
        BLUE = "blue", _("blue")
        YELLOW = "yellow", _("yellow")
        RED = "red", _("red")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed to the office")
        POSTPONED = "postponed", _("postponed")
        SENT = "sent", _("sent")
        NEEDLESS = "needless", _("needless now")

    key = models.CharField(max_length=120, unique=True, help_text="whose, to whom, colour and day")
    committee = models.ForeignKey("units.Unit", models.PROTECT, related_name="slips_of_committee")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="slips", verbose_name=_("unit"))
    person = models.ForeignKey("units.Appointment", models.PROTECT, null=True, related_name="slips", help_text="of a duty of persons")
    colour = models.CharField(_("colour"), max_length=6, choices=Colour)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed at"))
    postponed_until = models.DateField(_("postponed until"), null=True)
    number = models.PositiveIntegerField(_("number"), null=True, help_text="runs within the committee")
    issued_at = models.DateTimeField(_("sent at"), null=True)
    issued_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+", help_text="null: by itself")
    answer_by = models.DateField(_("to be answered by"), null=True)
    printed = models.JSONField(default=dict, help_text="names and words as they stood when it was sent: what the PDF is made of")
    file = models.FileField(_("file"), upload_to="slips", blank=True)
    received_at = models.DateTimeField(_("received at"), null=True)
    received_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")

    objects = SlipQuerySet.as_manager()

    class Meta(Rendered.Meta):
        verbose_name = _("urging slip")
        verbose_name_plural = _("urging slips")
        ordering = ["-pk"]
        constraints = [
            *Rendered.Meta.constraints,
            models.UniqueConstraint(fields=["committee", "number"], name="slip_number_once"),
            models.CheckConstraint(
                condition=Q(state="sent", number__isnull=False, issued_at__isnull=False, answer_by__isnull=False)
                | (~Q(state="sent") & Q(number=None, issued_at=None, answer_by=None, received_at=None)),
                name="slip_sent_with_its_number",
            ),
            models.CheckConstraint(
                condition=Q(state="postponed", postponed_until__isnull=False) | (~Q(state="postponed") & Q(postponed_until=None)),
                name="slip_postponed_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None) | Q(received_at__isnull=False, received_by__isnull=False),
                name="slip_received_by_someone",
            ),
            models.CheckConstraint(condition=~Q(colour="blue") | ~Q(state="postponed"), name="slip_blue_goes_by_itself"),
        ]
        indexes = [
            *Rendered.Meta.indexes,
            models.Index(fields=["committee", "state", "-id"], name="slip_of_committee"),
            models.Index(fields=["unit", "state", "-id"], name="slip_of_unit"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("slip", args=[self.pk])

    @property
    def code(self):
        """As the application names it: 'PD-0012'. The number on the paper is ``number``."""
        return f"PD-{self.pk:04}"


class SlipLine(models.Model):
    """One assignment on a slip: which date passed, and since which word of the unit nothing was heard.

    ``since``: the unit's last word before the slip (or the entry that set the date, if it said nothing after): whatever it says later
    answers the slip. ``before``: the line of the slip of the colour before, which stayed unanswered. ``dropped_at``: it was needless before
    the slip was sent, and is not on the paper.
    """

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="lines")
    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, related_name="slip_lines")
    colour = models.CharField(max_length=6, choices=Slip.Colour)
    basis = models.ForeignKey("tasks.Entry", models.PROTECT, related_name="+", help_text="the entry that set the date")
    since = models.ForeignKey("tasks.Entry", models.PROTECT, related_name="+")
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("due on"))
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("line of a slip")
        verbose_name_plural = _("lines of a slip")
        ordering = ["slip", "due_on", "assignment"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "basis", "since", "colour"], condition=Q(dropped_at=None), name="slip_line_once"),
            models.CheckConstraint(
                condition=Q(colour="blue", before=None) | (~Q(colour="blue") & Q(before__isnull=False)), name="slip_line_after_one_before"
            ),
        ]

    def __str__(self):
        return f"{self.slip_id}: {self.assignment_id}"


class Postponement(models.Model):
    """The office's decision not to send a slip yet, with its reason. Never changed."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="postponements")
    until = models.DateField(_("until"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("postponement")
        verbose_name_plural = _("postponements")
        ordering = ["slip", "pk"]

    def __str__(self):
        return f"{self.slip_id}: {self.until:%d/%m/%Y}"
