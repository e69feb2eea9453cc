"""A document on its way in, in the browser: the proposal beside the words, one part after the other, until it is in force."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from resolutions.models import Intake, Resolution
from tasks.models import Assignment, Task
from tests.browser.desk import address, checking, part, taken_in, title, to_the_next
from tests.browser.test_keyboard import press, tab_to
from tests.browser.window import PHONE, counted, vi
from tests.resolutions.made_papers import numbered_docx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Tuyên truyền gương điển hình, người tốt, việc tốt"
REACHES = "Reaches %(number)s recipient today"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def intake(people):
    return taken_in(people)


def upload(page, data):
    page.goto(reverse("document-read"))
    page.get_by_label(vi("File"), exact=True).set_input_files({"name": "Kết luận.docx", "mimeType": WORD, "buffer": data})
    page.get_by_role("button", name=vi("Read it"), exact=True).click()


def test_from_a_file_to_assignments(window, people):
    one = window(people.office)
    page, data = one.page, numbered_docx()
    upload(page, data)
    marked = page.locator(".paper .is-marked")
    page.locator("#part-4").hover()
    expect(marked).to_have_text(re.compile("Tăng cường công tác tuyên truyền"))
    expect(marked).to_be_in_viewport()
    page.get_by_role("link", name=f"{vi('Check, correct')} I.6").focus()
    expect(marked.first).to_have_text(re.compile("Tiếp tục chỉ đạo thực hiện"))
    expect(marked.first).to_be_in_viewport()
    card = page.get_by_role("region", name=vi("For all tasks"))
    card.get_by_label(vi("Rhythm where the text names none")).select_option(label=vi("once"))
    card.get_by_label(vi("Subordinate Party organisation")).check()
    card.get_by_role("button", name=vi("Save")).click()
    expect(page.get_by_role("status")).to_have_text(vi("Saved."))

    page.get_by_role("link", name=f"{vi('Check, correct')} I.3").click()
    checking(page, "I.3")
    here = page.locator(".paper .is-here")
    expect(here).to_have_text(re.compile("Tăng cường công tác tuyên truyền"))
    page.locator(".paper").evaluate("paper => { paper.dataset.stayed = 'yes'; }")
    title(page).fill(TITLE)
    to_the_next(page)
    expect(checking(page, "I.4")).to_be_focused()
    intake = Intake.objects.get()
    expect(page).to_have_url(re.compile(address(intake, "I.4")))
    expect(page).to_have_title(re.compile("^I.4 · "))
    expect(page.locator(".paper[data-stayed]")).to_be_visible()
    expect(here).to_have_text(re.compile("^Thực hiện nghiêm túc, hiệu quả và thực chất"))
    expect(here).to_be_in_viewport()
    page.locator("[name=t0-title]").hover()
    expect(marked).to_have_text(re.compile("^Thực hiện nghiêm túc, hiệu quả và thực chất"))
    assert (part(intake, "I.3")["checked"], part(intake, "I.3")["tasks"][0]["fields"]["title"]) == (True, TITLE)

    page.goto(address(intake, "I.2"))  # where the text names somebody who is not known here
    page.locator("[name=t2-unit_kinds][value=subordinate]").check()
    page.get_by_role("button", name=vi("Save"), exact=True).click()
    expect(page.get_by_role("status")).to_have_text(vi("Saved."))
    page.goto(reverse("intake-enter", args=[intake.pk]))
    page.get_by_label(vi("It has no number yet")).check()
    page.get_by_label(vi("It has no date yet")).check()
    page.get_by_role("button", name=vi("Put in force and give the tasks")).click()
    expect(page.get_by_role("status")).to_have_text(counted("In force. %(number)s assignment was given.", Assignment.objects.count()))
    page.get_by_role("region", name="I.3").get_by_role("link", name=TITLE).click()
    units = page.locator("tbody tr").filter(has=page.locator("a"))
    expect(units).to_have_count(Task.objects.get(title=TITLE).assignments.count())
    expect(units.filter(has_text="Đảng bộ xã Bình Minh")).to_have_count(1)

    upload(page, data)
    expect(page.get_by_role("status")).to_have_text(vi("This document is on file already; here it is."))
    expect(page).to_have_url(re.compile(f"{Resolution.objects.get().get_absolute_url()}$"))
    assert one.complaints() == []


def test_a_tick_changes_whom_it_would_reach(window, people, intake):
    """At once, of this task alone, and nothing of it is kept before it is saved."""
    one = window(people.office)
    page = one.page
    page.goto(address(intake, "I.2"))
    page.evaluate("window.stayed = true")
    first, second = page.locator("#reach-0 strong"), page.locator("#reach-1 strong")
    expect(first).to_have_text(counted(REACHES, 5))
    box = page.locator("fieldset", has=page.locator("#reach-0")).get_by_label(vi("Subordinate Party organisation"))
    box.uncheck()
    expect(first).to_have_text(counted(REACHES, 3))
    expect(second).to_have_text(counted(REACHES, 5))
    expect(box).to_be_focused()
    box.check()
    expect(first).to_have_text(counted(REACHES, 5))
    assert page.evaluate("window.stayed")
    assert part(intake, "I.2")["checked"] is False
    assert one.complaints() == []


def test_a_part_by_keyboard(window, people, intake):
    one = window(people.office)
    page = one.page
    page.goto(address(intake, "I.3"))
    tab_to(page, title(page))
    page.keyboard.press("Control+A")
    page.keyboard.type(TITLE)
    press(page, page.get_by_label(vi("Subordinate Party organisation")), "Space")
    expect(page.locator("#reach-0 strong")).to_have_text(counted(REACHES, 3))
    press(page, page.get_by_role("button", name=vi("Right; to the next")))
    expect(checking(page, "I.4")).to_be_focused()
    tab_to(page, page.locator("[name=label]"), most=3)
    page.keyboard.press("Control+Enter")
    expect(checking(page, "I.5")).to_be_focused()
    fields = part(intake, "I.3")["tasks"][0]["fields"]
    assert (fields["title"], fields["unit_kinds"], part(intake, "I.4")["checked"]) == (TITLE, ["advising", "front"], True)
    assert one.complaints() == []


def test_a_part_without_script(window, people, intake):
    page = window(people.office, size=PHONE, script=False).page
    page.goto(address(intake, "I.3"))
    title(page).fill(TITLE)
    page.get_by_label(vi("Subordinate Party organisation")).uncheck()
    page.get_by_role("button", name=vi("Whom would it reach?")).click()
    expect(page.locator("#reach-0")).to_contain_text(counted(REACHES, 3))
    assert part(intake, "I.3")["checked"] is False
    expect(title(page)).to_have_value(TITLE)
    to_the_next(page)
    checking(page, "I.4")
    expect(page).to_have_url(re.compile(address(intake, "I.4")))
    page.goto(intake.get_absolute_url())
    expect(page.locator(".is-order", has_text=TITLE).get_by_text(vi("checked"), exact=True)).to_be_visible()


def test_what_is_missing_is_said_in_place(window, people, intake):
    one = window(people.office)
    page = one.page
    page.goto(address(intake, "I.3"))
    title(page).fill("")
    to_the_next(page)
    expect(title(page)).to_be_focused()
    expect(title(page)).to_have_attribute("aria-invalid", "true")
    title(page).fill(TITLE)
    for box in page.locator("[name=t0-unit_kinds]").all():
        box.uncheck()
    to_the_next(page)
    expect(page.locator("#part").get_by_role("alert")).to_be_focused()
    expect(title(page)).to_have_value(TITLE)
    assert part(intake, "I.3")["checked"] is False
    assert one.complaints() == []


def test_what_goes_on_does_not_take_the_focus(window, people):
    """A part of which tasks go on under the version before says so above its form."""
    people.read(in_force_on=timezone.localdate())
    people.task("I.2", cadence="once", starts_on=timezone.localdate())
    intake = taken_in(people, replaces=people.resolution)
    page = window(people.office).page
    page.goto(address(intake, "I.1"))
    to_the_next(page)
    expect(checking(page, "I.2")).to_be_focused()
    expect(page.get_by_role("link", name="Nhiệm vụ I.2")).to_be_visible()
