"""Several at once, with real threads and real transactions. Each guard has a control that fails without it."""

import threading
import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from django.core import mail as outbox_module
from django.db import connection, transaction
from django.db.models import F

from tasks.models import Assignment, Conflict, Entry, Notice
from tasks.proof import problems
from tasks.reminders.owed import Day, Owed, on_record
from tasks.reminders.plan import notices, once, owing, record
from tasks.reminders.ticking import tick
from tests.office import Office, at, say
from units.models import Mail
from units.models.mail import MailQuerySet

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number, deed):
    """``deed(n)`` in that many threads, started together. Returns what each returned or raised."""
    start, results = threading.Barrier(number), [None] * number

    def work(n):
        try:
            start.wait()
            results[n] = deed(n)
        except Exception as error:
            results[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def made():
    office = Office.make()
    office.read()
    return office


@pytest.fixture
def given(made):
    row = made.assign(made.task(units=["chau_o"]))[0]
    say(row, "receive", made.head, "2024-04-02")
    return row


def fresh(row):
    return Assignment.objects.get(pk=row.pk)


def test_the_same_form_sent_eight_times_at_once_writes_once(made, given):
    key = uuid.uuid4()
    said = {"seen": given.number, "key": key, "now": at("2024-04-03"), "happened_on": date(2024, 4, 3), "text": "Đã làm."}
    results = at_once(8, lambda n: fresh(given).log(by=made.head, **said))
    assert len({entry.pk for entry in results}) == 1
    assert given.entries.count() == 3
    assert not list(problems())


def test_two_who_saw_the_same_version_cannot_both_write(made, given):
    said = {"seen": given.number, "now": at("2024-04-03"), "happened_on": date(2024, 4, 3), "text": "Đã làm."}
    results = at_once(4, lambda n: fresh(given).log(by=made.head, key=uuid.uuid4(), **said))
    assert sum(isinstance(result, Entry) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 3


def test_without_looking_at_the_version_all_of_them_write(made, given, monkeypatch):
    """The control: what the guard of the version keeps away."""
    monkeypatch.setattr("tasks.models.log.Conflict", type("Never", (Exception,), {}))
    said = {"now": at("2024-04-03"), "happened_on": date(2024, 4, 3), "text": "Đã làm."}

    def blind(n):
        for _try in range(50):
            row = fresh(given)
            try:
                return row.log(by=made.head, key=uuid.uuid4(), seen=row.number, **said)
            except Exception:
                continue
        return None

    results = at_once(4, blind)
    assert sum(isinstance(result, Entry) for result in results) == 4


def test_a_task_given_twice_at_once_is_given_once(made):
    task = made.task()
    period = task.period_holding(date(2024, 4, 1))
    results = at_once(4, lambda n: task.assign(by=made.office, now=at("2024-04-01"), key=uuid.uuid4(), period=period))
    assert sorted(len(result) for result in results) == [0, 0, 0, 2]
    assert not list(problems())


def sent_in_four_ticks():
    """Four ticks at once on a day when a rung is owed; how many letters went out."""
    now = at("2024-06-11")
    results = at_once(4, lambda n: tick(now=now, clock=lambda: now))
    assert not [result for result in results if isinstance(result, Exception)]
    return len(outbox_module.outbox)


def test_four_ticks_at_once_tell_once(given):
    assert sent_in_four_ticks() == 1
    assert Notice.objects.count() == Notice.objects.values("key").distinct().count() == 2  # T-7, and T-15 on record
    assert Mail.objects.get().attempts == 1


def told_by_four_planners():
    """Notices told, and letters, after four planners have all looked before any of them wrote, without the day's lock."""
    day, looked = Day(date(2024, 6, 11), at("2024-06-11")), threading.Barrier(4)

    def one(n):
        owed = once(owing(replace(day)))
        found = notices(owed, on_record(owed), day.now)
        looked.wait()
        with transaction.atomic():
            return record(found, day.now, digest_key=lambda notice: f"digest/{notice.recipient_id}")

    results = at_once(4, one)
    assert not [result for result in results if isinstance(result, Exception)]
    return Notice.objects.filter(superseded=False).count(), Mail.objects.count()


def test_four_planners_at_once_tell_once_by_the_keys_alone(given):
    assert told_by_four_planners() == (1, 1)


def test_without_the_keys_four_planners_tell_more_than_once(given, monkeypatch):
    """The control: keys that differ each time."""
    monkeypatch.setattr(Owed, "key_of", lambda self, step: f"{step}/{uuid.uuid4()}")
    assert told_by_four_planners()[0] == 4


def test_without_the_claim_four_ticks_tell_more_than_once(given, monkeypatch):
    """The control: a claim that always says yes."""
    everybody = threading.Barrier(4, timeout=20)

    def claim(self, pk, *, me, now, until):
        with suppress(threading.BrokenBarrierError):
            everybody.wait()
        self.filter(pk=pk).update(claim=me, attempts=F("attempts") + 1)
        return self.get(pk=pk)

    monkeypatch.setattr(MailQuerySet, "claim", claim)
    now = at("2024-06-11")
    tick(now=now, clock=lambda: at("2024-06-10"))
    assert sent_in_four_ticks() > 1
