"""Who may do what to an assignment: by the appointments of the day, never by a flag on the person."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tasks.models.entry import Entry
from tasks.models.stands import StandsQuerySet, State
from units.models import Appointment, Unit
from units.models.unit import committee_of

Role = Appointment.Role


def related(unit, other):
    """Whether one of two units is the other's own, its parent or its child: too near to check it."""
    return other.pk in (unit.pk, unit.parent_id) or other.parent_id == unit.pk


def party(unit, supervising, posts):
    """Those of the committee's ``posts`` who verify work of ``unit``: the rule of the design, 'Who verifies', as a list.

    The board in the supervising unit, unless that is too near; else the office; for the office's own work the board. Whoever the rule
    names may still be barred; then leaders step in.
    """
    if not related(unit, supervising):
        return [post for post in posts if post.role == Role.BOARD and post.unit_id == supervising.pk]
    office = [post for post in posts if post.role == Role.OFFICE]
    if unit.pk not in {post.unit_id for post in office}:
        return office
    return [post for post in posts if post.role == Role.BOARD]


def posts_of(committee, *, on):
    """Appointments of office, board and leaders that count for this committee on that day. 2 queries."""
    posts = Appointment.objects.valid(on=on).filter(user__is_active=True, unit__path__startswith=committee.path)
    posts = posts.filter(role__in=(Role.OFFICE, Role.BOARD, Role.LEADER))
    posts = list(posts.select_related("unit", "user"))
    nearest = committee_of({post.unit for post in posts})
    return [post for post in posts if nearest.get(post.unit_id) == committee.pk]


def authored(**by):
    """Entries of an assignment (the outer row) that tell what was done, written by someone since it was last sent back."""
    returned = Entry.objects.filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"), kind__in=Entry.RETURNING)
    return Entry.objects.filter(~Exists(returned), assignment=OuterRef("pk"), kind__in=Entry.AUTHORING, **by)


class RightsQuerySet(StandsQuerySet):
    """Who sees what, and what waits for whom."""

    def visible_to(self, user, *, on):
        """What this person may know of. Every page, list, count, search, export, report and download starts here. At most 3 queries.

        Office, board, leaders and inspectors: all of their committee's documents. Heads and members: what is their unit's or a sub-unit's,
        what they support, and what is theirs in person.
        """
        posts = user.posts(on=on)
        may = Q(pk__in=[])
        if committees := user.committees(on=on, roles=Appointment.COMMITTEE_ROLES):
            may |= Q(task__provision__resolution__committee__in=committees)
        if paths := [post.unit.path for post in posts if post.role in Appointment.UNIT_ROLES]:
            below = Q()
            for path in paths:
                below |= Q(path__startswith=path)
            units = Unit.objects.filter(below).values("pk")
            may |= Q(unit__in=units) | Q(pk__in=self.model.parts.rel.related_model.objects.filter(unit__in=units).values("assignment"))
        if posts:
            may |= Q(person__in=[post.pk for post in posts])
        return self.filter(may)

    def waiting_for(self, user, *, on):
        """What this person may verify now: the SQL twin of ``verifiers``. At most 3 queries and one Exists for each person of office and board."""
        posts = user.posts(on=on)
        of_office = Q(unit__in=Appointment.objects.valid(on=on).filter(role=Role.OFFICE).values("unit"))
        mine = Q(pk__in=[])
        for post in posts:
            if post.role == Role.BOARD:
                mine |= Q(task__supervising_unit=post.unit_id) & ~NEAR
        if offices := user.committees(on=on, roles=[Role.OFFICE]):
            mine |= NEAR & ~of_office & of_committees(offices)
        if boards := user.committees(on=on, roles=[Role.BOARD]):
            mine |= NEAR & of_office & of_committees(boards)
        for committee in Unit.objects.filter(pk__in=user.committees(on=on, roles=[Role.LEADER])):
            mine |= of_committees([committee.pk]) & nobody_else(posts_of(committee, on=on), of_office, on=on)
        at_home = [post.unit_id for post in posts]
        return self.filter(mine, ~Exists(authored(by=user)), state=State.SUBMITTED).exclude(unit__in=at_home)


SUPERVISING = F("task__supervising_unit")
NEAR = Q(unit=SUPERVISING) | Q(unit__parent=SUPERVISING) | Q(task__supervising_unit__parent=F("unit"))


def of_committees(pks):
    """Work of these committees' documents."""
    return Q(task__provision__resolution__committee__in=pks)


def nobody_else(posts, of_office, *, on):
    """Work for which everyone whom the rule names is barred, so that a leader stands in. ``posts``: all that count for the committee."""
    homes = Appointment.objects.valid(on=on).filter(user__in={post.user_id for post in posts}).values_list("user", "unit")
    home_of = {}
    for user, unit in homes:
        home_of.setdefault(user, set()).add(unit)

    def all_barred(named):
        barred = Q()
        for user in {post.user_id for post in named}:
            barred &= Exists(authored(by=user)) | Q(unit__in=home_of[user])
        return barred

    boards = [post for post in posts if post.role == Role.BOARD]
    stuck = NEAR & ~of_office & all_barred([post for post in posts if post.role == Role.OFFICE])
    stuck |= NEAR & of_office & all_barred(boards)
    stuck |= ~NEAR & ~Q(task__supervising_unit__in={post.unit_id for post in boards})
    for unit in {post.unit_id for post in boards}:
        stuck |= ~NEAR & Q(task__supervising_unit=unit) & all_barred([post for post in boards if post.unit_id == unit])
    return stuck


class Rights(models.Model):
    """The rights table, for one assignment."""

    class Meta:
        abstract = True

    @property
    def committee(self):
        """Whose document it carries out."""
        return self.task.provision.resolution.committee

    def may(self, verb, user, *, on, on_behalf_of=None):
        """Whether this person's appointments of the day ``on`` allow the verb. The state is another question.

        ``on_behalf_of``: the unit for which the office writes; only ``log`` and ``submit``, and only for the unit whose work it is.
        """
        posts = user.posts(on=on)
        if on_behalf_of is not None or verb in ("assign", "withdraw"):
            fits = verb in ("assign", "withdraw") or (verb in ("log", "submit") and on_behalf_of.pk == self.unit_id)
            return fits and self.committee.pk in user.committees(on=on, roles=[Role.OFFICE])
        if verb in ("verify", "send_back"):
            return any(post.user_id == user.pk for post in self.verifiers(on=on))
        if self.person_id:
            return any(post.pk == self.person_id for post in posts)
        roles = (Role.HEAD,) if verb == "submit" else Appointment.UNIT_ROLES
        return verb in ("receive", "log", "submit") and any(post.unit_id == self.unit_id and post.role in roles for post in posts)

    def verifiers(self, *, on):
        """Appointments of those who may verify this or send it back, the rule's own first; leaders where all of them are barred.

        Barred is who wrote what was done since it was last sent back, and who holds any appointment in the unit whose work it is.
        """
        posts = posts_of(self.committee, on=on)
        authors = set(type(self).objects.filter(pk=self.pk, entries__in=self._told()).values_list("entries__by", flat=True))
        at_home = set(Appointment.objects.valid(on=on).filter(unit=self.unit_id).values_list("user", flat=True))
        free = [post for post in posts if post.user_id not in authors | at_home]
        named = party(self.unit, self.task.supervising_unit, posts)
        return [post for post in free if post in named] or [post for post in free if post.role == Role.LEADER]

    def _told(self):
        """Entries that tell what was done, since it was last sent back."""
        returned = self.entries.filter(kind__in=Entry.RETURNING).order_by("-number").values("number")[:1]
        since = returned[0]["number"] if returned else 0
        return self.entries.filter(kind__in=Entry.AUTHORING, number__gt=since)
