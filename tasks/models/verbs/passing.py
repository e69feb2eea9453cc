"""Work passes from hand to hand: to a member, to a new head, to another unit or person, and back to the office."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.entry import Entry
from tasks.models.log import Logged, need_reason
from tasks.models.stands import State
from units.landing import at_field
from units.models import Appointment, Unit


class Passing(Logged):
    class Meta:
        abstract = True

    @transaction.atomic
    def hand(self, *, by, seen, key, now, person, text=""):
        """The unit's head hands it to one of the unit's people (an appointment), or takes it back from them (None). The unit still answers."""
        if made := self._open("hand", by=by, seen=seen, key=key, now=now):
            return made
        if person is not None and not (
            person.unit_id == self.unit_id and person.role in Appointment.UNIT_ROLES and person.holds(self._day(now))
        ):
            raise at_field("person", _("This person does not work in the unit today."), "person")
        if (person and person.pk) == self.person_id:
            raise at_field("person", _("It is with them already."), "same")
        if person is not None:
            Appointment.mark_in_use([person.pk])
        return self._write(Entry.Kind.HAND, by=by, now=now, key=key, said={"text": text}, person_id=person and person.pk)

    @transaction.atomic
    def take_over(self, *, by, seen, key, now, text=""):
        """A new head accepts what the one before left open."""
        if made := self._open("take_over", by=by, seen=seen, key=key, now=now):
            return made
        return self._write(Entry.Kind.TAKE_OVER, by=by, now=now, key=key, said={"text": text})

    @transaction.atomic
    def reassign(self, *, by, seen, key, now, text, unit=None, person=None):
        """Pass it on to another unit, or a duty of persons to another appointment, with the reason; the new one accepts by receiving it.

        by None: the clock, for a succession decided before. The former unit keeps reading up to here. Raises ValidationError if the unit is
        none of the committee's today, or has it already; if the person's appointment does not hold today.
        """
        if made := self._open("reassign", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        today = self._day(now)
        if self.is_of_a_person:
            if person is None or not person.holds(today) or not person.unit.path.startswith(self.committee.path):
                raise at_field("person", _("Choose a person whose appointment holds today."), "person")
            unit = person.unit
        elif unit is None or not unit.holds(today) or not unit.path.startswith(self.committee.path):
            raise at_field("unit", _("Choose a unit of this committee that there is today."), "unit")
        person = person if self.is_of_a_person else None
        if (unit.pk, person and person.pk) == (self.unit_id, self.person_id if self.is_of_a_person else None):
            raise ValidationError(_("It is with them already."), code="same")
        Unit.mark_in_use([unit.pk])
        if person is not None:
            Appointment.mark_in_use([person.pk])
        after = {"state": State.ASSIGNED, "unit_id": unit.pk, "person_id": person and person.pk}
        return self._write(Entry.Kind.REASSIGN, by=by, now=now, key=key, said={"text": text}, **after)

    @transaction.atomic
    def withdraw(self, *, by, seen, key, now, text):
        """Take the work back from the unit, with the reason. It leaves every total and stays in the log."""
        if made := self._open("withdraw", by=by, seen=seen, key=key, now=now):
            return made
        need_reason(text)
        after = {"state": State.WITHDRAWN, "settled_on": self._day(now)}
        return self._write(Entry.Kind.WITHDRAW, by=by, now=now, key=key, said={"text": text}, **after)
