"""The reader on papers of other shapes, on damaged text, and on no paper at all."""

import contextlib
import datetime
import random
import textwrap
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolutions.reader import NotText, ReaderError, decode, read, secrecy
from resolutions.reader.words import even, fold

SAMPLE = (Path(__file__).parents[2] / "resolutions" / "samples" / "conclusion-binh-son-2024.txt").read_text(encoding="utf-8")

CONCLUSION = """\
ĐẢNG BỘ XÃ TÂN LẬP                        ĐẢNG CỘNG SẢN VIỆT NAM
     ĐẢNG ỦY
        *                              Tân Lập, ngày 05 tháng 3 năm 2025
   Số 45 -KL/ĐU

                              KẾT LUẬN
                    CỦA BAN THƯỜNG VỤ ĐẢNG ỦY
       về nâng cao chất lượng sinh hoạt chi bộ và công tác phát
                       triển đảng viên năm 2025
                               -----

        Ngày 28/02/2025, Ban Thường vụ Đảng ủy họp nghe Văn phòng Đảng
ủy báo cáo kết quả thực hiện Nghị quyết số 12-NQ/HU, ngày 15/6/2023 của
Huyện ủy. Sau khi thảo luận, Ban Thường vụ Đảng ủy kết luận như sau:

        I- ĐÁNH GIÁ TÌNH HÌNH
        1- Trong năm qua, các chi bộ đã duy trì nền nếp sinh hoạt; việc
kết nạp đảng viên đạt 92% chỉ tiêu.
        2- Bên cạnh đó, một số chi bộ sinh hoạt còn hình thức, nội dung
nghèo nàn; việc phân công đảng viên phụ trách hộ chậm.

        II- NHIỆM VỤ, GIẢI PHÁP
        1- Đổi mới nội dung sinh hoạt chi bộ:
        a) Mỗi chi bộ xây dựng kế hoạch sinh hoạt chuyên đề, hoàn thành trước
ngày 31/3/2025;
        b) Chi ủy chuẩn bị nội dung, gửi đảng viên nghiên cứu;
        đ) Hằng quý, mời báo cáo viên nói chuyện thời sự.
        2- Tập trung tạo nguồn phát triển đảng viên; phấn đấu đến năm 2030
mỗi thôn có đảng viên trẻ, bảo đảm an ninh chính trị
- xã hội trên địa bàn (Giao Ban Tổ chức chủ trì, tham mưu trong quý II/2025).
        4- Tăng cường kiểm tra việc thực hiện theo Điều
30. Điều lệ Đảng và các quy định khác của Trung

                                  2
\f
ương, của Tỉnh ủy.

        III- TỔ CHỨC THỰC HIỆN
        1- Văn phòng Đảng ủy:
        - Tham mưu kế hoạch kiểm tra, trình Ban Thường vụ trước ngày 20
tháng 4 năm 2025.
        - Định kỳ 6 tháng tổng hợp kết quả, báo cáo Ban Thường vụ.
        2- Ủy ban nhân dân xã chủ trì, phối hợp với Mặt trận Tổ quốc và
các đoàn thể xã bố trí kinh phí.
        3- Phân công đồng chí Phó Bí thư Thường trực Đảng ủy theo dõi, đôn
đốc việc thực hiện Kết luận này.
        Giao Văn phòng Đảng ủy tổng hợp, báo cáo Ban Thường vụ trước ngày
15/12/2025.

Nơi nhận:                                T/M BAN THƯỜNG VỤ
- Thường trực Huyện ủy (báo cáo),            PHÓ BÍ THƯ
- Các đồng chí Ủy viên Ban Chấp hành
Đảng bộ xã (phụ trách địa bàn),
- Lưu Văn phòng Đảng ủy.
                                          Nguyễn Thị Hoa Lê
"""

LETTER = """\
HUYỆN ỦY BÌNH MINH
BAN TUYÊN GIÁO
*
Số 112-CV/BTGHU
V/v báo cáo kết quả thực hiện Kết luận số 01-KL/TW
ĐẢNG CỘNG SẢN VIỆT NAM
Bình Minh, ngày 12 tháng 4 năm 2024

Kính gửi: Các chi bộ, đảng bộ trực thuộc Huyện ủy

Thực hiện Kế hoạch số 55-KH/HU, ngày 02/11/2021 của Huyện ủy, Ban Tuyên giáo Huyện ủy đề nghị các chi bộ, đảng bộ trực thuộc báo cáo
kết quả quý I/2024 trước ngày 20/4/2024.

Đề nghị các đơn vị quan tâm thực hiện.

Nơi nhận:
- Như trên;
- Lưu BTG.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
(đã ký)
Trần Văn Bảy
"""


def parts(text):
    return {provision.label: provision for provision in read(text).provisions}


def body(*lines):
    return "KẾT LUẬN\nvề một việc\n\n" + "\n\n".join(lines)


def only(text):
    """The one order of a text with one numbered item."""
    return parts(body("1. " + text))["1"]


@pytest.fixture(scope="module")
def conclusion():
    return read(CONCLUSION)


# The head and the foot


def test_two_columns_are_read_one_after_the_other(conclusion):
    assert (conclusion.issuer, conclusion.issuer_parent) == ("Đảng ủy", "Đảng bộ xã Tân Lập")
    assert (conclusion.number, conclusion.symbol) == ("45-KL/ĐU", "KL/ĐU")
    assert conclusion.date == datetime.date(2025, 3, 5)  # not the day of the meeting
    assert conclusion.subject == "về nâng cao chất lượng sinh hoạt chi bộ và công tác phát triển đảng viên năm 2025"
    assert conclusion.recipients == (
        "Thường trực Huyện ủy (báo cáo)",
        "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã (phụ trách địa bàn)",
        "Lưu Văn phòng Đảng ủy",
    )
    assert (conclusion.signer, conclusion.signer_title) == ("Nguyễn Thị Hoa Lê", "T/M BAN THƯỜNG VỤ / PHÓ BÍ THƯ")


def test_a_letter_has_no_title_but_a_subject_and_those_it_is_sent_to():
    letter = read(LETTER)
    assert (letter.kind, letter.number, letter.title) == ("Công văn", "112-CV/BTGHU", None)
    assert (letter.issuer, letter.issuer_parent) == ("Ban Tuyên giáo", "Huyện ủy Bình Minh")
    assert letter.subject == "V/v báo cáo kết quả thực hiện Kết luận số 01-KL/TW"
    assert letter.date == datetime.date(2024, 4, 12)
    assert letter.sent_to == ("Các chi bộ, đảng bộ trực thuộc Huyện ủy",)
    assert [citation.number for citation in letter.citations] == ["01-KL/TW", "55-KH/HU"]
    assert (letter.signer, letter.signer_title) == ("Trần Văn Bảy", "K/T TRƯỞNG BAN / PHÓ TRƯỞNG BAN")
    assert [(p.label, p.kind) for p in letter.provisions] == [("+1", "duty"), ("+2", "duty")]
    assert [word.date for word in letter.provisions[0].deadlines] == [datetime.date(2024, 4, 20)]


@pytest.mark.parametrize(
    ("line", "symbol", "number"),
    [
        ("Số 127-QĐ/TW", "QĐ/TW", "127-QĐ/TW"),
        ("Số: 12/TB-VP", "TB-VP", "12/TB-VP"),
        ("Số 2449 -CV/ĐU", "CV/ĐU", "2449-CV/ĐU"),
        ("Số     -CTr/TU", "CTr/TU", None),
        ("Số …-KL/HU", "KL/HU", None),
        ("Số ......./KH-UBND", "KH-UBND", None),
        ("Số 29-CV/TC-NV", "CV/TC-NV", "29-CV/TC-NV"),
        ("Số:", None, None),
    ],
)
def test_numbers_as_written_and_left_blank(line, symbol, number):
    found = read(f"HUYỆN ỦY BÌNH MINH\n*\n{line}\n\nKẾ HOẠCH\nthực hiện Kết luận số 01-KL/TW\n\nI. MỤC ĐÍCH")
    assert (found.symbol, found.number) == (symbol, number)


@pytest.mark.parametrize(
    "line", ["Bình Minh, ngày    tháng 4 năm 2024", "Bình Minh, ngày … tháng … năm 2024", "Bình Minh, ngày 31 tháng 2 năm 2024"]
)
def test_a_day_left_blank_or_impossible_is_no_day(line):
    assert read(f"HUYỆN ỦY BÌNH MINH\nSố 1-KH/HU\n{line}\n\nKẾ HOẠCH\nvề việc A\n\nNgày 3/4/2024, họp.\n").date is None


def test_letterhead_and_title_are_taken_from_where_they_stand():
    split = read("ĐẢNG BỘ\nQUẬN 6\nĐẢNG ỦY\nPHƯỜNG 1\n*\nSố 3-KL/ĐU\nV/v xin ý kiến Quận ủy Quận 7\nKẾT LUẬN\nvề việc A\n\n1. B")
    assert (split.issuer, split.issuer_parent) == ("Đảng ủy phường 1", "Đảng bộ quận 6")
    scanned = read(
        "TỈNH ỦY MINH HẢI\nSố 31-KL/TƯ\nK ÉT  LUẬN\nHỘI NGHỊ LẦN THỨ BẢY\nvề trường học\n\nI. ĐÁNH GIÁ\n\nII. NHIỆM VỤ\n\n1. Làm."
    )
    assert (scanned.kind, scanned.subject, scanned.issuer) == ("Kết luận", "về trường học", "Tỉnh ủy Minh Hải")


def test_a_name_in_capitals_is_written_as_running_text_writes_it():
    papers = {
        "TỈNH ỦY ĐỒNG THÁP": "Tỉnh ủy Đồng Tháp",
        "BAN CHẤP HÀNH TRUNG ƯƠNG": "Ban Chấp hành Trung ương",
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ ĐỒNG TÂM": "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đồng Tâm",
    }
    for head, issuer in papers.items():
        assert read(f"{head}\n*\nSố 5-KL/TU\n\nKẾT LUẬN\nvề nước sạch\n\n1. Xây dựng kế hoạch.").issuer == issuer


def test_an_issuer_on_which_the_paper_disagrees_is_unknown():
    assert read("KẾT LUẬN\nCỦA HỘI NGHỊ HUYỆN ỦY\nvề A\n\nTại Hội nghị Tỉnh ủy ngày 1/2/2024, thống nhất:\n\n1. B").issuer is None
    assert read("KẾT LUẬN\nvề A\n\nCăn cứ B:\n\n1. C.\n\nT/M HUYỆN ỦY\nBÍ THƯ\n\nLê Văn Tám").issuer == "Huyện ủy"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("HUYỆN ỦY\nMẬT\n\nKẾT LUẬN", "MẬT"),
        ("HUYỆN ỦY          TỐI MẬT\n\nKẾT LUẬN", "TỐI MẬT"),
        ("HUYỆN ỦY\n**TUYỆT  MẬT**\nKẾT LUẬN", "TUYỆT MẬT"),
        ("| HUYỆN ỦY | M Ậ T |\n| --- | --- |\nKẾT LUẬN", "MẬT"),
        ("KẾT LUẬN\nvề bảo vệ bí mật nhà nước\n\nTài liệu mật được giữ kín.", None),
        ("KẾT LUẬN\n" + "Một dòng.\n" * 60 + "MẬT", None),
    ],
)
def test_a_secrecy_mark_stands_alone_in_the_head(text, mark):
    assert secrecy(text) == mark


# The tree


def test_labels_are_the_path_of_marks(conclusion):
    assert [(p.label, p.kind) for p in conclusion.provisions] == [
        ("I", "other"),
        ("I.1", "assessment"),
        ("I.2", "shortcoming"),
        ("II", "other"),
        ("II.1", "directive"),
        ("II.1.a", "duty"),
        ("II.1.b", "duty"),
        ("II.1.đ", "directive"),
        ("II.2", "directive"),
        ("II.4", "directive"),
        ("III", "other"),
        ("III.1", "duty"),
        ("III.1.-1", "duty"),
        ("III.1.-2", "duty"),
        ("III.2", "duty"),
        ("III.3", "duty"),
        ("III.+1", "duty"),
    ]


def test_sentences_are_whole_again_after_wrapping_and_page_breaks(conclusion):
    text = {provision.label: provision.text for provision in conclusion.provisions}
    assert "an ninh chính trị - xã hội trên địa bàn" in text["II.2"]
    assert text["II.4"] == "Tăng cường kiểm tra việc thực hiện theo Điều 30. Điều lệ Đảng và các quy định khác của Trung ương, của Tỉnh ủy."


def test_carriers_lead_support_watch(conclusion):
    who = {p.label: [(quote.text, quote.part) for quote in p.addressees] for p in conclusion.provisions}
    assert who["II.2"] == [("Ban Tổ chức", "lead")]
    assert who["III.1.-1"] == [("Văn phòng Đảng ủy", None)]  # inherited from the unit over the list
    assert who["III.2"] == [("Ủy ban nhân dân xã", "lead"), ("Mặt trận Tổ quốc và các đoàn thể xã", "support")]
    assert who["III.3"] == [("đồng chí Phó Bí thư Thường trực Đảng ủy", "watch")]


def test_a_paper_without_sections_and_with_deeper_numbers():
    assert list(parts(body("1. Làm A.", "2. Làm B:", "- một;", "+ nhỏ;", "- hai.", "3. Làm C."))) == [
        "1",
        "2",
        "2.-1",
        "2.-1.-1",
        "2.-2",
        "3",
    ]
    deep = parts(
        body("III. NHIỆM VỤ", "3. Nhiệm vụ thường xuyên", "3.1. Tuyên truyền", "- Một.", "3.2 Kiểm tra", "IV. KHÁC", "1.1. Chỉ có vậy")
    )
    assert list(deep) == ["III", "III.3", "III.3.1", "III.3.1.-1", "III.3.2", "IV", "IV.1.1"]
    assert deep["III.3.2"].parent == "III.3"
    assert deep["IV.1.1"].parent == "IV"


def test_a_number_used_twice_is_told_apart():
    assert list(parts(body("1. Làm A.", "1. Làm B."))) == ["1", "1/2"]


def test_numbers_in_brackets_inside_a_sentence_are_no_provisions():
    assert list(parts(body("Sau khi bàn (1) việc A, (2) việc B, thống nhất:", "1. Làm C."))) == ["1"]


def test_headings_say_what_follows():
    found = parts(
        body(
            "I. MỤC ĐÍCH, YÊU CẦU",
            "1. Mục đích",
            "- Tăng cường nhận thức.",
            "II. KẾT QUẢ VÀ HẠN CHẾ",
            "1. Các cấp ủy đã triển khai.",
            "III. NHIỆM VỤ",
            "1. Đẩy mạnh tuyên truyền.",
            "IV. TỔ CHỨC THỰC HIỆN",
            "1. Ban Tổ chức Huyện ủy theo dõi.",
            "2. Các chi bộ triển khai.",
            "Kết luận này phổ biến đến chi bộ để thực hiện.",
        )
    )
    assert [(label, part.kind) for label, part in found.items() if part.is_order] == [
        ("III.1", "directive"),
        ("IV.1", "duty"),
        ("IV.2", "duty"),
    ]
    assert found["II.1"].kind == "assessment"
    assert found["IV.2"].text == "Các chi bộ triển khai."


def test_without_headings_the_words_decide():
    found = parts(
        body(
            "1. Thời gian qua, công tác này đã đạt kết quả tốt.",
            "2. Thống nhất chủ trương đầu tư.",
            "3. Giao Phòng Tài chính rà soát kinh phí.",
            "4. Tiếp tục rà soát.",
        )
    )
    assert [part.kind for part in found.values()] == ["assessment", "other", "duty", "directive"]


def test_orders_without_a_number():
    found = parts(
        body("I. NHIỆM VỤ", "1. Đẩy mạnh tuyên truyền.", "Yêu cầu các cấp ủy báo cáo.", "2. Kiểm tra.", "Giao Văn phòng Huyện ủy theo dõi.")
    )
    assert list(found) == ["I", "I.1", "I.1.+1", "I.2", "I.+1"]
    assert [quote.text for quote in found["I.+1"].addressees] == ["Văn phòng Huyện ủy"]


def test_a_line_that_only_says_who_or_when_belongs_to_the_part_above():
    found = parts(
        body(
            "I. NHIỆM VỤ",
            "1. Xây dựng mô hình",
            "- Chọn nơi làm điểm.",
            "Trách nhiệm chỉ đạo thực hiện: Đảng ủy xã; các chi bộ.",
            "2. Sơ kết",
            "Thời gian hoàn thành: 30/6/2024.",
        )
    )
    assert [quote.text for quote in found["I.1"].addressees] == ["Đảng ủy xã", "các chi bộ"]
    assert found["I.1.-1"].addressees == found["I.1"].addressees
    assert [word.date for word in found["I.2"].deadlines] == [datetime.date(2024, 6, 30)]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("Các chi, đảng bộ trực thuộc triển khai.", ["Các chi, đảng bộ trực thuộc"]),
        ("Công an huyện, Ban Chỉ huy Quân sự huyện phối hợp làm.", ["Công an huyện", "Ban Chỉ huy Quân sự huyện"]),
        ("Đề nghị Thường trực HĐND huyện giám sát.", ["Thường trực HĐND huyện"]),
        ("Đảng uỷ Công an xã chủ trì, phối hợp với Hội Nông dân xã thực hiện.", ["Đảng uỷ Công an xã", "Hội Nông dân xã"]),
        ("Các sở, ban, ngành và Ủy ban nhân dân các xã rà soát.", ["Các sở, ban, ngành", "Ủy ban nhân dân các xã"]),
        ("Ban hành quy chế.", []),
        ("Hội nghị nghe báo cáo.", []),
    ],
)
def test_groups_are_cut_where_a_new_one_begins(words, units):
    assert [quote.text for quote in only(words).addressees] == units


# Time


@pytest.mark.parametrize(
    ("words", "text", "day", "rhythm"),
    [
        ("trước ngày 30/6/2024", "trước ngày 30/6/2024", "2024-06-30", None),
        ("xong trước 31/12/2026", "trước 31/12/2026", "2026-12-31", None),
        ("trước ngày 20 tháng 10 năm 2024", "trước ngày 20 tháng 10 năm 2024", "2024-10-20", None),
        ("chậm nhất là ngày 05/10/2026", "chậm nhất là ngày 05/10/2026", "2026-10-05", None),
        ("trong tháng 10/2025", "trong tháng 10/2025", "2025-10-31", None),
        ("trong tháng 2 năm 2024", "trong tháng 2 năm 2024", "2024-02-29", None),
        ("trong quý II/2024", "trong quý II/2024", "2024-06-30", None),
        ("trong quý IV năm 2025", "trong quý IV năm 2025", "2025-12-31", None),
        ("trong năm 2026", "trong năm 2026", "2026-12-31", None),
        ("trước ngày 31/02/2024", "trước ngày 31/02/2024", None, None),
        ("trước ngày 30/6", "trước ngày 30/6", None, None),
        ("đến năm 2030", "đến năm 2030", None, None),
        ("30 ngày sau khi Trung ương ban hành hướng dẫn", "30 ngày sau khi Trung ương ban hành hướng dẫn", None, None),
        ("hằng quý", "hằng quý", None, "quarterly"),
        ("hàng năm", "hàng năm", None, "yearly"),
        ("từng tháng", "từng tháng", None, "monthly"),
        ("định kỳ hằng tuần", "định kỳ hằng tuần", None, "weekly"),
        ("định kỳ 6 tháng", "định kỳ 6 tháng", None, "half-yearly"),
        ("thường xuyên", "thường xuyên", None, "continuous"),
        ("trước ngày 25 hằng tháng", "trước ngày 25 hằng tháng", None, "monthly"),
        ("trước ngày 15/11 hằng năm", "trước ngày 15/11 hằng năm", None, "yearly"),
    ],
)
def test_time_words(words, text, day, rhythm):
    (word,) = only(f"Giao Văn phòng Huyện ủy báo cáo {words}.").deadlines
    assert (word.text, word.date and word.date.isoformat(), word.rhythm) == (text, day, rhythm)


@pytest.mark.parametrize(
    "words",
    [
        "thực hiện Kết luận số 01-KL/TW ngày 18/5/2021",
        "nêu tại cuộc họp ngày 22 tháng 8 năm 2024",
        "theo số liệu tính đến ngày 31/12/2023",
        "phục vụ hội thi từ ngày 2/5 đến ngày 5/5/2024",
        "bố trí chi thường xuyên",
    ],
)
def test_days_that_are_no_deadline(words):
    assert only(f"Giao Văn phòng Huyện ủy {words}.").deadlines == ()


# Damage


@pytest.mark.parametrize("width", [60, 75, 90, 120])
@pytest.mark.parametrize("seed", range(3))
def test_the_first_document_survives_wrapping_and_pages(width, seed):
    chance, out = random.Random(seed), []
    for paragraph in SAMPLE.split("\n"):
        for line in textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False) or [""]:
            out.append(line)
            if line and len(out) % 30 == 0:
                out += chance.choice([["", "2", ""], ["\f"], ["===== Trang 4 ====="], ["- 7 -"]])
    read_again, whole = read("\n".join(out)), read(SAMPLE)
    assert [p.text for p in read_again.provisions] == [p.text for p in whole.provisions]
    assert [f.text for f in read_again.findings] == [f.text for f in whole.findings]
    assert read_again.to_json().keys() == whole.to_json().keys()
    assert (read_again.subject, read_again.recipients, read_again.signer) == (whole.subject, whole.recipients, whole.signer)


def test_a_number_cut_at_its_hyphen_is_one_number():
    cut = body("1. Thực hiện Chương trình hành động số 31-\nCTr/TW, Kết luận số 75 -\nKL/TW và Quyết định 06/2022/QĐ-UBND.")
    assert [citation.number for citation in read(cut).citations] == ["31-CTr/TW", "75-KL/TW", "06/2022/QĐ-UBND"]


def test_a_mark_or_a_heading_over_two_lines():
    found = parts(body("I.\nMỤC TIÊU VÀ CHỈ TIÊU\nĐẾN NĂM 2030", "2.\nNội dung", "a)\nMột việc."))
    assert [(label, part.text) for label, part in found.items()] == [
        ("I", "MỤC TIÊU VÀ CHỈ TIÊU ĐẾN NĂM 2030"),
        ("I.2", "Nội dung"),
        ("I.2.a", "Một việc."),
    ]


def test_both_tone_styles_and_markdown():
    found = read(
        "HUYỆN UỶ BÌNH MINH\n\n**KẾT LUẬN**\n\n## I. NHIỆM VỤ\n\n1\\. **Đảng uỷ** các xã *triển khai*.\n\n**T/M HUYỆN UỶ**\n\nBÍ THƯ\n\n*Lê Văn Tám*"
    )
    assert [(p.label, p.text) for p in found.provisions] == [("I", "NHIỆM VỤ"), ("I.1", "Đảng uỷ các xã triển khai.")]
    assert (found.signer, found.issuer) == ("Lê Văn Tám", "Huyện uỷ Bình Minh")


# From bytes


def test_bytes_become_composed_text_or_a_reason():
    assert decode("\ufeffKết luận".encode()) == "Kết luận"
    assert decode(unicodedata.normalize("NFD", "Kết luận").encode()) == "Kết luận"
    refused = {b"": "empty", b" \n\f": "empty", b"a\x00b": "binary", b"%PDF-1.7": "binary", b"\x01\x02\x03": "binary", b"K\xff": "not_utf8"}
    for data, code in refused.items():
        with pytest.raises(NotText) as refusal:
            decode(data)
        assert refusal.value.code == code
        assert isinstance(refusal.value, ReaderError)
    with pytest.raises(NotText, match="too_big"):
        decode(b"a" * (20 * 1024 * 1024 + 1))


# What holds for any text

FRAGMENTS = [line for text in (SAMPLE, CONCLUSION, LETTER) for line in text.split("\n") if not line.strip().isdigit()]
PIECES = [
    *"\n \t\f-+*.,;:()/|#0123456789IVX",
    *"aăđêộuỷKLƯ",
    "\n\n",
    "1. ",
    "a) ",
    "- ",
    "I. ",
    "Giao ",
    "trước ngày ",
    "Nơi nhận:",
    "T/M ",
    "Số ",
]
many = settings(max_examples=120, deadline=None, database=None)


def stands(document):
    """Every quote is in the cleaned text at the place it names, and labels are unique."""
    for part in (*document.provisions, *document.findings):
        assert document.text[part.start : part.end] == part.text
    for provision in document.provisions:
        for quote in (*provision.addressees, *provision.deadlines):
            assert quote.text
            assert document.text[quote.start : quote.end] == quote.text
    for citation in document.citations:
        assert document.text.startswith(citation.text, citation.offset)
    labels = [part.label for part in (*document.provisions, *document.findings)]
    assert len(set(labels)) == len(labels)
    assert document.to_json()["type"] == document.kind


@many
@given(st.text(max_size=400))
def test_any_text_gives_a_document(text):
    stands(read(text))
    secrecy(text)
    assert len(even(text)) == len(text)


@many
@given(st.lists(st.sampled_from(PIECES), max_size=120).map("".join))
def test_any_text_of_marks_gives_a_document(text):
    stands(read(text))


@many
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("\n".join))
def test_lines_of_papers_in_any_order_are_quoted_and_never_invented(text):
    document = read(text)
    stands(document)
    source = fold(text)
    for provision in document.provisions:
        assert fold(provision.text) in source
        assert all(fold(quote.text) in source for quote in (*provision.addressees, *provision.deadlines))
    for name in (document.signer, document.subject, document.issuer, *document.recipients):
        assert not name or all(fold(word) in source for word in name.split())


@many
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data):
    with contextlib.suppress(NotText):
        assert decode(data).strip()


@pytest.mark.parametrize(
    "unit", ["a", ".", "- ", "*a", "1. ", "uỷ ", "Giao Ban Tổ chức ", "Số ......", "|a", "trước ngày 1/1/2024 ", SAMPLE]
)
def test_a_megabyte_takes_seconds(unit):
    began = time.monotonic()
    stands(read(unit * (1_000_000 // len(unit))))
    assert time.monotonic() - began < 30
