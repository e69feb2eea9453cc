"""A sender that is killed: nothing is lost, and what is doubled is the same letter and can be seen to be (D9). Leases end by moving the clock."""

import subprocess
import sys
import uuid
from collections import Counter
from datetime import timedelta

import pytest

from tests.children import ROOT, environment
from tests.mailserver import MailServer
from tests.office import at
from units.models import Mail, Try, User
from units.models.mail import MailQuerySet
from units.outbox import LEASE, letter, send_due

pytestmark = pytest.mark.django_db(transaction=True)

NOW = at("2024-06-11")
LATER = LEASE + timedelta(seconds=1)
# where it dies: how often the letter arrives in all, how often it was tried, how many tries have no end
POINTS = {"before claim": (1, 1, 0), "after claim": (1, 2, 1), "after accept": (2, 2, 1), "before mark": (2, 2, 1), "after mark": (1, 1, 0)}


@pytest.fixture
def server(settings):
    with MailServer() as made:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "units.smtp.EmailBackend", "127.0.0.1", made.port
        yield made


@pytest.fixture
def waiting():
    """Three letters that are due."""
    head = User.objects.create_user("head", "head@example.org", "mat khau dai")
    made = [letter(key=f"digest/{n}/2024-06-11", recipient=head, subject="Việc", body="Thân", now=NOW) for n in range(3)]
    return Mail.objects.bulk_create(made)


def killed(point, now, server):
    """A process sends and dies there."""
    command = [sys.executable, "-m", "tests.units.dying_sender", point, now.isoformat()]
    env = environment() | {"EMAIL_URL": server.address}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 9, done.stderr


def send(now):
    return send_due(clock=lambda: now, still_owed=lambda mail: (mail.subject, mail.body, ""))


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_nothing_is_lost(waiting, server, point):
    arrives, tried, without_end = POINTS[point]
    killed(point, NOW, server)
    send(NOW)
    send(NOW + LATER)
    counted = Counter(server.handler.taken)
    assert counted == {mail.message_id: arrives if mail == waiting[0] else 1 for mail in waiting}
    first = Mail.objects.get(pk=waiting[0].pk)
    assert (first.status, first.attempts, first.tries.filter(ended_at=None).count()) == ("sent", tried, without_end)
    assert Mail.objects.filter(status="sent").count() == 3


def test_who_dies_each_time_after_the_letter_was_taken_sends_it_three_times_at_most(waiting, server):
    """The others go first from the second time on; in the end a person has to look."""
    Mail.objects.exclude(pk=waiting[0].pk).delete()
    for times in range(3):
        killed("after accept", NOW + times * LATER, server)
        assert Mail.objects.get().unsure_count == times
    for times in (3, 4):
        assert send(NOW + times * LATER) == 0
    mail = Mail.objects.get()
    assert (mail.status, mail.attempts, mail.unsure_count, server.handler.taken) == ("unsure", 3, 2, [mail.message_id] * 3)
    assert list(mail.tries.values_list("outcome", "ended_at")) == [("", None)] * 3


def test_tries_that_were_answered_later_do_not_count_as_unsure(waiting, server):
    Mail.objects.exclude(pk=waiting[0].pk).delete()
    server.handler.at_letter = ["451 later", "451 later", "451 later", "accept"]
    now = NOW
    for _time in range(3):
        assert send(now) == 0
        now += timedelta(hours=1)
    assert (Mail.objects.get().attempts, Mail.objects.get().unsure_count) == (3, 0)
    killed("after accept", now, server)
    assert send(now + LATER) == 1
    assert (Mail.objects.get().status, Mail.objects.get().attempts, Mail.objects.get().unsure_count) == ("sent", 5, 1)


def two_at_once(monkeypatch, server):
    """Two senders, each of which has looked for what is due before the other claims anything: how often each letter arrives."""
    due, looked = MailQuerySet.due, []

    def looking(self, now):
        found = due(self, now)
        if not looked:
            looked.append(list(found))
            send(now)
            return looked[0] and self.model.objects.filter(pk__in=[mail.pk for mail in looked[0]])
        return found

    monkeypatch.setattr(MailQuerySet, "due", looking)
    send(NOW)
    return sorted(Counter(server.handler.taken).values())


def test_two_senders_at_once_send_each_letter_once(waiting, server, monkeypatch):
    assert two_at_once(monkeypatch, server) == [1, 1, 1]


def test_without_the_condition_of_the_claim_two_senders_double(waiting, server, monkeypatch):
    """The control."""

    def unguarded(self, pk, *, me, now, until):
        mail = self.get(pk=pk)
        self.filter(pk=pk).update(claim=me, status="sending", lease_until=until, tried_since=now, attempts=mail.attempts + 1)
        mail.refresh_from_db()
        Try.objects.create(mail=mail, number=mail.attempts, to=mail.to, began_at=now)
        return mail

    monkeypatch.setattr(MailQuerySet, "claim", unguarded)
    assert two_at_once(monkeypatch, server) == [2, 2, 2]


def test_a_frozen_sender_that_comes_back_takes_nothing_from_who_took_over(waiting, server):
    """Its lease ran out, another sent the letter: its own refusal changes only its own try."""
    mine = Mail.objects.claim(waiting[0].pk, me=uuid.UUID(int=1), now=NOW, until=NOW + LEASE)
    send(NOW + LATER)
    mine.end_try(uuid.UUID(int=1), outcome="later", now=NOW + 2 * LATER, status="pending", reply="451 later")
    assert Mail.objects.get(pk=mine.pk).status == "sent"
    assert list(mine.tries.values_list("outcome", flat=True)) == ["later", "sent"]
