"""Giving a task to units: who is meant, for which period, due when."""

import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.assignment import Assignment
from tasks.models.calendar import Calendar
from tasks.models.chain import FORMAT, digest
from tasks.models.entry import Entry
from tasks.models.part import Part
from tasks.models.seal import Seal
from tasks.models.stands import State
from units.models import Appointment, Succession, Unit
from units.models.succession import followed
from units.models.unit import committee_of
from units.periods import Period, local_day

BY_RULE = object()


def standing_for(units, *, on):
    """{pk: unit} of those that hold on the day, and of the ones that took over from those that do not. 2 queries, none where all hold."""
    found = {unit.pk: unit for unit in units if unit.holds(on)}
    if gone := [unit for unit in units if not unit.holds(on)]:
        found.update({heir.pk: heir for heirs in Succession.objects.heirs(gone, on=on).values() for heir in heirs})
    return found


class Giving(models.Model):
    """What a task knows of its rhythm and its addressees."""

    class Meta:
        abstract = True

    def period_holding(self, day):
        """The period of its rhythm that a day lies in, cut at the task's start; None for what is done once."""
        if self.cadence == self.Cadence.ONCE:
            return None
        whole = Period.holding(day, self.cadence)
        return Period(max(whole.start, self.starts_on), whole.end)

    def due_in(self, period):
        """The day on which the work of a period (None for what is done once) is due, by the task's rule; None for 'no date yet'.

        A day of the period: ``due_day`` of its last month, or that month's last day if it is shorter. After: ``due_after`` working days
        after the period's first day, for what is done once after the document's date (or the day it was put in force). By hand: none for
        a period, the day in ``due_on`` for what is done once.
        """
        if self.due_rule == self.DueRule.AFTER:
            begins = period.start if period else self.provision.resolution.issued_on or self.provision.resolution.in_force_on
            return Calendar.current().shift(begins, self.due_after) if begins else None
        if period is None:
            return self.due_on
        if self.due_rule == self.DueRule.HAND:
            return None
        return min(period.end.replace(day=1) + timedelta(days=self.due_day - 1), period.end)

    def periods_to_open(self, *, on):
        """Periods that have begun by ``on`` and were not opened yet, oldest first; for what is done once [None] until it was given.

        A task that starts (or goes on after a halt) in mid-period opens that first one only if its due day lies ahead of the start; after
        silence the missed ones come too; what begins while the task is halted does not open. Source: design, 'Addressees and periods'.
        """
        halts = list(self.halts.order_by("valid_from")) if self.pk else []
        if self.starts_on > on or (self.cadence == self.Cadence.ONCE and self.opened_until):
            return []
        if self.cadence == self.Cadence.ONCE:
            return [] if any(halt.holds(on) for halt in halts) else [None]
        periods, period = [], self.period_holding(self.opened_until or self.starts_on)
        if self.opened_until:
            period = self.period_holding(period.end + timedelta(days=1))
        while period.start <= on:
            begins = self.begins_in(period, halts)
            if begins and begins <= on:
                opened = Period(begins, period.end)
                due_on = self.due_in(opened)
                if begins == Period.holding(begins, self.cadence).start or due_on is None or due_on > begins:
                    periods.append(opened)
            period = self.period_holding(period.end + timedelta(days=1))
        return periods

    @staticmethod
    def begins_in(period, halts):
        """The first day of a period on which the task is not halted, or None: it does not begin in the middle of a halt, but after it."""
        begins = period.start
        for halt in halts:
            if halt.holds(begins):
                if halt.valid_until is None or halt.valid_until >= period.end:
                    return None
                begins = halt.valid_until + timedelta(days=1)
        return begins

    def places(self, *, on, part="lead"):
        """Whom the addressees of one part mean on that day: a list of (unit, appointment or None), each once. At most 7 queries.

        A unit that does not hold on the day is stood for by those that took over from it.
        """
        committee, units, posts = self.provision.resolution.committee, {}, []
        meant = [addressee for addressee in self.addressees.select_related("unit") if addressee.part == part]
        units.update(standing_for([addressee.unit for addressee in meant if addressee.unit_id], on=on))
        if kinds := {addressee.unit_kind for addressee in meant if addressee.unit_kind}:
            below = Unit.objects.at_or_below(committee).exclude(pk=committee.pk)
            units.update({unit.pk: unit for unit in below.filter(kind__in=kinds).valid(on=on)})
        if roles := {addressee.role for addressee in meant if addressee.role}:
            holders = Appointment.objects.valid(on=on).filter(role__in=roles, unit__path__startswith=committee.path)
            holders = list(holders.select_related("unit", "user"))
            nearest = committee_of({post.unit for post in holders})
            posts = [post for post in holders if nearest.get(post.unit_id) == committee.pk]
        ordered = sorted(units.values(), key=lambda unit: (unit.kind, unit.name, unit.pk))
        return [(unit, None) for unit in ordered] + [(post.unit, post) for post in posts]

    @transaction.atomic
    def assign(self, *, by, now, key, period=None, due_on=BY_RULE, only=None):
        """Give the task to everyone its addressees mean on that day, for one period (None for what is done once).

        by: someone of the committee's office, or None for the clock, which opens the next periods. due_on: a day, None for 'no date yet', or
        left out: by the task's own rule. only: primary keys of units, where not all that are meant get it now. key: one-time key; each
        assignment's own is made from it, so the same form sent twice gives the task once. Who has it for this period already is left out, and
        (but for ``only``) who took over from a unit that was given it. Returns the new assignments. The number of statements does not grow
        with the units, but for the database's limit on one INSERT.
        Raises PermissionDenied; ValidationError if the document is not in force or nobody is meant.
        """
        task = type(self).objects.select_for_update(of=("self",)).select_related("provision__resolution__committee").get(pk=self.pk)
        resolution, today = task.provision.resolution, local_day(now)
        if by is not None and resolution.committee_id not in by.committees(on=today, roles=[Appointment.Role.OFFICE]):
            raise PermissionDenied
        if resolution.state != resolution.State.IN_FORCE:
            raise ValidationError(_("The document is a draft: put it in force first."), code="draft")
        if resolution.withdrawn_on:
            raise ValidationError(_("The document was withdrawn."), code="withdrawn")
        start = period.start if period else task.starts_on
        if start > today:
            raise ValidationError(_("This period has not begun yet."), code="future")
        places = task.places(on=today if by else max(start, resolution.in_force_on))
        if only is not None:
            places = [(unit, post) for unit, post in places if unit.pk in only]
        if not places:
            raise ValidationError(_("No unit is meant by the addressees on this day."), code="nobody")
        now = Seal.objects.not_sealed(now)
        there = task.given_in(start, on=today, and_heirs=only is None)
        stands = {"state": State.ASSIGNED, "due_on": task.due_in(period) if due_on is BY_RULE else due_on}
        rows = Assignment.objects.bulk_create(
            Assignment(
                task=task, opened_for=unit, opened_for_person=post, unit=unit, person=post,
                period_start=start, period_end=period.end if period else None,
                assigned_at=now, changed_at=now, number=1, **stands,
            )
            for unit, post in places
            if (unit.pk, post and post.pk) not in there
        )  # fmt: skip
        entries = []
        for row in rows:
            entry = Entry(
                assignment=row, number=1, key=uuid.uuid5(key, f"{row.opened_for_id}/{row.opened_for_person_id}/{start}"),
                kind=Entry.Kind.ASSIGN, by=by, happened_on=today, recorded_at=now, format=FORMAT, **row.stands,
            )  # fmt: skip
            entry.hash = row.head = digest(entry, [], previous="")
            entries.append(entry)
        Entry.objects.bulk_create(entries)
        Assignment.objects.bulk_update(rows, ["head"])
        supporting = [unit for unit, _post in task.places(on=today, part="support")] if rows else []
        required = task.addressees.filter(part="support", required=True).exclude(unit=None).select_related("unit") if supporting else ()
        required = standing_for([addressee.unit for addressee in required], on=today)
        Part.objects.bulk_create(
            Part(assignment=row, unit=unit, opened_for=unit, required=unit.pk in required)
            for row in rows
            for unit in supporting
            if unit.pk != row.unit_id
        )
        Unit.mark_in_use({row.unit_id for row in rows})
        Appointment.mark_in_use({row.person_id for row in rows} - {None})
        if not task.opened_until or task.opened_until < start:
            type(self).objects.filter(pk=self.pk).update(opened_until=start)
        return rows

    def given_in(self, start, *, on, and_heirs=True):
        """{(unit pk, pk of its post or None)} of whom the task was given to for the period from ``start``, and of their heirs by ``on``."""
        there = set(self.assignments.filter(period_start=start).values_list("opened_for", "opened_for_person"))
        if there and and_heirs:
            pairs = Succession.objects.pairs(on=on)
            there |= {(heir, None) for unit, post in there if post is None for heir in followed(pairs, unit)}
        return there

    @transaction.atomic
    def give_further(self, units, *, by, now, key):
        """Give a task that was given already to further units too: they become its addressees, and get the period that runs.

        Raises ValidationError where nothing runs today; otherwise as ``assign``. Sent twice it is done once.
        """
        row, today = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk), local_day(now)
        start = row.assignments.filter(period_start__lte=today).order_by("-period_start").values_list("period_start", "period_end").first()
        if start is None or any(halt.holds(today) for halt in row.halts.all()):
            raise ValidationError(_("Nothing of this task runs today."), code="nothing")
        for unit in units:
            row.addressees.get_or_create(part="lead", unit=unit)
        period = Period(*start) if start[1] else None
        return row.assign(by=by, now=now, key=key, period=period, only={unit.pk for unit in units})

    def leave_to_clock(self, *, on):
        """A recurring task with no period to open on the day it was decided: the clock opens its next one, as if this one had been given."""
        day = self.starts_on if self.starts_on <= on else Period.holding(self.starts_on, self.cadence).start - timedelta(days=1)
        type(self).objects.filter(pk=self.pk, opened_until=None).update(opened_until=day)

    def open_periods(self, *, now):
        """Open every period that has begun and was not opened: the clock's part. Safe to run twice, late, or at once.

        Only for a task that a person has given once. Returns how many assignments were made.
        """
        made = 0
        if self.cadence == self.Cadence.ONCE or not self.opened_until:
            return made
        for period in self.periods_to_open(on=local_day(now)):
            try:
                made += len(self.assign(by=None, now=now, key=uuid.uuid5(uuid.NAMESPACE_OID, f"period/{self.pk}/{period}"), period=period))
            except ValidationError as error:
                if error.code != "nobody":
                    raise
                type(self).objects.filter(pk=self.pk).update(opened_until=period.start)
        return made
