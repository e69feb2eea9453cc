"""How a letter goes out: claimed, sent, marked."""

import smtplib
import uuid
from datetime import timedelta

import pytest
from django.core import mail as outbox_module

from tests.office import at
from units.models import Mail, Try, User
from units.outbox import LEASE, letter, send_due

pytestmark = pytest.mark.django_db
NOW = at("2024-06-11")


@pytest.fixture
def waiting():
    head = User.objects.create_user("head", "head@example.org", "mat khau dai")
    one = letter(key="digest/1/2024-06-11", recipient=head, subject="Việc", body="Thân", now=NOW)
    one.save()
    return one


def send(now=NOW, still_owed=lambda mail: (mail.subject, mail.body, mail.html)):
    return send_due(clock=lambda: now, still_owed=still_owed)


def tries():
    """(number, address, outcome, answer, whether it ended) of each."""
    return [(one.number, one.to, one.outcome, one.reply, one.ended_at is not None) for one in Try.objects.order_by("mail", "number")]


def test_a_due_letter_is_sent_once(waiting):
    assert (send(), send()) == (1, 0)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.attempts, waiting.sent_at) == ("sent", 1, NOW)
    assert outbox_module.outbox[0].extra_headers["Message-ID"] == waiting.message_id
    assert tries() == [(1, "head@example.org", "sent", "", True)]


def test_a_letter_with_a_page_carries_both(waiting):
    assert send(still_owed=lambda mail: (mail.subject, "Chữ", "<p>Trang</p>")) == 1
    sent = outbox_module.outbox[0]
    assert (sent.body, [tuple(part) for part in sent.alternatives]) == ("Chữ", [("<p>Trang</p>", "text/html")])
    assert sent.message().get_content_type() == "multipart/alternative"
    waiting.refresh_from_db()
    assert (waiting.body, waiting.html) == ("Chữ", "<p>Trang</p>")


def test_a_letter_without_one_is_plain(waiting):
    assert send() == 1
    assert outbox_module.outbox[0].message().get_content_type() == "text/plain"


def test_a_letter_that_cannot_be_made_keeps_no_other_from_going_out(waiting):
    second = letter(key="digest/2/2024-06-11", recipient=waiting.recipient, subject="Việc", body="Thân", now=NOW)
    second.save()

    def still_owed(mail):
        return (1 / 0, "", "") if mail == waiting else (mail.subject, mail.body, "")

    assert send(still_owed=still_owed) == 1
    assert list(Mail.objects.order_by("pk").values_list("status", "reply")) == [("pending", "ZeroDivisionError"), ("sent", "")]


def test_asked_to_stop_it_finishes_the_letter_in_hand(waiting):
    letter(key="digest/2/2024-06-11", recipient=waiting.recipient, subject="Việc", body="Thân", now=NOW).save()
    asked = []

    def still_owed(mail):
        asked.append(mail)
        return mail.subject, mail.body, ""

    assert send_due(clock=lambda: NOW, still_owed=still_owed, stop=lambda: bool(asked)) == 1
    assert list(Mail.objects.order_by("pk").values_list("status", "attempts")) == [("sent", 1), ("pending", 0)]


def test_two_senders_never_hold_the_same_letter(waiting):
    until = NOW + LEASE
    assert Mail.objects.claim(waiting.pk, me=uuid.uuid4(), now=NOW, until=until)
    assert not Mail.objects.claim(waiting.pk, me=uuid.uuid4(), now=NOW, until=until)
    assert send() == 0


def test_a_lease_that_ran_out_is_unsure_and_tried_at_most_twice_more(waiting):
    now = NOW
    Mail.objects.claim(waiting.pk, me=uuid.uuid4(), now=now, until=now + LEASE)
    for unsure in (1, 2):
        now += LEASE + timedelta(seconds=1)
        assert Mail.objects.claim(waiting.pk, me=uuid.uuid4(), now=now, until=now + LEASE)
        assert Mail.objects.get().unsure_count == unsure
    now += LEASE + timedelta(seconds=1)
    assert Mail.objects.claim(waiting.pk, me=uuid.uuid4(), now=now, until=now + LEASE) is None
    assert send(now) == 0
    assert (Mail.objects.get().status, Mail.objects.get().attempts) == ("unsure", 3)
    assert outbox_module.outbox == []


def test_the_second_try_of_an_unsure_letter_carries_the_same_message_id(waiting):
    Mail.objects.claim(waiting.pk, me=uuid.uuid4(), now=NOW, until=NOW + LEASE)
    assert send(NOW + LEASE + timedelta(seconds=1)) == 1
    assert outbox_module.outbox[0].extra_headers["Message-ID"] == waiting.message_id
    assert Mail.objects.get().attempts == 2


@pytest.mark.parametrize(
    ("error", "status", "wait"),
    [
        (smtplib.SMTPResponseException(451, b"later"), "pending", 1),
        (smtplib.SMTPResponseException(550, b"no such person"), "failed", 1),
        (smtplib.SMTPRecipientsRefused({"head@example.org": (550, b"no such person")}), "failed", 1),
        (smtplib.SMTPRecipientsRefused({"head@example.org": (421, b"busy")}), "pending", 1),
        (ConnectionRefusedError("not there"), "pending", 1),
        (smtplib.SMTPServerDisconnected("cut"), "pending", 1),
    ],
)
def test_a_failure_is_tried_again_or_shown(waiting, monkeypatch, error, status, wait):
    def fail(self, messages):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    assert send() == 0
    mail = Mail.objects.get()
    assert (mail.status, mail.next_try) == (status, NOW + timedelta(minutes=wait))
    assert mail.reply
    assert send() == 0, "not before its time"


def test_tries_come_slower_and_end_after_three_days(waiting, monkeypatch):
    def fail(self, messages):
        raise ConnectionRefusedError("not there")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    waits, now = [], NOW
    while Mail.objects.get().status == "pending":
        send(now)
        waits.append((Mail.objects.get().next_try - now).total_seconds() / 60)
        now = Mail.objects.get().next_try
    assert waits[:6] == [1, 5, 15, 60, 60, 60]
    assert Mail.objects.get().status == "failed"
    assert NOW + timedelta(days=2, hours=22) < now <= NOW + timedelta(days=3, hours=1)


def test_a_letter_nobody_needs_any_more_is_cancelled(waiting):
    assert send(still_owed=lambda mail: None) == 0
    assert Mail.objects.get().status == "cancelled"
    assert tries() == [(1, "head@example.org", "needless", "", True)]
