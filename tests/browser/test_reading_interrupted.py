"""Checking a document part by part while something comes between: others, the end of a session, a late answer, the way back."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.desk import address, checking, part, taken_in, title, to_the_next
from tests.browser.test_kept import DRAFTS, kept, sign_in
from tests.browser.window import vi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Tuyên truyền gương điển hình, người tốt, việc tốt"
ANSWERED = """() => document.addEventListener('htmx:beforeRequest', ({target, detail}) => {
    if (target.matches('.reach')) window.answered = new Promise(done => detail.xhr.addEventListener('loadend', () => done()));
})"""


@pytest.fixture
def intake(people):
    return taken_in(people)


def test_an_answer_that_comes_late_changes_nothing(window, people, intake):
    """Whom it would reach is asked for; before the answer comes, its reader is at the next part."""
    page, held = window(people.office).page, []
    page.goto(address(intake, "I.3"))
    page.evaluate(ANSWERED)
    page.route(
        f"**{address(intake, 'I.3')}", lambda route: held.append(route) if "look=1" in route.request.post_data else route.continue_()
    )
    title(page).fill(TITLE)
    with page.expect_request(lambda request: "look=1" in (request.post_data or "")):
        title(page).blur()
    to_the_next(page)
    expect(checking(page, "I.4")).to_be_focused()
    [asked] = held
    asked.continue_()
    page.evaluate("() => window.answered")
    expect(page).to_have_title(re.compile("^I.4 · "))
    assert page.url.endswith(address(intake, "I.4"))


def test_two_on_the_same_part(window, people, intake):
    """The second gets the form back, in place, with its own words; having looked, it can save them."""
    one, other = window(people.office), window(people.office)
    for each, words in [(one, "Của người trước"), (other, "Của người sau")]:
        each.go(address(intake, "I.3"))
        title(each.page).fill(words)
    one.page.get_by_role("button", name=vi("Save"), exact=True).click()
    expect(one.page.get_by_role("status")).to_have_text(vi("Saved."))
    page = other.page
    with page.expect_response(address(intake, "I.3")) as answer:
        to_the_next(page)
    assert answer.value.status == 409
    alert = page.locator("#part").get_by_role("alert")
    expect(alert).to_contain_text(vi("Somebody else changed this meanwhile. Read it again, then save."))
    expect(alert).to_be_focused()
    expect(title(page)).to_have_value("Của người sau")
    assert part(intake, "I.3")["tasks"][0]["fields"]["title"] == "Của người trước"
    to_the_next(page)
    expect(checking(page, "I.4")).to_be_focused()
    assert part(intake, "I.3")["tasks"][0]["fields"]["title"] == "Của người sau"
    assert other.complaints(status=409) == []


def test_signed_out_meanwhile(window, people, intake):
    one = window(people.office)
    page, asked = one.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(address(intake, "I.6"))
    title(page).press_sequentially("Đã sửa: ")
    typed = title(page).input_value()
    Session.objects.all().delete()
    to_the_next(page)
    expect(page.get_by_role("heading", name=vi("Sign in"))).to_be_visible()
    expect(page.get_by_text(vi("You were signed out meanwhile. Sign in, and you find what you typed in the form again."))).to_be_visible()
    assert asked == []
    sign_in(page, "office")
    checking(page, "I.6")
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(title(page)).to_have_value(typed)
    to_the_next(page)
    checking(page, "II.1")
    assert part(intake, "I.6")["tasks"][0]["fields"]["title"] == typed
    assert one.complaints() == []


def test_going_back_shows_a_part_as_it_is_now(window, people, intake):
    page = window(people.office).page
    page.goto(address(intake, "I.3"))
    title(page).fill(TITLE)
    to_the_next(page)
    checking(page, "I.4")
    page.go_back()
    checking(page, "I.3")
    expect(title(page)).to_have_value(TITLE)
    title(page).hover()
    expect(page.locator(".paper .is-marked")).to_have_text(re.compile("^Tăng cường công tác tuyên truyền"))
    title(page).fill("Lần hai")
    to_the_next(page)
    checking(page, "I.4")
    assert part(intake, "I.3")["tasks"][0]["fields"]["title"] == "Lần hai"


def test_a_draft_ends_when_the_part_is_saved(window, people, intake):
    """And one of the next part is there again as soon as that part comes."""
    page = window(people.office).page
    more = page.get_by_text(vi("More: dates, measure, evidence, supporting units"))
    for label in ("I.4", "I.3"):
        page.goto(address(intake, label))
        more.click()
        page.locator("[name=t0-description]").fill(f"Ghi thêm ở {label}")
        kept(page, 1 if label == "I.4" else 2)
        title(page).evaluate("field => delete field.form.dataset.changed")
    to_the_next(page)
    checking(page, "I.4")
    expect(page.locator("[name=t0-description]")).to_have_value("Ghi thêm ở I.4")
    assert [key.partition("#")[0].endswith(address(intake, "I.4")) for key, _draft in page.evaluate(DRAFTS)] == [True]
    page.get_by_role("button", name=vi("Save"), exact=True).click()
    expect(page.get_by_role("status")).to_have_text(vi("Saved."))
    assert page.evaluate(DRAFTS) == []
