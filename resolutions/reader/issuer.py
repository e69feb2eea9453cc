"""Whose paper it is: from the letterhead, else from the title, the opening or the signature."""

import re
from itertools import zip_longest

from .kindwords import named_at_start
from .sheet import Sheet
from .words import any_of, even, fold, in_capitals, listed, loose
from .zones import BODY, FOOT, LETTERHEAD, NUMBER_LINE, TITLE

_NOT_A_BODY = (
    "dangcongsan",
    "conghoa",
    "doclap",
    "so",
    "duthao",
    "mat",
    "toimat",
    "tuyetmat",
    "khan",
    "thuongkhan",
    "hoatoc",
    "khongphobien",
)
_MOTTOS = ("doantncshochiminh", "doanthanhniencongsanhochiminh")  # over place and day in the Youth Union's papers
_BEGINS = re.compile(
    loose(
        any_of("""
    ban, đảng bộ, đảng ủy, huyện ủy, tỉnh ủy, thành ủy, thị ủy, quận ủy, chi bộ, chi ủy, ủy ban, hội đồng, văn phòng, mặt trận, trung ương,
    hội, đoàn, huyện đoàn, tỉnh đoàn, liên đoàn, bộ, sở, phòng, cơ quan, trung tâm, trường, công an, tòa án, viện, chính phủ, thủ tướng,
    quốc hội, đảng đoàn
    """)
        + r"\b"
    )
)
_WANTS_MORE = ("dangbo", "danguy", "chibo", "banchaphanh", "banthuongvu", "danguycoquan", "huyenuy", "tinhuy")
_OF = re.compile(loose(r"\bcủa (?:hội nghị )?(?:lần thứ \w+ )?(.+)"))
_MEETING = re.compile(
    loose(
        r"hội nghị (?:lần thứ \w{1,6} )?((?:ban thường vụ |ban chấp hành )?(?:huyện|tỉnh|thành|thị|quận|đảng) ủy|ban [^,.;]{4,60}?)"
        r"(?= ngày|,| lần| khóa)"
    )
)
_IN_NAME_OF = re.compile(r"(?:t/m|tm\.) ?(.+)")
_COMMON = frozenset(
    listed("""
    ủy, ban, bộ, tỉnh, huyện, thành, phố, thị, xã, phường, quận, trấn, nhân, dân, và, các, cơ, quan, tổ, chức, tuyên, giáo, kiểm, tra, vận,
    chính, trị, hội, đoàn, thể, chấp, hành, thường, vụ, trực, phòng, đảng, đồng, trung, tâm, nội, dự, án, chỉ, đạo, xây, dựng, công, an,
    quân, sự, trường, trận
    """)
)
_PLACES = frozenset(listed("tỉnh, huyện, xã, phường, quận, trấn, phố, thị, thành"))  # what follows is a name, also 'Hòa An', 'Bình Trung'
_JOINS = frozenset(listed("và, các, của"))
_SEATS = frozenset(listed("tỉnh, huyện, thành, thị, quận"))  # 'Tỉnh ủy' and the like: what follows is a name as well
_NO_NAMES = _JOINS | frozenset(listed("ủy, đoàn, phố, xã, trấn, thị, hội, đội"))  # 'thành phố', 'thị xã', 'xã hội'
# Names of offices as running text writes them.
_WRITTEN = listed("""
    Ban Tuyên giáo, Ban Tổ chức, Ban Dân vận, Ban Nội chính, Ban Xây dựng Đảng, Ban Chỉ đạo, Ban Thường vụ, Ban Chấp hành, Ban Cán sự đảng,
    Ủy ban Kiểm tra, Ủy ban nhân dân, Hội đồng nhân dân, Văn phòng, Tỉnh ủy, Huyện ủy, Thành ủy, Thị ủy, Quận ủy, Đảng ủy, Đảng bộ, Đảng đoàn,
    Mặt trận Tổ quốc Việt Nam, Công an, Quân sự, Huyện đoàn, Tỉnh đoàn, Trung ương, Tuyên giáo và Dân vận, Lao động - Thương binh và Xã hội
""")
_SHORT = frozenset(listed("UBND, HĐND, MTTQ, UBMTTQ, UBKT, BCH, BTV, BCĐ, TNCS, LHPN, CCB, TW, TP, TT"))


def read_issuer(sheet: Sheet) -> tuple[str | None, str | None]:
    """The issuer and the body above it. Where the paper itself disagrees, or says nothing, there is none."""
    bodies = _letterhead_bodies(sheet)
    if bodies:
        return _as_name(bodies[-1], sheet), _as_name(bodies[-2], sheet) if len(bodies) > 1 else None
    told = [name for name in (_from_title(sheet), _from_opening(sheet)) if name]
    if not told and (signed := _from_signature(sheet)):
        told = [signed]
    if not told or len({fold(name) for name in told}) > 1:
        return None, None
    return _as_name(told[0], sheet), None


def _letterhead_bodies(sheet: Sheet) -> list[str]:
    """The bodies named above the number, each put together from its lines. The number is a border: nothing after it counts."""
    bodies: list[str] = []
    for piece in sheet.zone(LETTERHEAD):
        if NUMBER_LINE.match(even(piece.text)):
            break
        if not in_capitals(piece.text) or fold(piece.text).startswith(_NOT_A_BODY) or len(piece.text) > 150:
            continue
        if bodies and fold(piece.text) in _MOTTOS:
            continue
        goes_on = bodies and (fold(bodies[-1]) in _WANTS_MORE or not _BEGINS.match(even(piece.text)))
        if goes_on and not (fold(bodies[-1]).endswith("uy") and even(piece.text).startswith("ban ")):
            bodies[-1] += " " + piece.text
        else:
            bodies.append(piece.text)
    return bodies


def _from_title(sheet: Sheet) -> str | None:
    title = " ".join(piece.text for piece in sheet.zone(TITLE))[:300]
    match = _OF.search(even(title))
    if not match or not named_at_start(title):
        return None
    name = re.split(r" (?:về|lần|khóa|số|ngày) ", match[1])[0].strip(" ,.")
    return name if _BEGINS.match(name) else None


def _from_opening(sheet: Sheet) -> str | None:
    opening = sheet.first(BODY)
    match = _MEETING.search(even(opening.text[:400])) if opening else None
    return match[1].strip() if match else None


def _from_signature(sheet: Sheet) -> str | None:
    for piece in sheet.zone(FOOT)[:60]:
        if len(piece.text) < 80 and (match := _IN_NAME_OF.match(even(piece.text))):
            return match[1].strip()
    return None


def _as_name(words: str, sheet: Sheet) -> str:
    """A name in capitals as running text writes it: as the paper itself does, else by the common words of such names."""
    low = even(words)
    at = sheet.low.find(low)
    for _ in range(20):
        if at < 0:
            break
        found = sheet.text[at : at + len(low)]
        if not in_capitals(found) and not sheet.low[at + len(low) : at + len(low) + 1].isalpha():
            return found[0].upper() + found[1:]
        at = sheet.low.find(low, at + 1)
    parts, in_place, before = [], False, ""
    for part, after in zip_longest(words.split(), words.split()[1:], fillvalue=""):
        plain = even(part)
        common = plain in _COMMON and not (in_place and plain not in _PLACES)
        parts.append(part if part in _SHORT else part.lower() if common else part.capitalize())
        seat = plain in _PLACES or (plain == "ủy" and before in _SEATS)
        named = even(after) not in (_NO_NAMES if seat else _COMMON)
        in_place = (in_place and plain not in _JOINS) or (named and (seat or plain == "ủy"))
        before = plain
    name = " ".join(parts)
    for written in _WRITTEN:
        at = even(name).find(even(written))
        if at >= 0 and not name[at + len(written) : at + len(written) + 1].isalpha():
            cased = (c.upper() if w.isupper() else c.lower() for c, w in zip(name[at : at + len(written)], written, strict=True))
            name = name[:at] + "".join(cased) + name[at + len(written) :]
    return name[:1].upper() + name[1:]
