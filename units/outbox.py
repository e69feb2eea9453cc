"""Sending what lies in the outbox: claimed by a lease, sent outside any transaction, marked. See README, 'How a letter goes out'."""

import hashlib
import logging
import smtplib
import time
import uuid
from contextlib import suppress
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import DataError, Error, IntegrityError, ProgrammingError
from django.db import connection as database

from units.models import Installation, Mail, Try
from units.models.mail import UNSURE_AT_MOST
from units.smtp import InDoubt

LEASE = timedelta(seconds=120)
ENOUGH = 60  # seconds of a lease after which sending is not begun: it takes at most four times EMAIL_TIMEOUT
BACKOFF = [(1, 1), (6, 5), (21, 15)]  # tried for less than so many minutes: wait so many; then an hour
GIVE_UP = timedelta(days=3)

Status, Outcome = Mail.Status, Try.Outcome
log = logging.getLogger(__name__)


class Unreachable(Exception):
    """There is no way to the mail server, whatever the letter."""


def letter(*, key, recipient, subject, body, now, html="", installation=None):
    """A Mail to a person's address, not saved, with the Message-ID that it keeps however often it is tried.

    installation: the row, for who has it at hand and writes many.
    """
    name = hashlib.sha256(key.encode()).hexdigest()[:24]  # with the header's name in one line of 78
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


def send_due(*, clock, still_owed, seconds=40, stop=lambda: False):
    """Send what is due, for at most ``seconds``; the rest waits for the next tick. Returns how many were sent.

    clock: gives the instant now; still_owed: a function of a Mail that returns (subject, text, page) to send, or None where nobody needs it any more;
    stop: says whether to end after the letter in hand.
    Any number of senders may run at once: each row is claimed by one conditional UPDATE. A lease that ran out means unsure: the mail is sent
    again with the same Message-ID, at most twice. One line serves all letters of a run; where there is none, the others wait.
    """
    me, began, sent, connection = uuid.uuid4(), time.monotonic(), 0, get_connection()
    Mail.objects.leave_unsure(clock())
    try:
        for pk in list(Mail.objects.due(clock()).values_list("pk", flat=True)[:5000]):
            if stop() or time.monotonic() - began > seconds:
                break
            if mail := Mail.objects.claim(pk, me=me, now=clock(), until=clock() + LEASE):
                sent += send(mail, me=me, clock=clock, still_owed=still_owed, connection=connection)
    except Unreachable:
        pass
    finally:
        hang_up(connection)
    return sent


def send(mail, *, me, clock, still_owed, connection):
    """Send one claimed mail and mark what became of it. Whether it was sent. Raises Unreachable, marked too, where no other can be sent either."""
    until = time.monotonic() + ENOUGH
    try:
        owed = still_owed(mail)
        if owed is None or not mail.to:
            mark(mail, me, outcome=Outcome.NEEDLESS, now=clock(), status=Status.CANCELLED)
            return False
        subject, mail.body, mail.html = owed
        mail.subject = subject[:200]
        reply = hand_over(mail, connection, until)
    except Exception as error:
        if not isinstance(error, OSError | Unreachable):  # a mistake of ours in one letter; the others must not wait for it
            log.exception("mail %s could not be made", mail.pk)
        else:
            log.warning("mail %s was not sent: %s", mail.pk, type(error.__cause__ or error).__name__)
        hang_up(connection)
        mark(mail, me, **after_failure(mail, error, clock()))
        if isinstance(error, Unreachable):
            raise
        return False
    now = clock()
    mark(mail, me, outcome=Outcome.SENT, now=now, reply=reply, status=Status.SENT, sent_at=now)
    return True


def hand_over(mail, connection, until):
    """Give the letter to the mail server, over the open line or a new one. Returns its answer, where the way there remembers one.

    Raises Unreachable if no line can be had or the server does not take our own address, else the error of the letter.
    """
    message = EmailMultiAlternatives(
        mail.subject,
        mail.body,
        to=[mail.to],
        connection=connection,
        headers={"Message-ID": mail.message_id, "X-Reminder-Key": mail.key, "Auto-Submitted": "auto-generated"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        connection.open()
    except OSError as error:
        raise Unreachable from error
    if time.monotonic() > until:
        raise TimeoutError("the lease is nearly over")
    try:
        message.send()
    except smtplib.SMTPSenderRefused as error:
        if error.smtp_code >= 500:
            raise Unreachable from error
        raise
    return getattr(connection, "reply", "")[:300]


def hang_up(connection):
    """Close the line, whatever state it is in. The next letter opens a new one."""
    with suppress(OSError):
        connection.close()


def after_failure(mail, error, now):
    """What a failed try means: perhaps taken; refused for good (5xx for this letter or address); or tried again later, for three days."""
    cause = error.__cause__ if isinstance(error, Unreachable) else error
    code, words = getattr(cause, "smtp_code", None), getattr(cause, "smtp_error", None)
    words = words or (isinstance(cause, OSError) and str(cause)) or type(cause).__name__
    if isinstance(cause, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(cause.recipients.values()))
    words = words.decode(errors="replace") if isinstance(words, bytes) else words
    said = {"now": now, "reply": f"{code or ''} {words}".strip()[:300], "next_try": now + pause(now - mail.tried_since)}
    if isinstance(error, InDoubt):
        left = mail.unsure_count >= UNSURE_AT_MOST
        more = {"status": Status.UNSURE} if left else {"status": Status.PENDING, "unsure_count": mail.unsure_count + 1}
        return said | more | {"outcome": Outcome.UNSURE}
    if cause is error and code and 500 <= code < 600:
        return said | {"status": Status.FAILED, "outcome": Outcome.REFUSED}
    given_up = said["next_try"] > mail.tried_since + GIVE_UP
    return said | {"status": Status.FAILED if given_up else Status.PENDING, "outcome": Outcome.LATER}


def pause(tried):
    """How long to wait after having tried for so long: 1, 5, 15, 60 minutes, then hourly."""
    return timedelta(minutes=next((wait for below, wait in BACKOFF if tried < timedelta(minutes=below)), 60))


def mark(mail, me, **after):
    """Write down what became of a mail; again and again while the database is away, for as long as the lease holds."""
    until = time.monotonic() + LEASE.total_seconds() - 20
    while True:
        try:
            mail.end_try(me, subject=mail.subject, body=mail.body, html=mail.html, **after)
            return
        except (DataError, IntegrityError, ProgrammingError):
            raise
        except Error:
            if time.monotonic() > until or database.in_atomic_block:
                raise
            database.close()
            time.sleep(1)
