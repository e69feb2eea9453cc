"""A report over a class, a unit, a leader's portfolio; what a unit asked for, and when it was last heard."""

from datetime import date

import pytest

from reports import figures, rows
from reports.scope import CLASS, COMMITTEE, PORTFOLIO, UNIT, Scope
from tasks.models import Assignment
from tests.office import at, say
from units.models import Appointment, Portfolio, Unit
from units.periods import Period

Q2 = Period.parse("2024-Q2")


def collect(office, scope=rows.EVERYBODY, day="2024-06-30"):
    documents = rows.documents(office.committee, instant=at(f"{day} 23:00"))
    return rows.collect(Assignment.objects.all(), documents, Q2, at(f"{day} 23:00"), scope)


@pytest.fixture
def given(office):
    """Work of two communes, of the women's union, of the office, and a duty of the heads."""
    office.assign(office.task(units=("chau_o", "binh_minh", "phu_nu", "van_phong")))
    duty = office.task("II.2", units=(), cadence="once")
    duty.addressees.create(role="head")
    office.assign(duty)
    return office


def names(found):
    return sorted({row.unit_name for row in found.rows})


def test_classes_add_up_to_the_committee(given):
    whole = collect(given)
    parts = [collect(given, Scope(CLASS, unit_kind=kind)) for kind in (*Unit.Kind.values, figures.PERSONS)]
    assert sum((part.total for part in parts), figures.Counts()) == whole.total
    assert names(parts[Unit.Kind.values.index("front")]) == ["Hội Liên hiệp Phụ nữ huyện"]
    assert {row.unit_kind for row in parts[-1].rows} == {figures.PERSONS}
    assert [line.provision.label for line in parts[0].provisions] == [line.provision.label for line in whole.provisions]


def test_a_unit_with_those_below_it(given):
    below = Unit.objects.create(name="Chi bộ thôn 1", kind="subordinate", parent=given.chau_o, valid_from=date(2020, 1, 1))
    task = given.task("I.4", units=())
    task.addressees.create(unit=below)
    given.assign(task)
    found = collect(given, Scope(UNIT, unit=given.chau_o))
    assert names(found) == ["Chi bộ thôn 1", "Head (Đảng bộ thị trấn Châu Ổ)", "Đảng bộ thị trấn Châu Ổ"]
    assert names(collect(given, Scope(UNIT, unit=given.phu_nu))) == ["Hội Liên hiệp Phụ nữ huyện", "Women (Hội Liên hiệp Phụ nữ huyện)"]


def test_what_a_leader_looks_after_on_the_day_of_the_report(given):
    leader = Appointment.objects.get(user=given.leader)
    Portfolio.objects.create(leader=leader, unit=given.chau_o, valid_from=date(2024, 4, 1), valid_until=date(2024, 5, 31))
    Portfolio.objects.create(leader=leader, unit=given.phu_nu, valid_from=date(2024, 6, 1))
    scope = Scope(PORTFOLIO, leader=leader)
    assert "Đảng bộ thị trấn Châu Ổ" in names(collect(given, scope, "2024-05-20"))
    assert names(collect(given, scope)) == ["Hội Liên hiệp Phụ nữ huyện", "Women (Hội Liên hiệp Phụ nữ huyện)"]
    other = given.person("leader_two", given.committee, "leader").appointments.get()
    assert collect(given, Scope(PORTFOLIO, leader=other)).rows == ()


def test_entries_written_after_the_cut_off_are_those_of_the_scope(given):
    for row in Assignment.objects.filter(unit__in=[given.chau_o, given.phu_nu], opened_for_person=None):
        say(row, "log", "head" if row.unit == given.chau_o else "women", "2024-07-03", happened_on=date(2024, 6, 20), text="Nay mới báo")
    assert len(collect(given).late_entries) == 2
    assert len(collect(given, Scope(UNIT, unit=given.phu_nu)).late_entries) == 1
    assert collect(given, Scope(COMMITTEE)).late_entries == collect(given).late_entries


def test_what_waits_for_a_decision_is_told_until_it_is_decided(office):
    [row] = office.assign(office.task(units=("chau_o",)))
    say(row, "ask_time", "head", "2024-06-03", wanted_on=date(2024, 7, 5), text="Chờ kinh phí")
    [asked] = collect(office, day="2024-06-04").requests
    assert (asked.request, asked.wanted_on) == ("Chờ kinh phí", date(2024, 7, 5))
    say(row, "refuse", "leader", "2024-06-05", text="Không lùi được")
    assert collect(office, day="2024-06-05").requests == ()
    assert len(collect(office, day="2024-06-04").requests) == 1
    say(row, "decline", "head", "2024-06-06", text="Không đúng chức năng")
    assert [one.request for one in collect(office, day="2024-06-07").requests] == ["Không đúng chức năng"]
    say(row, "insist", "office", "2024-06-10", text="Vẫn là việc của đơn vị")
    assert collect(office, day="2024-06-11").requests == ()


def test_a_unit_is_heard_by_its_last_word_and_not_by_what_others_write(office):
    [row] = office.assign(office.task(units=("chau_o",)))
    assert [one.heard_on for one in collect(office).rows] == [row.assigned_at.date()]
    say(row, "log", "head", "2024-05-20")
    say(row, "urge", "office", "2024-06-10", text="Đề nghị báo cáo")
    assert [one.heard_on for one in collect(office).rows] == [date(2024, 5, 20)]
    [silent] = collect(office).silent
    assert (silent.name, silent.since, silent.days) == ("Đảng bộ thị trấn Châu Ổ", date(2024, 5, 20), 41)
    assert collect(office, day="2024-06-03").silent == ()
