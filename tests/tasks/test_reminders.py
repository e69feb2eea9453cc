"""Who is told what, when, once."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail as outbox_module
from django.test import override_settings

from tasks.models import Assignment, Notice, Seal
from tasks.reminders.ticking import tick
from tests.office import at, say
from units.models import Installation, Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(office):
    """A quarterly task due on Thursday 20/6/2024, given to Châu Ổ alone on 1/4/2024, received the next day."""
    row = office.assign(office.task(units=["chau_o"]))[0]
    say(row, "receive", office.head, "2024-04-02")
    return row


def run(text):
    now = at(text)
    return tick(now=now, clock=lambda: now)


def test_each_rung_is_mailed_once_on_its_day(office, given):
    for day, mails in [
        ("2024-05-29", 0), ("2024-05-30", 1), ("2024-06-10", 1), ("2024-06-11", 2), ("2024-06-11 15:00", 2), ("2024-06-12", 2),
        ("2024-06-17", 3), ("2024-06-19", 4), ("2024-06-20", 5), ("2024-06-21", 6), ("2024-06-25", 7), ("2024-07-01", 8),
        ("2024-07-08", 9), ("2024-07-15", 10),
    ]:  # fmt: skip
        run(day)
        assert len([letter for letter in outbox_module.outbox if letter.to == ["head@example.org"]]) == mails, day
    steps = [notice.step for notice in given.notices.filter(recipient=office.head).order_by("pk")]
    assert steps == ["T-15", "T-7", "T-3", "T-1", "T0", "O+1", "O+3", "O+7", "W1", "W2"]


def test_not_before_half_past_seven_and_not_on_days_off(given):
    run("2024-06-11 07:29")
    assert not Notice.objects.exists()
    run("2024-06-15")
    assert not Notice.objects.exists(), "a Saturday"
    run("2024-06-17 07:30")
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("silence", "newest", "older"),
    [
        (0, "T-7", []),
        (1, "T-7", []),
        (4, "T-7", []),
        (6, "T-3", []),
        (40, "W3", ["T-3", "T-1", "T0", "O+1", "O+3", "O+7", "W1", "W2"]),
    ],
)
def test_after_silence_only_the_newest_is_mailed_and_the_older_are_on_record(office, given, silence, newest, older):
    run("2024-06-11")
    day = date(2024, 6, 11) + timedelta(days=silence)
    for again in range(2):
        run(f"{day} 09:0{again}")
    run(f"{day + timedelta(days=(7 - day.weekday()) % 7)} 09:00")  # the next Monday, where that day was a Saturday or Sunday
    told = given.notices.filter(recipient=office.head).order_by("pk")
    steps = list(told.filter(superseded=False).values_list("step", flat=True))
    assert steps[: 1 + (newest != "T-7")] == (["T-7", newest] if newest != "T-7" else ["T-7"])
    assert list(told.filter(superseded=True).exclude(step="T-15").values_list("step", flat=True)) == older
    digests = [letter for letter in outbox_module.outbox if letter.to == ["head@example.org"]]
    assert len(digests) == len(steps)
    assert Notice.objects.count() == Notice.objects.values("key").distinct().count()


def test_one_digest_a_person_and_day_most_urgent_first_without_content(office, given):
    late = office.assign(office.task("I.6", units=["chau_o"], cadence="monthly"), now="2024-05-02")[0]
    say(late, "log", office.head, "2024-05-06", text="Nội dung kín của đơn vị")
    run("2024-06-11")
    assert len(outbox_module.outbox) == 1
    letter = outbox_module.outbox[0]
    assert letter.to == ["head@example.org"]
    assert letter.body.index(late.code) < letter.body.index(given.code)
    assert "Nội dung kín" not in letter.body
    assert given.task.title not in letter.body
    assert f"http://dondoc.example{given.get_absolute_url()}" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_new_work_and_sent_back_work_are_told_of(office):
    row = office.assign(office.task(units=["chau_o"]))[0]
    run("2024-04-02")
    say(row, "submit", office.head, "2024-04-03")
    run("2024-04-03")
    say(row, "send_back", office.board, "2024-04-04")
    run("2024-04-05")
    assert [notice.step for notice in Notice.objects.order_by("pk")] == ["NEW", "BACK"]
    say(row, "submit", office.head, "2024-04-08")
    say(row, "send_back", office.board, "2024-04-09")
    run("2024-04-10")
    assert Notice.objects.filter(step="BACK").count() == 2, "a second return is owed anew"


def test_what_was_done_meanwhile_is_not_sent(office, given):
    with override_settings(EMAIL_BACKEND="tests.tasks.test_reminders.Refusing"):
        run("2024-06-11")
    assert Mail.objects.get().status == Mail.Status.PENDING
    say(given, "submit", office.head, "2024-06-11", now=at("2024-06-11 10:00"))
    run("2024-06-11 11:00")
    assert Mail.objects.get().status == Mail.Status.CANCELLED
    assert outbox_module.outbox == []


def test_nothing_is_sent_to_a_person_whose_right_has_ended(office, given):
    with override_settings(EMAIL_BACKEND="tests.tasks.test_reminders.Refusing"):
        run("2024-06-11")
    office.head.appointments.update(valid_until=date(2024, 6, 10))
    run("2024-06-11 11:00")
    assert Mail.objects.get().status == Mail.Status.CANCELLED


def test_where_there_is_no_head_the_members_are_told(office, given):
    office.head.appointments.update(valid_until=date(2024, 6, 1))
    run("2024-06-11")
    assert outbox_module.outbox[0].to == ["member@example.org"]


def test_a_link_leads_to_the_thing(office, given, client):
    run("2024-06-11")
    client.force_login(office.head)
    path = re.search(r"http://dondoc.example(\S+)", outbox_module.outbox[0].body)[1]
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        assert client.get(path).status_code in (200, 404)


def test_tick_opens_periods_seals_days_and_says_when_it_was_there(office, given):
    assert run("2024-07-01 00:10")["opened"] == 1
    assert run("2024-07-01 00:11")["opened"] == 0
    opened = Assignment.objects.get(period_start=date(2024, 7, 1))
    assert (opened.due_on, opened.entries.get().by) == (date(2024, 9, 20), None)
    assert Seal.objects.order_by("day").last().day == date(2024, 6, 30)
    assert Installation.this().last_tick == at("2024-07-01 00:11")


def test_missed_periods_open_after_silence(office, given):
    assert run("2025-01-02")["opened"] == 3
    assert run("2025-01-02 09:05")["opened"] == 0
    assert list(Assignment.objects.order_by("period_start").values_list("period_start", flat=True)) == [
        date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1),
    ]  # fmt: skip


def test_a_step_that_fails_does_not_keep_the_others_from_their_work(given, monkeypatch):
    monkeypatch.setattr("tasks.models.seal.SealQuerySet.seal_until", lambda self, now: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("2024-06-11")
    assert len(outbox_module.outbox) == 1


class Refusing:
    """A mail server that is not there."""

    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        raise ConnectionRefusedError("not there")

    def close(self):
        pass
