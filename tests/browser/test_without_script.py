"""Everything works where scripts are off: old laptops, careful administrators."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from reports.models import Report
from tests.browser.window import PHONE, vi

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def given(people):
    """I.3, given to two units without a date."""
    people.read(in_force_on=timezone.localdate())
    return people.assign(people.task(cadence="once", starts_on=timezone.localdate()), timezone.localdate().isoformat(), due_on=None)


def test_sign_in_receive_log_and_submit(window, people, given):
    page = window(size=PHONE, script=False).page
    page.goto(reverse("assignments"))
    page.get_by_label(vi("User name")).fill("head")
    page.get_by_label(vi("Password")).fill("mat khau dai")
    page.get_by_role("button", name=vi("Sign in")).click()
    page.get_by_role("link", name=given[0].code).click()
    page.get_by_role("button", name=vi("Receive it")).click()
    expect(page.get_by_role("status")).to_have_text(vi("Received. The work is yours now."))
    page.locator("#log").get_by_label(vi("What was done")).fill("Đang làm.")
    page.locator("#log").locator("[type=submit]").click()
    expect(page.get_by_role("status")).to_have_text(vi("Written down."))
    fields = page.locator("#submit form")
    expect(fields).to_be_hidden()
    page.locator("#submit > summary").click()
    fields.get_by_label(vi("What was done")).fill("Xong.")
    fields.get_by_text(vi("More: obstacles, next step, a paper as evidence")).click()
    fields.get_by_label(vi("Obstacles")).fill("Mưa lũ.")
    fields.locator("[type=submit]").click()
    expect(page.get_by_role("status")).to_have_text(vi("Reported as done. Who verifies will see it."))
    given[0].refresh_from_db()
    assert (given[0].state, given[0].number, given[0].entries.last().obstacles) == ("submitted", 4, "Mưa lũ.")


def test_filters_and_the_other_language(window, people, given):
    page = window(people.office, script=False).page
    page.goto(reverse("assignments"))
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_label(vi("Unit"), exact=True).select_option(label="Đảng bộ xã Bình Minh")
    page.get_by_role("button", name=vi("Filter")).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert f"unit={people.binh_minh.pk}" in page.url
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Assigned work")
    assert f"unit={people.binh_minh.pk}" in page.url
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(vi("Assigned work"))
    people.office.refresh_from_db()
    assert people.office.language == "vi"


def test_a_report_is_asked_for_and_looked_for_again(window, people, given):
    page = window(people.leader, script=False).page
    page.goto(reverse("reports"))
    page.locator("form[action='/bao-cao/'] button[type=submit]").click()
    report = Report.objects.get()
    expect(page.locator("#report-state progress")).to_be_visible()
    again = page.locator("#report-state a")
    expect(again).to_be_visible()
    Report.objects.render_pending(now=timezone.now())
    again.click()
    with page.expect_download() as download:
        page.locator("#report-state a").first.click()
    assert report.code in download.value.suggested_filename
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_signing_out(window, people):
    page = window(people.head, script=False).page
    page.goto("/")
    page.locator(".account summary").click()
    page.get_by_role("button", name=vi("Sign out")).click()
    expect(page.get_by_role("heading", name=vi("Sign in"))).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name=vi("Sign in"))).to_be_visible()
