import io
import secrets
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from reports import figures, paper
from reports.contents import of_json, to_json
from reports.gathering import Wanted, collect, ends, gather, layout_of
from reports.labels import period_label
from reports.models.editing import Editing, merge
from reports.models.issuing import Issuing
from reports.models.life import Role
from reports.scope import CLASS, COMMITTEE, PORTFOLIO, UNIT, Scope
from units.models import Appointment, Unit
from units.models.rendered import Rendered, RenderedQuerySet
from units.periods import Period, local_day

LETTERS, LONG = "23456789ABCDEFGHJKLMNPQRSTVWXYZ", 10  # without what is read for something else


def check_code():
    """A code that nobody guesses: 49 bits."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LONG))


class ReportQuerySet(RenderedQuerySet):
    """Reports in the office's words."""

    def visible_to(self, user, *, on):
        """Office, board, leaders and inspectors see their committee's reports, and so does the head of the board; heads and members none."""
        return self.filter(committee__in=self.committees_of(user, on=on))

    def committees_of(self, user, *, on):
        """Primary keys of the committees whose reports this person may see: a set. At most 3 queries."""
        committees = user.committees(on=on, roles=Appointment.COMMITTEE_ROLES)
        if heads := [post for post in user.posts(on=on) if post.role == Role.HEAD]:
            boards = Appointment.objects.valid(on=on).filter(role=Role.BOARD, unit__in={post.unit_id for post in heads})
            units = set(boards.values_list("unit", flat=True))
            committees = {*committees, *(post.committee_id for post in heads if post.unit_id in units)}
        return committees

    def newest_to_read(self):
        """The one to put into somebody's hands: the newest that was issued, before there is one the newest draft with a PDF. Or None."""
        issued = Case(When(stage=Report.Stage.ISSUED, then=0), default=1)
        found = self.filter(status=Report.Status.READY, stage__in=[*Report.OPEN, Report.Stage.ISSUED])
        return found.defer("contents").order_by(issued, "-pk").first()

    def for_lists(self):
        """Without their contents, with what a row of a list shows."""
        return self.select_related("made_by", "scope_unit", "scope_leader__user").prefetch_related("resolutions").defer("contents")

    def under_way(self):
        """Those not issued yet."""
        return self.filter(stage__in=Report.OPEN)

    def ask(self, *, key, by, committee, period, cutoff, now, resolutions=(), scope=None, replaces=None):
        """Write down that a report is wanted; a job drafts it. The same key again gives the report already asked for.

        resolutions: the documents; none: all that were in force. replaces: an issued report of the same committee, which the board replaces by
        this one. Raises PermissionDenied if ``by`` has no say in this committee, or the key is another person's.
        """
        on, scope = local_day(now), scope or Scope()
        if committee.pk not in by.committees(on=on, roles=Appointment.COMMITTEE_ROLES):
            raise PermissionDenied
        if replaces and not (replaces.committee_id == committee.pk and replaces.may("edit", by, on=on)):
            raise PermissionDenied
        wanted = {
            "period_start": period.start, "period_end": period.end, "committee": committee, "replaces": replaces, "scope_kind": scope.kind,
            "scope_class": scope.unit_kind, "scope_unit": scope.unit, "scope_leader": scope.leader,
        }  # fmt: skip
        try:
            with transaction.atomic():
                report = self.create(key=key, made_by=by, cutoff=cutoff, asked_at=now, **wanted)
                report.resolutions.set(resolutions)
        except IntegrityError:
            report = self.get(key=key)
        if report.made_by_id != by.pk:
            raise PermissionDenied
        return report


class Report(Editing, Issuing, Rendered):
    """An oversight report that someone asked for: its period and instant, its text and figures, and the PDF that came of it.

    ``contents``: JSON of ``reports.contents``. Of a draft as it was gathered, the text standing in its passages; from its issue on what the
    paper says, to the letter, frozen by trigger. ``check``: the code of the page that tells whether a paper is genuine.
    """

    OF_LONG = _("Ask for a shorter period, or for one document; all rows are in the Excel sheet of this report.")
    OF_ISSUED = _(
        "The report is issued, its figures and text stand, but its PDF could not be made. Try again; if it fails again, tell the administrator."
    )
    SCOPES = {
        COMMITTEE: _("the whole committee"),
        CLASS: _("a class of units"),
        UNIT: _("a unit"),
        PORTFOLIO: _("what a leader looks after"),
    }

    committee = models.ForeignKey("units.Unit", models.PROTECT, related_name="reports", verbose_name=_("committee"))
    resolutions = models.ManyToManyField(
        "resolutions.Resolution", blank=True, related_name="reports", verbose_name=_("documents"), help_text="none: all that were in force"
    )
    scope_kind = models.CharField(_("over whom"), max_length=9, choices=SCOPES, default=COMMITTEE)
    scope_class = models.CharField(max_length=20, blank=True, choices=[*Unit.Kind.choices, (figures.PERSONS, _("Duties of persons"))])
    scope_unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="reports_about")
    scope_leader = models.ForeignKey("units.Appointment", models.PROTECT, null=True, blank=True, related_name="+")
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    cutoff = models.DateTimeField(_("figures as at"))
    made_by = models.ForeignKey("units.User", models.PROTECT, related_name="reports", verbose_name=_("asked for by"))
    key = models.UUIDField(unique=True, help_text="one-time key of the form")
    check_code = models.CharField(max_length=LONG, unique=True, default=check_code)
    contents = models.TextField(blank=True)
    contents_sha256 = models.CharField(max_length=64, blank=True, help_text="of the contents as issued")
    drafted_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    file = models.FileField(_("file"), upload_to="reports", blank=True)
    pages = models.PositiveIntegerField(null=True)
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
            models.CheckConstraint(
                condition=Q(scope_kind=COMMITTEE, scope_class="", scope_unit=None, scope_leader=None)
                | Q(scope_kind=CLASS, scope_unit=None, scope_leader=None) & ~Q(scope_class="")
                | Q(scope_kind=UNIT, scope_class="", scope_unit__isnull=False, scope_leader=None)
                | Q(scope_kind=PORTFOLIO, scope_class="", scope_unit=None, scope_leader__isnull=False),
                name="report_scope_is_one",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "signed"], contents_sha256="")
                | (~Q(stage__in=["draft", "signed"]) & ~Q(contents_sha256="") & Q(signed_at__isnull=False, issued_at__isnull=False)),
                name="report_issued_is_frozen",
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
    def address(self):
        """Its page, whole, for a letter."""
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def period(self):
        """The days it is about."""
        return Period(self.period_start, self.period_end)

    @property
    def period_words(self):
        """Its period, in the reader's language."""
        return period_label(self.period)

    @property
    def scope(self):
        """Over whom it is."""
        return Scope(self.scope_kind, self.scope_class, self.scope_unit, self.scope_leader)

    @property
    def reason(self):
        """Why its PDF could not be made, and what to do about it; of an issued report the period is settled."""
        if self.is_kept:
            return self.OF_ISSUED
        return f"{super().reason} {self.OF_LONG}" if self.error in ("timeout", "memory") else super().reason

    @property
    def is_draft(self):
        return self.stage == self.Stage.DRAFT

    @property
    def is_kept(self):
        """Whether it was issued, whatever became of it."""
        return self.stage in self.KEPT

    @property
    def is_drafted(self):
        """Whether its figures and sentences are there."""
        return bool(self.contents)

    @property
    def wanted(self):
        """What it is to be about."""
        documents = tuple(self.resolutions.order_by("in_force_on", "pk")) or None
        return Wanted(self.committee, self.period, self.cutoff, documents, self.scope)

    @property
    def gathered(self):
        """Its contents as they are kept: of a draft with the sentences as drafted. Raises ValueError before it is drafted."""
        if not self.is_drafted:
            raise ValueError(f"{self.code} is not drafted yet")
        if getattr(self, "_read", ("",))[0] != self.contents:
            self._read = (self.contents, of_json(self.contents))
        return self._read[1]

    def finished(self):
        """Its contents as the paper says them: with the text of its passages, its number, its day and who signed it.

        Head and signature are of the day on which it was signed off, layout and year of the day of issue.
        """
        if self.is_kept and self.contents_sha256:
            return self.gathered
        return self.gathered.finished(
            [passage.as_sentence(self.gathered.values) for passage in self.passages.printed()],
            number=self.number,
            day=self.issued_on,
            signed_by=str(self.signed_by or ""),
            is_draft=not self.is_kept,
            **self.ends(),
        )

    def ends(self):
        """What its head and foot say once it is signed off; nothing before: then it keeps what it was drafted with."""
        if not self.signed_at:
            return {}
        signed_on = local_day(self.signed_at)
        day = self.issued_on or local_day(self.issued_at or self.signed_at)
        post = self.signers(on=signed_on).filter(user=self.signed_by).first()
        said = ends(self.committee, on=signed_on, post=post)
        return said | {"layout": layout_of(day), "year": day.year}

    def data(self):
        """All that it says, as JSON: of an issued one the very bytes that were frozen."""
        return self.contents.encode() if self.is_kept else to_json(self.finished())

    def draft(self):
        """Gather its figures and draft its sentences, once: under the row's lock, in one transaction."""
        with transaction.atomic():
            row = type(self).objects.select_for_update().get(pk=self.pk)
            if row.is_drafted:
                self.contents = row.contents
                return
            address = settings.SITE_URL + reverse("report-check", args=[row.check_code])
            found = gather(row.wanted, made_on=local_day(row.asked_at), code=row.code, check=row.check_code, address=address)
            merge(row, found.sentences)
            self.rows, self.seal = len(found.figures.rows), found.seal.hash if found.seal else ""
            self.contents, self.drafted_at = to_json(found.without_too_many_rows()).decode(), timezone.now()
            self.save(update_fields=["contents", "drafted_at", "rows", "seal"])

    def paper(self):
        """The report as it is printed, drafted first where it is not yet."""
        if not self.is_drafted:
            self.draft()
        return paper.compose(self.finished())

    def facts_of(self, data):
        """What is kept of the PDF beside its bytes: how many pages it has."""
        return {"pages": len(PdfReader(io.BytesIO(data)).pages)}

    def all_rows(self):
        """All rows that were counted, also where they are too many to be kept: the log tells them again as they stood."""
        kept = self.gathered
        return gather(self.wanted, made_on=local_day(self.asked_at)).figures.rows if kept.rows_left_out else kept.figures.rows

    def rows_of_doer(self, unit, person=None):
        """The rows of a unit (a Unit), or of the duties of a person (the number of the appointment), as they were counted."""
        rows = self.gathered.figures.rows
        if self.gathered.rows_left_out:
            rows = collect(replace(self.wanted, scope=Scope(UNIT, unit=unit)), self.period, self.cutoff).rows
        return [row for row in rows if row.doer == (unit.pk, person)]

    def rows_of(self, address):
        """The rows that a figure counts, as they stood at the report's instant. Raises figures.UnknownFigure."""
        found = self.gathered.figures
        return figures.rows_of(replace(found, rows=self.all_rows()) if self.gathered.rows_left_out else found, address)
