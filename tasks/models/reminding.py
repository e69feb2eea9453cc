from django.db import models
from django.db.models import Count, F, Max, Q, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tasks.models import public
from units.landing import at_field, refuse_year

THING = ("assignment", "slip", "page")


class DayOff(models.Model):
    """An entry of the working calendar that overrides the holiday package: a day off, or a Saturday worked for one.

    A change holds for rungs that were not sent yet; dates that were set and slips that were sent stay.
    """

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(_("is worked"), default=False)
    decision = models.CharField(_("by which decision"), max_length=200)

    class Meta:
        verbose_name = _("day off or worked")
        verbose_name_plural = _("days off and days worked")
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"

    def clean(self):
        """Refuses a year that nobody means, and an entry that changes nothing: a day worked that is worked anyway, a day off that is off anyway."""
        super().clean()
        refuse_year("day", self.day)
        if self.day and public.is_working(self.day) == self.is_worked:
            said = {"day": f"{self.day:%d/%m/%Y}", "called": public.name_of(self.day) or date_format(self.day, "l")}
            if self.is_worked:
                raise at_field("day", _("%(day)s is a working day anyway (%(called)s)."), "worked_anyway", **said)
            raise at_field("day", _("%(day)s is off anyway (%(called)s)."), "off_anyway", **said)


class NoticeQuerySet(models.QuerySet):
    """What people were told. One planner writes at a time, so that keys rise with the instants: what has a higher one came later."""

    def visible_to(self, user):
        """What this person was told, and can read in the application: all but the older rungs, which are on record only."""
        return self.filter(recipient=user, superseded=False)

    def unread(self):
        """Those that their reader has neither opened nor marked as read."""
        return self.filter(read_at=None)

    def up_to(self, pk):
        """Those that had been there when this one was the newest shown: what came meanwhile is left out."""
        return self.filter(pk__lte=pk)

    def about(self, notice):
        """Those about the same thing."""
        return self.filter(assignment=notice.assignment_id, slip=notice.slip_id, page=notice.page)

    def things(self):
        """About how many things they are: five rungs of one work count once. 1 query."""
        return self.order_by().values(*THING).distinct().count()

    def newest_of_each(self):
        """Of each thing the newest, the newest first."""
        return self.filter(pk__in=self.order_by().values(*THING).annotate(newest=Max("pk")).values("newest")).order_by("-pk")

    def before(self, notices, *, most):
        """{(assignment, slip): the notices before these of a list about the same thing, the newest first, at most so many}, each with ``number``: how
        many there are. 1 query."""
        of = {"partition_by": [F(column) for column in THING]}
        rows = self.filter(
            Q(assignment__in={row.assignment_id for row in notices})
            | Q(slip__in={row.slip_id for row in notices if row.slip_id})
            | Q(page__in={row.page for row in notices if row.page})
        )
        rows = rows.exclude(pk__in=[row.pk for row in notices])
        rows = rows.annotate(rank=Window(RowNumber(), order_by=F("pk").desc(), **of), number=Window(Count("pk"), **of)).filter(
            rank__lte=most
        )
        found = {}
        for row in rows.order_by("-pk"):
            found.setdefault(row.thing, []).append(row)
        return found

    def mark_read(self, *, now):
        """Their reader says that they know. Twice, or from two tabs at once, is once. Returns how many were unread."""
        return self.unread().update(read_at=now)

    def mark_opened(self, *, now):
        """Their reader opened them, or the thing itself; that reads them too. The first time counts. Returns how many had not been opened."""
        return self.filter(opened_at=None).update(opened_at=now, read_at=Coalesce("read_at", Value(now)))


class Notice(models.Model):
    """What someone was told in the application: exactly once, by its key of recipient, subject, step and basis.

    ``read_at``: when its reader opened it, or the work it is about, or marked it as read; ``opened_at``: when they opened either.
    """

    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey("units.User", models.PROTECT, related_name="notices")
    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, null=True, related_name="notices")
    slip = models.ForeignKey("tasks.Slip", models.PROTECT, null=True, related_name="notices")
    page = models.CharField(max_length=200, blank=True, help_text="where it leads, for what is neither: a report")
    basis = models.ForeignKey("tasks.Entry", models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=8)
    text = models.CharField(max_length=400)
    mail = models.ForeignKey("units.Mail", models.PROTECT, null=True, related_name="notices")
    superseded = models.BooleanField(default=False, help_text="an older rung, on record but not mailed: a newer one went out")
    left_out = models.BooleanField(default=False, help_text="it fell out of its letter before that was sent")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notice_unread"),
            models.Index(fields=["recipient", "-made_at", "-id"], name="notice_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(opened_at=None) | Q(read_at__isnull=False), name="notice_opened_is_read"),
            models.CheckConstraint(
                condition=Q(assignment__isnull=False) | Q(slip__isnull=False) | ~Q(page=""), name="notice_about_something"
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        """Where a click leads: it marks the notice as opened and goes on to the thing."""
        return reverse("notice", args=[self.pk])

    @property
    def subject(self):
        """The thing it is about, or the address of its page."""
        return self.page or (self.slip if self.slip_id else self.assignment)

    @property
    def thing(self):
        """By which notices are folded into one line."""
        return self.assignment_id, self.slip_id, self.page
