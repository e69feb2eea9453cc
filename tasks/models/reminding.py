from django.db import models
from django.utils.translation import gettext_lazy as _


class DayOff(models.Model):
    """An entry of the working calendar that overrides the holiday package: a day off, or a Saturday worked for one."""

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(_("is worked"), default=False)
    decision = models.CharField(_("by which decision"), max_length=200)

    class Meta:
        verbose_name = _("day off or worked")
        verbose_name_plural = _("days off and days worked")
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"


class Notice(models.Model):
    """What someone was told in the application: exactly once, by its key of recipient, subject, step and basis."""

    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey("units.User", models.PROTECT, related_name="notices")
    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, null=True, related_name="notices")
    basis = models.ForeignKey("tasks.Entry", models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=6)
    text = models.CharField(max_length=400)
    mail = models.ForeignKey("units.Mail", models.PROTECT, null=True, related_name="notices")
    superseded = models.BooleanField(default=False, help_text="an older rung, on record but not mailed: a newer one went out")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_unread")]

    def __str__(self):
        return self.text
