from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.Model):
    """What a supporting unit owes to an assignment. It gives that unit the right to read it."""

    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, related_name="parts")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="parts")

    class Meta:
        verbose_name = _("supporting part")
        verbose_name_plural = _("supporting parts")
        constraints = [models.UniqueConstraint(fields=["assignment", "unit"], name="part_once")]
        indexes = [models.Index(fields=["unit", "assignment"], name="part_unit")]

    def __str__(self):
        return f"{self.assignment.code}: {self.unit}"
