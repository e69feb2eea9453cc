"""Working days and the ladder of a date."""

from datetime import date

import pytest

from tasks.models import DayOff
from tasks.models.calendar import Calendar


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
