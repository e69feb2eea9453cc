"""Other papers and files of the same report, each made by a worker: a leader's page, the sheet of one unit, the table of very many rows."""

import io
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from reports import summary_paper, unit_paper
from reports.contents import LINES
from reports.figures.tracing import doer_key
from reports.models.life import Life
from reports.workbook import workbook
from tasks.models.rights import at_or_below
from units.models import Appointment
from units.models.rendered import Rendered, RenderedQuerySet


class CopyQuerySet(RenderedQuerySet):
    """Copies in the office's words."""

    def visible_to(self, user, *, on, reports):
        """What this person may know of: all copies of ``reports`` (those visible to them), and of any report that was issued their own sheets.

        Heads and members: the sheet of their unit, of one below it, of one that these took over from; a person: that of a duty of their own.
        """
        posts = user.posts(on=on)
        theirs = Q(person__in=[post.pk for post in posts])
        if of_units := [post for post in posts if post.role in Appointment.UNIT_ROLES]:
            theirs |= Q(person=None, unit__in=at_or_below(of_units, on=on))
        return self.filter(Q(report__in=reports.order_by().values("pk")) | theirs & Q(kind=Copy.Kind.UNIT, report__stage__in=Life.KEPT))

    def own(self, user, *, on):
        """The sheets of issued reports about what this person heads, belongs to or does: as ``visible_to`` without anybody's reports."""
        return self.visible_to(user, on=on, reports=self.model._meta.get_field("report").related_model.objects.none())

    def ask(self, report, wanted, *, now, anew=False):
        """Write down that these copies are wanted (``WantedCopy``, any number). What failed, or was made of an earlier edition, is made again.

        anew: also what is being made at this moment, because the report has just become another. Safe to call twice and at once: there is one
        row of each copy. 2 queries.
        """
        rows = [Copy(report=report, line=one.line, kind=one.kind, unit_id=one.unit, person_id=one.person, asked_at=now) for one in wanted]
        self.bulk_create(rows, ignore_conflicts=True)
        there = self.filter(report=report, line__in=[one.line for one in wanted])
        again = Q(status=Rendered.Status.FAILED) | Q(status=Rendered.Status.READY) & ~Q(edition=report.edition)
        if anew:
            again |= Q(status=Rendered.Status.RENDERING)
        there.filter(again).update(status=Rendered.Status.PENDING, tries=0, error="", claim=None, lease_until=None, asked_at=now)


@dataclass(frozen=True)
class WantedCopy:
    """A copy: its kind, and of a unit's sheet the unit's number, of a person's also that of the appointment."""

    kind: str
    unit: int | None = None
    person: int | None = None

    @property
    def line(self):
        """Its one name within the report: 'summary', 'sheet', 'u12', 'u12-3'."""
        return doer_key(self.unit, self.person) if self.kind == Copy.Kind.UNIT else self.kind


@dataclass(frozen=True)
class Possible:
    """A copy that a report may have: what it is called, and of a sheet of a unit or person the name of their class."""

    copy: WantedCopy
    name: str
    group: str = ""


def possible(report):
    """All copies of a report, in their order: a list of ``Possible``. The table of rows is one of them where they are too many for a page."""
    found = [Possible(WantedCopy(Copy.Kind.SUMMARY), Copy.Kind.SUMMARY.label)]
    if report.rows > LINES:
        found.append(Possible(WantedCopy(Copy.Kind.SHEET), Copy.Kind.SHEET.label))
    of_doers = {}
    for of in report.gathered.figures.classes:
        for line in of.doers:
            of_doers.setdefault(line.doer, Possible(WantedCopy(Copy.Kind.UNIT, *line.doer), line.name, of.name))
    return [*found, *of_doers.values()]


class Copy(Rendered):
    """A copy of a report, made of the same contents. ``edition``: of the report it was made of; null before the first is made."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("one page for leaders")
        UNIT = "unit", _("sheet of a unit")
        SHEET = "sheet", _("table of all rows")

    comes_last = True

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="copies")
    line = models.CharField(max_length=40, help_text="'summary', 'sheet', or the line of a unit or person in the report")
    kind = models.CharField(max_length=7, choices=Kind)
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("units.Appointment", models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(null=True)
    file = models.FileField(_("file"), upload_to="reports", blank=True)
    pages = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField(_("asked for at"))

    objects = CopyQuerySet.as_manager()

    class Meta(Rendered.Meta):
        verbose_name = _("copy of a report")
        verbose_name_plural = _("copies of reports")
        ordering = ["pk"]
        constraints = [
            *Rendered.Meta.constraints,
            models.UniqueConstraint(fields=["report", "line"], name="copy_once"),
            models.CheckConstraint(
                condition=Q(kind="unit", unit__isnull=False) | ~Q(kind="unit") & Q(unit=None, person=None), name="copy_of_unit_names_it"
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("report-copy", args=[self.pk])

    @property
    def code(self):
        """Of its file: 'BC-0012-summary', 'BC-0012-u7'."""
        return f"{self.report.code}-{self.line}"

    @property
    def whose(self):
        """Whom a sheet is about: the person, or the unit; None of the other copies."""
        return self.person.user if self.person_id else self.unit

    @property
    def ending(self):
        """Of its file's name."""
        return "xlsx" if self.kind == self.Kind.SHEET else "pdf"

    @property
    def is_stale(self):
        """Whether the draft it was made of was changed since."""
        return not self.report.is_kept and self.edition != self.report.edition

    def paper(self):
        """What makes its bytes: an object with ``render()``."""
        report, contents = self.report, self.report.finished()
        self.edition = report.edition
        if self.kind == self.Kind.SUMMARY:
            return summary_paper.compose(contents)
        if self.kind == self.Kind.SHEET:
            return Sheet(contents, report.all_rows())
        return unit_paper.compose(contents, self.unit_id, self.person_id, rows=report.rows_of_doer(self.unit, self.person_id))

    def facts_of(self, data):
        """The edition that was read, and of a PDF how many pages it has."""
        return {"edition": self.edition, "pages": len(PdfReader(io.BytesIO(data)).pages) if self.ending == "pdf" else None}


@dataclass(frozen=True)
class Sheet:
    """The report as a table, however many rows."""

    contents: object
    rows: tuple

    def render(self):
        """The bytes of an XLSX file."""
        return workbook(self.contents, self.rows)
