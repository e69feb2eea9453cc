"""The whole way of one conclusion, from the text to the counted PDF, in Vietnamese; each person in a window of their own."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from reports.models import Report
from resolutions.models import Resolution
from tasks.models import Assignment, Entry, Evidence, Task
from tests.browser.furnished import PNG
from tests.browser.hand import Hand, sign_in
from tests.browser.window import PHONE, counted, vi
from tests.office import SAMPLE
from units.periods import Period

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Tuyên truyền gương điển hình, người tốt, việc tốt"
LABELS = ["I.1", "I.2", "I.3", "I.4", "I.5", "I.6", "II.1", "II.2"]


def day(one):
    return f"{one:%d/%m/%Y}"


def read_and_put_in_force(page):
    """The office: the text goes in, each part is looked at beside it, and the document is in force without number and date."""
    page.get_by_role("navigation").get_by_role("link", name=vi("Documents")).click()
    page.get_by_role("link", name=vi("Read a document")).first.click()
    page.get_by_label(vi("File"), exact=True).set_input_files(SAMPLE)
    page.get_by_role("button", name=vi("Read it"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết luận …-KL/HU")
    orders = page.locator(".parts-read > .is-order")
    assert orders.locator(".part-line > .code").all_inner_texts() == LABELS
    assert orders.locator(".chip").all_inner_texts() == [vi("Directive")] * 6 + [vi("Implementation duty")] * 2
    choose_for_all(page.get_by_role("region", name=vi("For all tasks")))
    expect(page.get_by_role("status")).to_have_text(vi("Saved."))
    expect(orders.filter(has_text=counted("%(number)s recipient", 0))).to_have_text([re.compile(r"^\s*I\.2\s")])  # 'cán bộ, đảng viên'
    page.get_by_role("link", name=vi("Check one after the other")).click()
    for label in LABELS:
        leave_for_later(page, label)
    expect(orders.locator(".state-verified")).to_have_count(len(LABELS))
    page.get_by_role("link", name=vi("Put in force …")).click()
    expect(page.locator(".number-value")).to_have_text([str(len(LABELS)), "0", "0", "0"])
    page.get_by_label(vi("It has no number yet")).check()
    page.get_by_label(vi("It has no date yet")).check()
    assert not Resolution.objects.exists()
    page.get_by_role("button", name=vi("Put in force and give the tasks")).click()
    expect(page.get_by_role("status")).to_have_text(counted("In force. %(number)s assignment was given.", 0))
    document = Resolution.objects.get()
    assert (document.state, document.number, document.issued_on, document.in_force_on) == ("in_force", "", None, timezone.localdate())


def choose_for_all(card):
    """What holds where the text says nothing."""
    card.get_by_label(vi("Rhythm where the text names none")).select_option(label=vi("quarterly"))
    card.get_by_label(vi("Supervised by")).select_option(label="Ban Tuyên giáo Huyện ủy")
    card.get_by_label(vi("Subordinate Party organisation")).check()
    card.get_by_role("button", name=vi("Save")).click()


def leave_for_later(page, label):
    """One part is right, but for the tasks: the office makes them by hand. On to the next."""
    expect(page.get_by_role("heading", level=1)).to_have_text(vi("Check %(label)s", label=label))
    for box in page.get_by_label(vi("Make this a task")).all():
        box.uncheck()
    page.get_by_role("button", name=vi("Save") if label == LABELS[-1] else vi("Right; to the next")).click()


def make_and_give(page, quarter):
    """The office: a task of I.3 for every subordinate organisation, quarter by quarter, with evidence; first seen, then given."""
    page.get_by_role("region", name="I.3").get_by_role("link", name=vi("Make a task of it")).click()
    page.get_by_label(vi("what is to be done")).fill(TITLE)
    page.get_by_role("combobox", name=vi("rhythm")).select_option(label=vi("quarterly"))
    page.get_by_label(vi("starts on")).fill(day(quarter.start))
    page.get_by_label(vi("needs evidence")).check()
    page.get_by_label(vi("supervised by")).select_option(label="Ban Tuyên giáo Huyện ủy")
    page.get_by_label(vi("Subordinate Party organisation")).check()
    page.get_by_role("button", name=vi("Make the task")).click()
    expect(page.get_by_text(vi("%(number)s would get it:", number=2))).to_be_visible()
    meant = page.get_by_role("row").get_by_role("rowheader")
    assert meant.all_inner_texts() == ["Đảng bộ thị trấn Châu Ổ", "Đảng bộ xã Bình Minh"]
    assert not Assignment.objects.exists()
    page.get_by_role("textbox", name=vi("Due on")).fill(day(quarter.end))
    page.get_by_role("button", name=vi("Give it")).click()
    expect(page.get_by_role("status")).to_contain_text(vi("Given to %(number)s.", number=2))
    task = Task.objects.get()
    assert (task.title, task.cadence, task.starts_on, task.evidence_required) == (TITLE, "quarterly", quarter.start, True)
    assert {(row.unit.name, row.state, row.due_on) for row in task.assignments.all()} == {
        ("Đảng bộ thị trấn Châu Ổ", "assigned", quarter.end),
        ("Đảng bộ xã Bình Minh", "assigned", quarter.end),
    }


def receive_and_log(page, row):
    """The head, on a telephone: from the list to the word that it is written down."""
    hand = Hand()
    hand.tap(page.locator("tbody tr").filter(has_text=row.code))  # anywhere on the row
    hand.tap(page.get_by_role("button", name=vi("Receive it")))
    expect(page.get_by_role("status")).to_contain_text(vi("Received. The work is yours now."))
    form = page.locator("#log form")
    hand.fill(form.get_by_label(vi("What was done")), "Đã phát thanh 05 gương trên loa truyền thanh.")
    hand.fill(form.get_by_label(vi("How far, in percent")), "40")
    hand.attach(form.get_by_label(vi("Photos or files")), {"name": "Ảnh buổi phát thanh.png", "mimeType": "image/png", "buffer": PNG})
    hand.tap(form.get_by_role("button", name=vi("Write down progress")))
    expect(page.get_by_role("status")).to_contain_text(vi("Written down."))
    expect(page.get_by_role("link", name="Ảnh buổi phát thanh.png")).to_be_visible()
    return hand


def submit(page, text, *, paper=""):
    """The head: it is done."""
    page.locator("#submit > summary").tap()
    form = page.locator("#submit form")
    form.get_by_label(vi("What was done")).fill(text)
    if paper:
        form.get_by_text(vi("More: obstacles, next step, a paper as evidence")).tap()
        form.get_by_label(vi("or the number of a paper")).fill(paper)
    form.get_by_role("button", name=vi("Report it done")).tap()
    expect(page.get_by_role("status")).to_contain_text(vi("Reported as done. Who verifies will see it."))


def judge(page, row, verb, *, reason="", said):
    """The board: from its list to its word."""
    page.goto("/")
    page.get_by_role("region", name=vi("Waiting for you to verify")).get_by_role("link", name=row.code).click()
    if reason:
        page.locator(f"#{verb} > summary").click()
        page.locator(f"#{verb}").get_by_label(vi("Reason")).fill(reason)
    page.locator(f"#{verb} form").get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text(said)


def log_by_telephone(page, row):
    """The office, for a unit that called."""
    page.goto(row.get_absolute_url())
    expect(page.get_by_role("heading", name=vi("What you can do, for %(unit)s", unit="Đảng bộ xã Bình Minh"))).to_be_visible()
    form = page.locator("#log form")
    form.get_by_label(vi("How the news came")).select_option(label=vi("by telephone"))
    form.get_by_label(vi("What was done")).fill("Đang chọn gương ở các chi bộ.")
    form.get_by_label(vi("How far, in percent")).fill("20")
    form.get_by_role("button", name=vi("Write down progress")).click()
    expect(page.get_by_role("status")).to_contain_text(vi("Written down."))
    expect(page.locator(".log-entry").first).to_contain_text(
        vi("written by the office for %(unit)s, %(channel)s", unit="Đảng bộ xã Bình Minh", channel=vi("by telephone"))
    )


def make_report(page):
    """The leader asks; the worker, here this thread, makes it; the page notices by itself."""
    page.locator("main a[href='/bao-cao/']").tap()
    page.locator("form[action='/bao-cao/'] button[type=submit]").tap()
    expect(page.locator("#report-state progress")).to_be_visible()
    assert Report.objects.render_pending(now=timezone.now()) == 1
    expect(page.locator("#report-state a[href$='/pdf/']")).to_be_visible()


def fetched(page):
    """The PDF's words, one tap from the first page."""
    page.goto("/")
    with page.expect_download() as download:
        page.locator(".page-head a[href$='/pdf/']").tap()
    assert download.value.suggested_filename.endswith(".pdf")
    reader = PdfReader(download.value.path())
    return " ".join(" ".join(part.extract_text() for part in reader.pages).split())


def test_from_the_text_to_the_report(window, people):
    quarter = Period.holding(timezone.localdate(), "quarterly")
    office = sign_in(window().page, "office")
    read_and_put_in_force(office)
    make_and_give(office, quarter)
    chau_o, binh_minh = Assignment.objects.get(unit=people.chau_o), Assignment.objects.get(unit=people.binh_minh)

    phone = window(size=PHONE)
    head = sign_in(phone.page, "head")
    hand = receive_and_log(head, chau_o)
    print(f"receive and log on a telephone: {hand.taps} taps, {hand.fields} fields")  # noqa: T201
    assert (hand.taps, hand.fields) == (3, 3)
    submit(head, "Đã tuyên truyền 05 gương tại 12 khu dân cư.", paper="15-BC/ĐU")

    board = sign_in(window().page, "board")
    judge(board, chau_o, "send_back", reason="Chưa nêu tên các gương; đề nghị bổ sung.", said=vi("Sent back, with your reason."))
    head.reload()
    expect(head.locator(".log-entry").first).to_contain_text("Chưa nêu tên các gương")
    submit(head, "Bổ sung danh sách 05 gương.")
    judge(board, chau_o, "verify", said=vi("Verified."))
    log_by_telephone(office, binh_minh)

    leader = sign_in(window(size=PHONE).page, "leader")
    make_report(leader)
    words = fetched(leader)
    assert "có 2 việc giao cho 2 đơn vị" in words
    assert "đã hoàn thành 1 việc (50" in words
    assert "Không có việc nào quá hạn" in words
    assert "I.3" in words
    assert Report.objects.get().code in words

    chau_o.refresh_from_db()
    binh_minh.refresh_from_db()
    assert (chau_o.state, chau_o.percent, chau_o.done_on) == ("verified", 100, timezone.localdate())
    assert (binh_minh.state, binh_minh.percent) == ("in_progress", 20)
    assert [(entry.kind, entry.by.username) for entry in chau_o.entries.order_by("number")] == [
        ("assign", "office"), ("receive", "head"), ("log", "head"), ("submit", "head"),
        ("send_back", "board"), ("submit", "head"), ("verify", "board"),
    ]  # fmt: skip
    told = binh_minh.entries.get(kind="log")
    assert (told.by, told.on_behalf_of, told.channel) == (people.office, people.binh_minh, Entry.Channel.TELEPHONE)
    picture, paper = Evidence.objects.order_by("pk")
    assert (picture.name, picture.content_type, picture.size) == ("Ảnh buổi phát thanh.png", "image/png", len(PNG))
    assert paper.paper_number == "15-BC/ĐU"
    assert {entry.happened_on for entry in Entry.objects.all()} == {timezone.localdate()}
