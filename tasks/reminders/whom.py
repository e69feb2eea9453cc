"""Who is told: who answers for the work, who supports it, who sits at the committee's desks."""

from collections import defaultdict
from functools import cached_property

from units.models import Appointment, Portfolio, Unit
from units.models.unit import committee_of

Role = Appointment.Role


class People:
    """The appointments of one day whose holders' accounts are open. At most 4 queries, each when it is first needed."""

    def __init__(self, *, on):
        self.on = on

    @cached_property
    def posts(self):
        return list(Appointment.objects.valid(on=self.on).filter(user__is_active=True).select_related("user", "unit").order_by("pk"))

    @cached_property
    def by_pk(self):
        return {post.pk: post for post in self.posts}

    @cached_property
    def by_unit(self):
        found = defaultdict(list)
        for post in self.posts:
            found[post.unit_id, post.role].append(post)
        return found

    @cached_property
    def desks(self):
        """{(committee pk, role): its posts} of office, board and leaders."""
        ours = [post for post in self.posts if post.role in (Role.OFFICE, Role.BOARD, Role.LEADER)]
        nearest, found = committee_of({post.unit for post in ours}), defaultdict(list)
        for post in ours:
            found[nearest.get(post.unit_id), post.role].append(post)
        return found

    @cached_property
    def portfolios(self):
        """Which leader watches which unit on this day."""
        return [one for one in Portfolio.objects.valid(on=self.on).select_related("unit") if one.leader_id in self.by_pk]

    @cached_property
    def heirs(self):
        """{unit pk: pk of the one that stands in its place}."""
        return dict(Unit.objects.exclude(heir=None).values_list("pk", "heir"))

    def answering(self, unit_id, person_id, *, alone, heirs=True):
        """Posts of those who answer for work: the unit's heads and the member to whom it was handed, else its members.

        Of a unit that is gone and has nobody, those of the one in its place (unless ``heirs`` is False). alone: a duty of a person, for which
        that person alone answers.
        """
        theirs = [self.by_pk[person_id]] if person_id in self.by_pk else []
        if alone:
            return theirs
        heads = self.by_unit.get((unit_id, Role.HEAD), [])
        users = {post.user_id for post in heads}
        found = [*heads, *(post for post in theirs if post.user_id not in users)] or self.by_unit.get((unit_id, Role.MEMBER), [])
        return found or (self.answering(self.heirs[unit_id], None, alone=False) if heirs and unit_id in self.heirs else [])

    def at_desk(self, committee_id, *roles):
        """Posts with these roles that count for the committee."""
        return [post for role in roles for post in self.desks.get((committee_id, role), [])]

    def watching(self, unit, committee_id):
        """Posts of the committee's leaders whose portfolio the unit is, or a unit above it, or one in whose place it stands."""
        leaders = {post.pk for post in self.at_desk(committee_id, Role.LEADER)}
        return [self.by_pk[one.leader_id] for one in self.portfolios if one.leader_id in leaders and one.covers(unit)]


def users_of(posts):
    """Their holders, each once, in order."""
    return list({post.user_id: post.user for post in posts}.values())
