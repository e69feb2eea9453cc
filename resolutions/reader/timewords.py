"""Words about time, as offices write them: last days, rhythms, and what stays open."""

import re

from .result import TimeWord
from .sheet import Sheet
from .timeforms import ALONE, EVERY, LAST_DAYS, RHYTHMS, RULES
from .words import even

__all__ = ["RULES", "time_words"]

# Where a time stands by itself in running text: '… ; thời gian: tháng 3 năm 2024', '(quý II/2026)', and at the head 'Quý II/2024: giám sát …'.
_STANDS_ALONE = re.compile(
    r"(?<![\w])thời (?:gian|hạn)[^:.;()\n]{0,20}: ?(?P<told>[^;.()\n]{3,40})|"
    r"\((?P<closed>(?:tháng |quý |(?:0?6|sáu) tháng |\d{4} ?[-–] ?)[^()\n]{1,24})\)"
)
_BEGINS = re.compile(r"(?:tháng|quý) [\divx]{1,4}(?: ?/ ?| năm )\d{4}(?= ?[:,])")
_HAS_BEGUN = re.compile(r"\btừ (?:ngày )?\d[^.;]{0,24}$")


def time_words(sheet: Sheet, start: int, end: int, *, alone: bool = False) -> tuple[TimeWord, ...]:
    """The words about time between two places, in order, the same words once. The days of cited papers and of meetings are none of them.

    ``alone``: the words stand for a time by themselves, as in a column 'Thời hạn'; then a bare day or 'quý IV/2026' is one too.
    """
    low = sheet.low
    taken: list[TimeWord] = []

    def take(match: re.Match, **told) -> None:
        a, b = match.span()
        if all(b <= word.start or word.end <= a for word in taken):
            taken.append(TimeWord(sheet.text[a:b], start=a, end=b, **told))

    places = [(start, end)] if alone else _alone(low, start, end)
    looked = [(form, start, end) for form in LAST_DAYS] + [(form, a, b) for a, b in places for form in ALONE]
    for (pattern, ends, rule), a, b in looked:
        for match in pattern.finditer(low, a, b):
            if alone or not _ends_a_span(low, match.start()):
                last = ends(match)
                lost = last is None and "y" in pattern.groupindex
                yearly = rule == "no_year" and match[0].endswith(" năm")
                take(
                    match,
                    date=last,
                    rhythm="yearly" if yearly else None,
                    rule="rhythm" if yearly else "no_such_day" if lost else rule,
                    is_condition=rule == "after_event",
                )
    for pattern, rhythm in EVERY:
        for match in pattern.finditer(low, start, end):
            take(match, date=None, rhythm=rhythm or RHYTHMS[match["unit"]], rule="rhythm")
    first: dict[str, TimeWord] = {}
    for word in sorted(taken, key=lambda word: word.start):
        first.setdefault(even(word.text), word)
    return tuple(first.values())


def _alone(low: str, start: int, end: int) -> list[tuple[int, int]]:
    head = _BEGINS.match(low, start, end)
    return ([head.span()] if head else []) + [match.span(match.lastgroup) for match in _STANDS_ALONE.finditer(low, start, end)]


def _ends_a_span(low: str, at: int) -> bool:
    """'từ ngày 2/5 đến ngày 5/5/2024' says when something is, not by when it is due."""
    return low.startswith("đến", at) and _HAS_BEGUN.search(low[max(0, at - 40) : at]) is not None
