from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.narrative import PARTS, Sentence

TITLES = {
    "summary": _("Results in general"),
    "provisions": _("By provision"),
    "classes": _("By class and unit"),
    "measures": _("Measures"),
    "overdue": _("Overdue work"),
    "requests": _("What units ask for"),
    "silent": _("Units without news"),
    "findings": _("Shortcomings and causes of the document"),
    "recommendations": _("Recommendations"),
}


class PassageQuerySet(models.QuerySet):
    """The text of a report, sentence by sentence."""

    def printed(self):
        """Those that are in the paper: what was left out is not."""
        return self.exclude(text="")


class Passage(models.Model):
    """One sentence of a report's text: as it was drafted, as it stands, and the figures it rests on.

    ``basis``: {address of a figure: its value, a number, a decimal as text, or null}, and ``drafted_then``: what was drafted, both of when the
    sentence was drafted or last looked at; a sentence of the board's own has none. ``text`` is empty where the sentence is left out.
    """

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="passages")
    part = models.CharField(_("part"), max_length=16, choices=[(part, TITLES[part]) for part in PARTS])
    key = models.CharField(max_length=60, help_text="what it is about, unique in its part")
    position = models.PositiveSmallIntegerField()
    drafted = models.TextField(blank=True)
    drafted_then = models.TextField(blank=True)
    text = models.TextField(_("text"), blank=True)
    basis = models.JSONField(default=dict)
    edited_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("sentence of a report")
        verbose_name_plural = _("sentences of a report")
        ordering = ["report", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "part", "key"], name="passage_once"),
            models.CheckConstraint(
                condition=Q(edited_by=None, edited_at=None) | Q(edited_by__isnull=False, edited_at__isnull=False),
                name="passage_edited_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.part}/{self.key}"

    @property
    def is_own(self):
        """Whether the board wrote it, and no template."""
        return not self.drafted

    @property
    def is_edited(self):
        """Whether it says something else than was drafted."""
        return self.text != self.drafted

    def changed(self, values):
        """Addresses of the figures it rests on that are others now, in order. values: {address: figure} of the report today."""
        return [address for address, value in self.basis.items() if value != plain(values.get(address))]

    def is_flagged(self, values):
        """Whether it was worded over figures, names or days that are others now; what is left out says nothing. values: as above."""
        return bool(self.text) and (bool(self.changed(values)) or (self.is_edited and self.drafted_then != self.drafted))

    def as_sentence(self, values):
        """As the contents of the report hold it, with the figures of today."""
        return Sentence(self.part, self.key, self.text, {address: values.get(address) for address in self.basis})


def plain(value):
    """A figure as JSON keeps it: whole numbers and None as they are, decimals as text without zeros at the end."""
    return value if value is None or isinstance(value, int) else f"{value.normalize():f}"
