"""Tables of tasks, and what stands behind the signature: rows become tasks, agendas and a second paper do not."""

import datetime

import pytest

from resolutions.reader import read

HEAD = "KẾ HOẠCH\nvề một việc\n\n"
FOOT = "\nNơi nhận:\n- Các chi bộ,\n- Lưu VP.\n\nT/M ĐẢNG ỦY\nBÍ THƯ\n\nLê Văn Tám\n\n"
TABLE = """\
| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Cá nhân chỉ đạo, đôn đốc | Thời hạn | Sản phẩm |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 2 | 3 | 4 | 5 | 6 | 7 |
| 1 | Rà soát quy chế;<br>xây dựng kế hoạch kiểm tra | Văn phòng Huyện ủy | Ban Tổ chức, Ban Tuyên giáo | Đồng chí Phó Bí thư | Quý IV/2026 | Quy chế |
| 2 | Tập huấn cán bộ | Ban Tổ chức | | | 15/12/2026 | |
| 4 | Họp giao ban | Các chi, đảng bộ trực thuộc | | | Hằng tháng | |
| 5 | Sơ kết | | | | Sau Đại hội | |
"""


def parts(text):
    return {part.label: part for part in read(text).provisions}


def test_a_row_is_a_task_with_those_who_lead_support_and_watch_and_its_day():
    document = read(HEAD + "I. NHIỆM VỤ\n\nCó phụ lục kèm theo." + FOOT + "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\n" + TABLE)
    found = {part.label: part for part in document.provisions}
    assert list(found) == ["I", "PL.1", "PL.2", "PL.4", "PL.5"]
    first = found["PL.1"]
    assert (first.kind, first.text, first.why) == ("duty", "Rà soát quy chế; xây dựng kế hoạch kiểm tra", "row")
    assert [(quote.text, quote.part) for quote in first.addressees] == [
        ("Văn phòng Huyện ủy", "lead"),
        ("Ban Tổ chức", "support"),
        ("Ban Tuyên giáo", "support"),
        ("Đồng chí Phó Bí thư", "watch"),
    ]
    assert [(word.text, word.date, word.rule) for word in first.deadlines] == [("Quý IV/2026", datetime.date(2026, 12, 31), "quarter_end")]
    assert [one.text for one in first.obligations] == ["Rà soát quy chế", "xây dựng kế hoạch kiểm tra"]
    assert all(one.addressees == first.addressees and one.deadlines == first.deadlines for one in first.obligations)
    for part in document.provisions:
        for quote in (part, *part.addressees, *part.deadlines, *part.obligations):
            assert document.text[quote.start : quote.end] == quote.text


def test_an_empty_cell_says_nothing():
    found = parts(HEAD + "I. NHIỆM VỤ" + FOOT + "PHỤ LỤC\n" + TABLE)
    assert [(quote.text, quote.part) for quote in found["PL.2"].addressees] == [("Ban Tổ chức", "lead")]
    assert [word.rhythm for word in found["PL.4"].deadlines] == ["monthly"]
    assert (found["PL.5"].kind, found["PL.5"].addressees, found["PL.5"].deadlines) == ("directive", (), ())


def test_appendixes_and_groups_of_rows_are_told_apart():
    rows = (
        "| TT | Nhiệm vụ | Đơn vị thực hiện |\n|---|---|---|\n| I | VỀ TỔ CHỨC | |\n| 1 | Kiện toàn chi ủy | Ban Tổ chức |\n"
        "| II | VỀ KINH TẾ | |\n| 1 | Làm đường | UBND xã |\n"
    )
    found = parts(HEAD + "I. NHIỆM VỤ" + FOOT + "PHỤ LỤC SỐ 01\n" + rows + "\nPHỤ LỤC 2\n" + TABLE)
    assert list(found) == ["I", "PL1.I", "PL1.I.1", "PL1.II", "PL1.II.1", "PL2.1", "PL2.2", "PL2.4", "PL2.5"]
    assert (found["PL1.I"].kind, found["PL1.I.1"].parent) == ("other", "PL1.I")


def test_a_table_in_the_body_belongs_to_the_part_it_stands_in_and_may_go_on_over_a_page():
    first, second = TABLE[: TABLE.index("| 4 |")], TABLE[TABLE.index("| 4 |") :]
    header = TABLE.split("\n", maxsplit=1)[0] + "\n"
    found = parts(HEAD + "I. NHIỆM VỤ\n1. Các việc sau:\n\n" + first + "\n2\n\f\n" + header + second + "\n2. Tuyên truyền." + FOOT)
    assert list(found) == ["I", "I.1", "I.1.#1", "I.1.#2", "I.1.#4", "I.1.#5", "I.2"]
    assert found["I.1.#4"].parent == "I.1"


@pytest.mark.parametrize(
    "table",
    [
        "| Thời gian | Nội dung | Người thực hiện |\n|---|---|---|\n| 7h30 - 8h00 | Đón tiếp đại biểu | Ban Tổ chức |\n",
        "| TT | Chỉ tiêu | Đơn vị tính | Năm 2026 |\n|---|---|---|---|\n| 1 | Tỷ lệ hộ nghèo | % | 2,5 |\n",
        "| TT | Họ và tên | Chức vụ |\n|---|---|---|\n| 1 | Lê Văn Tám | Bí thư |\n",
        "| Nội dung | Thời gian |\n|---|---|\n| Họp | 1/2/2026 |\n",  # two columns only set paragraphs side by side
    ],
)
def test_other_tables_are_no_tasks(table):
    assert not [label for label in parts(HEAD + "I. NHIỆM VỤ" + FOOT + "PHỤ LỤC\n" + table) if label.startswith("PL")]


def test_a_second_paper_behind_the_signature_is_not_mixed_in():
    second = (
        "HUYỆN ỦY BÌNH MINH          ĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 9-TB/HU\nBình Minh, ngày 01 tháng 02 năm 2020\n\nTHÔNG BÁO\nvề việc khác\n\n"
        "1. Giao Ban Tổ chức làm việc khác trước ngày 1/1/2021.\n" + TABLE + FOOT.replace("Lê Văn Tám", "Trần Văn Chín")
    )
    first = "HUYỆN ỦY BÌNH SƠN\n*\nSố 5-KH/HU\nBình Sơn, ngày 03 tháng 4 năm 2024\n\n" + HEAD + "1. Giao Văn phòng làm việc A." + FOOT
    alone, both = read(first), read(first + second)
    assert both.text.endswith("Trần Văn Chín")
    for name in ("kind", "number", "date", "subject", "issuer", "signer", "recipients", "citations", "provisions"):
        assert getattr(both, name) == getattr(alone, name), name


def test_an_appendix_that_is_no_table_gives_no_task():
    assert list(parts(HEAD + "1. Làm A." + FOOT + "PHỤ LỤC\nĐỀ CƯƠNG BÁO CÁO\n\nI. TÌNH HÌNH\n1. Giao Ban Tổ chức nêu kết quả.")) == ["1"]
