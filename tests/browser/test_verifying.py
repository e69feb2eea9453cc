"""The board verifies one after the other; two people on one page: the second reads both texts, and loses nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tasks.models import Entry
from tests.browser.hand import picture
from tests.browser.test_keyboard import press, tab_to
from tests.browser.window import PHONE, vi
from tests.office import say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHANGED = "Somebody wrote something here after you opened the page. Read it, then decide."


@pytest.fixture
def rows(people):
    """Three units' work on I.3, reported done one day after the other."""
    today = timezone.localdate()
    people.read(in_force_on=today - timedelta(days=9))
    task = people.task(cadence="once", starts_on=today - timedelta(days=9), units=["chau_o", "binh_minh", "phu_nu"])
    found = people.assign(task, (today - timedelta(days=9)).isoformat(), due_on=None)
    for number, row in enumerate(found):
        head = {people.chau_o: "head", people.binh_minh: "other", people.phu_nu: "women"}[row.unit]
        say(row, "submit", head, (today - timedelta(days=5 - number)).isoformat())
    return found


def conflict(window, said, typed):
    """The page of the conflict: what was written meanwhile, and in the form again what was typed."""
    page = window.page
    expect(page.get_by_role("heading", level=1)).to_have_text(vi("Not saved"))
    expect(page.get_by_text(vi(CHANGED))).to_be_visible()
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.locator("main textarea[name=text]")).to_have_value(typed)
    assert window.complaints(status=409) == []
    assert window.unfit() == []


def test_one_after_the_other_by_keyboard(window, people, rows):
    one = window(people.board)
    page = one.page
    page.goto("/")
    press(page, page.get_by_role("region", name=vi("Waiting for you to verify")).get_by_role("link", name=rows[0].code))
    on = vi("%(button)s, then the next", button=vi("Verify"))
    for number, row in enumerate(rows[:2]):
        expect(page.locator(".page-head .code")).to_have_text(row.code)
        expect(page.get_by_text(vi("%(number)s more wait for you.", number=2 - number))).to_be_visible()
        tab_to(page, page.locator("#verify").get_by_label(vi("Remark")))
        page.keyboard.type(f"Tốt lần {number + 1}.")
        if number:
            page.keyboard.press("Control+Enter")
        else:
            press(page, page.locator("#verify").get_by_role("button", name=on))
        expect(page.get_by_role("status").first).to_have_text(vi("Verified."))
        if not number:
            expect(page.get_by_role("status").last).to_have_text(vi("%(number)s more wait for you; this is the next.", number=2))
    expect(page.locator(".page-head .code")).to_have_text(rows[2].code)
    expect(page.locator("#verify").get_by_role("button", name=on)).to_have_count(0)
    press(page, page.locator("#verify form").get_by_role("button", name=vi("Verify")))
    expect(page.get_by_role("status").first).to_have_text(vi("Verified."))
    page.goto("/")
    expect(page.get_by_text(vi("Nothing waits for you."))).to_be_visible()
    for row, text in zip(rows, ["Tốt lần 1.", "Tốt lần 2.", ""], strict=True):
        row.refresh_from_db()
        assert (row.state, row.entries.last().text) == ("verified", text)
    assert one.complaints() == []


def test_nothing_else_waits_where_a_colleague_was_quicker(window, people, rows):
    """The page still offers the next; by the time it is pressed, nothing is left."""
    page = window(people.board).page
    page.goto(rows[0].get_absolute_url())
    for row in rows[1:]:
        say(row, "verify", "board_two", "", now=timezone.localtime())
    page.locator("#verify button[name=next]").click()
    expect(page.get_by_role("status").last).to_have_text(vi("Nothing else waits for you."))
    expect(page.locator(".page-head .code")).to_have_text(rows[0].code)


def test_a_page_grown_stale_shows_both_texts_and_can_be_sent_again(window, people, rows):
    one = window(people.board)
    page, [row, *_others] = one.page, rows
    page.goto(row.get_absolute_url())
    page.locator("#verify").get_by_label(vi("Remark")).fill("Đủ 05 gương.")
    unit = {people.chau_o: "head", people.binh_minh: "other", people.phu_nu: "women"}[row.unit]
    say(row, "log", unit, "", now=timezone.localtime(), text="Thêm 02 gương ở khu dân cư số 3.")
    assert one.send(page.locator("#verify button[name=next]")) == 409
    conflict(one, "Thêm 02 gương ở khu dân cư số 3.", "Đủ 05 gương.")
    row.refresh_from_db()
    assert row.state == "submitted"
    page.locator("main textarea[name=text]").fill("Đủ 07 gương.")
    page.locator("main form").get_by_role("button", name=vi("Verify")).click()
    expect(page.get_by_role("status").first).to_have_text(vi("Verified."))
    row.refresh_from_db()
    assert (row.state, row.entries.last().text) == ("verified", "Đủ 07 gương.")


def test_two_people_on_one_page(window, people, rows):
    """Head and member of one unit, each on a telephone: the second loses no word, is told which files to choose again, and goes on."""
    row = next(row for row in rows if row.unit == people.chau_o)
    say(row, "send_back", "board", "", now=timezone.localtime(), text="Thiếu danh sách.")
    head, member = window(people.head, size=PHONE), window(people.member, size=PHONE)
    for one, words in [(head, "Trưởng đơn vị ghi."), (member, "Cán bộ ghi.\nDòng thứ hai.")]:
        one.page.goto(row.get_absolute_url())
        one.page.locator("#log").get_by_label(vi("What was done")).fill(words)
    form = member.page.locator("#log form")
    form.locator("summary").tap()
    form.get_by_label(vi("Obstacles")).fill("Mưa lũ.")
    form.get_by_label(vi("Photos or files")).set_input_files(picture("Ảnh hội nghị.jpg"))
    head.page.locator("#log form").get_by_role("button", name=vi("Write down progress")).tap()
    expect(head.page.get_by_role("status")).to_have_text(vi("Written down."))
    with member.page.expect_navigation() as arrival:
        form.get_by_role("button", name=vi("Write down progress")).tap()
    assert arrival.value.status == 409
    conflict(member, "Trưởng đơn vị ghi.", "Cán bộ ghi.\nDòng thứ hai.")
    expect(member.page.get_by_label(vi("Obstacles"))).to_have_value("Mưa lũ.")
    expect(member.page.get_by_label(vi("Obstacles"))).to_be_visible()
    expect(member.page.get_by_text("Ảnh hội nghị.jpg")).to_be_visible()
    assert Entry.objects.filter(kind="log").count() == 1
    member.page.get_by_label(vi("Photos or files")).set_input_files(picture("Ảnh hội nghị.jpg"))
    member.page.get_by_role("button", name=vi("Write down progress")).tap()
    expect(member.page.get_by_role("status")).to_have_text(vi("Written down."))
    last = row.entries.order_by("number").last()
    assert (last.by, last.text.split(), last.obstacles) == (people.member, ["Cán", "bộ", "ghi.", "Dòng", "thứ", "hai."], "Mưa lũ.")
    assert [item.name for item in last.evidence.all()] == ["Ảnh hội nghị.jpg"]
    member.page.goto(reverse("log", args=[row.pk]))
    expect(member.page.locator("#log").get_by_label(vi("What was done"))).to_have_value("")  # what was sent is no draft any more
    assert head.complaints() == []
