"""Days, periods and numbers as a Party paper says them."""

from datetime import date
from decimal import Decimal

import pytest

from tests.office import at
from units import words
from units.periods import Period, end_of_day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 3, 5), "05/3/2024"),
        (date(2024, 2, 12), "12/02/2024"),
        (date(2024, 10, 1), "01/10/2024"),
        (date(2024, 12, 31), "31/12/2024"),
    ],
)
def test_days(day, said):
    assert words.day(day) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2024-Q4", "quý IV/2024"),
        ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024-H2", "6 tháng cuối năm 2024"),
        ("2024-11", "tháng 11/2024"),
        ("2024-02", "tháng 02/2024"),
        ("2024-03", "tháng 3/2024"),
        ("2024", "năm 2024"),
        ("2024-10-01..2024-11-15", "từ ngày 01/10/2024 đến ngày 15/11/2024"),
    ],
)
def test_periods(code, said):
    assert words.period(Period.parse(code)) == said


def test_instants():
    assert words.instant(end_of_day(date(2024, 12, 31))) == "hết ngày 31/12/2024"
    assert words.instant(at("2024-12-05 14:05")) == "14 giờ 05 phút ngày 05/12/2024"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (0, "0"),
        (1234, "1.234"),
        (Decimal("12.50"), "12,5"),
        (Decimal("1234567.25"), "1.234.567,25"),
        (Decimal("100.00"), "100"),
    ],
)
def test_numbers(value, said):
    assert words.number(value) == said


def test_long_texts_are_cut_between_words_and_long_words_can_break():
    assert words.shorten("một hai ba bốn", 9) == "một hai…"
    assert words.shorten("một  hai", 9) == "một hai"
    assert len(words.shorten("x" * 999, 50)) == 50
    broken = words.breakable("ngắn " + "x" * 100)
    assert max(map(len, broken.replace("\u200b", " ").split())) <= 14
    assert broken.replace("\u200b", "") == "ngắn " + "x" * 100
