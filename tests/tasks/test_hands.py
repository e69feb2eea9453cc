"""Work passes from hand to hand: a member, a new head, another unit, a successor; and supporting units do their part."""

import uuid
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tasks.models import Addressee, Assignment, Entry, Paper
from tasks.proof import problems
from tests.office import at, say
from units.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = date(2024, 5, 6)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-05-06 10:00"), tick=False):
        yield


@pytest.fixture
def row(office):
    return office.assign(office.task(units=["chau_o"]))[0]


def client(user):
    made = Client()
    made.force_login(user)
    return made


def fresh(user):
    """The same person at the next request: of whom nothing is remembered."""
    return User.objects.get(pk=user.pk)


def seen_by(user, on=TODAY):
    return list(Assignment.objects.visible_to(fresh(user), on=on))


# A member, a stand-in, an appointment that ends


def test_the_head_hands_work_to_a_member_and_still_answers_for_it(office, row):
    entry = say(row, "hand", office.head, "2024-05-06", person=office.member.appointments.get())
    assert (row.person.user, row.doer, entry.state) == (office.member, office.chau_o, "assigned")
    assert say(row, "log", office.head, "2024-05-06").state == "in_progress"
    assert say(row, "hand", office.head, "2024-05-06", person=None).person is None
    for person in (office.other.appointments.get(), office.board.appointments.get()):
        with pytest.raises(ValidationError):
            say(row, "hand", office.head, "2024-05-06", person=person)


def test_a_stand_in_heads_the_unit_from_a_day_to_a_day(office, row):
    stand_in = office.person("stand_in", office.chau_o, "head", since=date(2024, 5, 1), until=date(2024, 5, 10))
    with pytest.raises(PermissionDenied):
        say(row, "submit", fresh(stand_in), "2024-04-30")
    say(row, "log", fresh(stand_in), "2024-05-10")
    with pytest.raises(PermissionDenied):
        say(row, "submit", fresh(stand_in), "2024-05-11")
    assert say(row, "submit", office.head, "2024-05-11").by == office.head


def test_an_ended_appointment_ends_every_right_at_the_next_request(office, row):
    there = client(office.member)
    assert there.get(row.get_absolute_url()).status_code == 200
    office.member.appointments.update(valid_until=date(2024, 5, 5))
    assert there.get(row.get_absolute_url()).status_code == 404
    assert there.post(reverse("log", args=[row.pk]), {"text": "x"}).status_code == 404


# A new head


def test_a_new_head_takes_over_what_is_open_and_it_is_written_down(office, row):
    second = office.assign(office.task("I.4", units=["chau_o"]))[0]
    done = office.assign(office.task("I.5", units=["chau_o"]))[0]
    say(done, "submit", office.head, "2024-04-30")
    office.head.appointments.update(valid_until=date(2024, 4, 30))
    new = office.person("new_head", office.chau_o, "head", since=date(2024, 5, 1))
    assert set(Assignment.objects.to_take_over(new, on=TODAY)) == {row, second}
    assert not Assignment.objects.to_take_over(office.other, on=TODAY).exists()
    there = client(new)
    assert reverse("handover") in there.get(reverse("home")).content.decode()
    form = there.get(reverse("handover")).context["form"]
    data = {"seen": form["seen"].value(), "key": form["key"].value()}
    for _twice in range(2):
        assert there.post(reverse("handover-accept"), data).status_code == 302
    assert list(Entry.objects.filter(kind="take_over").values_list("by", flat=True)) == [new.pk, new.pk]
    assert not Assignment.objects.to_take_over(fresh(new), on=TODAY).exists()
    assert "Nothing is left to hand over." in there.get(reverse("handover")).content.decode()


def test_a_list_that_changed_is_not_taken_over_unseen(office, row):
    new = office.person("new_head", office.chau_o, "head", since=date(2024, 5, 1))
    there = client(new)
    form = there.get(reverse("handover")).context["form"]
    say(row, "urge", office.office, "2024-05-06", text="x")
    there.post(reverse("handover-accept"), {"seen": form["seen"].value(), "key": uuid.uuid4()})
    there.post(reverse("handover-accept"), {"seen": "", "key": ""})
    assert not Entry.objects.filter(kind="take_over").exists()


def test_what_was_handed_to_somebody_who_left_is_the_heads_to_see(office, row):
    say(row, "hand", office.head, "2024-05-02", person=office.member.appointments.get())
    assert not Assignment.objects.left_to(office.head, on=TODAY).exists()
    office.member.appointments.update(valid_until=date(2024, 5, 5))
    assert list(Assignment.objects.left_to(office.head, on=TODAY)) == [row]
    assert not Assignment.objects.left_to(office.office, on=TODAY).exists()
    assert reverse("hand", args=[row.pk]) in client(office.head).get(reverse("handover")).content.decode()


# Duties of persons


@pytest.fixture
def duty(office):
    """A duty of two leaders, of whom one has left since."""
    old = office.people["old"] = office.person("old", office.committee, "leader")
    task = office.task("II.2", units=())
    Addressee.objects.create(task=task, role="leader")
    rows = {row.doer: row for row in office.assign(task)}
    old.appointments.update(valid_until=date(2024, 5, 5))
    return rows[old]


def test_a_duty_of_somebody_who_left_passes_on_to_a_successor_who_accepts(office, duty):
    new = office.person("new", office.committee, "leader", since=date(2024, 5, 6))
    assert list(Assignment.objects.left_to(office.office, on=TODAY)) == [duty]
    where = reverse("handover-person", args=[duty.person_id])
    there = client(office.office)
    page = there.get(where)
    data = {"seen": page.context["form"]["seen"].value(), "key": uuid.uuid4(), "person": new.appointments.get().pk, "text": "Kế nhiệm."}
    for _twice in range(2):
        assert there.post(where, data).status_code == 302
    duty.refresh_from_db()
    assert (duty.doer, duty.state, duty.opened_for_person.user) == (new, "assigned", office.old)
    assert Entry.objects.filter(kind="reassign").count() == 1
    assert say(duty, "receive", fresh(new), "2024-05-06").state == "in_progress"
    assert duty in seen_by(new)
    assert not Assignment.objects.left_behind(on=TODAY).exists()
    assert not list(problems())


def test_a_duty_passes_to_nobody_whose_appointment_does_not_hold(office, duty):
    gone = office.person("gone", office.committee, "leader", until=date(2024, 5, 1))
    for person in (gone.appointments.get(), None):
        with pytest.raises(ValidationError):
            say(duty, "reassign", office.office, "2024-05-06", person=person, text="x")
    assert client(office.board).get(reverse("handover-person", args=[duty.person_id])).status_code == 404


# Another unit


def test_the_former_unit_reads_up_to_the_handover_and_no_further(office, row):
    say(row, "log", office.head, "2024-05-02", text="Của Châu Ổ", evidence=[Paper("1-BC/ĐU")])
    say(row, "reassign", office.office, "2024-05-03", unit=office.binh_minh, text="Đúng địa bàn.")
    say(row, "log", office.other, "2024-05-06", text="Của Bình Minh", percent=80)
    assert seen_by(office.head) == []
    assert seen_by(office.other) == [row]
    there = client(office.head)
    page = there.get(row.get_absolute_url())
    words = page.content.decode()
    assert "Của Châu Ổ" in words
    assert "Đúng địa bàn." in words
    assert "Của Bình Minh" not in words
    assert (page.context["assignment"].percent, page.context["forms"]) == (0, [])
    assert there.get(reverse("log", args=[row.pk])).status_code == 404
    assert row.code in there.get(reverse("passed-on")).content.decode()
    assert there.get(reverse("assignments")).context["rows"] == []
    assert client(office.women).get(row.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        say(row, "log", office.head, "2024-05-06")


def test_work_passes_to_no_unit_that_is_not_there(office, row):
    gone = type(office.chau_o).objects.create(
        name="Đã giải thể", kind="subordinate", parent=office.committee, valid_from=date(2020, 1, 1), valid_until=date(2024, 5, 1)
    )
    elsewhere = type(office.chau_o).objects.create(name="Huyện khác", kind="committee", valid_from=date(2020, 1, 1))
    for unit in (gone, elsewhere, None, office.chau_o):
        with pytest.raises(ValidationError):
            say(row, "reassign", office.office, "2024-05-06", unit=unit, text="x")
    assert row.unit == office.chau_o


# Supporting units


@pytest.fixture
def supported(office):
    """Work of Châu Ổ that the women's union must support and Bình Minh may."""
    task = office.task(units=["chau_o"])
    Addressee.objects.create(task=task, unit=office.phu_nu, part="support", required=True)
    Addressee.objects.create(task=task, unit=office.binh_minh, part="support")
    return office.assign(task)[0]


def part(row, unit):
    return row.parts.get(unit=unit).pk


def report(row, unit, by, day="2024-05-03", **more):
    said = {"part": part(row, unit), "text": "Đã làm phần mình.", "happened_on": date.fromisoformat(day), "is_done": True, **more}
    return say(row, "support", by, day, **said)


def test_the_lead_cannot_report_done_while_a_required_part_is_missing(office, supported):
    with pytest.raises(ValidationError) as refused:
        say(supported, "submit", office.head, "2024-05-02")
    assert refused.value.code == "parts"
    assert "Hội Liên hiệp Phụ nữ huyện" in str(refused.value.messages)
    report(supported, office.phu_nu, office.women, is_done=False)
    with pytest.raises(ValidationError):
        say(supported, "submit", office.head, "2024-05-03")
    report(supported, office.phu_nu, office.women)
    assert say(supported, "submit", office.head, "2024-05-04").state == "submitted"
    assert not list(problems())


def test_a_part_is_reported_by_its_unit_or_the_office_for_it(office, supported):
    for by in (office.head, office.board, office.other):
        with pytest.raises(PermissionDenied):
            report(supported, office.phu_nu, by)
    with pytest.raises(PermissionDenied):
        report(supported, office.phu_nu, office.office, on_behalf_of=office.binh_minh)
    entry = report(supported, office.phu_nu, office.office, on_behalf_of=office.phu_nu, channel="telephone")
    assert (entry.part_unit, entry.part_done_on, entry.state) == (office.phu_nu, date(2024, 5, 3), "assigned")
    with pytest.raises(ValidationError):
        say(supported, "support", office.women, "2024-05-04", part=999_999, text="x", happened_on=date(2024, 5, 4))


def test_a_part_that_comes_back_is_missing_again(office, supported):
    with pytest.raises(ValidationError):
        say(supported, "return_part", office.head, "2024-05-03", part=part(supported, office.phu_nu), text="x")
    report(supported, office.phu_nu, office.women)
    say(supported, "return_part", office.head, "2024-05-04", part=part(supported, office.phu_nu), text="Thiếu danh sách.")
    with pytest.raises(ValidationError):
        say(supported, "submit", office.head, "2024-05-05")


def test_a_part_passes_to_another_unit(office, supported):
    pk = part(supported, office.phu_nu)
    say(supported, "pass_part", office.office, "2024-05-03", part=pk, unit=office.tuyen_giao, text="x")
    assert supported.parts.get(pk=pk).unit == office.tuyen_giao
    assert supported not in seen_by(office.women)
    assert supported in seen_by(office.board_head)
    with pytest.raises(PermissionDenied):
        say(supported, "support", office.women, "2024-05-04", part=pk, text="x", happened_on=date(2024, 5, 4))
    assert not list(problems())


def test_the_page_shows_each_part_and_what_its_reader_does_about_it(office, supported):
    def links(user):
        parts = client(user).get(supported.get_absolute_url()).context["parts"]
        return {row.unit: [str(words) for words, _href in found] for row, found in parts}

    assert links(office.women) == {office.phu_nu: ["Report on this part"], office.binh_minh: []}
    assert links(office.leader) == {office.phu_nu: [], office.binh_minh: []}
    report(supported, office.phu_nu, office.women)
    assert links(office.head) == {office.phu_nu: ["Send this part back"], office.binh_minh: []}
