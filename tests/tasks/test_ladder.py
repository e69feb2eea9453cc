"""When a date is reminded of: the ladder, by the pace of its rhythm."""

from datetime import date

from tasks.models import Pace
from tasks.models.calendar import Calendar
from tasks.reminders.ladder import rungs, waits


def day(text):
    return date.fromisoformat(text)


def test_the_ladder_of_an_ordinary_tuesday():
    steps = dict(rungs(day("2026-06-30"), day("2026-08-01"), Calendar(), Pace()))
    assert {step: f"{d:%d/%m}" for step, d in steps.items()} == {
        "T-15": "09/06", "T-7": "19/06", "T-3": "25/06", "T-1": "29/06", "T0": "30/06", "O+1": "01/07", "O+3": "03/07", "O+7": "09/07",
        "W1": "16/07", "W2": "23/07", "W3": "30/07",
    }  # fmt: skip


def test_a_pace_of_ones_own():
    pace = Pace(before="10, 2", after="2", weekly=False)
    steps = [(step, f"{d:%d/%m}") for step, d in rungs(day("2026-06-30"), day("2026-08-01"), Calendar(), pace)]
    assert steps == [("T-10", "16/06"), ("T-2", "26/06"), ("T0", "30/06"), ("O+2", "02/07")]
    bare = Pace(before="", after="", weekly=True)
    assert [step for step, _day in rungs(day("2026-06-30"), day("2026-07-15"), Calendar(), bare)] == ["T0", "W1", "W2"]


def test_a_date_on_a_day_off_keeps_its_day_and_is_told_of_before():
    found = rungs(day("2026-02-18"), day("2026-03-01"), Calendar(), Pace())
    steps = {step: f"{d:%d/%m}" for step, d in found}
    assert steps["T0"] == "13/02", "the last working day before Tết"
    assert steps["T-1"] == "12/02"
    assert steps["O+1"] == "23/02", "the first after it"


def test_what_waits_is_told_after_so_many_working_days_and_then_weekly():
    calendar = Calendar()
    told = [
        (text, waits(day("2024-06-11"), 3, day(text), calendar))
        for text in ("2024-06-13", "2024-06-14", "2024-06-20", "2024-06-21", "2024-07-26")
    ]
    assert told == [("2024-06-13", 0), ("2024-06-14", 1), ("2024-06-20", 1), ("2024-06-21", 2), ("2024-07-26", 7)]
    assert waits(day("2024-06-15"), 0, day("2024-06-16"), calendar) == 0, "a Saturday: not before Monday"
    assert waits(day("2024-06-15"), 0, day("2024-06-17"), calendar) == 1
