"""Days change at 17:00:00Z sharp, which is midnight in Asia/Ho_Chi_Minh, whatever zone the process lives in."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tasks.models import Assignment, Standing, standing
from tasks.models.calendar import Calendar
from tests.children import ROOT, environment
from tests.office import say
from units.periods import Period, end_of_day, local_day, start_of_day

SECOND = timedelta(seconds=1)

# The last second of a day by UTC; that day in Vietnam, and its month, quarter and year; whether it is worked. The next second is of the next.
NIGHTS = [
    ("2026-11-23T16:59:59", "2026-11-23 2026-11 2026-Q4 2026", True, "2026-11-24 2026-11 2026-Q4 2026", False),  # midnight, into 24/11
    ("2026-02-28T16:59:59", "2026-02-28 2026-02 2026-Q1 2026", False, "2026-03-01 2026-03 2026-Q1 2026", False),  # month end
    ("2024-02-29T16:59:59", "2024-02-29 2024-02 2024-Q1 2024", True, "2024-03-01 2024-03 2024-Q1 2024", True),  # of a leap year
    ("2026-06-30T16:59:59", "2026-06-30 2026-06 2026-Q2 2026", True, "2026-07-01 2026-07 2026-Q3 2026", True),  # quarter end
    ("2026-12-31T16:59:59", "2026-12-31 2026-12 2026-Q4 2026", True, "2027-01-01 2027-01 2027-Q1 2027", False),  # year end
    ("2026-02-13T16:59:59", "2026-02-13 2026-02 2026-Q1 2026", True, "2026-02-14 2026-02 2026-Q1 2026", False),  # into Tết
    ("2026-02-22T16:59:59", "2026-02-22 2026-02 2026-Q1 2026", False, "2026-02-23 2026-02 2026-Q1 2026", True),  # out of it
]
TOLD = """
import json, sys, time, datetime, django
django.setup()
import time_machine
from django.utils import timezone
from tasks.models import standing
from tasks.models.calendar import Calendar
from units.periods import Period, end_of_day, local_day, start_of_day
found = []
for text in json.load(sys.stdin):
    now = datetime.datetime.fromisoformat(text)
    day = local_day(now)
    periods = [Period.holding(day, cadence).code for cadence in ("monthly", "quarterly", "yearly")]
    with time_machine.travel(now, tick=False):
        edge = timezone.localdate().isoformat()
    due = start_of_day(day) <= now <= end_of_day(day)
    found.append([edge, " ".join([str(day), *periods]), Calendar().is_working(day), due])
json.dump([time.tzname[0], found], sys.stdout)
"""


def instant(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def facts(now):
    """Day, month, quarter and year of an instant as one text, and whether that day is worked."""
    day = local_day(now)
    return " ".join(
        [f"{day}", *(Period.holding(day, cadence).code for cadence in ("monthly", "quarterly", "yearly"))]
    ), Calendar().is_working(day)


@pytest.mark.parametrize(("last", "before", "worked", "after", "worked_after"), NIGHTS)
def test_day_month_quarter_and_year_change_at_midnight_in_vietnam(last, before, worked, after, worked_after):
    now = instant(last)
    assert facts(now) == (before, worked)
    assert facts(now + SECOND) == (after, worked_after)
    assert facts(now + SECOND - timedelta(microseconds=1)) == (before, worked)


@pytest.mark.parametrize(("last", "before", "_worked", "_after", "_worked_after"), NIGHTS)
def test_what_was_due_is_overdue_from_midnight_on(last, before, _worked, _after, _worked_after):
    now, due_on = instant(last), date.fromisoformat(before.split()[0])
    assert standing(due_on, None, on=local_day(now)) == Standing.DUE_SOON
    assert standing(due_on, None, on=local_day(now + SECOND)) == Standing.OVERDUE
    assert end_of_day(due_on) < start_of_day(due_on + timedelta(days=1)) == now + SECOND


@pytest.mark.once
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Ho_Chi_Minh"])
def test_whatever_zone_the_process_has(zone):
    """A process of its own with that TZ. Kiritimati is 14 hours before UTC, New York 4 or 5 behind it."""
    instants = [now.isoformat() for last, *_rest in NIGHTS for now in (instant(last), instant(last) + SECOND)]
    told = subprocess.run(
        [sys.executable, "-c", TOLD],
        cwd=ROOT,
        env={**environment("sqlite:///nothing.sqlite3"), "TZ": zone},
        input=json.dumps(instants),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    expected = []
    for _last, before, worked, after, worked_after in NIGHTS:
        expected += [[facts.split()[0], facts, works, True] for facts, works in ((before, worked), (after, worked_after))]
    assert json.loads(told.stdout)[1] == expected


@pytest.fixture
def due(office):
    """Work of Châu Ổ that is due on 30/6/2024, the last day of a quarter."""
    [row] = office.assign(office.task(units=["chau_o"], cadence="once"), due_on=date(2024, 6, 30))
    say(row, "receive", office.head, "2024-04-02")
    return row


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "is_overdue"), [("2024-06-30T16:59:59", False), ("2024-06-30T17:00:00", True)])
def test_the_page_and_the_count_change_with_it(office, due, text, is_overdue):
    """The clock is read at the edge; the standing of the page and its SQL twin see the same day."""
    with time_machine.travel(instant(text), tick=False):
        on = timezone.localdate()
        assert Assignment.objects.overdue(on=on).exists() is is_overdue
        client = Client()
        client.force_login(office.head)
        page = client.get(reverse("assignment", args=[due.pk]))
        assert page.context["standing"] == (Standing.OVERDUE if is_overdue else Standing.DUE_SOON)
        numbers = {label: value for value, label, *_rest in client.get(reverse("home")).context["numbers"]}
        assert sum(numbers.values()) == (2 if is_overdue else 1), "open, and overdue from midnight on"
