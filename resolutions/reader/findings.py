"""Shortcomings and causes told in running text: what the assessment found, clause by clause."""

import re
from collections.abc import Iterator

from .sentences import clauses
from .sheet import Sheet

_TURNS = re.compile(
    r"(?:tuy nhiên|tuy vậy|tuy thế|song|bên cạnh|mặc dù|ngoài ra|dù vậy|một số hạn chế|những hạn chế|hạn chế|khuyết điểm|tồn tại)\b"
)
_SHORT_OF = re.compile(
    r"\b(?:hạn chế|khuyết điểm|yếu kém|tồn tại|bất cập|chưa|thiếu|chậm|vướng mắc|khó khăn|giảm sút|không đạt|lúng túng|hình thức|yếu|đơn điệu|dàn trải|"
    r"manh mún|nghèo nàn|thấp hơn|còn (?:thấp|ít|nhiều))\b"
)
_CAUSE = re.compile(r"(?:các |những )?nguyên nhân\b|(?:những |các )?(?:hạn chế|khuyết điểm|tồn tại)[^.;]{0,60} do ")
_LEAD = re.compile(
    r"[^.;:]{0,240}?\b(?:hạn chế|khuyết điểm|tồn tại|bất cập|yếu kém|khó khăn)[^.;:]{0,60}?"
    r"(?:,? đó là:? |: |,? như:? |,? cụ thể(?: là)?:? )"
)
_LEAD_CAUSE = re.compile(r"[^.;:]{0,160}?(?:\b(?:là do|do|là):? |: )")
_TURN = re.compile(r"(?:tuy nhiên|tuy vậy|tuy thế|song|dù vậy|ngoài ra),? ")


def turn(low: str) -> str | None:
    """Whether words in small letters begin to tell a shortcoming or a cause."""
    if _CAUSE.match(low):
        return "cause"
    return "shortcoming" if _TURNS.match(low) and _SHORT_OF.search(low) else None


def findings(sheet: Sheet, start: int, end: int, context: str | None) -> Iterator[tuple[str, int, int]]:
    """Kind (shortcoming or cause) and place of each clause that tells one.

    A paragraph begins to tell shortcomings where it turns ('Tuy nhiên, … còn hạn chế') and causes where it names them
    ('Nguyên nhân …'), and goes on so to its end; under a heading that says so it does from its beginning.
    """
    kind = context if context in ("shortcoming", "cause") else None
    for a, b in clauses(sheet.text, start, end):
        low = sheet.low[a:b]
        lead, begun = None, turn(low)
        if begun:
            kind, lead = begun, _LEAD_CAUSE.match(low) if begun == "cause" else _LEAD.match(low) or _TURN.match(low)
        if not kind or low.endswith(":"):
            continue
        at = a + (lead.end() if lead else 0)
        if at < b:
            yield kind, at, b
