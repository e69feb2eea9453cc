"""Bulk work: what would happen, what cannot and why; all or nothing; sent twice it is done once."""

import uuid

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tasks.models import Addressee, Assignment, Entry
from tasks.models.ending import shown
from tasks.models.many import MOST, do_to_all, sort_out
from tasks.proof import problems
from tests.office import at, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = at("2024-05-06 10:00")
MANY = reverse("many")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rows(office):
    """Three open, one submitted."""
    found = office.assign(office.task(units=["chau_o", "binh_minh", "phu_nu", "tuyen_giao"]))
    submitted = next(row for row in found if row.unit == office.tuyen_giao)
    say(submitted, "submit", office.board_head, "2024-04-08")
    return [*(row for row in found if row != submitted), submitted]


def client(office, who):
    made = Client()
    made.force_login(getattr(office, who))
    return made


def preview(office, who, verb, rows, **more):
    """The page that says what would happen."""
    return client(office, who).post(MANY, {"verb": verb, "row": [row.pk for row in rows], **more})


def confirmed(office, who, page, **said):
    """The deed, with what the page carried."""
    form = page.context["form"]
    data = {"verb": form["verb"].value(), "seen": form["seen"].value(), "key": form["key"].value(), "confirm": "1"}
    return client(office, who).post(MANY, data | said)


def kinds():
    return sorted(Entry.objects.exclude(kind__in=["assign", "submit"]).values_list("kind", flat=True))


def test_the_preview_says_what_would_happen_and_what_cannot_and_why(office, rows):
    page = preview(office, "office", "reschedule", rows)
    assert [row for row, _standing in page.context["rows"]] == rows[:3]
    assert [(row, str(why)) for row, why in page.context["cannot"]] == [(rows[3], "Waiting for verification")]
    assert kinds() == [], "nothing is done yet"


@pytest.mark.parametrize(
    ("verb", "said", "number"),
    [
        ("urge", {"text": "Đề nghị báo cáo."}, 3),
        ("reschedule", {"text": "Lùi họp.", "due_on": "28/06/2024"}, 3),
        ("withdraw", {"text": "Thay văn bản."}, 4),
        ("reassign", {"text": "Chuyển."}, 3),
    ],
)
def test_it_is_done_to_all_that_can(office, rows, verb, said, number):
    if verb == "reassign":
        said["unit"] = office.van_phong.pk
    answer = confirmed(office, "office", preview(office, "office", verb, rows), **said)
    assert answer.status_code == 302
    assert kinds() == [verb] * number
    assert not list(problems())


def test_the_form_sent_twice_is_done_once(office, rows):
    page = preview(office, "office", "urge", rows)
    for _twice in range(2):
        assert confirmed(office, "office", page, text="Đề nghị báo cáo.").status_code == 302
    assert kinds() == ["urge"] * 3


def test_one_that_refuses_leaves_all_as_they_were_and_is_named(office, rows):
    """15/4 lies before the start of the one, not of the others."""
    task = office.task("I.4", units=["chau_o"], starts_on=at("2024-05-01").date(), cadence="once")
    [late] = office.assign(task, "2024-05-01")
    page = preview(office, "office", "reschedule", [*rows, late])
    answer = confirmed(office, "office", page, text="x", due_on="15/04/2024")
    assert answer.status_code == 200
    assert f"{late.code}: The date lies before the start." in answer.content.decode()
    assert kinds() == []


def test_a_row_that_somebody_changed_meanwhile_leaves_all_as_they_were(office, rows):
    page = preview(office, "office", "urge", rows)
    say(rows[0], "log", rows[0].unit.appointments.get(role="head").user, "2024-05-06")
    answer = confirmed(office, "office", page, text="x")
    assert f"{rows[0].code} was changed by somebody meanwhile." in answer.content.decode()
    assert kinds() == ["log"]
    assert confirmed(office, "office", answer, text="x").status_code == 302, "the page shows the new version: confirm again"
    assert kinds() == ["log", "urge", "urge", "urge"]


def test_all_of_a_filtered_list_can_be_taken_and_no_more(office, rows):
    page = preview(office, "office", "urge", [], all="1", query=f"unit={office.chau_o.pk}")
    assert [row.unit for row, _standing in page.context["rows"]] == [office.chau_o]


def test_the_board_urges_and_does_no_more_and_a_unit_nothing(office, rows):
    assert confirmed(office, "board", preview(office, "board", "urge", rows), text="x").status_code == 302
    assert preview(office, "board", "withdraw", rows).status_code == 403
    assert preview(office, "head", "urge", rows).status_code == 403
    assert preview(office, "office", "verify", rows).status_code == 404, "verifying goes one by one, on purpose"
    assert [verb for verb, _words in client(office, "board").get(reverse("assignments")).context["verbs"]] == ["urge"]
    assert client(office, "head").get(reverse("assignments")).context["verbs"] == []
    assert kinds() == ["urge"] * 3


def test_what_is_not_seen_is_not_touched(office, rows):
    """A unit's head who is the board too sees its own; rows of others are not even counted."""
    assert preview(office, "office", "urge", []).status_code == 302
    with pytest.raises(PermissionDenied):
        do_to_all("urge", {rows[0].pk: 1}, by=office.head, now=NOW, key=uuid.uuid4(), text="x")
    with pytest.raises(PermissionDenied):
        do_to_all("verify", {rows[3].pk: 2}, by=office.board, now=NOW, key=uuid.uuid4())
    with pytest.raises(ValidationError):
        do_to_all("urge", {rows[0].pk: 1, 999_999: 1}, by=office.office, now=NOW, key=uuid.uuid4(), text="x")
    assert kinds() == []


def test_a_reason_that_is_missing_and_rubbish_are_answered_on_the_page(office, rows):
    page = preview(office, "office", "withdraw", rows)
    answer = confirmed(office, "office", page, text=" ")
    assert answer.context["form"].errors == {"text": ["Give the reason."]}
    assert client(office, "office").post(MANY, {"verb": "urge", "row": ["x", "9" * 30, "-1"], "seen": "1:a,,"}).status_code == 302
    assert kinds() == []


def test_too_many_at_once_are_refused(office, rows, monkeypatch):
    monkeypatch.setattr("tasks.views.many.MOST", 2)
    answer = client(office, "office").post(MANY, {"verb": "urge", "row": [row.pk for row in rows]}, follow=True)
    assert "At most 2 rows at once" in answer.content.decode()
    assert MOST == 500


def test_a_duty_of_a_person_is_passed_on_by_itself(office):
    task = office.task("II.2", units=())
    Addressee.objects.create(task=task, role="leader")
    office.assign(task)
    found = sort_out("reassign", Assignment.objects.all(), office.office, on=NOW.date())
    assert (found.can, len(found.cannot)) == ([], 1)


def test_what_a_withdrawal_touches_is_listed_before_it_is_done(office, rows):
    where = reverse("task-withdraw", args=[rows[0].task_id])
    page = client(office, "office").get(where)
    assert [row for row, _standing in page.context["rows"]] == sorted(rows, key=lambda row: row.pk)
    data = {"key": uuid.uuid4(), "text": "Thay văn bản.", "seen": page.context["form"]["seen"].value()}
    say(rows[0], "log", rows[0].unit.appointments.get(role="head").user, "2024-05-06")
    again = client(office, "office").post(where, data)
    assert "The list has changed meanwhile" in again.content.decode()
    data["seen"] = again.context["form"]["seen"].value()
    assert data["seen"] == shown(list(Assignment.objects.all()))
    assert client(office, "office").post(where, data).status_code == 302
    assert kinds() == ["log", *["withdraw"] * 4]
