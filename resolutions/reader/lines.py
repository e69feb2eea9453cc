"""The lines of a text without what a page, a scanner or Markdown added to them."""

import re
import unicodedata
from dataclasses import dataclass

from .rows import is_row, is_rule, roles

MOST_OF_A_HEADER = 1000  # letters
NEXT, BLANK, RULE, PAGE = range(4)  # what stands between a line and the line before it

_BREAKS = re.compile(r"\r\n|[\r\x0b\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"))
_PAGE_NUMBER = re.compile(r"[-–—=~\s]*(?:trang\s*)?\d{1,3}(?:\s?/\s?\d{1,3})?[-–—=~\s]*", re.IGNORECASE)
_PAGE_HEAD = re.compile(r"\d{1,3}[.\w-]{0,40}\.docx?\s*\d{0,3}", re.IGNORECASE)
_STAMP = re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b|^(?:ký bởi|người ký|thời gian ký|ngày ký|email)\s?:", re.IGNORECASE)
_ORNAMENT = re.compile(r"[-–—_=*~.•\s]+|[-_*]*\s?o0o\s?[-_*]*", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*+(?=\S)|(?<=\S)\*+|_{2,}")
_ESCAPED = re.compile(r"\\([-.*_()#+\[\]|])")
_TABLE_RULE = frozenset("|:- ")
_STROKE = re.compile(r"(?<!\\)\|")
_BORDER = "==="  # between two cells, over which no sentence goes on


@dataclass(frozen=True)
class Line:
    """One line with text: ``text`` with single spaces, ``raw`` with the spaces that show columns, ``gap`` what came before it."""

    text: str
    raw: str
    gap: int = NEXT
    row: bool = False  # a whole row of a table of tasks

    @property
    def indent(self) -> int:
        return len(self.raw) - len(self.raw.lstrip())


def lines(text: str) -> list[Line]:
    """The lines that carry words, in order. Page numbers, page heads, stamps and ornaments are gone; the gap remembers them."""
    found, gap = [], NEXT
    whole = _BREAKS.sub("\n", unicodedata.normalize("NFC", text).translate(_UNSEEN))
    in_table = False
    for raw in whole.replace("\f", "\n\f").split("\n"):
        in_table = _goes_on(raw, in_table)
        if in_table and is_row(raw):
            found += [] if is_rule(raw) else [_row(raw, gap)]
            gap = NEXT
            continue
        for piece in _pieces(raw):
            words = " ".join(piece.split())
            if raw.startswith("\f"):
                gap = PAGE
            here = _furniture(words)
            if here is not None:
                gap = max(gap, here)
                continue
            found.append(Line(words, piece.rstrip(), gap))
            gap = NEXT
    return found


def _goes_on(raw: str, in_table: bool) -> bool:
    """Whether a line is in a table of tasks: from its header on, over blank lines and page numbers, to the next line of text."""
    if is_row(raw):
        return in_table or (len(raw) < MOST_OF_A_HEADER and roles(raw) is not None)
    return in_table and _furniture(" ".join(raw.split())) in (BLANK, PAGE)


def _row(raw: str, gap: int) -> Line:
    """A row with its strokes; a cell of several lines on one."""
    words = " ".join(_plain(raw.replace("<br>", " ").replace("\t", " ").replace("\xa0", " ").replace("\f", "")).split())
    return Line(words, words, gap, row=True)


def _furniture(words: str) -> int | None:
    """The gap that a line without words of its own leaves, or None for a line to keep."""
    if not words:
        return BLANK
    if len(words) <= 120:
        if _PAGE_NUMBER.fullmatch(words) or _PAGE_HEAD.fullmatch(words):
            return PAGE
        if _STAMP.search(words):
            return BLANK
    if _ORNAMENT.fullmatch(words):
        return RULE
    return None


def _pieces(raw: str) -> list[str]:
    """A line as one piece, or the cells of a Markdown table row; emphasis, heading signs and escapes are taken off."""
    line = raw.replace("\t", "    ").replace("\xa0", " ").replace("\f", "").replace("<br>", "\n").rstrip()
    bare = line.strip()
    if bare.startswith("|"):
        if _TABLE_RULE.issuperset(bare):
            return []
        bare = bare.removeprefix("|").removesuffix("|")
        cells = [cell for part in _STROKE.split(bare) for cell in [*part.split("\n"), _BORDER]]
    else:
        cells = line.split("\n")
    return [_plain(cell) for cell in cells]


def _plain(cell: str) -> str:
    indent = cell[: len(cell) - len(cell.lstrip())]
    words = cell.strip()
    if words.startswith(("#", ">")):
        words = words.lstrip("#> ")
    if "\\" in words:
        words = _ESCAPED.sub(r"\1", words)
    if "*" in words or "__" in words:
        star = "* " if words.startswith("* ") else ""
        words = star + _EMPHASIS.sub("", words.removeprefix(star).rstrip("* ")).strip()
    if words.endswith("---"):
        words = words.rstrip("- ")
    return indent + words
