"""What stands on an urging slip, line by line, and why it was not sent yet."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry


class Colour(models.TextChoices):
    """The three steps of urging, in their order."""

    BLUE = "blue", _("blue")
    YELLOW = "yellow", _("yellow")
    RED = "red", _("red")

    @property
    def next(self):
        """The colour after an unanswered slip of this one; None after red."""
        return {Colour.BLUE: Colour.YELLOW, Colour.YELLOW: Colour.RED}.get(self)


def heard():
    """Entries that end the silence of a line (the outer row): a word of the unit, another date or unit, a withdrawal.

    By pk and not by the clock: what was written while the slip was being sent waited for the assignment's lock, and comes after it.
    """
    return Entry.objects.filter(assignment=OuterRef("assignment"), pk__gt=OuterRef("since"), kind__in=Entry.BREAKING)


class SlipLineQuerySet(models.QuerySet):
    """Lines of slips in the office's words."""

    def kept(self):
        """Those that are on the paper, or will be."""
        return self.filter(dropped_at=None)

    def silent(self):
        """Those of which nothing was heard since. The work is late still: whatever moves its date, or ends it, ends the silence."""
        return self.filter(~Exists(heard()))

    def needless(self, paces, *, on):
        """Those that may not go out: something was heard, their rhythm has no slips any more, or no unanswered slip stands before them."""
        without = [cadence for cadence, pace in paces.items() if not pace.blue]
        founded = Q(colour=Colour.BLUE) | Q(before__slip__state="sent", before__slip__answer_by__lt=on)
        return self.filter(Exists(heard()) | Q(assignment__task__cadence__in=without) | ~founded)

    def with_answers(self):
        """Annotates ``heard``: the pk of the entry that ended its silence, or None."""
        return self.annotate(heard=Subquery(heard().order_by("pk").values("pk")[:1]))

    def for_papers(self):
        """With what a paper says of them, in the same query, in the order of the paper."""
        return self.select_related("assignment__task", "before__slip").order_by("due_on", "assignment")


class SlipLine(models.Model):
    """One assignment on a slip: which date passed, and since which word of the unit nothing was heard.

    ``since``: the unit's last word before the slip (or the entry that set the date, if it said nothing after): whatever it says later
    answers the slip. ``before``: the line of the slip of the colour before, which stayed unanswered. ``dropped_at``: it was needless before
    the slip was sent, and is not on the paper.
    """

    slip = models.ForeignKey("tasks.Slip", models.PROTECT, related_name="lines")
    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, related_name="slip_lines")
    colour = models.CharField(max_length=6, choices=Colour)
    basis = models.ForeignKey("tasks.Entry", models.PROTECT, related_name="+", help_text="the entry that set the date")
    since = models.ForeignKey("tasks.Entry", models.PROTECT, related_name="+")
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("due on"))
    dropped_at = models.DateTimeField(null=True)

    objects = SlipLineQuerySet.as_manager()

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

    slip = models.ForeignKey("tasks.Slip", models.PROTECT, related_name="postponements")
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
