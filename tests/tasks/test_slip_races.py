"""Slips, several people and planners at once, with real threads and real transactions. Each guard has a control that fails without it."""

import threading
from contextlib import suppress
from datetime import date

import pytest
from django.db import connection, connections

from tasks.models import Assignment, Entry, Slip, SlipLine, SlipRefused, slip_printed
from tasks.proof import problems
from tests.office import Office, at, say
from tests.slips import late, of, plan, proposed
from tests.tasks.test_races import at_once
from units.models import User

pytestmark = pytest.mark.django_db(transaction=True)
NOW = at("2024-07-03 09:00")


@pytest.fixture
def made():
    office = Office.make()
    office.read()
    office.person("second", office.van_phong, "office")
    return office


def fresh(slip):
    return Slip.objects.get(pk=slip.pk)


def by(name):
    return User.objects.get(username=name)


def test_of_two_who_send_the_same_slip_at_once_one_does(made):
    slip = proposed(made)
    results = at_once(4, lambda n: fresh(slip).send(by=by("office" if n % 2 else "second"), now=NOW))
    assert sum(isinstance(result, SlipRefused) for result in results) == 2
    assert sum(result is None for result in results) == 2, "the same person twice is once"
    assert list(Slip.objects.sent().order_by("number").values_list("number", flat=True)) == [1, 2]


def test_slips_sent_at_once_have_numbers_of_their_own(made):
    rows = [late(made, unit) for unit in ("chau_o", "binh_minh", "phu_nu", "tuyen_giao")]
    plan("2024-06-27")
    plan("2024-07-03 07:30")
    slips = [of(row, "yellow") for row in rows]
    assert at_once(4, lambda n: fresh(slips[n]).send(by=by("office"), now=NOW)) == [None] * 4
    assert list(Slip.objects.sent().order_by("number").values_list("number", flat=True)) == list(range(1, 9))


def test_without_the_lock_two_take_the_same_number(made, monkeypatch):
    """The control: nobody waits for the installation, and all look at the last number before one of them writes. The constraint still refuses."""
    rows = [late(made, unit) for unit in ("chau_o", "binh_minh")]
    plan("2024-06-27")
    plan("2024-07-03 07:30")
    unlocked(monkeypatch)
    met = threading.Barrier(2, timeout=2)
    whole = slip_printed.papers

    def papers(*args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            met.wait()
        return whole(*args, **kwargs)

    monkeypatch.setattr("tasks.models.slip_printed.papers", papers)
    results = at_once(2, lambda n: fresh(of(rows[n], "yellow")).send(by=by("office"), now=NOW))
    assert [result for result in results if result is not None], "one of them was refused by the database"


def unlocked(monkeypatch):
    """No lock is taken: neither in SQL nor, on SQLite, by the kind of transaction."""
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_how: self)
    if connections["default"].vendor == "sqlite":
        monkeypatch.setitem(connections["default"].settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")


def test_four_planners_at_once_make_one_slip_each_with_one_number(made):
    rows = [late(made, unit) for unit in ("chau_o", "binh_minh")]
    results = at_once(4, lambda n: plan("2024-06-27 07:30"))
    assert sorted(result["blue"] for result in results) == [0, 0, 0, 2]
    assert sorted(of(row, "blue").number for row in rows) == [1, 2]
    assert SlipLine.objects.count() == 2
    results = at_once(4, lambda n: plan("2024-07-03 07:30"))
    assert sorted(result["yellow"] for result in results) == [0, 0, 0, 2]


def test_a_planner_and_the_office_at_once_take_numbers_of_their_own(made):
    slip = proposed(made)
    late(made, "binh_minh")
    results = at_once(2, lambda n: plan("2024-07-04 07:30") if n else fresh(slip).send(by=by("office"), now=NOW))
    assert not [result for result in results if isinstance(result, Exception)]
    assert list(Slip.objects.sent().order_by("number").values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("_time", range(4))
def test_an_answer_and_a_sending_at_once_cannot_both_win(made, _time):
    """Either the word was there first and nothing is sent, or the slip was, and the word answers it."""
    slip = proposed(made)
    row = slip.lines.get().assignment

    def deed(n):
        if n:
            return say(Assignment.objects.get(pk=row.pk), "log", "head", "2024-07-03", now=NOW)
        return fresh(slip).send(by=by("office"), now=NOW)

    sending, answer = at_once(2, deed)
    assert isinstance(answer, Entry)
    now = Slip.objects.with_answers().get(pk=slip.pk)
    assert (now.state, now.is_answered) == (("needless", True) if isinstance(sending, SlipRefused) else ("sent", True))
    assert now.lines.get().since_id < answer.pk
    assert not list(problems())


@pytest.mark.parametrize("_time", range(4))
def test_an_answer_and_a_planner_at_once(made, _time):
    row = late(made)

    def deed(n):
        return say(Assignment.objects.get(pk=row.pk), "log", "head", "2024-06-27") if n else plan("2024-06-27 07:30")

    planned, answer = at_once(2, deed)
    assert isinstance(answer, Entry)
    assert Slip.objects.count() == planned["blue"]
    assert not Slip.objects.unanswered().exists()


def test_a_word_written_while_the_slip_is_being_sent_waits_for_it(made, monkeypatch):
    """The sender holds the assignment's row while it looks: the word comes after, and answers the slip."""
    if not locks():
        pytest.skip("on SQLite one transaction writes at a time")
    assert word_in_the_middle(made, monkeypatch) == ("sent", "after")


def test_without_the_lock_on_the_assignment_the_word_comes_between(made, monkeypatch):
    """The control: a slip goes out over work of which something was heard before it, but for the database's own refusal."""
    if not locks():
        pytest.skip("on SQLite one transaction writes at a time")
    whole = type(Assignment.objects.none()).select_for_update
    monkeypatch.setattr(
        type(Assignment.objects.none()), "select_for_update", lambda self, **how: self if "no_key" in how else whole(self, **how)
    )
    assert word_in_the_middle(made, monkeypatch)[1] == "between"


def locks():
    return connection.vendor == "postgresql"


def word_in_the_middle(made, monkeypatch):
    """The sender has looked whether anything was heard, and stops; the unit writes; the sender goes on. (how it ended, when the word was written)."""
    slip, looked, written, told = proposed(made), threading.Event(), threading.Event(), []
    row = slip.lines.get().assignment
    whole = slip_printed.issue

    def issue(*args, **kwargs):
        looked.set()
        told.append("between" if written.wait(timeout=1) else "after")
        return whole(*args, **kwargs)

    monkeypatch.setattr("tasks.models.slip_verbs.issue", issue)

    def deed(n):
        if n == 0:
            return fresh(slip).send(by=by("office"), now=NOW)
        looked.wait(timeout=5)
        entry = say(Assignment.objects.get(pk=row.pk), "log", "head", "2024-07-03", now=NOW)
        written.set()
        return entry

    sending, _answer = at_once(2, deed)
    return ("sent" if sending is None else type(sending).__name__), told[0]


def test_receipts_given_at_once_are_one(made):
    row = late(made)
    plan("2024-06-27 07:30")
    slip = of(row, "blue")
    moments = [at(f"2024-06-27 10:0{n}") for n in range(4)]
    at_once(4, lambda n: fresh(slip).receive(by=by("head" if n % 2 else "member"), now=moments[n]))
    kept = fresh(slip)
    assert kept.received_at in moments
    assert kept.received_by.username == ("head" if moments.index(kept.received_at) % 2 else "member")


def test_two_postponements_and_a_sending_at_once_end_in_one_state(made):
    slip = proposed(made)
    until = date(2024, 7, 8)

    def deed(n):
        if n == 0:
            return fresh(slip).send(by=by("office"), now=NOW)
        return fresh(slip).postpone(by=by("second"), until=until, reason="x", now=NOW)

    results = at_once(3, deed)
    assert {type(result) for result in results} <= {type(None), SlipRefused, type(slip.postponements.model())}
    assert fresh(slip).state == "sent"
    assert slip.postponements.count() <= 1
