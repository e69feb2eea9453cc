from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from units.models.person import Appointment
from units.models.record import record

UNSURE_AT_MOST = 2  # so often a letter is sent once more though it may be there already
LONG = timedelta(hours=1)
SECRET = "reset/"  # noqa: S105  how the keys of letters begin that hold a link to a new password


class MailQuerySet(models.QuerySet):
    """The outbox. The database is the only queue that counts."""

    def due(self, now):
        """What may be sent now: pending and due, or claimed by a sender whose lease ran out; unsure ones at the back."""
        lapsed = Q(status=Mail.Status.SENDING, lease_until__lt=now, unsure_count__lt=UNSURE_AT_MOST)
        return self.filter(Q(status=Mail.Status.PENDING, next_try__lte=now) | lapsed).order_by("unsure_count", "next_try", "pk")

    def claim(self, pk, *, me, now, until):
        """Make this mail mine until the lease ends: one conditional UPDATE, so two senders never hold the same one.

        Returns the mail with its new try on record, or None if another was quicker. A lease that had run out counts as unsure.
        """
        mine = {"lease_until": until, "claim": me, "attempts": F("attempts") + 1, "tried_since": Coalesce("tried_since", now)}
        taken, lapsed = self.due(now).order_by().filter(pk=pk), Q(status=Mail.Status.SENDING)
        with transaction.atomic():
            if not (
                taken.filter(lapsed).update(**mine, unsure_count=F("unsure_count") + 1)
                or taken.filter(~lapsed).update(**mine, status=Mail.Status.SENDING)
            ):
                return None
            mail = self.select_related("recipient").get(pk=pk)
            if mail.recipient and mail.to != mail.recipient.email and not mail.key.startswith(SECRET):
                mail.to = mail.recipient.email  # as it is now, whoever corrected it where
                self.filter(pk=pk).update(to=mail.to)
            Try.objects.create(mail=mail, number=mail.attempts, to=mail.to, began_at=now)
        return mail

    def leave_unsure(self, now):
        """Leave to a person what was perhaps sent three times, its senders having died each time. Returns how many."""
        gone = self.filter(status=Mail.Status.SENDING, lease_until__lt=now, unsure_count__gte=UNSURE_AT_MOST)
        return gone.update(status=Mail.Status.UNSURE, lease_until=None)

    def hold(self, *, before):
        """Hold back what was written before this instant and is not sent: for after a backup was restored, which may not know that it was.

        Returns how many; a person releases or cancels them. Links to a new password have run out meanwhile: these are cancelled.
        """
        waiting = self.filter(status__in=[Mail.Status.PENDING, Mail.Status.SENDING], made_at__lt=before)
        waiting.filter(key__startswith=SECRET).update(status=Mail.Status.CANCELLED, lease_until=None)
        return waiting.update(status=Mail.Status.HELD, lease_until=None)

    def release(self, *, by, now):
        """Send what is held back after all. Returns how many."""
        again = {"status": Mail.Status.PENDING, "next_try": now, "unsure_count": 0, "tried_since": None}
        return self._held(gettext("released"), by, now, **again)

    def cancel(self, *, by, now):
        """What is held back is not to go out any more. Returns how many."""
        return self._held(gettext("cancelled"), by, now, status=Mail.Status.CANCELLED)

    def _held(self, what, by, now, **after):
        with transaction.atomic():
            pks = list(self.filter(status=Mail.Status.HELD).values_list("pk", flat=True))
            held = list(Mail.objects.select_for_update().filter(pk__in=pks, status=Mail.Status.HELD))
            for mail in held:
                record(mail, what, by=by, now=now)
            Mail.objects.filter(pk__in=[mail.pk for mail in held]).update(**after)
        return len(held)

    def visible_to(self, user, *, on):
        """The office of a committee sees letters to people with a post in or below it, the administrator all; never those with a new password."""
        shown = self.exclude(key__startswith=SECRET)
        if user.is_staff:
            return shown
        theirs = Appointment.objects.valid(on=on).filter(user=OuterRef("recipient"))
        return shown.filter(Exists(theirs.filter(in_or_below(user.committees(on=on, roles=[Appointment.Role.OFFICE])))))

    def stuck(self, now):
        """What did not go out and needs somebody's eye: refused, perhaps sent, held back, or waiting for an hour."""
        for_a_person = Q(status__in=[Mail.Status.FAILED, Mail.Status.UNSURE, Mail.Status.HELD])
        waiting = Q(status__in=[Mail.Status.PENDING, Mail.Status.SENDING], made_at__lte=now - LONG)
        return self.filter(for_a_person | waiting)


def in_or_below(committees):
    """A condition on appointments: in a unit of one of these committees."""
    places = Q(pk__in=[])
    for pk in committees:
        places |= Q(unit__path__contains=f"/{pk}/")
    return places


class Mail(models.Model):
    """A letter to one person, written once and sent by whoever claims it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("refused by the mail server")
        UNSURE = "unsure", _("perhaps sent")
        HELD = "held", _("held back")
        CANCELLED = "cancelled", _("no longer needed")

    LEFT = (Status.FAILED, Status.UNSURE, Status.HELD)  # to a person

    key = models.CharField(max_length=200, unique=True, help_text="recipient and day, or recipient and the one thing that could not wait")
    recipient = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="mails", help_text="whose address it goes to")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    html = models.TextField(blank=True, help_text="the same as a page, or nothing")
    message_id = models.CharField(max_length=200)
    status = models.CharField(max_length=9, choices=Status, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    unsure_count = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    next_try = models.DateTimeField()
    tried_since = models.DateTimeField(null=True, help_text="the first try since it was put in the queue, at first or by a person")
    made_at = models.DateTimeField()
    reply = models.CharField(max_length=300, blank=True, help_text="the mail server's last answer")
    sent_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["status", "next_try"], name="mail_due", condition=Q(status__in=["pending", "sending"])),
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"

    def get_absolute_url(self):
        return reverse("mail", args=[self.pk])

    @property
    def may_be_sent_again(self):
        """Whether a person may put it in the queue once more: it was left to them, or cancelled by one of them."""
        needless = (
            self.status == self.Status.CANCELLED and not self.tries.filter(outcome=Try.Outcome.NEEDLESS, number=self.attempts).exists()
        )
        return self.status in self.LEFT or needless

    @property
    def may_be_cancelled(self):
        """Whether a person may say that it is not to go out any more."""
        return self.status in self.LEFT

    def end_try(self, me, *, outcome, now, reply="", **after):
        """Write down how the try under the claim ``me`` ended and what that means for the mail, if it is still mine.

        That it was sent is true whoever holds it by now, unless another sender has claimed it since.
        """
        mine = Mail.objects.filter(pk=self.pk, claim=me)
        if outcome != Try.Outcome.SENT:
            mine = mine.filter(status=self.Status.SENDING)
        with transaction.atomic():
            mine.update(lease_until=None, reply=reply, **after)
            self.tries.filter(number=self.attempts, ended_at=None).update(outcome=outcome, reply=reply, ended_at=now)

    def send_again(self, *, by, seen, now):
        """Put it in the queue once more, to the address that its person has now. ``seen``: the number of tries that were seen.

        Whether it was done: not twice, and not what was tried or sent meanwhile.
        """
        if not self.may_be_sent_again:
            return False
        to = self.recipient.email if self.recipient else self.to
        again = {"status": self.Status.PENDING, "next_try": now, "unsure_count": 0, "tried_since": None, "to": to}
        with transaction.atomic():
            done = Mail.objects.filter(pk=self.pk, status=self.status, attempts=seen).update(**again)
            if done:
                record(self, gettext("sent again to %(address)s") % {"address": to}, by=by, now=now)
        return bool(done)

    def cancel(self, *, by, now):
        """It is not to go out any more. Whether it was done."""
        with transaction.atomic():
            done = Mail.objects.filter(pk=self.pk, status__in=self.LEFT).update(status=self.Status.CANCELLED)
            if done:
                record(self, gettext("cancelled"), by=by, now=now)
        return bool(done)


class Try(models.Model):
    """One attempt to hand a mail to the mail server. Without an end: whoever tried it died, and nobody knows whether it went out."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("taken by the mail server")
        LATER = "later", _("not taken now; tried again later")
        REFUSED = "refused", _("refused by the mail server")
        NEEDLESS = "needless", _("no longer needed")
        UNSURE = "unsure", _("perhaps taken: the line broke before the answer")

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="tries")
    number = models.PositiveSmallIntegerField()
    to = models.EmailField(help_text="the address it was sent to then")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    reply = models.CharField(max_length=300, blank=True, help_text="the mail server's answer")

    class Meta:
        verbose_name = _("try to send")
        verbose_name_plural = _("tries to send")
        ordering = ["mail", "number"]
        constraints = [models.UniqueConstraint(fields=["mail", "number"], name="try_number_once")]

    def __str__(self):
        return f"{self.mail_id}/{self.number}"
