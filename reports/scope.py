"""Over whom a report is: the whole committee, a class of units, one unit with those below it, or what one leader looks after."""

from dataclasses import dataclass

from django.db.models import Q

from reports import figures
from units.models import Portfolio, Unit

COMMITTEE, CLASS, UNIT, PORTFOLIO = "committee", "class", "unit", "portfolio"


@dataclass(frozen=True)
class Scope:
    """One of the four. ``unit_kind``: of a class, a unit's kind or ``figures.PERSONS``; ``unit``: a Unit; ``leader``: a leader's Appointment."""

    kind: str = COMMITTEE
    unit_kind: str = ""
    unit: Unit | None = None
    leader: object = None

    def narrow(self, entries, *, on):
        """Entries of work that was in scope by the unit they name; the portfolio is that of the day ``on``. A query set; at most 1 query."""
        if self.kind == CLASS:
            of_persons = Q(assignment__opened_for_person__isnull=False)
            return entries.filter(of_persons if self.unit_kind == figures.PERSONS else ~of_persons & Q(unit__kind=self.unit_kind))
        if self.kind == UNIT:
            return entries.filter(unit__path__startswith=self.unit.path)
        if self.kind == PORTFOLIO:
            return entries.filter(watched_by(self.leader, on=on))
        return entries


def watched_by(leader, *, on):
    """A condition on entries: the unit is one that this leader (an appointment) looks after on that day: itself, below one, or in its place."""
    watched = Q(pk__in=[])
    for one in Portfolio.objects.valid(on=on).filter(leader=leader).select_related("unit"):
        watched |= Q(unit__path__startswith=one.unit.path) | Q(unit=one.unit.heir_id)
    return watched
