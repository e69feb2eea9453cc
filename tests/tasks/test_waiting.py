"""What waits for whom: the list in SQL says the same as the rule for one assignment."""

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
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_the_list_and_the_rule_agree(office, by_office, gone, supervising):
    with transaction.atomic():
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
        Appointment.objects.filter(user__username__in=gone, role__in=["office", "board"]).update(valid_until=date(2024, 4, 8))
        for name in ("office", "office_two", "board", "board_two", "leader", "head", "inspector"):
            assert waiting(office, name) == by_rule(office, name), name
        transaction.set_rollback(True)


def test_a_leader_sees_what_would_be_stuck(office):
    row = office.assign(office.task("I.4", units=["tuyen_giao"]))[0]
    assert waiting(office, "leader") == set()
    say(row, "submit", "office", "2024-04-05", on_behalf_of=office.tuyen_giao)
    assert (waiting(office, "office"), waiting(office, "leader")) == (set(), {"Ban Tuyên giáo Huyện ủy"})
