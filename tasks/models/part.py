from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.Model):
    """What a supporting unit owes to an assignment, and whether it is done. It gives that unit the right to read it.

    ``unit`` and ``done_on`` are a copy of what its entries say (``verify_log`` proves it); ``opened_for`` and ``required`` are fixed by
    trigger. ``unit`` may pass on to a successor, so a unit may hold two parts of one assignment.
    """

    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, related_name="parts")
    opened_for = models.ForeignKey("units.Unit", models.PROTECT, related_name="opened_parts")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="parts")
    required = models.BooleanField(default=False, help_text="the lead cannot report the work done before this part is")
    done_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("supporting part")
        verbose_name_plural = _("supporting parts")
        ordering = ["assignment", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "opened_for"], name="part_once")]
        indexes = [models.Index(fields=["unit", "assignment"], name="part_unit")]

    def __str__(self):
        return f"{self.assignment.code}: {self.unit}"

    @property
    def is_missing(self):
        """Whether the lead waits for it."""
        return self.required and self.done_on is None
