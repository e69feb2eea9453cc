from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from units.dated import Dated, DatedQuerySet
from units.landing import at_field
from units.models.naming import Named, NamedQuerySet


class UnitQuerySet(NamedQuerySet, DatedQuerySet):
    """Units in the office's words."""

    def of_kind(self, kind):
        """Those of one class, such as the subordinate Party organisations."""
        return self.filter(kind=kind)

    def at_or_below(self, unit):
        """The unit itself and everything under it."""
        return self.filter(path__startswith=unit.path)

    def visible_to(self, user, *, on):
        """Office, board, leaders and inspectors see their committee's units; heads and members their own and those below."""
        seen = Q(pk__in=[])
        for post in user.posts(on=on):
            seen |= Q(path__contains=f"/{post.committee_id if post.role in post.COMMITTEE_ROLES else post.unit_id}/")
        return self.filter(seen)


class Unit(Named, Dated):
    """An organisation. Its name is never its identity: names return, move and change."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("Party committee")
        GOVERNMENT = "government", _("Government")
        ADVISING = "advising", _("Advising agency of the committee")
        SUBORDINATE = "subordinate", _("Subordinate Party organisation")
        FRONT = "front", _("Front and mass organisation")

    FIXED = ("name", "short_name", "kind", "parent_id")

    code = models.CharField(_("code in document numbers"), max_length=20, blank=True, help_text=_("As in 55-KH/HU: HU"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to"))
    path = models.CharField(max_length=200, editable=False, db_index=True, default="")
    place = models.CharField(_("place in letterheads"), max_length=80, blank=True)
    letterhead_above = models.CharField(_("body above it in letterheads"), max_length=120, blank=True)
    letterhead = models.CharField(_("its own line in letterheads"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    in_use = models.BooleanField(default=False, editable=False)
    heir = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="forebears", verbose_name=_("stands in its place"),
        help_text="of a unit that is gone: the last of the chain, of a split the first",
    )  # fmt: skip

    objects = UnitQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["kind", "name", "pk"]

    def __str__(self):
        return self.short_name or self.name

    def clean(self):
        """Refuses a circle of parents, and a change of what reports read once work was given to the unit or its name is dated."""
        super().clean()
        if self.parent and self.pk and self.parent.path.startswith(f"{self.path}") and self.path:
            raise at_field("parent", _("A unit cannot belong to itself or to a unit below it."), "circle")
        if self.pk and (fixed := self.fixed):
            before = Unit.objects.filter(pk=self.pk).values(*fixed).get()
            if changed := [field for field in fixed if before[field] != getattr(self, field)]:
                stays = _("Reports speak of this unit, so this stays. A new name, a merger or a split is recorded with its day.")
                raise ValidationError({field.removesuffix("_id"): stays for field in changed}, code="in_use")

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Keeps ``path`` ('/1/20/46/': the way from the root) for this unit and, where it moved, for all below it."""
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            before, self.path = self.path, path
            Unit.objects.filter(pk=self.pk).update(path=path)
            if before:
                below = Unit.objects.filter(path__startswith=before).exclude(pk=self.pk)
                below.update(path=Concat(Value(path), Substr(F("path"), len(before) + 1)))

    @property
    def fixed(self):
        """The fields that stay as they are: all that reports read once work was given to it, its names once they are dated."""
        return self.FIXED if self.in_use else self.FIXED[:2] if self.names.exists() else ()

    @property
    def in_its_place(self):
        """The unit itself, or the one that stands in its place today."""
        return self.heir if self.heir_id else self

    def is_of_office(self, user, *, on):
        """Whether this person works in the office of the committee at or above the unit."""
        return committee_of([self]).get(self.pk, 0) in user.committees(on=on, roles=["office"])

    @staticmethod
    def mark_in_use(pks):
        """From now on names, kind and parent of these units are fixed, by trigger too."""
        Unit.objects.filter(pk__in=pks, in_use=False).update(in_use=True)

    @property
    def ancestry(self):
        """Primary keys from the root to the unit itself."""
        return [int(part) for part in self.path.split("/") if part]


def committee_of(units):
    """The nearest committee at or above each unit: {unit pk: committee pk}; a unit without one is left out. One query."""
    units = list(units)
    above = {pk for unit in units for pk in unit.ancestry}
    committees = set(Unit.objects.filter(Q(kind=Unit.Kind.COMMITTEE), pk__in=above).values_list("pk", flat=True))
    return {unit.pk: nearest[-1] for unit in units if (nearest := [pk for pk in unit.ancestry if pk in committees])}
