"""What is left open when people change posts."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tasks.models.entry import Entry
from units.models import Appointment
from units.periods import start_of_day

Role = Appointment.Role


class HandoverQuerySet(models.QuerySet):
    """Open work whose hands have changed; a query set of assignments."""

    def to_take_over(self, user, *, on):
        """Open work of the units whose head this person became after it was given, of which they have written nothing yet. At most 2 queries."""
        mine = Q(pk__in=[])
        for post in user.posts(on=on):
            if post.role == Role.HEAD:
                since = start_of_day(post.valid_from)
                written = Entry.objects.filter(assignment=OuterRef("pk"), by=user, recorded_at__gte=since)
                mine |= Q(unit=post.unit_id, opened_for_person=None, assigned_at__lt=since) & ~Exists(written)
        return self.open().filter(mine)

    def left_behind(self, *, on):
        """Open work that lies with an appointment which has ended: duties of persons, and what was handed to a member."""
        return self.open().filter(person__valid_until__lt=on)

    def left_to(self, user, *, on):
        """Of that, what this person sees to: the office the duties of persons, a head what was handed to the unit's own people."""
        offices = user.committees(on=on, roles=[Role.OFFICE])
        homes = [post.unit_id for post in user.posts(on=on) if post.role == Role.HEAD]
        duties = Q(opened_for_person__isnull=False, task__provision__resolution__committee__in=offices)
        return self.left_behind(on=on).filter(duties | Q(opened_for_person=None, unit__in=homes))
