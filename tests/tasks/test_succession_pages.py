"""The pages of a merger, a split and a new name: looked at before anything is saved, then all of it once."""

import re
import uuid
from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.models import Assignment, Choice, Entry, Part
from tasks.proof import problems
from tasks.reminders.ticking import tick
from tests.office import START, at, say
from tests.rights.rows import difference, snapshot
from units.models import Appointment, Succession, Unit, UnitName

pytestmark = pytest.mark.django_db

NOW = at("2024-05-13 10:00")
PAPER = "15-QĐ/HU, 6/5/2024"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def signed(office, client):
    client.force_login(office.office)
    return client


def merger(office, *olds, **more):
    olds = [office.units[name].pk for name in olds or ("chau_o", "binh_minh")]
    return {"key": str(uuid.uuid4()), "olds": olds, "name": "Đảng bộ xã Bình Hòa", "on": "13/05/2024", "decision": PAPER, **more}


def division(office, **more):
    lines = "Đảng bộ phường Đông; Phường Đông; ĐU\nĐảng bộ phường Tây"
    return {"key": str(uuid.uuid4()), "old": office.chau_o.pk, "lines": lines, "on": "13/05/2024", "decision": PAPER, **more}


def looked_at(client, name, said, *args):
    """The preview, and the same form with what its page adds to confirm it."""
    page = client.post(reverse(name, args=args), said)
    assert page.status_code == 200
    assert not page.context["form"].errors, page.context["form"].errors
    seen = {"seen": page.context["outlook"].seen} if "outlook" in page.context else {}
    return page, {**said, **seen, "confirm": "yes"}


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_merger_is_looked_at_then_confirmed(office, signed):
    task = office.task(units=("chau_o", "binh_minh"))
    chau, minh = sorted(office.assign(task), key=lambda row: row.unit_id)
    say(minh, "submit", "other", "2024-05-06")
    done = office.assign(office.task("I.2", units=["chau_o"]))[0]
    say(done, "submit", "head", "2024-05-06")
    say(done, "verify", "board", "2024-05-07")
    helped = office.task("I.5", units=["phu_nu"])
    helped.addressees.create(unit=office.chau_o, part="support")
    office.assign(helped)
    type(task).objects.filter(pk=office.task("I.6", units=["phu_nu"]).pk).update(supervising_unit=office.binh_minh)
    cell = Unit.objects.create(name="Chi bộ 1", kind="subordinate", parent=office.chau_o, valid_from=START)
    before = snapshot()
    page, whole = looked_at(signed, "merge", merger(office))
    assert difference(before, snapshot()) == []
    found = page.context["outlook"]
    assert ([row for row, *_rest in page.context["rows"]], [row for row, *_rest in page.context["waiting"]]) == ([chau], [minh])
    assert {post.user.username for post in found.posts} == {"head", "member", "other"}
    assert (found.sub_units, found.counts) == ([cell], {"closed": 1, "unseen": 0})
    assert [part.assignment.task for part in found.parts] == [helped]
    assert {one.provision.label: supervised for one, supervised in found.tasks} == {"I.2": False, "I.3": False, "I.5": False, "I.6": True}
    text = page.content.decode()
    for words in (chau.code, minh.code, "Đảng bộ xã Bình Hòa", "Chi bộ 1", "12/05/2024", PAPER, "Other"):
        assert words in text, words
    answer = signed.post(reverse("merge"), whole)
    assert (answer.status_code, answer.url, len(told(answer))) == (302, reverse("successions"), 1)
    new = Unit.objects.get(name="Đảng bộ xã Bình Hòa")
    assert [Assignment.objects.get(pk=row.pk).unit for row in (chau, minh, done)] == [new, office.binh_minh, office.chau_o]
    assert Part.objects.get().unit == new
    assert "Đảng bộ xã Bình Hòa" in signed.get(reverse("successions")).content.decode()
    assert not list(problems())


def test_the_preview_warns(office, signed):
    [row] = office.assign(office.task(units=["chau_o"]))
    say(row, "log", "head", "2024-05-13", now=at("2024-05-13 09:30"))
    page, _whole = looked_at(signed, "merge", merger(office))
    assert len(page.context["outlook"].warnings) == 2  # no head, and an entry of that very day
    page, _whole = looked_at(signed, "merge", merger(office, "chau_o", name="", new=office.binh_minh.pk, on="14/05/2024"))
    assert page.context["outlook"].warnings == []
    assert page.context["to_come"]
    page, _whole = looked_at(signed, "merge", merger(office, "tuyen_giao", "van_phong", on="14/05/2024"))
    assert len(page.context["outlook"].warnings) == 2  # no head, and nobody in office and board


def test_what_changed_meanwhile_is_looked_at_again(office, signed):
    _page, whole = looked_at(signed, "merge", merger(office))
    office.assign(office.task(units=["chau_o"]))
    before = snapshot()
    again = signed.post(reverse("merge"), whole)
    assert again.status_code == 200
    assert "seen" in again.context["choices"].errors
    assert difference(before, snapshot()) == []
    seen = re.search(r'name="seen" value="(\w+)"', again.content.decode())[1]
    assert signed.post(reverse("merge"), whole | {"seen": seen}).status_code == 302
    assert Succession.objects.count() == 2


def test_confirmed_twice_is_done_once(office, signed):
    office.assign(office.task(units=("chau_o", "binh_minh")))
    _page, whole = looked_at(signed, "merge", merger(office))
    answers = [signed.post(reverse("merge"), whole) for _time in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, reverse("successions"))] * 2
    assert (
        Succession.objects.count(),
        Entry.objects.filter(kind="reassign").count(),
        Unit.objects.filter(name="Đảng bộ xã Bình Hòa").count(),
    ) == (2, 2, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"on": "13/05/1024"}, "on"),
        ({"on": "31/02/2024"}, "on"),
        ({"name": ""}, "name"),
        ({"new": "committee"}, "new"),
        ({"new": "phu_nu"}, "name"),
        ({"olds": ["chau_o"]}, "__all__"),
        ({"olds": []}, "olds"),
        ({"olds": ["elsewhere", "chau_o"]}, "olds"),
        ({"on": "01/01/2020"}, "__all__"),
        ({"name": "x" * 201}, "name"),
        ({"key": "x"}, "key"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(office, signed, said, field):
    elsewhere = Unit.objects.create(name="Huyện ủy Trà Bồng", kind="committee", valid_from=START)
    office.units["elsewhere"] = Unit.objects.create(name="Xã khác", kind="subordinate", parent=elsewhere, valid_from=START)
    office.units["committee"] = office.committee
    said = dict(said)
    if isinstance(said.get("new"), str):
        said["new"] = office.units[said["new"]].pk
    if "olds" in said:
        said["olds"] = [office.units[name].pk for name in said["olds"]]
    before = snapshot()
    page = signed.post(reverse("merge"), merger(office, **said) | {"confirm": "yes"})
    assert (page.status_code, set(page.context["form"].errors)) == (200, {field})
    assert difference(before, snapshot()) == []
    looked_at(signed, "merge", merger(office))


def test_one_may_change_what_one_filled_in(office, signed):
    said = merger(office)
    page = signed.post(reverse("merge"), said | {"edit": "yes"})
    assert page.templates[0].name == "tasks/succession_create.html"
    assert page.context["form"]["name"].value() == said["name"]


def test_of_a_split_each_work_goes_where_its_select_says(office, signed):
    rows = [office.assign(office.task(label, units=["chau_o"]))[0] for label in ("I.1", "I.2", "I.3")]
    say(rows[2], "submit", "head", "2024-05-06")
    cells = [Unit.objects.create(name=f"Chi bộ {n}", kind="subordinate", parent=office.chau_o, valid_from=START) for n in (1, 2)]
    page, whole = looked_at(signed, "split", division(office))
    selects = set(re.findall(r'<select name="(\w+)"', page.content.decode()))
    assert selects == {"first", *(f"row_{row.pk}" for row in rows), *(f"unit_{cell.pk}" for cell in cells)}
    chosen = {f"row_{rows[0].pk}": 0, f"row_{rows[1].pk}": 1, f"row_{rows[2].pk}": 0, f"unit_{cells[0].pk}": 1, f"unit_{cells[1].pk}": 0}
    assert signed.post(reverse("split"), whole | chosen | {"first": 1, f"row_{rows[0].pk}": 9}).status_code == 200  # no such unit
    assert signed.post(reverse("split"), whole | chosen | {"first": 1}).status_code == 302
    east, west = (Unit.objects.get(name=name) for name in ("Đảng bộ phường Đông", "Đảng bộ phường Tây"))
    assert [Assignment.objects.get(pk=row.pk).unit for row in rows] == [east, west, office.chau_o]
    assert [Unit.objects.get(pk=cell.pk).parent for cell in cells] == [west, east]
    assert (Unit.objects.get(pk=office.chau_o.pk).heir, east.short_name, east.code) == (west, "Phường Đông", "ĐU")
    assert Choice.objects.count() == 2
    say(rows[2], "send_back", "board", "2024-05-14")
    tick(now=at("2024-05-14 09:05"), clock=lambda: at("2024-05-14 09:05"))
    assert Assignment.objects.get(pk=rows[2].pk).unit == east
    assert not list(problems())


@pytest.mark.parametrize(
    ("said", "field"),
    [({"lines": "Một"}, "__all__"), ({"lines": "a;b;c;d"}, "lines"), ({"lines": "Một\nMột"}, "lines"), ({"old": ""}, "old")],
)
def test_what_is_no_split_is_said(office, signed, said, field):
    page = signed.post(reverse("split"), division(office, **said))
    assert (page.status_code, set(page.context["form"].errors)) == (200, {field})
    looked_at(signed, "split", division(office, lines="Một", news=[office.binh_minh.pk]))


def test_a_day_to_come_is_kept_and_shown(office, signed):
    office.assign(office.task(units=("chau_o", "binh_minh")))
    _page, whole = looked_at(signed, "merge", merger(office, on="01/07/2024"))
    assert signed.post(reverse("merge"), whole).status_code == 302
    page = signed.get(reverse("successions"))
    assert len(page.context["to_come"]) == 2
    assert Assignment.objects.filter(unit__name="Đảng bộ xã Bình Hòa").count() == 0
    with time_machine.travel(at("2024-07-02"), tick=False):
        tick(now=at("2024-07-02"), clock=lambda: at("2024-07-02"))
        signed.force_login(office.office)
        page = signed.get(reverse("successions"))
    assert (len(page.context["to_come"]), len(page.context["page"].object_list)) == (0, 2)
    assert {row.unit.name for row in Assignment.objects.filter(period_start=START)} == {"Đảng bộ xã Bình Hòa"}


def test_open_work_of_units_that_are_gone_is_shown(office, signed):
    [row] = office.assign(office.task(units=["chau_o"]))
    Unit.objects.filter(pk=office.chau_o.pk).update(valid_until=date(2024, 5, 12))
    assert [one for one, _standing in signed.get(reverse("successions")).context["left"]] == [row]


def test_a_new_name_is_looked_at_then_confirmed(office, signed):
    said = {"key": str(uuid.uuid4()), "name": "Đảng bộ phường Châu Ổ", "short_name": "", "on": "01/05/2024", "decision": PAPER}
    where, before = reverse("unit-rename", args=[office.chau_o.pk]), snapshot()
    page = signed.post(where, said)
    assert (page.status_code, page.context["row"].name, difference(before, snapshot())) == (200, "Đảng bộ phường Châu Ổ", [])
    assert signed.post(where, said | {"edit": "yes"}).context["row"] is None
    for _twice in range(2):
        assert signed.post(where, said | {"confirm": "yes"}).url == reverse("successions")
    assert (UnitName.objects.count(), Unit.objects.get(pk=office.chau_o.pk).name) == (2, "Đảng bộ phường Châu Ổ")
    page = signed.post(where, said | {"key": str(uuid.uuid4()), "confirm": "yes"})
    assert set(page.context["form"].errors) == {"name"}
    page = signed.get(reverse("successions"))
    assert [row.name for row in page.context["names"]] == ["Đảng bộ phường Châu Ổ"]


def test_the_pages_cost_the_same_for_one_row_or_many(office, signed):
    """The list, and what is looked at before a merger and a split."""
    signed.get(reverse("password-change"))

    def costs():
        found = {}
        for what, ask in {
            "list": lambda: signed.get(reverse("successions")),
            "merger": lambda: signed.post(reverse("merge"), merger(office)),
            "split": lambda: signed.post(reverse("split"), division(office)),
            "merge form": lambda: signed.get(reverse("merge")),
            "split form": lambda: signed.get(reverse("split")),
            "name": lambda: signed.get(reverse("unit-rename", args=[office.chau_o.pk])),
        }.items():
            with CaptureQueriesContext(connection) as queries:
                assert ask().status_code == 200, what
            found[what] = len(queries)
        return found

    def furnish(times, name):
        for n in range(times):
            for label in ("I.1", "I.2"):
                task = office.task(label, units=("chau_o", "binh_minh"))
                task.addressees.create(unit=office.phu_nu, part="support")
                row = office.assign(task)[0]
            say(row, "submit", office.office, "2024-05-06", on_behalf_of=row.unit)
            task = office.task("I.5", units=["phu_nu"])
            task.addressees.create(unit=office.chau_o, part="support")
            office.assign(task)
            Unit.objects.create(name=f"Chi bộ {name}{n}", kind="subordinate", parent=office.chau_o, valid_from=START)
            gone = Unit.objects.create(name=f"Đã {name}{n}", kind="subordinate", parent=office.committee, valid_from=START)
            office.units["gone"] = gone
            office.assign(office.task("I.6", units=["gone"]))
            Unit.objects.filter(pk=gone.pk).update(valid_until=date(2024, 5, 1))
            olds = [Unit.objects.create(name=f"{name}{n}", kind="front", parent=office.committee, valid_from=START) for _two in range(2)]
            for day in (date(2024, 5, 2), date(2024, 8, 1)):
                Succession.objects.decide(
                    "merge", olds=olds[:1], news=[office.phu_nu], on=day, decision=PAPER, by=office.office, now=NOW, key=uuid.uuid4()
                )
                olds.pop(0)
            for day in (date(2024, 5, 2), date(2024, 8, 1)):
                named = Unit.objects.create(name=f"Tên {name}{n}", kind="front", parent=office.committee, valid_from=START)
                named.rename(name="Mới", on=day, decision=PAPER, by=office.office, now=NOW, key=uuid.uuid4())
            person = office.person(f"{name}{n}", office.chau_o)
            Appointment.objects.create(user=person, unit=office.binh_minh, role="member", valid_from=START)

    furnish(1, "a")
    few = costs()
    furnish(12, "b")
    assert costs() == few
    assert max(few.values()) <= 29, few
