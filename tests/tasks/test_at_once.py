"""Real requests at once, by threads with connections of their own: one form sent eight times, two people on one page. Each guard has a control."""

import uuid
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tasks.models import Assignment, Entry, Evidence, Halt, Task
from tasks.models.log import Logged
from tasks.proof import problems
from tests.office import Office, at, say
from tests.rights.world import task_form
from tests.tasks.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NOW = at("2024-05-06 10:00")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def made():
    office = Office.make()
    office.read()
    return office


@pytest.fixture
def row(made):
    given = made.assign(made.task(units=["chau_o"]))[0]
    say(given, "receive", made.head, "2024-04-02")
    return given


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def posted(user, where, forms):
    """The statuses of these forms, sent at once to one address."""
    clients = [signed_in(user) for _form in forms]
    answers = at_once(len(forms), lambda n: clients[n].post(where, forms[n]).status_code)
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    return sorted(answers)


def news(row, **more):
    return {
        "seen": row.number,
        "key": str(uuid.uuid4()),
        "text": "Đã làm.",
        "happened_on": "06/05/2024",
        "percent": "40",
        "paper_number": "1-BC",
        **more,
    }


def test_one_form_sent_eight_times_at_once_writes_one_entry_and_gives_eight_good_answers(made, row):
    form = news(row)
    assert posted(made.head, reverse("log", args=[row.pk]), [form] * 8) == [302] * 8
    assert (row.entries.count(), Evidence.objects.count()) == (3, 1)
    assert not list(problems())


def test_without_the_key_eight_entries_are_written(made, row, monkeypatch):
    """The control: what the one-time key and the version keep away, each form with a key of its own and eyes shut."""
    guarded = Logged._open

    def shut(self, verb, *, seen, key, **more):
        self.refresh_from_db()
        locked = Assignment.objects.select_for_update().get(pk=self.pk)
        return guarded(self, verb, seen=locked.number, key=uuid.uuid4(), **more)

    written = Logged._write
    monkeypatch.setattr(Logged, "_open", shut)
    monkeypatch.setattr(Logged, "_write", lambda self, kind, *, key, **more: written(self, kind, key=uuid.uuid4(), **more))
    assert posted(made.head, reverse("log", args=[row.pk]), [news(row)] * 8) == [302] * 8
    assert row.entries.count() == 10


def test_of_two_who_saw_the_same_version_one_gets_the_other_ones_text_and_their_own(made, row):
    texts = ["Của trưởng đơn vị", "Của cán bộ"]
    clients = [signed_in(made.head), signed_in(made.member)]
    where = reverse("log", args=[row.pk])
    forms = [news(row, text=text) for text in texts]
    answers = at_once(2, lambda n: clients[n].post(where, forms[n]))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = next(n for n, answer in enumerate(answers) if answer.status_code == 409)
    words = answers[lost].content.decode()
    assert texts[0] in words
    assert texts[1] in words
    form = answers[lost].context["form"]
    again = forms[lost] | {"seen": form["seen"].value(), "key": form["key"].value()}
    assert clients[lost].post(where, again).status_code == 302, "the page carries the new version: nothing has to be typed again"
    assert sorted(row.entries.filter(kind="log").values_list("text", flat=True)) == sorted(texts)


def test_without_the_version_both_are_written_over_each_other_unseen(made, row, monkeypatch):
    """The control: nobody is told that there was another text."""
    guarded = Logged._open

    def blind(self, verb, *, seen, **more):
        locked = Assignment.objects.select_for_update().get(pk=self.pk)
        return guarded(self, verb, seen=locked.number, **more)

    monkeypatch.setattr(Logged, "_open", blind)
    assert posted(made.head, reverse("log", args=[row.pk]), [news(row, percent="30"), news(row, percent="90")]) == [302, 302]
    assert row.entries.filter(kind="log").count() == 2


def test_what_the_verifier_did_not_see_is_not_verified(made, row):
    say(row, "submit", made.head, "2024-05-02")
    seen = row.number
    say(row, "log", made.head, "2024-05-03", text="Thêm sau")
    answer = signed_in(made.board).post(reverse("verify", args=[row.pk]), {"seen": seen, "key": uuid.uuid4()})
    assert answer.status_code == 409
    assert "Thêm sau" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "submitted"
    answer = signed_in(made.board).post(reverse("verify", args=[row.pk]), {"seen": row.number, "key": uuid.uuid4()})
    assert answer.status_code == 302


def test_two_who_verify_and_send_back_at_once_do_not_both(made, row):
    say(row, "submit", made.head, "2024-05-02")
    clients = [signed_in(made.board), signed_in(made.board_two)]
    said = [{"seen": row.number, "key": uuid.uuid4(), "text": "x"} for _n in range(2)]
    answers = at_once(2, lambda n: clients[n].post(reverse(["verify", "send_back"][n], args=[row.pk]), said[n]).status_code)
    assert sorted(answers) == [302, 409]
    assert not list(problems())


def test_making_a_task_and_halting_it_eight_times_at_once_is_done_once(made):
    where = reverse("task-create", args=[made.resolution.provisions.get(label="I.3").pk])
    assert posted(made.office, where, [task_form(made)] * 8) == [302] * 8
    task = Task.objects.get()
    made.assign(task, "2024-05-06", due_on=date(2024, 6, 3))
    form = {"key": str(uuid.uuid4()), "day": "06/06/2024", "reason": "x"}
    assert posted(made.office, reverse("task-halt", args=[task.pk]), [form] * 8) == [302] * 8
    assert Halt.objects.count() == 1


def test_a_bulk_deed_sent_eight_times_at_once_is_done_once_to_each(made):
    rows = made.assign(made.task())
    seen = ",".join(f"{row.pk}:1" for row in rows)
    form = {"verb": "urge", "seen": seen, "key": str(uuid.uuid4()), "confirm": "1", "text": "Đề nghị báo cáo."}
    assert posted(made.office, reverse("many"), [form] * 8) == [302] * 8
    assert Entry.objects.filter(kind="urge").count() == 2


def test_two_requests_for_time_at_once_leave_one_open(made, row):
    forms = [{"seen": row.number, "key": str(uuid.uuid4()), "text": "x", "wanted_on": "25/06/2024"} for _n in range(4)]
    assert posted(made.head, reverse("ask_time", args=[row.pk]), forms) == [302, 409, 409, 409]
    assert row.extensions.count() == 1
    assert not list(problems())
