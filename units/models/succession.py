"""Which unit took over from which, from what day."""

from collections import defaultdict
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.landing import at_field, refuse_year
from units.models.installation import Installation
from units.models.naming import plain
from units.models.unit import Unit, committee_of
from units.periods import local_day

ONE_DAY = timedelta(days=1)


def followed(pairs, start):
    """Everything that ``start`` leads to along the pairs {from: [to]}, each once, the nearest first, without ``start``. Ends on circles too."""
    found, coming = {}, list(pairs.get(start, ()))
    while coming:
        there = coming.pop(0)
        if there not in found and there != start:
            found[there] = None
            coming += pairs.get(there, ())
    return list(found)


class SuccessionQuerySet(models.QuerySet):
    """Who stands in whose place on a day. Rows of one decision share a key: several with the same heir, or with the same old unit."""

    def pairs(self, *, on, back=False):
        """{old: [new]} of what was decided for ``on`` or before, in the order of the rows; with ``back`` {new: [old]}. 1 query."""
        found = defaultdict(list)
        for old, new in self.filter(on__lte=on).order_by("pk").values_list("old", "new"):
            found[new if back else old].append(old if back else new)
        return found

    def heirs(self, units, *, on):
        """{unit pk: [units that stand in its place on that day]}; a unit that nobody took over from stands for itself. 2 queries."""
        pairs = self.pairs(on=on)
        last = {unit.pk: [pk for pk in (followed(pairs, unit.pk) or [unit.pk]) if pk not in pairs] for unit in units}
        rows = Unit.objects.valid(on=on).in_bulk({pk for found in last.values() for pk in found})
        return {pk: [rows[one] for one in found if one in rows] for pk, found in last.items()}

    def predecessors(self, units, *, on):
        """{unit pk: [units in whose place it stands on that day]}, all of the chain, the nearest first. 2 queries."""
        pairs = self.pairs(on=on, back=True)
        before = {unit.pk: followed(pairs, unit.pk) for unit in units}
        rows = Unit.objects.in_bulk({pk for found in before.values() for pk in found})
        return {pk: [rows[one] for one in found] for pk, found in before.items()}

    def inherited(self, posts, *, on):
        """Primary keys of the units that the posts' units, or units below these, took over from by ``on``. 1 query."""
        paths = tuple(post.unit.path for post in posts)
        pairs, theirs = defaultdict(list), set()
        for old, new, path in self.filter(on__lte=on).order_by("pk").values_list("old", "new", "new__path"):
            pairs[new].append(old)
            if path.startswith(paths):
                theirs.add(new)
        return {pk for new in theirs for pk in followed(pairs, new)}

    def due(self, *, on):
        """Keys of the decisions whose day has come and that did not take effect yet, in the order of their days."""
        return list(dict.fromkeys(self.filter(applied_at=None, on__lte=on).order_by("on", "pk").values_list("key", flat=True)))

    def made(self, key, *, by):
        """What was decided with this key, or nothing. One decision at a time from here on: each looks at the others. Raises PermissionDenied."""
        Installation.objects.select_for_update().get(pk=Installation.this().pk)
        rows = list(self.filter(key=key).select_related("old", "new").order_by("pk"))
        if rows and rows[0].made_by_id != by.pk:
            raise PermissionDenied
        return rows

    @transaction.atomic
    def decide(self, kind, *, olds, news, on, decision, by, now, key, sub_units=None):
        """Write down that ``olds`` pass into ``news`` from the day ``on``: a merger has one new unit, a split has one old one.

        news: units; one not saved yet is made here, of the old ones' class and place. The first stands in the old unit's place where there can
        be one only. sub_units: {pk of a unit below the old one: place in ``news``}; the others go to the first. Nothing takes effect yet.
        Returns the rows, or those already made with this ``key``. Raises PermissionDenied; ValidationError with what stands against it.
        """
        if made := self.made(key, by=by):
            return made
        olds, news = list(Unit.objects.select_for_update(no_key=True).filter(pk__in=[unit.pk for unit in olds])), list(news)
        if not olds or not all(unit.is_of_office(by, on=local_day(now)) for unit in olds):
            raise PermissionDenied
        check(kind, olds, news, on=on, decision=decision, today=local_day(now))
        for unit in news:
            if not unit.pk:
                unit.save()
        said = {"on": on, "kind": kind, "decision": plain(decision), "key": key, "made_by": by, "made_at": now}
        rows = [self.model(old=old, new=new, **said) for old in olds for new in news]
        for row in rows:
            row.full_clean(exclude=["made_by"])
            row.save(force_insert=True)
            row.sub_units.set([pk for pk, new in (sub_units or {}).items() if news[new] is row.new])
        return rows

    @transaction.atomic
    def take_effect(self, key, *, by, now):
        """Units, posts and sub-units follow one decision. Returns its rows; none where it took effect already."""
        rows = self.select_for_update(of=("self",), no_key=True).filter(key=key, applied_at=None)
        rows = list(rows.select_related("old", "new__heir").order_by("pk"))
        first = {}
        for row in rows:
            row.applied_at, row.applied_by = now, by
            row.save(update_fields=["applied_at", "applied_by"])
            row.move(row.sub_units.filter(parent=row.old_id))
            first.setdefault(row.old_id, row)
        for row in first.values():
            row.move(row.old.children.all())
            row.end_old()
        return rows


class Succession(models.Model):
    """One unit takes over from another, wholly (a merger) or in part (a split), from a day on, by a paper. Only taking effect is added to it."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merger")
        SPLIT = "split", _("split")

    old = models.ForeignKey(Unit, models.PROTECT, related_name="passed_on", verbose_name=_("old unit"))
    new = models.ForeignKey(Unit, models.PROTECT, related_name="taken_over", verbose_name=_("new unit"))
    on = models.DateField(_("first day of the new"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    decision = models.CharField(_("by which decision"), max_length=200)
    sub_units = models.ManyToManyField(Unit, related_name="+", editable=False, help_text="of a split: what goes to this new unit")
    key = models.UUIDField(editable=False, help_text="one-time key of the form; the rows of one decision share it")
    made_by = models.ForeignKey("units.User", models.PROTECT, editable=False, related_name="+")
    made_at = models.DateTimeField(editable=False)
    applied_at = models.DateTimeField(null=True, editable=False)
    applied_by = models.ForeignKey("units.User", models.PROTECT, null=True, editable=False, related_name="+", help_text="null: the clock")

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="succession_of_two", violation_error_message=_("A unit cannot take over from itself.")
            ),
            models.UniqueConstraint(
                fields=["old", "new"], name="succession_once", violation_error_message=_("This unit took over from that one already.")
            ),
            models.CheckConstraint(
                condition=~Q(decision=""), name="succession_by_a_paper",
                violation_error_message=_("Say by which paper: its number and date."),
            ),
            models.CheckConstraint(condition=Q(applied_by=None) | Q(applied_at__isnull=False), name="succession_applied_when_by_whom"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["on"], condition=Q(applied_at=None), name="succession_to_come")]

    def __str__(self):
        return f"{self.old} → {self.new}"

    @property
    def last_day(self):
        """The old unit's."""
        return self.on - ONE_DAY

    def move(self, units):
        """Units below the old one belong to the new one."""
        for unit in units.select_for_update(of=("self",), no_key=True).order_by("pk"):
            unit.parent = self.new
            unit.save(update_fields=["parent"])

    def end_old(self):
        """The old unit and the posts in it end; who stands for it, and for those whose place it took, is the new one.

        A post that was to begin later holds for its first day alone: it cannot end before it begins.
        """
        Unit.objects.filter(Q(pk=self.old_id) | Q(heir=self.old_id)).update(heir=self.new.in_its_place)
        Unit.objects.filter(pk=self.old_id).update(valid_until=self.last_day)
        posts = self.old.appointments.filter(Q(valid_until=None) | Q(valid_until__gt=self.last_day))
        posts.filter(valid_from__gt=self.last_day).update(valid_until=F("valid_from"))
        posts.filter(valid_from__lte=self.last_day).update(valid_until=self.last_day)


def check(kind, olds, news, *, on, decision, today):
    """Raises ValidationError with the first reason why these units cannot pass into those on that day; fills in what a new one takes over."""
    refuse_year("on", on)
    if not plain(decision):
        raise at_field("decision", _("Say by which paper: its number and date."), "decision")
    if kind == Succession.Kind.MERGE and (len(news) != 1 or len(olds) < (1 if news[0].pk else 2)):
        raise ValidationError(_("A merger joins two units or more, or one and a unit that is there."), code="few")
    if kind == Succession.Kind.SPLIT and (len(olds) != 1 or len({unit.pk or id(unit) for unit in news}) < 2):
        raise ValidationError(_("A split makes two units or more of one."), code="few")
    check_olds(olds, on=on)
    check_news([new for new in news if new.pk], olds, on=on, today=today)
    for new in (new for new in news if not new.pk):
        if len({(old.kind, old.parent_id) for old in olds}) > 1:
            raise ValidationError(
                _("Units of different classes or places: make the new unit first, then choose it here."), code="different"
            )
        new.kind, new.parent, new.valid_from = olds[0].kind, olds[0].parent, on
        new.name, new.short_name, new.code = plain(new.name), plain(new.short_name), plain(new.code)
        new.full_clean()


def refuse(unit, code, message, *, when):
    """Raises a ValidationError that names the unit, where that holds."""
    if when:
        raise ValidationError(message, code=code, params={"unit": unit.name})


A_COMMITTEE = _("%(unit)s is a committee: documents hang on it, so it is neither merged nor split.")
NOT_THERE = _("%(unit)s does not exist on that day.")
GONE = _("%(unit)s was merged or split already.")
TO_TAKE_OVER = _("%(unit)s is to take over from another unit itself, on that day or later.")
BELOW = _("%(unit)s belongs to one of these units: it cannot take over from it.")
FOREIGN = _("%(unit)s is of another committee.")


def check_olds(olds, *, on):
    """Raises ValidationError where one of them cannot end on the day before. Who takes over later cannot end before: so there are no circles."""
    gone = set(Succession.objects.filter(old__in=olds).values_list("old", flat=True))
    taking = Succession.objects.filter(Q(applied_at=None) | Q(on__gte=on), new__in=olds)
    taking = set(taking.values_list("new", flat=True))
    for old in olds:
        refuse(old, "committee", A_COMMITTEE, when=old.kind == Unit.Kind.COMMITTEE)
        refuse(old, "outside", _("%(unit)s does not exist on the day before."), when=not (old.valid_from < on and old.holds(on - ONE_DAY)))
        refuse(old, "twice", GONE, when=old.pk in gone)
        refuse(old, "chain", TO_TAKE_OVER, when=old.pk in taking)


def check_news(news, olds, *, on, today):
    """Raises ValidationError where one of these units, which are there already, cannot take over on the day."""
    if not news:
        return
    last = max(on, today)
    gone = set(Succession.objects.filter(old__in=news, on__lte=last).values_list("old", flat=True))
    committees = committee_of([*news, *olds])
    for new in news:
        refuse(new, "committee", A_COMMITTEE, when=new.kind == Unit.Kind.COMMITTEE)
        refuse(new, "self", _("A unit cannot take over from itself."), when=new in olds)
        refuse(new, "outside", NOT_THERE, when=not (new.holds(on) and new.holds(last)))
        refuse(new, "twice", GONE, when=new.pk in gone)
        refuse(new, "below", BELOW, when=any(new.path.startswith(old.path) for old in olds))
        refuse(new, "foreign", FOREIGN, when={committees.get(old.pk) for old in olds} != {committees.get(new.pk)})
