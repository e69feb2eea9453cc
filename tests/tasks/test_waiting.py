"""What waits for whom: the list in SQL says the same as the rule for one assignment."""

import os
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Assignment
from tests.office import say
from units.models import Appointment

pytestmark = pytest.mark.django_db
ON = date(2024, 4, 10)
FULL = bool(os.environ.get("DONDOC_FULL"))
UNITS = ("chau_o", "tuyen_giao", "van_phong", "phu_nu")


def waiting(office, name):
    user = type(office.head).objects.get(username=name)
    return {row.unit.name for row in Assignment.objects.visible_to(user, on=ON).waiting_for(user, on=ON)}


def by_rule(office, name):
    rows = Assignment.objects.filter(state="submitted").select_related("unit", "task__supervising_unit")
    return {row.unit.name for row in rows if any(post.user.username == name for post in row.verifiers(on=ON))}


@given(
    by_office=st.sets(st.sampled_from(UNITS)),
    gone=st.sets(st.sampled_from(["office", "board", "board_two", "office_two"])),
    supervising=st.sampled_from(["tuyen_giao", "van_phong", "phu_nu"]),
    heirs=st.dictionaries(st.sampled_from(UNITS), st.sampled_from([*UNITS, "binh_minh", "chi_bo"]), max_size=2),
)
@settings(max_examples=80 if FULL else 25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_the_list_and_the_rule_agree(office, by_office, gone, supervising, heirs):
    """Whatever stands in whose place: units that were taken over count as the one in their place, also a unit below another."""
    with transaction.atomic():
        below = type(office.chau_o).objects.create(name="Chi bộ 1", kind="subordinate", parent=office.chau_o, valid_from=date(2020, 1, 1))
        office.person("office_two", office.van_phong, "office")
        head = {"chau_o": "head", "tuyen_giao": "board_head", "phu_nu": "women"}
        task = office.task("I.4", units=UNITS)
        type(task).objects.filter(pk=task.pk).update(supervising_unit=office.units[supervising])
        for row in office.assign(task):
            unit = next(key for key, one in office.units.items() if one.pk == row.unit_id)
            if unit in by_office or unit not in head:
                say(row, "submit", "office", "2024-04-05", on_behalf_of=row.unit)
            else:
                say(row, "submit", head[unit], "2024-04-05")
        for old, new in heirs.items():
            if old != new:
                place = below if new == "chi_bo" else office.units[new]
                type(below).objects.filter(pk=office.units[old].pk).update(heir=place)
        Appointment.objects.filter(user__username__in=gone, role__in=["office", "board"]).update(valid_until=date(2024, 4, 8))
        for name in ("office", "office_two", "board", "board_two", "leader", "head", "inspector"):
            assert waiting(office, name) == by_rule(office, name), name
        transaction.set_rollback(True)


def test_the_board_in_the_place_of_the_supervising_unit_verifies(office):
    """And nobody of the unit that stands in the place of the one whose work it is; the control: before, it was otherwise."""
    (row,) = office.assign(office.task("I.4", units=["chau_o"]))
    say(row, "submit", "head", "2024-04-05")
    unit = type(office.chau_o)
    organising = unit.objects.create(name="Ban Tổ chức", kind="advising", parent=office.committee, valid_from=date(2020, 1, 1))
    office.person("board_three", organising, "board")
    office.person("board_four", organising, "board")
    Appointment.objects.create(
        user=type(office.head).objects.get(username="board_four"), unit=office.binh_minh, role="member", valid_from=ON
    )
    names = ("board", "board_three", "board_four", "office")
    assert [len(waiting(office, name)) for name in names] == [1, 0, 0, 0]
    unit.objects.filter(pk=office.tuyen_giao.pk).update(heir=organising)
    assert [len(waiting(office, name)) for name in names] == [0, 1, 1, 0]
    unit.objects.filter(pk=office.chau_o.pk).update(heir=office.binh_minh)
    assert [len(waiting(office, name)) for name in names] == [0, 1, 0, 0]
    assert by_rule(office, "board_three") == {"Đảng bộ thị trấn Châu Ổ"}
    unit.objects.filter(pk=office.chau_o.pk).update(heir=organising)
    assert [len(waiting(office, name)) for name in names] == [0, 0, 0, 1]
    assert by_rule(office, "office") == {"Đảng bộ thị trấn Châu Ổ"}


def test_a_leader_sees_what_would_be_stuck(office):
    row = office.assign(office.task("I.4", units=["tuyen_giao"]))[0]
    assert waiting(office, "leader") == set()
    say(row, "submit", "office", "2024-04-05", on_behalf_of=office.tuyen_giao)
    assert (waiting(office, "office"), waiting(office, "leader")) == (set(), {"Ban Tuyên giáo Huyện ủy"})
