"""A report's life: edited by the board, signed off by its head, issued, registered, replaced or withdrawn."""

import io
import json
import uuid
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from docx import Document

from reports import figures, paper
from reports.contents import fingerprint, of_json
from reports.document import document
from reports.models import Conflict, Report, WrongStage
from reports.scope import UNIT, Scope
from tasks.models import Notice
from tests.office import at, say
from tests.reports.sample import PDF
from units.models import Mail
from units.models.record import records
from units.periods import Period, end_of_day

Q2 = Period.parse("2024-Q2")
NOW = at("2024-07-15")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(paper.Paper, "render", lambda self: PDF)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def given(office):
    """Two communes with a task: one has done it, one is late and has said why."""
    first, second = office.assign(office.task(title="Tuyên truyền"))
    say(first, "submit", "head" if first.unit == office.chau_o else "other", "2024-06-10")
    say(first, "verify", "board", "2024-06-12")
    say(second, "log", "other" if second.unit == office.binh_minh else "head", "2024-06-13", obstacles="Thiếu kinh phí")
    return office


@pytest.fixture
def report(given):
    return drafted(given)


def drafted(office, cutoff=None, **more):
    made = Report.objects.ask(
        key=uuid.uuid4(), by=office.board, committee=office.committee, period=Q2, cutoff=cutoff or end_of_day(Q2.end), now=NOW, **more
    )
    Report.objects.render_pending(now=NOW)
    return fresh(made)


def fresh(report):
    return Report.objects.get(pk=report.pk)


def rendered(report):
    Report.objects.render_pending(now=NOW)
    return fresh(report)


def passage(report, part="summary", key="all"):
    return report.passages.get(part=part, key=key)


def edit(report, office, texts, added=(), by="board", **more):
    return report.edit(texts, added, **{"by": office.people[by], "seen": report.edition, "now": NOW, "key": uuid.uuid4(), **more})


def step(report, verb, by, **more):
    getattr(report, verb)(by=by, **{"seen": report.edition, "now": NOW, **more})
    return report


def issued(report, office, **more):
    step(report, "sign", office.board_head)
    step(report, "issue", office.board, **more)
    Report.objects.render_pending(now=NOW)
    return fresh(report)


# Drafts


def test_a_worker_drafts_figures_and_sentences_once(report):
    assert (report.stage, report.status, report.rows, report.pages) == ("draft", "ready", 2, 1)
    assert "có 2 việc giao cho 2 đơn vị" in passage(report).text
    before = list(report.passages.values_list("pk", "text"))
    report.draft()
    Report.objects.render_pending(now=NOW)
    assert list(fresh(report).passages.values_list("pk", "text")) == before


def test_the_board_rewords_leaves_out_and_adds(given, report):
    whole, low = passage(report), passage(report, "recommendations", "overdue")
    changed = edit(report, given, {whole.pk: "Quý II giao 2 việc.\n Xong 1.", low.pk: ""}, [("recommendations", "Đề nghị khen Châu Ổ.")])
    assert changed == 3
    said = fresh(report).finished().sentences
    assert [one.text for one in said if one.key == "all" and one.part == "summary"] == ["Quý II giao 2 việc. Xong 1."]
    assert not [one for one in said if one.key == "overdue" and one.part == "recommendations"]
    assert [one.text for one in said if one.part == "recommendations"][-1] == "Đề nghị khen Châu Ổ."
    assert fresh(report).status == "pending"  # the PDF is made anew
    assert [one.change_message for one in records(report)] == ["text edited"]
    assert edit(fresh(report), given, {low.pk: low.drafted}) == 1
    assert passage(report, "recommendations", "overdue").edited_by is None


@pytest.mark.parametrize("by", ["office", "leader", "inspector", "head", "board_head"])
def test_only_the_board_edits(given, report, by):
    with pytest.raises(PermissionDenied):
        edit(report, given, {passage(report).pk: "Khác."}, by=by)
    assert passage(report).text == passage(report).drafted


def test_two_who_edit_at_once_lose_nothing(given, report):
    mine, seen = passage(report).pk, report.edition
    edit(report, given, {mine: "Của người thứ nhất."})
    with pytest.raises(Conflict):
        edit(fresh(report), given, {mine: "Của người thứ hai."}, by="board_two", seen=seen)
    assert passage(report).text == "Của người thứ nhất."


def test_what_is_sent_twice_is_added_once(given, report):
    key, seen = uuid.uuid4(), report.edition
    for _time in range(2):
        edit(fresh(report), given, {}, [("summary", "Thêm một câu.")], key=key, seen=seen)
    assert report.passages.filter(drafted="").count() == 1


def test_a_sentence_that_is_too_long_is_refused_at_its_field(given, report):
    pk = passage(report).pk
    with pytest.raises(ValidationError) as refused:
        edit(report, given, {pk: "x" * 4001})
    assert list(refused.value.error_dict) == [f"text-{pk}"]


def test_figures_of_another_day_redraft_what_nobody_edited_and_flag_what_somebody_did(given, report):
    words = {passage(report, "overdue").pk: "Bình Minh còn một việc quá hạn.", passage(report, "findings").pk: "Chưa có việc khắc phục."}
    edit(report, given, words)
    late = next(row for row in given.resolution.provisions.get(label="I.3").tasks.get().assignments.all() if row.state == "in_progress")
    say(late, "submit", "other" if late.unit == given.binh_minh else "head", "2024-07-10")
    say(late, "verify", "board", "2024-07-11")
    report = fresh(report)
    report.refresh(end_of_day(date(2024, 7, 12)), by=given.board, seen=report.edition, now=NOW)
    Report.objects.render_pending(now=NOW)
    report = fresh(report)
    values = report.gathered.values
    assert "hoàn thành 2 việc (100%)" in passage(report).text
    assert passage(report).changed(values) == []
    kept = passage(report, "overdue")
    assert (kept.text, kept.changed(values)) == ("Bình Minh còn một việc quá hạn.", ["all.overdue", f"u{late.unit_id}.overdue"])
    assert passage(report, "findings").changed(values) == []  # its figures did not move
    assert not report.passages.filter(part="recommendations", key="overdue").exists()
    edit(report, given, {kept.pk: kept.text, passage(report).pk: "Lời khác của phần chung."})
    assert passage(report, "overdue").is_flagged(values)  # another sentence was edited: nobody looked at this one
    with pytest.raises(ValidationError, match="đã thay đổi"):
        step(rendered(report), "sign", given.board_head)
    report = fresh(report)
    edit(report, given, {kept.pk: kept.text}, looked_at=[kept.pk])
    assert not passage(report, "overdue").is_flagged(values)
    step(rendered(report), "sign", given.board_head)


def test_names_and_days_that_changed_flag_an_edited_sentence_whose_figures_did_not(given, report):
    """The longest delay grows by the day, and no figure of the sentence with it."""
    edit(report, given, {passage(report, "overdue").pk: "Bình Minh quá hạn 10 ngày."})
    report = fresh(report)
    report.refresh(end_of_day(date(2024, 7, 10)), by=given.board, seen=report.edition, now=NOW)
    report = rendered(report)
    kept = passage(report, "overdue")
    assert kept.changed(report.gathered.values) == []
    assert kept.is_flagged(report.gathered.values)
    edit(report, given, {kept.pk: "Bình Minh quá hạn 20 ngày."})
    assert not passage(report, "overdue").is_flagged(report.gathered.values)


def test_adding_one_entry_changes_exactly_the_figures_that_rest_on_it(given):
    [row] = given.assign(given.task("I.5", title="Việc khác", units=("phu_nu",), cadence="once", due_on=date(2024, 6, 30)))
    before = drafted(given, cutoff=at("2024-06-24")).gathered
    say(row, "submit", "women", "2024-06-25")
    after = drafted(given, cutoff=at("2024-06-26")).gathered
    counted = [
        set(figures.addresses_of(one, kept.figures)) for kept in (before, after) for one in kept.figures.rows if one.assignment == row.pk
    ]
    changed = {address for address, value in after.values.items() if before.values[address] != value}
    assert changed == counted[0] ^ counted[1]
    assert "all.waiting" in changed


# Signing and issuing


def test_the_whole_life_in_order(given, report):
    edit(report, given, {passage(report).pk: "Quý II đã giao 2 việc."})
    with pytest.raises(WrongStage):
        step(report, "issue", given.office)
    with pytest.raises(ValidationError, match="Chưa có PDF"):
        step(report, "sign", given.board_head)
    report = rendered(report)
    step(report, "sign", given.board_head)
    with pytest.raises(WrongStage):
        edit(report, given, {passage(report).pk: "Khác."})
    step(report, "issue", given.office, number="12", issued_on=date(2024, 7, 14))
    report = fresh(report)
    assert (report.stage, report.number, report.issued_on, report.status) == ("issued", "12", date(2024, 7, 14), "pending")
    Report.objects.render_pending(now=NOW)
    report = fresh(report)
    assert (report.status, report.sha256) == ("ready", fingerprint(PDF))
    said = of_json(report.contents)
    assert (said.number, said.day, said.signed_by, said.is_draft) == ("12", date(2024, 7, 14), "Board Head", False)
    assert said.part("summary")[0] == "Quý II đã giao 2 việc."
    assert report.contents_sha256 == fingerprint(report.contents.encode())
    assert [one.change_message for one in records(report)] == ["issued", "signed off", "text edited"]


@pytest.mark.parametrize("by", ["board", "office", "leader", "inspector", "head"])
def test_only_a_head_of_the_board_signs_off(given, report, by):
    with pytest.raises(PermissionDenied):
        step(report, "sign", given.people[by])
    step(report, "sign", given.board_head)
    assert fresh(report).stage == "signed"


@pytest.mark.parametrize("by", ["leader", "inspector", "head", "board_head"])
def test_only_board_or_office_issues(given, report, by):
    step(report, "sign", given.board_head)
    with pytest.raises(PermissionDenied):
        step(report, "issue", given.people[by])
    step(report, "issue", given.board)
    assert fresh(report).stage == "issued"


def test_each_step_sent_twice_is_once(given, report):
    seen = report.edition
    for _time in range(2):
        fresh(report).sign(by=given.board_head, seen=seen, now=NOW)
    seen = fresh(report).edition
    for _time in range(2):
        fresh(report).issue(by=given.board, seen=seen, now=NOW)
    seen = fresh(report).edition
    for _time in range(2):
        fresh(report).withdraw(by=given.board_head, seen=seen, now=NOW, reason="Sai số liệu")
    assert [one.change_message for one in records(report)] == ["withdrawn", "issued", "signed off"]
    assert Notice.objects.filter(step="REPORT", recipient=given.leader).count() == 1


def test_leaders_are_told_once_by_notice_and_letter(client, given, report):
    report = issued(report, given)
    notice = Notice.objects.get(step="REPORT", recipient=given.leader)
    assert notice.page == report.get_absolute_url()
    assert report.code in notice.text
    mail = Mail.objects.get(notices=notice)
    assert report.get_absolute_url() in mail.body
    assert "Thiếu kinh phí" not in mail.body
    client.force_login(given.leader)
    assert client.get(notice.get_absolute_url()).headers["Location"] == report.get_absolute_url()
    assert not Notice.objects.visible_to(given.leader).unread().exists()


def test_what_was_signed_off_may_be_opened_again_by_the_head_alone(given, report):
    step(report, "sign", given.board_head)
    with pytest.raises(PermissionDenied):
        step(report, "reopen", given.board)
    step(report, "reopen", given.board_head)
    assert (fresh(report).stage, fresh(report).signed_by) == ("draft", None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"number": "12/BC"}, "number"),
        ({"number": "0", "issued_on": date(2024, 7, 1)}, "number"),
        ({"number": "12"}, "issued_on"),
        ({"issued_on": date(2024, 7, 1)}, "number"),
        ({"number": "12", "issued_on": date(2024, 7, 16)}, "issued_on"),
        ({"number": "12", "issued_on": date(2024, 3, 1)}, "issued_on"),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_nothing_is_issued(given, report, said, field):
    step(report, "sign", given.board_head)
    with pytest.raises(ValidationError) as refused:
        step(report, "issue", given.office, **said)
    assert list(refused.value.error_dict) == [field]
    assert (fresh(report).stage, fresh(report).contents_sha256) == ("signed", "")


def test_blanks_are_filled_in_by_the_registry_later_and_once(given, report):
    report = issued(report, given)
    bytes_before = report.sha256, report.file.name, report.contents
    step(report, "register", given.office, number="07", issued_on=date(2024, 7, 15))
    report = fresh(report)
    assert (report.number, report.issued_on, report.status) == ("7", date(2024, 7, 15), "ready")
    assert (report.sha256, report.file.name, report.contents) == bytes_before
    with pytest.raises(WrongStage):
        step(report, "register", given.office, number="8", issued_on=date(2024, 7, 15))


def test_a_report_is_withdrawn_with_a_reason_and_its_bytes_stay(given, report):
    report = issued(report, given)
    with pytest.raises(ValidationError):
        step(report, "withdraw", given.board_head, reason=" ")
    step(fresh(report), "withdraw", given.board_head, reason="Sai số liệu")
    report = fresh(report)
    assert (report.stage, report.ended_because, report.status) == ("withdrawn", "Sai số liệu", "ready")
    with report.file.open("rb") as file:
        assert file.read() == PDF


def test_a_new_report_replaces_the_old_when_it_is_issued(given, report):
    old = issued(report, given)
    new = drafted(given, replaces=old)
    assert fresh(old).stage == "issued"
    issued(new, given)
    assert (fresh(old).stage, fresh(old).replaced_by.get()) == ("replaced", new)
    with pytest.raises(PermissionDenied):
        Report.objects.ask(
            key=uuid.uuid4(), by=given.leader, committee=given.committee, period=Q2, cutoff=NOW, now=NOW, replaces=fresh(new)
        )


# What was issued stands


def test_the_report_of_a_past_quarter_after_more_work_equals_the_issued_one(given, report):
    kept = issued(report, given).gathered
    later = given.task("I.4", title="Việc năm sau", units=("chau_o", "binh_minh", "phu_nu"))
    more = given.assign(later, now="2025-03-01")
    for row in more:
        say(row, "log", "office", "2025-03-05", on_behalf_of=row.unit, text="Sau một năm")
    with time_machine.travel(at("2025-07-15"), tick=False):
        again = drafted(given).gathered
    assert again.figures.total == kept.figures.total
    assert again.values == kept.values
    assert fresh(report).gathered == kept


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reports_report SET contents = '{}' WHERE id = %s",
        "UPDATE reports_report SET cutoff = signed_at WHERE id = %s",
        "UPDATE reports_report SET stage = 'draft', contents_sha256 = '' WHERE id = %s",
        "UPDATE reports_report SET sha256 = 'x' WHERE id = %s",
        "UPDATE reports_report SET status = 'pending' WHERE id = %s",
        "UPDATE reports_passage SET text = 'Khác' WHERE report_id = %s",
        "DELETE FROM reports_passage WHERE report_id = %s",
        "DELETE FROM reports_report WHERE id = %s",
    ],
)
def test_the_database_itself_keeps_what_was_issued(given, report, change):
    issued(report, given)
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, [report.pk])
    assert fresh(report).stage == "issued"


def test_a_draft_may_still_be_changed_in_the_database(given, report):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_passage SET text = 'Khác' WHERE report_id = %s", [report.pk])
    assert set(report.passages.values_list("text", flat=True)) == {"Khác"}


def test_a_paper_says_that_it_is_a_draft_until_it_is_issued(given, report):
    assert "Dự thảo" in report.paper().html
    assert "Dự thảo" in "".join(cell.text for table in word(report).tables for cell in table.rows[0].cells)
    report = issued(report, given)
    assert "Dự thảo" not in report.paper().html
    assert "Dự thảo" not in "".join(cell.text for table in word(report).tables for cell in table.rows[0].cells)


def word(report):
    return Document(io.BytesIO(document(report.finished())))


# Scope and data


def test_a_report_over_one_unit(given):
    made = drafted(given, scope=Scope(UNIT, unit=given.chau_o))
    assert made.gathered.scope == "Đảng bộ thị trấn Châu Ổ"
    assert [line.name for klass in made.gathered.figures.classes for line in klass.doers] == ["Đảng bộ thị trấn Châu Ổ"]


def test_several_documents_or_all(given):
    other, first = given.resolution, given.resolution.pk
    provisions = 8  # six directives, two duties
    other.pk, other.source_sha256, other.symbol, other.state = None, "y" * 64, "KL2/HU", "draft"
    other.save()
    other.provisions.create(label="I.1", kind="directive", text="Khác", position=1)
    type(other).objects.filter(pk=other.pk).update(state="in_force")
    every, both, one = drafted(given), drafted(given, resolutions=[first, other.pk]), drafted(given, resolutions=[first])
    assert [len(made.gathered.figures.provisions) for made in (every, both, one)] == [provisions + 1, provisions + 1, provisions]
    assert [made.gathered.subject.split(" ")[0] for made in (every, both, one)] == ["các", "các", "Kết"]


def test_the_data_of_an_issued_report_is_what_was_frozen(client, given, report):
    report = issued(report, given)
    client.force_login(given.inspector)
    data = client.get(f"{report.get_absolute_url()}json/").content
    assert fingerprint(data) == report.contents_sha256
    assert json.loads(data)["code"] == report.code
    assert [(reading.by, reading.what) for reading in report.readings.all()] == [(given.inspector, "json")]
