"""A document on its way in, through its pages: read, checked beside the text, put in force with its tasks."""

import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from resolutions.models import Intake, Resolution
from tasks.models import Assignment, Task
from tests.office import SAMPLE, Office, at
from tests.tasks.desk import part, sent
from units.models import Unit

pytestmark = pytest.mark.django_db
NOW = at("2024-04-02 10:00")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people():
    made = Office.make()
    Unit.objects.create(name="UBND huyện Bình Sơn", kind="government", parent=made.committee, valid_from=at("2020-01-01").date(), code="X")
    return made


@pytest.fixture
def desk(client, people):
    client.force_login(people.office)
    return client


@pytest.fixture
def intake(desk):
    answer = desk.post(reverse("document-read"), {"text": SAMPLE.read_text(), "key": uuid.uuid4()})
    found = Intake.objects.get()
    assert answer.url == found.get_absolute_url()
    return found


def test_what_is_read_waits_on_the_desk_and_nothing_of_it_holds(desk, intake):
    page = desk.get(intake.get_absolute_url()).content.decode()
    for label in ("I.1", "I.6", "II.1", "II.2", "I.~9"):
        assert f">{label}</a>" in page
    assert not Resolution.objects.exists()
    assert part(intake, "I.2")["tasks"][0]["fields"]["cadence_note"] == "hằng năm"
    assert part(intake, "II.1")["tasks"][0]["fields"]["unit_kinds"] == ["advising", "front", "government", "subordinate"]
    for place in ("document-read", "home"):
        assert intake.get_absolute_url() in desk.get(reverse(place)).content.decode()


def test_the_same_form_or_the_same_bytes_give_one(desk, intake, people):
    for key in (intake.key, uuid.uuid4()):
        assert desk.post(reverse("document-read"), {"text": SAMPLE.read_text(), "key": key}).url == intake.get_absolute_url()
    assert Intake.objects.count() == 1


def test_a_part_is_corrected_by_one_and_not_by_two_at_once(desk, intake):
    row = part(intake, "I.2")
    address = reverse("intake-part", args=[intake.pk, row["id"]])
    page = desk.get(address)
    data = sent(page, **{"t0-title": "Học tập chuyên đề năm", "t2-take": ""})
    assert desk.post(address, data).status_code == 302
    intake.refresh_from_db()
    row = part(intake, "I.2")
    assert (row["checked"], row["tasks"][0]["fields"]["title"], [task["take"] for task in row["tasks"]]) == (
        True, "Học tập chuyên đề năm", [True, True, False],
    )  # fmt: skip
    assert row["tasks"][0]["when"], "what the text says stays beside it"
    again = desk.post(address, data | {"t0-title": "Của người khác"})
    assert again.status_code == 409
    assert "Của người khác" in again.content.decode()
    intake.refresh_from_db()
    assert part(intake, "I.2")["tasks"][0]["fields"]["title"] == "Học tập chuyên đề năm"


def test_what_came_too_late_can_be_saved_once_it_was_looked_at(desk, intake):
    """What somebody else saved is shown; a task that was moved to another part meanwhile is not doubled."""
    row = part(intake, "I.2")
    address = reverse("intake-part", args=[intake.pk, row["id"]])
    late = sent(desk.get(address), **{"t0-title": "Của người sau"})
    assert desk.post(address, sent(desk.get(address), **{"t0-title": "Của người trước"})).status_code == 302
    refused = desk.post(address, late)
    assert (refused.status_code, refused.context["others"]) == (409, [("Việc phải làm", "Của người trước")])
    assert desk.post(address, sent(refused)).status_code == 302
    late = sent(desk.get(address), **{"t0-title": "Của người thứ ba"})
    intake.refresh_from_db()
    at_, _sentence = intake.places_to_split(row)[-1]
    desk.post(reverse("intake-split", args=[intake.pk, row["id"]]), {"seen": intake.number, "at": at_})
    refused = desk.post(address, late)
    assert refused.status_code == 409
    assert [label for label, _words in refused.context["others"]] == ["Việc phải làm", "Nhiệm vụ không còn ở mục này"]
    assert desk.post(address, sent(refused)).status_code == 302
    intake.refresh_from_db()
    titles = [task["fields"]["title"] for one in intake.parts for task in one["tasks"] if one["label"].startswith("I.2")]
    assert (len(titles), titles[0]) == (3, "Của người thứ ba")


def test_whoever_the_text_names_is_not_everybody(desk, intake):
    """Somebody who is not known here: kept, but not right, until a person says who it is; what holds for all is for where nobody is named."""
    desk.post(intake.get_absolute_url(), {"seen": intake.number, "unit_kinds": ["front"]})
    row = part(intake, "I.2")
    assert [one["text"] for one in row["tasks"][2]["whom"]] == ["Cán bộ, đảng viên"]
    address = reverse("intake-part", args=[intake.pk, row["id"]])
    refused = desk.post(address, sent(desk.get(address), next="1"))
    assert "không biết ở đây" in refused.content.decode()
    assert desk.post(address, sent(desk.get(address))).status_code == 302
    intake.refresh_from_db()
    assert part(intake, "I.2")["checked"] is False
    new = sent(desk.get(f"{address}?more=1"), **{"t2-unit_kinds": ["subordinate"], "t3-title": "Việc thêm"}, next="1")
    assert desk.post(address, new).status_code == 302, "of a task more nobody is named"
    intake.refresh_from_db()
    assert part(intake, "I.2")["checked"] is True


def test_parts_are_split_and_joined_and_keep_every_word(desk, intake):
    row = part(intake, "I.2")
    words, tasks = intake.words(row), len(row["tasks"])
    at_, _sentence = intake.places_to_split(row)[-1]
    desk.post(reverse("intake-split", args=[intake.pk, row["id"]]), {"seen": intake.number, "at": at_})
    intake.refresh_from_db()
    one, two = part(intake, "I.2"), part(intake, "I.2/2")
    assert intake.words(one) + intake.words(two) == words
    assert len(one["tasks"]) + len(two["tasks"]) == tasks
    desk.post(reverse("intake-join", args=[intake.pk, two["id"]]), {"seen": intake.number})
    intake.refresh_from_db()
    assert intake.words(part(intake, "I.2")) == words
    stale = desk.post(reverse("intake-join", args=[intake.pk, one["id"]]), {"seen": 1}, follow=True)
    assert "alert" in stale.content.decode()


def test_it_is_put_in_force_with_its_tasks_in_one_go(desk, intake, people):
    enter = reverse("intake-enter", args=[intake.pk])
    number = {"without_number": "on", "without_date": "on"}
    assert desk.post(enter, number | {"seen": intake.number}).status_code == 200
    assert not Resolution.objects.exists(), "no rhythm was chosen yet"
    desk.post(intake.get_absolute_url(), {"seen": intake.number, "cadence": "quarterly", "supervising_unit": people.tuyen_giao.pk})
    intake.refresh_from_db()
    row = part(intake, "I.2")
    address = reverse("intake-part", args=[intake.pk, row["id"]])
    desk.post(address, sent(desk.get(address), **{"t2-unit_kinds": ["subordinate"]}))
    intake.refresh_from_db()
    done = desk.post(enter, number | {"seen": intake.number})
    document = Resolution.objects.get()
    assert done.url == document.get_absolute_url()
    assert (document.state, document.in_force_by, document.source_name) == ("in_force", people.office, "van-ban.txt")
    with document.source.open() as source:
        assert source.read().decode() == SAMPLE.read_text()
    assert {task.provision.label for task in Task.objects.select_related("provision")} == {
        *(f"I.{n}" for n in range(1, 7)), "II.1", "II.2",
    }  # fmt: skip
    assert Task.objects.get(provision__label="I.3").cadence_note
    assert Assignment.objects.filter(task__provision__label="II.1").count() == 6
    tasks, given = Task.objects.count(), Assignment.objects.count()
    again = desk.post(enter, number | {"seen": intake.number})
    assert again.url == document.get_absolute_url()
    assert (Task.objects.count(), Assignment.objects.count()) == (tasks, given)
    assert desk.post(reverse("document-read"), {"text": SAMPLE.read_text(), "key": uuid.uuid4()}).url == document.get_absolute_url()


def test_nothing_is_left_of_it_where_one_task_fails(desk, intake, people, monkeypatch):
    desk.post(intake.get_absolute_url(), {"seen": intake.number, "cadence": "quarterly", "supervising_unit": people.tuyen_giao.pk})
    intake.refresh_from_db()
    part(intake, "I.2")["tasks"][2]["take"] = False
    intake.save()

    def fails(self, **_told):
        raise ValidationError("Không giao được.")

    monkeypatch.setattr(Task, "assign", fails)
    number = {"without_number": "on", "without_date": "on", "seen": intake.number}
    page = desk.post(reverse("intake-enter", args=[intake.pk]), number)
    assert "Không giao được." in page.content.decode()
    assert not Resolution.objects.exists()
    assert not Task.objects.exists()
    monkeypatch.undo()
    assert desk.post(reverse("intake-enter", args=[intake.pk]), number).status_code == 302


@pytest.mark.parametrize("name", ["head", "board", "leader", "inspector"])
def test_it_is_the_offices_own_desk(client, desk, intake, people, name):
    client.force_login(getattr(people, name))
    for address in ("intake", "intake-head", "intake-enter"):
        assert client.get(reverse(address, args=[intake.pk])).status_code == 404
    assert client.post(reverse("intake-discard", args=[intake.pk])).status_code == 404
    assert Intake.objects.exists()


def test_it_is_thrown_away(desk, intake):
    assert desk.post(reverse("intake-discard", args=[intake.pk])).url == reverse("document-read")
    assert not Intake.objects.exists()


def test_what_was_passed_over_becomes_a_part_of_its_own(desk, intake):
    address = reverse("intake-add", args=[intake.pk])
    page = desk.get(address)
    choices = dict(page.context["form"].fields["at"].choices)
    covered = [(one["start"], one["end"]) for one in intake.parts]
    assert choices
    assert not any(start <= at_ < end for at_ in choices for start, end in covered)
    at_ = next(at_ for at_, words in choices.items() if words.startswith("Tại Hội nghị Huyện ủy"))
    answer = desk.post(address, {"seen": intake.number, "at": at_})
    intake.refresh_from_db()
    new = part(intake, "+1")
    assert answer.url == reverse("intake-part", args=[intake.pk, new["id"]]) + "?more=1"
    assert intake.words(new).startswith("Tại Hội nghị Huyện ủy ngày 28/3/2024")
    assert intake.parts[0] is new, "in reading order"
    data = sent(desk.get(answer.url), **{"t0-title": "Việc bị bỏ sót", "t0-unit_kinds": ["front"], "t0-cadence": "once"})
    assert desk.post(answer.url, data).status_code == 302
    intake.refresh_from_db()
    [task] = part(intake, "+1")["tasks"]
    assert (task["fields"]["title"], task["start"], task["end"]) == ("Việc bị bỏ sót", new["start"], new["end"])
    again = desk.post(address, {"seen": intake.number, "at": at_})
    assert again.status_code == 200, "it is in a part already"
    assert len([one for one in intake.parts if one["label"].startswith("+")]) == 1


def test_head_and_foot_are_corrected_with_the_documents_it_names(desk, intake):
    address = reverse("intake-head", args=[intake.pk])
    said = {field.name: field.value() for field in desk.get(address).context["form"] if field.value() is not None}
    assert "01-KL/TW" in said["citations"]
    first = intake.work["citations"][0]
    more = {"citations": f"{first['number']}\n\n99-QĐ/TW\n99-QĐ/TW", "number": "215-KL/HU", "issued_on": "05/04/2024"}
    assert desk.post(address, said | more).status_code == 302
    intake.refresh_from_db()
    assert intake.work["citations"] == [first, {"number": "99-QĐ/TW", "text": "", "offset": 0}]
    assert (intake.work["head"]["number"], intake.issued_on.isoformat()) == ("215-KL/HU", "2024-04-05")
    wrong = desk.post(address, said | {"seen": intake.number, "citations": "9" * 61, "issued_on": "31/02/2024", "subject": ""})
    assert wrong.status_code == 200
    assert set(wrong.context["form"].errors) == {"citations", "issued_on", "subject"}


def test_what_is_missing_does_not_keep_a_part_from_being_saved_but_it_does_not_count_as_checked(desk, intake):
    row = part(intake, "I.2")
    address = reverse("intake-part", args=[intake.pk, row["id"]])
    data = sent(desk.get(address))
    assert data.get("t2-unit_kinds") in (None, []), "the text names nobody who is known here"
    going_on = desk.post(address, data | {"next": "1"})
    assert going_on.status_code == 200
    assert going_on.context["tasks"][2][1].errors
    assert desk.post(address, data).status_code == 302
    intake.refresh_from_db()
    assert not part(intake, "I.2")["checked"]
    assert desk.post(address, sent(desk.get(address), **{"t2-unit_kinds": ["front"], "next": "1"})).status_code == 302
    intake.refresh_from_db()
    assert part(intake, "I.2")["checked"]


def test_whom_a_part_reaches_is_looked_at_before_anything_is_saved(desk, intake):
    row = part(intake, "II.1")
    address = reverse("intake-part", args=[intake.pk, row["id"]])
    data = sent(desk.get(address))
    page = desk.post(address, data | {"t0-unit_kinds": ["front"], "look": "1"})
    assert [unit.name for unit, _post in page.context["tasks"][0][1].reached()] == ["Hội Liên hiệp Phụ nữ huyện"]
    intake.refresh_from_db()
    assert (intake.number, part(intake, "II.1")["checked"]) == (1, False)
