"""Who may be given something by a committee on a day, and whom the addressees of proposed tasks reach."""

from collections import Counter

from tasks.forms.tasks import units_below
from units.models import Appointment
from units.models.unit import committee_of


class Recipients:
    """The units and posts of a committee on a day. 4 queries, however many tasks are looked at. ``units``: {pk: unit} by class and name."""

    def __init__(self, committee, *, on):
        self.units = {unit.pk: unit for unit in units_below(committee, on=on).order_by("kind", "name", "pk")}
        holders = Appointment.objects.valid(on=on).filter(unit__path__startswith=committee.path).select_related("unit", "user")
        holders = list(holders)
        nearest = committee_of({post.unit for post in holders})
        self.posts = [post for post in holders if nearest.get(post.unit_id) == committee.pk]
        self.by_kind = Counter(unit.kind for unit in self.units.values())
        self.by_role = Counter(post.role for post in self.posts)

    def reached(self, *, kinds=(), units=(), roles=()):
        """[(unit, post or None)] that these classes, keys of units and roles mean, each once: as ``Task.places`` finds them afterwards."""
        chosen = {str(pk) for pk in units}
        places = [(unit, None) for pk, unit in self.units.items() if str(pk) in chosen or unit.kind in kinds]
        return places + [(post.unit, post) for post in self.posts if post.role in roles]
