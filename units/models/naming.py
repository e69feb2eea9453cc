"""Names of a unit from a day on: a name is never its identity, and a past report prints the one that held then."""

import unicodedata

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from units.landing import at_field, refuse_year
from units.periods import local_day


def plain(text):
    """As the database keeps a name: NFC, no blanks around it, single ones inside."""
    return " ".join(unicodedata.normalize("NFC", (text or "").replace("\0", "")).split())


class UnitNameQuerySet(models.QuerySet):
    """Dated names. Of two for the same day the one recorded later holds: so a slip is put right without changing a row."""

    def held(self, *, on):
        """The name of the outer unit on a day, as a subquery of rows: the newest first."""
        return self.filter(unit=OuterRef("pk"), valid_from__lte=on).order_by("-valid_from", "-pk")

    def at(self, day, units, *, known_by=None):
        """{unit pk: its name on that day} for these units or primary keys. 1 query.

        known_by: an instant; names recorded after it are left aside, so that a report of a past instant is the same whenever it is made.
        Before its first dated name a unit bears that first one; without any it bears its own.
        """
        known = self.filter(Q(made_at=None) | Q(made_at__lte=known_by)) if known_by else self
        first = known.filter(unit=OuterRef("pk")).order_by("valid_from", "pk")
        then = Coalesce(Subquery(known.held(on=day).values("name")[:1]), Subquery(first.values("name")[:1]), F("name"))
        found = self.model.unit.field.related_model.objects.filter(pk__in=[getattr(unit, "pk", unit) for unit in units])
        return dict(found.order_by().values_list("pk", then))


class UnitName(models.Model):
    """A unit's name from a day on, by which paper. Never changed, never deleted.

    The first one, which the unit bore before anybody recorded a change, has neither paper nor author nor instant.
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="names", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    valid_from = models.DateField(_("from"))
    decision = models.CharField(_("by which decision"), max_length=200, blank=True)
    key = models.UUIDField(unique=True, null=True, editable=False, help_text="one-time key of the form")
    made_by = models.ForeignKey("units.User", models.PROTECT, null=True, editable=False, related_name="+")
    made_at = models.DateTimeField(null=True, editable=False)

    objects = UnitNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["unit", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="unitname_not_blank", violation_error_message=_("Give the name.")),
        ]
        indexes = [models.Index(fields=["unit", "valid_from", "id"], name="unitname_at")]

    def __str__(self):
        return self.name


class NamedQuerySet(models.QuerySet):
    """Units and the day's names."""

    def take_names(self, *, on):
        """Each unit bears the name of that day, where it has dated ones. Returns how many took one; may run twice, or late."""
        held = UnitName.objects.held(on=on)
        stale = self.annotate(held_name=Subquery(held.values("name")[:1]), held_short_name=Subquery(held.values("short_name")[:1]))
        stale = stale.exclude(held_name=None).exclude(name=F("held_name"), short_name=F("held_short_name"))
        taken = list(stale.order_by("pk").values_list("pk", "held_name", "held_short_name"))
        for pk, name, short_name in taken:
            self.model.objects.filter(pk=pk).update(name=name, short_name=short_name)
        return len(taken)


class Named(models.Model):
    """What a unit knows of its names. ``name`` and ``short_name`` are those of today, kept for speed."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def rename(self, *, name, short_name="", on, decision, by, now, key):
        """From the day ``on`` the unit bears this name, by this paper: at once, or when the day comes.

        Returns the dated name, or the one already made with this ``key``. Raises PermissionDenied unless ``by`` is of the office of the unit's
        committee; ValidationError for a day outside the unit's own or before a name already recorded, and for a name that changes nothing.
        """
        unit = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        made = UnitName.objects.filter(key=key).first()
        if made and (made.unit_id, made.made_by_id) == (unit.pk, by.pk):
            return made
        if made or not unit.is_of_office(by, on=local_day(now)):
            raise PermissionDenied
        row = UnitName(
            unit=unit,
            name=plain(name),
            short_name=plain(short_name),
            valid_from=on,
            decision=plain(decision),
            key=key,
            made_by=by,
            made_at=now,
        )
        unit.check_name(row)
        if not unit.names.exists():
            UnitName.objects.create(unit=unit, name=unit.name, short_name=unit.short_name, valid_from=unit.valid_from)
        row.save(force_insert=True)
        type(self).objects.filter(pk=unit.pk).take_names(on=local_day(now))
        self.refresh_from_db(fields=["name", "short_name"])
        return row

    def check_name(self, row):
        """Raises ValidationError where the unit cannot take this name from that day."""
        refuse_year("on", row.valid_from)
        row.full_clean(exclude=["unit", "made_by", "key"], validate_unique=False)
        if not row.decision:
            raise at_field("decision", _("Say by which paper: its number and date."), "decision")
        if not self.holds(row.valid_from):
            raise at_field("on", _("The unit does not exist on this day."), "outside")
        last = self.names.last() or UnitName(name=self.name, short_name=self.short_name, valid_from=self.valid_from)
        if row.valid_from < last.valid_from:
            raise at_field("on", _("A later name is on record already, from %(day)s."), "order", day=f"{last.valid_from:%d/%m/%Y}")
        if (row.name, row.short_name) == (last.name, last.short_name):
            raise at_field("name", _("The unit bears this name already."), "same")
