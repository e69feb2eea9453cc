"""Every figure leads to exactly the rows it counts. Pure: no database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import figures as f
from tests.reports.test_figures import FRAME, made, row

STANDS = [
    ("assigned", "in_time"), ("assigned", "no_date"), ("assigned", "overdue"), ("in_progress", "due_soon"), ("in_progress", "overdue"),
    ("submitted", "on_time"), ("verified", "on_time"), ("verified", "late"), ("declined", "overdue"), ("withdrawn", "late"),
]  # fmt: skip


@st.composite
def rows(draw):
    """Up to 40 rows that stand anyhow, over the tasks of FRAME and a few units and persons."""
    found = []
    for n in range(draw(st.integers(0, 40))):
        state, standing = draw(st.sampled_from(STANDS))
        unit, person = draw(st.integers(1, 4)), draw(st.sampled_from([None, None, 1, 2]))
        value = draw(st.none() | st.integers(0, 50).map(Decimal))
        found.append(
            row(
                n + 1, task=draw(st.integers(1, 3)), unit=unit, person=person, unit_kind=f.PERSONS if person else ["front", "subordinate"][unit % 2],
                state=state, standing=standing, due_on=None if standing == "no_date" else date(2024, 12, 1), value=value,
                out_of=value and value + 1, heard_on=draw(st.dates(date(2024, 10, 1), date(2024, 12, 31))), request=draw(st.sampled_from(["", "x"])),
                days_late=draw(st.integers(1, 90)) if standing == "overdue" else 0,
            )
        )  # fmt: skip
    return found


def by_hand(address, rows):
    """What a figure is, told from its rows alone."""
    key, column = address.split(".")
    if column == "units":
        return len({(one.unit, one.person) for one in rows})
    if address == "all.silent":
        return len({(one.unit, one.person) for one in rows})
    if key[0] != "m" or column in ("rows", "reported"):
        return len(rows)
    measure = next(task.measure for task in FRAME.tasks if task.id == int(key[1:]))
    told = [one for one in rows if one.value is not None]
    if not told or not (measure.is_share or measure.sums_over_units):
        return None
    value, out_of = sum(one.value for one in told), sum(one.out_of or 0 for one in told) if measure.is_share else None
    if column != "result":
        return {"value": value, "out_of": out_of}[column]
    whole = out_of if measure.is_share else measure.target * len(rows)
    return f.percent(value, whole)


@settings(deadline=None)
@given(rows())
def test_each_figure_is_counted_again_from_its_rows(told):
    found = made(*told)
    for address, value in f.values(found).items():
        assert by_hand(address, f.rows_of(found, address)) == value, address


@settings(deadline=None)
@given(rows())
def test_rows_and_figures_name_each_other(told):
    found = made(*told)
    counted = {one.assignment: set(f.addresses_of(one, found)) for one in found.rows}
    for address, value in f.values(found).items():
        if address.endswith((".units", ".rows", ".reported", ".out_of", ".result")):
            continue
        rows = {one.assignment for one in f.rows_of(found, address)}
        assert rows == {pk for pk, addresses in counted.items() if address in addresses}, (address, value)


@given(rows(), st.integers(0, 39))
def test_one_more_row_changes_only_the_figures_that_count_it(told, place):
    more = row(99, task=1 + place % 3, unit=9, unit_kind="front", state="verified", standing="on_time")
    before, after = f.values(made(*told)), f.values(found := made(*told, more))
    ours = {address.split(".")[0] for address in f.addresses_of(more, found)} | {f"m{more.task}"}
    for address in after:
        if address.split(".")[0] not in ours:
            assert before[address] == after[address], address


@pytest.mark.parametrize(
    "address", ["", "all", "all.", "all.nothing", "p99.late", "x1.late", "m1.late", "t1.value", "ualf.late", "m9.value"]
)
def test_what_is_no_figure_has_no_rows(address):
    with pytest.raises(f.UnknownFigure):
        f.rows_of(made(row()), address)


def test_rule_11_a_unit_is_silent_with_open_work_of_which_nothing_was_heard():
    told = {"heard_on": date(2024, 12, 16)}
    found = made(
        row(1, unit=1, **told), row(2, unit=1, heard_on=date(2024, 11, 1)),
        row(3, unit=2, heard_on=date(2024, 12, 17)), row(4, unit=2, heard_on=date(2024, 10, 1)),
        row(5, unit=3, state="submitted", standing="on_time", heard_on=date(2024, 10, 1)),
        row(6, unit=4, standing="overdue", heard_on=date(2024, 10, 2)),
    )  # fmt: skip
    assert [(one.unit, one.days, one.since, one.open) for one in found.silent] == [
        (4, 90, date(2024, 10, 2), 1), (1, 15, date(2024, 12, 16), 2),
    ]  # fmt: skip
    assert {one.assignment for one in f.rows_of(found, "all.silent")} == {1, 2, 6}
