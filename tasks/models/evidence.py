import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Paper:
    """Evidence that lies in a cabinet: number, date (or None) and issuer of a paper."""

    number: str
    date: datetime.date | None = None
    issuer: str = ""


class EvidenceQuerySet(models.QuerySet):
    """Evidence in the office's words."""

    def files(self):
        """Those that lie in the store."""
        return self.exclude(file="")

    def pictures(self):
        """Those of which a small picture is shown."""
        return self.files().filter(content_type__in=Evidence.PICTURES)

    def standing_for(self, assignment):
        """What an assignment's log brings and nobody has taken back."""
        return self.filter(entry__assignment=assignment, retractions=None)


class Evidence(models.Model):
    """A file, or the number and date of a paper, attached to an entry. Never changed; part of the entry's hash."""

    PICTURES = ("image/png", "image/jpeg")

    entry = models.ForeignKey("tasks.Entry", models.PROTECT, related_name="evidence")
    position = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=100, blank=True, help_text="name in the store; random")
    name = models.CharField(_("file"), max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    paper_number = models.CharField(_("number of the paper"), max_length=60, blank=True)
    paper_date = models.DateField(_("date of the paper"), null=True)
    paper_issuer = models.CharField(_("issuer of the paper"), max_length=200, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["entry", "position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="evidence_position_once"),
            models.CheckConstraint(condition=~Q(file="") | ~Q(paper_number=""), name="evidence_is_file_or_paper"),
        ]

    def __str__(self):
        return self.name or self.paper_number

    def get_absolute_url(self):
        return reverse("evidence", args=[self.pk])

    @property
    def is_picture(self):
        """Whether a small picture of it is shown."""
        return bool(self.file) and self.content_type in self.PICTURES
