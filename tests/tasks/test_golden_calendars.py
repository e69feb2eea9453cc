"""The calendars of four years, written out by hand from what was decreed, and reckoning over their awkward places."""

import time
from datetime import date, timedelta

import pytest

from tasks.models import public
from tasks.models.calendar import ONE_DAY, Calendar

# Each year: the weekdays (Monday to Friday) that are off, and the Saturdays and Sundays that are worked. All others are as their weekday says.
# 2024: Tết 8-14/2; 29/4 for Saturday 4/5 (2450/VPCP-KGVX); 2/9 and 3/9.
# 2025: Tết 27-31/1 (6150/TB-BLĐTBXH); 2/5 for Saturday 26/4; 1/9 and 2/9.
# 2026: 2/1 for Saturday 10/1 (12729/VPCP-KGVX; the package lacks it); Tết 16-20/2; Giỗ Tổ 26/4 is a Sunday, so Monday 27/4; 31/8 for
#       Saturday 22/8; 1/9 and 2/9; 24/11 for the first time.
# 2027: as the law's rule gives it; what is exchanged will be decreed, and comes by the package or by DayOff. Tết is Saturday 6/2: 4/2 to 10/2,
#       of which the days that fall on Saturday and Sunday are made up by 4/2 and 10/2; 1/5 is a Saturday, so Monday 3/5; 2/9 and 3/9.
GOLDEN = {
    2024: ("1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9", "4/5"),
    2025: ("1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9", "26/4"),
    2026: ("1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11", "10/1 22/8"),
    2027: ("1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11", ""),
}


def day(text):
    return date.fromisoformat(text)


def days_of(year, text):
    return {date(year, int(month), int(number)) for number, month in (one.split("/") for one in text.split())}


@pytest.mark.parametrize("year", GOLDEN)
def test_each_day_of_the_year_is_worked_or_off_as_was_decreed(year):
    off, worked = (days_of(year, text) for text in GOLDEN[year])
    assert all(one.weekday() < 5 for one in off), "the table itself"
    assert all(one.weekday() >= 5 for one in worked), "the table itself"
    calendar = Calendar()
    every = [date(year, 1, 1) + ONE_DAY * n for n in range(366 if year % 4 == 0 else 365)]
    assert {one for one in every if one.weekday() < 5 and not calendar.is_working(one)} == off
    assert {one for one in every if one.weekday() >= 5 and calendar.is_working(one)} == worked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-02-17", "Tết Nguyên Đán"),
        ("2026-04-26", "Ngày Giỗ Tổ Hùng Vương"),
        ("2026-04-27", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        ("2026-11-24", "Ngày Văn hóa Việt Nam"),
        ("2026-08-31", "Ngày nghỉ (thay cho ngày 22/08/2026)"),
        ("2026-08-22", "Làm bù cho ngày nghỉ 31/08/2026"),
        ("2026-01-02", "Ngày nghỉ (thay cho ngày 10/01/2026), theo 12729/VPCP-KGVX"),
        ("2026-01-10", "Làm bù cho ngày nghỉ 02/01/2026, theo 12729/VPCP-KGVX"),
        ("2026-11-25", ""),
    ],
)
def test_a_day_off_has_its_name(text, name):
    assert Calendar().name_of(day(text)) == name


def test_a_day_of_the_year_before_that_was_exchanged_for_one_of_this():
    assert Calendar().is_working(day("2014-12-27")), "worked for 2/1/2015"
    assert Calendar().is_working(day("2019-01-05")), "worked for 31/12/2018"


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-02-13", 1, "2026-02-23"),  # over Tết, and the weekends on both sides of it
        ("2026-02-17", 1, "2026-02-23"),
        ("2026-02-17", 0, "2026-02-13"),
        ("2026-02-23", -1, "2026-02-13"),
        ("2026-02-24", -7, "2026-02-06"),
        ("2025-01-24", 3, "2025-02-05"),
        ("2024-02-15", -1, "2024-02-07"),
        ("2025-04-25", 1, "2025-04-26"),  # a Saturday that is worked
        ("2025-04-28", -1, "2025-04-26"),
        ("2025-04-29", 1, "2025-05-05"),  # 30/4, 1/5, and 2/5 for that Saturday
        ("2026-01-09", 1, "2026-01-10"),
        ("2025-12-31", 1, "2026-01-05"),  # over the year's end
        ("2026-01-05", -1, "2025-12-31"),
        ("2026-08-28", 1, "2026-09-03"),
        ("2026-11-23", 1, "2026-11-25"),
    ],
)
def test_working_days_over_tet_over_a_swap_and_over_the_years_end(start, days, end):
    assert Calendar().shift(day(start), days) == day(end)


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        ("2026-02-13", "2026-02-23", 1),
        ("2026-02-13", "2026-02-22", 0),
        ("2025-04-25", "2025-05-05", 4),  # 26, 28, 29/4 and 5/5
        ("2025-12-31", "2026-01-10", 6),  # 5 to 9/1, and the Saturday
        ("2025-12-31", "2026-12-31", 249),
        ("2026-02-23", "2026-02-13", 0),
        ("2026-02-23", "2026-02-23", 0),
    ],
)
def test_how_many_working_days_lie_between(first, last, number):
    assert Calendar().days_between(day(first), day(last)) == number


@pytest.mark.parametrize("start", ["2024-02-07", "2025-04-26", "2026-01-02", "2026-08-22", "2027-02-04"])
def test_there_and_back_again(start):
    """From a working day so many on and so many back is the day itself, and so many lie between."""
    calendar = Calendar()
    first = calendar.on_or_after(day(start))
    for days in (1, 3, 7, 15, 60):
        last = calendar.shift(first, days)
        assert calendar.shift(last, -days) == first
        assert calendar.days_between(first, last) == days


def test_what_the_office_entered_wins_both_ways():
    """A day of Tết that is worked after all, and an ordinary Monday after it that is not."""
    calendar = Calendar({day("2026-02-20"): True, day("2026-02-23"): False}, {day("2026-02-23"): "12-TB/VPHU"})
    assert calendar.shift(day("2026-02-13"), 1) == day("2026-02-20")
    assert calendar.shift(day("2026-02-13"), 2) == day("2026-02-24")
    assert calendar.shift(day("2026-02-23"), 0) == day("2026-02-20")
    assert calendar.days_between(day("2026-02-13"), day("2026-02-24")) == 2
    assert [calendar.name_of(day(one)) for one in ("2026-02-20", "2026-02-23", "2026-02-19")] == [
        "",
        "12-TB/VPHU",
        "Mùng ba Tết Nguyên Đán",
    ]
    assert Calendar().shift(day("2026-02-13"), 1) == day("2026-02-23"), "the control: without the office's days"


def test_an_entry_does_not_leak_into_the_next_calendar():
    assert not Calendar({day("2026-11-25"): False}).is_working(day("2026-11-25"))
    assert Calendar().is_working(day("2026-11-25"))


def test_the_holidays_of_a_year_are_read_once_in_a_process():
    public.year_of.cache_clear()
    Calendar().shift(day("2026-06-01"), 15)
    missed = public.year_of.cache_info().misses
    Calendar().shift(day("2026-06-01"), -15)
    assert (missed, public.year_of.cache_info().misses) == (1, 1)


def test_far_dates_and_hundreds_of_them_take_no_seconds():
    """Measured: 0.2 s for 110 years cold, 0.1 s for 5,840 shifts; here with room for a slow machine."""
    public.year_of.cache_clear()
    calendar, began = Calendar(), time.monotonic()
    assert calendar.days_between(day("1990-01-01"), day("2100-12-31")) > 27_000
    assert calendar.shift(day("2100-12-31"), 30) > day("2100-12-31"), "beyond the years that the lunar calendar of the package knows"
    for n in range(365):
        for days in (-15, -7, -3, -1, 0, 1, 3, 7):
            calendar.shift(day("2026-01-01") + timedelta(days=n), days)
    assert time.monotonic() - began < 3
