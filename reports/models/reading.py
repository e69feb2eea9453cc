from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.Model):
    """Someone looked at an issued report, or took a file of it. Never changed."""

    class What(models.TextChoices):
        PAGE = "page", _("looked at on the page")
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word file")
        XLSX = "xlsx", _("sheet")
        JSON = "json", _("data")
        ROWS = "rows", _("rows of a figure")
        COPY = "copy", _("copy")

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="readings")
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    what = models.CharField(max_length=5, choices=What)
    copy = models.ForeignKey("reports.Copy", models.PROTECT, null=True, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of a report")
        verbose_name_plural = _("readings of a report")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.report_id}: {self.by_id}, {self.what}"
