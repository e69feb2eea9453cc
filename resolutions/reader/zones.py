"""Where the head, the title, the subject, the body and the foot of a paper begin: each line is given its place."""

import re

from .columns import side_by_side, unfold
from .kindwords import is_name, named_at_start
from .lines import NEXT, PAGE, RULE, Line
from .marks import SECTION, mark
from .words import even, fold, in_capitals, starts_small

LETTERHEAD, TITLE, SUBJECT, SENT_TO, BODY, FOOT = "letterhead", "title", "subject", "sent_to", "body", "foot"
ROW, APPENDIX, OTHER = "row", "appendix", "other"  # a row of a table of tasks; what is behind the signature; another paper behind it
HEAD_LINES, FOOT_LINES = 45, 80

NUMBER_LINE = re.compile(r"số ?:? ?[\d.…_ ]*(?:[-–—/]|$)")
DATE_LINE = re.compile(r"(?:[^,]{2,40}, ?)?ngày ?[\d.…]{0,4} ?(?:tháng|/) ?[\d.…]{0,4} ?(?:năm|/) ?[\d.…]{0,5}\.?")
AUTHORITY = re.compile(r"(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.|T/UQ|Q\.) ?[A-ZĐÂĂÊÔƠƯÀ-Ỹ]{2}")
_APPENDIX = re.compile(r"(?:PHỤ ?LỤC|BIỂU|DANH MỤC)\b|(?:Phụ ?lục|Biểu)(?: (?:số )?[\dIVX]{1,4})?(?:$|[.:])")
_ABOUT = re.compile(r"(?:về việc|v/v|về) ")
_OPENING = re.compile(
    r"(?:căn cứ|thực hiện|thi hành|tại|ngày \d|sau khi|để|nhằm|trên cơ sở|qua|xét|theo|trong|năm \d{4}|từ ngày|tiếp theo|hội nghị|ban chấp hành|"
    r"ban thường vụ|thường trực|huyện ủy|tỉnh ủy|thành ủy|quận ủy|thị ủy|đảng ủy|vừa qua|hiện nay|thời gian qua) "
)
_WANTS_A_NAME = re.compile(
    r"(?:,| (?:của|và|với|ban thường vụ|ban chấp hành|thường trực|văn phòng|ủy ban|hội nghị|theo|số|ngày|thực hiện))$"
)


def zones(found: list[Line]) -> list[tuple[str, Line]]:
    """The lines of a paper with the zone of each, in the order they are to be read."""
    head = _head_end(found)
    placed = _place_head(_unfold_head(found[:head]))
    foot = _foot_start(found, head)
    placed += [(ROW if line.row else BODY, line) for line in found[head:foot]]
    back = _behind(found, foot)
    placed += [(FOOT, line) for line in unfold(found[foot : min(back, foot + FOOT_LINES)]) + found[foot + FOOT_LINES : back]]
    return placed + _place_behind(found[back:])


def title_line(line: Line) -> bool:
    """Whether a line names the kind of the document, as its title does."""
    return bool(named_at_start(line.text)) and (in_capitals(line.text) or is_name(line.text) or _begins_in_capitals(line.text))


def _begins_in_capitals(text: str) -> bool:
    name = named_at_start(text) or ""
    return in_capitals(text[: len(name)]) and len(text) < 300


def _head_end(found: list[Line]) -> int:
    """The index of the first line of the body."""
    top = found[:HEAD_LINES]
    for i, line in enumerate(top):
        if title_line(line):
            return _after_subject(found, _after_title(found, i))
        if fold(line.text[:12]).startswith("kinhgui"):
            return _after_sent_to(found, i)
        if _is_marked(line):
            break
    i = 0
    while i < len(top) and _like_a_head(top[i]):
        i += 1
    return i


def _like_a_head(line: Line) -> bool:
    text, low = line.text, even(line.text)
    if NUMBER_LINE.match(low) or DATE_LINE.fullmatch(low) or low.startswith("dự thảo"):
        return True
    return len(text) < 100 and in_capitals(text) and not _is_marked(line)


def _is_marked(line: Line) -> bool:
    found = mark(line.text)
    return bool(found) and found.rank >= SECTION and bool(found.name) and not found.name.startswith("(")


def _after_title(found: list[Line], i: int) -> int:
    i += 1
    while i < len(found) and found[i].gap != RULE and in_capitals(found[i].text) and not _is_marked(found[i]) and len(found[i].text) < 200:
        i += 1
    return i


def _after_subject(found: list[Line], i: int) -> int:
    """Past the lines in small letters under the title: they begin small, or with 'Về', and end at a rule or at the opening."""
    begin = i
    while i < len(found) and i < begin + 12:
        line = found[i]
        if _is_marked(line) or (line.gap == RULE and i > begin):
            break
        low = even(line.text)
        if fold(low[:12]).startswith("kinhgui"):
            return _after_sent_to(found, i)
        if i == begin:
            goes_on = starts_small(line.text) or _ABOUT.match(low) or _stands_alone(found, i)
        else:
            before = found[i - 1].text
            opens = _OPENING.match(low) and not _WANTS_A_NAME.search(even(before[-24:]))
            goes_on = starts_small(line.text) or (line.gap == NEXT and not opens and not before.endswith("."))
        if not goes_on:
            break
        i += 1
    return i


def _stands_alone(found: list[Line], i: int) -> bool:
    """A short line without a full stop, or one that wrapped, that something parts from what follows."""
    end = i + 1
    while end < min(len(found), i + 5) and found[end].gap == NEXT and starts_small(found[end].text):
        end += 1
    text = " ".join(line.text for line in found[i:end])
    after = found[end] if end < len(found) else None
    parted = after is not None and (after.gap != NEXT or _is_marked(after) or bool(_OPENING.match(even(after.text))))
    return parted and len(text) < 250 and text[-1] not in ".:;,!?" and not mark(text) and not _OPENING.match(even(text))


def _after_sent_to(found: list[Line], i: int) -> int:
    """Past 'Kính gửi' and the list after it, whose last entry ends with a full stop, or which a blank line ends."""
    listed = i + 1 < len(found) and found[i + 1].text.startswith(("-", "+", "•"))
    i += 1
    while i < len(found) and not found[i - 1].text.endswith("."):
        line = found[i]
        dash = line.text.startswith(("-", "+", "•"))
        if not dash and (line.gap != NEXT or _is_marked(line) or (not listed and _OPENING.match(even(line.text)))):
            break
        listed = listed or dash
        i += 1
    return i


def _unfold_head(head: list[Line]) -> list[Line]:
    """The letterhead with its two columns put one after the other; what follows the last such line stays as it is."""
    sides = [i for i, line in enumerate(head[:20]) if side_by_side(line)]
    if not sides:
        return head
    return head[: sides[0]] + unfold(head[sides[0] : sides[-1] + 1]) + head[sides[-1] + 1 :]


def _place_head(head: list[Line]) -> list[tuple[str, Line]]:
    placed, zone = [], LETTERHEAD
    titled = any(title_line(line) for line in head)
    for line in head:
        low = even(line.text)
        if zone == SUBJECT and not titled and (in_capitals(line.text) or DATE_LINE.fullmatch(low)):
            zone = LETTERHEAD  # the right column of a letter, told after its left one
        if fold(low[:12]).startswith("kinhgui"):
            zone = SENT_TO
        elif zone == LETTERHEAD and title_line(line):
            zone = TITLE
        elif (zone == TITLE and not in_capitals(line.text)) or (zone == LETTERHEAD and placed and _ABOUT.match(low)):
            zone = SUBJECT
        aside = zone == SUBJECT and (NUMBER_LINE.match(low) or DATE_LINE.fullmatch(low) or low.startswith("dự thảo"))
        placed.append((LETTERHEAD if aside and not starts_small(line.text) else zone, line))
    return placed


def _behind(found: list[Line], foot: int) -> int:
    """The index of the first line behind the signature: an appendix, a table of tasks, or the head of another paper."""
    clear = (i for i in range(foot + 1, len(found)) if found[i].row or _APPENDIX.match(found[i].text) or _begins_another(found[i]))
    back = next(clear, len(found))
    if back < len(found) and _begins_another(found[back]):
        while (
            back > foot + 1 and in_capitals(found[back - 1].text) and found[back].gap != PAGE and not AUTHORITY.match(found[back - 1].text)
        ):
            back -= 1
    return back


def _begins_another(line: Line) -> bool:
    low = even(line.text[:60])
    if low.startswith(("đảng cộng sản việt nam", "cộng hòa xã hội")) or "   đảng cộng sản việt nam" in even(line.raw):
        return True
    return title_line(line) and in_capitals(line.text) and is_name(line.text)


def _place_behind(lines: list[Line]) -> list[tuple[str, Line]]:
    placed, zone = [], APPENDIX
    for i, line in enumerate(lines):
        anew = not line.row and not _APPENDIX.match(line.text) if i == 0 else _begins_another(line) and not title_line(line)
        zone = OTHER if anew else zone
        placed.append((ROW if line.row and zone == APPENDIX else zone, line))
    return placed


def _foot_start(found: list[Line], head: int) -> int:
    """The index of 'Nơi nhận', or of the signature where that comes first or alone."""
    for i in range(head, len(found)):
        text = found[i].text
        if fold(text[:12]).startswith("noinhan") or (AUTHORITY.match(text) and in_capitals(text) and len(text) < 120):
            return i
    end = len(found)
    while end > max(head, len(found) - 4) and len(found[end - 1].text) < 60 and not mark(found[end - 1].text):
        end -= 1
        if in_capitals(found[end].text) and (end == head or not in_capitals(found[end - 1].text)):
            return end
    return len(found)
