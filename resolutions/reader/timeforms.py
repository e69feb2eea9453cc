"""How offices write times: forms of last days and of rhythms, and the rule by which each gives a date."""

import calendar
import re
from collections.abc import Callable
from datetime import date

from .words import gettext_noop

RULES = {
    "day": gettext_noop("The day that is named; by its end."),
    "month_end": gettext_noop("The last day of the month that is named."),
    "quarter_end": gettext_noop("The last day of the quarter that is named."),
    "half_end": gettext_noop("The last day of the half-year that is named."),
    "year_end": gettext_noop("The last day of the year that is named."),
    "range_end": gettext_noop("The last day of the range that is named."),
    "no_such_day": gettext_noop("The words name a day that no calendar has."),
    "no_year": gettext_noop("The words name no year: a person must say which."),
    "before_span": gettext_noop("Before a month, quarter or year: no single day follows from the words."),
    "coarse": gettext_noop("A span of years: too coarse for a day."),
    "within": gettext_noop("A number of days without a first day."),
    "after_event": gettext_noop("It counts from something that has not happened yet."),
    "until_event": gettext_noop("It runs until an event whose day the words do not give."),
    "other_rhythm": gettext_noop("It comes again and again, at a pace for which there is no name: every two years."),
    "rhythm": gettext_noop("It comes again and again: one date for each period."),
}

_WORDS = "mười một|mười hai|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười"
_NUMBERS = dict(
    zip("một hai ba tư năm sáu bảy tám chín mười".split(), range(1, 11), strict=True), **{"mười một": 11, "mười hai": 12}
)  # 'giêng' and 'chạp' are months of the moon: no date follows from them
_M = rf"(?P<m>\d{{1,2}}|{_WORDS})"
_Q = r"(?P<q>iii|ii|iv|i|[1-4])"
_Y = r"(?: ?/ ?| năm |-)(?P<y>\d{4})(?!\d)"
_DAY = r"(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})(?!\d)"
_DAY_IN_WORDS = rf"(?P<d>\d{{1,2}})(?: tháng | ?/ ?){_M} năm (?P<y>\d{{4}})"
_HALF = r"(?:0?6|sáu) tháng (?P<half>đầu|cuối) năm (?P<y>\d{4})"
_BY = (
    r"(?:trước|(?:chậm|muộn) nhất(?: là| vào| trong| đến)?|(?<!tính )(?<!kể )(?<!chốt )(?<!số liệu )đến(?: hết)?|(?<!đến )hết|không quá|"
    r"thời (?:hạn|gian)(?: hoàn thành| thực hiện| báo cáo)? ?:|hạn (?:cuối|chót|hoàn thành)(?: là)? ?:?|"
    r"(?:hoàn thành|xong)(?: trong| vào)?)(?: ngày)? ?"
)
_IN = (
    r"(?:(?:ngay |xong )?trong|vào|(?:đến )?hết|(?:vào )?(?:cuối|giữa)|hoàn thành(?: trong| vào)?|(?:chậm|muộn) nhất(?: trong| vào| là)?) "
)
_EACH = r"(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng| mỗi)?) "
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

Ends = Callable[[re.Match], date | None]


def _make(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _end_of(y: int, m: int) -> date | None:
    return _make(y, m, calendar.monthrange(y, m)[1]) if 1 <= m <= 12 and 1 <= y <= 9999 else None


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _on(match: re.Match) -> date | None:
    return _make(int(match["y"]), _month_number(match["m"]), int(match["d"]))


def _month(match: re.Match) -> date | None:
    return _end_of(int(match["y"]), _month_number(match["m"]))


def _quarter(match: re.Match) -> date | None:
    return _end_of(int(match["y"]), 3 * (_ROMAN.get(match["q"]) or int(match["q"])))


def _half(match: re.Match) -> date | None:
    return _end_of(int(match["y"]), 6 if match["half"] == "đầu" else 12)


def _year(match: re.Match) -> date | None:
    return _make(int(match["y"]), 12, 31)


def _range(match: re.Match) -> date | None:
    return _quarter(match) if match["q"] else _month(match)


def _open(match: re.Match) -> None:
    return None


def _forms(*rows: tuple[str, Ends, str]) -> tuple[tuple[re.Pattern, Ends, str], ...]:
    return tuple((re.compile(pattern), ends, rule) for pattern, ends, rule in rows)


_RANGE = rf"từ (?:tháng|quý) (?:\d{{1,2}}|iii|ii|iv|i)(?: ?/ ?\d{{4}}| năm \d{{4}})? (?:đến|-|–) (?:hết )?(?:tháng {_M}|quý {_Q}){_Y}"

# What is looked for in running text, in this order; what one form has taken the next ones leave alone.
LAST_DAYS = _forms(
    (rf"\b{_RANGE}", _range, "range_end"),
    (rf"\b{_BY}{_DAY}", _on, "day"),
    (rf"\b{_BY}{_DAY_IN_WORDS}", _on, "day"),
    (rf"\b{_IN}{_HALF}", _half, "half_end"),
    (rf"\b{_IN}quý {_Q}{_Y}", _quarter, "quarter_end"),
    (rf"\b{_IN}tháng {_M}{_Y}", _month, "month_end"),
    (r"\b(?:(?:ngay |xong )?trong|(?:đến )?hết|(?:vào )?(?:cuối|giữa)|hoàn thành(?: trong)?|kết thúc) năm (?P<y>\d{4})", _year, "year_end"),
    (r"\btrước ngày \d{1,2}(?:/| tháng )\d{1,2}(?!\d|/\d)(?: (?:hằng|hàng) năm)?", _open, "no_year"),
    (r"\btrước (?:tháng \d{1,2}|quý (?:iii|ii|iv|i))(?:/| năm )\d{4}", _open, "before_span"),
    (rf"\b{_IN}(?:tháng \d{{1,2}}|quý (?:iii|ii|iv|i))\b(?! ?[/-] ?\d| năm| (?:hằng|hàng|mỗi) năm)", _open, "no_year"),
    (r"\b(?:\d{1,2}|hai|ba|bốn|năm) năm(?:/| một | 1 )lần", _open, "other_rhythm"),
    (r"\btrong (?:\d{1,2}|hai|ba|bốn|năm) năm,? \d{4} ?[-–] ?\d{4}", _open, "coarse"),
    (r"\btrước năm \d{4}", _open, "before_span"),
    (r"(?<!tầm nhìn )\b(?:đến|vào) năm \d{4}|\bgiai đoạn \d{4} ?[-–] ?\d{4}|\bgiữa và cuối nhiệm kỳ", _open, "coarse"),
    (
        r"\b(?:trong (?:thời hạn |vòng )?|sau )?\d{1,3} ngày(?: làm việc)?,? (?:kể từ|sau|tính từ) (?:khi|ngày) [^,.;:()]{2,80}",
        _open,
        "after_event",
    ),
    (
        r"\b(?:ngay sau khi|sau khi (?=có|được|kết thúc|ban hành|nhận|hoàn thành)) ?[^,.;:()]{3,80}|\bngay khi (?:có|nhận)[^,.;:()]{3,80}",
        _open,
        "after_event",
    ),
    (r"\btrong (?:thời hạn |vòng )?\d{1,3} (?:ngày|tuần|tháng)(?: làm việc)?\b(?! (?:đầu|cuối|qua|gần|vừa))", _open, "within"),
    (r"\btừ nay đến [^,.;:()]{2,40}", _open, "until_event"),
)
# The same where words stand for a time alone: in a column of a table, after 'Thời gian:', in brackets.
ALONE = _forms(
    (rf"\b(?:{_BY})?(?<![\d/.-]){_DAY}", _on, "day"),
    (rf"\b(?:{_BY})?(?:ngày )?{_DAY_IN_WORDS}", _on, "day"),
    (r"(?<!\d)\d{4} ?[-–] ?\d{4}(?!\d)", _open, "coarse"),
    (rf"\b(?:{_IN})?{_HALF}", _half, "half_end"),
    (rf"\b(?:{_IN})?quý {_Q}{_Y}", _quarter, "quarter_end"),
    (rf"\b(?:{_IN})?tháng {_M}{_Y}", _month, "month_end"),
    (r"(?<![\d/])(?P<m>\d{1,2})/(?P<y>\d{4})(?!\d)", _month, "month_end"),
    (r"\b(?:cuối )?năm (?P<y>\d{4})", _year, "year_end"),
)
RHYTHMS = {"tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "năm": "yearly"}
EVERY: tuple[tuple[re.Pattern, str | None], ...] = tuple(
    (re.compile(pattern), rhythm)
    for pattern, rhythm in (
        (r"\b(?:định kỳ (?:mỗi )?(?:0?6|sáu) tháng|(?:0?6|sáu) tháng(?:/lần| một lần| 1 lần)|(?:0?2|hai) lần ?(?:/|một |mỗi ) ?năm)", "half-yearly"),
        (r"\b(?:định kỳ (?:mỗi )?(?:0?3|ba) tháng|(?:0?3|ba) tháng(?:/lần| một lần| 1 lần))", "quarterly"),
        (r"\b(?:(?:trước|vào) )?ngày \d{1,2} (?:của )?tháng cuối (?:của )?(?:hằng |hàng |mỗi |từng )?(?P<unit>quý|năm)\b", None),
        (rf"\b(?:(?:trước|vào) )?ngày \d{{1,2}} (?:của )?{_EACH}(?P<unit>tháng|quý|năm)\b", None),
        (r"\b(?:(?:trong|vào|trước) )?(?:tháng \d{1,2}|quý (?:iii|ii|iv|i)) (?:hằng|hàng|mỗi) (?P<unit>năm)\b", None),
        (rf"\b(?:(?:trước|vào) )?(?:\d{{1,2}} giờ,? )?thứ (?:hai|ba|tư|năm|sáu|bảy) {_EACH}(?P<unit>tuần)\b", None),
        (rf"\b{_EACH}(?P<unit>tuần|tháng|quý|năm)\b", None),
        (r"\b(?:0?[1-9]|một|hai|ba) (?:lần|kỳ) ?(?:/|một |mỗi ) ?(?P<unit>tuần|tháng|quý|năm)\b", None),
        (r"\b(?P<unit>tuần|tháng|quý|năm)(?:/| một | 1 )lần\b", None),
        (r"(?<!chưa )(?<!không )(?<!chi )(?<!khu vực )(?<!vùng )(?<!nơi )\bthường xuyên\b", "continuous"),
    )
)  # fmt: skip
