"""Working days and the ladder of a date."""

from datetime import date

import pytest

from tasks.models import DayOff
from tasks.models.calendar import Calendar
from tasks.reminders.ladder import owed, rungs


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2024-04-29", False),  # off, for the Saturday worked
        ("2024-05-01", False),
        ("2024-09-02", False),
        ("2024-09-03", False),
        ("2025-01-29", False),  # Tết
        ("2026-02-17", False),  # Tết
        ("2026-08-22", True),  # a Saturday worked
        ("2024-06-22", False),
        ("2024-06-21", True),
    ],
)
def test_days_off_and_days_worked(text, works):
    assert Calendar().is_working(day(text)) is works


@pytest.mark.django_db
def test_what_the_office_entered_wins_over_the_package():
    DayOff.objects.create(day=day("2024-06-21"), decision="12-TB/VP")
    DayOff.objects.create(day=day("2024-06-22"), is_worked=True, decision="12-TB/VP")
    calendar = Calendar.current()
    assert (calendar.is_working(day("2024-06-21")), calendar.is_working(day("2024-06-22"))) == (False, True)
    assert calendar.shift(day("2024-06-20"), 1) == day("2024-06-22")


def test_the_ladder_of_an_ordinary_tuesday():
    steps = dict(rungs(day("2026-06-30"), day("2026-08-01"), Calendar()))
    assert {step: f"{d:%d/%m}" for step, d in steps.items()} == {
        "T-7": "19/06", "T-3": "25/06", "T-1": "29/06", "T0": "30/06", "O+1": "01/07", "O+3": "03/07", "O+7": "09/07",
        "W1": "16/07", "W2": "23/07", "W3": "30/07",
    }  # fmt: skip


def test_a_date_on_a_day_off_keeps_its_day_and_is_told_of_before():
    found = rungs(day("2026-02-18"), day("2026-03-01"), Calendar())
    steps = {step: f"{d:%d/%m}" for step, d in found}
    last_before_tet = Calendar().shift(day("2026-02-18"), 0)
    assert steps["T0"] == f"{last_before_tet:%d/%m}"
    assert last_before_tet < day("2026-02-16")
    assert steps["O+1"] == f"{Calendar().shift(day('2026-02-18'), 1):%d/%m}"


def test_rungs_of_days_before_the_date_was_set_are_not_owed_but_for_the_newest():
    calendar = Calendar()
    assert owed(day("2026-06-30"), day("2026-06-26"), day("2026-06-29"), calendar) == ([], "T-1")
    assert owed(day("2026-06-30"), day("2026-06-01"), day("2026-06-29"), calendar) == (["T-7", "T-3"], "T-1")
    assert owed(day("2026-06-30"), day("2026-06-01"), day("2026-06-18"), calendar) == ([], None)
    assert owed(day("2026-06-30"), day("2026-07-13"), day("2026-07-13"), calendar) == ([], "O+7")
