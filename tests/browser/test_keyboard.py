"""The keyboard alone: everything can be reached, and one sees where one is."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.window import vi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHERE = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    return {what: here.outerHTML.slice(0, 160), outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
            seen: here.getBoundingClientRect().width > 0};
}"""


def tab_to(page, target, *, most=60):
    """Press Tab until this has the focus; every stop on the way can be seen. How many stops."""
    has_focus = "element => element === document.activeElement"
    for stop in range(most):
        if target.evaluate(has_focus):
            return stop
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        assert here["outline"] != "none", here
        assert here["width"] >= 1, here
        assert here["seen"], here
    raise AssertionError(f"not reached: {target}")


def press(page, target, key="Enter"):
    """Go there and press a key."""
    tab_to(page, target)
    page.keyboard.press(key)


@pytest.fixture
def given(people):
    people.read(in_force_on=timezone.localdate())
    [row] = people.assign(
        people.task(cadence="once", starts_on=timezone.localdate(), units=["chau_o"]), timezone.localdate().isoformat(), due_on=None
    )
    return row


def test_the_first_stop_leads_past_the_head(window, people):
    page = window(people.head).page
    page.goto("/")
    skip = page.get_by_role("link", name=vi("Skip to the content"))
    assert skip.bounding_box()["x"] < 0
    assert tab_to(page, skip) == 1
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_head_signs_in_receives_logs_and_submits(window, people, given):
    page = window().page
    page.goto("/")
    tab_to(page, page.get_by_label(vi("User name")))
    page.keyboard.type("head")
    tab_to(page, page.get_by_label(vi("Password")))
    page.keyboard.type("mat khau dai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=vi("My work"))).to_be_visible()
    press(page, page.get_by_role("link", name=given.code))
    expect(page.get_by_role("heading", level=1)).to_have_text(given.task.title)
    press(page, page.get_by_role("button", name=vi("Receive it")))
    expect(page.get_by_role("status")).to_be_visible()

    log = page.locator("#log")
    press(page, log.locator("> summary"))
    expect(log.locator("form")).to_be_hidden()
    page.keyboard.press("Space")
    expect(log.locator("form")).to_be_visible()
    tab_to(page, log.get_by_label(vi("What was done")))
    page.keyboard.type("Đã phát thanh 05 gương.")
    tab_to(page, log.get_by_label(vi("How far, in percent")))
    page.keyboard.press("Control+A")
    page.keyboard.type("40")
    tab_to(page, log.get_by_label(vi("Photos or files")))
    press(page, log.locator("form summary"))
    tab_to(page, log.get_by_label(vi("Next step")))
    page.keyboard.type("Tổng hợp.")
    press(page, log.locator("[type=submit]"))
    expect(page.get_by_role("status")).to_have_text(vi("Written down."))

    press(page, page.locator("#submit > summary"))
    tab_to(page, page.locator("#submit").get_by_label(vi("What was done")))
    page.keyboard.type("Xong.")
    press(page, page.locator("#submit").locator("[type=submit]"), "Space")
    expect(page.get_by_role("status")).to_have_text(vi("Reported as done. Who verifies will see it."))
    given.refresh_from_db()
    entry = given.entries.get(kind="log")
    assert (given.state, entry.percent, entry.text, entry.next_step) == ("submitted", 40, "Đã phát thanh 05 gương.", "Tổng hợp.")


def test_the_menu_of_the_account_opens_and_closes(window, people):
    page = window(people.head).page
    page.goto("/")
    out = page.get_by_role("button", name=vi("Sign out"))
    press(page, page.locator(".account summary"))
    expect(out).to_be_visible()
    page.keyboard.press("Escape")
    expect(out).to_be_hidden()
