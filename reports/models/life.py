"""The life of a report: drafted, edited, signed off, issued, then replaced or withdrawn. Every step under the row's lock."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models.rights import holder
from units.landing import at_field
from units.models import Appointment
from units.models.record import record
from units.periods import local_day

Role = Appointment.Role
LONGEST = 4000  # letters of a sentence


class Refused(Exception):
    """The step does not fit how the report stands. ``report``: as it stands."""

    def __init__(self, report):
        super().__init__(report.code)
        self.report = report


class Conflict(Refused):
    """Somebody changed the report meanwhile."""


class WrongStage(Refused):
    """The report is past that, or not there yet."""


class Life(models.Model):
    """What may be done with a report, by whom, and what comes of it. ``seen``: the edition that whoever acts was shown."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        SIGNED = "signed", _("signed off")
        ISSUED = "issued", _("issued")
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (Stage.DRAFT, Stage.SIGNED)
    KEPT = (Stage.ISSUED, Stage.REPLACED, Stage.WITHDRAWN)  # their text, figures and bytes stay

    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.DRAFT)
    edition = models.PositiveIntegerField(default=1, help_text="rises with each change of its text or stage")
    signed_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+", verbose_name=_("signed off by"))
    signed_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+", verbose_name=_("issued by"))
    issued_at = models.DateTimeField(null=True)
    number = models.CharField(_("number"), max_length=10, blank=True, help_text="as the registry gave it; empty until then")
    issued_on = models.DateField(_("date"), null=True, help_text="the day on the paper, or as the registry wrote it on")
    ended_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    class Meta:
        abstract = True

    # Who may

    def may(self, verb, user, *, on):
        """Whether this person's appointments of the day allow the step; how the report stands is another question.

        edit: the board; sign, withdraw: the head of the board that signs the paper (of a committee without a board, a leader); issue,
        register: board or office. Source: the issue's rule, "edited by board people, signed off by a head of the board".
        """
        if verb == "edit":
            return self._counts(user, Role.BOARD, on=on)
        if verb in ("issue", "register"):
            return self._counts(user, Role.BOARD, Role.OFFICE, on=on)
        return self._heads(user, on=on) is not None

    def _counts(self, user, *roles, on):
        return self.committee_id in user.committees(on=on, roles=roles)

    def signers(self, *, on):
        """Appointments of those who may sign: the heads of the board that issues it; of a committee without a board, its leaders."""
        unit = holder(self.committee, Role.BOARD, on=on)
        role = Role.LEADER if unit == self.committee else Role.HEAD
        return Appointment.objects.valid(on=on).filter(role=role, unit=unit, user__is_active=True).select_related("user").order_by("pk")

    def _heads(self, user, *, on):
        """The appointment by which they sign for the board, or None."""
        return next((post for post in self.signers(on=on) if post.user_id == user.pk), None)

    def _open(self, verb, *stages, by, seen, now):
        """Lock the row and bring this object up to it. Raises PermissionDenied, WrongStage, or Conflict if it was changed since ``seen``."""
        row = type(self).objects.select_for_update().get(pk=self.pk)
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(row, field.attname))
        if not self.may(verb, by, on=local_day(now)):
            raise PermissionDenied
        if self.stage not in stages:
            raise WrongStage(self)
        if seen != self.edition:
            raise Conflict(self)

    def _step(self, what, *, by, now, renders=True, **changes):
        """Write the change and who did it; with ``renders`` the PDF is made anew."""
        changes["edition"] = self.edition + 1
        if renders:
            changes |= {"status": self.Status.PENDING, "tries": 0, "error": "", "claim": None, "lease_until": None}
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))
        record(self, what, by=by, now=now)

    def _is_done(self, stage, field, by):
        """Whether this very person did it already: a form that is sent twice."""
        row = type(self).objects.get(pk=self.pk)
        return row.stage == stage and getattr(row, f"{field}_id") == by.pk


def clean(text, name="text"):
    """A sentence on one line, without spaces at its ends. Raises ValidationError at the field ``name`` where it is too long."""
    text = " ".join(text.replace("\x00", "").split())
    if len(text) > LONGEST:
        raise at_field(name, _("At most %(most)s letters."), "long", most=LONGEST)
    return text
