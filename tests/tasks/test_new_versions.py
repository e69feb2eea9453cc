"""A new version of a document on file: recognised, compared, confirmed; the old one keeps its tasks."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from resolutions.models import Intake, Resolution
from tasks.models import Assignment, Task
from tests.office import SAMPLE, at
from tests.tasks.desk import NEW, follow, head, part, read, ready

pytestmark = pytest.mark.django_db
NOW = at("2024-05-06 10:00")
OLD = SAMPLE.read_text()


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, office):
    client.force_login(office.office)
    return client


def taken(intake, label):
    return [task["take"] for task in part(intake, label)["tasks"]]


def test_it_is_known_by_issuer_kind_number_and_date(desk, office):
    Resolution.objects.update(number="215-KL/HU", issued_on="2024-04-05", without_number=False, without_date=False)
    dated = NEW.replace("Số 215-KL/HU", "Số 215-KL/HU\nBình Sơn, ngày 05 tháng 4 năm 2024")
    assert read(desk, dated).replaces == office.resolution
    other_year = dated.replace("tháng 4 năm 2024", "tháng 4 năm 2029")
    assert read(desk, other_year).replaces is None, "numbers start anew with each term"


def test_without_number_a_person_says_so_and_the_subject_is_the_hint(desk, office):
    intake = read(desk, NEW)
    assert intake.replaces is None
    page = desk.get(intake.get_absolute_url())
    assert page.context["perhaps"] == office.resolution
    other = read(desk, NEW.replace("sơ kết 03 năm", "tổng kết 05 năm"))
    assert desk.get(other.get_absolute_url()).context["perhaps"] is None
    follow(desk, intake, office.resolution)
    assert desk.get(intake.get_absolute_url()).context["perhaps"] is None


def test_what_goes_on_is_not_proposed_again_unless_a_person_ticks_it(desk, office):
    office.task("I.3")
    office.task("I.6")
    ended = office.task("II.1")
    ended.withdraw(by=office.office, now=NOW, key=uuid.uuid4(), text="x", seen="")
    intake = follow(desk, read(desk, NEW), office.resolution)
    assert (taken(intake, "I.3"), taken(intake, "I.6")) == ([False], [False] * 3)
    assert (taken(intake, "I.4"), taken(intake, "II.1")) == ([True], [True]), "nothing goes on there"
    assert head(desk, intake, replaces="").status_code == 302
    assert (taken(intake, "I.3"), taken(intake, "I.6")) == ([True], [True] * 3), "a document of its own after all"


def test_each_change_of_an_order_is_confirmed_before_it_is_in_force(desk, office):
    task = office.task("I.6")
    given = office.assign(task)
    dropped = NEW.replace(OLD[OLD.index("5. Tập trung") : OLD.index("6. Tiếp tục")], "")
    intake = follow(desk, read(desk, dropped), office.resolution)
    address = reverse("intake-changes", args=[intake.pk])
    page = desk.get(address)
    kinds = {(one.change.kind, one.change.was): one for one in page.context["found"] if one.change.kind != "same"}
    assert set(kinds) == {("changed", "I.6"), ("removed", "I.5")}
    assert [one.pk for one in kinds["changed", "I.6"].tasks] == [task.pk]
    shown = page.content.decode()
    assert "<del>các</del> <ins>ít nhất 05</ins>" in " ".join(shown.split())
    ready(office, intake)
    enter = reverse("intake-enter", args=[intake.pk])
    number = {"number": "215-KL/HU", "without_date": "on"}
    for looked_at, status in (([], 200), (["new:I.6"], 200), (["new:I.6", "old:I.5"], 302)):
        intake.refresh_from_db()
        desk.post(address, {"seen": intake.number, "looked_at": looked_at})
        intake.refresh_from_db()
        assert desk.post(enter, number | {"seen": intake.number}).status_code == status, looked_at
    new = Resolution.objects.get(replaces=office.resolution)
    assert (new.version, new.state, new.number) == (2, "in_force", "215-KL/HU")
    task.refresh_from_db()
    assert task.provision.resolution == office.resolution, "a task quotes the version it came from"
    assert set(Assignment.objects.filter(task=task)) == set(given)
    assert not Task.objects.filter(provision__resolution=new, provision__label="I.6").exists()


def test_both_versions_say_so_and_everybody_sees_what_changed(desk, client, office):
    office.task("I.6", title="Việc đang làm")
    intake = follow(desk, read(desk, NEW), office.resolution)
    desk.post(reverse("intake-changes", args=[intake.pk]), {"seen": intake.number, "looked_at": ["new:I.6"]})
    ready(office, intake)
    number = {"number": "215-KL/HU", "without_date": "on", "seen": intake.number}
    assert desk.post(reverse("intake-enter", args=[intake.pk]), number).status_code == 302
    new = Resolution.objects.get(replaces=office.resolution)
    for user in (office.office, office.board, office.leader, office.head, office.inspector):
        client.force_login(user)
        assert client.get(office.resolution.get_absolute_url()).context["after"] == new
        page = client.get(new.get_absolute_url())
        assert office.resolution.get_absolute_url() in page.content.decode()
        going_on = {one.label: [task.title for task in one.earlier_tasks] for one in page.context["provisions"] if one.earlier_tasks}
        assert going_on == ({} if user == office.head else {"I.6": ["Việc đang làm"]})
        page = client.get(reverse("document-changes", args=[new.pk]))
        assert [one.change.label for one in page.context["found"] if one.change.kind != "same"] == ["I.6"]
        tasks = [task.title for one in page.context["found"] for task in one.tasks]
        assert tasks == ([] if user == office.head else ["Việc đang làm"]), "not given yet: the unit does not know of it"


def test_a_version_is_replaced_once(desk, office):
    first, second = (follow(desk, read(desk, text), office.resolution) for text in (NEW, NEW + "\n\n"))
    for intake, status in ((first, 302), (second, 200)):
        desk.post(reverse("intake-changes", args=[intake.pk]), {"seen": intake.number, "looked_at": ["new:I.6"]})
        ready(office, intake)
        number = {"number": "215-KL/HU", "without_date": "on", "seen": intake.number}
        answer = desk.post(reverse("intake-enter", args=[intake.pk]), number)
        assert answer.status_code == status
    assert "đã có phiên bản mới hơn" in answer.content.decode()
    assert Intake.objects.get(pk=second.pk).resolution is None, "nothing of it is lost"
