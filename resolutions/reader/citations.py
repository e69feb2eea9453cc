"""Other documents that a paper names, by their numbers."""

import re

from .result import Citation
from .sheet import Piece, Sheet
from .zones import OTHER

_KIND = (
    r"Nghị quyết|Quyết định|Chỉ thị|Kết luận|Quy chế|Quy định|Thông tri|Hướng dẫn|Thông báo|Báo cáo|Kế hoạch|Chương trình(?: hành động)?|"
    r"Đề án|Tờ trình|Công văn|Nghị định|Thông tư|Luật|Pháp lệnh|Văn bản"
)
_BODY = r"[A-ZĐƯ][A-Za-zĐđƯưẢẤỦủỷ]{0,11}\d{0,2}(?:-[A-ZĐ][A-Za-zĐđ]{0,11}){0,2}"
_PARTY = rf"[-–] ?[A-ZĐ][A-Za-zĐđ]{{1,5}} ?/ ?{_BODY}"
_STATE = rf"/ ?(?:\d{{4}} ?/ ?)?(?:TTr|CTr|QĐi|[A-ZĐ]{{1,5}}\d{{0,2}})(?: ?[-–] ?{_BODY})?"
_NUMBER = rf"(?<![\w/.,])\d{{1,5}}[A-ZĐ]? ?(?:{_PARTY}|{_STATE})(?!\w)"
_CITED = re.compile(
    rf"(?P<before>(?:(?:{_KIND}) )?(?:số ?:? ?)?)(?P<number>{_NUMBER})(?P<day>,? ngày \d{{1,2}}[/-]\d{{1,2}}[/-]\d{{4}})?", re.IGNORECASE
)
_STRICT = re.compile(_NUMBER)
_LETTERED = re.compile(r"[A-ZĐ]{2}|[-–]|/QH\d")


def read_citations(sheet: Sheet, own: str | None, line: Piece | None) -> tuple[Citation, ...]:
    """Each cited number once, where it first stands. The paper's own number is not one of them."""
    found: dict[str, Citation] = {}
    other = sheet.first(OTHER)
    for match in _CITED.finditer(sheet.text, 0, other.start if other else len(sheet.text)):
        written = match["number"]
        if not _STRICT.fullmatch(written) or not _LETTERED.search(written):
            continue
        if line and line.start <= match.start("number") < line.end:
            continue
        number = written.replace(" ", "").replace("–", "-")
        if _key(number) not in found and _key(number) != _key(own or ""):
            found[_key(number)] = Citation(number, match[0], match.start())
    return tuple(found.values())


def _key(number: str) -> str:
    """What makes two writings the same number: '05-CT/TW', '5-CT/Tw'; '104-CTr/TU', '104-CTR/TƯ'."""
    return number.lstrip("0").upper().replace("Ư", "U")
