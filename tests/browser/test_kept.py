"""What is being typed outlives the session, the page and the browser's window, and is nobody else's."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from resolutions.models import Intake
from tasks.models import Entry
from tests.browser.window import PHONE, vi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = "Đã phát thanh 05 gương\nngười tốt, việc tốt."
DRAFTS = "() => Object.entries(localStorage).filter(([key]) => key.startsWith('draft/'))"


@pytest.fixture
def given(people):
    """I.3, given to Châu Ổ."""
    people.read(in_force_on=timezone.localdate())
    today = timezone.localdate()
    [row] = people.assign(people.task(cadence="once", starts_on=today, units=["chau_o"]), today.isoformat(), due_on=None)
    return row


def news(page, given):
    """The form of progress, and its text."""
    page.goto(reverse("log", args=[given.pk]))
    form = page.locator("#log form")
    return form, form.get_by_label(vi("What was done"))


def kept(page, number):
    """Wait until so many drafts are in the browser's store."""
    wait = "new Promise(later => setTimeout(later, 50))"
    page.evaluate(f"async () => {{ for (let n = 0; n < 200 && ({DRAFTS})().length !== {number}; n++) await {wait}; }}")
    assert len(page.evaluate(DRAFTS)) == number


def sign_in(page, name):
    page.get_by_label(vi("User name")).fill(name)
    page.get_by_label(vi("Password")).fill("mat khau dai")
    page.get_by_role("button", name=vi("Sign in")).click()


@pytest.mark.parametrize("script", [True, False])
def test_a_session_ends_while_somebody_types(window, people, given, script):
    one = window(people.head, size=PHONE, script=script)
    page = one.page
    form, text = news(page, given)
    text.fill(TYPED)
    form.locator("summary").click()
    form.get_by_label(vi("Obstacles")).fill("Mưa lũ")
    Session.objects.all().delete()
    form.locator("[type=submit]").click()
    expect(page.get_by_role("heading", name=vi("Sign in"))).to_be_visible()
    expect(page.get_by_text(vi("You were signed out meanwhile. Sign in, and you find what you typed in the form again."))).to_be_visible()
    sign_in(page, "head")
    said = vi(
        "You were signed out before the form arrived: nothing was saved. What you typed stands in it again; look at it, then send it."
    )
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(text).to_have_value(TYPED)
    expect(form.get_by_label(vi("Obstacles"))).to_have_value("Mưa lũ")
    expect(form.get_by_label(vi("Obstacles"))).to_be_visible()
    expect(page.locator(".alert-info")).to_have_count(0)
    form.locator("[type=submit]").click()
    expect(page.get_by_role("status")).to_have_text(vi("Written down."))
    assert Entry.objects.get(kind="log").text.split() == TYPED.split()
    if script:
        assert page.evaluate(DRAFTS) == []
    assert one.complaints() == []


def test_a_form_whose_reader_signed_in_again_elsewhere(window, people, given):
    """The text can be copied; behind it the page opens, and with script the text stands there already."""
    one = window(people.head)
    page = one.page
    form, text = news(page, given)
    text.fill(TYPED)
    kept(page, 1)
    one.context.clear_cookies(name="csrf")
    assert one.send(form.locator("[type=submit]")) == 403
    expect(page.get_by_text(TYPED.partition("\n")[0])).to_be_visible()
    assert one.faults("kept-too-old") == []
    page.get_by_role("link", name=vi("Open the page again")).click()
    expect(text).to_have_value(TYPED)
    form.locator("[type=submit]").click()
    expect(page.get_by_role("status")).to_have_text(vi("Written down."))
    assert one.complaints(status=403) == []


def test_a_draft_is_there_again_until_it_was_sent(window, people, given):
    one = window(people.head)
    form, text = news(one.page, given)
    text.fill(TYPED)
    form.locator("summary").click()
    form.get_by_label(vi("Next step")).fill("Tổng hợp")
    one.page.close()  # at once: what was typed last is saved too
    one.open()
    page = one.page
    page.goto(given.get_absolute_url())
    form = page.locator("#log form")
    note = form.get_by_role("status")
    expect(note).to_contain_text(vi("Restored in this browser from what you typed and did not send:"))
    expect(note.locator("time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(form.get_by_label(vi("What was done"))).to_have_value(TYPED)
    expect(form.get_by_label(vi("Next step"))).to_have_value("Tổng hợp")
    expect(form.get_by_label(vi("Next step"))).to_be_visible()
    assert one.faults("kept-draft") == []
    form.get_by_label(vi("How far, in percent")).fill("101")
    form.locator("[type=submit]").click()
    expect(page.get_by_role("alert")).to_have_text(vi("Not saved yet: see the remarks at the fields."))
    expect(form.get_by_label(vi("What was done"))).to_have_value(TYPED)
    expect(form.get_by_role("status")).to_have_count(0)
    form.get_by_label(vi("What was done")).fill(f"{TYPED} Thêm.")
    page.goto("/")
    kept(page, 2)
    form, text = news(page, given)
    expect(text).to_have_value(f"{TYPED} Thêm.")
    form.locator("[type=submit]").click()
    expect(page.get_by_role("status")).to_have_text(vi("Written down."))
    assert page.evaluate(DRAFTS) == []
    _form, text = news(page, given)
    expect(text).to_have_value("")
    assert one.complaints() == []


def test_a_draft_can_be_discarded(window, people, given):
    page = window(people.head).page
    _form, text = news(page, given)
    text.fill(TYPED)
    kept(page, 1)
    form, text = news(page, given)
    form.get_by_role("button", name=vi("Discard what was restored")).click()
    expect(text).to_have_value("")
    expect(text).to_be_focused()
    expect(form.get_by_role("status")).to_have_count(0)
    assert page.evaluate(DRAFTS) == []


def test_a_draft_is_its_writers_alone(window, people, given):
    """On a computer of several people: who comes next sees nothing of it, and does not take it away; signing out does."""
    one = window(people.head)
    page = one.page
    _form, text = news(page, given)
    text.fill(TYPED)
    kept(page, 1)
    [[key, _draft]] = page.evaluate(DRAFTS)
    assert "head" not in key
    one.let_in(people.member)
    _form, text = news(page, given)
    expect(text).to_have_value("")
    expect(page.locator("#log form").get_by_role("status")).to_have_count(0)
    one.let_in(people.head)
    _form, text = news(page, given)
    expect(text).to_have_value(TYPED)
    page.locator(".account summary").click()
    page.get_by_role("button", name=vi("Sign out")).click()
    expect(page.get_by_role("heading", name=vi("Sign in"))).to_be_visible()
    assert page.evaluate(DRAFTS) == []


def test_a_draft_lasts_a_week(window, people, given):
    page = window(people.head).page
    for days, left in [(6.9, 1), (7.1, 0)]:
        _form, text = news(page, given)
        text.fill(TYPED)
        kept(page, 1)
        [[key, draft]] = page.evaluate(DRAFTS)
        page.goto("/")
        older = json.loads(draft)
        older["at"] -= days * 24 * 3600 * 1000
        page.evaluate("([key, draft]) => localStorage.setItem(key, draft)", [key, json.dumps(older)])
        _form, text = news(page, given)
        expect(text).to_have_value(TYPED if left else "")
        assert len(page.evaluate(DRAFTS)) == left


def test_a_draft_is_not_put_over_what_somebody_else_saved(window, people):
    """What stands in the field differs from what it was typed over."""
    page = window(people.office).page
    page.goto(reverse("document-read"))
    page.locator("[name=text]").fill("KẾT LUẬN\nvề việc học tập\n\nI. Nhiệm vụ\n1. Tuyên truyền.\n2. Kiểm tra.\n")
    page.locator("main form [type=submit]").click()
    expect(page.get_by_role("heading", name=vi("Head and foot"))).to_be_visible()
    intake = Intake.objects.get()
    head, subject = reverse("intake-head", args=[intake.pk]), page.locator("[name=subject]")
    page.goto(head)
    expect(subject).to_have_value("về việc học tập")
    subject.fill("Đã sửa")
    kept(page, 1)  # of the subject alone: what is pasted to be read may turn out to be secret
    page.goto(head)
    expect(subject).to_have_value("Đã sửa")
    intake.correct_head({"subject": "Người khác sửa"}, {}, by=people.office, now=timezone.now(), seen=intake.number)
    page.goto(head)
    expect(subject).to_have_value("Người khác sửa")


def test_a_browser_that_keeps_nothing_works_all_the_same(window, people, given):
    one = window(people.head, fresh=True)
    one.context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }});")
    form, text = news(one.page, given)
    text.fill(TYPED)
    form.locator("[type=submit]").click()
    expect(one.page.get_by_role("status")).to_have_text(vi("Written down."))
    assert one.complaints() == []
