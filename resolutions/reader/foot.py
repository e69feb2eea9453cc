"""The foot of a paper: who receives it, who signs it and as what."""

import re

from .sheet import Sheet
from .words import even, fold, in_capitals, listed, starts_small
from .zones import AUTHORITY, DATE_LINE, FOOT

_POST = re.compile(
    r"(?:(?:phó )?(?:bí thư|chủ tịch|chủ nhiệm|trưởng ban|giám đốc|tổng giám đốc|chánh văn phòng|viện trưởng|thủ trưởng|hiệu trưởng|"
    r"cục trưởng|vụ trưởng)|(?:phó )?trưởng |(?:phó )?chánh |bộ trưởng|thứ trưởng|thủ tướng|phó |ủy viên |quyền |thường trực )"
)
_NAME = re.compile(r"(?:[A-ZĐÂĂÊÔƠƯÀ-Ỹ][^\W\d_A-Z]{0,6}[ -]?){2,6}")
_WITH_NAME = re.compile(r"(?P<post>[^a-z]{4,100}?) (?P<name>[A-ZĐÂĂÊÔƠƯÀ-Ỹ][^\W\d_A-Z]{1,6}(?: [A-ZĐÂĂÊÔƠƯÀ-Ỹ][^\W\d_A-Z]{0,6}){1,4})")
_SURNAMES = frozenset(
    listed("""
    nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, hồ, ngô, dương, lý, đinh, đoàn, lâm, mai, trịnh, trương, đào, hà, tạ,
    cao, lưu, châu, tô, thái, phùng, vương, quách, từ, lương, tăng, chu, triệu, ma, vi, nông, hứa, đàm, kiều, tống, bạch
    """)
)
_ITEM = re.compile(r"(?<=[;,.)]) ?[-–] (?=\S)")
_SIGNED = re.compile(r"(?:daky|kyten|dongdau|kydongdau|chuky)\w{0,20}")
_BULLET = "-–—+•* "


def read_foot(sheet: Sheet) -> tuple[tuple[str, ...], str | None, str | None]:
    """The recipients as written, without their closing comma, semicolon or full stop; the signer; the lines over the name."""
    recipients: list[str] = []
    posts: list[str] = []
    signer, listing, bulleted = None, False, False
    for line in (part for piece in sheet.zone(FOOT)[:120] for part in _post_and_name(piece.text)):
        if fold(line[:12]).startswith("noinhan"):
            listing = True
        text = line[len("nơi nhận") :].lstrip(" :") if fold(line[:12]).startswith("noinhan") else line
        if not text or _SIGNED.fullmatch(fold(text)):
            continue
        if posts and even(text) == "kiêm":
            posts.append(text)
        elif _is_post(text, posts):
            posts += _ranks(text)
        elif posts and _is_name(text):
            signer = text
            break
        elif listing and not DATE_LINE.fullmatch(even(text)):
            bulleted = bulleted or text.startswith(("-", "–", "+", "•"))
            for entry in _ITEM.split(text):
                _add(recipients, entry, bulleted)
    return tuple(r for entry in recipients if (r := entry.strip(_BULLET).rstrip(" ,;."))), signer, " / ".join(posts) or None


def _post_and_name(text: str) -> list[str]:
    """A line of the signature that holds the name too ('CHÁNH VĂN PHÒNG Ngô Văn Thành') as its two parts; any other as it is."""
    match = _WITH_NAME.fullmatch(text) if len(text) < 160 else None
    if match and (AUTHORITY.match(text) or _POST.match(even(text))) and in_capitals(match["post"]):
        return [match["post"], match["name"]]
    return [text]


def _is_post(text: str, posts: list[str]) -> bool:
    """A line of the signature: 'T/M HUYỆN ỦY', 'BÍ THƯ', or capitals that go on from such a line."""
    if len(text) > 120 or not in_capitals(text):
        return False
    if AUTHORITY.match(text) or _POST.match(even(text)):
        return True
    return bool(posts) and not _is_name(text) and text[0] not in _BULLET


def _is_name(text: str) -> bool:
    """A person's name, written as names are, or in capitals with a common family name first."""
    if len(text) > 40 or text.startswith("("):
        return False
    if in_capitals(text) and text.isupper():
        words = text.lower().split()
        return 2 <= len(words) <= 5 and words[0] in _SURNAMES
    return bool(_NAME.fullmatch(text))


def _ranks(text: str) -> list[str]:
    """'KT. CHỦ NHIỆM PHÓ CHỦ NHIỆM' on one line is two: whom one signs for, and as what."""
    at = text.find(" PHÓ ")
    at = text.find(" CHÁNH ", text.find(" ") + 1) if at < 0 else at
    if at > 0 and AUTHORITY.match(text):
        return [text[:at], text[at + 1 :]]
    return [text]


def _add(recipients: list[str], entry: str, bulleted: bool) -> None:
    """One entry of the list, or the rest of the entry before it where a line wrapped."""
    entry = entry.strip()
    marked = entry.startswith(("-", "–", "+", "•"))
    wraps = bulleted and not marked and recipients and not recipients[-1].endswith((";", "."))
    if recipients and not marked and (wraps or starts_small(entry)):
        recipients[-1] += " " + entry
    elif entry:
        recipients.append(entry)
