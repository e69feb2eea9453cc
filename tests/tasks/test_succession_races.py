"""Mergers and new names, several at once, with real threads and real transactions."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Assignment, Entry
from tasks.models.succession import hand_over
from tasks.proof import problems
from tasks.reminders.ticking import tick
from tests.office import Office, at, say
from tests.tasks.test_races import at_once
from units.models import Succession, Unit, UnitName, User

pytestmark = pytest.mark.django_db(transaction=True)

MAY, PAPER = date(2024, 5, 13), "15-QĐ/HU, 6/5/2024"


@pytest.fixture
def given():
    office = Office.make()
    office.read()
    office.assign(office.task(units=("chau_o", "binh_minh", "phu_nu")))
    return office


def merge(office, *olds, new=None, on=MAY, key=None):
    said = {"on": on, "decision": PAPER, "by": User.objects.get(username="office"), "now": at("2024-05-13"), "key": key or uuid.uuid4()}
    return hand_over("merge", olds=[office.units[name] for name in olds], news=[new or Unit(name="Xã mới")], **said)


def test_the_same_merger_confirmed_four_times_at_once_is_done_once(given):
    key = uuid.uuid4()
    results = at_once(4, lambda n: merge(given, "chau_o", "binh_minh", key=key))
    assert len({tuple(row.pk for row in rows) for rows in results}) == 1
    assert (Succession.objects.count(), Unit.objects.filter(name="Xã mới").count(), Entry.objects.filter(kind="reassign").count()) == (
        2,
        1,
        2,
    )
    assert not list(problems())


def test_of_two_decisions_on_one_unit_at_once_one_holds(given):
    ways = [("chau_o", "binh_minh"), ("chau_o", "phu_nu"), ("binh_minh", "chau_o"), ("chau_o", "tuyen_giao")]
    results = at_once(4, lambda n: merge(given, ways[n][0], new=given.units[ways[n][1]]))
    assert sum(isinstance(result, list) for result in results) == 1
    assert sum(isinstance(result, ValidationError) for result in results) == 3
    assert Succession.objects.count() == 1
    assert not list(problems())


def test_four_ticks_at_once_apply_a_merger_once(given):
    merge(given, "chau_o", "binh_minh", on=date(2024, 5, 20))
    now = at("2024-05-20 06:00")
    results = at_once(4, lambda n: tick(now=now, clock=lambda: now))
    assert not [result for result in results if isinstance(result, Exception)]
    assert sum(result["followed"] for result in results) == 1
    assert Entry.objects.filter(kind="reassign").count() == 2
    assert not list(problems())


def test_who_writes_while_a_merger_is_confirmed_loses_nothing(given):
    """News and merger in either order: the news stand in the log, and the work is with the new unit."""
    row = Assignment.objects.get(unit=given.chau_o)

    def deed(n):
        if n == 0:
            return merge(given, "chau_o", "binh_minh")
        return say(Assignment.objects.get(pk=row.pk), "log", "head", "2024-05-12", now=at("2024-05-12 16:00"))

    results = at_once(2, deed)
    row.refresh_from_db()
    logged = not isinstance(results[1], Exception)
    assert row.unit.name == "Xã mới"
    assert [entry.kind for entry in row.entries.order_by("number")] == ["assign", *(["log"] if logged else []), "reassign"]
    assert not list(problems())


def test_a_name_given_four_times_at_once_is_given_once(given):
    key, office = uuid.uuid4(), given
    said = {"name": "Tên mới", "on": MAY, "decision": PAPER, "now": at("2024-05-13"), "key": key}
    results = at_once(4, lambda n: Unit.objects.get(pk=office.chau_o.pk).rename(by=User.objects.get(username="office"), **said))
    assert {type(result) for result in results} == {UnitName}
    assert office.chau_o.names.count() == 2
