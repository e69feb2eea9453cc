"""The report as a sheet, read back: every figure under its address, every row, and text that stays text."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from reports import figures as f
from reports import sheets, wording
from reports.contents import LINES
from reports.figures.tracing import doer_key
from reports.narrative import Sentence
from reports.workbook import workbook
from tests.reports.sample import contents, row

SHEETS = ["Số liệu", "Chỉ tiêu", "Từng việc", "Quá hạn", "Đơn vị chưa có thông tin", "Ghi sau", "Lời văn"]
BEGINNINGS = [
    "=1+1",
    "+84 235",
    "-15% so với kế hoạch",
    "@chi bộ",
    "\tlùi đầu dòng",
    "\nxuống dòng",
    "＝1+1",
    "＋1",
    "－15%",
    "＠bí thư",
    "−15%",
]
KEPT = [
    *BEGINNINGS,
    "{=SUM(A1)}",
    '=HYPERLINK("x")',
    "https://vidu.vn/x",
    "mailto:a@vidu.vn",
    "internal:'Số liệu'!A1",
    '<b>&amp;</b> "x"',
    "0123",
    "1e5",
]


def read(made, rows=None):
    return openpyxl.load_workbook(BytesIO(workbook(made, made.figures.rows if rows is None else rows)))


def table(sheet):
    """[{head: cell's value}] of a sheet's table, whose head is the first row with more than one cell."""
    lines = list(sheet.iter_rows())
    top = next(n for n, line in enumerate(lines) if sum(cell.value is not None for cell in line) > 1)
    heads = [cell.value for cell in lines[top]]
    return [{head: cell.value for head, cell in zip(heads, line, strict=True)} for line in lines[top + 1 :]]


@pytest.mark.parametrize("number", [0, 1, 120, LINES + 1])
def test_every_figure_stands_under_its_address(number):
    made = contents(number)
    told, book = made.values, read(made.without_too_many_rows(), made.figures.rows)
    lines = {line["Địa chỉ"]: line for line in table(book["Số liệu"])}
    heads = {column: wording.COLUMNS[column] for column in f.COLUMNS} | {"units": "Số đơn vị, cá nhân"}
    for address, value in told.items():
        key, column = address.split(".")
        if address in ("all.silent", "all.requests"):
            assert lines[address]["Được giao"] == value  # of the small table below, whose figures stand in the third column
        elif key[0] != "m":
            assert lines[key][heads[column]] == value, address
    shares = {"all": made.figures.total} | {f"k{line.kind}": line.counts for line in made.figures.classes}
    for key, counts in shares.items():
        share = lines[key]["Tỷ lệ hoàn thành"]
        assert share is None if counts.done_share is None else share == pytest.approx(counts.done_share / 100)


def test_every_measure_stands_under_its_address():
    made = contents(120)
    lines = {line["Địa chỉ"]: line for line in table(read(made)["Chỉ tiêu"])}
    assert len(lines) == len(made.figures.measures)
    for measure in made.figures.measures:
        line = lines[f"m{measure.task.id}"]
        assert line["Giá trị"] == ("chưa có số liệu" if measure.value is None else measure.value)
        assert line["Trên tổng số"] == measure.out_of
        assert line["Kết quả"] == (None if measure.result is None else pytest.approx(measure.result / 100))
        assert (line["Việc đã báo số liệu"], line["Số việc"]) == (measure.reported, measure.rows)
    assert (lines["m1"]["Kỳ trước: tỷ lệ"], lines["m2"]["Kỳ trước: giá trị"], lines["m4"]["Kỳ trước: giá trị"]) == (0.55, 7, None)
    assert (lines["m1"]["Mức đặt ra (tỷ lệ)"], lines["m2"]["Mức đặt ra (mỗi đơn vị)"]) == (0.9, 2)


@pytest.mark.parametrize("number", [1, 120, LINES + 1])
def test_every_row_has_its_line_with_real_dates_and_numbers(number):
    made = contents(number)
    lines = table(read(made.without_too_many_rows(), made.figures.rows)["Từng việc"])
    assert len(lines) == number
    for line, of in zip(lines, made.figures.rows, strict=True):
        provision, task = made.figures.by_task[of.task]
        day = {head: value and value.date() for head, value in line.items() if isinstance(value, datetime)}
        assert (line["Mã"], line["Nội dung"], line["Nhiệm vụ"], line["Đơn vị, cá nhân"]) == (
            of.code,
            provision.label,
            task.title,
            of.unit_name,
        )
        assert (day["Kỳ từ ngày"], day["Kỳ đến ngày"], day.get("Thời hạn"), day.get("Ngày hoàn thành"), day.get("Xin lùi hạn đến")) == (
            of.period_start, of.period_end, of.due_on, of.done_on, of.wanted_on,
        )  # fmt: skip
        assert (line["Tình trạng"], line["Quá hạn (ngày)"] or 0) == (wording.STANDS[of.category], of.days_late)
        assert (line["Tiến độ"], line["Số liệu"], line["Trên tổng số"]) == (pytest.approx(of.percent / 100), of.value, of.out_of)
        assert (line["Khó khăn, vướng mắc"] or "", line["Đề nghị của đơn vị"] or "") == (of.obstacles, of.request)
        assert (line["Địa chỉ nội dung"], line["Địa chỉ nhiệm vụ"]) == (f"p{provision.id}", f"t{task.id}")
        assert line["Địa chỉ đơn vị"] == doer_key(*of.doer)


def test_a_figure_can_be_counted_again_by_filtering_the_rows():
    made = contents(120)
    lines = table(read(made)["Từng việc"])
    overdue = [line for line in lines if line["Địa chỉ nội dung"] == "p2" and line["Tình trạng"] == "quá hạn"]
    unreceived = [line for line in lines if "chưa tiếp nhận" in (line["Trong đó"] or "")]
    assert (len(overdue), len(unreceived)) == (made.values["p2.overdue"], made.values["all.not_received"])


def test_the_other_sheets_list_what_they_name():
    made = contents(120)
    book, found = read(made), made.figures
    late = [(line["Mã"], line["Quá hạn (ngày)"], line["Khó khăn, vướng mắc do đơn vị nêu"]) for line in table(book["Quá hạn"])]
    assert late == [(row.code, row.days_late, row.obstacles or "không nêu") for unit in found.overdue for row, _task in unit.rows]
    silent = [(line["Đơn vị, cá nhân"], line["Số ngày chưa có thông tin"]) for line in table(book["Đơn vị chưa có thông tin"])]
    assert silent == [(one.name, one.days) for one in found.silent]
    assert [line["Mã"] for line in table(book["Ghi sau"])] == [entry.code for entry in found.late_entries]
    said = [(line["Phần"], line["Lời văn"]) for line in table(book["Lời văn"])]
    assert said == [(wording.PARTS[one.part], one.text) for one in made.sentences]


def test_a_report_over_nothing_says_so_in_words():
    made = contents(0)
    book = read(replace(made, sentences=()))
    assert book.sheetnames == SHEETS
    for name in ("rows", "overdue", "silent", "late_entries", "sentences"):
        sheet = book[wording.SHEETS[name]]
        assert [cell.value for cell in sheet["A"]][-1] == wording.NOTHING[name]
        assert (sheet.max_column, sheet.auto_filter.ref) == (1, None)
    assert wording.NOTHING["rows"] in [cell.value for cell in book["Số liệu"]["A"]]
    assert wording.NOTHING["rows"] not in [cell.value for cell in read(contents(1))["Số liệu"]["A"]]
    without_measures = replace(made, figures=replace(made.figures, measures=()))
    assert [cell.value for cell in read(without_measures)["Chỉ tiêu"]["A"]][-1] == wording.NOTHING["measures"]


def test_it_says_what_it_is_and_how_it_is_printed():
    book = read(contents(120, demonstration=True))
    assert book.sheetnames == SHEETS
    for sheet in book:
        above = [cell.value for cell in sheet["A"][:3]]
        assert above[0] == "BÁO CÁO kết quả thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn, quý II/2024"
        assert above[1] == (
            "Mã báo cáo: BC-0012. Kỳ báo cáo: quý II/2024 (từ ngày 01/4/2024 đến ngày 30/6/2024). Số liệu tính đến hết ngày 30/6/2024."
        )
        assert above[2] == "(Số liệu minh họa, không phải số liệu thật)"
        head = int(sheet.print_title_rows.strip("$").split(":$")[0])
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize), sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
        assert sheet.freeze_panes == f"{'C' if sheet.title == 'Số liệu' else 'B'}{head + 1}"
        assert all(sheet.column_dimensions[cell.column_letter].width > 5 for cell in sheet[head])
    rows = book["Từng việc"]
    assert rows.auto_filter.ref == "A5:V125"
    assert [rows.cell(6, n).number_format for n in (7, 9, 14)] == ["dd/mm/yyyy", "dd/mm/yyyy", "0%"]
    assert book.properties.creator == "Ban Tuyên giáo Huyện ủy"
    assert book.properties.created == datetime(2024, 6, 30, 16, 59, 59)


def hostile(text):
    """A report in which a stranger wrote this text wherever people write."""
    made = contents(30)
    rows = [replace(row(n), unit_name=text, obstacles=text, request=text) for n in range(30)]
    entries = (f.LateEntry("NV-0001/9", text, date(2024, 6, 20), date(2024, 7, 3), text),)
    return replace(
        made, subject=text, code="BC-0012", sentences=(Sentence("summary", "all", text),), figures=replace(made.figures, late_entries=entries)
    ), rows  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_what_people_wrote_is_text_whatever_it_begins_with(text):
    made, rows = hostile(text)
    book = read(made, rows)
    for sheet, heads in (
        ("Từng việc", ("Đơn vị, cá nhân", "Khó khăn, vướng mắc", "Đề nghị của đơn vị")),
        ("Ghi sau", ("Đơn vị, cá nhân", "Nội dung")),
        ("Lời văn", ("Lời văn",)),
    ):
        line = table(book[sheet])[0]
        assert [line[head] for head in heads] == [text] * len(heads)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == text]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    assert {cell.quotePrefix for cell in cells} == {text in BEGINNINGS or text.startswith("=")}
    with ZipFile(BytesIO(workbook(made, rows))) as parts:
        told = [parts.read(name) for name in parts.namelist()]
    assert not any(b"<f>" in part or b"hyperlink" in part for part in told)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x07c\x1bd\x7fe\x9ff\ud800g\ufffeh", "abcdefgh"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("\r\n=1+1", "\n=1+1"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_766 + "…"),
        ("𠀋" * 20_000, "𠀋" * 16_383 + "…"),
    ],
    ids=["control", "lines", "formula on the next line", "mark-up", "as long as may be", "too long", "too long, in pairs"],
)
def test_what_a_cell_cannot_hold_is_left_out_and_the_rest_stays(text, shown):
    made, rows = hostile(text)
    line = table(read(made, rows)["Từng việc"])[0]
    assert (line["Khó khăn, vướng mắc"], line["Mã"]) == (shown, "NV-0001/1")


def test_a_text_that_looks_like_a_coded_letter_stays_one():
    """'_x0041_' is how the format itself writes an A: its underscore is coded, and decoded by whoever follows the standard (ST_Xstring)."""
    made, rows = hostile("_x0041_")
    assert unescape(table(read(made, rows)["Từng việc"])[0]["Khó khăn, vướng mắc"]) == "_x0041_"


def test_a_day_before_the_first_that_a_sheet_knows_is_told_in_words():
    made = contents(1)
    line = table(read(made, [replace(row(0), due_on=date(1899, 12, 31), done_on=date(1900, 1, 1))])["Từng việc"])[0]
    assert (line["Thời hạn"], line["Ngày hoàn thành"]) == ("31/12/1899", datetime(1900, 1, 1))


def test_decimals_are_numbers_with_their_decimals():
    made = contents(1)
    sheet = read(made, [replace(row(0), value=Decimal("12.50"), out_of=Decimal(30))])["Từng việc"]
    told = {cell.value: cell.number_format for cell in sheet[5]}
    assert (told[12.5], told[30]) == ("#,##0.00", "#,##0")


def test_more_lines_than_a_sheet_holds_are_refused(monkeypatch):
    made = contents(30)
    monkeypatch.setattr(sheets, "MOST_ROWS", 200)
    assert len(table(read(made)["Từng việc"])) == 30
    with pytest.raises(ValueError, match="more than 200 lines"):
        workbook(made, [row(n) for n in range(300)])


def test_the_same_report_gives_the_same_bytes():
    made = contents(120)
    data = workbook(made, made.figures.rows)
    assert workbook(contents(120), iter(made.figures.rows)) == data
    later = replace(made, figures=replace(made.figures, cutoff=made.figures.cutoff + timedelta(days=1)))
    assert workbook(later, made.figures.rows) != data


def test_another_process_gives_the_same_bytes(settings):
    code = (
        "from hashlib import sha256; from tests.reports.sample import contents; from reports.workbook import workbook;"
        "made = contents(120); print(sha256(workbook(made, made.figures.rows)).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=settings.BASE_DIR,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "America/New_York"))
    }
    assert told == {sha256(workbook(contents(120), contents(120).figures.rows)).hexdigest()}
