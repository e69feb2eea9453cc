"""The sentences of a report: that they are true of what they are about, and rest on every figure that they say."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import figures as f
from reports import paper, rows
from reports.figures.tracing import doer_key
from reports.gathering import Wanted, gather
from reports.narrative import FEW, Before, Setting, draft
from reports.scope import CLASS, PORTFOLIO, UNIT, Scope
from reports.wording import task_stands
from tests.office import at, say
from tests.reports import sample
from units.models import Appointment, Portfolio
from units.periods import Period

Q1, Q2, Q3 = (Period.parse(f"2024-Q{n}") for n in (1, 2, 3))
SETTING = Setting("hết ngày 30/6/2024", "Huyện ủy")
DOCUMENTS = ("Kết luận 12-KL/HU", "Nghị quyết 3-NQ/HU")
NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def gathered(office, period=Q2, scope=rows.EVERYBODY, now="2025-01-06"):
    return gather(Wanted(office.committee, period, rows.cutoff(period, now=at(now)), None, scope), made_on=at(now).date())


def said(contents):
    """{(part, key): text}."""
    return {(one.part, one.key): one.text for one in contents.sentences}


def of_provision(office, contents, label):
    """What is said of a provision, '' for nothing."""
    return said(contents).get(("provisions", f"p{office.resolution.provisions.get(label=label).pk}"), "")


def named(text):
    """The labels that a text lists."""
    return re.findall(r"\b[IV]+\.\d\b", text)


@pytest.fixture
def once(office):
    """A task of I.5 against a shortcoming, that two communes did in the second quarter, once and for all; and one of I.3 that goes on every quarter."""
    task = office.task("I.5", cadence="once", title="Việc một lần")
    task.cures.set(office.resolution.provisions.filter(kind="shortcoming")[:1])
    for row in office.assign(task):
        say(row, "submit", "head" if row.unit == office.chau_o else "other", "2024-05-20")
        say(row, "verify", "board", "2024-05-22")
    going_on = office.task("I.3", units=("chau_o",))
    office.assign(going_on)
    office.assign(going_on, now="2024-07-01")
    return office


def test_what_was_done_before_the_period_was_given_all_the_same(once):
    then, after = gathered(once, Q2), gathered(once, Q3)
    assert "1 nhiệm vụ, 2 việc; đã hoàn thành 2 việc (100%), đều đúng hạn" in of_provision(once, then, "I.5")
    told = "Nội dung I.5: không có việc trong kỳ (các việc đã giao đều kết thúc trước kỳ hoặc chưa đến kỳ thực hiện)."
    assert of_provision(once, after, "I.5") == told
    for made in (then, after):
        assert named(said(made)["summary", "untouched"]) == ["I.1", "I.2", "I.4", "I.6", "II.1", "II.2"]
        assert named(said(made)["recommendations", "untouched"]) == ["I.1", "I.2", "I.4", "I.6", "II.1", "II.2"]
        assert of_provision(once, made, "I.6") == "Nội dung I.6: chưa giao việc thực hiện."


def test_what_begins_after_the_period_is_not_said_to_be_ungiven(office):
    office.assign(office.task("I.3", units=("chau_o",), starts_on=Q3.start), now="2024-07-01")
    early = gather(Wanted(office.committee, Q2, at("2024-07-10")), made_on=at("2024-07-10").date())
    assert (
        said(early)["summary", "all"]
        == "Trong kỳ báo cáo không có việc nào: các việc đã giao đều kết thúc trước kỳ hoặc chưa đến kỳ thực hiện."
    )
    assert "I.3" not in named(said(early)["recommendations", "untouched"])
    before_it_was_given = gathered(office, Q2)
    assert said(before_it_was_given)["summary", "all"] == "Đến hết ngày 30/6/2024 chưa giao việc nào để thực hiện văn bản."
    assert "I.3" in named(said(before_it_was_given)["recommendations", "untouched"])


def test_what_was_withdrawn_was_given(office):
    first, second = office.assign(office.task("I.4"))
    office.assign(office.task("I.3"))
    for row in (first, second):
        say(row, "withdraw", "office", "2024-05-20")
    made = gathered(office)
    assert of_provision(office, made, "I.4") == "Nội dung I.4: đã thu hồi 2 việc, không còn việc nào trong kỳ."
    assert "I.4" not in named(said(made)["summary", "untouched"]) + named(said(made)["recommendations", "untouched"])
    for row in gathered(office).figures.rows:
        if row.state != "withdrawn":
            say(type(first).objects.get(pk=row.assignment), "withdraw", "office", "2024-05-21")
    assert said(gathered(office))["summary", "all"] == "Trong kỳ báo cáo không còn việc nào, đã thu hồi 4 việc."


def test_a_report_over_less_than_the_committee_never_says_that_work_is_not_given(once):
    leader = Appointment.objects.get(user=once.leader)
    Portfolio.objects.create(leader=leader, unit=once.binh_minh, valid_from=Q2.start)
    for scope in (Scope(UNIT, unit=once.binh_minh), Scope(CLASS, unit_kind="subordinate"), Scope(PORTFOLIO, leader=leader)):
        made = gathered(once, Q2, scope)
        of_this = said(made)
        assert [one.key for one in made.sentences if one.part == "provisions" and "I.5" in one.text]
        assert not of_provision(once, made, "I.6")
        assert {("summary", "untouched"), ("recommendations", "untouched"), ("recommendations", "findings")}.isdisjoint(of_this)
        assert not [one.text for one in made.sentences if "chưa giao" in one.text.lower() or "giao việc" in one.text]
    assert ("recommendations", "untouched") in said(gathered(once, Q2))


def test_a_unit_without_work_in_the_period_is_told_so(once):
    made = gathered(once, Q3, Scope(UNIT, unit=once.binh_minh))
    assert [one.text for one in made.sentences] == ["Trong kỳ báo cáo không có việc nào của Đảng bộ xã Bình Minh."]
    persons = gathered(once, Q3, Scope(CLASS, unit_kind=f.PERSONS))
    assert [one.text for one in persons.sentences] == ["Trong kỳ báo cáo không có việc nào của các cá nhân được giao trách nhiệm."]


def test_a_period_before_without_work_is_no_period_without_giving(once):
    assert said(gathered(once, Q2))["summary", "before"] == "Kỳ trước (quý I/2024) không có việc nào để so sánh."
    assert said(gathered(once, Q3))["summary", "before"].startswith("Kỳ trước (quý II/2024) có 3 việc, hoàn thành 67%, quá hạn 1 việc; ")


def test_the_papers_say_no_more_of_a_task_without_work_in_the_period(once):
    for period, stands in ((Q2, "giao 2, hoàn thành 2 (100%)."), (Q3, "không có việc trong kỳ.")):
        html = " ".join(paper.compose(gathered(once, period)).html.split())
        assert f"Việc một lần: {stands}" in html
        assert "chưa giao trong kỳ" not in html
    assert task_stands(f.Counts()) == "không có việc trong kỳ."
    assert task_stands(f.Counts(withdrawn=2)) == "đã thu hồi 2, không còn việc trong kỳ."
    assert task_stands(f.Counts(on_time=1)) == "giao 1, hoàn thành 1 (100%)."


def test_a_committee_without_a_board_asks_nothing_of_itself(office):
    assert said(gathered(office))["recommendations", "untouched"].startswith(
        "Đề nghị Thường trực Huyện ủy xem xét, giao việc thực hiện nội dung I.1, "
    )
    Appointment.objects.filter(role="board").delete()
    office.assign(office.task("I.3"))
    told = [one.text for one in gathered(office).sentences if one.part == "recommendations"]
    assert "Thường trực" not in " ".join(told)
    assert [text.split()[0] for text in told] == ["Yêu", "Yêu", "Giao", "Giao"]


def test_labels_of_several_documents_name_their_document_once():
    made = report(range(30), several=True)
    untouched = "II.1, II.2 của Nghị quyết 3-NQ/HU"
    told = {(one.part, one.key): one for one in made.sentences}
    assert told["provisions", "p1"].text.startswith("Nội dung I.1 của Kết luận 12-KL/HU: ")
    assert told["provisions", "p5"].text.startswith("Nội dung I.1 của Nghị quyết 3-NQ/HU: ")
    assert told["summary", "untouched"].text == f"Chưa giao việc nào để thực hiện nội dung {untouched}."
    assert set(told["summary", "untouched"].basis) == {"p7.assigned", "p8.assigned"}
    none = report((), several=True, tasks=1)
    assert said(none)["recommendations", "untouched"] == (
        "Đề nghị Thường trực Huyện ủy xem xét, giao việc thực hiện nội dung I.2, I.3, I.4 của Kết luận 12-KL/HU; "
        "I.1, I.2, II.1, II.2 của Nghị quyết 3-NQ/HU."
    )
    assert "Nội dung I.1: " in said(report(range(30)))["provisions", "p1"]


def test_only_one_alone_is_the_lowest():
    done, late = ("verified", "on_time"), ("in_progress", "overdue")
    assert "lowest" not in {one.key for one in report(range(14), stands=late).sentences}
    assert "lowest" not in {one.key for one in report(range(14), stands=done).sentences}
    mixed = [sample.row(n, stands=late if n == 2 else done) for n in range(7)]
    assert said(report(mixed))["summary", "lowest"] == "Nội dung I.3 có tỷ lệ hoàn thành thấp nhất (0%)."
    two = [sample.row(n, stands=late if n in (2, 4) else done) for n in range(7)]
    assert ("summary", "lowest") not in said(report(two))


def test_who_is_late_is_named_as_far_as_it_is_true():
    late = ("in_progress", "overdue")
    (one,) = [sample.row(5)]
    assert said(report([one]))["overdue", "all"] == "Có 1 việc quá hạn của Đảng bộ xã số 06, đã quá hạn 55 ngày."
    two = [sample.row(5), sample.row(15)]
    assert said(report(two))["overdue", "all"] == "Có 2 việc quá hạn ở 2 đơn vị; lâu nhất là Đảng bộ xã số 06 (55 ngày)."
    assert said(report(two))["overdue", "worst"].startswith("Cụ thể: Đảng bộ xã số 06 (1 việc); ")
    as_long = [sample.row(5), replace(sample.row(15), days_late=55)]
    assert said(report(as_long))["overdue", "all"] == "Có 2 việc quá hạn ở 2 đơn vị; lâu nhất là 55 ngày."
    as_many = [sample.row(n, stands=late) for n in range(FEW + 1)]
    assert said(report(as_many))["overdue", "worst"].startswith("Trong đó: ")
    more = [*as_many, *(replace(sample.row(n + 60, stands=late), assignment=n + 900) for n in range(FEW))]
    assert said(report(more))["overdue", "worst"].startswith("Nhiều việc quá hạn nhất: ")


def test_units_and_persons_are_called_what_they_are():
    in_time = ("in_progress", "in_time")
    for numbers, called in (((0, 2, 3), "đơn vị"), ((1, 4), "cá nhân"), ((0, 1), "đơn vị, cá nhân")):
        told = said(report(numbers, stands=in_time))
        assert re.search(r"việc giao cho \d (.*?)\.", told["summary", "all"])[1] == called
        assert re.search(r"^Có \d (.*?) từ 15 ngày", told["silent", "all"])[1] == called
    few, many = (said(report(range(number), stands=in_time))["recommendations", "silent"] for number in (2, 12))
    assert few == "Đề nghị Đảng bộ xã số 01, Đảng bộ xã số 02 khẩn trương báo cáo tiến độ việc được giao."
    assert many == "Đề nghị 12 đơn vị, cá nhân từ 15 ngày trở lên chưa có thông tin khẩn trương báo cáo tiến độ việc được giao."


def test_a_measure_is_compared_with_the_same_figure_of_the_period_before():
    then = {"m1.result": 55, "m1.value": Decimal(11), "m2.result": 350, "m2.value": Decimal(7)}
    told = said(report([sample.row(n, tasks=3) for n in (1, 3, 9, 15)], tasks=3, then=then))
    assert told["measures", "m1"].endswith(
        "(nội dung I.1): 10,5/30 chi bộ (35%); chỉ tiêu 90%; kỳ trước 55%; 3 trên 3 việc đã báo số liệu."
    )
    assert told["measures", "m2"].endswith(
        ": 1,5 mô hình (đạt 75% chỉ tiêu); chỉ tiêu 2 mô hình mỗi đơn vị; kỳ trước 7 mô hình; 1 trên 1 việc đã báo số liệu."
    )
    silent = said(report([sample.row(0), sample.row(14)], then=then))
    assert silent["measures", "m1"].endswith(": chưa có đơn vị nào báo số liệu (2 việc phải báo); chỉ tiêu 90%; kỳ trước 55%.")
    assert ("measures", "m2") not in silent


def report(numbers, *, stands=None, several=False, tasks=14, scope="", then=None):
    """Contents over these rows (numbers of the sample, or rows); several: the first four provisions are of one document, the rest of another."""
    made = [n if isinstance(n, f.Row) else sample.row(n, stands=stands, tasks=tasks) for n in numbers]
    frame = sample.frame(tasks)
    if several:
        frame = replace(frame, provisions=tuple(of_several(one) for one in frame.provisions))
    if several and tasks == 14:
        frame = replace(frame, tasks=tuple(replace(task, provision=task.provision % 6 + 1) for task in frame.tasks))
    found = f.figures(made, frame, start=sample.START, end=sample.END, cutoff=sample.CUTOFF)
    before = Before("quý I/2024", {"all.assigned": 40, "all.done": 10, "all.overdue": 3} | (then or {}))
    return replace(sample.contents(0), figures=found, before=before, sentences=draft(found, before, replace(SETTING, scope=scope)))


def of_several(provision):
    first = provision.id <= 4
    label = provision.label if first or provision.id > 6 else f"I.{provision.id - 4}"
    return replace(provision, label=label, document=DOCUMENTS[not first], resolution=1 if first else 2)


def numbers_in(made, text):
    """The numbers that a sentence says, beside those in names of units, documents, periods, and in labels."""
    names = {line.name for of in made.figures.classes for line in of.doers}
    for words in (*sorted(names, key=len, reverse=True), *DOCUMENTS, made.before.period, made.instant):
        text = text.replace(words, "")
    text = re.sub(r"\b[IV]+\.\d\b", "", text)
    return [Decimal(found.rstrip(".").replace(".", "").replace(",", ".")) for found in NUMBER.findall(text)]


def known_from(sentence):
    """What a sentence may say by its basis alone: its figures, how many lines they are of, and the share done of a line."""
    basis, told = sentence.basis, {value for value in sentence.basis.values() if value is not None}
    columns = Counter((re.match("[a-z]+", address)[0], address.rpartition(".")[2]) for address in basis)
    shares = {f.percent(basis[f"{key}.done"], basis[f"{key}.assigned"]) for key in {address.rpartition(".")[0] for address in basis}
              if {f"{key}.done", f"{key}.assigned"} <= basis.keys()}  # fmt: skip
    return told | set(columns.values()) | shares | {basis.get("all.silent", 0) - FEW}


def known_besides(made, sentence):
    """What is no figure of this report: days, what was there before and how it moved, targets, and whether a finding has a task."""
    found, then = made.figures, made.before
    if sentence.part in ("overdue", "silent") or sentence.key == "silent":
        return {unit.longest for unit in found.overdue} | {one.days for one in found.silent} | {f.SILENT_DAYS}
    if sentence.part == "findings":
        return {sum(not line.tasks for line in found.findings)}
    if sentence.part == "measures":
        line = next(one for one in found.measures if f"m{one.task.id}" == sentence.key)
        return {line.task.measure.target, then[f"{sentence.key}.result"], then[f"{sentence.key}.value"]}
    if sentence.key == "before":
        share = f.percent(then["all.done"], then["all.assigned"])
        moved = {abs(found.total.done_share - share), abs(found.total.overdue - then["all.overdue"])}
        return {then["all.assigned"], then["all.overdue"], share} | moved
    return set()


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.integers(0, 400), max_size=120),
    st.booleans(),
    st.sampled_from(["", "khối Mặt trận và đoàn thể"]),
    st.sampled_from([None, *sample.STANDS]),
    st.integers(0, 14),
)
def test_every_number_and_name_of_a_sentence_is_in_its_basis(numbers, several, scope, stands, tasks):
    made = report([sample.row(n, stands=stands, tasks=tasks) for n in sorted(numbers) if tasks], several=several, tasks=tasks, scope=scope)
    told = f.values(made.figures)
    keys = {line.name: doer_key(*line.doer) for of in made.figures.classes for line in of.doers}
    for sentence in made.sentences:
        assert sentence.basis, sentence.text
        assert sentence.basis == {address: told[address] for address in sentence.basis}
        wrong = set(numbers_in(made, sentence.text)) - known_from(sentence) - known_besides(made, sentence)
        assert not wrong, (wrong, sentence)
        for name, key in keys.items():
            assert name not in sentence.text or any(address.startswith(f"{key}.") for address in sentence.basis), (name, sentence)


def test_a_number_that_is_not_in_the_basis_is_found():
    """The control of the property above."""
    made = report(range(40))
    sentence = made.sentences[0]
    for text, wrong in ((sentence.text, set()), (f"{sentence.text} Thêm 9.876,5 việc.", {Decimal("9876.5")})):
        assert set(numbers_in(made, text)) - known_from(sentence) - known_besides(made, sentence) == wrong


@pytest.mark.parametrize("by_board", [True, False])
def test_each_sentence_has_its_own_place(by_board):
    made = report(range(120))
    told = draft(made.figures, made.before, replace(SETTING, by_board=by_board))
    assert len({(one.part, one.key) for one in told}) == len(told)
    assert all(one.text.endswith(".") and "  " not in one.text and ".." not in one.text for one in told)
