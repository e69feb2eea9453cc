"""Who may do what to an assignment: by the appointments of the day, never by a flag on the person."""

from collections import Counter

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from tasks.models.entry import Entry
from tasks.models.stands import StandsQuerySet, State
from units.models import Appointment, Succession, Unit
from units.models.unit import committee_of
from units.periods import start_of_day

Role = Appointment.Role
OF_THE_UNIT = ("receive", "decline", "log", "add", "ask_time", "answer", "confirm", "object")
OF_THE_HEAD = ("submit", "hand")
FOR_A_UNIT = ("log", "submit", "answer", "support")
OF_THE_COMMITTEE = {
    **dict.fromkeys(["assign", "insist", "reschedule", "reassign", "withdraw", "pass_part"], (Role.OFFICE,)),
    "urge": (Role.BOARD, Role.OFFICE),
    "remark": (Role.LEADER,),
    "reopen": (Role.BOARD, Role.LEADER),
}


def related(unit, other):
    """Whether one of two units is the other's own, its parent or its child: too near to check it."""
    return other.pk in (unit.pk, unit.parent_id) or other.parent_id == unit.pk


def party(unit, supervising, posts):
    """Those of the committee's ``posts`` who verify work of ``unit``: the rule of the design, 'Who verifies', as a list.

    The board in the supervising unit, unless that is too near; else the office; for the office's own work the board. Of a unit that is gone
    the one in its place counts. Whoever the rule names may still be barred; then leaders step in.
    """
    unit, supervising = unit.in_its_place, supervising.in_its_place
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


def holder(committee, role, *, on):
    """The unit that issues the papers of a role: the one with most of the committee's appointments of it, else the committee itself. 2 queries."""
    held = Counter(post.unit for post in posts_of(committee, on=on) if post.role == role)
    return held.most_common(1)[0][0] if held else committee


def authored(**by):
    """Entries of an assignment (the outer row) that tell what was done, written by someone since it was last sent back."""
    returned = Entry.objects.filter(assignment=OuterRef("assignment"), number__gt=OuterRef("number"), kind__in=Entry.RETURNING)
    return Entry.objects.filter(~Exists(returned), assignment=OuterRef("pk"), kind__in=Entry.AUTHORING, **by)


def parent_of(unit, parent):
    """Whether the unit, or the one in its place, belongs to ``parent``."""
    return Q(**{f"{unit}__heir": None, f"{unit}__parent": parent}) | Q(**{f"{unit}__heir__parent": parent})


def at_or_below(posts, *, on):
    """Primary keys of the posts' units, of those below them, and of those that these took over from: a subquery, after 1 query."""
    below = Q(pk__in=Succession.objects.inherited(posts, on=on))
    for post in posts:
        below |= Q(path__startswith=post.unit.path)
    return Unit.objects.filter(below).values("pk")


def at_home_in(units):
    """Work of these units, or of one in whose place they stand."""
    return Q(unit__in=units) | Q(unit__heir__in=units)


class RightsQuerySet(StandsQuerySet):
    """Who sees what, and what waits for whom."""

    def visible_to(self, user, *, on):
        """What this person may know of. Every page, list, count, search, export, report and download starts here. At most 4 queries.

        Office, board, leaders and inspectors: all of their committee's documents. Heads and members: what is their unit's or a sub-unit's, or
        was of one that these took over from; what they support; and what is theirs in person.
        """
        posts = user.posts(on=on)
        may = Q(pk__in=[])
        if committees := user.committees(on=on, roles=Appointment.COMMITTEE_ROLES):
            may |= Q(task__provision__resolution__committee__in=committees)
        if of_units := [post for post in posts if post.role in Appointment.UNIT_ROLES]:
            units = at_or_below(of_units, on=on)
            may |= Q(unit__in=units) | Q(pk__in=self.model.parts.rel.related_model.objects.filter(unit__in=units).values("assignment"))
        if posts:
            may |= Q(person__in=[post.pk for post in posts])
        return self.filter(may)

    def handed_over_by(self, user, *, on):
        """What this person's units (or they themselves) had and passed on: the last entry of each before the handover. A query set of entries.

        They keep reading up to there, and so do those of units that took over from theirs; what they may see today in full is left out.
        """
        posts = user.posts(on=on)
        theirs = Q(person__in=[post.pk for post in posts])
        if of_units := [post for post in posts if post.role in Appointment.UNIT_ROLES]:
            theirs |= Q(unit__in=Succession.objects.inherited(of_units, on=on))
        for post in of_units:
            theirs |= Q(unit__path__startswith=post.unit.path)
        entries = Entry.objects.filter(theirs).exclude(assignment__in=self.visible_to(user, on=on).order_by().values("pk"))
        return Entry.objects.filter(pk__in=entries.order_by().values("assignment").annotate(last=Max("pk")).values("last"))

    def evidence_for(self, user, *, on):
        """Which evidence this person may look at, as a condition on Evidence: that of what they may see, and of what they passed on up to there.

        What was taken back stays for those who count for the committee: it may have been taken back because it should not be seen.
        """
        last = self.handed_over_by(user, on=on).filter(assignment=OuterRef("entry__assignment"), pk__gte=OuterRef("entry"))
        may = Q(entry__assignment__in=self.visible_to(user, on=on).order_by().values("pk")) | Exists(last)
        committees = user.committees(on=on, roles=Appointment.COMMITTEE_ROLES)
        return may & (Q(retractions=None) | Q(entry__assignment__task__provision__resolution__committee__in=committees))

    def waiting_for(self, user, *, on):
        """What this person may verify now: the SQL twin of ``verifiers``. At most 3 queries and one Exists for each person of office and board."""
        posts = user.posts(on=on)
        of_office = Q(home__in=Appointment.objects.valid(on=on).filter(role=Role.OFFICE).values("unit"))
        mine = Q(pk__in=[])
        for post in posts:
            if post.role == Role.BOARD:
                mine |= Q(supervising=post.unit_id, near=False)
        if offices := user.committees(on=on, roles=[Role.OFFICE]):
            mine |= Q(near=True) & ~of_office & of_committees(offices)
        if boards := user.committees(on=on, roles=[Role.BOARD]):
            mine |= Q(near=True) & of_office & of_committees(boards)
        for committee in Unit.objects.filter(pk__in=user.committees(on=on, roles=[Role.LEADER])):
            mine |= of_committees([committee.pk]) & nobody_else(posts_of(committee, on=on), of_office, on=on)
        rows = self.alias(home=HOME, supervising=SUPERVISING).alias(near=NEAR).filter(state=State.SUBMITTED)
        return rows.filter(mine, ~Exists(authored(by=user))).exclude(at_home_in([post.unit_id for post in posts]))


HOME = Coalesce("unit__heir", "unit")
SUPERVISING = Coalesce("task__supervising_unit__heir", "task__supervising_unit")
NEAR = Case(
    When(Q(home=F("supervising")), then=Value(True)),
    When(parent_of("unit", F("supervising")), then=Value(True)),
    When(parent_of("task__supervising_unit", F("home")), then=Value(True)),
    default=Value(False),
)


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
            barred &= Exists(authored(by=user)) | at_home_in(home_of[user])
        return barred

    boards = [post for post in posts if post.role == Role.BOARD]
    stuck = Q(near=True) & ~of_office & all_barred([post for post in posts if post.role == Role.OFFICE])
    stuck |= Q(near=True) & of_office & all_barred(boards)
    stuck |= Q(near=False) & ~Q(supervising__in={post.unit_id for post in boards})
    for unit in {post.unit_id for post in boards}:
        stuck |= Q(near=False, supervising=unit) & all_barred([post for post in boards if post.unit_id == unit])
    return stuck


class Rights(models.Model):
    """The rights table, for one assignment."""

    class Meta:
        abstract = True

    @property
    def committee(self):
        """Whose document it carries out."""
        return self.task.provision.resolution.committee

    def may(self, verb, user, *, on, on_behalf_of=None, about=None, until=None):
        """Whether this person's appointments of the day ``on`` allow the verb. The state is another question.

        on_behalf_of: the unit for which the office writes; only what a unit tells, and only for the unit whose work (or part) it is. about: the
        Entry or Part that the verb is about. until: for ``grant``, the day that would be granted; left out, the day asked for.
        """
        if on_behalf_of is not None:
            whose = about.unit_id if verb == "support" else self.unit_id
            return verb in FOR_A_UNIT and on_behalf_of.pk == whose and self._counts(user, Role.OFFICE, on=on)
        if verb in OF_THE_COMMITTEE:
            return self._counts(user, *OF_THE_COMMITTEE[verb], on=on)
        if verb in OF_THE_UNIT:
            return self._is_theirs(user, on=on) or (verb == "answer" and self._stands_in(user, on=on))
        if verb in OF_THE_HEAD:
            return not (self.is_of_a_person and verb == "hand") and self._is_theirs(user, on=on, roles=[Role.HEAD])
        return self._may_by_rule(verb, user, on=on, about=about, until=until)

    def _may_by_rule(self, verb, user, *, on, about, until):
        """The verbs that look at more than a role. Taking over is for a head whose appointment began after the work was given."""
        if verb in ("verify", "send_back"):
            return any(post.user_id == user.pk for post in self.verifiers(on=on))
        if verb in ("grant", "refuse"):
            return self._may_decide(user, on=on, until=until)
        if verb in ("correct", "retract"):
            return self._may_correct(about, user, on=on)
        if verb == "take_over":
            posts = [post for post in user.posts(on=on) if post.unit_id == self.unit_id and post.role == Role.HEAD]
            return not self.is_of_a_person and any(start_of_day(post.valid_from) > self.assigned_at for post in posts)
        if verb == "return_part":
            return self._is_theirs(user, on=on, roles=[Role.HEAD]) or self._counts(user, Role.OFFICE, on=on)
        return verb == "support" and self._is_of(about.unit_id, user, on=on)

    def _may_correct(self, entry, user, *, on):
        """Whether it is theirs to correct: the office's where it wrote for a unit, else its author's, while they work there."""
        if entry.on_behalf_of_id:
            return self._counts(user, Role.OFFICE, on=on)
        theirs = self._is_of(entry.part.unit_id, user, on=on) if entry.part_id else self._is_theirs(user, on=on)
        return entry.by_id == user.pk and theirs

    def _counts(self, user, *roles, on):
        """Whether one of their appointments with these roles counts for the committee."""
        return self.committee.pk in user.committees(on=on, roles=roles)

    def _is_of(self, unit_id, user, *, on, roles=Appointment.UNIT_ROLES):
        return any(post.unit_id == unit_id and post.role in roles for post in user.posts(on=on))

    def _is_theirs(self, user, *, on, roles=Appointment.UNIT_ROLES):
        """Whether it is their work: their unit's, or for a duty of persons their own."""
        if self.is_of_a_person:
            return any(post.pk == self.person_id for post in user.posts(on=on))
        return self._is_of(self.unit_id, user, on=on, roles=roles)

    def _stands_in(self, user, *, on):
        """Whether they are of the unit that took over: what was submitted or verified stays with the unit that is gone, and cannot answer."""
        return not self.is_of_a_person and self._is_of(self.unit.in_its_place.pk, user, on=on)

    def _may_decide(self, user, *, on, until):
        """Whether they decide on the open request: the office up to 10 working days and once, otherwise a leader; nobody on their own."""
        request = self.extensions.pending().first()
        if request is None:
            return self._counts(user, Role.OFFICE, Role.LEADER, on=on)
        if self._is_theirs(user, on=on):
            return False
        days = [request.wanted_on, *([until] if until else [])]
        if any(request.needs_leader_for(day, on=on) for day in days):
            return self._counts(user, Role.LEADER, on=on)
        return self._counts(user, Role.OFFICE, on=on)

    def verifiers(self, *, on):
        """Appointments of those who may verify this or send it back, the rule's own first; leaders where all of them are barred.

        Barred is who wrote what was done since it was last sent back, and who holds any appointment in the unit whose work it is, or in the one
        that stands in its place.
        """
        posts = posts_of(self.committee, on=on)
        authors = set(type(self).objects.filter(pk=self.pk, entries__in=self._told()).values_list("entries__by", flat=True))
        at_home = set(
            Appointment.objects.valid(on=on).filter(unit__in=[self.unit_id, self.unit.in_its_place.pk]).values_list("user", flat=True)
        )
        free = [post for post in posts if post.user_id not in authors | at_home]
        named = party(self.unit, self.task.supervising_unit, posts)
        return [post for post in free if post in named] or [post for post in free if post.role == Role.LEADER]

    def _told(self):
        """Entries that tell what was done, since it was last sent back."""
        returned = self.entries.filter(kind__in=Entry.RETURNING).order_by("-number").values("number")[:1]
        since = returned[0]["number"] if returned else 0
        return self.entries.filter(kind__in=Entry.AUTHORING, number__gt=since)
