"""A unit head at 360 pixels: everything a unit does, by thumb, and every page of it looked at."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tasks.models import Entry, Evidence
from tests.browser.furnished import Furnished
from tests.browser.hand import Hand, picture, seen, sign_in
from tests.browser.test_pages import Visit, look, send, url
from tests.browser.window import PHONE, vi
from tests.office import say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def given(people):
    """I.3, given to Châu Ổ for ten days, with evidence."""
    today = timezone.localdate()
    people.read(in_force_on=today)
    task = people.task(cadence="once", starts_on=today, units=["chau_o"], evidence_required=True, due_on=today + timedelta(days=10))
    [row] = people.assign(task, today.isoformat(), due_on=today + timedelta(days=10))
    return row


@pytest.fixture
def phone(window, people):
    return window(people.head, size=PHONE)


def fine(phone):
    """The page that is open fits a telephone and its reader's thumb, and the browser says nothing."""
    assert phone.unfit() == []
    assert phone.complaints() == []


def told(phone, words):
    """The page says that it is done."""
    expect(phone.page.get_by_role("status").first).to_have_text(words)
    fine(phone)


def from_home(phone, row, section="To be done"):
    """From the list of what waits to the page."""
    phone.page.goto("/")
    fine(phone)
    phone.page.get_by_role("region", name=vi(section)).locator("tbody tr").filter(has_text=row.code).tap()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(row.task.title)
    fine(phone)


def write(phone, verb, button, **fields):
    """Fill in a verb's form and send it."""
    form = phone.page.locator(f"#{verb} form")
    expect(form).to_be_visible()
    fine(phone)
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name=vi(button)).tap()


def now(row, verb, by, **more):
    """Somebody else does something meanwhile."""
    return say(row, verb, by, "", now=timezone.localtime(), **more)


def test_from_signing_in_to_progress_saved(window, given):
    """Counted: what it costs a head to sign in, receive new work and write the first news of it, with a picture."""
    phone = window(size=PHONE)
    page, hand = phone.page, Hand()
    sign_in(page, "head", hand)
    fine(phone)
    door = (hand.taps, hand.fields)
    hand.tap(page.locator("tbody tr").filter(has_text=given.code))
    expect(page.get_by_role("heading", level=1)).to_have_text(given.task.title)
    fine(phone)
    hand.tap(page.get_by_role("button", name=vi("Receive it")))
    told(phone, vi("Received. The work is yours now."))
    form = page.locator("#log form")
    hand.fill(form.get_by_label(vi("What was done")), "Đã phát thanh 05 gương.")
    hand.fill(form.get_by_label(vi("How far, in percent")), "40")
    hand.attach(form.get_by_label(vi("Photos or files")), picture())
    hand.tap(form.get_by_role("button", name=vi("Write down progress")))
    told(phone, vi("Written down."))
    cost = f"at the door {door[0]} tap, {door[1]} fields; then {hand.taps - door[0]} taps, {hand.fields - door[1]} fields"
    assert (hand.taps, hand.fields) <= (4, 5), cost
    assert hand.fields <= 5, cost
    assert seen(page.locator(".log-entry img.log-picture")) == 1200, "a small picture, not the photo of 2400"
    entry = given.entries.get(kind="log")
    assert (entry.text, entry.reported_percent, entry.evidence.count()) == ("Đã phát thanh 05 gương.", 40, 1)


def test_progress_alone_on_work_that_was_received(phone, people, given):
    """What is done every week: from the home page, one field is enough."""
    now(given, "receive", "head")
    hand = Hand()
    phone.page.goto("/")
    hand.tap(phone.page.locator("tbody tr").filter(has_text=given.code))
    hand.fill(phone.page.locator("#log form").get_by_label(vi("What was done")), "Đang làm.")
    hand.tap(phone.page.locator("#log form").get_by_role("button", name=vi("Write down progress")))
    told(phone, vi("Written down."))
    assert hand.taps <= 2, f"{hand.taps} taps, {hand.fields} fields"
    assert hand.fields <= 1, f"{hand.taps} taps, {hand.fields} fields"


def test_asking_for_time_answering_confirming(phone, people, given):
    """What others want of the head stands at the top of the page, with its button."""
    page, later = phone.page, timezone.localdate() + timedelta(days=15)
    from_home(phone, given)
    page.get_by_role("link", name=vi("Ask for more time")).tap()
    write(phone, "ask_time", "Ask for more time", wanted_on=f"{later:%d/%m/%Y}", text="Mưa lũ, chưa họp được chi bộ.")
    told(phone, vi("Asked. You will see the decision here."))
    expect(page.locator(".alert-warning")).to_contain_text(f"{later:%d/%m/%Y}")

    now(given, "remark", "leader", text="Nêu rõ số gương đã biểu dương.", wanted_on=later)
    from_home(phone, given, "A leader waits for your answer")
    expect(page.locator(".awaited")).to_contain_text("Nêu rõ số gương đã biểu dương.")
    page.locator(".awaited").get_by_role("link", name=vi("Answer")).tap()
    expect(page.locator("#answer")).to_contain_text("Nêu rõ số gương đã biểu dương.")
    write(phone, "answer", "Answer", text="Đã biểu dương 05 gương.")
    told(phone, vi("Your answer is written down."))
    expect(page.locator(".awaited")).to_have_count(0)

    now(given, "log", "office", text="Chi bộ báo qua điện thoại: 07 gương.", on_behalf_of=people.chau_o, channel="telephone", percent=50)
    from_home(phone, given, "Written by the office for you: is it right?")
    page.locator(".awaited").get_by_role("link", name=vi("Confirm that it is right")).tap()
    expect(page.locator("#confirm")).to_contain_text("07 gương")
    write(phone, "confirm", "Confirm that it is right")
    told(phone, vi("Confirmed."))
    expect(page.locator(".awaited")).to_have_count(0)
    kinds = [entry.kind for entry in given.entries.order_by("number")]
    assert kinds == ["assign", "ask_time", "remark", "answer", "log", "confirm"]
    assert given.entries.get(kind="answer").about == given.entries.get(kind="remark")


def test_correcting_taking_back_reporting_done(phone, people, given):
    page = phone.page
    now(given, "receive", "head")
    from_home(phone, given)
    form = page.locator("#log form")
    form.get_by_label(vi("Photos or files")).set_input_files([picture("Ảnh nhầm.jpg"), picture("Ảnh đúng.jpg", size=(900, 1200))])
    write(phone, "log", "Write down progress", text="Đã phát thanh 50 gương.", percent="40")
    told(phone, vi("Written down."))
    page.get_by_role("link", name=vi("Correct this entry")).tap()
    expect(page.locator("#correct").get_by_label(vi("What was done"))).to_have_value("Đã phát thanh 50 gương.")
    write(phone, "correct", "Correct this entry", text="Đã phát thanh 05 gương.")
    told(phone, vi("The correction is written down."))
    expect(page.locator(".log-corrected")).to_be_visible()

    file = page.locator(".log-files li").filter(has_text="Ảnh nhầm.jpg")
    file.get_by_role("link", name=vi("Take it back")).tap()
    expect(page.locator("#retract")).to_contain_text("Ảnh nhầm.jpg")
    write(phone, "retract", "Take it back", text="Chọn nhầm ảnh.")
    told(phone, vi("Taken back; it stays in the log, marked."))
    expect(file.locator(".state-withdrawn")).to_be_visible()
    expect(file.locator("img")).to_have_count(0)
    expect(page.locator(".log-files li").filter(has_text="Ảnh đúng.jpg").locator("img")).to_have_count(1)

    page.locator("#submit > summary").tap()
    write(phone, "submit", "Report it done", text="Đã xong: 05 gương tại 12 khu dân cư.")
    told(phone, vi("Reported as done. Who verifies will see it."))
    given.refresh_from_db()
    assert given.state == "submitted"
    assert [entry.kind for entry in given.entries.order_by("number")] == ["assign", "receive", "log", "correct", "retract", "submit"]
    assert Evidence.objects.get(name="Ảnh nhầm.jpg").retractions.count() == 1


def test_every_state_and_every_form_of_a_head(window, people):
    """Each page on its own: it fits, its targets can be hit, axe finds nothing."""
    furnished = Furnished(people)
    rows, later = furnished.assignments, timezone.localdate() + timedelta(days=5)
    now(rows["in_progress"], "remark", "leader", text="Nêu rõ số gương.", wanted_on=later)
    now(rows["assigned"], "log", "head", text="Đã làm.", percent=10)
    remark, behalf = rows["in_progress"].entries.get(kind="remark"), rows["in_progress"].entries.get(kind="log")
    declined, alone = rows["overdue"], rows["assigned"].pk
    own = rows["assigned"].entries.get(kind="log")
    paper = Evidence.objects.get(entry__assignment=rows["verified"], entry__kind="submit").pk
    head = window(people.head)
    look(
        head,
        [
            Visit("head-overdue", url("assignment", rows["overdue"].pk)),
            Visit("head-two-words", url("assignment", rows["in_progress"].pk)),
            Visit("head-verified", url("assignment", rows["verified"].pk)),
            Visit("head-withdrawn", url("assignment", rows["withdrawn"].pk)),
            *(Visit(f"head-{verb}", url(verb, declined.pk)) for verb in ("receive", "decline")),
            *(Visit(f"head-{verb}", url(verb, alone)) for verb in ("log", "submit", "ask_time", "hand")),
            Visit("head-ask_time-error", url("ask_time", alone), send("xin-gia-han", wanted_on="mai", text=" ")),
            Visit("head-answer", url("answer", rows["in_progress"].pk, remark.number)),
            Visit("head-confirm", url("confirm", rows["in_progress"].pk, behalf.number)),
            Visit("head-object", url("object", rows["in_progress"].pk, behalf.number)),
            Visit("head-correct", url("correct", alone, own.number)),
            Visit("head-retract-too-late", url("retract", paper), status=409),
            Visit("head-conflict", url("log", alone), meanwhile(rows["assigned"]), status=409),
        ],
    )
    now(declined, "decline", "head", text="Không thuộc đơn vị.")
    now(rows["assigned"], "ask_time", "head", text="Mưa lũ.", wanted_on=rows["assigned"].due_on + timedelta(days=3))
    now(rows["in_progress"], "reassign", "office", text="Chuyển theo phân công.", unit=people.binh_minh)
    now(rows["verified"], "reopen", "board", text="Thiếu danh sách.")
    look(
        head,
        [
            Visit("head-declined", url("assignment", declined.pk)),
            Visit("head-asked", url("assignment", alone)),
            Visit("head-passed-on-list", url("passed-on")),
            Visit("head-passed-on", url("assignment", rows["in_progress"].pk)),
            Visit("head-reopened", url("assignment", rows["verified"].pk)),
            Visit("head-retract", url("retract", paper)),
        ],
    )


def meanwhile(row):
    """The form is filled in; then somebody of the unit writes; then it is sent."""

    def act(window):
        now(row, "log", "member", text="Cán bộ đã ghi trước.")
        return send("tien-do", text="Tôi cũng đã ghi.")(window)

    return act


def test_control_enter_sends_the_form_in_which_one_writes(window, people, given):
    page = window(people.head).page
    page.goto(reverse("log", args=[given.pk]))
    text = page.locator("#log").get_by_label(vi("What was done"))
    for number, keys in enumerate(["Control+Enter", "Meta+Enter"], start=1):
        text.fill(f"Lần {number}.")
        page.keyboard.press("Enter")
        page.keyboard.press(keys)
        expect(page.get_by_role("status")).to_have_text(vi("Written down."))
        assert Entry.objects.filter(kind="log").count() == number, "once each; Enter alone writes a new line"
        page.goto(reverse("log", args=[given.pk]))
    page.get_by_role("link", name=vi("Back, without writing anything")).focus()
    page.keyboard.press("Control+Enter")
    assert Entry.objects.filter(kind="log").count() == 2
