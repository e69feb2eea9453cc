from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 40  # letters of a label


class Citation(models.Model):
    """Another document that a document names, such as 01-KL/TW."""

    resolution = models.ForeignKey("resolutions.Resolution", models.PROTECT, related_name="citations")
    number = models.CharField(_("number"), max_length=60)
    text = models.TextField(_("as written"), blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["resolution", "number"], name="citation_once")]

    def __str__(self):
        return self.number


class ProvisionQuerySet(models.QuerySet):
    """Parts of documents in the office's words."""

    def to_carry_out(self):
        """Directives and duties: only these become tasks."""
        return self.filter(kind__in=Provision.TO_CARRY_OUT)

    def to_cure(self):
        """The shortcomings and causes of the assessment."""
        return self.filter(kind__in=Provision.FINDINGS)


class Provision(models.Model):
    """A part of a document, in its own words. Its label is the path of markers: I.1, II.2.a, .~n for a finding."""

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", _("Assessment")
        SHORTCOMING = "shortcoming", _("Shortcoming")
        CAUSE = "cause", _("Cause")
        DIRECTIVE = "directive", _("Directive")
        DUTY = "duty", _("Implementation duty")
        OTHER = "other", _("Other")

    TO_CARRY_OUT = (Kind.DIRECTIVE, Kind.DUTY)
    FINDINGS = (Kind.SHORTCOMING, Kind.CAUSE)

    resolution = models.ForeignKey("resolutions.Resolution", models.PROTECT, related_name="provisions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    label = models.CharField(_("label"), max_length=LONGEST)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField()

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["resolution", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "label"], name="label_once", violation_error_message=_("This label is there already.")
            )
        ]

    def __str__(self):
        return self.label

    @property
    def is_to_carry_out(self):
        """Whether tasks can come of it."""
        return self.kind in self.TO_CARRY_OUT

    @property
    def is_finding(self):
        """Whether it is a shortcoming or a cause."""
        return self.kind in self.FINDINGS
