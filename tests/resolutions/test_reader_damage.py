"""Damage done to a clean paper: of layout it changes neither head nor labels, of letters it may lose, but never make anything up."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.reader import read
from resolutions.reader.words import even, fold

from .test_reader_more import LETTER, SAMPLE, many

CLEAN = """\
ĐẢNG BỘ XÃ TÂN LẬP
ĐẢNG ỦY
*
Số 45-KL/ĐU

ĐẢNG CỘNG SẢN VIỆT NAM

Tân Lập, ngày 05 tháng 3 năm 2025

KẾT LUẬN
CỦA BAN THƯỜNG VỤ ĐẢNG ỦY
về nâng cao chất lượng sinh hoạt chi bộ

Căn cứ Nghị quyết số 12-NQ/HU, ngày 15/6/2023 của Huyện ủy, Ban Thường vụ Đảng ủy kết luận như sau:

I- ĐÁNH GIÁ TÌNH HÌNH

1- Trong năm qua, các chi bộ đã duy trì nền nếp sinh hoạt và kết nạp đảng viên đạt chín mươi hai phần trăm chỉ tiêu được giao trong năm.

2- Bên cạnh đó, một số chi bộ sinh hoạt còn hình thức, nội dung nghèo nàn, việc phân công đảng viên phụ trách hộ còn chậm so với yêu cầu.

II- NHIỆM VỤ, GIẢI PHÁP

1- Đổi mới nội dung sinh hoạt chi bộ:

a) Mỗi chi bộ xây dựng kế hoạch sinh hoạt chuyên đề, hoàn thành trước ngày 31/3/2025 và gửi về để theo dõi, tổng hợp chung của toàn đảng bộ;

b) Chi ủy chuẩn bị nội dung, gửi đảng viên nghiên cứu trước ngày họp ít nhất ba ngày để việc thảo luận đi vào thực chất và có chiều sâu hơn.

2- Tập trung tạo nguồn phát triển đảng viên ở các thôn, nhất là những nơi nhiều năm liền không kết nạp được đảng viên trẻ tại chỗ nào.

III- TỔ CHỨC THỰC HIỆN

1- Ủy ban nhân dân xã chủ trì, phối hợp với Mặt trận Tổ quốc và các đoàn thể xã bố trí kinh phí, cơ sở vật chất cho việc sinh hoạt của các chi bộ.

- Định kỳ 6 tháng tổng hợp kết quả, báo cáo Ban Thường vụ Đảng ủy xem xét, cho ý kiến chỉ đạo đối với những khó khăn của từng chi bộ cụ thể.

Giao Văn phòng Đảng ủy theo dõi, báo cáo trước ngày 15/12/2025.

Nơi nhận:
- Thường trực Huyện ủy (báo cáo),
- Các chi bộ,
- Lưu Văn phòng Đảng ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Nguyễn Thị Hoa
"""
HEAD = ("kind", "symbol", "number", "date", "issuer", "issuer_parent", "subject", "signer", "signer_title", "recipients")
TONED = "àáảãạầấẩẫậằắẳẵặèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"


def long(line):
    return len(line) > 100


def _inside(text, chance, put):
    """Something put into the middle of long lines, between words, before a small letter, as where a page ends."""
    lines = []
    for line in text.split("\n"):
        gaps = [m.start() for m in re.finditer(r" (?=[a-zđ])", line) if 50 < m.start() < len(line) - 30]
        at = chance.choice(gaps) if long(line) and gaps and chance.random() < 0.6 else None
        lines.append(line if at is None else line[:at] + put(chance) + line[at + 1 :])
    return "\n".join(lines)


def page_numbers(text, chance):
    return _inside(text, chance, lambda c: f"\n\n{c.randint(2, 40)}\n\n")


def form_feeds(text, chance):
    return _inside(text, chance, lambda c: f"\n\f          {c.randint(2, 40)}\n")


def page_heads(text, chance):
    return _inside(text, chance, lambda c: f"\n\n===== Trang {c.randint(2, 40)} =====\n\n")


def doubled_spaces(text, chance):
    return "\n".join(re.sub(" ", lambda _: " " * chance.choice((1, 1, 2, 3)), line) if long(line) else line for line in text.split("\n"))


def lost_spaces(text, chance):
    return re.sub(rf"(?<=\w[{TONED}]) (?=[a-zđ])", lambda _: "" if chance.random() < 0.3 else " ", text)


def letter_spaced(text, chance):
    def spread(match):
        return " ".join(match[0]) if chance.random() < 0.05 else match[0]

    return "\n".join(line[:60] + re.sub(r"\b\w{3,}\b", spread, line[60:]) if long(line) else line for line in text.split("\n"))


def other_tone_style(text, chance):
    for early, late in (("ủy", "uỷ"), ("Ủy", "Uỷ"), ("ỦY", "UỶ"), ("hòa", "hoà"), ("Hòa", "Hoà")):
        text = re.sub(early, lambda _, late=late, early=early: late if chance.random() < 0.5 else early, text)
    return text


def en_dashes(text, chance):
    return re.sub(r"(?m)^- |(?<=\d)-(?=[A-ZĐ ])", lambda m: m[0].replace("-", "–") if chance.random() < 0.5 else m[0], text)


DAMAGES = (page_numbers, form_feeds, page_heads, doubled_spaces, lost_spaces, letter_spaced, other_tone_style, en_dashes)


def told(text):
    document = read(text)
    head = {name: getattr(document, name) for name in HEAD}
    return {name: fold(" ".join(value)) if isinstance(value, tuple) else fold(str(value)) for name, value in head.items()}, [
        part.label for part in document.provisions
    ]


@many
@given(st.sampled_from(DAMAGES), st.integers(0, 10_000))
def test_one_kind_of_damage_of_layout_changes_neither_head_nor_labels(damage, seed):
    assert told(damage(CLEAN, random.Random(seed))) == told(CLEAN)


@many
@given(st.sets(st.sampled_from(DAMAGES), min_size=2, max_size=3), st.integers(0, 10_000))
def test_nor_do_several_at_once_change_the_head(damages, seed):
    text = CLEAN
    for damage in sorted(damages, key=DAMAGES.index, reverse=True):
        text = damage(text, random.Random(seed))
    assert told(text)[0] == told(CLEAN)[0]


MISREAD = {"đ": "d", "Đ": "D", "ư": "u", "Ư": "U", "ơ": "o", "ế": "é", "Ế": "É", "ẩ": "â", "ổ": "ô", "ả": "ã", "ĩ": "ỉ"}


@many
@given(st.sampled_from((CLEAN, SAMPLE, LETTER)), st.floats(0.02, 0.5), st.integers(0, 10_000))
def test_misread_letters_never_make_anything_up(text, share, seed):
    chance = random.Random(seed)
    damaged = "".join(MISREAD[c] if c in MISREAD and chance.random() < share else c for c in text)
    damaged = re.sub(r"(?m)^(I{1,2})I(?=[.-])", r"\1", damaged) if chance.random() < 0.5 else damaged
    before, after = read(text), read(damaged)
    assert after.number is None or fold(after.number) == fold(before.number or "")
    assert after.date in (None, before.date)
    assert len(after.provisions) <= len(before.provisions) + 2
    days = {word.date for part in before.provisions for word in part.deadlines}
    for part in after.provisions:
        for quote in (part, *part.addressees, *part.deadlines, *part.obligations):
            assert after.text[quote.start : quote.end] == quote.text
            assert fold(quote.text) in fold(damaged)
        assert {word.date for word in part.deadlines} <= days | {None}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_damage_is_done(damage):
    """Each of these changes the paper: a control of the promises above."""
    assert any(damage(CLEAN, random.Random(seed)) != CLEAN for seed in range(5))


@many
@given(
    st.lists(
        st.sampled_from([*SAMPLE.split("\n"), *CLEAN.split("\n"), "| TT | Nội dung | Chủ trì |", "| 1 | Làm A; làm B | Ban C |", "PHỤ LỤC"])
    )
)
def test_obligations_lie_inside_their_order_and_part_nothing_twice(lines):
    document = read("\n".join(lines))
    for part in document.provisions:
        assert bool(part.obligations) == part.is_order
        at = part.start
        for one in part.obligations:
            assert at <= one.start < one.end <= part.end
            assert document.text[one.start : one.end] == one.text
            at = one.end
            for quote in (*one.addressees, *one.deadlines):
                assert document.text[quote.start : quote.end] == quote.text
        if len(part.obligations) == 1:
            assert part.obligations[0].text == part.text


def test_a_hundred_pages_take_less_than_three_seconds():
    body = CLEAN[CLEAN.index("I- ") : CLEAN.index("Nơi nhận")]
    text = CLEAN[: CLEAN.index("I- ")] + body * (300_000 // len(body)) + CLEAN[CLEAN.index("Nơi nhận") :]
    began = time.monotonic()
    assert len(read(text).provisions) > 1000
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "unit", ["| 1 | Làm A; làm B | Ban C |\n", "“a; b", "(a; ", "Các chi bộ; ", "PHỤ LỤC\n| TT | Nội dung | Chủ trì |\n| 1 | a | b |\n"]
)
def test_a_megabyte_of_clauses_or_rows_takes_seconds(unit):
    began = time.monotonic()
    read("KẾT LUẬN\nvề A\n\n| TT | Nội dung | Chủ trì |\n1. Làm " + unit * (1_000_000 // len(unit)))
    assert time.monotonic() - began < 30


def test_what_is_compared_keeps_its_length():
    assert len(even(CLEAN)) == len(CLEAN)
