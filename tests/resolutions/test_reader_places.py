"""Where the things of the head and foot stand: their places hold their words, and what is not found has no place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.reader import read
from resolutions.reader.words import fold

from .test_reader_more import CONCLUSION, FRAGMENTS, LETTER, many

SAMPLE = (Path(__file__).parents[2] / "resolutions" / "samples" / "conclusion-binh-son-2024.txt").read_text(encoding="utf-8")


def quoted(document):
    return {name: document.text[a:b] for name, (a, b) in document.places.items()}


def test_each_thing_of_a_head_in_two_columns_is_shown_where_it_stands():
    found = quoted(read(CONCLUSION))
    assert found == {
        "kind": "KẾT LUẬN",
        "number": "45 -KL/ĐU",
        "symbol": "KL/ĐU",
        "date": "ngày 05 tháng 3 năm 2025",
        "issuer": "ĐẢNG ỦY",
        "issuer_parent": "ĐẢNG BỘ XÃ TÂN LẬP",
        "subject": "về nâng cao chất lượng sinh hoạt chi bộ và công tác phát triển đảng viên năm 2025",
        "signer_title": "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ",
        "signer": "Nguyễn Thị Hoa Lê",
    }


def test_what_the_first_document_leaves_blank_has_no_place():
    found = quoted(read(SAMPLE))
    assert found.keys() == {"kind", "symbol", "issuer", "subject", "signer", "signer_title"}
    assert (found["issuer"], found["signer"]) == ("HUYỆN ỦY", "Võ Văn Đông")


def test_the_kind_of_a_letter_is_told_by_its_symbol():
    found = quoted(read(LETTER))
    assert (found["kind"], found["symbol"], found["issuer"]) == ("CV/BTGHU", "CV/BTGHU", "BAN TUYÊN GIÁO")


def test_an_issuer_that_another_line_parts_spans_its_lines():
    found = quoted(read("ĐẢNG BỘ QUẬN 6\nĐẢNG ỦY\nĐẢNG CỘNG SẢN VIỆT NAM\nPHƯỜNG 1\nSố 3-KL/ĐU\nKẾT LUẬN\nvề việc A\n\n1. B"))
    assert found["issuer"] == "ĐẢNG ỦY\nĐẢNG CỘNG SẢN VIỆT NAM\nPHƯỜNG 1"


@pytest.mark.parametrize("text", ["", "Một đoạn văn.", "1. Làm A."])
def test_a_text_without_a_head_has_no_places(text):
    assert read(text).places == {}


@many
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("\n".join))
def test_places_hold_their_words_in_any_order_of_lines(text):
    document = read(text)
    for name, place in document.places.items():
        value = getattr(document, name)
        assert value
        assert 0 <= place[0] < place[1] <= len(document.text)
        assert value
        if name not in ("date", "kind"):
            words = fold(document.text[slice(*place)])
            assert any(fold(word) in words for word in value.split() if fold(word))
