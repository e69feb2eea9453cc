"""What goes wrong at a document on its way in: clear words, nothing lost, nothing doubled."""

import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from resolutions.models import Intake, Resolution
from resolutions.reader import read as read_text
from tasks.forms.entering import Preview, enter
from tasks.models import Assignment, Task
from tests.office import SAMPLE, START, Office, at
from tests.tasks.desk import NEW, page_of, part, read, ready, sent
from units.models import Unit

pytestmark = pytest.mark.django_db
NOW = at("2024-05-06 10:00")
NUMBERLESS = {"without_number": "on", "without_date": "on"}


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


def test_what_is_in_force_by_now_is_not_thrown_away_with_its_file(made, intake):
    old = Intake.objects.get(pk=intake.pk)
    document = enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)
    with pytest.raises(ValidationError) as caught:
        old.discard()
    assert caught.value.code == "done"
    assert document.source.storage.exists(document.source.name)


def test_what_was_thrown_away_meanwhile_says_so(made, intake, django_capture_on_commit_callbacks):
    old = Intake.objects.get(pk=intake.pk)
    with django_capture_on_commit_callbacks(execute=True):
        intake.discard()
    assert not intake.source.storage.exists(old.source.name)
    for deed in (old.discard, lambda: old.split(1, 2, by=made.office, now=NOW, seen=2)):
        with pytest.raises(ValidationError) as caught:
            deed()
        assert caught.value.code == "gone"


def test_a_task_that_somebody_else_added_stays(desk, intake):
    address = page_of(intake, "I.3")
    late = sent(desk.get(address), **{"t0-title": "Của người sau"})
    more = sent(desk.get(f"{address}?more=1"), **{"t1-title": "Việc thêm", "t1-unit_kinds": ["front"]})
    assert desk.post(address, more).status_code == 302
    refused = desk.post(address, late)
    assert (refused.status_code, refused.context["others"][-1]) == (409, ("Thêm nhiệm vụ", "Việc thêm"))
    assert desk.post(address, sent(refused)).status_code == 302
    intake.refresh_from_db()
    assert [task["fields"]["title"] for task in part(intake, "I.3")["tasks"]] == ["Của người sau", "Việc thêm"]


def test_a_form_without_its_tasks_takes_none_away(desk, intake):
    row = part(intake, "I.2")
    said = {"seen": intake.number, "label": "I.2", "kind": "directive"}
    assert desk.post(page_of(intake, "I.2"), said).status_code == 302
    assert desk.post(page_of(intake, "I.2"), said | {"seen": 99, "tasks": "2", "t0-id": "999"}).status_code in (200, 409)
    intake.refresh_from_db()
    assert part(intake, "I.2")["tasks"] == row["tasks"]


def test_an_emptied_field_does_not_stop_the_pages(desk, intake):
    address = page_of(intake, "I.2")
    emptied = sent(desk.get(address)) | {"t0-due_day": "", "t0-starts_on": "", "t0-due_rule": "day", "t0-cadence_note": ""}
    assert desk.post(address, emptied).status_code == 302
    for name in ("intake", "intake-enter"):
        assert desk.get(reverse(name, args=[intake.pk])).status_code == 200
    intake.refresh_from_db()
    assert desk.post(reverse("intake-enter", args=[intake.pk]), NUMBERLESS | {"seen": intake.number}).status_code == 302
    assert set(Task.objects.values_list("due_day", flat=True)) == {20}


def test_what_is_no_task_need_not_be_whole(desk, intake):
    address = page_of(intake, "I.3")
    said = sent(desk.get(address), **{"t0-title": "", "t0-due_on": "31/02/2024"})
    del said["t0-take"]
    assert desk.post(address, said | {"next": "1"}).status_code == 302
    intake.refresh_from_db()
    assert [task["take"] for task in part(intake, "I.3")["tasks"]] == [False]


@pytest.mark.parametrize(
    "forged", [{"t0-units": "9" * 5000}, {"t0-units": "x"}, {"t0-id": "x"}, {"tasks": "-1"}, {"tasks": "9" * 30}, {"seen": "-3"}]
)
def test_forged_input_is_refused_or_ignored(desk, intake, forged):
    row = part(intake, "I.3")
    answer = desk.post(page_of(intake, "I.3"), sent(desk.get(page_of(intake, "I.3")), next="1") | forged)
    assert answer.status_code in (200, 302, 409)
    intake.refresh_from_db()
    assert part(intake, "I.3")["tasks"][0]["fields"]["units"] == row["tasks"][0]["fields"]["units"]
    assert len(part(intake, "I.3")["tasks"]) == 1


def test_labels_are_followed_by_whoever_names_them(made, intake):
    part(intake, "I.3")["tasks"][0]["fields"]["cures"] = ["I.~1"]
    intake.save()
    finding, order = part(intake, "I.~1"), part(intake, "I.3")
    told = {"by": made.office, "now": NOW}
    said = {"tasks": [], "checked": True}
    intake.correct_part(finding["id"], label="I.~a", kind="shortcoming", seen=intake.number, **said, **told)
    assert part(intake, "I.3")["tasks"][0]["fields"]["cures"] == ["I.~a"]
    intake.correct_part(order["id"], label="II.9", kind="directive", seen=intake.number, **said, **told)
    assert part(intake, "II.9")["parent"] == "II"
    intake.correct_part(part(intake, "II")["id"], label="III", kind="other", seen=intake.number, **said, **told)
    assert {part(intake, label)["parent"] for label in ("II.9", "II.1", "II.2")} == {"III"}


def test_a_label_is_never_longer_than_a_label_may_be(desk, made, intake):
    told = {"by": made.office, "now": NOW}
    long = "I." + "x" * 38
    row = part(intake, "I.2")
    intake.correct_part(row["id"], label=long, kind="directive", tasks=[], checked=True, seen=intake.number, **told)
    intake.split(row["id"], intake.places_to_split(row)[0][0], seen=intake.number, **told)
    assert max(len(one["label"]) for one in intake.parts) == 40
    enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)


def test_parts_are_joined_only_where_nothing_lies_between_them(desk, made, intake):
    told = {"by": made.office, "now": NOW}
    for label, code in (("I.1", "between"), ("II", "above"), ("I.~1", "first")):
        with pytest.raises(ValidationError) as caught:
            intake.join(part(intake, label)["id"], seen=intake.number, **told)
        assert caught.value.code == code, label
    page = desk.post(reverse("intake-join", args=[intake.pk, part(intake, "I.1")["id"]]), {"seen": intake.number}, follow=True)
    assert "không thuộc mục nào" in page.content.decode()


def test_a_part_that_was_joined_away_gives_back_what_was_typed(desk, made, intake):
    address = page_of(intake, "I.4")
    late = sent(desk.get(address), **{"t0-title": "Chữ đã gõ"})
    intake.join(part(intake, "I.4")["id"], by=made.office, now=NOW, seen=intake.number)
    answer = desk.post(address, late)
    assert answer.status_code == 409
    assert "Chữ đã gõ" in answer.content.decode()
    assert not any(text.isdigit() for text in answer.context["typed"]), "what the form carried unseen is not shown"
    assert desk.get(address).status_code == 404


def test_another_text_under_an_old_key_is_taken_in(desk, intake):
    answer = desk.post(reverse("document-read"), {"text": NEW, "key": intake.key})
    assert Intake.objects.count() == 2
    assert answer.url != intake.get_absolute_url()


def test_a_head_that_cannot_stay_so_is_told_field_by_field(desk, made, intake):
    intake.work["head"] |= {"issuer": "x" * 201, "subject": ""}
    intake.save()
    page = desk.post(reverse("intake-enter", args=[intake.pk]), NUMBERLESS | {"seen": intake.number})
    faults = page.context["preview"].head_faults
    assert set(faults) == {"issuer", "subject"}
    assert all(str(sentence) in page.content.decode() for sentence in faults.values())
    assert not Resolution.objects.exists()


def test_a_date_that_has_passed_is_told_and_its_task_begins_with_the_document(desk, made):
    text = "KẾT LUẬN\nvề một việc\n\n1. Giao Đảng ủy thị trấn Châu Ổ báo cáo trước ngày 30/4/2024.\n"
    desk.post(reverse("document-read"), {"text": text, "key": uuid.uuid4()})
    intake = ready(made, Intake.objects.get())
    said = {"issuer": "Huyện ủy", "kind": "Kết luận", "subject": "về một việc", "number": "", "issued_on": None}
    intake.correct_head(said, [], by=made.office, now=NOW, seen=intake.number)
    [task] = Preview(intake, on=NOW.date()).tasks
    assert (str(task.due_on), task.is_past, task.is_later) == ("2024-04-30", True, False)
    number = {"number": "9-KL/HU", "issued_on": at("2024-04-10").date()}
    enter(intake, by=made.office, now=NOW, seen=intake.number, **number)
    row = Assignment.objects.get()
    assert (str(row.period_start), str(row.due_on)) == ("2024-04-10", "2024-04-30")


def test_what_is_decided_when_its_period_is_over_is_opened_by_the_clock(desk, made):
    text = "KẾT LUẬN\nvề một việc\n\n1. Giao Đảng ủy thị trấn Châu Ổ báo cáo hằng quý.\n"
    with time_machine.travel(at("2024-06-25"), tick=False):
        desk.force_login(made.office)
        desk.post(reverse("document-read"), {"text": text, "key": uuid.uuid4()})
        intake = ready(made, Intake.objects.get())
        intake.correct_head({"issuer": "Huyện ủy"}, [], by=made.office, now=at("2024-06-25"), seen=intake.number)
        preview = Preview(intake, on=at("2024-06-25").date())
        assert (preview.tasks[0].is_later, preview.assignments) == (True, 0)
        enter(intake, by=made.office, now=at("2024-06-25"), seen=intake.number, without_number=True, without_date=True)
    assert not Assignment.objects.exists()
    [task] = Task.objects.all()
    assert task.open_periods(now=at("2024-07-01 08:00")) == 1
    assert str(Assignment.objects.get().period_start) == "2024-07-01"


def test_a_text_with_equal_labels_is_taken_in_and_put_in_force(desk, made):
    text = "KẾT LUẬN\nvề hai việc\n\n1. Giao Đảng ủy thị trấn Châu Ổ báo cáo hằng quý.\n\n1. Giao Đảng ủy xã Bình Minh báo cáo hằng quý.\n"
    assert len(read_text(text).provisions) == 2
    desk.post(reverse("document-read"), {"text": text, "key": uuid.uuid4()})
    intake = ready(made, Intake.objects.get())
    assert len({one["label"] for one in intake.parts}) == 2
    intake.correct_head({"issuer": "Huyện ủy"}, [], by=made.office, now=NOW, seen=intake.number)
    enter(intake, by=made.office, now=NOW, seen=intake.number, without_number=True, without_date=True)
    assert Assignment.objects.count() == 2


def test_where_several_are_called_so_none_is_chosen_and_all_are_offered(desk, made):
    """And the page says why, beside what the text says of when."""
    about = {"kind": "subordinate", "parent": made.committee, "valid_from": START, "code": "ĐU", "short_name": "Đảng ủy Khối"}
    blocks = {Unit.objects.create(name=f"Đảng bộ Khối {name}", **about).pk for name in ("Cơ quan", "Doanh nghiệp")}
    text = "KẾT LUẬN\nvề một việc\n\n1. Giao Đảng ủy Khối báo cáo trước ngày 30/6/2024.\n"
    desk.post(reverse("document-read"), {"text": text, "key": uuid.uuid4()})
    page = desk.get(page_of(Intake.objects.get(), "1"))
    [(_kept, form)] = page.context["tasks"]
    (group, offered), (rest, others) = form.fields["units"].choices
    assert {pk for pk, _name in offered} == blocks
    assert not {pk for pk, _name in offered} & {pk for pk, _name in others}
    assert (form["units"].value(), form.singles_open()) == ([], True)
    shown = page.content.decode()
    assert all(
        words in shown for words in (str(group), str(rest), "Có nhiều đơn vị cùng được gọi như vậy.", "Ngày được nêu; đến hết ngày đó.")
    )
