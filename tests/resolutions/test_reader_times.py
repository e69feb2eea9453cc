"""Words about time: the date they mean, the rule that gave it, what depends on something else, and what is no deadline."""

import pytest

from resolutions.reader import read
from resolutions.reader.timewords import RULES


def words(text, lead="Giao Văn phòng Huyện ủy báo cáo"):
    (part,) = read(f"KẾT LUẬN\nvề một việc\n\n1. {lead} {text}.").provisions
    return part.deadlines


@pytest.mark.parametrize(
    ("text", "day", "rule"),
    [
        ("trước 31/12/2026", "2026-12-31", "day"),
        ("trước ngày 30 tháng Sáu năm 2026", "2026-06-30", "day"),
        ("trước ngày 31/02/2026", None, "no_such_day"),
        ("trong tháng 10/2025", "2025-10-31", "month_end"),
        ("trong tháng mười hai năm 2026", "2026-12-31", "month_end"),
        ("trong quý IV năm 2026", "2026-12-31", "quarter_end"),
        ("hoàn thành trong 6 tháng đầu năm 2026", "2026-06-30", "half_end"),
        ("trong 6 tháng cuối năm 2026", "2026-12-31", "half_end"),
        ("hết năm 2026", "2026-12-31", "year_end"),
        ("từ tháng 3 đến tháng 6/2025", "2025-06-30", "range_end"),
        ("từ quý II đến quý IV năm 2025", "2025-12-31", "range_end"),
        ("trước ngày 30/6", None, "no_year"),
        ("trong tháng 10", None, "no_year"),
        ("trước tháng 10/2025", None, "before_span"),
        ("đến năm 2030", None, "coarse"),
        ("trong thời hạn 10 ngày làm việc", None, "within"),
        ("từ nay đến Tết Nguyên đán", None, "until_event"),
    ],
)
def test_each_form_of_a_last_day_names_its_rule(text, day, rule):
    (word,) = words(text)
    assert (word.date and word.date.isoformat(), word.rule, word.is_condition) == (day, rule, False)


@pytest.mark.parametrize(
    "text",
    [
        "30 ngày sau khi Trung ương ban hành hướng dẫn",
        "trong 15 ngày kể từ ngày ký",
        "ngay sau khi kết thúc Đại hội",
        "sau khi có hướng dẫn",
    ],
)
def test_what_depends_on_something_else_is_kept_as_a_condition(text):
    (word,) = words(text)
    assert (word.text, word.date, word.rule, word.is_condition) == (text, None, "after_event", True)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("trước ngày 20 tháng cuối quý", "quarterly"),
        ("02 lần/năm", "half-yearly"),
        ("định kỳ 3 tháng", "quarterly"),
        ("1 lần/quý", "quarterly"),
    ],
)
def test_rhythms(text, rhythm):
    (word,) = words(text)
    assert (word.text, word.date, word.rhythm, word.rule) == (text, None, rhythm, "rhythm")


@pytest.mark.parametrize(
    "text",
    [
        "kết quả 6 tháng đầu năm 2026",
        "kết quả quý II/2025",
        "số liệu chốt đến ngày 30/6/2025",
        "về cuộc bầu cử ngày 15/3/2026",
        "trước ngày bầu cử 15/3/2026",
        "theo Quy hoạch tầm nhìn đến năm 2050",
        "sau khi thảo luận",
        "kết quả trong 6 tháng qua",
        "trong tháng Giêng năm 2026",  # a month of the moon
    ],
)
def test_what_is_no_deadline(text):
    assert not [word for word in words(text) if word.date or word.rule not in ("no_year", "coarse")]


def test_a_line_that_only_says_when_may_leave_out_the_little_words():
    found = read("KẾT LUẬN\nvề A\n\nI. NHIỆM VỤ\n\n1. Sơ kết\n\nThời gian hoàn thành: quý IV/2026.\n\n2. Tổng kết\n\nThời hạn: 12/2027.")
    told = {part.label: [(word.date.isoformat(), word.rule) for word in part.deadlines] for part in found.provisions}
    assert told == {"I": [], "I.1": [("2026-12-31", "quarter_end")], "I.2": [("2027-12-31", "month_end")]}


def test_a_pace_without_a_name_is_not_taken_for_another():
    (word,) = words("hai năm một lần")
    assert (word.text, word.date, word.rhythm, word.rule) == ("hai năm một lần", None, None, "other_rhythm")


def test_times_that_stand_by_themselves_in_running_text():
    found = read(
        "KẾT LUẬN\nvề A\n\nI. NHIỆM VỤ\n1. Quý II/2024: giám sát A.\n2. Kiểm tra B; thời gian: tháng 3 năm 2024.\n3. Làm C (quý I/2026).\n4. Bàn D (18/11)."
    )
    assert [[word.date and word.date.isoformat() for word in part.deadlines] for part in found.provisions[1:]] == [
        ["2024-06-30"],
        ["2024-03-31"],
        ["2026-03-31"],
        [],
    ]


def test_every_rule_is_told_in_a_sentence():
    assert all(sentence.endswith(".") for sentence in RULES.values())
