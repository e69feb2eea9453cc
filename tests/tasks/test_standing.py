"""In time, due soon, overdue, on time, late: one rule, in Python and in SQL."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Assignment, standing
from units.periods import Period, add_months

DUE = date(2024, 6, 20)


@pytest.mark.parametrize(
    ("due_on", "done_on", "on", "expected"),
    [
        (DUE, None, DUE - timedelta(days=8), "in_time"),
        (DUE, None, DUE - timedelta(days=7), "due_soon"),
        (DUE, None, DUE, "due_soon"),
        (DUE, None, DUE + timedelta(days=1), "overdue"),
        (DUE, DUE, DUE + timedelta(days=99), "on_time"),
        (DUE, DUE + timedelta(days=1), DUE + timedelta(days=1), "late"),
        (None, None, DUE, "no_date"),
        (None, DUE, DUE, "on_time"),
    ],
)
def test_due_means_by_the_end_of_that_day(due_on, done_on, on, expected):
    assert standing(due_on, done_on, on=on) == expected


near = st.one_of(st.none(), st.dates(DUE - timedelta(days=12), DUE + timedelta(days=12)))


@pytest.mark.django_db
@given(rows=st.lists(st.tuples(near, near), min_size=1, max_size=2), on=st.dates(DUE - timedelta(days=12), DUE + timedelta(days=12)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_the_twin_in_sql_says_the_same(given_rows, rows, on):
    for row, (due_on, done_on) in zip(given_rows, rows, strict=False):
        state = "submitted" if done_on else "in_progress"
        Assignment.objects.filter(pk=row.pk).update(due_on=due_on, done_on=done_on, state=state)
    for row in Assignment.objects.with_standing(on=on):
        assert row.standing_now == row.standing(on=on)
        assert Assignment.objects.overdue(on=on).filter(pk=row.pk).exists() == (row.standing(on=on) == "overdue")


@pytest.fixture
def given_rows(office):
    return office.assign(office.task())


def test_months_end_where_they_end():
    assert (add_months(date(2023, 1, 31), 1), add_months(date(2023, 1, 31), 2)) == (date(2023, 2, 28), date(2023, 3, 31))
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2024-Q4", "2024-H1", "2024-H2", "2024", "2024-11", "2024-02-03..2024-05-06"])
def test_a_period_reads_what_it_writes(text):
    assert Period.parse(text).code == text


@pytest.mark.parametrize(
    "text", ["", "2024-Q5", "2024-13", "2024-Q", "quý 4", "2024-05-06..2024-02-03", "2024-02-30..2024-03-01", "9999", "0000"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        Period.parse(text)


def test_periods_follow_one_another():
    quarter = Period.parse("2024-Q1")
    assert (quarter.next(), quarter.previous()) == (Period.parse("2024-Q2"), Period.parse("2023-Q4"))
    days = Period(date(2024, 1, 5), date(2024, 1, 14))
    assert days.next() == Period(date(2024, 1, 15), date(2024, 1, 24))
    assert days.next().previous() == days


class Rhythm:
    """The part of a task that knows its periods, without a database."""

    def __new__(cls, **fields):
        from tasks.models import Task

        return Task(**{"due_day": 20, "cadence": "quarterly", **fields})


@pytest.mark.parametrize(
    ("fields", "on", "periods"),
    [
        ({"starts_on": date(2024, 4, 1)}, date(2024, 4, 1), ["2024-Q2"]),
        ({"starts_on": date(2024, 4, 1)}, date(2024, 3, 31), []),
        ({"starts_on": date(2024, 4, 1)}, date(2025, 1, 1), ["2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"]),
        ({"starts_on": date(2024, 6, 19)}, date(2024, 6, 30), ["2024-06-19..2024-06-30"]),
        ({"starts_on": date(2024, 6, 20)}, date(2024, 6, 30), []),
        ({"starts_on": date(2024, 6, 20)}, date(2024, 7, 1), ["2024-Q3"]),
        ({"starts_on": date(2024, 4, 1), "opened_until": date(2024, 4, 1)}, date(2024, 6, 30), []),
        ({"starts_on": date(2024, 4, 1), "opened_until": date(2024, 4, 1)}, date(2024, 7, 1), ["2024-Q3"]),
        ({"starts_on": date(2024, 5, 15), "opened_until": date(2024, 5, 15)}, date(2024, 7, 1), ["2024-Q3"]),
        ({"starts_on": date(2024, 1, 1), "cadence": "monthly"}, date(2024, 2, 29), ["2024-01", "2024-02"]),
        ({"starts_on": date(2024, 1, 1), "cadence": "yearly"}, date(2024, 2, 29), ["2024"]),
        ({"starts_on": date(2024, 1, 1), "cadence": "once"}, date(2024, 2, 29), ["None"]),
        ({"starts_on": date(2024, 1, 1), "cadence": "once", "opened_until": date(2024, 1, 1)}, date(2024, 2, 29), []),
    ],
)
def test_which_periods_are_to_be_opened(fields, on, periods):
    assert [str(period) for period in Rhythm(**fields).periods_to_open(on=on)] == periods


def test_due_on_the_day_of_the_last_month_or_on_its_last():
    task = Rhythm(starts_on=date(2024, 1, 1))
    assert task.due_in(Period.parse("2024-Q1")) == date(2024, 3, 20)
    task.due_day = 31
    assert (task.due_in(Period.parse("2024-Q2")), task.due_in(Period.parse("2024-02"))) == (date(2024, 6, 30), date(2024, 2, 29))
