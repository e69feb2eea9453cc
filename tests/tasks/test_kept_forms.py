"""Each form that was sent too late is filled in again: with its ticks, what was hidden, and what was chosen."""

import uuid

import pytest
from django.urls import reverse

from resolutions.models import Intake
from tasks.models import Task
from tests.forms import AGAIN, FILES, end_session, filled, send_too_late, sign_in, waiting
from tests.office import SAMPLE


def test_a_task_with_its_ticks(sender, office):
    """Also what was ticked off, against the form's proposal."""
    where = reverse("task-create", args=[office.resolution.provisions.get(label="I.3").pk])
    change = {
        "title": "Việc mới", "description": "Hai\r\ndòng", "unit_kinds": ["subordinate", "front"], "units": [str(office.chau_o.pk)],
        "supervising_unit": str(office.tuyen_giao.pk), "sums_over_units": [], "is_share": ["on"], "measure": "chi bộ",
    }  # fmt: skip
    sender.force_login(office.office)
    assert filled(sender.get(where), "title")["sums_over_units"] == ["on"]
    sent = send_too_late(sender, "office", where, change, field="title")
    page = sign_in(sender, "office", where)
    assert AGAIN in page.content.decode()
    assert FILES not in page.content.decode()
    again = filled(page, "title")
    assert {name: again.get(name, []) for name in change} == {
        name: value if isinstance(value, list) else [value] for name, value in change.items()
    }
    assert again["key"] == sent["key"]
    for _twice in range(2):
        assert sender.post(where, again).status_code == 302
    assert Task.objects.get(title="Việc mới").description == "Hai\r\ndòng"


def test_a_document_that_was_being_checked(sender, office):
    sender.force_login(office.office)
    sender.post(reverse("document-read"), {"text": SAMPLE.read_text() + "\nHết.", "key": uuid.uuid4()})
    where = reverse("intake-head", args=[Intake.objects.get().pk])
    form = filled(sender.get(where), "subject") | {"subject": "Trích yếu đã sửa", "recipients": "Như trên"}
    end_session(sender)
    sender.post(where, form)
    page = sign_in(sender, "office", where)
    assert AGAIN in page.content.decode()
    again = filled(page, "subject")
    assert again == {name: value if isinstance(value, list) else [value] for name, value in form.items()}
    assert sender.post(where, again).status_code == 302
    assert Intake.objects.get().work["head"]["subject"] == "Trích yếu đã sửa"


def test_a_text_to_be_read(sender, office):
    where = reverse("document-read")
    send_too_late(sender, "office", where, {"text": "KẾT LUẬN\r\n1. Làm."})
    page = sign_in(sender, "office", where)
    assert filled(page, "text")["text"] == ["KẾT LUẬN\r\n1. Làm."]
    assert FILES in page.content.decode()


def test_a_secret_paper_is_not_kept_even_so(sender, office):
    where = reverse("document-read")
    for text, shown in [("MẬT\nKẾT LUẬN\n1. Làm.", False), ("KẾT LUẬN\n1. Làm.", True)]:
        send_too_late(sender, "office", where, {"text": text})
        assert bool(waiting(sender)) is shown
        sign_in(sender, "office", where)


@pytest.mark.parametrize(
    ("name", "field", "change"),
    [
        ("document-register", "number", {"number": "số lạ", "issued_on": "1/5/2024"}),
        ("task", "due_on", {"due_on": "30/6/2024"}),
        ("reports", "on", {"start": "1/1/2024", "end": "31/3/2024"}),
    ],
)
def test_short_forms_too(sender, office, name, field, change):
    args = {"document-register": [office.resolution.pk], "task": [office.task(cadence="once").pk]}.get(name, [])
    where = reverse(name, args=args)
    send_too_late(sender, "office", where, change, field=field)
    page = sign_in(sender, "office", where)
    assert AGAIN in page.content.decode()
    assert {name: filled(page, field)[name] for name in change} == {name: [value] for name, value in change.items()}
    sender.force_login(office.office)
    assert AGAIN not in sender.get(where).content.decode()
