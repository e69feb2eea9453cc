"""What was typed stays where the form is refused: with remarks at its fields, or because its token is too old."""

import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from resolutions.models import Intake
from tasks.models import Entry
from tests.forms import FILES, PASSWORD, filled
from tests.office import SAMPLE, say

TYPED = "Đã phát thanh 05 gương\r\nngười tốt, <b>việc tốt</b>."
COPY = "Copy what you wrote"
NEWS = {
    "text": TYPED, "happened_on": "31/02/2024", "percent": "40", "obstacles": "Mưa lũ\r\nlớn", "next_step": "Tổng hợp", "paper_number": "12-BC/ĐU",
    "paper_date": "2/5/2024", "paper_issuer": "Đảng ủy",
}  # fmt: skip
TASK = {
    "title": "Việc mới", "description": "Hai\r\ndòng", "cadence": "monthly", "cadence_note": "vì nói thế", "starts_on": "31/02/2024", "due_on": "x",
    "due_day": "77", "evidence_required": "on", "measure": "chi bộ", "measure_unit": "cái", "target": "-1", "is_share": "on", "adds_up": "on",
}  # fmt: skip


def kept_in(page, data, field):
    """The form stands there again, and all of it in its fields, hidden ones too."""
    assert page.status_code == 200
    found = filled(page, field)
    assert {name: found.get(name) for name in data} == {name: value if isinstance(value, list) else [value] for name, value in data.items()}


@pytest.mark.parametrize("role", ["head", "office"])
def test_progress_with_remarks(sender, office, received, role):
    """What stands folded away is unfolded where something was typed into it. Files must be chosen again."""
    where = reverse("log", args=[received.pk])
    sender.force_login(getattr(office, role))
    form = {name: value[0] for name, value in filled(sender.get(where), "text", action="tien-do/").items()} | NEWS
    if role == "office":
        form["channel"] = "paper"
    page = sender.post(where, form)
    kept_in(page, form, "percent")
    assert page.context["forms"][[one["verb"] for one in page.context["forms"]].index("log")]["form"].more_open
    assert FILES not in page.content.decode()
    page = sender.post(where, form | {"files": ContentFile(b"%PDF-1.4 ", name="anh.pdf")})
    kept_in(page, form, "percent")
    assert FILES in page.content.decode()
    assert not Entry.objects.filter(kind="log").exists()


def test_a_refusal_of_the_verb_keeps_the_text_too(sender, office, received):
    """It comes from the model, once all fields are right: a day that has not come."""
    where = reverse("submit", args=[received.pk])
    sender.force_login(office.head)
    form = {name: value[0] for name, value in filled(sender.get(where), "text", action="bao-cao-xong/").items()}
    form |= {name: value for name, value in NEWS.items() if name != "percent"} | {"happened_on": "31/12/2099"}
    page = sender.post(where, form | {"files": ContentFile(b"%PDF-1.4 ", name="anh.pdf")})
    assert page.status_code == 200
    found = filled(page, "text", action="bao-cao-xong/")
    assert {name: found[name] for name in form} == {name: [value] for name, value in form.items()}
    assert FILES in page.content.decode()


def test_a_form_without_its_hidden_fields_says_what_is_wrong(sender, office, received):
    where = reverse("log", args=[received.pk])
    sender.force_login(office.head)
    page = sender.post(where, NEWS | {"happened_on": "5/5/2024"})
    assert "This form is too old or was changed. Open the page again." in page.content.decode()
    assert filled(page, "text", action="tien-do/")["text"] == [TYPED]


def test_a_task_with_remarks(sender, office):
    where = reverse("task-create", args=[office.resolution.provisions.get(label="I.3").pk])
    sender.force_login(office.office)
    cures = [str(finding.pk) for finding in office.resolution.provisions.to_cure()[:2]]
    data = TASK | {
        "key": filled(sender.get(where), "title")["key"],
        "unit_kinds": ["front"],
        "units": [str(office.chau_o.pk)],
        "cures": cures,
    }
    kept_in(sender.post(where, data), data, "title")


def test_documents_with_remarks(sender, office):
    sender.force_login(office.office)
    where = reverse("document-read")
    typed = {"text": "Không có\r\nmục nào."}
    kept_in(sender.post(where, typed), typed, "text")
    page = sender.post(where, typed | {"file": ContentFile(b"", name="rong.txt")})
    kept_in(page, typed, "text")
    assert FILES in page.content.decode()
    sender.post(where, {"text": SAMPLE.read_text() + "\nHết.", "key": uuid.uuid4()})
    where = reverse("intake-head", args=[Intake.objects.get().pk])
    checked = filled(sender.get(where), "subject")
    checked |= {"subject": "Đã sửa", "issued_on": "31/02/2024", "recipients": "Như\r\ntrên"}
    kept_in(sender.post(where, checked), checked, "subject")
    where = reverse("document-register", args=[office.resolution.pk])
    wrong = {"number": "không số", "issued_on": "31/02/2024"}
    kept_in(sender.post(where, wrong), wrong, "number")


def test_a_report_with_remarks(sender, office):
    sender.force_login(office.leader)
    page = sender.get(reverse("reports"))
    wrong = {"key": filled(page, "on")["key"], "start": "31/02/2024", "end": "", "on": "32/1/2024", "period": "2024-Q2"}
    kept_in(sender.post(reverse("reports"), wrong), wrong, "on")


@pytest.fixture
def strict(sender):
    """A browser whose tokens are looked at."""
    made = Client(enforce_csrf_checks=True)
    made.cookies["lang"] = "en"
    return made


def with_token(page, field, action=""):
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
    return {name: value[0] for name, value in filled(page, field, action=action).items()} | {"csrfmiddlewaretoken": token}


@pytest.fixture
def too_old(strict, office, received):
    """A form opened before its reader signed in again in another window; its address and what it would send."""
    where = reverse("log", args=[received.pk])
    page = strict.get(reverse("sign-in"))
    strict.force_login(office.head)
    form = with_token(strict.get(where), "text", "tien-do/") | NEWS | {"happened_on": "5/5/2024"}
    strict.logout()
    page = strict.get(reverse("sign-in"))
    assert strict.post(reverse("sign-in"), with_token(page, "username") | {"username": "head", "password": PASSWORD}).status_code == 302
    return where, form


def test_a_form_that_is_too_old_shows_what_was_typed(strict, too_old):
    where, form = too_old
    page = strict.post(where, form)
    words = page.content.decode()
    assert page.status_code == 403
    assert COPY in words
    assert page.context["typed"] == [TYPED, "40", "5/5/2024", "Mưa lũ\r\nlớn", "Tổng hợp", "12-BC/ĐU", "2/5/2024", "Đảng ủy"]
    assert "&lt;b&gt;việc tốt&lt;/b&gt;" in words
    assert f'href="{where}"' in words
    assert strict.get(where).status_code == 200
    assert not Entry.objects.filter(kind="log").exists()


def test_it_does_not_offer_to_send_it_again(strict, too_old):
    """Neither a form nor a token: another site could have made what came."""
    where, form = too_old
    words = strict.post(where, form).content.decode()
    assert "<form" not in words
    assert "csrf" not in words
    assert form["who"] not in words


@pytest.mark.parametrize("who", [None, "", "1:x"])
def test_what_has_no_mark_of_ours_is_not_shown(strict, too_old, who):
    where, form = too_old
    del form["who"]
    page = strict.post(where, form if who is None else form | {"who": who})
    assert page.status_code == 403
    assert "việc tốt" not in page.content.decode()
    assert COPY not in page.content.decode()


def test_what_another_site_sent_is_not_shown(strict, too_old):
    """Not even with a true mark, which somebody here could have given away."""
    where, form = too_old
    page = strict.post(where, form, headers={"Origin": "https://xau.example"})
    assert page.status_code == 403
    assert "việc tốt" not in page.content.decode()


def test_a_password_is_never_shown(strict, office):
    strict.force_login(office.head)
    form = with_token(strict.get(reverse("password-change")), "old_password")
    secret = {"old_password": "bí mật 1", "new_password1": "bí mật 2", "new_password2": "bí mật 3", "text": "Chữ"}
    page = strict.post(reverse("password-change"), form | secret | {"csrfmiddlewaretoken": "x" * 64})
    assert page.status_code == 403
    assert page.context["typed"] == ["Chữ"]


def test_a_conflict_shows_the_texts_and_nothing_hidden(sender, office, received):
    where = reverse("log", args=[received.pk])
    sender.force_login(office.head)
    form = (
        {name: value[0] for name, value in filled(sender.get(where), "text", action="tien-do/").items()}
        | NEWS
        | {"happened_on": "5/5/2024"}
    )
    say(received, "log", "member", "2024-05-06")
    page = sender.post(where, form)
    assert page.status_code == 409
    assert page.context["typed"] == [TYPED, "40", "5/5/2024", "Mưa lũ\r\nlớn", "Tổng hợp", "12-BC/ĐU", "2/5/2024", "Đảng ủy"]
    assert form["who"] not in " ".join(page.context["typed"])
