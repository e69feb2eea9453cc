"""The report as a Party paper: where everything stands on it, what it says, what its PDF carries."""

import io
import re
import socket
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.utils import translation
from pypdf import PdfReader

from reports import layouts, paper
from reports.contents import LINES, to_json
from reports.counting_rules import RULES
from reports.figures import COLUMNS
from reports.narrative import Sentence
from reports.paper import compose
from tests.reports.measure import sheets
from tests.reports.sample import contents
from tests.units.test_pdf import fonts

BOLD, ITALIC, UPRIGHT = "Serif-Bold", "Serif-Italic", "Liberation-Serif"
CENTRE = 30 + 165 / 2
NEAR = 0.4  # millimetres
HOSTILE = (
    '<img src="http://127.0.0.1:{port}/x.png"><script>x()</script> & "họ" </style><style>*{{background:url(http://127.0.0.1:{port}/y)}}'
)


def flat(text):
    return " ".join(text.replace("\u200b", "").split())


def plain(markup):
    """Words without tags and entities."""
    text = re.sub(r"<[^>]+>", " ", markup)
    for entity, letter in [("&#160;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")]:
        text = text.replace(entity, letter)
    return flat(text)


def shown(html):
    """The words of the page without tags."""
    return plain(re.sub(r"<(style|title)>.*?</\1>", "", html, flags=re.DOTALL))


def table(html, name):
    """The rows of a table as lists of words."""
    found = re.search(rf'<table class="grid {name}">(.*?)</table>', html, re.DOTALL)[1]
    return [
        [plain(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", found, re.DOTALL)
    ]


@pytest.fixture(scope="module")
def much():
    return compose(contents(120)).render()


@pytest.fixture(scope="module")
def pages(much):
    return sheets(much)


@pytest.fixture(scope="module")
def signed():
    """A small report, numbered and signed by a deputy."""
    made = replace(contents(5), number="5", day=date(2024, 7, 5), signature=("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), signed_by="Nguyễn Văn A")
    return sheets(compose(made).render())


def test_the_head_of_the_paper(pages):
    first = pages[0]
    above, own, star, number = (first.find(words) for words in ("HUYỆN ỦY BÌNH SƠN", "BAN TUYÊN GIÁO", "*", "-BC/BTGHU"))
    party, place, kind, dashes = (first.find(words) for words in ("ĐẢNG CỘNG SẢN VIỆT NAM", "Bình Sơn, ngày", "BÁO CÁO", "-----"))
    subject = first.find("kết quả thực hiện Kết luận số")
    for run, size, face in [
        (above, 14, UPRIGHT), (own, 14, BOLD), (number, 14, UPRIGHT), (party, 15, BOLD), (place, 14, ITALIC), (kind, 16, BOLD), (subject, 14, BOLD)
    ]:  # fmt: skip
        assert run.size == size, run
        assert run.font.endswith(face), run
    assert above.y < own.y < star.y < number.y < kind.y < subject.y < dashes.y
    assert above.y == pytest.approx(party.y, abs=NEAR)
    for run in (above, own, star):
        assert run.middle == pytest.approx(above.middle, abs=1.2)
        assert run.right < CENTRE
    assert min(party.x, place.x) > 105
    assert party.middle == pytest.approx(place.middle, abs=NEAR)
    for run in (kind, subject, dashes):
        assert run.middle == pytest.approx(CENTRE, abs=NEAR)


def is_inside(sheet, top, right, bottom, left):
    numbers = [run for run in sheet.runs if run.y < top]
    inside = all(left - NEAR < run.x and run.right < sheet.width - right + NEAR and run.y < sheet.height - bottom for run in sheet.runs)
    return inside and len(numbers) <= 1


def test_size_and_margins_of_every_page(pages):
    upright = [page for page in pages if page.width < page.height]
    lying = [page for page in pages if page.width > page.height]
    assert pages == upright + lying
    for page in upright:
        assert (page.width, page.height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
        assert is_inside(page, 20, 15, 20, 30)
    for page in lying:  # the same sheet, turned to the left
        assert (page.width, page.height) == (pytest.approx(297, abs=0.1), pytest.approx(210, abs=0.1))
        assert is_inside(page, 30, 20, 15, 20)
    text = upright[1].find("2. Theo từng nội dung")
    assert text.x == pytest.approx(30 + 10, abs=NEAR)  # the first line's indent
    assert {
        run.size for page in upright for run in page.runs if run.text.startswith(("Trong kỳ báo cáo", "Đề nghị Thường trực", "Trên đây"))
    } == {14}


def test_pages_are_numbered_from_the_second_and_the_appendix_anew(pages):
    upright = [page for page in pages if page.width < page.height]
    lying = pages[len(upright) :]
    assert len(lying) > 1
    assert pages[0].runs[0].y > 20
    for said, page, middle in [
        *((n, page, CENTRE) for n, page in enumerate(upright[1:], 2)),
        *((n, page, 297 / 2) for n, page in enumerate(lying, 1)),
    ]:
        number = page.runs[0]
        assert (number.text, number.size) == (str(said), 14)
        assert number.font.endswith(UPRIGHT)
        assert number.middle == pytest.approx(middle, abs=NEAR)
        assert number.y - 0.891 * 14 * 25.4 / 72 == pytest.approx(10, abs=NEAR)  # the line begins where the letters' ascent ends


def test_who_signs_and_whom_it_goes_to(signed):
    page = next(page for page in signed if "Nơi nhận:" in page.text)
    to, kept, closing = page.find("Nơi nhận:"), page.find("- Lưu Ban Tuyên giáo"), page.find("Trên đây là kết quả")
    authority, post, name = (page.find(words) for words in ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Văn A"))
    assert (to.size, kept.size) == (14, 12)
    assert (authority.size, post.size, name.size) == (14, 14, 14)
    assert authority.font.endswith(BOLD)
    assert post.font.endswith(UPRIGHT)
    assert name.font.endswith(BOLD)
    assert max(to.right, kept.right) < CENTRE + 5 < min(authority.x, post.x, name.x)
    assert name.y - post.y > 25  # room to sign
    assert authority.y == pytest.approx(to.y, abs=NEAR)
    assert closing.y < to.y
    assert "Số 05-BC/BTGHU" in signed[0].text
    assert "ngày 05 tháng 7 năm 2024" in signed[0].text


@pytest.mark.parametrize(
    ("lines", "bold"),
    [
        (("TRƯỞNG BAN",), []),
        (("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), ["T/M BAN THƯỜNG VỤ"]),
        (("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), ["K/T TRƯỞNG BAN"]),
        (("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"), ["T/L BAN THƯỜNG VỤ"]),
    ],
)
def test_authority_is_bold_and_a_post_is_not(lines, bold):
    signer = re.search(r'<td class="signer">(.*?)</td>', compose(contents(0, signature=lines)).html, re.DOTALL)[1]
    assert plain(signer) == " ".join(lines)
    assert re.findall(r"<b>(.*?)</b>", signer) == bold


def test_blanks_where_the_registry_fills_in(pages):
    assert "Số\u2002\u2002\u2002\u2002-BC/BTGHU" in [run.text for run in pages[0].runs]
    assert "ngày tháng năm 2024" in pages[0].text


def test_the_file_itself(much):
    read = PdfReader(io.BytesIO(much))
    made = contents(120)
    assert {name.split("+")[-1] for name in fonts(much)} == {f"Liberation-Serif{face}" for face in ("", "-Bold", "-Italic", "-Bold-Italic")}
    root = read.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r'pdfaid:part(>|=")3', xmp)
    assert re.search(r'pdfaid:conformance(>|=")B', xmp)
    assert read.metadata.title == "Báo cáo kết quả thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn, quý II/2024"
    assert read.metadata.author == "Ban Tuyên giáo Huyện ủy"
    assert dict(read.attachments.items()) == {"BC-0012.json": [to_json(made)]}
    assert {of.get_object()["/AFRelationship"] for of in root["/AF"]} == {"/Data"}


def test_the_outline(much):
    def told(items):
        return [told(item) if isinstance(item, list) else item.title.replace("\xa0", " ") for item in items]

    assert told(PdfReader(io.BytesIO(much)).outline) == [
        "BÁO CÁO kết quả thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn, quý II/2024",
        "I. Kết quả thực hiện",
        ["1. Kết quả chung", "2. Theo từng nội dung", "3. Theo khối và đơn vị", "4. Chỉ tiêu"],
        "II. Hạn chế, khó khăn",
        [
            "1. Việc quá hạn", "2. Đề nghị của đơn vị", "3. Đơn vị chưa có thông tin",
            "4. Hạn chế, nguyên nhân nêu trong văn bản và việc khắc phục", "5. Ghi sau",
        ],
        "III. Kiến nghị, đề xuất",
        "PHỤ LỤC Các việc được tính trong báo cáo",
        ["Cách tính"],
    ]  # fmt: skip


def test_equal_contents_give_equal_bytes():
    made = contents(3)
    data = compose(made).render()
    assert data == compose(contents(3)).render()
    assert data != compose(replace(made, signed_by="Nguyễn Văn A")).render()


def test_every_sentence_is_printed_whatever_the_board_made_of_it():
    made = contents(120)
    edited = tuple(replace(one, text=f"Câu {n} do ban viết lại <đúng như vậy> & đủ.") for n, one in enumerate(made.sentences))
    added = (
        Sentence("provisions", "p999", "Về nội dung đã bỏ."),
        Sentence("measures", "của ban", "Thêm ý về chỉ tiêu."),
        Sentence("khác", "x", "Ý khác."),
    )
    for sentences in (made.sentences, edited, edited + added):
        text = shown(compose(replace(made, sentences=sentences)).html)
        for one, times in Counter(flat(one.text) for one in sentences).items():
            assert text.count(one) == times, one


def test_without_sentences_the_tables_stand_alone():
    text = shown(compose(contents(120, sentences=())).html)
    assert "Tổ chức đảng trực thuộc: 18 đơn vị" in text
    assert "Không có kiến nghị, đề xuất." in text
    assert "Kết quả trong kỳ" not in text


def counts(line, *, parts):
    columns = [c for c in COLUMNS if c != "done" and (parts or c not in ("not_received", "no_date"))]
    share = [f"{line.done_share}%"] if line.assigned else [""]
    return [str(getattr(line, column)) for column in columns] + share


def test_every_figure_of_every_line_is_printed():
    made = contents(120)
    found, html = made.figures, compose(made).html
    provisions, classes, doers = table(html, "provisions"), table(html, "classes"), table(html, "doers")
    for line in found.provisions:
        assert [line.provision.label, *counts(line.counts, parts=True)] in provisions
    assert ["Tổng số", *counts(found.total, parts=True)] in provisions
    for line in found.classes:
        assert [line.name, str(line.units), *counts(line.counts, parts=False)] in classes
        for doer in line.doers:
            assert [doer.name, *counts(doer.counts, parts=False), str(doer.longest)] in doers
    measures = [row for row in table(html, "measures") if len(row) == 6][1:]
    assert len(measures) == len(found.measures)
    assert ["90%", "chưa có số liệu", "", "55%", "0/9"] in [row[1:] for row in measures]
    assert ["2 mô hình mỗi đơn vị", "37 mô hình", "231%", "7 mô hình", "8/8"] in [row[1:] for row in measures]


def test_what_is_late_asked_for_and_silent_is_listed():
    made = contents(120)
    found, html = made.figures, compose(made).html
    overdue, requests, silent, listed = (table(html, name) for name in ("overdue", "requests", "silent", "listed"))
    late = [(row, task) for unit in found.overdue for row, task in unit.rows]
    assert [row[0] for row in overdue if len(row) == 5][1:] == [row.code for row, _task in late]
    row, task = late[0]
    assert [row.code, task.title, "02/5/2024", "59", "Thiếu kinh phí, chờ hướng dẫn của cấp trên."] in overdue
    assert [row[0] for row in requests[1:]] == [row.code for row in found.requests]
    assert {row[3] for row in requests[1:]} == {"lùi hạn đến 15/7/2024", "trả lại việc"}
    assert [row[0] for row in silent[1:]] == [one.name for one in found.silent]
    assert sorted(row[0] for row in listed[1:] if len(row) == 6) == sorted(row.code for row in found.rows)
    assert "chưa có việc" in shown(html)
    assert "Nay mới báo cáo kết quả." in shown(html)


def test_a_report_over_nothing_says_so_in_every_part():
    made = contents(0)
    text = shown(compose(made).html)
    for said in (
        "Trong kỳ báo cáo không có việc nào: các việc đã giao đều kết thúc trước kỳ hoặc chưa đến kỳ thực hiện.",
        "Trong kỳ báo cáo không có việc nào thuộc các nội dung dưới đây.",
        "Trong kỳ báo cáo không có đơn vị nào có việc được tính.",
        "Không có việc nào quá hạn.",
        "Không có đề nghị nào của đơn vị đang chờ quyết định.",
        "Không có đơn vị, cá nhân nào từ 15 ngày trở lên chưa có thông tin về việc đang làm.",
        "Không có tin tức nào về kỳ báo cáo được ghi sau thời điểm lấy số liệu.",
        "Không có việc nào. ",
    ):
        assert said in f"{text} ", said
    before_any_document = replace(
        made, figures=replace(made.figures, provisions=(), measures=(), findings=()), sentences=(), seal=None, code="", address=""
    )
    text = shown(compose(before_any_document).html)
    for said in (
        "Không có nội dung nào để theo dõi trong kỳ báo cáo.",
        "Không có việc nào trong kỳ đặt chỉ tiêu bằng số.",
        "Văn bản không nêu hạn chế, nguyên nhân nào để theo dõi việc khắc phục.",
        "Không có kiến nghị, đề xuất.",
        "Nhật ký chưa có niêm phong đến ngày này.",
    ):
        assert said in text, said
    assert "Mã báo cáo" not in text
    assert len(sheets(compose(before_any_document).render())) >= 2


def test_the_proof_of_a_paper():
    html = compose(contents(5)).html
    text = shown(html)
    assert "Mã báo cáo: BC-0012 . Mã kiểm tra: 7F3K9QPM2A , tại https://dondoc.example/kiem-tra/7F3K9QPM2A/" in text
    assert f"Niêm phong nhật ký ngày 30/6/2024: {'ab' * 8}." in text
    assert "Số liệu tính đến hết ngày 30/6/2024; cách tính ở cuối Phụ lục." in text
    assert 'class="qr"' in html
    assert 'class="qr"' not in compose(contents(5, address="")).html


@pytest.mark.parametrize("number", [0, 5, LINES + 1])
def test_the_appendix_ends_with_how_all_was_counted(number):
    html = compose(contents(number)).html
    assert [plain(rule) for rule in re.findall(r"<li>(.*?)</li>", html)] == list(RULES)
    assert len(RULES) == len(
        re.findall(r"(?m)^\d+\. \*\*", (settings.BASE_DIR / "README.md").read_text().partition("How figures are counted")[2])
    )
    assert "README" not in shown(html)


def test_more_rows_than_a_paper_lists_are_in_the_sheet_alone(monkeypatch):
    monkeypatch.setattr(paper, "LISTED", 3)
    made = contents(LINES + 1, stands=("in_progress", "overdue")).without_too_many_rows()
    html = compose(made).html
    assert "Báo cáo tính trên 2.001 việc" in shown(html)
    assert "bảng tính XLSX mang cùng mã BC-0012" in shown(html)
    assert "grid listed" not in html
    late = [(unit, rows) for unit, rows in paper.late(made.figures, 40)[0]]
    assert sum(len(rows) for _unit, rows in late) == 40
    assert paper.late(made.figures, 40)[1] == LINES + 1 - 40
    assert "Còn 1.501 việc khác không liệt kê ở đây; xem bảng tính XLSX mang cùng mã BC-0012." in shown(html)


def test_rows_left_out_of_a_table_are_in_the_appendix(monkeypatch):
    monkeypatch.setattr(paper, "LISTED", 3)
    made = contents(120)
    text = shown(compose(made).html)
    assert f"Còn {len(made.figures.requests) - 3} việc khác không liệt kê ở đây; xem Phụ lục." in text
    assert "không liệt kê ở đây" not in shown(compose(contents(1)).html)


def test_scope_and_demonstration_are_said():
    made = contents(5)
    assert "phần việc của" not in shown(compose(made).html)
    assert "Số liệu minh họa" not in shown(compose(made).html)
    text = shown(compose(replace(made, scope="khối Mặt trận và đoàn thể", demonstration=True)).html)
    assert "kết quả thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn, phần việc của khối Mặt trận và đoàn thể, quý II/2024" in text
    assert "(Số liệu minh họa, không phải số liệu thật)" in text


@pytest.mark.parametrize("rule", layouts.LAYOUTS)
def test_each_rule_of_layout_sets_the_style(rule, monkeypatch):
    made = contents(0, layout=rule)
    assert layouts.css(layouts.LAYOUTS[rule]) in compose(made).html
    assert "margin: 20mm 15mm 20mm 30mm" in compose(made).html
    monkeypatch.setitem(layouts.LAYOUTS, rule, replace(layouts.LAYOUTS[rule], margins=(25, 20, 25, 35), body=15))
    (first, *_rest) = sheets(compose(made).render())
    assert first.find("Thực hiện Kết luận").size == 15
    assert min(run.x for run in first.runs) == pytest.approx(35, abs=NEAR)


def test_a_rule_that_is_not_known_is_refused():
    with pytest.raises(KeyError):
        compose(contents(0, layout="NĐ 30/2020"))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_is_vietnamese_whoever_asks(language):
    expected = compose(contents(20)).html
    with translation.override(language):
        assert compose(contents(20)).html == expected
        assert translation.get_language() == language


def test_hostile_words_stay_words_and_ask_for_nothing():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        words = HOSTILE.format(port=server.getsockname()[1])
        made = contents(6)
        found = made.figures
        row = replace(found.requests[0], request=words, unit_name=words)
        task = replace(found.overdue[0].rows[0][1], title=words)
        late = replace(found.overdue[0], name=words, rows=((replace(found.overdue[0].rows[0][0], obstacles=words), task),))
        made = replace(
            made, subject=words, period=words, scope=words, short=words, signed_by=words, address=words, code=words, is_named=False,
            sentences=tuple(replace(one, text=words) for one in made.sentences),
            figures=replace(found, requests=(row,), overdue=(late,)),
        )  # fmt: skip
        html = compose(made).html
        assert "<img" not in html
        assert "<script" not in html
        assert html.count("</style>") == 1
        assert "&lt;img src=" in html
        data = compose(made).render()
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "<script>" in sheets(data)[0].text


def test_long_words_can_break_and_long_texts_run_over_the_page():
    made = contents(120)
    found = made.figures
    (row, task), *_more = found.overdue[0].rows
    late = replace(found.overdue[0], name="x" * 300, rows=((replace(row, obstacles="y" * 5000), replace(task, title="z" * 400)),))
    made = replace(
        made,
        figures=replace(found, overdue=(late,)),
        sentences=tuple(replace(one, text=f"{one.text} " + "w" * 300 + " lời dài" * 300) for one in made.sentences[:6]),
    )
    html = compose(made).html
    assert all(letter * 15 not in html for letter in "xyzw")
    assert html.count("y") < 3000
    for page in sheets(compose(made).render()):
        assert is_inside(page, *((20, 15, 20, 30) if page.width < page.height else (30, 20, 15, 20)))


@pytest.mark.once
def test_three_hundred_late_rows_with_long_names():
    made = contents(300, stands=("in_progress", "overdue"), long_names=True, late_entries=0)
    pages = sheets(compose(made).render())
    codes = Counter(run.text for page in pages for run in page.runs if re.fullmatch(r"NV-\d{4}/\d", run.text))
    assert set(codes) == {row.code for row in made.figures.rows}
    headings = []
    for page in pages:
        assert is_inside(page, *((20, 15, 20, 30) if page.width < page.height else (30, 20, 15, 20)))
        lowest = max(page.runs, key=lambda run: run.y)
        assert not is_heading(lowest), lowest
        headings += [
            run.text for run in page.runs if run.font.endswith(BOLD) and run.size == 14 and re.match(r"([IV]+|[1-9])\. ", run.text)
        ]
    assert [text.partition(" ")[0] for text in headings] == ["I.", "1.", "2.", "3.", "4.", "II.", "1.", "2.", "3.", "4.", "5.", "III."]


def is_heading(run):
    """Whether words are a heading or the head of a group of rows, which may not stand last on a page."""
    return run.font.endswith(BOLD) or (run.font.endswith(ITALIC) and run.text.startswith("Nhiệm vụ số"))
