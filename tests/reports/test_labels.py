"""Periods as the pages say and offer them."""

from datetime import date

from reports.labels import period_choices, period_label
from units.periods import Period


def test_every_period_has_a_name():
    codes = ["2024-Q4", "2024-H1", "2024-H2", "2024-11", "2024", "2024-10-01..2024-11-15"]
    assert len({str(period_label(Period.parse(code))) for code in codes}) == len(codes)


def test_periods_are_offered_newest_first_back_to_the_first_document():
    quarters, halves, years = (dict(group) for _name, group in period_choices(date(2024, 4, 1), date(2024, 11, 15)))
    assert list(quarters) == ["2024-Q4", "2024-Q3", "2024-Q2"]
    assert list(halves) == ["2024-H2", "2024-H1"]
    assert list(years) == ["2024"]
