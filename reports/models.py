from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports import pdf
from reports.labels import period_label
from units.models import Appointment
from units.models.rendered import Rendered, RenderedQuerySet
from units.periods import Period, local_day


class ReportQuerySet(RenderedQuerySet):
    """Reports in the office's words."""

    def visible_to(self, user, *, on):
        """Office, board, leaders and inspectors see their committee's reports; heads and members none."""
        return self.filter(committee__in=user.committees(on=on, roles=Appointment.COMMITTEE_ROLES))

    def ask(self, *, key, by, committee, period, cutoff, resolution, now):
        """Write down that a report is wanted; a job renders it. The same key again gives the report already asked for.

        Raises PermissionDenied if ``by`` has no say in this committee, or the key is another person's.
        """
        if committee.pk not in by.committees(on=local_day(now), roles=Appointment.COMMITTEE_ROLES):
            raise PermissionDenied
        wanted = {"period_start": period.start, "period_end": period.end, "committee": committee, "resolution": resolution}
        try:
            with transaction.atomic():
                report = self.create(key=key, made_by=by, cutoff=cutoff, asked_at=now, **wanted)
        except IntegrityError:
            report = self.get(key=key)
        if report.made_by_id != by.pk:
            raise PermissionDenied
        return report


class Report(Rendered):
    """An oversight report that someone asked for: its period and instant, and the PDF that came of it."""

    committee = models.ForeignKey("units.Unit", models.PROTECT, related_name="reports", verbose_name=_("committee"))
    resolution = models.ForeignKey(
        "resolutions.Resolution", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("document"),
        help_text="null: all that were in force",
    )  # fmt: skip
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    cutoff = models.DateTimeField(_("figures as at"))
    made_by = models.ForeignKey("units.User", models.PROTECT, related_name="reports", verbose_name=_("asked for by"))
    key = models.UUIDField(unique=True, help_text="one-time key of the form")
    file = models.FileField(_("file"), upload_to="reports", blank=True)
    rows = models.PositiveIntegerField(null=True, help_text="assignments counted")
    seal = models.CharField(max_length=64, blank=True, help_text="hash of the seal of the log that is printed on it")
    asked_at = models.DateTimeField(_("asked for at"))

    objects = ReportQuerySet.as_manager()

    class Meta(Rendered.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-pk"]
        constraints = [
            *Rendered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="report_period_in_order",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]
        indexes = [
            *Rendered.Meta.indexes,
            models.Index(fields=["committee", "-id"], name="report_of_committee"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("report", args=[self.pk])

    @property
    def code(self):
        """As printed: 'BC-0012'."""
        return f"BC-{self.pk:04}"

    @property
    def period(self):
        """The days it is about."""
        return Period(self.period_start, self.period_end)

    @property
    def period_words(self):
        """Its period, in the reader's language."""
        return period_label(self.period)

    def paper(self):
        """The report as it is printed. Raises TooLong."""
        wanted = {"committee": self.committee, "resolution": self.resolution, "period": self.period, "instant": self.cutoff}
        return pdf.compose(code=self.code, **wanted)
