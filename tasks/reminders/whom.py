"""Who answers for an assignment, and so is told."""

from collections import defaultdict

from units.models import Appointment


def recipients(today):
    """A function that gives the people who answer for an assignment: its person, else the unit's heads (and the member to whom it was
    handed), else its members. 1 query."""
    posts = list(Appointment.objects.valid(on=today).filter(user__is_active=True).select_related("user"))
    by_pk, by_unit = {post.pk: [post.user] for post in posts}, defaultdict(list)
    for post in posts:
        by_unit[post.unit_id, post.role].append(post.user)

    def of(row):
        theirs = by_pk.get(row.person_id, [])
        if row.is_of_a_person:
            return theirs
        heads = by_unit.get((row.unit_id, Appointment.Role.HEAD), [])
        return [*heads, *(user for user in theirs if user not in heads)] or by_unit.get((row.unit_id, Appointment.Role.MEMBER), [])

    return of
