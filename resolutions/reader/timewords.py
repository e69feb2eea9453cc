"""Words about time, as offices write them: last days, rhythms, and what stays open."""

import calendar
import re
from collections.abc import Callable
from datetime import date

from .result import TimeWord
from .sheet import Sheet
from .words import even

_DAY = r"(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})"
_DAY_IN_WORDS = r"(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})"
_BY = (
    r"(?:trước|(?:chậm|muộn) nhất(?: là| vào| trong| đến)?|(?<!tính )(?<!kể )đến(?: hết)?|hết|không quá|"
    r"thời (?:hạn|gian)(?: hoàn thành| thực hiện| báo cáo)? ?:|hạn (?:cuối|chót|hoàn thành)(?: là)? ?:?|"
    r"hoàn thành(?: trong| vào)?)(?: ngày)? ?"
)
_IN = r"(?:trong|(?:đến )?hết|cuối|xong trong|hoàn thành(?: trong)?|chậm nhất(?: trong| vào| là)?) "
_EACH = r"(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng| mỗi)?) "
_RHYTHMS = {"tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "năm": "yearly"}


def _on(match: re.Match) -> date | None:
    return _make(int(match["y"]), int(match["m"]), int(match["d"]))


def _month(match: re.Match) -> date | None:
    return _end_of(int(match["y"]), int(match["m"]))


def _quarter(match: re.Match) -> date | None:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["q"]) or int(match["q"])
    return _end_of(int(match["y"]), 3 * number)


def _year(match: re.Match) -> date | None:
    return _make(int(match["y"]), 12, 31)


def _open(match: re.Match) -> None:
    return None


# What is looked for, in this order; what one form has taken the next ones leave alone.
_LAST_DAYS: tuple[tuple[re.Pattern, Callable[[re.Match], date | None]], ...] = (
    (re.compile(rf"\b{_BY}{_DAY}(?!\d)"), _on),
    (re.compile(rf"\b{_BY}{_DAY_IN_WORDS}"), _on),
    (re.compile(rf"\b{_IN}quý (?P<q>iii|ii|iv|i|[1-4])(?: ?/ ?| năm |-)(?P<y>\d{{4}})"), _quarter),
    (re.compile(rf"\b{_IN}tháng (?P<m>\d{{1,2}})(?: ?/ ?| năm |-)(?P<y>\d{{4}})"), _month),
    (re.compile(rf"\b(?:{_IN}|kết thúc )năm (?P<y>\d{{4}})"), _year),
    (re.compile(r"\btrước ngày \d{1,2}(?:/| tháng )\d{1,2}(?!\d|/\d)(?: (?:hằng|hàng) năm)?"), _open),
    (re.compile(r"\btrước (?:tháng \d{1,2}|quý (?:iii|ii|iv|i))(?:/| năm )\d{4}"), _open),
    (re.compile(r"\b(?:đến|vào|trước) năm \d{4}|\bgiai đoạn \d{4} ?[-–] ?\d{4}|\bgiữa và cuối nhiệm kỳ"), _open),
    (re.compile(r"\b(?:trong (?:thời hạn |vòng )?)?\d{1,3} ngày(?: làm việc)?,? (?:kể từ|sau) (?:khi|ngày) [^,.;:()]{3,80}"), _open),
    (re.compile(r"\bngay sau khi [^,.;:()]{3,80}|\btừ nay đến [^,.;:()]{2,40}"), _open),
)
_EVERY: tuple[tuple[re.Pattern, str | None], ...] = (
    (re.compile(r"\b(?:định kỳ (?:0?6|sáu) tháng|(?:0?6|sáu) tháng(?:/lần| một lần| 1 lần))"), "half-yearly"),
    (re.compile(rf"\b(?:(?:trước|vào) )?ngày \d{{1,2}} (?:của )?{_EACH}(?P<unit>tháng|quý|năm)\b"), None),
    (re.compile(rf"\b{_EACH}(?P<unit>tuần|tháng|quý|năm)\b"), None),
    (re.compile(r"\b(?:0?[1-9]|một|hai) (?:lần|kỳ) ?(?:/|một |mỗi ) ?(?P<unit>tuần|tháng|quý|năm)\b"), None),
    (re.compile(r"\b(?P<unit>tuần|tháng|quý|năm)(?:/| một | 1 )lần\b"), None),
    (re.compile(r"(?<!chưa )(?<!không )(?<!chi )(?<!khu vực )\bthường xuyên\b"), "continuous"),
)


def time_words(sheet: Sheet, start: int, end: int) -> tuple[TimeWord, ...]:
    """The words about time between two places, in order, the same words once. The days of cited papers and of meetings are none of them."""
    low = sheet.low
    taken: list[TimeWord] = []

    def take(match: re.Match, last: date | None, rhythm: str | None) -> None:
        a, b = match.span()
        if all(b <= word.start or word.end <= a for word in taken):
            taken.append(TimeWord(sheet.text[a:b], last, rhythm, a, b))

    for pattern, last in _LAST_DAYS:
        for match in pattern.finditer(low, start, end):
            if not _ends_a_span(low, match.start()):
                take(match, last(match), "yearly" if match[0].endswith("năm") and last is _open else None)
    for pattern, rhythm in _EVERY:
        for match in pattern.finditer(low, start, end):
            take(match, None, rhythm or _RHYTHMS[match["unit"]])
    first: dict[str, TimeWord] = {}
    for word in sorted(taken, key=lambda word: word.start):
        first.setdefault(even(word.text), word)
    return tuple(first.values())


def _ends_a_span(low: str, at: int) -> bool:
    """'từ ngày 2/5 đến ngày 5/5/2024' says when something is, not by when it is due."""
    return low.startswith("đến", at) and re.search(r"\btừ (?:ngày )?\d[^.;]{0,24}$", low[max(0, at - 40) : at]) is not None


def _make(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _end_of(y: int, m: int) -> date | None:
    return _make(y, m, calendar.monthrange(y, m)[1]) if 1 <= m <= 12 and 1 <= y <= 9999 else None
