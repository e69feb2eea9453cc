from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import gettext_lazy as _

from units.dated import Dated, DatedQuerySet
from units.models.unit import committee_of


class User(AbstractUser):
    """A person who signs in. What they may do follows from their appointments alone."""

    first_name = last_name = None
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True, choices=[("vi", "Tiếng Việt"), ("en", "English")])

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_once", violation_error_message=_("This user name is taken.")),
        ]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return str(self)

    def posts(self, *, on):
        """Their appointments on that day with units, each with ``committee_id``: the committee at or above its unit, or None.

        All their appointments are read once per user object, so once a request; 2 queries.
        """
        if not hasattr(self, "_posts"):
            self._posts = list(self.appointments.select_related("unit"))
            nearest = committee_of(post.unit for post in self._posts) if self._posts else {}
            for post in self._posts:
                post.committee_id = nearest.get(post.unit_id)
        return [post for post in self._posts if post.holds(on)]

    def committees(self, *, on, roles):
        """Primary keys of the committees at or above the units in which they hold one of these roles."""
        return {post.committee_id for post in self.posts(on=on) if post.role in roles and post.committee_id}


class Appointment(Dated):
    """A person's role in a unit from a day to a day. A stand-in is an appointment with an end."""

    class Role(models.TextChoices):
        OFFICE = "office", _("Office")
        HEAD = "head", _("Head of unit")
        MEMBER = "member", _("Member of unit")
        BOARD = "board", _("Propaganda Board")
        LEADER = "leader", _("Leader")
        INSPECTOR = "inspector", _("Inspector")

    COMMITTEE_ROLES = (Role.OFFICE, Role.BOARD, Role.LEADER, Role.INSPECTOR)
    UNIT_ROLES = (Role.HEAD, Role.MEMBER)
    FIXED = ("user_id", "unit_id", "role", "valid_from")

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("user"))
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="appointments", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=9, choices=Role)
    title = models.CharField(_("post"), max_length=120, blank=True, help_text=_("As in a signature, such as Trưởng Ban"))
    in_use = models.BooleanField(default=False, editable=False)
    printed_name = models.CharField(
        max_length=150, blank=True, editable=False, help_text="the holder's name when a duty was first given to it"
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["unit", "role", "pk"]
        indexes = [models.Index(fields=["unit", "role"], name="appointment_unit_role")]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(in_use=False) | ~Q(printed_name=""), name="appointment_in_use_has_a_printed_name"),
        ]

    def __str__(self):
        return f"{self.user}, {self.title or self.get_role_display()}, {self.unit}"

    def clean(self):
        """Refuses a change of what reports read once a duty was given to this post: it ends, and a new one begins."""
        super().clean()
        if self.pk and self.in_use:
            before = Appointment.objects.filter(pk=self.pk).values(*self.FIXED).get()
            if changed := [field for field in self.FIXED if before[field] != getattr(self, field)]:
                stays = _("A duty was given to this post, so this stays. End it, and begin a new one.")
                raise ValidationError({field.removesuffix("_id"): stays for field in changed}, code="in_use")

    @staticmethod
    def mark_in_use(pks):
        """From now on holder, unit, role and beginning of these posts are fixed, by trigger too, and reports print the holder's name of today."""
        holder = User.objects.filter(pk=OuterRef("user")).values(name=Coalesce(NullIf("full_name", Value("")), F("username")))
        Appointment.objects.filter(pk__in=pks, in_use=False).update(in_use=True, printed_name=Subquery(holder))


class Portfolio(Dated):
    """Which leader watches which unit, from when."""

    leader = models.ForeignKey(Appointment, models.PROTECT, related_name="portfolios", verbose_name=_("leader"))
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="portfolios", verbose_name=_("unit"))

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("portfolio")
        verbose_name_plural = _("portfolios")

    def __str__(self):
        return f"{self.leader.user}: {self.unit}"

    def covers(self, unit):
        """Whether this unit is watched: itself, one above it, or one in whose place it stands."""
        return unit.path.startswith(self.unit.path) or self.unit.heir_id == unit.pk
