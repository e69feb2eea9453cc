from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MailQuerySet(models.QuerySet):
    """The outbox. The database is the only queue that counts."""

    def due(self, now):
        """What may be sent now: pending and due, or claimed by a sender whose lease ran out; unsure ones at the back."""
        return self.filter(Q(status=Mail.Status.PENDING, next_try__lte=now) | Q(status=Mail.Status.SENDING, lease_until__lt=now)).order_by(
            "unsure_count", "next_try", "pk"
        )

    def claim(self, pk, *, me, now, until):
        """Make this mail mine until the lease ends: one conditional UPDATE, so two senders never hold the same one."""
        lapsed = Q(status=Mail.Status.SENDING)
        taken = self.due(now).order_by().filter(pk=pk)
        return bool(
            taken.filter(lapsed).update(lease_until=until, claim=me, attempts=F("attempts") + 1, unsure_count=F("unsure_count") + 1)
            or taken.filter(~lapsed).update(status=Mail.Status.SENDING, lease_until=until, claim=me, attempts=F("attempts") + 1)
        )


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


class Try(models.Model):
    """One attempt to hand a mail to the mail server. Without an end: whoever tried it died, and nobody knows whether it went out."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("taken by the mail server")
        LATER = "later", _("not taken now; tried again later")
        REFUSED = "refused", _("refused by the mail server")
        NEEDLESS = "needless", _("no longer needed")

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
