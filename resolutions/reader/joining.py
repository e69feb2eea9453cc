"""Paragraphs out of lines: a line that only wrapped belongs to the line before it."""

import re
from collections.abc import Iterable
from itertools import pairwise

from .lines import BLANK, NEXT, PAGE, RULE, Line
from .marks import DASH, SECTION, Mark, mark
from .words import even, in_capitals, listed, starts_small

_ENDS = (".", ";", ":", "!", "?", "…", "./.", ".”", ";”", ".)", ".»")
_EXPECTS_A_NUMBER = frozenset(
    listed("""
    điều, khoản, mục, điểm, số, ngày, tháng, năm, quý, lần, thứ, khóa, kỳ, chương, phần, đến, từ, hơn, gần, trên, dưới, và, với, quyết, luật
    """)
)
_GOES_ON = frozenset(
    listed("""
    và, của, với, các, những, cho, về, theo, do, bằng, từ, đến, tại, trong, là, để, số, ngày, tháng, năm, một, mọi, mỗi, từng, có, được, bị,
    vào, ra, qua, khi, nếu, mà, như, hoặc, hay, cùng, ủy, ban, bộ, sở, hội, trung, đồng, nhân
    """)
)
_COMPOUND = re.compile(r"(?:chính trị|kinh tế|văn hóa|quốc phòng|khoa học|kỹ thuật|pháp luật|thể dục|nông|lâm|công)$")
_CUT_NUMBER = re.compile(r"\d ?[-–/]$")  # '31-' at the end of a line, 'CTr/TW' on the next
_BARE_MARK = re.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]|(?:Chương|CHƯƠNG|Phần|PHẦN)(?i: thứ)? ?[^\W_]{1,4}[.:]?")
_REST_OF_NUMBER = re.compile(r"[A-ZĐ][A-Za-zĐđ]{1,5} ?[/-]")


def paragraphs(found: list[Line]) -> list[str]:
    """The paragraphs of the body, each as one line of text."""
    found = _with_their_marks(found)
    fabric = _Fabric(found)
    done: list[list[str]] = []
    for i, line in enumerate(found):
        if i and fabric.goes_on(found[i - 1], line, deep=len(done[-1]) > 1):
            done[-1].append(line.text)
        else:
            fabric.see(line)
            done.append([line.text])
    return [join(parts) for parts in done]


def _with_their_marks(found: list[Line]) -> list[Line]:
    """The lines with a mark that stood alone ('I.', '2.', 'Chương II') put before the line it belongs to."""
    out: list[Line] = []
    for line in found:
        if out and _BARE_MARK.fullmatch(out[-1].text) and line.gap != PAGE and not mark(line.text) and not starts_small(line.text):
            alone = out.pop()
            out.append(Line(f"{alone.text} {line.text}", f"{alone.raw} {line.text}", alone.gap))
        else:
            out.append(line)
    return out


def join(parts: Iterable[str]) -> str:
    """Lines put together with single spaces, or with none inside a number or a word cut at its hyphen ('31-' 'CTr/TW')."""
    out: list[str] = []
    last = ""
    for part in parts:
        tight = last.endswith(("-", "/")) and len(last) > 1 and last[-2].isalnum() and part[:1].isalnum()
        out += ([] if tight or not last else [" "]) + [part]
        last = part
    return "".join(out)


class _Fabric:
    """How this text is laid out: whether its lines wrap and how wide, and which number came last."""

    def __init__(self, found: list[Line]):
        pairs = list(pairwise(found))
        wraps = sum(1 for a, b in pairs if b.gap == NEXT and not _ended(a.text) and starts_small(b.text))
        widths = sorted(len(line.text) for line in found) or [0]
        self.width = widths[min(len(widths) - 1, int(len(widths) * 0.9))]
        self.wrapped = wraps >= max(2, 0.08 * len(pairs)) and self.width < 160
        self.last: dict[int, str] = {}

    def see(self, line: Line) -> None:
        """Remember the mark of a paragraph that begins."""
        if (found := mark(line.text)) and found.name:
            self.last[found.rank] = found.name

    def goes_on(self, a: Line, b: Line, *, deep: bool) -> bool:
        """Whether line ``b`` continues the paragraph that line ``a`` is in; ``deep`` if ``a`` is not its first line."""
        if b.gap == RULE or (in_capitals(a.text) and not in_capitals(b.text) and len(a.text) > 3):
            return False
        if _CUT_NUMBER.search(a.text[-4:]) and _REST_OF_NUMBER.match(b.text):
            return True
        if found := mark(b.text):
            return self._only_looks_marked(a, b, found)
        if starts_small(b.text):
            return not _ended(a.text) or (self.wrapped and b.gap != BLANK)
        if in_capitals(a.text):
            return in_capitals(b.text) and b.gap == NEXT
        return self._wraps(a, b, deep=deep)

    def _wraps(self, a: Line, b: Line, *, deep: bool) -> bool:
        """The same for a line that begins with a capital: only the width can tell."""
        last = even(a.text[-12:]).split()[-1:]
        open_end = a.text.endswith(",") or (bool(last) and last[0] in _GOES_ON)
        if not self.wrapped:
            return b.gap == PAGE and not _ended(a.text)
        if b.gap == BLANK:
            return not _ended(a.text) and (open_end or (deep and self._full(a, b, 1)))
        if b.gap == PAGE:
            return not _ended(a.text) and (open_end or self._full(a, b, 0.85))
        if b.indent > a.indent + 2:
            return False
        return self._full(a, b, 0.93) if _ended(a.text) else open_end or self._full(a, b, 0.85)

    def _full(self, a: Line, b: Line, share: float) -> bool:
        """Whether the first word of ``b`` had no room left on the line of ``a``."""
        return len(a.text) + 1 + len(b.text.split(" ", 1)[0]) > share * self.width

    def _only_looks_marked(self, a: Line, b: Line, found: Mark) -> bool:
        """'chính trị' / '- xã hội', 'Khoản' / '3. Điều 61': a mark in the middle of a sentence is none."""
        if _ended(a.text) or a.text.endswith(","):
            return False
        if found.rank >= DASH:
            rest = b.text[found.length :]
            low = even(a.text[-20:])
            return starts_small(rest) and (bool(_COMPOUND.search(low)) or (self.wrapped and b.gap != BLANK and b.indent <= a.indent + 2))
        last = even(a.text[-12:]).split()[-1:]
        if found.rank >= SECTION and last and last[0] in _EXPECTS_A_NUMBER and b.gap != BLANK:
            return not self._is_next(found)
        loose = self.wrapped and b.gap == NEXT and self._full(a, b, 0.85) and not in_capitals(a.text)
        return loose and b.indent <= a.indent + 2 and not self._is_next(found)

    def _is_next(self, found: Mark) -> bool:
        """Whether a mark continues the count, or begins a new one."""
        number = found.name.rsplit(".", 1)[-1].strip("()")
        before = self.last.get(found.rank, "").rsplit(".", 1)[-1].strip("()")
        if not number.isdigit():
            return True
        return number == "1" or (before.isdigit() and int(number) == int(before) + 1)


def _ended(text: str) -> bool:
    return text.endswith(_ENDS)
