import hashlib
import logging
import time
import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports import pdf
from reports.labels import period_label
from units.models import Appointment
from units.pdf import RenderFailed
from units.periods import Period, local_day

TRIES, LEASE, ENOUGH = 3, timedelta(minutes=3), 30
log = logging.getLogger(__name__)


class ReportQuerySet(models.QuerySet):
    """Reports in the office's words. The database is the only queue that counts."""

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

    def due(self, now):
        """What may be rendered now: waiting, or claimed by a worker whose lease ran out; the oldest first."""
        lapsed = Q(status=Report.Status.RENDERING, lease_until__lt=now)
        return self.filter(Q(status=Report.Status.PENDING) | lapsed).order_by("pk")

    def claim(self, pk, *, me, now):
        """Make this report mine until the lease ends: one conditional UPDATE, so two workers never hold the same one."""
        mine = {"status": Report.Status.RENDERING, "claim": me, "lease_until": now + LEASE, "tries": F("tries") + 1}
        return bool(self.due(now).order_by().filter(pk=pk, tries__lt=TRIES).update(**mine))

    def render_pending(self, *, now):
        """Render what is due, one after the other, and begin none after half a minute: the worker has a clock to keep too.

        Safe to run twice, at once, or late. Returns how many became ready.
        """
        began = time.monotonic()
        lost = self.due(now).order_by().filter(tries__gte=TRIES)
        lost.update(status=Report.Status.FAILED, error="crashed", claim=None, lease_until=None)
        ready = 0
        for pk in list(self.due(now).values_list("pk", flat=True)):
            if time.monotonic() - began > ENOUGH:
                break
            me = uuid.uuid4()
            if self.claim(pk, me=me, now=max(now, timezone.now())):
                ready += self.get(pk=pk).render(me=me)
        return ready


class Report(models.Model):
    """An oversight report that someone asked for: its period and instant, and the PDF that came of it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting to be made")
        RENDERING = "rendering", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    ERRORS = {
        "timeout": _("The PDF took longer than a minute. Ask for a shorter period, or for one document."),
        "memory": _("The PDF needed more memory than it may have. Ask for a shorter period, or for one document."),
        "crashed": _("The PDF could not be made. The administrator finds the cause in the server's log."),
        "no_pango": _(
            "This server lacks the Pango library, which draws the letters of a PDF. The administrator can install it with bin/setup."
        ),
        "too_long": _("The report would list more than 2,000 rows one by one. Ask for a shorter period, or for one document."),
    }

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
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PENDING)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=8, blank=True)
    file = models.FileField(_("file"), upload_to="reports", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    rows = models.PositiveIntegerField(null=True, help_text="assignments counted")
    seal = models.CharField(max_length=64, blank=True, help_text="hash of the seal of the log that is printed on it")
    asked_at = models.DateTimeField(_("asked for at"))
    ready_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="report_period_in_order",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(condition=~Q(status="ready") | ~Q(file=""), name="report_ready_has_file"),
        ]
        indexes = [
            models.Index(fields=["committee", "-id"], name="report_of_committee"),
            models.Index(fields=["status", "id"], name="report_due", condition=Q(status__in=["pending", "rendering"])),
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

    @property
    def is_ready(self):
        """Whether there is a PDF to fetch."""
        return self.status == self.Status.READY

    @property
    def has_failed(self):
        """Whether it needs a person to try again."""
        return self.status == self.Status.FAILED

    @property
    def is_waiting(self):
        """Whether a job is to make it, or is making it."""
        return not (self.is_ready or self.has_failed)

    @property
    def reason(self):
        """Why it could not be made, in a sentence."""
        return self.ERRORS.get(self.error, self.ERRORS["crashed"])

    def try_again(self):
        """Put a report that failed back in the queue. Whether it did."""
        failed = Report.objects.filter(pk=self.pk, status=self.Status.FAILED)
        return bool(failed.update(status=self.Status.PENDING, tries=0, error="", claim=None, lease_until=None))

    def paper(self):
        """The report as it is printed. Raises reports.pdf.TooLong."""
        wanted = {"committee": self.committee, "resolution": self.resolution, "period": self.period, "instant": self.cutoff}
        return pdf.compose(code=self.code, **wanted)

    def render(self, *, me):
        """Make the PDF under the claim ``me``; whatever happens, the row says how it ended. Whether it became ready."""
        try:
            paper = self.paper()
            data = paper.render()
        except pdf.TooLong:
            return self._release(me, Report.Status.FAILED, error="too_long")
        except RenderFailed as error:
            again = error.code != "no_pango" and self.tries < TRIES
            return self._release(me, Report.Status.PENDING if again else Report.Status.FAILED, error=error.code)
        except Exception:
            log.exception("%s could not be made", self.code)
            again = self.tries < TRIES
            return self._release(me, Report.Status.PENDING if again else Report.Status.FAILED, error="crashed")
        storage = self._meta.get_field("file").storage
        name = storage.save(f"reports/{self.code}.pdf", ContentFile(data))
        made = {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "rows": len(paper.figures.rows)}
        if self._release(me, Report.Status.READY, error="", seal=paper.seal, ready_at=timezone.now(), **made):
            return True
        storage.delete(name)  # the lease ran out and another worker took over: only one file belongs to the row
        return False

    def _release(self, me, status, **changes):
        """End the claim, if it is still mine. Whether it was and the report is ready."""
        mine = Report.objects.filter(pk=self.pk, status=Report.Status.RENDERING, claim=me)
        held = mine.update(status=status, claim=None, lease_until=None, **changes)
        return bool(held) and status == Report.Status.READY
