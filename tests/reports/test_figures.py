"""How figures are counted, rule by rule. Pure: no database."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import figures as f

A, B = date(2024, 10, 1), date(2024, 12, 31)
T = datetime(2024, 12, 31, 23, 59, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SHARE = f.Measure("Chi bộ đã sinh hoạt", "chi bộ", Decimal(90), True, True)
COUNT = f.Measure("Mô hình", "mô hình", Decimal(2), False, True)
ALONE = f.Measure("Hạng", "", None, False, False)
FRAME = f.Frame(
    provisions=(f.Provision(1, "I.1", "directive", "Một"), f.Provision(2, "I.2", "directive", "Hai"), f.Provision(3, "II.1", "duty", "Ba")),
    findings=(f.Provision(8, ".~1", "shortcoming", "Yếu"), f.Provision(9, ".~2", "cause", "Vì")),
    tasks=(
        f.Task(1, "Việc một", 1, "quarterly", SHARE, cures=(8,)),
        f.Task(2, "Việc hai", 1, "quarterly", COUNT),
        f.Task(3, "Việc ba", 2, "once", ALONE),
    ),
    classes=(("committee", "Cấp ủy"), ("subordinate", "Trực thuộc"), ("front", "Mặt trận"), (f.PERSONS, "Cá nhân")),
)


def row(n=1, **fields):
    usual = {
        "assignment": n, "number": 1, "task": 1, "unit": n, "unit_name": f"Đơn vị {n}", "unit_kind": "subordinate", "state": "in_progress",
        "standing": "in_time", "percent": 0, "value": None, "out_of": None, "period_start": A, "period_end": B, "due_on": date(2024, 12, 20),
        "done_on": None,
    }  # fmt: skip
    return f.Row(**{**usual, **fields})


def made(*rows, late_entries=()):
    return f.figures(rows, FRAME, start=A, end=B, cutoff=T, late_entries=late_entries)


@pytest.mark.parametrize(
    ("state", "standing", "category"),
    [
        ("assigned", "in_time", "in_time"),
        ("assigned", "no_date", "in_time"),
        ("in_progress", "due_soon", "in_time"),
        ("in_progress", "overdue", "overdue"),
        ("assigned", "overdue", "overdue"),
        ("submitted", "on_time", "waiting"),
        ("submitted", "late", "waiting"),
        ("verified", "on_time", "on_time"),
        ("verified", "late", "late"),
        ("declined", "overdue", "declined"),
        ("declined", "in_time", "declined"),
        ("withdrawn", "overdue", "withdrawn"),
        ("withdrawn", "late", "withdrawn"),
    ],
)
def test_rule_3_each_row_in_one_column(state, standing, category):
    counts = f.count([row(state=state, standing=standing)])
    assert getattr(counts, category) == 1
    assert counts.assigned + counts.withdrawn == 1


ROWS = st.lists(
    st.builds(
        row,
        n=st.integers(1, 40),
        task=st.sampled_from([1, 2, 3]),
        unit=st.integers(1, 5),
        unit_kind=st.sampled_from(["committee", "subordinate", "front", f.PERSONS]),
        person=st.none() | st.integers(1, 3),
        state=st.sampled_from(["assigned", "in_progress", "submitted", "verified", "declined", "withdrawn"]),
        standing=st.sampled_from(["in_time", "due_soon", "overdue", "no_date", "on_time", "late"]),
        due_on=st.none() | st.just(A),
        value=st.none() | st.integers(0, 9).map(Decimal),
        out_of=st.integers(10, 12).map(Decimal),
        days_late=st.integers(0, 99),
    ),
    max_size=40,
)


@given(ROWS)
def test_rules_4_to_7_hold_for_any_rows(rows):
    found = made(*rows)
    groups = [
        [found.total],
        [line.counts for line in found.provisions],
        [line.counts for line in found.classes],
        [task.counts for line in found.provisions for task in line.tasks],
        [document.counts for document in found.documents],
    ]
    for counts in groups:
        assert sum(counts, f.Counts()) == found.total  # every table adds up to the same total
        for one in counts:
            assert one.assigned == one.on_time + one.late + one.waiting + one.in_time + one.overdue + one.declined
            assert max(one.not_received, one.no_date) <= one.in_time
    assert found.total.assigned + found.total.withdrawn == len(rows)
    assert sum(len(unit.rows) for unit in found.overdue) == found.total.overdue
    assert found == made(*reversed(rows)) or len({r.assignment for r in rows}) < len(rows)  # the order of rows does not matter


def test_rule_5_parts_of_in_progress():
    counts = f.count(
        [
            row(state="assigned"),
            row(state="assigned", due_on=None, standing="no_date"),
            row(due_on=None, standing="no_date"),
            row(state="assigned", standing="overdue"),
            row(state="submitted", due_on=None, standing="on_time"),
        ]
    )
    assert (counts.in_time, counts.not_received, counts.no_date, counts.overdue, counts.waiting) == (3, 2, 2, 1, 1)


def test_rule_6_withdrawn_stands_beside():
    counts = f.count([row(), row(state="withdrawn")])
    assert (counts.assigned, counts.withdrawn) == (1, 1)


def test_rule_7_a_class_has_a_line_only_with_rows_and_n_counts_units_once():
    found = made(
        row(1, unit=7), row(2, unit=7, task=2), row(3, unit=8, state="withdrawn"),
        row(4, unit=9, unit_kind="committee"),
        row(5, unit=9, unit_kind=f.PERSONS, person=1), row(6, unit=9, unit_kind=f.PERSONS, person=2),
    )  # fmt: skip
    assert [(line.kind, line.units) for line in found.classes] == [("committee", 1), ("subordinate", 1), (f.PERSONS, 2)]
    assert found.units == 4


def test_rule_8_shares_are_divided_anew_and_never_averaged():
    found = made(row(1, value=Decimal(1), out_of=Decimal(2)), row(2, value=Decimal(8), out_of=Decimal(8)), row(3))
    line = next(line for line in found.measures if line.task.id == 1)
    assert (line.value, line.out_of, line.result, line.reported, line.rows) == (9, 10, 90, 2, 3)


def test_rule_8_a_count_is_compared_with_target_times_rows():
    found = made(row(1, task=2, value=Decimal(3)), row(2, task=2, value=Decimal(0)), row(3, task=2))
    line = next(line for line in found.measures if line.task.id == 2)
    assert (line.value, line.out_of, line.result, line.reported, line.rows) == (3, None, 50, 2, 3)


def test_rule_8_what_does_not_add_up_is_not_summed_and_nobody_reported_is_not_zero():
    found = made(row(1, task=3, value=Decimal(3)), row(2))
    share, _count, alone = found.measures
    assert (alone.value, alone.result, alone.reported) == (None, None, 1)
    assert (share.value, share.result, share.reported, share.rows) == (None, None, 0, 1)


def test_rule_8_only_rows_whose_own_period_reaches_into_the_reports():
    before = {"period_start": date(2024, 7, 1), "period_end": date(2024, 9, 30), "standing": "overdue", "days_late": 99}
    found = made(
        row(1, task=2, value=Decimal(5), **before), row(2, task=2, value=Decimal(1)), row(3, task=2, state="withdrawn", value=Decimal(9)),
        row(4, task=2, value=Decimal(1), period_start=date(2024, 4, 1), period_end=None),
    )  # fmt: skip
    line = next(line for line in found.measures if line.task.id == 2)
    assert (line.value, line.rows) == (2, 2)
    assert found.total.overdue == 1  # but it counts as work that is overdue


def test_rule_9_entries_after_the_cut_off_move_nothing():
    entry = f.LateEntry("NV-0001/2", "Đơn vị", B, date(2025, 1, 9), "Nay mới báo")
    assert made(row(), late_entries=[entry]).total == made(row()).total
    assert made(row(), late_entries=[entry]).late_entries == (entry,)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 8, 13), (1, 3, 33), (2, 3, 67), (1, 200, 1), (0, 5, 0), (5, 5, 100), (0, 0, None), (3, 2, 150)]
)
def test_rule_10_whole_percent_half_up_and_none_of_nothing(part, whole, percent):
    assert f.percent(part, whole) == percent


def test_units_that_lag_come_most_first_then_longest():
    late = {"standing": "overdue"}
    found = made(
        row(1, unit=1, days_late=5, **late),
        row(2, unit=2, days_late=1, **late), row(3, unit=2, days_late=3, **late),
        row(4, unit=3, days_late=9, **late), row(5, unit=4, days_late=40, state="declined", **late),
    )  # fmt: skip
    assert [(unit.unit, len(unit.rows), unit.longest) for unit in found.overdue] == [(2, 2, 3), (3, 1, 9), (1, 1, 5)]
    assert [line.days_late for line, _task in found.overdue[0].rows] == [3, 1]


def test_findings_name_the_tasks_that_answer_them():
    first, second = made(row(1, state="verified", standing="on_time")).findings
    assert [(under.task.id, under.counts.done) for under in first.tasks] == [(1, 1)]
    assert second.tasks == ()


def test_nothing_assigned_is_said_and_not_zero_percent():
    found = made()
    assert found.total.done_share is None
    assert [line.provision.label for line in found.provisions] == ["I.1", "I.2", "II.1"]
    assert found.classes == found.overdue == ()
