"""The tools that measure: damage keeps every letter in its place, and the score tells apart what is missed, wrong and made up."""

import copy

import pytest

from tests.resolutions.damage import HARMLESS, OCR, curly_quotes, flattened_head, old_tone_style, straight_quotes
from tests.resolutions.scoring import bare, score, without_pages
from tests.resolutions.test_papers import PAPERS, text_and_answer

RARE = (curly_quotes, straight_quotes, old_tone_style)
TEXT = "\n".join(
    (
        "ĐẢNG ỦY XÃ THỬ",
        "Số 07-KL/ĐU",
        "1. Ban Xây dựng Đảng báo cáo trước ngày 30/6/2025, gửi kết quả về Đảng ủy.",
        "Giao Văn phòng theo dõi.",
        "Nơi nhận:",
        "- Lưu VP.",
        "Trần Văn Thử",
    )
)
DUE = {"text": "trước ngày 30/6/2025", "date": "2025-06-30", "rhythm": None}
ANSWER = {
    **dict.fromkeys(("type", "date", "subject", "signer_title")),
    "number": "07-KL/ĐU",
    "issuer": "Đảng ủy xã Thử",
    "signer": "Trần Văn Thử",
    "references": [],
    "recipients": ["Lưu VP"],
    "provisions": [
        {
            "label": "1",
            "starts": "Ban Xây dựng Đảng báo cáo trước",
            "kind": "duty",
            "deadlines": [DUE],
            "addressees": [{"text": "Ban Xây dựng Đảng", "part": None}],
            "obligations": ["báo cáo", "gửi kết quả"],
        }
    ],
    "unnumbered": [{"label": "1", "starts": "Giao Văn phòng theo dõi", "kind": "duty"}],
}


@pytest.fixture
def got():
    order = {"label": "1", "kind": "directive", "text": "Ban Xây dựng Đảng báo cáo trước ngày 30/6/2025, gửi kết quả về Đảng ủy."}
    order |= {"addressees": [{"text": "Ban Xây dựng Đảng", "part": None}], "deadlines": [DUE], "obligations": [{"text": "báo cáo"}] * 2}
    last = {"label": "1.+1", "kind": "duty", "text": "Giao Văn phòng theo dõi.", "addressees": [], "deadlines": []}
    head = {name: ANSWER[name] for name in ("type", "number", "date", "subject", "issuer", "signer", "signer_title", "recipients")}
    return copy.deepcopy({**head, "citations": [], "findings": [], "provisions": [order, last]})


def test_a_right_reading_has_full_marks(got):
    got["number"] = "7-KL/ĐU"  # how a clerk writes one digit is no fault
    found = score(ANSWER, got, TEXT)
    assert {name: figure for name, figure in found.figures.items() if figure != 1} == {"invented": 0}
    assert found.notes == []


def test_what_is_missed_wrong_or_made_up_is_told_apart(got):
    order, last = got["provisions"]
    order["deadlines"] = []
    order["label"] = "2"
    last["text"] = "Giao Ban Dân vận theo dõi."
    last["deadlines"] = [{"text": "trong tháng 7", "date": None, "rhythm": None}]
    found = score(ANSWER, got, TEXT)
    assert found.invented == ["Giao Ban Dân vận theo dõi.", "trong tháng 7"]
    assert (found.figure("provisions"), found.figure("labels"), found.figure("deadlines")) == (0.5, 0, 0)
    assert (found + score(ANSWER, got, TEXT)).figure("provisions") == 0.5


@pytest.mark.parametrize("damage", HARMLESS, ids=lambda each: each.__name__)
def test_harmless_damage_keeps_the_letters(damage):
    changed = 0
    for name in PAPERS:
        text, _answer = text_and_answer(name)
        damaged = damage(text, seed=3)
        assert damage(text, seed=3) == damaged
        changed += damaged != text
        same = sorted if damage is flattened_head else str
        assert same(without_pages(damaged)) == same(without_pages(text)), name
    assert changed >= len(PAPERS) // 2 or damage in RARE


@pytest.mark.parametrize("misreading", OCR, ids=lambda each: each.__name__)
def test_a_misreading_changes_letters_but_not_numbers(misreading):
    changed = 0
    for name in PAPERS:
        text, _answer = text_and_answer(name)
        damaged = misreading(text, seed=3)
        changed += damaged != text
        assert [letter for letter in damaged if letter.isdigit()] == [letter for letter in text if letter.isdigit()]
        assert abs(len(bare(damaged)) - len(bare(text))) < 12
    assert changed
