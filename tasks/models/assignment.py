from datetime import timedelta

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tasks.models.awaiting import AwaitingQuerySet
from tasks.models.due import DueQuerySet
from tasks.models.entry import Entry
from tasks.models.handover import HandoverQuerySet
from tasks.models.rights import Rights, RightsQuerySet
from tasks.models.stands import OPEN, Stands, State
from tasks.models.table import ABOUT_A_PART, ABOUT_AN_ENTRY, FROM
from tasks.models.verbs import Verbs
from units.periods import Period, local_day


def code_of(pk):
    """The printed code of an assignment: 'NV-0123'."""
    return f"NV-{pk:04}"


class AssignmentQuerySet(AwaitingQuerySet, DueQuerySet, HandoverQuerySet, RightsQuerySet):
    """Assignments in the office's words, for today and for a past instant."""

    def as_of(self, instant, *, since=None):
        """The last entry of each, recorded by ``instant``: how everything stood then. Read-only; one query.

        since: a day; what was recorded as verified or withdrawn before it is left out, unless it was reopened by ``instant``.
        """
        was = self.filter(assigned_at__lte=instant)
        if since:
            was = was.filter(Q(settled_on=None) | Q(settled_on__gte=min(since, local_day(instant) + timedelta(days=1))))
        entries = Entry.objects.last_by(instant, of=was.order_by().values("pk"))
        return entries.filter(Q(settled_on=None) | Q(settled_on__gte=since)) if since else entries

    def tally(self, *columns, on):
        """How many stand where, for each value of ``columns``: {value (a tuple for several): {state or 'overdue': n, 'all': n}}.

        Withdrawn ones are left out of 'all'. Grouped by the database: one query, however many rows.
        """
        overdue = Count("pk", filter=Q(state__in=OPEN, due_on__lt=on))
        tallies = {}
        for *values, state, number, late in self.order_by().values_list(*columns, "state").annotate(number_=Count("pk"), overdue_=overdue):
            tally = tallies.setdefault(
                values[0] if len(values) == 1 else tuple(values), {"all": 0, "overdue": 0, **dict.fromkeys(State.values, 0)}
            )
            tally[state] += number
            tally["overdue"] += late
            tally["all"] += 0 if state == State.WITHDRAWN else number
        return tallies

    def in_numbers(self, *, on):
        """How many are open, overdue, without a date and waiting for verification: the twin of those lists, in one query."""
        is_open = Q(state__in=OPEN)
        return self.order_by().aggregate(
            open=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & Q(due_on__lt=on)),
            undated=Count("pk", filter=is_open & Q(due_on=None)),
            submitted=Count("pk", filter=Q(state=State.SUBMITTED)),
        )

    def by_date(self):
        """The most urgent first; what has no date yet comes last, on both databases."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def for_pages(self):
        """With what the page of one shows, in the same query."""
        return self.select_related(
            "unit", "person__user", "person__unit", "task__supervising_unit", "task__provision__resolution__committee"
        )

    def for_lists(self):
        """With what a row of a list shows, in the same query."""
        return self.select_related("unit", "person__user", "task__provision__resolution__committee")


class Assignment(Rights, Verbs, Stands):
    """A task given to one unit (or, for duties of persons, to one appointment), for one period when it recurs: what is tracked.

    Its standing is a copy of its last entry, kept for speed; ``verify_log`` proves that they agree.
    """

    State = State
    task = models.ForeignKey("tasks.Task", models.PROTECT, related_name="assignments", verbose_name=_("task"))
    opened_for = models.ForeignKey("units.Unit", models.PROTECT, related_name="opened_assignments")
    opened_for_person = models.ForeignKey("units.Appointment", models.PROTECT, null=True, related_name="opened_assignments")
    period_start = models.DateField()
    period_end = models.DateField(null=True)
    assigned_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta(Stands.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            *Stands.Meta.constraints,
            models.UniqueConstraint(
                fields=["task", "period_start", "opened_for"], condition=Q(opened_for_person=None), name="assignment_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["task", "period_start", "opened_for_person"],
                condition=Q(opened_for_person__isnull=False),
                name="assignment_once_a_person",
            ),
            models.CheckConstraint(condition=Q(period_end=None) | Q(period_end__gte=F("period_start")), name="assignment_period_in_order"),
        ]
        indexes = [
            models.Index(fields=["unit", "due_on", "id"], name="assignment_unit_due"),
            models.Index(fields=["due_on", "id"], name="assignment_due"),
            models.Index(fields=["period_start", "unit", "task"], name="assignment_grid"),
            models.Index(fields=["unit", "due_on", "id"], condition=Q(settled_on=None), name="assignment_live_unit_due"),
            models.Index(fields=["due_on", "id"], condition=Q(settled_on=None), name="assignment_live_due"),
        ]

    def __str__(self):
        return f"{self.code} {self.task.title}"

    def get_absolute_url(self):
        return reverse("assignment", args=[self.pk])

    @property
    def code(self):
        """As printed: 'NV-0123'."""
        return code_of(self.pk)

    @property
    def period(self):
        """The days it is for, or None where the work is done once."""
        return Period(self.period_start, self.period_end) if self.period_end else None

    @property
    def doer(self):
        """Whose work it is: the person where it is a duty of persons, else the unit."""
        return self.person.user if self.is_of_a_person else self.unit

    @property
    def is_of_a_person(self):
        """Whether it is a duty of persons, given to an appointment. Other work may have a ``person`` too: the member to whom it was handed."""
        return self.opened_for_person_id is not None

    @property
    def is_open(self):
        """Whether the clock runs."""
        return self.state in OPEN

    def verbs_for(self, user, *, on):
        """What this person may do with the whole of it now: {verb: unit for which the office would write, or None}, in the order of the table."""
        verbs, asked = {}, {}
        for verb, states in FROM.items():
            if verb in ABOUT_AN_ENTRY or verb in ABOUT_A_PART or self.state not in states:
                continue
            if verb in ("grant", "refuse", "ask_time") and self.has_request == (verb == "ask_time"):
                continue
            right = {"send_back": "verify", "refuse": "grant"}.get(verb, verb)
            if right not in asked:
                asked[right] = self.may(right, user, on=on)
            if asked[right]:
                verbs[verb] = None
            elif self.may(verb, user, on=on, on_behalf_of=self.unit):
                verbs[verb] = self.unit
        return verbs

    def may_somehow(self, verb, user, *, on, about):
        """Whether this person may do a verb about an entry or part, for themselves or, as the office, for the unit."""
        unit = about.unit if verb == "support" else self.unit
        return self.may(verb, user, on=on, about=about) or self.may(verb, user, on=on, on_behalf_of=unit, about=about)

    def history(self, *, until=None):
        """Its log with all that a page shows of it, the oldest first, up to the entry numbered ``until``. 2 queries."""
        entries = self.entries.select_related("by", "on_behalf_of", "unit", "person__user", "about", "retracted", "part_unit", "part")
        entries = entries.prefetch_related("evidence__retractions").order_by("number")
        return list(entries.filter(number__lte=until) if until else entries)

    def stand_as(self, entry):
        """Show this object, not the row, as it stood after an entry."""
        for name, value in entry.stands.items():
            setattr(self, name, value)

    @cached_property
    def has_request(self):
        """Whether a request for time is open. Read once: for a page."""
        return self.extensions.pending().exists()
