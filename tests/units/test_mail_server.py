"""What a mail server may answer, and what becomes of the letter (D10)."""

import smtplib
import socket
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.mailserver import MailServer
from tests.office import at
from units.models import Mail, Try, User
from units.outbox import letter, send_due

pytestmark = pytest.mark.django_db
NOW = at("2024-06-11")


@pytest.fixture
def server(settings):
    with MailServer() as made:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "units.smtp.EmailBackend", "127.0.0.1", made.port
        settings.EMAIL_TIMEOUT = 0.3
        yield made.handler


@pytest.fixture
def waiting():
    """Three letters that are due."""
    head = User.objects.create_user("head", "head@example.org", "mat khau dai")
    made = [letter(key=f"digest/{n}/2024-06-11", recipient=head, subject="Việc", body="Thân\n.\nhết", now=NOW) for n in range(3)]
    return Mail.objects.bulk_create(made)


def send(now=NOW):
    return send_due(clock=lambda: now, still_owed=lambda mail: (mail.subject, mail.body, mail.html))


def states():
    """Of each letter: its status, tries, doubts, and what the server last said."""
    return list(Mail.objects.order_by("pk").values_list("status", "attempts", "unsure_count", "reply"))


def test_what_it_answers_is_kept_with_the_letter_and_its_try(waiting, server):
    assert send() == 3
    said = [f"250 2.0.0 Ok: queued as {n}" for n in (1, 2, 3)]
    assert states() == [("sent", 1, 0, words) for words in said]
    assert list(Try.objects.order_by("mail").values_list("outcome", "reply", "ended_at")) == [("sent", words, NOW) for words in said]
    assert server.letters[0].get_payload(decode=True).decode().splitlines() == ["Thân", ".", "hết"]


def test_one_line_serves_all_letters_of_a_run(waiting, server):
    send()
    assert server.lines == 1


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "421 4.3.2 busy"])
@pytest.mark.parametrize("where", ["at_address", "at_letter"])
def test_later_is_tried_later_and_the_others_go_out_over_a_new_line(waiting, server, where, answer):
    setattr(server, where, [answer, "accept"])
    assert send() == 2
    assert states()[0] == ("pending", 1, 0, answer)
    assert (server.lines, server.taken) == (2, [mail.message_id for mail in waiting[1:]])
    assert Try.objects.get(mail=waiting[0]).outcome == "later"
    assert send(NOW + timedelta(seconds=59)) == 0
    assert send(NOW + timedelta(minutes=1)) == 1
    assert [status for status, *_more in states()] == ["sent"] * 3


@pytest.mark.parametrize("where", ["at_address", "at_letter"])
def test_refused_is_never_tried_again(waiting, server, where):
    setattr(server, where, ["550 5.1.1 no such person", "accept"])
    assert send() == 2
    assert states()[0] == ("failed", 1, 0, "550 5.1.1 no such person")
    assert Try.objects.get(mail=waiting[0]).outcome == "refused"
    assert send(NOW + timedelta(days=2)) == 0
    assert server.taken == [mail.message_id for mail in waiting[1:]]


@pytest.mark.parametrize("missing", ["refused", "unknown", "mute"])
def test_where_no_line_can_be_had_only_the_letter_in_hand_was_tried(waiting, settings, server, missing):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        if missing == "mute":  # takes the call and says nothing
            door.listen()
        settings.EMAIL_PORT = door.getsockname()[1]
        if missing == "unknown":
            settings.EMAIL_HOST = "no-such-host.invalid"
        assert send() == 0
    tried, *others = states()
    assert (tried[:3], others) == (("pending", 1, 0), [("pending", 0, 0, "")] * 2)
    assert tried[3]
    assert Try.objects.get().outcome == "later"


def test_a_server_that_does_not_take_our_own_address_refuses_no_letter_for_good(waiting, server, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise smtplib.SMTPSenderRefused(550, b"not from you", "don-doc@localhost")

    monkeypatch.setattr("units.smtp.Line.sendmail", refuse)
    assert send() == 0
    assert states() == [("pending", 1, 0, "550 not from you"), ("pending", 0, 0, ""), ("pending", 0, 0, "")]


def test_silence_before_the_letter_is_tried_later(waiting, server):
    server.at_address = ["silent", "accept"]
    assert send() == 2
    assert states()[0][:3] == ("pending", 1, 0)


@pytest.mark.parametrize("answer", ["cut", "silent"])
def test_a_line_that_breaks_before_the_answer_leaves_doubt(waiting, server, answer):
    """Perhaps it was taken: sent again with the same Message-ID, twice at most, then left to a person."""
    server.at_letter = [answer, "accept", "accept", answer]
    assert send() == 2
    assert states()[0][:3] == ("pending", 1, 1)
    assert Try.objects.get(mail=waiting[0]).outcome == "unsure"
    now = NOW
    for _time in range(5):
        now += timedelta(hours=1)
        assert send(now) == 0
    assert states()[0][:3] == ("unsure", 3, 2)
    assert server.taken.count(waiting[0].message_id) == (3 if answer == "cut" else 0)


def test_after_one_cut_the_next_answer_ends_it(waiting, server):
    server.at_letter = ["cut", "accept"]
    send()
    assert send(NOW + timedelta(hours=1)) == 1
    assert states()[0][:3] == ("sent", 2, 1)
    assert server.taken.count(waiting[0].message_id) == 2


def test_what_is_held_up_by_the_server_ends_within_its_time(waiting, monkeypatch):
    """A server that takes its time: what does not fit into the tick waits for the next."""
    passed = [0.0]

    def slow(mail):
        passed[0] += 25
        return mail.subject, mail.body, ""

    monkeypatch.setattr("units.outbox.time", SimpleNamespace(monotonic=lambda: passed[0], sleep=None))
    assert send_due(clock=lambda: NOW, still_owed=slow) == 2, "the third would begin after 50 of 40 seconds"
    assert states()[2] == ("pending", 0, 0, "")
