"""The as-of property: a report made later equals the one made with the same period and cut-off before. And every row adds up."""

import os
import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.rows import collect
from resolutions.models import Resolution
from tasks.models import Assignment, Entry, standing
from tasks.models.log import Refused
from tests.office import Office
from units.periods import ZONE, Period, end_of_day, local_day

pytestmark = pytest.mark.django_db

DOERS = {"chau_o": ["head", "member"], "binh_minh": ["other"], "tuyen_giao": ["board_head"], "phu_nu": ["women"], "van_phong": []}
VERIFIERS = ["board", "board_two", "office", "leader"]
FIRST = date(2024, 4, 1)

deeds = st.lists(
    st.tuples(
        st.integers(0, 9 * 24),  # hours until the next deed
        st.integers(0, 99),  # which assignment
        st.integers(0, 99),  # which of the deeds that come to mind
        st.integers(0, 40),  # days between what happened and its being written down
    ),
    min_size=5,
    max_size=60,
)
periods = st.sampled_from([Period.parse(text) for text in ("2024-Q2", "2024-Q3", "2024-Q4", "2024-H1", "2024", "2024-05-10..2024-08-03")])
cuts = st.lists(st.tuples(periods, st.integers(0, 330)), min_size=1, max_size=6)
EXAMPLES = 300 if os.environ.get("DONDOC_FULL") else 25


def likely(office, row):
    """Deeds that may come to mind as an assignment stands: (verb, person, whether the office writes for the unit). Some will be refused."""
    unit = next(key for key, one in office.units.items() if one.pk == row.unit_id)
    if row.state == "submitted":
        return [(verb, person, False) for verb in ("verify", "verify", "send_back") for person in VERIFIERS] + [("log", "head", False)]
    done = [(verb, person, False) for person in DOERS[unit] for verb in ("receive", "log", "submit", "submit")]
    return [*done, *done, ("log", "office", True), ("submit", "office", True), ("withdraw", "office", False), ("verify", "board", False)]


def attempt(office, verb, person, row, now, *, behalf, ago):
    """One deed, as it may come to anybody's mind; what is refused leaves nothing."""
    row.refresh_from_db()
    more = {"seen": row.number, "key": uuid.uuid4(), "now": now}
    if verb in ("log", "submit"):
        more |= {"happened_on": max(row.period_start, local_day(now) - timedelta(days=ago)), "text": "Đã làm."}
        more |= {"on_behalf_of": row.unit} if behalf else {}
    if verb in ("send_back", "withdraw"):
        more["text"] = "Chưa rõ."
    number = row.number
    try:
        with transaction.atomic():
            getattr(row, verb)(by=office.people[person], **more)
    except (PermissionDenied, ValidationError, Refused):
        assert Entry.objects.filter(assignment=row).count() == number
    for user in office.people.values():
        user.__dict__.pop("_posts", None)


def report(period, instant):
    return collect(Assignment.objects.all(), Resolution.objects.all(), period, instant)


def by_hand(period, instant):
    """The same counts, from the plain definition: the last entry recorded by the instant, then the scope, row by row."""
    tally = {}
    for row in Assignment.objects.all():
        entry = Entry.objects.filter(assignment=row, recorded_at__lte=instant).order_by("number").last()
        if not entry or row.period_start > period.end or (entry.settled_on and entry.settled_on < period.start):
            continue
        how = standing(entry.due_on, entry.done_on, on=local_day(instant))
        column = {
            "submitted": "waiting", "declined": "declined", "withdrawn": "withdrawn",
            "verified": "late" if how == "late" else "on_time",
        }.get(entry.state, "overdue" if how == "overdue" else "in_time")  # fmt: skip
        tally[column] = tally.get(column, 0) + 1
    return tally


def add_up(figures):
    """Every row: assigned is the sum of the six; provisions, classes and tasks each add up to the total."""
    for line in [figures.total, *(line.counts for line in (*figures.provisions, *figures.classes))]:
        assert line.assigned == line.on_time + line.late + line.waiting + line.in_time + line.overdue + line.declined
        assert line.not_received + line.no_date <= 2 * line.in_time
    for lines in (figures.provisions, figures.classes):
        assert sum(line.counts.assigned for line in lines) == figures.total.assigned
        assert sum(line.counts.withdrawn for line in lines) == figures.total.withdrawn
    assert sum(len(unit.rows) for unit in figures.overdue) == figures.total.overdue
    assert figures.total.assigned + figures.total.withdrawn == len(figures.rows)


@given(deeds=deeds, cuts=cuts)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
def test_a_report_made_later_equals_the_one_made_before(office, deeds, cuts):
    with transaction.atomic():
        tasks = [
            office.task("I.2", units=("chau_o", "binh_minh")),
            office.task("I.4", units=("tuyen_giao", "van_phong"), cadence="half_yearly"),
            office.task("II.1", units=("phu_nu", "chau_o"), cadence="once", due_on=date(2024, 5, 15)),
        ]
        now = datetime(2024, 4, 1, 8, tzinfo=ZONE)
        for task in tasks:
            task.assign(by=office.office, now=now, key=uuid.uuid4(), period=(task.periods_to_open(on=FIRST))[0])
        waiting = sorted(((end_of_day(FIRST + timedelta(days=days)), period) for period, days in cuts), key=lambda cut: cut[0])
        made = []

        def make_until(instant):
            while waiting and waiting[0][0] < instant:
                at, period = waiting.pop(0)
                if local_day(at) >= period.start:
                    made.append((period, at, report(period, at)))
                    total = made[-1][2].total
                    assert {n: c for n, c in vars(total).items() if c and n not in ("not_received", "no_date")} == by_hand(period, at)

        for hours, which, choice, ago in deeds:
            now += timedelta(hours=hours, minutes=7)
            make_until(now)
            for task in tasks:
                task.refresh_from_db()
                task.open_periods(now=now)
            rows = list(Assignment.objects.order_by("pk"))
            row = rows[which % len(rows)]
            verb, person, behalf = likely(office, row)[choice % len(likely(office, row))]
            attempt(office, verb, person, row, now, behalf=behalf, ago=ago)
        make_until(datetime(2026, 1, 1, tzinfo=ZONE))
        for period, at, before in made:
            after = report(period, at)
            assert replace(after, late_entries=()) == replace(before, late_entries=())
            add_up(after)
        transaction.set_rollback(True)


def test_what_is_recorded_after_the_cut_off_is_listed_and_moves_nothing(office):
    rows = Office.assign(office, office.task())
    period, instant = Period.parse("2024-Q2"), end_of_day(date(2024, 6, 30))
    before = report(period, instant)
    attempt(office, "submit", "head", rows[0], datetime(2024, 7, 3, 9, tzinfo=ZONE), behalf=False, ago=13)
    after = report(period, instant)
    assert replace(after, late_entries=()) == before
    assert [(entry.unit_name, entry.happened_on) for entry in after.late_entries] == [("Đảng bộ thị trấn Châu Ổ", date(2024, 6, 20))]
    later = report(period, end_of_day(date(2024, 7, 3)))
    assert (later.total.waiting, later.late_entries) == (1, ())
