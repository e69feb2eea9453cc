"""Units are merged or split: their open work, and what they support, passes on. Closed work stays where it was."""

import hashlib
import logging
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks.models.assignment import Assignment
from tasks.models.entry import Entry
from tasks.models.log import Refused
from tasks.models.part import Part
from tasks.models.stands import SETTLED, State
from tasks.models.table import FROM
from tasks.models.task import Addressee, Task
from units.models import Appointment, Succession, Unit
from units.models.succession import ONE_DAY
from units.periods import local_day, start_of_day

log = logging.getLogger(__name__)


class Choice(models.Model):
    """To which of the units that a split makes an assignment goes, where that is not the first: as the office chose."""

    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, related_name="+")
    succession = models.ForeignKey("units.Succession", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "succession"], name="choice_once")]

    def __str__(self):
        return f"{self.assignment.code}: {self.succession}"


@transaction.atomic
def hand_over(kind, *, olds, news, on, decision, by, now, key, sub_units=None, choices=None):
    """Decide on a merger or a split, and let it take effect if its day has come; else the clock does so. All or nothing, sent twice is once.

    choices: of a split, {assignment pk: place in ``news``}; the others go to the first. Other arguments, result and errors: ``decide`` of
    successions.
    """
    if made := Succession.objects.made(key, by=by):
        return made
    said = {"on": on, "decision": decision, "by": by, "now": now, "key": key, "sub_units": sub_units}
    rows = Succession.objects.decide(kind, olds=olds, news=news, **said)
    Choice.objects.bulk_create(Choice(assignment_id=pk, succession=rows[new]) for pk, new in (choices or {}).items() if new)
    if on <= local_day(now):
        take_effect(key, by=by, now=now)
    return rows


@transaction.atomic
def take_effect(key, *, by, now):
    """One merger or split takes effect, by whoever decided it or (None) by the clock. Twice is once. Returns its successions."""
    rows = Succession.objects.take_effect(key, by=by, now=now)
    pass_on(Unit.objects.filter(pk__in=[row.old_id for row in rows]), by=by, now=now)
    return rows


def follow(*, now):
    """The clock's part: what was decided for a day that has come takes effect; open work of units that are gone passes on.

    That work was sent back, or given again, after its unit had gone. May run twice, late, or at once with others. Returns how many
    assignments and parts passed on by themselves, and how many decisions took effect.
    """
    keys = Succession.objects.due(on=local_day(now))
    done = sum(bool(take_effect(key, by=None, now=now)) for key in keys)
    return done + pass_on(Unit.objects.exclude(heir=None), by=None, now=now)


def stranded(on):
    """Assignments and parts that are open in units that are gone: a pair of query sets."""
    gone = Unit.objects.filter(valid_until__lt=on).values("pk")
    rows = Assignment.objects.filter(unit__in=gone, state__in=FROM["reassign"])
    return rows, Part.objects.filter(unit__in=gone, assignment__state__in=FROM["pass_part"])


@transaction.atomic
def pass_on(units, *, by, now):
    """Pass on what is open in these units (a query set), assignments and parts, to those that took over from them. Returns how many.

    Where ``by`` may not (the document is of another committee), and for None, it passes on by the clock. A duty of a person follows the person
    into the new unit; where they hold no post there it waits, and the office sees it. What somebody else writes at this moment, or what
    nobody took over, waits too.
    """
    today, passed = local_day(now), 0
    rows, parts = (found.filter(unit__in=units.values("pk")) for found in stranded(today))
    rows = rows.select_related("unit", "person", "task__provision__resolution__committee").select_for_update(of=("self",), no_key=True)
    rows, parts = list(rows.order_by("pk")), list(parts.select_related("assignment__task__provision__resolution__committee"))
    if not rows and not parts:
        return passed
    ways = Ways([row.unit_id for row in (*rows, *parts)], on=today)
    for row in rows:
        way, unit = ways.of(row)
        place = {"unit": unit} if not row.is_of_a_person else {"person": ways.post(row.person, unit)}
        if way and any(place.values()):
            passed += step(row, "reassign", by=by, now=now, key=uuid.uuid5(way.key, str(row.pk)), text=reason(way), **place)
    for part in parts:
        way, unit = ways.of(part)
        if way and unit:
            said = {"key": uuid.uuid5(way.key, f"{part.assignment_id}/{part.pk}"), "text": reason(way), "part": part.pk, "unit": unit}
            passed += step(part.assignment, "pass_part", by=by, now=now, **said)
    return passed


def step(row, verb, *, by, now, **said):
    """Do the verb to the assignment as it stands. 0 where somebody else was quicker, or where the clock may not: it waits, and the office sees it."""
    row.refresh_from_db(fields=["number"])
    by = by if by is not None and row.may(verb, by, on=local_day(now)) else None
    try:
        getattr(row, verb)(by=by, seen=row.number, now=now, **said)
    except Refused:
        return 0
    except ValidationError as error:
        if by:
            raise
        log.warning("%s was not passed on: %s", row.code, error)
        return 0
    return 1


def reason(way):
    """What the log says, in the language of the office."""
    names = {"old": way.old.name, "new": way.new.name, "day": f"{way.on:%d/%m/%Y}", "decision": way.decision}
    with translation.override(settings.LANGUAGE_CODE):
        if way.kind == Succession.Kind.MERGE:
            return _("%(old)s was merged into %(new)s from %(day)s on: %(decision)s.") % names
        return _("%(old)s was split; from %(day)s on this is with %(new)s: %(decision)s.") % names


class Ways:
    """Where the work of units that are gone goes. 3 queries, however many there are."""

    def __init__(self, units, *, on):
        rows = Succession.objects.filter(old__in=set(units)).exclude(applied_at=None).select_related("old", "new__heir").order_by("pk")
        self.on, self.first, self.chosen = on, {}, {}
        rows = {row.pk: row for row in rows}
        for row in rows.values():
            self.first.setdefault(row.old_id, row)
        for assignment, succession in Choice.objects.filter(succession__in=rows).values_list("assignment", "succession"):
            self.chosen[assignment, rows[succession].old_id] = rows[succession]
        self.posts = Appointment.objects.valid(on=on).filter(unit__in={row.new.in_its_place.pk for row in rows.values()})

    def of(self, row):
        """The succession by which this assignment or part goes, and to which unit: of that chain the one there is today. None where none is."""
        pk = getattr(row, "assignment_id", row.pk)
        way = self.chosen.get((pk, row.unit_id)) or self.first.get(row.unit_id)
        unit = way and way.new.in_its_place
        return (way, unit) if unit and unit.holds(self.on) else (None, None)

    def post(self, post, unit):
        """The post that the holder of this one has in the new unit, in the same role where there are two; or None."""
        theirs = [one for one in self.posts if post and unit and (one.user_id, one.unit_id) == (post.user_id, unit.pk)]
        return next((one for one in theirs if one.role == post.role), theirs[0] if theirs else None)


class Outlook:
    """What a merger or a split would do, looked at before anything is saved. Each list is one query, however long."""

    def __init__(self, olds, news, *, on, user, today):
        self.olds, self.news, self.on, self.user, self.today = olds, news, on, user, today
        self.last_day = on - ONE_DAY
        self.visible = Assignment.objects.visible_to(user, on=today)

    @cached_property
    def posts(self):
        """Posts that end."""
        there = Appointment.objects.filter(Q(valid_until=None) | Q(valid_until__gt=self.last_day), unit__in=self.olds)
        return list(there.select_related("user", "unit").order_by("unit", "role", "pk"))

    @cached_property
    def sub_units(self):
        """Units that will belong to a new one."""
        return list(Unit.objects.filter(parent__in=self.olds).exclude(pk__in=[unit.pk for unit in self.olds]).select_related("parent"))

    @cached_property
    def rows(self):
        """Open work that passes on, the most urgent first."""
        return list(self.visible.filter(unit__in=self.olds, state__in=FROM["reassign"]).for_lists().by_date())

    @cached_property
    def waiting(self):
        """Work that waits for verification: it stays, and passes on if it is sent back."""
        return list(self.visible.filter(unit__in=self.olds, state=State.SUBMITTED).for_lists().by_date())

    @cached_property
    def parts(self):
        """Supporting parts that pass on."""
        parts = Part.objects.filter(unit__in=self.olds, assignment__in=self.visible, assignment__state__in=FROM["pass_part"])
        return list(parts.select_related("unit", "assignment__unit", "assignment__person__user", "assignment__task"))

    @cached_property
    def counts(self):
        """{'closed': what stays for good, 'unseen': what passes on and is of another committee's documents}."""
        of_olds = Assignment.objects.filter(unit__in=self.olds)
        found = of_olds.aggregate(
            closed=Count("pk", filter=Q(state__in=SETTLED)), there=Count("pk", filter=Q(state__in=[*FROM["reassign"], State.SUBMITTED]))
        )
        return {"closed": found["closed"], "unseen": found["there"] - len(self.rows) - len(self.waiting)}

    @cached_property
    def tasks(self):
        """Tasks given to one of the old units by name, or supervised by one: their heirs stand for them. Pairs of a task and whether it is supervised."""
        tasks = Task.objects.visible_to(self.user, on=self.today).select_related("provision")
        named = Addressee.objects.filter(unit__in=self.olds).values("task")
        found = tasks.filter(Q(pk__in=named) | Q(supervising_unit__in=self.olds)).order_by("provision__position", "pk")
        return [(task, task.supervising_unit_id in {unit.pk for unit in self.olds}) for task in found]

    @cached_property
    def warnings(self):
        """What should make one stop: nobody to be told, nobody left in the office, entries written after a past day."""
        said, pks = [], [unit.pk for unit in self.olds]
        headed = Appointment.objects.valid(on=max(self.on, self.today)).filter(role=Appointment.Role.HEAD).exclude(unit__in=pks)
        headed = set(headed.filter(unit__in=[unit.pk for unit in self.news if unit.pk]).values_list("unit", flat=True))
        for unit in self.news:
            if unit.pk not in headed:
                said.append(
                    _("%(unit)s has no head on that day: nobody would be told. Appoint one, from that day on.") % {"unit": unit.name}
                )
        if any(post.role in (Appointment.Role.OFFICE, Appointment.Role.BOARD) for post in self.posts):
            said.append(_("Posts of the office or of the board end too: without new ones nobody gives work or verifies it."))
        if self.on <= self.today:
            late = Entry.objects.filter(unit__in=pks, recorded_at__gte=start_of_day(self.on)).count()
            if late:
                said.append(
                    _("Entries written for these units on that day or later: %(number)s. They stay with the old units.") % {"number": late}
                )
        return said

    @cached_property
    def seen(self):
        """What the lists held, for the form to carry: other work, posts or sub-units meanwhile, and one looks again."""
        held = [f"{row.pk}{row.state == State.SUBMITTED}" for row in sorted([*self.rows, *self.waiting], key=lambda row: row.pk)]
        held += [
            f"{kind.__name__}{row.pk}"
            for kind, found in ((Appointment, self.posts), (Unit, self.sub_units), (Part, self.parts))
            for row in found
        ]
        return hashlib.sha256(" ".join(held).encode()).hexdigest()[:16]
