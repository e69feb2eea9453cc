"""What a part of a paper is: an assessment, something to be done, or neither."""

import re

from .findings import turn
from .naming import STATES, doer, unit_at
from .sheet import Sheet
from .signs import after_step, introduces, only_a_heading, says_of_another, tells_contents
from .verbs import AGREES, DOES, FORBIDS
from .words import gettext_noop, loose

ASSESSMENTS = ("assessment", "shortcoming", "cause")
ORDERS = ("directive", "duty")

# Why a part is of its kind, and how sure that is.
_WHY = {
    "asked": ("high", gettext_noop("It asks a unit or a person to do something.")),
    "doer": ("high", gettext_noop("It begins with a unit or a person and with what they are to do.")),
    "heading": ("high", gettext_noop("The heading or the sentence over it announces what is to be done.")),
    "row": ("high", gettext_noop("A row of a table of tasks.")),
    "about": ("high", gettext_noop("It says who, when or with what, of the part above it.")),
    "section": ("high", gettext_noop("The heading of a section.")),
    "no_work": ("high", gettext_noop("The heading over it announces aims, figures, scope, terms or an agenda, nothing to be carried out.")),
    "assessed": ("high", gettext_noop("The heading over it announces an assessment.")),
    "turns": ("middle", gettext_noop("Its words turn to what is lacking, or to why.")),
    "must": ("middle", gettext_noop("It stands in an assessment, but says that somebody must do something.")),
    "verb": ("middle", gettext_noop("It begins with something to be done; no heading says so.")),
    "ahead": ("middle", gettext_noop("It speaks of the time to come; no heading says so.")),
    "part": ("middle", gettext_noop("It is a part of what stands over it, and of the same kind.")),
    "tells": ("middle", gettext_noop("It tells how things are; no heading says so.")),
    "agreed": ("middle", gettext_noop("It agrees or takes note, and asks nobody to do anything.")),
    "words": ("low", gettext_noop("Somewhere in it stand words of an order; no heading says so, and it does not begin with them.")),
    "nothing": ("low", gettext_noop("Nothing in it says that it is to be carried out, nor that it is not.")),
}
WHY = {name: sentence for name, (_, sentence) in _WHY.items()}

# What a heading announces, by the first of these words in it.
_ANNOUNCES = re.compile(
    r"\b(?:(?P<duty>tổ chức thực hiện|phân công|trách nhiệm)|"
    r"(?P<shortcoming>hạn chế|khuyết điểm|tồn tại|yếu kém|bất cập)|(?P<cause>nguyên nhân)|"
    r"(?P<assessment>kết quả|đánh giá|tình hình|ưu điểm|thực trạng|bối cảnh|thành tựu|bài học|đặc điểm)|"
    r"(?P<other>mục đích|mục tiêu|chỉ tiêu|quan điểm|phạm vi|đối tượng|giải thích từ ngữ|thành phần|nguyên tắc|phương châm|"
    r"thời gian, địa điểm|nội dung hội nghị|chương trình hội nghị|căn cứ pháp lý|yêu cầu(?! (?:các|ban|ủy|sở|đảng)))|"
    r"(?P<directive>nhiệm vụ|giải pháp|phương hướng|việc cần làm|nội dung (?:thực hiện|hoạt động)|các hoạt động))\b"
)
_HEADING = re.compile(r"(?:về |các |những |một số |nội dung |phần )*")
_ASKS = re.compile(loose(r"(?:giao|đề nghị|yêu cầu|phân công|kính đề nghị|đồng ý giao) "))
_ASKS_WITHIN = re.compile(
    loose(r"(?:(?<=[,;.] )|(?<=\())(?:giao|phân công) |(?<!đã )(?<!theo )(?<!kiến )(?<!được )(?<!bản )\b(?:đề nghị|yêu cầu) ")
)
_AHEAD = re.compile(
    loose(
        r"(?:(?:trong )?thời gian (?:tới|đến)|từ nay đến|để (?:thực hiện|khắc phục|tiếp tục|phát huy)|nhằm khắc phục)\b[^.;:()]{0,120}?, "
    )
)
_LEAD = re.compile(
    loose(
        r"(?:từ nay|sau khi|trước|trong|đến|hằng|định kỳ|vào|khi|đối với|trên cơ sở|để|nhằm|căn cứ|qua|cùng với|bên cạnh)\b[^,.;:()]{2,120}, |"
        r"(?:quý|tháng) [^,.;:()]{1,20}[:,] "
    )
)
_MUST = re.compile(r"(?:phải|cần|có trách nhiệm|chịu trách nhiệm)\b")
_TELLS = re.compile(r"\b(?:đã|được coi|thời gian qua|trong những năm qua|đạt được|tuy nhiên|còn hạn chế|là công cụ|là vấn đề)\b")
_REPORTS = re.compile(r"\b(?:mới|chỉ|đã|ước) đạt|\bso với cùng kỳ|\b(?:thấp|cao) hơn (?:bình quân|cùng kỳ|kế hoạch)")
_WANTS = re.compile(
    loose(r"\b(?:giao|đề nghị|yêu cầu|phải|cần|khẩn trương|chủ trì|phối hợp|trước ngày|tập trung|tăng cường|đẩy mạnh|chú ý|quan tâm)\b")
)


def sureness(why: str) -> str:
    """How sure a kind is that was given for this reason: one of result.SURE."""
    return _WHY[why][0]


def announced(heading: str, *, section: bool) -> str | None:
    """What a heading, in small letters, says that follows. An item's heading must begin with the word, a section's may hold it."""
    if section:
        match = _ANNOUNCES.search(heading)
        if match and match.lastgroup == "other" and re.search(r"nhiệm vụ|giải pháp", heading):
            return None  # aims and tasks under one heading: each item tells for itself
    else:
        match = _ANNOUNCES.match(heading, _HEADING.match(heading).end())
    return match.lastgroup if match else None


def heading_of(sheet: Sheet, start: int, end: int) -> str:
    """The words before a colon, or a short text without a full stop: what may be a heading. Else ''."""
    low = sheet.low[start:end]
    colon = low.find(":", 0, 150)
    if colon > 0:
        return low[:colon]
    return low if len(low) < 200 and not low.endswith((".", ";")) else ""


def kind_of(sheet: Sheet, start: int, end: int, *, context: str | None, above: str | None) -> tuple[str, str]:
    """The kind of a part with a mark of its own, and why: a name of WHY.

    ``context`` is what the headings over it announce, ``above`` the kind of the part it is in.
    """
    start = after_step(sheet, start, end)
    low, does = sheet.low, _names_a_doer(sheet, start, end, context)
    if says_of_another(sheet, start, end) or only_a_heading(sheet, start, end):
        return "other", "about" if says_of_another(sheet, start, end) else "section"
    if _asks_a_unit(sheet, start):
        return "duty", "asked"
    if context == "other" or tells_contents(sheet, start, end):
        return "other", "no_work"
    if context in ASSESSMENTS:
        return _in_assessment(low[start:end], does, context)
    if does is not None:
        return "duty", "doer"
    return _in_context(low, start, end, context, above) if context else _on_its_own(low, start, end, above)


def _in_assessment(low: str, does: str | None, context: str) -> tuple[str, str]:
    if does and _MUST.match(does):
        return "duty", "must"
    turns = turn(low)
    return (turns, "turns") if turns else (context, "assessed")


def _names_a_doer(sheet: Sheet, start: int, end: int, context: str | None) -> str | None:
    """The word of what the unit at the beginning shall do; '' for a heading that is a unit's name, None where there is no such unit."""
    told = doer(sheet, start, end)
    if not told or STATES.match(told[1]):
        return None
    if told[1] == "" and context not in ORDERS and (context or sheet.text[end - 1] != ":"):
        return None
    return told[1]


def _asks_a_unit(sheet: Sheet, start: int) -> bool:
    match = _ASKS.match(sheet.low, start)
    return bool(match) and unit_at(sheet, match.end())


def _in_context(low: str, start: int, end: int, context: str, above: str | None) -> tuple[str, str]:
    if context == "directive" or above in ORDERS:
        return ("duty" if above == "duty" else "directive"), ("part" if above in ORDERS else "heading")
    if _begins_to_order(low, start, end):
        return "directive", "verb"
    return ("directive", "words") if _WANTS.search(low, start, end) else ("other", "nothing")


def _on_its_own(low: str, start: int, end: int, above: str | None) -> tuple[str, str]:
    """With no heading to go by, the words decide; parts of an order are orders."""
    if above in ORDERS:
        return above, "part"
    if AGREES.match(low, start):
        return ("directive", "words") if _ASKS_WITHIN.search(low, start, end) else ("other", "agreed")
    if _begins_to_order(low, start, end) and not _REPORTS.search(low, start, end):
        return "directive", "verb"
    turns = turn(low[start:end])
    if (turns or _TELLS.search(low, start, end) or _REPORTS.search(low, start, end)) and not _ASKS_WITHIN.search(low, start, end):
        return turns or "assessment", "turns" if turns else "tells"
    if _WANTS.search(low, start, end):
        return "directive", "words"
    return (above, "part") if above else ("other", "nothing")


def _begins_to_order(low: str, start: int, end: int) -> bool:
    """'Rà soát …', 'Không để …', also after words that say when or why: 'Từ nay đến Tết, huy động …'."""
    if DOES.match(low, start, end) or FORBIDS.match(low, start, end):
        return True
    lead = _LEAD.match(low, start, end)
    return bool(lead) and bool(DOES.match(low, lead.end(), end))


def asks_within(sheet: Sheet, start: int, end: int) -> bool:
    """Whether somewhere in the words a unit is asked for something."""
    return any(unit_at(sheet, match.end()) for match in _ASKS_WITHIN.finditer(sheet.low, start, end))


def gives_order(sheet: Sheet, start: int, end: int, context: str | None) -> bool:
    """Whether a paragraph without a mark tells somebody to do something."""
    low = sheet.low
    if low[start] == "(" or introduces(sheet, start, end):
        return False
    if _asks_a_unit(sheet, start):
        return True
    if does := _names_a_doer(sheet, start, end, None):
        return context not in ASSESSMENTS or bool(_MUST.match(does))
    if context in ASSESSMENTS or context == "other":
        ahead = _AHEAD.match(low, start, end)
        return bool(ahead and (_names_a_doer(sheet, ahead.end(), end, None) or DOES.match(low, ahead.end(), end)))
    if context in ORDERS and DOES.match(low, start, end):
        return True
    return asks_within(sheet, start, end)
