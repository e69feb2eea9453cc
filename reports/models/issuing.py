"""A report is signed off, issued, registered, withdrawn."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reports.contents import fingerprint, to_json
from reports.models.copy import Copy, possible
from reports.models.life import Life, WrongStage, clean
from reports.models.telling import tell_leaders, tell_units
from units.landing import at_field
from units.periods import local_day


class Issuing(Life):
    """The steps from a text that stands to a paper that was issued, and what may become of it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def sign(self, *, by, seen, now):
        """The head of the board signs it off: its text stands. Twice by the same person is once."""
        if self._is_done(self.Stage.SIGNED, "signed_by", by):
            return
        self._open("sign", self.Stage.DRAFT, by=by, seen=seen, now=now)
        if not self.is_drafted:
            raise WrongStage(self)
        if not self.is_ready:
            raise ValidationError(_("There is no PDF of this text yet: read it before you sign it off."), code="no_pdf")
        values = self.gathered.values
        if flagged := sum(passage.is_flagged(values) for passage in self.passages.all()):
            raise ValidationError(
                _("%(number)s sentences rest on figures that have changed since. Look at them first."),
                code="flagged",
                params={"number": flagged},
            )
        self._step(gettext_noop("signed off"), by=by, now=now, stage=self.Stage.SIGNED, signed_by=by, signed_at=now)

    @transaction.atomic
    def reopen(self, *, by, seen, now):
        """What was signed off is a draft again."""
        self._open("sign", self.Stage.SIGNED, by=by, seen=seen, now=now)
        self._step(gettext_noop("opened again"), by=by, now=now, stage=self.Stage.DRAFT, signed_by=None, signed_at=None)

    @transaction.atomic
    def issue(self, *, by, seen, now, number="", issued_on=None):
        """Issue it: figures and text are frozen, the PDF is made of them, leaders are told; what it replaces is replaced.

        number, issued_on: of the registry, or left blank, to be filled in on the paper and registered later.
        """
        if self._is_done(self.Stage.ISSUED, "issued_by", by):
            return
        self._open("issue", self.Stage.SIGNED, by=by, seen=seen, now=now)
        if self.has_failed:
            raise ValidationError(_("The PDF could not be made, so there is no paper to issue. Try again to make it."), code="no_pdf")
        if self.replaces_id and type(self).objects.select_for_update().get(pk=self.replaces_id).stage != self.Stage.ISSUED:
            raise ValidationError(_("What this report was to replace was replaced or withdrawn meanwhile."), code="replaced")
        number = self._registered(number, issued_on, on=local_day(now))
        said = {"number": number, "issued_on": issued_on, "issued_by": by, "issued_at": now, "stage": self.Stage.ISSUED}
        for name, value in said.items():
            setattr(self, name, value)
        data = to_json(self.finished())
        self._step(gettext_noop("issued"), by=by, now=now, **said, contents=data.decode(), contents_sha256=fingerprint(data))
        if self.replaces_id:
            replaced = type(self).objects.get(pk=self.replaces_id)
            replaced._step(gettext_noop("replaced"), by=by, now=now, renders=False, stage=self.Stage.REPLACED, ended_by=by, ended_at=now)
        Copy.objects.ask(self, [one.copy for one in possible(self)], now=now, anew=True)
        tell_leaders(self, now=now)
        tell_units(self, now=now)

    @transaction.atomic
    def register(self, *, by, seen, now, number, issued_on):
        """Write down the number and date that the registry filled in on a paper that was issued with blanks. Once."""
        self._open("register", *self.KEPT, by=by, seen=seen, now=now)
        if self.number:
            raise WrongStage(self)
        if not number or not issued_on:
            raise at_field("issued_on" if number else "number", _("Give the number and the date."), "empty")
        number = self._registered(number, issued_on, on=local_day(now))
        self._step(gettext_noop("registered"), by=by, now=now, renders=False, number=number, issued_on=issued_on)

    @transaction.atomic
    def withdraw(self, *, by, seen, now, reason):
        """Take an issued report back; its bytes are kept, and whoever checks a paper is told."""
        if self._is_done(self.Stage.WITHDRAWN, "ended_by", by):
            return
        self._open("withdraw", self.Stage.ISSUED, by=by, seen=seen, now=now)
        if not (reason := clean(reason, "reason")):
            raise at_field("reason", _("Say why."), "empty")
        said = {"stage": self.Stage.WITHDRAWN, "ended_by": by, "ended_at": now, "ended_because": reason[:500]}
        self._step(gettext_noop("withdrawn"), by=by, now=now, renders=False, **said)

    def _registered(self, number, issued_on, *, on):
        """The number, checked: digits as the registry gives them, or nothing; its day no later than today. Raises ValidationError.

        A number that another report has is taken: numbers begin anew with each term of a committee, and the registry alone knows when.
        """
        number = number.strip()
        if number and not (number.isdecimal() and 0 < int(number) < 100_000):
            raise at_field("number", _("Write the number alone, such as 12."), "number")
        if bool(number) != bool(issued_on):
            raise at_field("issued_on" if number else "number", _("Give both the number and the date, or neither."), "both")
        if issued_on and not local_day(self.cutoff) <= issued_on <= on:
            raise at_field("issued_on", _("The date lies between the day of the figures and today."), "day")
        return str(int(number)) if number else ""
