"""Who is to do it: units and persons as the text names them, and whether they lead, support or watch."""

import re
from dataclasses import replace

from .naming import STATES, doer, trimmed, unit_at, unit_word_at
from .result import Quote
from .sheet import Sheet
from .words import even, loose

FAR = 6000  # letters of one part that are searched for those who carry it out
_ASKS = re.compile(loose(r"\b(?:giao|đề nghị|yêu cầu|phân công|kính đề nghị|đồng ý giao) "))
_SUPPORTS = re.compile(loose(r"\b(?:phối hợp|cùng)(?: chặt chẽ)?(?: với| cùng)? "))
_LEADS_WITH = re.compile(loose(r"\bchủ trì,? phối hợp(?: chặt chẽ)?(?: với| cùng)? "))
_NAMES_THEM = re.compile(
    loose(
        r"(?:[-–+] ?)?(?:trách nhiệm(?: [^:]{2,24})?|phân công[^:]{0,24}|"
        r"(?:cơ quan|đơn vị)?(?: ?chủ trì| ?phối hợp| ?thực hiện| ?tham mưu){1,2}[^:]{0,24}) ?: ?"
    )
)
# Whose 'giao …' in a paper is the paper's own word; of any other unit it is what that unit is to do.
_DECIDES = re.compile(
    r"(?:ban thường vụ|thường trực|ban chấp hành|ban bí thư|bộ chính trị|tỉnh ủy|huyện ủy|thành ủy|đảng ủy|hội nghị|ban chỉ đạo)\b"
)
_PART = {
    "chủ trì": "lead",
    "là cơ quan": "lead",
    "là đơn vị": "lead",
    "là đầu mối": "lead",
    "theo dõi": "watch",
    "giám sát": "watch",
    "đôn đốc": "watch",
}
_FRONT = re.compile(r"mặt trận|mttq")
_CUT = re.compile(r"[,;] (?:và )?| và ")


def carriers(sheet: Sheet, start: int, end: int) -> tuple[Quote, ...]:
    """Those whom the words between two places oblige: who begins them, whom they ask, and with whom these are to work."""
    end = min(end, start + FAR)
    found: list[Quote] = []
    at, part = start, None
    if (asked := _ASKS.match(sheet.low, at, end)) and unit_at(sheet, asked.end()):
        at = asked.end()
    elif named := _NAMES_THEM.match(sheet.low, at, end):
        at = named.end()
        part = "lead" if "chủ trì" in named[0] else "support" if "phối hợp" in named[0] else None
    _take(sheet, at, end, found)
    found = [replace(quote, part=quote.part or part) for quote in found]
    begun = found[0].end if found else start
    for match in _ASKS.finditer(sheet.low, start, end):
        delegates = (
            found and "." not in sheet.text[begun : match.start()] and match.start() < begun + 3
        )  # 'Các chi bộ phân công đảng viên …'
        if unit_at(sheet, match.end()) and not delegates and not any(q.start <= match.end() < q.end for q in found):
            _take(sheet, match.end(), end, found)
    if found and (helped := _LEADS_WITH.search(sheet.low, start, end)) and unit_at(sheet, helped.end()):
        _take_help(sheet, helped.end(), end, found)
    return _once(found)


def asked(sheet: Sheet, start: int, end: int) -> tuple[Quote, ...]:
    """Those whom a sentence before a list asks, or whom it begins with in the plural: 'Các cấp ủy … thực hiện các nhiệm vụ sau:'."""
    end = min(end, start + FAR)
    found: list[Quote] = []
    for match in _ASKS.finditer(sheet.low, start, end):
        if unit_at(sheet, match.end()):
            _take(sheet, match.end(), end, found)
    if not found and re.match(r"(?:các|từng|mỗi) ", sheet.low[start : start + 5]):
        _take(sheet, start, end, found)
    return _once(found)


def names_carriers(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a line only says who is responsible: 'Trách nhiệm chỉ đạo thực hiện: Đảng ủy …'."""
    named = _NAMES_THEM.match(sheet.low, start, end)
    return bool(named) and (unit_at(sheet, named.end()) or unit_at(sheet, named.end() + 1))


def _take(sheet: Sheet, at: int, end: int, found: list[Quote]) -> None:
    told = doer(sheet, at, end)
    if not told:
        return
    stop, does = told
    asks_on = does in ("đề nghị", "yêu cầu") or (does in ("giao", "phân công") and _DECIDES.match(sheet.low, at))
    if asks_on or STATES.match(does):
        return
    tail = sheet.low[stop : stop + 60].lstrip(" ,")
    part = next((p for word, p in _PART.items() if tail.removeprefix("có trách nhiệm ").removeprefix("trực tiếp ").startswith(word)), None)
    found += groups(sheet, at, stop, part)
    helped = _SUPPORTS.search(sheet.low, stop, min(end, stop + 60))
    if helped and unit_at(sheet, helped.end()) and "." not in sheet.text[stop : helped.start()]:
        found[:] = [replace(quote, part=quote.part or "lead") if quote.start >= at else quote for quote in found]
        _take_help(sheet, helped.end(), end, found)


def _take_help(sheet: Sheet, at: int, end: int, found: list[Quote]) -> None:
    told = doer(sheet, at, end)
    if told and not any(quote.start == at for quote in found):
        found += groups(sheet, at, told[0], "support")


def _once(found: list[Quote]) -> tuple[Quote, ...]:
    """The same words once, where they stand first."""
    first: dict[str, Quote] = {}
    for quote in found:
        first.setdefault(even(quote.text), quote)
    return tuple(first.values())


def groups(sheet: Sheet, start: int, end: int, part: str | None) -> list[Quote]:
    """A list of addressees cut at the commas where a new one begins: 'các chi, đảng bộ trực thuộc' is one."""
    cuts = [start]
    for match in _CUT.finditer(sheet.low, start, end):
        if _begins_anew(sheet, cuts[-1], match):
            cuts.append(match.end())
    quotes = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        stop = trimmed(sheet, a, b)
        if stop > a:
            quotes.append(Quote(sheet.text[a:stop], a, stop, part))
    return quotes


def _begins_anew(sheet: Sheet, start: int, match: re.Match) -> bool:
    at = match.end()
    before, low = sheet.low[start : match.start()], sheet.low
    if _FRONT.search(before[-40:]) and re.match(r"các (?:tổ chức|đoàn thể|hội)", low[at : at + 20]):
        return "và" not in match[0] and not before.startswith(("đảng ủy", "đảng bộ"))
    if sheet.text[at].isupper():
        return unit_at(sheet, at)
    if re.match(r"(?:các|những|mỗi|từng) ", low[at : at + 6]):
        return unit_at(sheet, at)
    return unit_at(sheet, at) and not re.match(r"(?:các|những|mỗi|từng|toàn thể) ", before) and unit_word_at(sheet, at)
