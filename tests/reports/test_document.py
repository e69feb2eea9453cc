"""The report as a Word file, read back: the Party layout, the same figures as everywhere, and text that survives."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn

from reports import figures as f
from reports import wording
from reports.contents import LINES
from reports.counting_rules import RULES
from reports.document import document
from reports.document.ends import proof
from reports.measures import target
from reports.narrative import Sentence
from tests.reports.sample import contents, row
from units import words

HEADINGS = [
    "I. Kết quả thực hiện",
    "1. Kết quả chung",
    "2. Theo từng nội dung",
    "3. Theo khối, đơn vị",
    "4. Chỉ tiêu",
    "II. Hạn chế, khó khăn",
    "1. Việc quá hạn",
    "2. Đề nghị của đơn vị",
    "3. Đơn vị chưa có thông tin",
    "4. Hạn chế, nguyên nhân nêu trong văn bản và việc khắc phục",
    "5. Ghi sau",
    "III. Kiến nghị, đề xuất",
]
ORDER = {  # of an element's children. Source: ECMA-376, part 1, wml.xsd
    "pPr": "pStyle keepNext keepLines pBdr shd spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b bCs i iCs color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}
SPACES = "\u2002"


def read(made):
    return docx.Document(BytesIO(document(made)))


def table(made, head):
    """The lines of the table whose first head is this one: texts of cells, below its head."""
    found = next(one for one in made.tables if one.rows[0].cells[0].text == head)
    return [[cell.text for cell in line.cells] for line in found.rows if line._tr.trPr.find(qn("w:tblHeader")) is None]


def told(made):
    """Every paragraph of the body, those in tables too, in order."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in made.element.body.iter(qn("w:p"))]


def below(made, heading):
    """The paragraphs under a heading, up to the next; those in tables are left out."""
    found = made.paragraphs
    at = next(n for n, paragraph in enumerate(found) if paragraph.text == heading)
    after = next((n for n in range(at + 1, len(found)) if found[n].style.name.startswith("Heading")), len(found))
    return [paragraph.text for paragraph in found[at + 1 : after]]


def test_pages_are_those_of_a_party_paper_and_the_appendix_lies():
    upright, turned = read(contents(120)).sections
    assert [round(of.mm) for of in (upright.page_width, upright.page_height, turned.page_width, turned.page_height)] == [210, 297, 297, 210]
    assert (upright.orientation, turned.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    for section in (upright, turned):
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin, section.header_distance)
        assert [round(of.mm) for of in margins] == [20, 20, 30, 15, 10]


def test_pages_are_numbered_from_the_second_on_and_the_appendix_begins_again():
    upright, turned = read(contents(120)).sections
    (shown,) = upright.header.paragraphs
    assert [field.get(qn("w:instr")) for field in shown._p.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert (shown.style.name, shown.style.font.size.pt, shown.style.paragraph_format.alignment) == ("Header", 14, WD_ALIGN_PARAGRAPH.CENTER)
    assert upright.first_page_header.paragraphs[0]._p.find(qn("w:fldSimple")) is None
    assert (upright.different_first_page_header_footer, turned.different_first_page_header_footer) == (True, True)
    assert (turned.header.is_linked_to_previous, turned.first_page_header.is_linked_to_previous) == (True, True)
    numbering = [section._sectPr.find(qn("w:pgNumType")) for section in (upright, turned)]
    assert (numbering[0], numbering[1].get(qn("w:start"))) == (None, "1")


def test_styles_are_real_ones_in_black_times_new_roman():
    made = read(contents(1))
    sizes = {
        "Normal": 14, "Heading 1": 14, "Heading 2": 14, "Header": 14, "Đầu văn bản": 14, "Tên loại": 16, "Trích yếu": 14, "Nơi nhận": 14,
        "Danh sách nơi nhận": 12, "Chữ trong bảng": 10.5,
    }  # fmt: skip
    for name, size in sizes.items():
        style = made.styles[name]
        fonts = style.element.rPr.rFonts
        assert (style.font.size.pt, str(style.font.color.rgb), {fonts.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")}) == (
            size, "000000", {"Times New Roman"},
        )  # fmt: skip
        assert not [key for key in fonts.attrib if "Theme" in key]
    body = made.styles["Normal"].paragraph_format
    assert (body.alignment, round(body.first_line_indent.mm), body.space_before.pt) == (WD_ALIGN_PARAGRAPH.JUSTIFY, 10, 6)
    assert (body.line_spacing_rule, body.line_spacing.pt) == (WD_LINE_SPACING.EXACTLY, 18)
    assert made.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_the_head_has_issuer_and_number_left_and_the_party_right():
    made = read(contents(1))
    left, right = made.tables[0].rows[0].cells
    assert [p.text for p in left.paragraphs] == ["HUYỆN ỦY BÌNH SƠN", "BAN TUYÊN GIÁO", "*", f"Số {SPACES * 4}-BC/BTGHU"]
    assert [p.runs[0].bold for p in left.paragraphs] == [None, True, None, None]
    party, place = right.paragraphs
    assert (party.text, party.runs[0].bold, party.runs[0].font.size.pt) == ("ĐẢNG CỘNG SẢN VIỆT NAM", True, 15)
    assert party._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}").get(qn("w:val")) == "single"
    line = right.width.mm - party.paragraph_format.left_indent.mm - party.paragraph_format.right_indent.mm
    assert 73 <= line <= 76  # the name in bold 15 is 73 mm long
    assert (place.text, place.runs[0].italic) == (f"Bình Sơn, ngày{SPACES * 3}tháng{SPACES * 3}năm 2024", True)
    assert made.tables[0]._tbl.tblPr.find(qn("w:tblStyle")) is None
    assert {p.style.name for cell in (left, right) for p in cell.paragraphs} == {"Đầu văn bản"}
    named = [(p.text, p.style.name) for p in made.paragraphs[:3]]
    assert named == [
        ("BÁO CÁO", "Tên loại"),
        ("kết quả thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn,\nquý II/2024", "Trích yếu"),
        ("-----", "Đầu văn bản"),
    ]


def test_number_and_day_are_printed_where_they_are_known():
    of = replace(contents(1, scope="khối Mặt trận và đoàn thể", demonstration=True), number="5", day=date(2024, 7, 5))
    made = read(of)
    left, right = made.tables[0].rows[0].cells
    assert (left.paragraphs[-1].text, right.paragraphs[-1].text) == ("Số 05-BC/BTGHU", "Bình Sơn, ngày 05 tháng 7 năm 2024")
    assert "(Kèm theo Báo cáo số 05-BC/BTGHU, ngày 05 tháng 7 năm 2024 của Ban Tuyên giáo Huyện ủy)" in told(made)
    assert "của Huyện ủy Bình Sơn, phần việc của khối Mặt trận và đoàn thể,\nquý II/2024" in made.paragraphs[1].text
    assert made.paragraphs[3].text == "(Số liệu minh họa, không phải số liệu thật)"
    assert made.paragraphs[4].text == (
        "Thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn, Ban Tuyên giáo Huyện ủy báo cáo kết quả theo dõi, đôn đốc phần việc của khối Mặt "
        "trận và đoàn thể quý II/2024 (từ ngày 01/4/2024 đến ngày 30/6/2024). Số liệu tính đến hết ngày 30/6/2024."
    )


@pytest.mark.parametrize(
    ("signature", "bold"),
    [
        (("TRƯỞNG BAN",), [False]),
        (("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), [True, False]),
        (("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), [True, False]),
    ],
)
def test_recipients_are_left_and_the_signer_right(signature, bold):
    made = read(contents(1, signature=signature, signed_by="Võ Văn Đông"))
    left, right = next(one for one in made.tables if one.rows[0].cells[0].text.startswith("Nơi nhận:")).rows[0].cells
    assert (left.paragraphs[0].runs[0].underline, left.paragraphs[0].style.name) == (True, "Nơi nhận")
    assert [p.text for p in left.paragraphs[1:]][::4] == ["- Thường trực Huyện ủy (báo cáo),", "- Lưu Ban Tuyên giáo Huyện ủy."]
    lines = [p for p in right.paragraphs if p.text]
    assert [p.text for p in lines] == [*signature, "Võ Văn Đông"]
    assert [bool(p.runs[0].bold) for p in lines] == [*bold, True]


def test_headings_stand_in_their_order():
    for number in (0, 120):
        made = read(contents(number))
        assert [p.text for p in made.paragraphs if p.style.name.startswith("Heading")] == [*HEADINGS, "Cách tính"]
        assert [p.style.name for p in made.paragraphs if p.text in (HEADINGS[0], HEADINGS[1])] == ["Heading 1", "Heading 2"]


@pytest.mark.parametrize("number", [1, 120])
def test_every_sentence_stands_under_its_heading(number):
    of = contents(number)
    made = read(of)
    places = dict(
        zip([*list(wording.PARTS)[:4], *list(wording.PARTS)[4:]], [h for h in HEADINGS if h not in (HEADINGS[0], HEADINGS[5])], strict=True)
    )
    for sentence in of.sentences:
        assert sentence.text in below(made, places[sentence.part])


def test_figures_in_the_tables_are_those_of_the_contents():
    of = contents(120)
    made, value = read(of), of.values
    columns = ["assigned", "on_time", "late", "waiting", "in_time", "not_received", "no_date", "overdue", "declined", "withdrawn"]
    short = [column for column in columns if column not in ("not_received", "no_date")]
    provisions = table(made, "Nội dung")
    keys = [*(f"p{line.provision.id}" for line in of.figures.provisions), "all"]
    assert [line[1:] for line in provisions] == [[words.number(value[f"{key}.{column}"]) for column in columns] for key in keys]
    classes = table(made, "Khối đơn vị")
    keys = [*(f"k{line.kind}" for line in of.figures.classes), "all"]
    assert [line[1:-1] for line in classes] == [[words.number(value[f"{key}.{column}"]) for column in ("units", *short)] for key in keys]
    doers = [doer for line in of.figures.classes for doer in line.doers]
    units = [line for line in table(made, "Đơn vị, cá nhân") if line[0] != line[1]]
    assert [line[:-2] for line in units] == [[one.name, *(words.number(getattr(one.counts, column)) for column in short)] for one in doers]
    assert [line[-2:] for line in units] == [
        ["" if one.counts.done_share is None else f"{one.counts.done_share}%", words.number(one.longest or None)] for one in doers
    ]


def test_measures_say_target_sum_and_the_period_before():
    lines = table(read(contents(120)), "Nội dung, chỉ tiêu")
    assert lines[:3] == [
        ["I.1. Chi bộ đã sinh hoạt (Nhiệm vụ số 1: sinh hoạt chuyên đề)", "90%", "0/9", "chưa có số liệu", "", "55%"],
        ["I.2. Mô hình mới (Nhiệm vụ số 2: sinh hoạt chuyên đề)", "2 mô hình mỗi đơn vị", "8/8", "37 mô hình", "231%", "7 mô hình"],
        ["I.4. Chi bộ đã sinh hoạt (Nhiệm vụ số 4: sinh hoạt chuyên đề)", "90%", "7/7", "25,5/70 chi bộ", "36%", ""],
    ]


def test_a_target_is_said_with_its_unit_and_a_missing_one_in_words():
    said = [
        target(f.Measure("Mô hình", "mô hình", to, is_share, True))
        for to, is_share in ((None, False), (None, True), (2, False), (90, True))
    ]
    assert said == ["không đặt", "không đặt", "2 mô hình mỗi đơn vị", "90%"]


def test_what_is_late_asked_for_silent_and_recorded_late_is_listed():
    of = contents(120)
    made, found = read(of), of.figures
    late = [line for line in table(made, "Mã") if line[0].startswith("NV")]
    assert [(line[0], line[3], line[4]) for line in late] == [
        (row.code, words.number(row.days_late), row.obstacles or "không nêu") for unit in found.overdue for row, _task in unit.rows
    ]
    asked = next(one for one in made.tables if one.rows[0].cells[-1].text == "Đề nghị")
    assert [line.cells[0].text for line in asked.rows][1:] == [row.code for row in found.requests]
    assert asked.rows[1].cells[3].text == "Xin lùi hạn đến ngày 15/7/2024: Đề nghị lùi hạn do trùng đợt bầu cử."
    silent = next(one for one in made.tables if one.rows[0].cells[-1].text == "Số việc đang làm")
    assert [line.cells[0].text for line in silent.rows][1:] == [one.name for one in found.silent]
    findings = table(made, "Hạn chế, nguyên nhân nêu trong văn bản")
    assert findings[0][1].startswith("- Nhiệm vụ số 1: sinh hoạt chuyên đề: giao 9, hoàn thành 2 (22%)")
    assert findings[1] == ["Nguyên nhân: Thiếu hướng dẫn", "chưa có việc"]
    entries = next(one for one in made.tables if one.rows[0].cells[-1].text == "Nội dung")
    assert [line.cells[0].text for line in entries.rows][1:] == [entry.code for entry in found.late_entries]


def test_a_declined_request_is_told_as_such():
    of = contents(1)
    rows = (replace(row(0), state="declined", request="Không thuộc nhiệm vụ.\nĐề nghị chuyển."),)
    lines = table_of_requests(read(replace(of, figures=replace(of.figures, requests=rows))))
    assert lines == ["Trả lại việc: Không thuộc nhiệm vụ. Đề nghị chuyển."]


def table_of_requests(made):
    asked = next(one for one in made.tables if one.rows[0].cells[-1].text == "Đề nghị")
    return [line.cells[-1].text for line in asked.rows][1:]


def test_several_documents_are_named_above_their_provisions():
    provisions = (
        f.Provision(1, "I.1", "directive", "Một.", "Kết luận 1-KL/HU", 1),
        f.Provision(2, "I.1", "directive", "Hai.", "Kết luận 2-KL/HU", 2),
    )
    frame = f.Frame(
        provisions=provisions, tasks=(f.Task(1, "Việc", 1, "once"), f.Task(2, "Việc", 2, "once")), classes=(("front", "Đoàn thể"),)
    )
    of = contents(0)
    rows = [replace(row(n, tasks=2), unit_kind="front") for n in range(2)]
    found = f.figures(rows, frame, start=of.figures.period_start, end=of.figures.period_end, cutoff=of.figures.cutoff)
    made = read(replace(of, figures=found))
    assert [line[0] for line in table(made, "Nội dung")] == ["Kết luận 1-KL/HU", "I.1. Một.", "Kết luận 2-KL/HU", "I.1. Hai.", "Tổng số"]
    assert [line[0] for line in table(made, "TT")] == ["Kết luận 1-KL/HU, I.1. Một.", "1", "Kết luận 2-KL/HU, I.1. Hai.", "2"]


def test_tables_have_borders_repeated_heads_and_rows_that_do_not_break():
    made = read(contents(120))
    grids = [one for one in made.tables if one.style.name == "Table Grid"]
    assert len(grids) == 10
    for one in grids:
        is_head = [line._tr.trPr.find(qn("w:tblHeader")) is not None for line in one.rows]
        assert is_head == sorted(is_head, reverse=True)
        assert 1 <= sum(is_head) <= 2
        assert all(line._tr.trPr.find(qn("w:cantSplit")) is not None for line in one.rows)
        width = sum(column.width.mm for column in one.columns)
        assert round(width) == (252 if one.rows[0].cells[0].text == "TT" else 165)


@pytest.mark.parametrize("number", [1, 120, LINES])
def test_the_appendix_lists_every_row(number):
    of = contents(number)
    lines = [line for line in table(read(of), "TT") if line[0] != line[1]]
    rows = {row.code: row for row in of.figures.rows}
    assert {line[1] for line in lines} == set(rows)
    assert [line[0] for line in lines] == [words.number(n) for n in range(1, number + 1)]
    for line in lines:
        row = rows[line[1]]
        _provision, task = of.figures.by_task[row.task]
        assert line[2:4] == [task.title, row.unit_name]
        assert line[4:6] == [words.day(day) if day else "" for day in (row.due_on, row.done_on)]
        assert line[6:8] == [wording.standing(row), f"{row.percent}%"]
        assert (line[8], line[9]) == ("" if row.value is None else f"{words.number(row.value)}/10", row.obstacles)


def test_above_the_limit_it_says_how_many_there_are_and_where():
    of = contents(LINES + 1)
    made = read(of)
    assert not [one for one in made.tables if one.rows[0].cells[0].text == "TT"]
    assert (
        "Báo cáo này tính 2.001 việc, nhiều hơn mức in trên giấy nên không liệt kê ở đây. Danh mục đầy đủ ở trang “Từng việc” của tệp XLSX."
    ) in told(made)
    assert document(of.without_too_many_rows()) == document(of)
    assert table(made, "Nội dung")[-1][1] == words.number(of.figures.total.assigned)


def test_a_table_with_too_many_lines_is_left_to_the_sheet_too():
    of = contents(LINES + 1, stands=("in_progress", "overdue"))
    said = below(read(of), "1. Việc quá hạn")
    assert said[-1] == "Danh sách có 2.001 dòng nên không in ở đây; xem trang “Quá hạn” của tệp XLSX."


def test_a_report_over_nothing_says_so_in_words():
    of = contents(0)
    bare = replace(of, sentences=(), figures=replace(of.figures, provisions=(), measures=(), findings=()))
    made = read(bare)
    for heading, part in zip(HEADINGS, [None, "documents", *list(wording.PARTS)[1:4], None, *list(wording.PARTS)[4:]], strict=True):
        assert below(made, heading)[:1] == ([wording.NOTHING[part]] if part else [])
    assert wording.NOTHING["rows"] in told(made)
    assert [one.style.name for one in made.tables] == ["Normal Table", "Normal Table"]
    assert wording.NOTHING["summary"] in below(read(replace(of, sentences=())), "1. Kết quả chung")


@pytest.mark.parametrize("number", [0, 5, LINES + 1])
def test_it_ends_with_how_it_was_counted(number):
    assert below(read(contents(number)), "Cách tính") == [f"{n}. {rule}" for n, rule in enumerate(RULES, 1)]


def test_it_names_what_proves_it():
    of = contents(1)
    assert proof(of) == (
        "Mã báo cáo: BC-0012. Số liệu tính đến hết ngày 30/6/2024; cách tính ở cuối Phụ lục. Niêm phong nhật ký ngày "
        "30/6/2024: abababababababab. Kiểm tra tại https://dondoc.example/kiem-tra/7F3K9QPM2A/, mã 7F3K9QPM2A."
    )
    assert proof(replace(of, code="", address="", seal=None)) == (
        "Số liệu tính đến hết ngày 30/6/2024; cách tính ở cuối Phụ lục. Nhật ký chưa có niêm phong đến ngày này."
    )
    kept = read(of).core_properties
    assert (kept.title, kept.author, kept.language, kept.comments) == (
        "Báo cáo kết quả thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn, quý II/2024", "Ban Tuyên giáo Huyện ủy", "vi-VN", "",
    )  # fmt: skip
    assert kept.created.replace(tzinfo=None) == datetime(2024, 6, 30, 16, 59, 59)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x07c\x1bd\x7fe\ud800f\ufffeg", "abcdefg"),
        ("</w:t></w:p><w:p> &amp; <script>", "</w:t></w:p><w:p> &amp; <script>"),
        ("]]> <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",) * 2,
        ("x" * 1_500,) * 2,
        ("=1+1",) * 2,
        ("{{ contents }} {% load %}",) * 2,
    ],
    ids=["control", "markup", "entities", "long word", "formula", "template"],
)
def test_hostile_text_survives_as_text(text, shown):
    of = contents(30)
    rows = tuple(replace(one, obstacles=text) for one in of.figures.rows)
    entries = (f.LateEntry("NV-0001/9", "Đơn vị", date(2024, 6, 20), date(2024, 7, 3), text),)
    made = read(
        replace(
            of,
            subject=text,
            signed_by=text,
            sentences=(Sentence("summary", "all", text),),
            figures=replace(of.figures, rows=rows, late_entries=entries),
        )
    )
    assert shown in below(made, "1. Kết quả chung")
    assert {line[9] for line in table(made, "TT") if line[0] != line[1]} == {shown}
    assert shown in told(made)
    assert made.core_properties.title.startswith(f"Báo cáo kết quả thực hiện {shown}"[:255])


def test_lines_and_tabs_in_a_sentence_stay():
    made = read(contents(1, sentences=(Sentence("summary", "all", "một\r\nhai\tba"),)))
    assert below(made, "1. Kết quả chung") == ["một\nhai\tba"]


@pytest.mark.parametrize("number", [0, 120])
def test_each_part_is_xml_with_its_elements_in_the_order_of_the_schema(number):
    with ZipFile(BytesIO(document(contents(number, signed_by="Võ Văn Đông")))) as parts:
        trees = [ElementTree.fromstring(parts.read(name)) for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        assert not [name for name in parts.namelist() if "thumbnail" in name or "customXml" in name or "app.xml" in name]
    checked = 0
    for tree in trees:
        if "wordprocessingml" not in tree.tag or not tree.tag.endswith(("document", "hdr")):
            continue
        for element in tree.iter():
            if (name := element.tag.split("}")[1]) in ORDER:
                order = ORDER[name].split()
                places = [order.index(child.tag.split("}")[1]) for child in element]
                assert places == sorted(places), name
                checked += 1
            assert not (name == "tc" and element[-1].tag.split("}")[1] != "p")
    assert checked > 50


def test_the_same_report_gives_the_same_bytes_in_any_process(settings):
    data = document(contents(120))
    code = (
        "from hashlib import sha256; from tests.reports.sample import contents; from reports.document import document;"
        "print(sha256(document(contents(120))).hexdigest())"
    )
    found = {
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
    assert found == {sha256(data).hexdigest()}
    assert document(contents(121)) != data
