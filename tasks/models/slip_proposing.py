"""Which slips are owed: planned from facts, once a working day, in the transaction that plans what people are told."""

from collections import defaultdict
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from tasks.models.assignment import Assignment
from tasks.models.entry import Entry
from tasks.models.extension import Extension
from tasks.models.pace import Pace
from tasks.models.slip_line import Colour, SlipLine
from tasks.models.slip_printed import issue
from tasks.models.stands import OPEN
from units.models import Installation
from units.periods import start_of_day

ONE_DAY, BATCH = timedelta(days=1), 500


def silences(paces, *, today, calendar):
    """Last words (entries) since which work is late and its unit silent for so long that a blue slip is owed, and has none yet.

    A silence begins with the unit's last word, or with the entry that gave it the work, sent it back or set its date, if it said nothing after
    it. Owed is blue when the pace's working days have passed since the date and since that day: work that comes late, or comes back late, is
    no silence yet. Who waits for the decision on more time is not silent either.
    """
    later = Entry.objects.filter(assignment=OuterRef("assignment"), pk__gt=OuterRef("pk"), kind__in=Entry.BREAKING)
    has_blue = SlipLine.objects.kept().filter(since=OuterRef("pk"), colour=Colour.BLUE)
    long_enough = Q(pk__in=[])
    for cadence, pace in paces.items():
        if pace.blue:
            last = calendar.shift(today, 1 - pace.blue) - ONE_DAY  # so many working days lie after it, up to today
            quiet = Q(recorded_at__lt=start_of_day(last + ONE_DAY))
            long_enough |= Q(assignment__task__cadence=cadence, assignment__due_on__lte=last) & quiet
    late = Entry.objects.filter(assignment__state__in=OPEN, assignment__settled_on=None, assignment__due_on__lt=today)
    asked = Extension.objects.pending().filter(assignment=OuterRef("assignment"))
    return late.filter(long_enough, ~Exists(later), ~Exists(has_blue), ~Exists(asked), kind__in=Entry.BREAKING)


class ProposingQuerySet(models.QuerySet):
    """What the clock does with slips."""

    @transaction.atomic
    def propose(self, *, now, today, calendar):
        """Drop what is needless, wake what was postponed until today, send blue slips, propose yellow and red ones.

        For the plan of the day, which holds the installation's lock already; on a day off it does nothing. Twice a day is once: a silence has
        one line of each colour, and a unit one slip of a colour and day. The number of queries does not follow the assignments, but for the
        INSERTs and UPDATEs of what is new. Returns {'needless': n, 'woken': n, 'blue': n, 'yellow': n, 'red': n}.
        """
        if not calendar.is_working(today):
            return dict.fromkeys(["needless", "woken", *Colour.values], 0)
        Installation.objects.select_for_update().get(pk=Installation.this().pk)
        paces = Pace.by_cadence()
        done = {"needless": self.lapse(paces, now=now, today=today), "woken": self.wake(today=today)}
        done["blue"] = self._send_blue(paces, now=now, today=today, calendar=calendar)
        for colour in (Colour.BLUE, Colour.YELLOW):
            done[colour.next.value] = self._propose_after(colour, paces, now=now, today=today)
        return done

    def lapse(self, paces, *, now, today):
        """Drop lines of proposals whose silence has ended; a proposal without lines is needless. Returns how many slips are."""
        lines = SlipLine.objects.kept().filter(slip__state__in=self.model.WAITING)
        lines.needless(paces, on=today).update(dropped_at=now)
        empty = self.model.objects.filter(~Exists(SlipLine.objects.kept().filter(slip=OuterRef("pk"))), state__in=self.model.WAITING)
        return empty.update(state=self.model.State.NEEDLESS, postponed_until=None)

    def wake(self, *, today):
        """What was postponed until a day is proposed again on it. Returns how many."""
        postponed = self.model.objects.filter(state=self.model.State.POSTPONED, postponed_until__lte=today)
        return postponed.update(state=self.model.State.PROPOSED, postponed_until=None)

    def _send_blue(self, paces, *, now, today, calendar):
        """Blue slips go by themselves. The assignments are locked, then looked at again: who answered meanwhile gets none."""
        owed = silences(paces, today=today, calendar=calendar)
        rows = Assignment.objects.filter(pk__in=owed.values("assignment")).order_by("pk")
        locked = set(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
        if not locked:
            return 0
        found = [(whose(since), line_of(since)) for since in with_facts(owed) if since.assignment_id in locked]
        slips = self._write(Colour.BLUE, found, now=now, today=today)
        if slips:
            ready = self.model.objects.for_papers().in_bulk(list(slips))
            issue([ready[pk] for pk in slips], slips, by=None, now=now, calendar=calendar, paces=paces)
        return len(slips)

    def _propose_after(self, colour, paces, *, now, today):
        """Propose the next colour for each line of this one whose slip's limit has passed in silence."""
        followed = SlipLine.objects.kept().filter(before=OuterRef("pk"))
        lines = SlipLine.objects.kept().filter(colour=colour, slip__state=self.model.State.SENT, slip__answer_by__lt=today)
        lines = lines.filter(~Exists(followed), assignment__state__in=OPEN, assignment__task__cadence__in=urged(paces)).silent()
        found = []
        facts = ("assignment_id", "basis_id", "since_id", "due_on")
        rows = lines.select_related("slip").only(*facts, "slip__committee", "slip__unit", "slip__person")
        for line in rows.order_by("due_on", "assignment"):
            about, slip = {name: getattr(line, name) for name in facts}, line.slip
            found.append(((slip.committee_id, slip.unit_id, slip.person_id), SlipLine(colour=colour.next, before=line, **about)))
        return len(self._write(colour.next, found, now=now, today=today))

    def _write(self, colour, found, *, now, today):
        """One proposal for each committee, unit (or person) with its lines: {slip pk: lines}. found: pairs of whose and a line, not saved.

        Who has a slip of this colour from today already gets the rest tomorrow.
        """
        by_whose = defaultdict(list)
        for who, line in found:
            by_whose[who].append(line)
        there = set(self.model.objects.filter(colour=colour, proposed_at__gte=start_of_day(today)).values_list("key", flat=True))
        made = [
            (slip, lines)
            for (committee, unit, person), lines in sorted(by_whose.items(), key=lambda one: [pk or 0 for pk in one[0]])
            for slip in [self.model(committee_id=committee, unit_id=unit, person_id=person, colour=colour, proposed_at=now)]
            for slip.key in [f"{committee}/{unit}/{person or '-'}/{colour}/{today}"]
            if slip.key not in there
        ]
        self.model.objects.bulk_create([slip for slip, _lines in made], batch_size=BATCH)
        for slip, lines in made:
            for line in lines:
                line.slip = slip
        SlipLine.objects.bulk_create([line for _slip, lines in made for line in lines], batch_size=BATCH)
        return {slip.pk: lines for slip, lines in made}


def with_facts(owed):
    """The last words, each with what a slip says of its assignment, in the order of the paper. 1 query."""
    basis = Entry.objects.filter(assignment=OuterRef("assignment"), kind__in=Entry.SETTING).order_by("-number").values("pk")[:1]
    rows = owed.annotate(basis=Subquery(basis), committee=F("assignment__task__provision__resolution__committee"))
    shown = "unit person opened_for_person due_on task__title task__cadence".split()
    rows = rows.select_related("assignment__task").only("kind", *(f"assignment__{name}" for name in shown))
    return rows.order_by("assignment__due_on", "assignment")


def line_of(since):
    """The blue line of a silence, not saved."""
    row = since.assignment
    return SlipLine(assignment=row, basis_id=since.basis, since=since, due_on=row.due_on, colour=Colour.BLUE)


def whose(since):
    """Whose slip an assignment comes on: (committee, unit, the appointment of a duty of persons or None), as primary keys."""
    row = since.assignment
    return since.committee, row.unit_id, row.person_id if row.is_of_a_person else None


def urged(paces):
    """The rhythms for which there are slips at all."""
    return [cadence for cadence, pace in paces.items() if pace.blue]
