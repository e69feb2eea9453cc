"""The marks that set a provision off: I. 1. 1.1. a) - + and their kin."""

import re
from dataclasses import dataclass

from .words import in_capitals

PART, SECTION, ARTICLE, NUMBER, LETTER, STAR, DASH, PLUS = 0, 1, 2, 3, 10, 11, 12, 13

_CAPITAL = r"[A-ZÀ-ỸĐ“\"‘'(\[]"
_PART = re.compile(
    r"(?:phần thứ ?(?P<word>nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám)|phần (?P<part>[ivx]+|\d{1,2})|chương (?P<chapter>[ivx]+|\d{1,2}))"
    r"(?: ?[.:–-] ?|$| (?=(?-i:[A-ZÀ-ỸĐ]{2})))",
    re.IGNORECASE,
)
_BIG = re.compile(r"(?P<n>[A-HK]) ?[.–-] ?(?=[^\W\d_]{2}|“)")
_ROMAN = re.compile(r"(?P<n>X{0,2}(?:IX|IV|V?I{0,3})) ?[.)\-–—] ?(?=[^\W\d_]{2}|[“\"(]|\d)")
_ARTICLE = re.compile(r"điều (?P<n>\d{1,3}) ?[.:] ?(?=\S)", re.IGNORECASE)
_DECIMAL = re.compile(rf"(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.)] ?(?=\D)|[-–:]? (?={_CAPITAL}))")
_NUMBER = re.compile(rf"(?P<n>\d{{1,2}})(?:[.)] ?(?=[^\W\d_]|[“\"‘(\[+–-])|[.)] (?=\d)|[-–—/] (?={_CAPITAL}))")
_PAREN = re.compile(r"\((?P<n>\d{1,2}|[a-zđ]|[ivx]{1,4})\) ?(?=\S)")
_LETTER = re.compile(r"(?P<n>[a-zđ])(?:\) ?|\. )(?=\S)")
_DASH = re.compile(r"(?:[-–—−‐‑] ?|[•●▪◦·\uf0b7] ?)(?=\S)")
_PLUS = re.compile(r"\+ ?(?=\S)")
_STAR = re.compile(r"\* ?(?=\S)")

_WORDS = dict(
    zip(("nhất", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám"), ("1", "2", "3", "4", "4", "5", "6", "7", "8"), strict=True)
)


@dataclass(frozen=True)
class Mark:
    """A mark at the head of a paragraph: its rank (smaller stands higher), its own part of the label, and its length."""

    rank: int
    name: str
    length: int


def mark(text: str) -> Mark | None:
    """The mark that a paragraph begins with, if any. A dash, plus or star has no name of its own: its place gives it one."""
    first = text[:1]
    if first.isdigit():
        return _decimal(text) or _named(_NUMBER, text, NUMBER)
    if first in "IVX":
        match = _ROMAN.match(text)
        if match and match["n"]:
            return Mark(SECTION, match["n"], match.end())
    if first in "PpCcĐđ":
        return _part(text) or _named(_ARTICLE, text, ARTICLE) or _named(_LETTER, text, LETTER) or _big(text)
    if first == "(":
        match = _PAREN.match(text)
        return Mark(LETTER, f"({match['n']})", match.end()) if match else None
    for pattern, rank in ((_DASH, DASH), (_PLUS, PLUS), (_STAR, STAR)):
        if match := pattern.match(text):
            return Mark(rank, "", match.end())
    return _named(_LETTER, text, LETTER) or _big(text)


def _named(pattern: re.Pattern, text: str, rank: int) -> Mark | None:
    match = pattern.match(text)
    return Mark(rank, match["n"], match.end()) if match else None


def _big(text: str) -> Mark | None:
    """'A. KẾT QUẢ', but not 'H. Bình Sơn': a letter sets off a part only where the part's name is in capitals."""
    return _named(_BIG, text, PART) if in_capitals(text[:200]) else None


def _decimal(text: str) -> Mark | None:
    match = _DECIMAL.match(text)
    return Mark(NUMBER + match["n"].count("."), match["n"], match.end()) if match else None


def _part(text: str) -> Mark | None:
    match = _PART.match(text)
    if not match:
        return None
    if match["chapter"]:
        return Mark(SECTION, match["chapter"].upper(), match.end())
    return Mark(PART, _WORDS.get((match["word"] or "").lower()) or (match["part"] or "").upper(), match.end())
