"""Who signs, what stands over the name, of which day the paper is; and that no step, and no text, is lost to what others do meanwhile."""

import uuid
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports import paper
from reports.models import Report
from reports.signature import signature
from tests.office import at, say
from tests.reports.sample import PDF
from units.models import Appointment, Unit
from units.pdf.letterhead import Letterhead
from units.periods import Period, end_of_day

Q2, Q4 = Period.parse("2024-Q2"), Period.parse("2024-Q4")
NOW = at("2024-07-15")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(paper.Paper, "render", lambda self: PDF)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def report(office):
    first, _second = office.assign(office.task(title="Tuyên truyền"))
    say(first, "submit", "office", "2024-06-10", on_behalf_of=first.unit)
    return drafted(office)


def drafted(office, period=Q2, now=NOW, **more):
    asked = {"by": office.board, "committee": office.committee, "period": period, "cutoff": end_of_day(period.end)}
    made = Report.objects.ask(key=uuid.uuid4(), now=now, **asked, **more)
    Report.objects.render_pending(now=now)
    return fresh(made)


def fresh(report):
    return Report.objects.get(pk=report.pk)


def signed(report, by, now=NOW):
    report.sign(by=by, seen=report.edition, now=now)
    return fresh(report)


def issued(report, office, now=NOW, **more):
    report = signed(report, office.board_head, now)
    report.issue(by=office.board, seen=report.edition, now=now, **more)
    return fresh(report)


# What stands over the name

BOARD = Letterhead("HUYỆN ỦY", "BAN TUYÊN GIÁO", "BC/BTG", "Bình Sơn", "Ban Tuyên giáo", is_agency=True)
OFFICE = Letterhead("HUYỆN ỦY", "VĂN PHÒNG", "BC/VP", "Bình Sơn", "Văn phòng", is_agency=True)
COMMITTEE = Letterhead("", "HUYỆN ỦY", "BC/HU", "Bình Sơn", "Huyện ủy", is_agency=False)


@pytest.mark.parametrize(
    ("head", "title", "lines"),
    [
        (BOARD, "Trưởng Ban", ("TRƯỞNG BAN",)),
        (BOARD, "", ("TRƯỞNG BAN",)),
        (BOARD, "Phó Trưởng Ban", ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        (BOARD, "phó  trưởng ban Thường trực", ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        (BOARD, "Quyền Trưởng Ban", ("Q. TRƯỞNG BAN",)),
        (OFFICE, "Phó Chánh Văn phòng", ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        (COMMITTEE, "Bí thư Huyện ủy", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")),
        (COMMITTEE, "Phó Bí thư Thường trực", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
    ],
)
def test_head_deputy_and_committee_sign_each_in_their_own_way(head, title, lines):
    assert signature(head, title) == lines


def test_a_deputy_signs_for_the_head_and_the_page_says_so_before(office, report, client):
    Appointment.objects.filter(user=office.board_head).update(title="Phó Trưởng Ban")
    client.force_login(office.board_head)
    assert "K/T TRƯỞNG BAN / PHÓ TRƯỞNG BAN" in client.get(report.get_absolute_url()).content.decode()
    report = issued(report, office)
    assert report.gathered.signature == ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert "K/T TRƯỞNG BAN" in report.paper().html


def test_a_title_that_is_not_written_is_told_before_signing(office, report, client):
    Appointment.objects.filter(user=office.board_head).update(title="")
    client.force_login(office.board)
    assert "chưa ghi chức danh" in client.get(report.get_absolute_url()).content.decode()


# Of which day the paper is


def test_a_paper_of_january_about_the_last_quarter_has_blanks_of_the_new_year(office):
    january = at("2025-01-08")
    with time_machine.travel(january, tick=False):
        report = drafted(office, Q4, now=january)
        assert issued(report, office, now=january).gathered.year == 2025


def test_a_number_given_at_issue_decides_the_year(office):
    january = at("2025-01-08")
    with time_machine.travel(january, tick=False):
        report = issued(drafted(office, Q4, now=january), office, now=january, number="3", issued_on=date(2024, 12, 31))
        assert (report.gathered.year, report.gathered.day) == (2024, date(2024, 12, 31))


def test_head_and_signature_are_of_the_board_that_signs_whichever_there_was_when_the_figures_stood(office):
    """The board was made after the quarter's end; before, the committee's own people held its work."""
    Appointment.objects.filter(role="board").update(valid_from=date(2024, 7, 1))
    Appointment.objects.filter(user=office.board_head).update(valid_from=date(2024, 7, 1))
    office = type(office)(**{**vars(office), "people": {name: type(user).objects.get(pk=user.pk) for name, user in office.people.items()}})
    report = issued(drafted(office), office)
    assert (report.gathered.head.own, report.gathered.signature) == ("BAN TUYÊN GIÁO", ("TRƯỞNG BAN",))


def test_the_layout_is_of_the_day_of_issue(office, report):
    report = signed(report, office.board_head)
    with time_machine.travel(at("2026-06-01"), tick=False):
        report.issue(by=office.board, seen=report.edition, now=at("2026-06-01"))
        assert fresh(report).gathered.layout == "HD 05-HD/VPTW"


def test_no_paper_is_dated_before_its_figures(office, report):
    report = signed(report, office.board_head)
    with pytest.raises(ValidationError) as refused:
        report.issue(by=office.board, seen=report.edition, now=NOW, number="3", issued_on=date(2024, 6, 29))
    assert list(refused.value.error_dict) == ["issued_on"]
    report.issue(by=office.board, seen=report.edition, now=NOW, number="3", issued_on=date(2024, 6, 30))
    assert fresh(report).stage == "issued"


# No paper, no signature


def test_nothing_is_signed_or_issued_that_cannot_be_printed(office, report, client):
    Report.objects.filter(pk=report.pk).update(status="failed", error="timeout", tries=3)
    with pytest.raises(ValidationError, match="Chưa có PDF"):
        signed(fresh(report), office.board_head)
    client.force_login(office.board)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Lập PDF quá thời gian cho phép. Hãy chọn kỳ ngắn hơn" in page
    for name in ("report-xlsx", "report-docx", "report-json", "report-copies"):
        assert reverse(name, args=[report.pk]) in page
    Report.objects.filter(pk=report.pk).update(status="ready", error="", tries=0)
    report = signed(fresh(report), office.board_head)
    Report.objects.filter(pk=report.pk).update(status="failed", error="timeout", tries=3)
    with pytest.raises(ValidationError, match="Chưa lập được PDF"):
        report.issue(by=office.board, seen=report.edition, now=NOW)
    assert fresh(report).stage == "signed"


def test_an_issued_report_whose_pdf_failed_is_made_again(office, report, client):
    report = issued(report, office)
    Report.objects.filter(pk=report.pk).update(status="failed", error="timeout", tries=3)
    client.force_login(office.leader)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Báo cáo đã ban hành" in page
    assert "kỳ ngắn hơn" not in page
    client.post(report.get_absolute_url(), {"verb": "try"})
    Report.objects.render_pending(now=NOW)
    assert fresh(report).is_ready


# Meanwhile


def test_of_two_that_would_replace_the_same_report_one_does(office, report, client):
    old = issued(report, office)
    first, second = drafted(office, replaces=old), drafted(office, replaces=old)
    issued(first, office)
    second = signed(second, office.board_head)
    with pytest.raises(ValidationError, match="đã được thay"):
        second.issue(by=office.board, seen=second.edition, now=NOW)
    assert [fresh(one).stage for one in (old, first, second)] == ["replaced", "issued", "signed"]
    client.force_login(office.board)
    address = f"{reverse('reports')}?thay={old.pk}"
    assert "không còn gì để thay" in client.get(address).content.decode()
    before = Report.objects.count()
    answer = client.post(address, {"key": str(uuid.uuid4()), "period": "2024-Q2", "start": "", "end": "", "on": "", "scope": "committee"})
    assert (answer.status_code, Report.objects.count()) == (200, before)


def test_a_step_over_an_older_edition_is_shown_again_over_the_newer_with_what_was_typed(office, report, client):
    report = signed(report, office.board_head)
    client.force_login(office.office)
    typed = {"verb": "issue", "seen": report.edition - 1, "number": "17", "issued_on": "12/07/2024"}
    answer = client.post(report.get_absolute_url(), typed)
    assert answer.status_code == 409
    (form,) = [one for one in answer.context["forms"] if one.verb == "issue"]
    assert (form["seen"].value(), form["number"].value(), form["issued_on"].value()) == (report.edition, "17", "12/07/2024")
    assert client.post(report.get_absolute_url(), {**typed, "seen": form["seen"].value()}).status_code == 302
    assert fresh(report).number == "17"


@pytest.fixture
def typed(report):
    """The text form as a browser sends it, with one sentence reworded."""
    passage = report.passages.get(part="summary", key="all")
    sent = {f"text-{one.pk}": one.text for one in report.passages.all()}
    return {**sent, "key": str(uuid.uuid4()), "seen": report.edition, f"text-{passage.pk}": "Lời của Ban."}


def test_a_text_sent_while_figures_are_gathered_or_after_signing_is_shown_again(office, report, typed, client):
    client.force_login(office.board)
    address = reverse("report-text", args=[report.pk])
    signed(report, office.board_head)
    answer = client.post(address, typed)
    assert (answer.status_code, "Lời của Ban." in answer.content.decode()) == (409, True)
    report = fresh(report)
    report.reopen(by=office.board_head, seen=report.edition, now=NOW)
    report.refresh(report.cutoff, by=office.board, seen=report.edition, now=NOW)
    answer = client.post(address, typed)
    assert (answer.status_code, "Lời của Ban." in answer.content.decode()) == (409, True)
    assert client.get(address).url == report.get_absolute_url()
    Report.objects.render_pending(now=NOW)
    assert client.get(address).status_code == 200


def test_a_text_sent_twice_is_written_once_and_another_one_over_it_is_not_taken_for_the_same(office, report, typed, client):
    client.force_login(office.board)
    address = reverse("report-text", args=[report.pk])
    typed["add-summary"] = "Thêm một câu."
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 302
    assert report.passages.filter(text="Thêm một câu.").count() == 1
    first = next(name for name in typed if name.startswith("text-"))
    back = client.post(address, {**typed, first: "Sửa sau khi bấm Quay lại."})
    assert (back.status_code, "Sửa sau khi bấm Quay lại." in back.content.decode()) == (409, True)


def test_sentences_of_ones_own_keep_their_order_when_figures_are_taken_anew(office, report):
    own = [f"Câu thứ {number}." for number in range(12)]
    for number, text in enumerate(own):
        report = fresh(report)
        report.edit({}, [("summary", text)], by=office.board, seen=report.edition, now=NOW, key=uuid.UUID(int=number))
    for _time in range(2):
        report = fresh(report)
        report.refresh(report.cutoff, by=office.board, seen=report.edition, now=NOW)
        Report.objects.render_pending(now=NOW)
    assert [one.text for one in fresh(report).passages.filter(part="summary") if one.is_own] == own


def test_a_sentence_with_two_spaces_is_not_taken_for_reworded(office, client):
    office.task(title="Tuyên  truyền", measure="Gương  điển hình", measure_unit="gương", target=2)
    office.assign(office.resolution.provisions.get(label="I.3").tasks.last())
    report = drafted(office)
    client.force_login(office.board)
    sent = {f"text-{one.pk}": one.text for one in report.passages.all()}
    client.post(reverse("report-text", args=[report.pk]), {**sent, "key": str(uuid.uuid4()), "seen": report.edition})
    assert not report.passages.exclude(edited_by=None).exists()


# Who is to do it finds it


def test_the_head_of_the_board_finds_what_is_to_be_signed(office, report, client):
    client.force_login(office.board_head)
    home = client.get(reverse("home")).content.decode()
    assert report.get_absolute_url() in home
    assert "chờ xem và ký duyệt" in home
    page = client.get(reverse("reports"))
    assert (page.status_code, report.code in page.content.decode(), page.context["form"]) == (200, True, None)
    signed(report, office.board_head)
    client.force_login(office.office)
    assert "chờ ban hành" in client.get(reverse("home")).content.decode()
    client.force_login(office.head)
    assert report.get_absolute_url() not in client.get(reverse("home")).content.decode()


def test_a_unit_of_another_committee_sees_none_of_it(office, report, client):
    other = Unit.objects.create(name="Đảng ủy khác", kind="committee", valid_from=date(2020, 1, 1))
    stranger = office.person("stranger", other, "head")
    client.force_login(stranger)
    assert report.code not in client.get(reverse("reports")).content.decode()
