"""Copies of a report: the leader's page, a unit's own sheet, the table of very many rows; who sees which, and what becomes of them."""

import io
import uuid
from datetime import date
from hashlib import sha256

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from reports import paper, summary_paper, unit_paper
from reports.models import Copy, Reading, Report, copy
from reports.models.copy import WantedCopy, possible
from tasks.management.commands import run_ticks
from tasks.models import Addressee, Notice
from tasks.models.succession import hand_over
from tests.office import at, say
from tests.reports.sample import PDF
from units import pdf
from units.models import Appointment, Mail, Unit
from units.models.rendered import Rendered
from units.periods import Period, end_of_day

Q2 = Period.parse("2024-Q2")
NOW = at("2024-07-15")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(paper.Paper, "render", lambda self: PDF)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def report(office):
    """Two communes with a task, the board head's own duty, and a report that is drafted."""
    first, _second = office.assign(office.task(title="Tuyên truyền"))
    say(first, "log", "office", "2024-06-10", on_behalf_of=first.unit)
    made = Report.objects.ask(key=uuid.uuid4(), by=office.board, committee=office.committee, period=Q2, cutoff=end_of_day(Q2.end), now=NOW)
    Report.objects.render_pending(now=NOW)
    return fresh(made)


def fresh(report):
    return Report.objects.get(pk=report.pk)


def issued(report, office):
    report.sign(by=office.board_head, seen=report.edition, now=NOW)
    report.issue(by=office.board, seen=report.edition, now=NOW)
    return fresh(report)


def ask(report, *wanted):
    Copy.objects.ask(report, wanted, now=NOW)
    return list(report.copies.all())


def render():
    Report.objects.render_pending(now=NOW)
    return Copy.objects.render_pending(now=NOW)


SUMMARY = WantedCopy("summary")


def sheet_of(unit):
    return WantedCopy("unit", unit.pk)


def open_as(client, user, name, *args, **data):
    client.force_login(user)
    address = reverse(name, args=args)
    answer = client.post(address, data) if data else client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file is read to its end, which closes it
    return answer


# What there may be


def test_a_report_may_have_a_page_for_leaders_and_a_sheet_for_each_unit(report, office):
    assert [(one.copy.line, one.name) for one in possible(report)] == [
        ("summary", "một trang cho lãnh đạo"),
        (f"u{office.chau_o.pk}", office.chau_o.name),
        (f"u{office.binh_minh.pk}", office.binh_minh.name),
    ]


def test_the_table_is_a_copy_where_rows_are_too_many_for_a_page(report, office, client, monkeypatch):
    assert open_as(client, office.board, "report-xlsx", report.pk).status_code == 200
    Report.objects.filter(pk=report.pk).update(rows=2001)
    assert [one.copy.line for one in possible(fresh(report))][:2] == ["summary", "sheet"]
    assert open_as(client, office.board, "report-xlsx", report.pk).url == reverse("report-copies", args=[report.pk])
    (made,) = ask(report, WantedCopy("sheet"))
    assert render() == 1
    made.refresh_from_db()
    with made.file.open() as file:
        book = load_workbook(io.BytesIO(file.read()), read_only=True)
    assert len(book.sheetnames) == 7
    assert made.file.name.endswith(".xlsx")
    answer = open_as(client, office.board, "report-copy-file", made.pk)
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    assert ".xlsx" in answer["Content-Disposition"]


def test_a_sheet_of_a_report_that_lists_no_rows_lists_those_of_its_unit(report, office, monkeypatch):
    whole = [row.code for row in report.rows_of_doer(office.chau_o)]
    assert whole
    monkeypatch.setattr("reports.contents.LINES", 1)
    report.refresh(report.cutoff, by=office.board, seen=report.edition, now=NOW)
    report = fresh(report)
    report.draft()
    assert report.gathered.rows_left_out == 2
    assert [row.code for row in report.rows_of_doer(office.chau_o)] == whole
    made = unit_paper.compose(report.finished(), office.chau_o.pk, rows=report.rows_of_doer(office.chau_o))
    assert whole[0] in made.html


# Made by a worker


def test_asked_for_twice_there_is_one_and_what_is_up_to_date_is_not_made_again(report):
    (made,) = ask(report, SUMMARY)
    assert [one.pk for one in ask(report, SUMMARY)] == [made.pk]
    assert render() == 1
    assert ask(report, SUMMARY)[0].is_ready
    assert render() == 0


def test_two_of_a_kind_are_refused_by_the_database(report):
    ask(report, SUMMARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.create(report=report, line="summary", kind="summary", asked_at=NOW)


def test_a_copy_of_a_draft_that_was_changed_is_told_so_and_made_anew(report, office, client):
    ask(report, SUMMARY)
    render()
    (made,) = report.copies.all()
    assert not made.is_stale
    passage = report.passages.get(part="summary", key="all")
    report.edit({passage.pk: "Lời khác."}, (), by=office.board, seen=report.edition, now=NOW, key=uuid.uuid4())
    (made,) = fresh(report).copies.all()
    assert made.is_stale
    page = open_as(client, office.board, "report-copies", report.pk).content.decode()
    assert "theo dự thảo trước khi sửa" in page
    (made,) = ask(fresh(report), SUMMARY)
    assert made.is_waiting
    render()
    assert not fresh(report).copies.get().is_stale


def test_what_is_made_while_the_report_is_issued_is_thrown_away_and_made_anew(report, office, monkeypatch):
    """The worker has read the draft; the report is issued before it has written its file."""
    ask(report, SUMMARY)

    def compose(contents):
        if report.is_draft:
            issued(report, office)
            report.stage = "issued"
        return paper.compose(contents)

    monkeypatch.setattr(copy.summary_paper, "compose", compose)
    (made,) = report.copies.all()
    Copy.objects.claim(made.pk, me=(me := uuid.uuid4()), now=NOW)
    made = Copy.objects.get(pk=made.pk)
    assert not made.render(me=me)
    made.refresh_from_db()
    assert (made.status, made.edition) == ("pending", None)
    render()
    made.refresh_from_db()
    assert (made.is_ready, made.edition) == (True, fresh(report).edition)


def test_a_copy_that_fails_says_why_and_can_be_tried_again(report, office, client, monkeypatch):
    def broken(contents):
        raise pdf.RenderFailed("memory")

    (made,) = ask(report, SUMMARY)
    with monkeypatch.context() as breaking:
        breaking.setattr(summary_paper, "compose", broken)
        breaking.setattr(copy.summary_paper, "compose", broken)
        for _try in range(3):
            assert render() == 0
    made.refresh_from_db()
    assert made.has_failed
    assert "vượt mức bộ nhớ" in open_as(client, office.board, "report-copy", made.pk).content.decode()
    assert open_as(client, office.board, "report-copy-file", made.pk).status_code == 404
    assert open_as(client, office.board, "report-copy", made.pk, again="1").status_code == 302
    assert render() == 1


def test_reports_come_before_copies(report):
    ask(report, SUMMARY)
    Report.objects.filter(pk=report.pk).update(status="pending")
    assert Copy.objects.render_pending(now=NOW, stop=lambda: Report.objects.due(NOW).exists()) == 0
    Report.objects.render_pending(now=NOW)
    assert Copy.objects.render_pending(now=NOW, stop=lambda: Report.objects.due(NOW).exists()) == 1


def test_where_no_worker_is_the_loop_makes_what_waits_reports_first(report, monkeypatch):
    (made,) = ask(report, SUMMARY)
    Report.objects.filter(pk=report.pk).update(status="pending")
    order = []
    whole = Rendered.render
    monkeypatch.setattr(Rendered, "render", lambda self, *, me: order.append(str(self)) or whole(self, me=me))
    monkeypatch.setattr(run_ticks, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_ticks, "tick", lambda **said: None)  # its own work is tested elsewhere
    run_ticks.Command().tick(lambda: False)
    assert order == [report.code, made.code]
    assert (fresh(report).is_ready, report.copies.get().is_ready) == (True, True)


# Issued


def test_on_issue_all_copies_are_made_and_their_units_are_told(report, office):
    report = issued(report, office)
    assert set(report.copies.values_list("line", flat=True)) == {one.copy.line for one in possible(report)}
    assert render() == 3
    notice = Notice.objects.get(recipient=office.head, step="REPORT")
    own = report.copies.get(unit=office.chau_o)
    assert (notice.page, notice.mail_id) == (own.get_absolute_url(), None)
    assert notice.text == f"Báo cáo giám sát {report.code} đã ban hành: Quý II/2024. Đã có bản trích phần về đơn vị."
    assert not Notice.objects.filter(recipient=office.member, step="REPORT").exists()
    assert Mail.objects.filter(recipient=office.head, key__startswith="report/").count() == 0


def test_a_person_with_a_duty_is_told_and_has_a_sheet(office, client):
    task = office.task(units=[], cadence="once", title="Việc của bí thư")
    Addressee.objects.create(task=task, role="leader")
    office.assign(task, due_on=None)
    made = Report.objects.ask(key=uuid.uuid4(), by=office.board, committee=office.committee, period=Q2, cutoff=end_of_day(Q2.end), now=NOW)
    Report.objects.render_pending(now=NOW)
    made = issued(fresh(made), office)
    own = made.copies.exclude(person=None).get()
    assert own.person.user == office.leader
    pages = set(Notice.objects.filter(recipient=office.leader, step="REPORT").values_list("page", flat=True))
    assert pages == {own.get_absolute_url(), made.get_absolute_url()}


def test_the_head_of_the_heir_is_told_of_the_sheet_of_a_unit_that_is_gone(report, office, client):
    said = {"on": date(2024, 7, 10), "decision": "Quyết định 99-QĐ/TU", "by": office.office, "now": at("2024-07-10"), "key": uuid.uuid4()}
    new = Unit(name="Đảng bộ xã Bình Hòa", code="ĐU")
    hand_over("merge", olds=[office.chau_o, Unit.objects.get(pk=office.binh_minh.pk)], news=[new], **said)
    head = office.person("new_head", Unit.objects.get(name=new.name), "head", since=date(2024, 7, 10))
    report = issued(report, office)
    told = set(Notice.objects.filter(recipient=head, step="REPORT").values_list("page", flat=True))
    assert told == {one.get_absolute_url() for one in report.copies.filter(kind="unit")}
    assert all(open_as(client, head, "report-copy", one.pk).status_code == 200 for one in report.copies.filter(kind="unit"))
    assert not Notice.objects.filter(recipient=office.head, step="REPORT").exists()


# Who sees what


def test_a_unit_finds_its_own_sheet_and_no_other_once_the_report_is_issued(report, office, client):
    (drafted,) = ask(report, sheet_of(office.chau_o))
    render()
    assert open_as(client, office.head, "report-copy-file", drafted.pk).status_code == 404
    assert "Chưa có báo cáo nào về đơn vị" in open_as(client, office.head, "reports").content.decode()
    report = issued(report, office)
    render()
    own, others = report.copies.get(unit=office.chau_o), report.copies.exclude(unit=office.chau_o)
    page = open_as(client, office.head, "reports").content.decode()
    assert reverse("report-copy-file", args=[own.pk]) in page
    for who in (office.head, office.member):
        assert open_as(client, who, "report-copy", own.pk).status_code == 200
        assert open_as(client, who, "report-copy-file", own.pk).status_code == 200
        for other in others:
            assert open_as(client, who, "report-copy", other.pk).status_code == 404
            assert open_as(client, who, "report-copy-file", other.pk).status_code == 404
            assert reverse("report-copy-file", args=[other.pk]) not in page
        assert open_as(client, who, "report-copies", report.pk).status_code == 404
        assert open_as(client, who, "report", report.pk).status_code == 404


def test_who_left_the_unit_sees_its_sheet_no_more(report, office, client):
    report = issued(report, office)
    render()
    own = report.copies.get(unit=office.chau_o)
    assert open_as(client, office.head, "report-copy-file", own.pk).status_code == 200
    Appointment.objects.filter(user=office.head).update(valid_until=NOW.date())
    with time_machine.travel(at("2024-07-20"), tick=False):
        assert open_as(client, office.head, "report-copy-file", own.pk).status_code == 404


def test_a_withdrawn_report_says_so_on_the_sheet_of_a_unit(report, office, client):
    report = issued(report, office)
    report.withdraw(by=office.board_head, seen=report.edition, now=NOW, reason="Sai số liệu")
    own = report.copies.get(unit=office.chau_o)
    page = open_as(client, office.head, "report-copy", own.pk).content.decode()
    assert "đã được thu hồi" in page
    assert "Sai số liệu" not in page


def test_reading_a_copy_of_an_issued_report_is_written_down_and_shown(report, office, client):
    ask(report, SUMMARY)
    render()
    open_as(client, office.leader, "report-copy-file", report.copies.get().pk)
    assert not Reading.objects.exists()
    report = issued(report, office)
    render()
    own = report.copies.get(unit=office.chau_o)
    open_as(client, office.head, "report-copy-file", own.pk)
    reading = Reading.objects.get()
    assert (reading.by, reading.copy, reading.what) == (office.head, own, "copy")
    page = open_as(client, office.board, "report-copies", report.pk).content.decode()
    assert f"{office.head}, <time" in page
    assert page.count("chưa xem") == 2


def test_asking_for_one_for_all_and_for_what_there_is_not(report, office, client):
    line = sheet_of(office.chau_o).line
    assert open_as(client, office.leader, "report-copies", report.pk, copy=line).status_code == 302
    assert [one.line for one in report.copies.all()] == [line]
    assert open_as(client, office.board, "report-copies", report.pk, copy="all").status_code == 302
    assert report.copies.count() == 3
    for wrong in ("u999", "sheet", "", "u1-1; DROP"):
        assert "không còn bản này" in open_as(client, office.board, "report-copies", report.pk, copy=wrong or " ").content.decode()
    assert report.copies.count() == 3


def test_a_report_that_is_not_drafted_yet_has_no_copies(office, client):
    made = Report.objects.ask(key=uuid.uuid4(), by=office.board, committee=office.committee, period=Q2, cutoff=end_of_day(Q2.end), now=NOW)
    assert open_as(client, office.board, "report-copies", made.pk).status_code == 404


def test_the_check_page_knows_a_copy_from_the_report_and_from_a_stranger(report, office, client):
    report = issued(report, office)
    render()
    own = report.copies.filter(unit=office.chau_o)
    address = reverse("report-check", args=[report.check_code])
    client.force_login(office.board)

    def said(data):
        return client.post(address, {"file": io.BytesIO(data)}).content.decode()

    assert "Tệp này không phải bản đã ban hành" in said(b"%PDF-own sheet")
    own.update(sha256=sha256(b"%PDF-own sheet").hexdigest())
    assert "đúng từng byte với bản tóm tắt" in said(b"%PDF-own sheet")
    assert "đúng từng byte với bản tóm tắt" not in said(PDF)


def test_the_sheet_of_a_unit_is_the_same_however_often_it_is_made_and_names_nobody_else(report, office):
    first, again = (
        unit_paper.compose(one.finished(), office.chau_o.pk, rows=one.rows_of_doer(office.chau_o)).html for one in (report, fresh(report))
    )
    assert first == again
    assert office.chau_o.name in first
    assert office.binh_minh.name not in first
