"""Two versions of a document side by side, and when two papers are one document."""

import random
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolutions.reader import decode, read
from resolutions.reader.versions import changes, same_document

SAMPLE = Path(__file__).parents[2] / "resolutions" / "samples" / "conclusion-binh-son-2024.txt"
STUDY = "Tổ chức học tập chuyên đề hằng năm nghiêm túc, hiệu quả."
PRESS = "Tăng cường công tác tuyên truyền về gương điển hình."
CHECK = "Thực hiện nghiêm túc công tác kiểm tra, giám sát."


def told(old, new):
    return [(change.kind, change.was, change.label) for change in changes(old, new)]


def test_the_same_reading_twice_has_no_change():
    document = read(decode(SAMPLE.read_bytes()))
    provisions = [(provision.label, provision.text) for provision in document.provisions]
    assert {change.kind for change in changes(provisions, provisions)} == {"same"}
    assert changes([], []) == ()


@pytest.mark.parametrize(
    "other",
    [
        "Tổ chức  học tập chuyên đề\nhằng năm nghiêm túc,\thiệu quả.",
        "  Tổ chức học tập chuyên đề hằng năm nghiêm túc, hiệu quả.\n",
        unicodedata.normalize("NFD", STUDY),
        "Tổ chức học tập chuyên\u00a0đề hằng năm nghiêm túc, hiệu quả.",
    ],
)
def test_spaces_line_breaks_and_composition_are_no_change(other):
    assert told([("1", STUDY)], [("1", other)]) == [("same", "1", "1")]


def test_tone_style_quotes_and_dashes_are_no_change_but_capitals_marks_and_figures_are():
    assert told([("1", "Ủy ban “Hòa Bình” – xã")], [("1", 'Uỷ ban "Hoà Bình" - xã')]) == [("same", "1", "1")]
    for old, new in [
        ("xã Bình Thanh", "xã Bình Thạnh"),
        ("ủy ban nhân dân", "Ủy ban nhân dân"),
        ("trước 30/6", "trước 30/7"),
        ("a b", "ab"),
    ]:
        assert told([("1", old)], [("1", new)]) == [("changed", "1", "1")], new


def test_a_change_tells_the_words_that_went_and_came():
    (change,) = changes(
        [("II.1", "Huyện đoàn báo cáo trước ngày 30/6/2024.")], [("II.1", "Huyện đoàn  báo cáo trước ngày 15/7/2024 tại Huyện uỷ.")]
    )
    assert change.words == (
        ("same", "Huyện đoàn báo cáo trước ngày"),
        ("del", "30/6/2024."),
        ("ins", "15/7/2024 tại Huyện uỷ."),
    )
    assert (change.old, change.new) == (
        "Huyện đoàn báo cáo trước ngày 30/6/2024.",
        "Huyện đoàn  báo cáo trước ngày 15/7/2024 tại Huyện uỷ.",
    )
    (change,) = changes([("1", "a b c d")], [("1", "a x c")])
    assert change.words == (("same", "a"), ("del", "b"), ("ins", "x"), ("same", "c"), ("del", "d"))


def test_what_came_what_went_and_what_moved():
    old = [("I.1", STUDY), ("I.2", PRESS), ("I.3", CHECK)]
    assert told(old, [("I.1", STUDY), ("I.3", CHECK)]) == [("same", "I.1", "I.1"), ("removed", "I.2", "I.2"), ("same", "I.3", "I.3")]
    fresh = [("I.1", STUDY), ("I.2", "Xây dựng thư viện ở mỗi thôn."), ("I.3", PRESS), ("I.4", CHECK)]
    assert told(old, fresh) == [("same", "I.1", "I.1"), ("added", "", "I.2"), ("moved", "I.2", "I.3"), ("moved", "I.3", "I.4")]
    assert told(old, [old[1], old[0]]) == [("same", "I.2", "I.2"), ("removed", "I.3", "I.3"), ("same", "I.1", "I.1")]
    assert told(old[:1], []) == [("removed", "I.1", "I.1")]


def test_what_moved_and_was_mended_on_the_way_is_known_again():
    old = [("I.1", STUDY), ("I.2", PRESS)]
    new = [("I.1", "Xây dựng thư viện ở mỗi thôn."), ("I.2", STUDY.replace("hiệu quả", "chất lượng")), ("I.3", PRESS)]
    assert told(old, new) == [("added", "", "I.1"), ("changed", "I.1", "I.2"), ("moved", "I.2", "I.3")]


def test_a_label_with_wholly_other_words_is_changed():
    (change,) = changes([("I.1", STUDY)], [("I.1", "Xây thư viện")])
    assert (change.kind, [op for op, _ in change.words]) == ("changed", ["del", "ins"])


def test_the_same_words_twice_are_met_once_each():
    old = [("1", "Báo cáo."), ("2", "Báo cáo.")]
    assert told(old, [("2", "Báo cáo.")]) == [("removed", "1", "1"), ("same", "2", "2")]
    assert told(old, [*old, ("3", "Báo cáo.")]) == [("same", "1", "1"), ("same", "2", "2"), ("added", "", "3")]


PART = st.lists(st.sampled_from(["Ủy", "uỷ", "ban", "Ban", "xã", "a", "b.", "30/6"]), max_size=9).map(" ".join)
READING = st.lists(st.tuples(st.sampled_from(["I", "I.1", "I.2", "II", "II.1"]), PART), max_size=6, unique_by=lambda one: one[0])


@settings(max_examples=300, deadline=None)
@given(READING, READING)
def test_each_provision_of_both_is_told_once_and_the_words_give_both_texts_again(old, new):
    found = changes(old, new)
    assert sorted((change.was, change.old) for change in found if change.kind != "added") == sorted(old)
    assert [(change.label, change.new) for change in found if change.kind != "removed"] == new
    for change in found:
        assert bool(change.words) == (change.kind == "changed" and bool(change.old.split() or change.new.split()))
        if change.kind == "changed":
            assert " ".join(words for op, words in change.words if op != "del") == " ".join(change.new.split())
            again = " ".join(words for op, words in change.words if op != "ins")
            assert {kind for kind, _, _ in told([("1", again)], [("1", change.old)])} == {"same"}


WORDS = "ủy ban xã huyện tổ chức thực hiện báo cáo kết quả trước ngày chuyên đề đảng viên kiểm tra giám sát".split()


@pytest.mark.parametrize("shape", ["edited", "rewritten", "renumbered", "repeated", "long"])
def test_five_hundred_provisions_are_compared_in_bounded_time(shape):
    dice = random.Random(5)
    size = 9000 if shape == "long" else 150
    count = 40 if shape == "long" else 500
    old = [(f"I.{n}", " ".join(dice.choices(WORDS, k=size))) for n in range(count)]
    if shape == "repeated":
        old = [(label, "báo cáo " * 75) for label, _ in old]
        new = [(label, "báo xã cáo " * 50) for label, _ in old]
    elif shape == "renumbered":
        new = [(f"II.{n}", text[:200] + " thêm" + text[200:]) for n, (_, text) in enumerate(old)]
    elif shape == "edited":
        new = [(label, f"Đã {text[:300]} sửa{text[300:]}") for label, text in old]
    else:
        new = [(label, " ".join(dice.choices(WORDS, k=size))) for label, _ in old]
    begun = time.perf_counter()
    found = changes(old, new)
    taken = time.perf_counter() - begun
    assert len(found) == count
    assert {change.kind for change in found} == {"changed"}
    assert taken < 10, taken


# The same document


def test_a_document_is_known_by_issuer_kind_number_and_date():
    day = date(2024, 3, 28)
    key = same_document("Huyện ủy Bình Sơn", "Kết luận", "55-KL/HU", day)
    for issuer, kind, number in [
        ("HUYỆN UỶ  BÌNH SƠN", "KẾT LUẬN", "55 -KL/HU"),
        ("Huyện ủy Bình Sơn", None, "055–KL/HU"),
        (unicodedata.normalize("NFD", "Huyện ủy Bình Sơn"), "kết luận", "55- kl/hu"),
    ]:
        assert same_document(issuer, kind, number, day) == key
    for other in [
        ("Huyện ủy Sơn Tịnh", "Kết luận", "55-KL/HU", day),
        ("Huyện ủy Bình Sơn", "Nghị quyết", "55-KL/HU", day),
        ("Huyện ủy Bình Sơn", "Kết luận", "56-KL/HU", day),
        ("Huyện ủy Bình Sơn", "Kết luận", "55A-KL/HU", day),
        ("Huyện ủy Bình Sơn", "Kết luận", "55-KL/HU", date(2029, 3, 28)),  # the next term's
    ]:
        assert same_document(*other) not in (None, key)
    assert same_document("Đảng ủy xã Bình Thanh", "Kết luận", "1-KL/ĐU", day) != same_document(
        "Đảng ủy xã Bình Thạnh", "Kết luận", "1-KL/ĐU", day
    )
    assert same_document("A", "Quyết định", "07-QĐi/TU", day) == same_document("A", "Quyết định", "7-QĐI/TƯ", day)


@pytest.mark.parametrize(
    "parts",
    [
        (None, "Kết luận", "55-KL/HU", date(2024, 3, 28)),
        ("Huyện ủy", "Kết luận", None, date(2024, 3, 28)),
        ("Huyện ủy", "Kết luận", "-KL/HU", date(2024, 3, 28)),
        ("Huyện ủy", "Kết luận", "55-KL/HU", None),
        ("", "", "", None),
    ],
)
def test_where_a_part_is_missing_nobody_can_tell(parts):
    assert same_document(*parts) is None
