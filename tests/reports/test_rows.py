"""Rows from the log: scope, instant, and what must not move a report made later."""

from datetime import date
from decimal import Decimal

import pytest

from reports import figures, rows
from tasks.models import Assignment
from tests.office import at, say
from units.models import Unit, User
from units.periods import Period, end_of_day

Q2, Q3 = Period.parse("2024-Q2"), Period.parse("2024-Q3")


def collect(period, day, office):
    instant = end_of_day(date.fromisoformat(day)) if len(day) == 10 else at(day)
    documents = rows.documents(office.committee, instant=instant)
    return rows.collect(Assignment.objects.all(), documents, period, instant)


def columns(found):
    total = found.total
    return {
        name: getattr(total, name) for name in ("on_time", "late", "waiting", "in_time", "overdue", "withdrawn") if getattr(total, name)
    }


# rule 1


@pytest.mark.parametrize(
    ("now", "on", "instant"),
    [
        ("2024-08-01 10:00", None, end_of_day(date(2024, 6, 30))),
        ("2024-05-06 10:00", None, at("2024-05-06 10:00")),
        ("2024-06-30 23:00", None, at("2024-06-30 23:00")),
        ("2024-08-01 10:00", date(2024, 7, 15), end_of_day(date(2024, 7, 15))),
        ("2024-08-01 10:00", date(2024, 8, 1), at("2024-08-01 10:00")),
        ("2024-08-01 10:00", date(2024, 4, 1), end_of_day(date(2024, 4, 1))),
    ],
)
def test_the_cut_off_is_the_end_of_a_day_or_this_moment(now, on, instant):
    assert rows.cutoff(Q2, on=on, now=at(now)) == instant


@pytest.mark.parametrize(
    ("now", "on"),
    [("2024-08-01", date(2024, 8, 2)), ("2024-08-01", date(2024, 3, 31)), ("2024-03-31", None), ("2024-03-31", date(2024, 4, 2))],
)
def test_a_cut_off_that_cannot_be_is_refused_in_words(now, on):
    with pytest.raises(ValueError, match=r"\.$"):
        rows.cutoff(Q2, on=on, now=at(now))


# rules 2 to 6 on the log


def test_a_row_follows_its_log_from_instant_to_instant(office):
    first, second = office.assign(office.task())
    say(first, "log", "head", "2024-05-06")
    say(first, "submit", "head", "2024-06-10")
    say(first, "verify", "board", "2024-06-25")
    say(second, "submit", "other", "2024-06-21")  # a day late
    say(second, "send_back", "board", "2024-06-24")
    say(second, "submit", "other", "2024-06-28")
    say(second, "verify", "board", "2024-07-02")
    assert columns(collect(Q2, "2024-05-01", office)) == {"in_time": 2}
    assert collect(Q2, "2024-05-01", office).total.not_received == 2
    assert columns(collect(Q2, "2024-06-10", office)) == {"waiting": 1, "in_time": 1}
    assert columns(collect(Q2, "2024-06-20", office)) == {"waiting": 1, "in_time": 1}  # due today is not overdue
    assert columns(collect(Q2, "2024-06-21", office)) == {"waiting": 2}  # submitted work is never overdue
    assert columns(collect(Q2, "2024-06-24", office)) == {"waiting": 1, "overdue": 1}
    assert columns(collect(Q2, "2024-06-30", office)) == {"on_time": 1, "waiting": 1}
    assert columns(collect(Q2, "2024-07-02", office)) == {"on_time": 1, "late": 1}


def test_what_was_not_recorded_by_the_instant_is_not_there(office):
    office.assign(office.task(), now="2024-04-10 15:00")
    assert columns(collect(Q2, "2024-04-10 14:59", office)) == {}
    assert columns(collect(Q2, "2024-04-10 15:00", office)) == {"in_time": 2}


def test_scope_carries_over_what_was_not_settled_before_the_period(office):
    task = office.task(units=("chau_o", "binh_minh", "phu_nu"))
    women, chau, minh = office.assign(task)
    say(chau, "submit", "head", "2024-06-10")
    say(chau, "verify", "board", "2024-06-30")  # settled before the third quarter: out of it
    say(minh, "submit", "other", "2024-06-10")
    say(minh, "verify", "board", "2024-07-01")  # settled on its first day: in
    assert (women.unit, chau.unit) == (office.phu_nu, office.chau_o)
    found = collect(Q3, "2024-09-30", office)
    assert {row.assignment for row in found.rows} == {minh.pk, women.pk}
    assert columns(found) == {"on_time": 1, "overdue": 1}
    # a period to come is no part of this one
    office.assign(task, now="2024-07-01")
    assert len(collect(Q2, "2024-07-15", office).rows) == 3
    assert len(collect(Q3, "2024-07-15", office).rows) == 5


def test_withdrawn_stands_beside_and_leaves_the_next_period(office):
    first, _second = office.assign(office.task())
    say(first, "withdraw", "office", "2024-05-06")
    assert columns(collect(Q2, "2024-06-30", office)) == {"withdrawn": 1, "overdue": 1}
    assert collect(Q2, "2024-06-30", office).total.assigned == 1
    assert collect(Q3, "2024-09-30", office).total.withdrawn == 0


def test_a_report_made_later_has_the_same_figures(office):
    first, _second = office.assign(office.task())
    say(first, "log", "head", "2024-05-06", obstacles="Thiếu kinh phí")
    before = collect(Q2, "2024-06-30", office)
    say(first, "log", "head", "2024-07-05", obstacles="Đã có kinh phí", happened_on=date(2024, 7, 5))
    say(first, "submit", "head", "2024-07-06")
    office.assign(office.task("I.4", starts_on=date(2024, 7, 1)), now="2024-07-07")
    office.resolution.register(by=office.office, now=at("2024-07-08"), number="12-KL/HU", issued_on=date(2024, 4, 1))
    assert collect(Q2, "2024-06-30", office) == before
    assert {row.obstacles for unit in before.overdue for row, _task in unit.rows} == {"Thiếu kinh phí", ""}
    assert collect(Q2, "2024-07-08", office).provisions[0].provision.document == "Kết luận 12-KL/HU"


def test_a_document_put_in_force_later_is_not_in_a_report_of_before(office):
    assert list(rows.documents(office.committee, instant=at("2024-03-31"))) == []
    assert list(rows.documents(office.committee, instant=at("2024-04-01"))) == [office.resolution]


# rule 9


def test_what_came_late_is_listed_and_moves_nothing(office):
    first, second = office.assign(office.task())
    say(first, "log", "head", "2024-06-29")
    before = collect(Q2, "2024-06-30", office)
    say(first, "submit", "head", "2024-07-03", happened_on=date(2024, 6, 19), text="Đã làm từ trước")
    say(second, "submit", "other", "2024-07-04", text="Việc của quý sau")
    after = collect(Q2, "2024-06-30", office)
    (late,) = after.late_entries
    assert (late.code, late.unit_name, late.text) == (f"{first.code}/3", first.unit.name, "Đã làm từ trước")
    assert (late.happened_on, late.recorded_on) == (date(2024, 6, 19), date(2024, 7, 3))
    assert (after.total, after.rows) == (before.total, before.rows)


def test_late_entries_are_limited(office):
    (first, *_rest) = office.assign(office.task())
    for day in ("2024-07-01", "2024-07-02", "2024-07-03"):
        say(first, "log", "head", day, happened_on=date(2024, 6, 1))
    assert len(rows.late_entries(Assignment.objects.all(), Q2, end_of_day(date(2024, 6, 30)), limit=2)) == 2


# people, classes, measures


def test_duties_of_persons_are_a_class_of_their_own(office):
    task = office.task("II.2", units=())
    task.addressees.create(role="leader")
    (made,) = office.assign(task)
    found = collect(Q2, "2024-06-30", office)
    assert [(line.kind, line.units) for line in found.classes] == [(figures.PERSONS, 1)]
    assert found.overdue[0].name == f"{User.objects.get(username='leader').full_name} ({office.committee.name})"
    assert found.rows[0].person == made.person_id


def test_all_classes_have_a_name_and_every_row_is_in_one(office):
    names = dict(rows.frame([office.resolution], at("2024-06-30")).classes)
    assert set(names) == {*Unit.Kind.values, figures.PERSONS}


def test_a_measure_of_the_log(office):
    task = office.task(measure="Chi bộ đã sinh hoạt", measure_unit="chi bộ", is_share=True, target=Decimal(90))
    first, second = office.assign(task)
    say(first, "log", "head", "2024-05-06", figure=Decimal(3), figure_out_of=Decimal(4))
    say(second, "log", "other", "2024-05-06", figure=Decimal(1), figure_out_of=Decimal(6))
    (line,) = collect(Q2, "2024-05-31", office).measures
    assert (line.value, line.out_of, line.result, line.reported, line.rows) == (4, 10, 40, 2, 2)
    (line,) = collect(Q2, "2024-05-05", office).measures
    assert (line.value, line.reported) == (None, 0)


def test_the_eight_provisions_have_a_line_each(office):
    found = collect(Q2, "2024-06-30", office)
    assert [line.provision.label for line in found.provisions] == ["I.1", "I.2", "I.3", "I.4", "I.5", "I.6", "II.1", "II.2"]
    assert found.findings
    assert {line.finding.kind for line in found.findings} == {"shortcoming", "cause"}


def test_the_number_of_queries_does_not_grow(office, django_assert_max_num_queries):
    office.assign(office.task(units=("chau_o",)))
    with django_assert_max_num_queries(13):
        collect(Q2, "2024-06-30", office)
    for label in ("I.1", "I.2", "I.4"):
        for made in office.assign(office.task(label, units=("chau_o", "binh_minh", "phu_nu", "van_phong"))):
            say(made, "log", "office", "2024-05-06", obstacles="x", on_behalf_of=made.unit)
    with django_assert_max_num_queries(13):
        collect(Q2, "2024-06-30", office)
