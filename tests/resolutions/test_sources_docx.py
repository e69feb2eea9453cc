"""A DOCX as its reader sees it: automatic numbers, tables, text boxes, changes, hidden text."""

import pytest
from docx import Document
from docx.oxml import parse_xml

from resolutions.reader import read, secrecy
from resolutions.reader.sources.docx import read_docx
from resolutions.reader.sources.numbering import in_form
from tests.resolutions.made_papers import W, add_list, add_num, number, repacked, saved, with_body


def numbered(levels, places, **more):
    """The paragraphs of a paper with one list; ``places`` are (list, level)."""
    document = Document()
    add_list(document, 50, levels, **more)
    for number_id, level in places:
        number(document.add_paragraph("Việc"), number_id, level)
    return read_docx(saved(document)).split("\n\n")


# Automatic numbers


def test_numbers_of_several_levels_restart_under_each_other():
    levels = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "-"), ("bullet", "+")]
    marks = [words.removesuffix(" Việc") for words in numbered(levels, [(50, n) for n in (0, 1, 1, 2, 2, 3, 3, 4, 5, 0, 1, 2)])]
    assert marks == ["I.", "1.", "2.", "2.1.", "2.2.", "a)", "b)", "-", "+", "II.", "1.", "1.1."]


def test_a_level_may_count_on_or_restart_only_under_a_higher_one():
    levels = [("upperRoman", "%1."), ("upperLetter", "%2."), ("decimal", "%3.")]
    places = [(50, n) for n in (0, 1, 2, 2, 1, 2, 0, 1, 2)]
    plain = ["I.", "A.", "1.", "2.", "B.", "1.", "II.", "A.", "1."]
    assert [words.removesuffix(" Việc") for words in numbered(levels, places)] == plain
    for restart, third in (("0", ["1.", "2.", "3.", "4."]), ("1", ["1.", "2.", "3.", "1."])):
        more = f'<w:lvlRestart w:val="{restart}"/>'
        marks = [words.removesuffix(" Việc") for words in numbered(levels, places, more=more)]
        assert [mark for mark in marks if mark[0].isdigit()] == third


def test_a_second_use_of_a_list_counts_on_unless_it_starts_anew():
    document = Document()
    add_list(document, 50, [("decimal", "%1.")])
    add_num(document, 51, 50)
    add_num(document, 52, 50, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>')
    for number_id in (50, 50, 51, 52, 52):
        number(document.add_paragraph("Việc"), number_id, 0)
    assert [words.split()[0] for words in read_docx(saved(document)).split("\n\n")] == ["1.", "2.", "3.", "7.", "8."]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_say_no():
    document = Document()
    add_list(document, 50, [("upperRoman", "%1."), ("decimal", "%2.")])
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="50"/></w:numPr>'))
    for style in ("Heading 1", "Heading 2", "Heading 2", "Heading 1"):
        document.add_paragraph("Mục", style)
    number(document.add_paragraph("Không số", "Heading 1"), 0, 0)
    assert read_docx(saved(document)).split("\n\n") == ["I. Mục", "1. Mục", "2. Mục", "II. Mục", "Không số"]


def test_legal_numbers_and_words_around_them():
    assert numbered([("upperRoman", "Điều %1:")], [(50, 0)]) == ["Điều I: Việc"]
    assert numbered([("upperRoman", "%1."), ("decimal", "%1.%2.")], [(50, 0), (50, 1)], more="<w:isLgl/>")[1] == "1.1. Việc"
    assert numbered([("none", "")], [(50, 0)]) == ["Việc"]


@pytest.mark.parametrize(
    ("form", "count", "printed"),
    [
        ("lowerLetter", 5, "e"),  # Word knows no đ
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperRoman", 0, "0"),
        ("decimalZero", 3, "03"),
        ("chineseCounting", 3, "3"),
    ],
)
def test_the_forms_of_a_number(form, count, printed):
    assert in_form(count, form) == printed


def test_an_empty_numbered_paragraph_counts_but_prints_nothing():
    document = Document()
    add_list(document, 50, [("decimal", "%1.")])
    for words in ("Một", "", "Ba"):
        number(document.add_paragraph(words), 50, 0)
    assert read_docx(saved(document)) == "1. Một\n\n3. Ba"


# What a paragraph holds


def p(words):
    return f"<w:p>{words}</w:p>"


def r(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (r("Giao ") + f'<w:ins w:id="1">{r("Ban")}</w:ins><w:del w:id="2"><w:r><w:delText>Hội</w:delText></w:r></w:del>', "Giao Ban"),
        (f'<w:moveFrom w:id="1">{r("cũ")}</w:moveFrom><w:moveTo w:id="2">{r("mới")}</w:moveTo>', "mới"),
        (r("thấy") + r(" ẩn", "<w:vanish/>") + r(" rõ", '<w:vanish w:val="0"/>'), "thấy rõ"),
        (r("kết luận", "<w:caps/>"), "KẾT LUẬN"),
        ("<w:r><w:t>Số 01</w:t><w:noBreakHyphen/><w:t>KL/TW</w:t></w:r>", "Số 01-KL/TW"),
        ("<w:r><w:t>Tuyên</w:t><w:softHyphen/><w:t> giáo</w:t><w:br/><w:t>Dân vận</w:t><w:tab/><w:t>x</w:t></w:r>", "Tuyên giáo\nDân vận\tx"),
        (r("một quy định") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r(" rõ"), "một quy định rõ"),
        (f'<w:hyperlink>{r("Điều lệ")}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{r(" Đảng")}</w:sdtContent></w:sdt>', "Điều lệ Đảng"),
        (f'<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr="DATE">{r("năm 2024")}</w:fldSimple>', "năm 2024"),
        ('<w:r><w:t>Trang</w:t><w:br w:type="page"/><w:t>sau</w:t><w:lastRenderedPageBreak/></w:r>', "Trang\fsau"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t> Việc</w:t></w:r>', "• Việc"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph(xml, words):
    assert read_docx(with_body(p(xml))) == words


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next():
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{r('Giao Ban ')}</w:p>"
    assert read_docx(with_body(first + p(r("Tuyên giáo")))) == "Giao Ban Tuyên giáo"


def test_content_controls_around_paragraphs_and_rows():
    row = f"<w:sdt><w:sdtContent><w:tr><w:tc>{p(r('một'))}</w:tc></w:tr></w:sdtContent></w:sdt>"
    assert read_docx(with_body(f"<w:sdt><w:sdtContent>{p(r('Mục'))}</w:sdtContent></w:sdt><w:tbl>{row}</w:tbl>")) == "Mục\n\nmột"


# Text boxes, headers, secrecy


def box(words):
    """A text box as Word writes it: twice, the second for old programs."""
    inside = f"<w:txbxContent>{p(r(words))}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{inside}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_told_once_and_before_the_paragraph_it_hangs_on():
    assert read_docx(with_body(p(r("KẾT LUẬN") + box("HUYỆN ỦY")))) == "HUYỆN ỦY\n\nKẾT LUẬN"


def test_a_mark_of_secrecy_is_found_in_a_box_at_the_end_or_in_a_header():
    long = "".join(p(r(f"Đoạn {n}.")) for n in range(80))
    assert secrecy(read_docx(with_body(long + p(r("Hết.") + box("TỐI MẬT"))))) == "TỐI MẬT"
    document = Document()
    document.sections[0].header.paragraphs[0].text = "MẬT"
    document.add_paragraph("KẾT LUẬN")
    assert secrecy(read_docx(saved(document))) == "MẬT"
    document.sections[0].header.paragraphs[0].text = "Trang bí mật kinh doanh"
    assert read_docx(saved(document)) == "KẾT LUẬN"


# Tables


def test_a_table_of_tasks_is_markdown_and_read_by_its_cells():
    document = Document()
    table = document.add_table(3, 4, "Table Grid")
    rows = [
        ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"),
        ("1. Xây dựng | kế hoạch", "Ban Tuyên giáo", "", "30/6/2024"),
        ("2. Sơ kết",) * 4,
    ]
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.rows[1].cells[1].add_paragraph("Văn phòng")
    assert read_docx(saved(document)).split("\n")[:3] == [
        "| Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |",
        "| --- | --- | --- | --- |",
        "| 1. Xây dựng ¦ kế hoạch | Ban Tuyên giáo; Văn phòng |  | 30/6/2024 |",
    ]
    [row] = [part for part in read(read_docx(saved(document))).provisions if "Xây dựng" in part.text]
    assert [quote.text for quote in row.addressees] == ["Ban Tuyên giáo", "Văn phòng"]
    assert [word.text for word in row.deadlines] == ["30/6/2024"]


def test_merged_cells_are_told_once_in_their_columns():
    document = Document()
    table = document.add_table(2, 3, "Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "rộng"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "cao"
    table.cell(1, 0).text, table.cell(1, 1).text = "a", "b"
    lines = read_docx(saved(document)).split("\n")
    assert (lines[0], lines[2]) == ("| rộng |  | cao |", "| a | b |  |")


def test_a_nested_table_stays_in_its_cell():
    document = Document()
    outer = document.add_table(1, 3, "Table Grid")
    for cell, words in zip(outer.rows[0].cells, "abc", strict=True):
        cell.text = words
    outer.cell(0, 1).add_table(1, 2).rows[0].cells[1].text = "trong"
    assert read_docx(saved(document)).split("\n")[0] == "| a | b trong | c |"


def test_a_letterhead_in_two_rows_is_told_left_then_right():
    document = Document()
    table = document.add_table(2, 2)
    words_of_head = ("HUYỆN ỦY\n*", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 12-KL/HU", "Bình Sơn, ngày 02 tháng 3 năm 2024")
    for cell, words in zip([c for row in table.rows for c in row.cells], words_of_head, strict=True):
        cell.text = words
    for words in ("KẾT LUẬN", "về công tác tuyên truyền", "1. Giao Ban Tuyên giáo tham mưu thực hiện."):
        document.add_paragraph(words)
    found = read(read_docx(saved(document)))
    assert (found.issuer, found.number, str(found.date)) == ("Huyện ủy", "12-KL/HU", "2024-03-02")


def test_two_columns_without_borders_are_paragraphs():
    document = Document()
    for cell, words in zip(document.add_table(1, 2).rows[0].cells, ("1. Một", "2. Hai"), strict=True):
        cell.text = words
    assert read_docx(saved(document)) == "1. Một\n\n2. Hai"


def test_a_strict_docx_reads_the_same():
    data = with_body(p(r("Kết luận")))
    old, new = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert read_docx(repacked(data, lambda name, part: part.replace(old, new))) == "Kết luận"
