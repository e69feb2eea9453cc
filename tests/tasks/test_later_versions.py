"""New versions of a document that came in with its tasks: nothing is given twice, nothing taken for looked at that was not."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from resolutions.models import Resolution
from tasks.forms.entering import Preview, enter
from tasks.models import Assignment, Task
from tests.office import SAMPLE, Office, at
from tests.tasks.desk import NEW, follow, head, page_of, part, read, ready, sent

pytestmark = pytest.mark.django_db
NOW = at("2024-05-06 10:00")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def made():
    return Office.make()


@pytest.fixture
def desk(client, made):
    client.force_login(made.office)
    return client


@pytest.fixture
def intake(desk, made):
    return ready(made, read(desk, SAMPLE.read_text()))


def test_of_a_third_version_too_nothing_that_goes_on_is_given_again(desk, made, intake):
    enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)
    tasks, given = Task.objects.count(), Assignment.objects.count()
    before = Resolution.objects.get()
    for text, number in ((NEW, 215), (NEW.replace("05 mô hình", "06 mô hình"), 216)):
        version = ready(made, follow(desk, read(desk, text), before))
        desk.post(reverse("intake-changes", args=[version.pk]), {"seen": version.number, "looked_at": ["new:I.6"]})
        version.refresh_from_db()
        before = enter(version, by=made.office, now=NOW, seen=version.number, number=f"{number}-KL/HU", without_date=True)
        assert (Task.objects.count(), Assignment.objects.count()) == (tasks, given), number
    assert before.version == 3


def test_work_made_under_the_old_version_meanwhile_is_noticed(desk, made, intake):
    before = enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)
    Task.objects.get(provision__label="I.4").halt(by=made.office, now=NOW, key=uuid.uuid4(), day=NOW.date(), reason="x", is_final=True)
    version = ready(made, follow(desk, read(desk, NEW), before))
    assert [task["take"] for task in part(version, "I.4")["tasks"]] == [True]
    assert not Preview(version, on=NOW.date()).faults
    made.resolution = before
    made.task("I.4")
    [(_sentence, [one])] = Preview(version, on=NOW.date()).faults
    assert one.part["label"] == "I.4"


def test_what_a_person_did_not_want_stays_so_through_versions(desk, made, intake):
    before = enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)
    version = read(desk, NEW)
    part(version, "I.2")["tasks"][1]["take"] = False
    version.save()
    for replaces, ticks in ((before.pk, [False, False]), ("", [True, False])):
        assert head(desk, version, replaces=replaces).status_code == 302
        assert [task["take"] for task in part(version, "I.2")["tasks"]] == ticks


def test_what_was_checked_before_it_was_a_new_version_is_looked_at_again(desk, made, intake):
    before = enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)
    version = ready(made, read(desk, NEW))
    assert desk.post(page_of(version, "I.6"), sent(desk.get(page_of(version, "I.6")))).status_code == 302
    version.refresh_from_db()
    assert part(version, "I.6")["checked"]
    follow(desk, version, before)
    assert [one.name for one in Preview(version, on=NOW.date()).unconfirmed] == ["new:I.6"]
    for looked_at, left in ((["new:I.6"], []), ([], ["new:I.6"])):
        desk.post(reverse("intake-changes", args=[version.pk]), {"seen": version.number, "looked_at": looked_at})
        version.refresh_from_db()
        assert [one.name for one in Preview(version, on=NOW.date()).unconfirmed] == left, "a tick may be taken back"


def test_a_number_is_on_file_once_but_for_versions_of_one_document(desk, made, intake):
    enter(intake, by=made.office, now=NOW, seen=intake.number, number="7-KL/HU", issued_on=at("2024-04-05").date())
    other = ready(made, read(desk, NEW))
    form = {"seen": other.number, "number": "7-KL/HU", "issued_on": "05/04/2024"}
    page = desk.post(reverse("intake-enter", args=[other.pk]), form)
    assert "Đã có văn bản cùng cơ quan ban hành" in page.content.decode()
    assert Resolution.objects.count() == 1
    follow(desk, other, Resolution.objects.get())
    desk.post(reverse("intake-changes", args=[other.pk]), {"seen": other.number, "looked_at": ["new:I.6"]})
    other.refresh_from_db()
    assert desk.post(reverse("intake-enter", args=[other.pk]), form | {"seen": other.number}).status_code == 302


def test_the_head_keeps_its_version_even_where_that_was_replaced_meanwhile(desk, made, intake):
    before = enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)
    first, second = (ready(made, follow(desk, read(desk, text), before)) for text in (NEW, NEW + "\n\n"))
    desk.post(reverse("intake-changes", args=[first.pk]), {"seen": first.number, "looked_at": ["new:I.6"]})
    first.refresh_from_db()
    enter(first, by=made.office, now=NOW, seen=first.number, number="215-KL/HU", without_date=True)
    assert head(desk, second, signer="Nguyễn Văn A").status_code == 302
    assert second.replaces == before
    assert [task["take"] for task in part(second, "I.3")["tasks"]] == [False]
