"""The mark of secrecy that stands in a paper's head, and only there: 'bí mật' and 'bảo mật' in its words are none."""

import re
import unicodedata

from .lines import NEXT, Line
from .words import even, in_capitals
from .zones import NUMBER_LINE, title_line

_LEVELS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
_LEVELS |= {
    "MAT": "MẬT",
    "MÂT": "MẬT",
    "MẠT": "MẬT",
    "TOIMAT": "TỐI MẬT",
    "TÔIMẬT": "TỐI MẬT",
    "TUYETMAT": "TUYỆT MẬT",
    "TUYÊTMẬT": "TUYỆT MẬT",
}
_BESIDE = re.compile(r"(?:TÀILIỆU|VĂNBẢN|ĐỘ|DẤU)?(?P<level>(?:T[ỐÔO]I|TUY[ỆÊE]T)?M[ẬÂẠA]T)(?:THƯỢNGKHẨN|HỎATỐC|HOẢTỐC|KHẨN)?")
_CELLS = re.compile(r"\s{3,}|[|\[\](){}│┃║┆┊┌┐└┘─━═╔╗╚╝/;]+|(?<=[^\W_]) ?[-–—+] ?(?=[^\W_])")
_COLUMNS = re.compile(r"\s{3,}|[|│┃║]")
_SAID = re.compile(
    r"độ (?:bảo )?mật ?[:：\-–—=] ?[\[(\"“'*]*(?P<level>tuyệt mật|tối mật|mật)(?!\w)(?! ?(?:,|/|hoặc|hay|và|nhà|khẩu|mã)(?!\w))"
)
_AT_EDGE = re.compile(r"^(?P<first>(?:T ?ỐI |TUYỆT )?MẬT) (?=\w)|(?P<before>\w+)[^\w\n]+(?P<last>(?:TỐI |TUYỆT )?MẬT)$")
_GOES_ON = ("bí", "bảo", "cơ", "thân", "chặt", "độ")  # 'bí / mật' over the end of a line
_LETTERHEAD_LINES = 25


def mark_of(head: list[Line]) -> str | None:
    """The mark ('MẬT', 'TỐI MẬT', 'TUYỆT MẬT') among the lines of a head: alone on a line, in a column or a box, or as 'Độ mật: Mật'."""
    above, before = True, ""
    for n, line in enumerate(head):
        above = above and n < _LETTERHEAD_LINES and not title_line(line) and not even(line.text).startswith(("kính gửi", "v/v", "về việc"))
        wrapped = line.gap == NEXT and even(before.rstrip(" ,.")).endswith(_GOES_ON)
        found = _said(line) or _by_itself(line, wrapped=wrapped, above=above) or (_at_edge(line) if above else None)
        if found:
            return found
        before = line.text
    return None


def _said(line: Line) -> str | None:
    found = _SAID.search(even(line.text))
    return found["level"].upper() if found else None


def _by_itself(line: Line, *, wrapped: bool, above: bool) -> str | None:
    """A cell that holds the mark and nothing else but how urgent it is; its letters may be set apart. Below the title only columns are cells."""
    cells = [line.text, *(_CELLS if above else _COLUMNS).split(line.raw), *re.split(r"\s{2,}", line.raw)]
    for cell in cells:
        text = unicodedata.normalize("NFC", cell).strip()
        letters = "".join(c for c in text if c.isalpha())
        found = _BESIDE.fullmatch(letters.upper()) if len(text) < 60 and not any(c.isdigit() for c in text) else None
        if not found or (wrapped and line.text.startswith(text)) or _in_a_word(line, cell):
            continue
        if (level := _LEVELS.get(found["level"])) and (text == line.text or letters[0].isupper()):
            return level
    return None


def _in_a_word(line: Line, cell: str) -> bool:
    """'BÍ  MẬT  NHÀ NƯỚC' in a justified line: the words around the cell go on with it."""
    at = line.raw.find(cell)
    before = even(line.raw[: max(at, 0)].rstrip()).rsplit(" ", 1)[-1]
    return before.endswith(_GOES_ON)


def _at_edge(line: Line) -> str | None:
    """In the letterhead a mark may stand before or behind other capitals: 'HUYỆN ỦY BÌNH SƠN MẬT', 'Số 12-BC/HU MẬT'."""
    if not (in_capitals(line.text) or NUMBER_LINE.match(even(line.text))):
        return None
    found = _AT_EDGE.search(line.text)
    if not found or (found["before"] and even(found["before"]) in (*_GOES_ON, "mật")):
        return None
    rest = line.text[found.end() :]
    if found["first"] and even(rest).startswith(("nhà nước", "khẩu", "mã", "vụ")):
        return None
    return _LEVELS.get((found["first"] or found["last"]).replace(" ", ""))
