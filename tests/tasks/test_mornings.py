"""D11: days begin at midnight in Vietnam, mornings at half past seven there, whatever the server's clock is set to."""

from datetime import UTC, date, datetime

import pytest

from tasks.models import Notice
from tasks.reminders.ticking import tick
from tests.children import manage
from tests.office import Office, say

DAYS = [  # (due, an instant of UTC just before and at the change, what is told by then in Vietnam)
    (date(2024, 6, 20), "2024-06-20T16:59:59", "2024-06-20T17:00:00", ["T0"], ["T0"]),
    (date(2024, 6, 20), "2024-06-21T00:29:59", "2024-06-21T00:30:00", ["T0"], ["T0", "O+1"]),
    (date(2024, 6, 28), "2024-07-01T00:29:59", "2024-07-01T00:30:00", ["T0"], ["T0", "O+1"]),  # a month, a quarter and a weekend end
    (date(2024, 12, 31), "2025-01-02T00:29:59", "2025-01-02T00:30:00", ["T0"], ["T0", "O+1"]),  # 1/1 is off
    (date(2025, 1, 24), "2025-02-03T00:29:59", "2025-02-03T00:30:00", ["T0"], ["T0", "O+1"]),  # Tết lies between
]


def given(office, due_on):
    row = office.assign(office.task(units=["chau_o"], cadence="once", due_on=due_on))[0]
    say(row, "receive", office.head, "2024-04-01")
    return row


def steps(row):
    return list(row.notices.filter(superseded=False).exclude(step__startswith="NOB").order_by("pk").values_list("step", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(("due_on", "before", "then", "told", "told_then"), DAYS)
def test_a_rung_comes_at_half_past_seven_of_its_day_in_vietnam(office, due_on, before, then, told, told_then):
    row = given(office, due_on)
    morning = datetime(due_on.year, due_on.month, due_on.day, 2, tzinfo=UTC)
    tick(now=morning, clock=lambda: morning)
    for text, expected in ((before, told), (then, told_then)):
        now = datetime.fromisoformat(text).replace(tzinfo=UTC)
        tick(now=now, clock=lambda now=now: now)
        assert steps(row) == expected, text


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_the_servers_own_zone_moves_nothing(monkeypatch, zone):
    office = Office.make()
    office.read()
    row = given(office, date(2024, 6, 20))
    monkeypatch.setenv("TZ", zone)
    for on, told in [
        ("2024-06-20T08:00", ["T0"]),
        ("2024-06-20T23:59:59", ["T0"]),
        ("2024-06-21T07:29:59", ["T0"]),
        ("2024-06-21T07:30", ["T0", "O+1"]),
    ]:
        done = manage("tick", "--on", on)
        assert done.returncode == 0, done.stderr
        assert steps(row) == told, on
    assert {notice.made_at for notice in Notice.objects.filter(step="O+1")} == {datetime(2024, 6, 21, 0, 30, tzinfo=UTC)}
