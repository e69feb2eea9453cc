"""Sending what lies in the outbox: claimed by a lease, sent outside any transaction, marked. See README, 'How a letter goes out'."""

import hashlib
import logging
import smtplib
import time
import uuid
from datetime import timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import InterfaceError, OperationalError
from django.db import connection as database

from units.models import Installation, Mail

LEASE = timedelta(seconds=120)
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
GIVE_UP = timedelta(days=3)
UNSURE_AT_MOST = 2

log = logging.getLogger(__name__)


def letter(*, key, recipient, subject, body, now, html="", installation=None):
    """A Mail to a person's address, not saved, with the Message-ID that it keeps however often it is tried.

    installation: the row, for who has it at hand and writes many.
    """
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    return Mail(
        key=key,
        recipient=recipient,
        to=recipient.email,
        subject=subject[:200],
        body=body,
        html=html,
        message_id=f"<{name}@{(installation or Installation.this()).uuid}>",
        next_try=now,
        made_at=now,
    )


def send_due(*, clock, still_owed, seconds=40):
    """Send what is due, for at most ``seconds``; the rest waits for the next tick. Returns how many were sent.

    clock: gives the instant now; still_owed: a function of a Mail that returns the body to send, or None where nobody needs it any more.
    Any number of senders may run at once: each row is claimed by one conditional UPDATE. A lease that ran out means unsure: the mail is sent
    again with the same Message-ID, at most twice.
    """
    me, started, sent = uuid.uuid4(), time.monotonic(), 0
    connection = get_connection()
    for pk in list(Mail.objects.due(clock()).values_list("pk", flat=True)[:5000]):
        if time.monotonic() - started > seconds:
            break
        if Mail.objects.claim(pk, me=me, now=clock(), until=clock() + LEASE):
            sent += send(Mail.objects.get(pk=pk), me=me, clock=clock, still_owed=still_owed, connection=connection)
    connection.close()
    return sent


def send(mail, *, me, clock, still_owed, connection):
    """Send one claimed mail and mark what became of it. Whether it was sent."""
    if mail.unsure_count > UNSURE_AT_MOST:
        mark(mail, me, status=Mail.Status.UNSURE)
        return False
    words = still_owed(mail)
    if words is None:
        mark(mail, me, status=Mail.Status.CANCELLED)
        return False
    body, _page = words
    message = EmailMessage(
        mail.subject,
        body,
        to=[mail.to],
        connection=connection,
        headers={"Message-ID": mail.message_id, "X-Reminder-Key": mail.key, "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail %s was not sent: %s", mail.pk, type(error).__name__)
        mark(mail, me, body=body, **after_failure(mail, error, clock()))
        return False
    mark(mail, me, status=Mail.Status.SENT, body=body, sent_at=clock(), reply="")
    return True


def after_failure(mail, error, now):
    """What a failed try means for the row: refused for good (5xx, a bad address), or tried again later, for three days."""
    code, reply = getattr(error, "smtp_code", None), str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
    tried = max(0, mail.attempts - mail.unsure_count - 1)
    wait = BACKOFF[min(tried, len(BACKOFF) - 1)]
    for_good = (code is not None and 500 <= code < 600) or now + wait > mail.made_at + GIVE_UP
    status = Mail.Status.FAILED if for_good else Mail.Status.PENDING
    return {"status": status, "next_try": now + wait, "reply": f"{code or ''} {reply!s}".strip()[:300]}


def mark(mail, me, **after):
    """Write down what became of a mail, if it is still mine; again and again while the database is away, for as long as the lease holds."""
    until = time.monotonic() + LEASE.total_seconds() - 20
    while True:
        try:
            Mail.objects.filter(pk=mail.pk, claim=me).update(lease_until=None, **after)
            return
        except (InterfaceError, OperationalError):
            if time.monotonic() > until or database.in_atomic_block:
                raise
            database.close()
            time.sleep(1)
