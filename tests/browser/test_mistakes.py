"""What people get wrong: one sentence at the field, in Vietnamese, and nothing that was typed is lost."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tasks.models import Entry
from tests.browser.furnished import PNG
from tests.browser.window import PHONE, vi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = "Đã phát thanh 05 gương người tốt, việc tốt."


@pytest.fixture
def given(people):
    """I.3, given to Châu Ổ and received."""
    people.read(in_force_on=timezone.localdate())
    [row] = people.assign(
        people.task(cadence="once", starts_on=timezone.localdate(), units=["chau_o"], evidence_required=True),
        timezone.localdate().isoformat(),
        due_on=None,
    )
    return row


@pytest.fixture
def written(window, people, given):
    """``written(verb)``: the page of a verb's form as the head sees it on a telephone, with the text typed in."""
    page = window(people.head, size=PHONE).page

    def open_form(verb):
        page.goto(reverse(verb, args=[given.pk]))
        form = page.locator(f"#{verb} form")
        form.get_by_label(vi("What was done")).fill(TYPED)
        return page, form

    return open_form


def refused_at(page, form, label, sentence):
    """The form came back: the sentence at the field, which says so to who cannot see; the text still there; nothing on record."""
    expect(page.get_by_role("alert")).to_have_text(vi("Not saved yet: see the remarks at the fields."))
    field = form.get_by_label(label)
    expect(field).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))
    assert form.locator(".invalid-feedback").all_inner_texts() == [sentence]
    expect(form.get_by_label(vi("What was done"))).to_have_value(TYPED)
    assert not Entry.objects.exclude(kind="assign").exists()


def test_a_wrong_value_is_answered_at_its_field(written):
    for label, typed, sentence in [
        (vi("How far, in percent"), "101", vi("A percentage lies between 0 and 100.")),
        (vi("On which day"), "31/02/2024", vi("Enter a valid date.")),
        (vi("On which day"), "31/12/2099", vi("This day has not come yet.")),
    ]:
        page, form = written("log")
        form.get_by_label(label).fill(typed)
        form.locator("[type=submit]").click()
        refused_at(page, form, label, sentence)
        expect(form.get_by_label(label)).to_have_value(typed)


def test_a_file_that_is_no_evidence(written):
    for name, content, sentence in [
        ("gương.exe", b"MZ", "%(name)s: only PDF, DOCX, XLSX, PNG and JPG files."),
        ("gương.pdf", PNG, "%(name)s is not what its ending says."),
    ]:
        page, form = written("log")
        form.get_by_label(vi("Photos or files")).set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
        form.locator("[type=submit]").click()
        refused_at(page, form, vi("Photos or files"), vi(sentence, name=name))


def test_evidence_that_is_missing(written):
    """What stands folded away opens where it holds the remark."""
    page, form = written("log")
    form.locator("summary").click()
    form.get_by_label(vi("its issuer")).fill("Đảng ủy")
    form.locator("[type=submit]").click()
    refused_at(page, form, vi("or the number of a paper"), vi("Give the paper's number too."))
    _page, form = written("submit")
    form.locator("[type=submit]").click()
    wanted = vi("This task needs evidence: attach a file, or give the number and date of a paper.")
    expect(form.get_by_role("alert")).to_contain_text(wanted)
    expect(form.get_by_label(vi("What was done"))).to_have_value(TYPED)
    assert not Entry.objects.exclude(kind="assign").exists()


def test_somebody_else_wrote_first(window, written, people, given):
    page, form = written("log")
    other = window(people.member).page
    other.goto(given.get_absolute_url())
    other.locator("#log > summary").click()
    other.locator("#log").get_by_label(vi("What was done")).fill("Cán bộ đã ghi trước.")
    other.locator("#log form").locator("[type=submit]").click()
    expect(other.get_by_role("status")).to_have_text(vi("Written down."))
    with page.expect_navigation() as arrival:
        form.locator("[type=submit]").click()
    assert arrival.value.status == 409
    expect(page.get_by_text(vi("Somebody wrote something here after you opened the page. Read it, then decide."))).to_be_visible()
    expect(page.get_by_text("Cán bộ đã ghi trước.")).to_be_visible()
    expect(page.get_by_text(TYPED)).to_be_visible()
    page.get_by_role("link", name=vi("Back to the work")).click()
    expect(page.locator(".log-entry").first).to_contain_text("Cán bộ đã ghi trước.")
    assert Entry.objects.filter(kind="log").count() == 1


def test_a_button_pressed_twice(written):
    page, form = written("log")
    form.locator("[type=submit]").dblclick()
    expect(page.get_by_role("status")).to_have_text(vi("Written down."))
    assert Entry.objects.filter(kind="log").count() == 1


def test_a_long_form_is_not_left_by_mistake(window, site):
    """The set-up page asks before what was typed is thrown away."""
    page = window().page
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(reverse("setup"))
    page.locator("[name=committee_name]").press_sequentially("Huyện ủy")
    page.goto(reverse("sign-in"))
    assert asked == ["beforeunload"]
