"""What a part of a paper is: an assessment, something to be done, or neither."""

import re

from .carriers import names_carriers
from .findings import turn
from .naming import STATES, doer, unit_at
from .sheet import Sheet
from .words import any_of

ASSESSMENTS = ("assessment", "shortcoming", "cause")
ORDERS = ("directive", "duty")

# What a heading announces, by the first of these words in it.
_ANNOUNCES = re.compile(
    r"\b(?:(?P<duty>tổ chức thực hiện|phân công|trách nhiệm)|"
    r"(?P<shortcoming>hạn chế|khuyết điểm|tồn tại|yếu kém|bất cập)|(?P<cause>nguyên nhân)|"
    r"(?P<assessment>kết quả|đánh giá|tình hình|ưu điểm|thực trạng|bối cảnh|thành tựu|bài học|đặc điểm)|"
    r"(?P<other>mục đích|mục tiêu|chỉ tiêu|quan điểm|phạm vi|đối tượng|giải thích từ ngữ|thành phần|nguyên tắc|phương châm|"
    r"thời gian, địa điểm|nội dung hội nghị|chương trình hội nghị|căn cứ pháp lý|yêu cầu(?! (?:các|ban|ủy|sở|đảng)))|"
    r"(?P<directive>nhiệm vụ|giải pháp|phương hướng|việc cần làm|nội dung thực hiện))\b"
)
_HEADING = re.compile(r"(?:về |các |những |một số |nội dung |phần )*")
_SAYS_WHEN = re.compile(r"(?:[-–+] ?)?(?:thời (?:gian|hạn)|hạn (?:hoàn thành|cuối)|tiến độ)[^:]{0,30}: ?\S")
_SAYS_WHAT = re.compile(r"(?:[-–+] ?)?(?:sản phẩm|kết quả đầu ra|kinh phí|địa điểm|thành phần|ghi chú)[^:]{0,30}: ?\S")
_ASKS = re.compile(r"(?:giao|đề nghị|yêu cầu|phân công|kính đề nghị|đồng ý giao) ")
_ASKS_WITHIN = re.compile(
    r"(?:(?<=[,;.] )|(?<=\())(?:giao|phân công) |(?<!đã )(?<!theo )(?<!kiến )(?<!được )(?<!bản )\b(?:đề nghị|yêu cầu) "
)
_MUST = re.compile(r"(?:phải|cần|có trách nhiệm|chịu trách nhiệm)\b")
_AGREES = re.compile(r"(?:thống nhất|cơ bản thống nhất|đồng ý|nhất trí|thông qua|ghi nhận|biểu dương|đánh giá cao|cho ý kiến)\b")
_TELLS = re.compile(r"\b(?:đã|được coi|thời gian qua|trong những năm qua|đạt được|tuy nhiên|còn hạn chế|là công cụ|là vấn đề)\b")
_WANTS = re.compile(
    r"\b(?:giao|đề nghị|yêu cầu|phải|cần|khẩn trương|chủ trì|phối hợp|trước ngày|tập trung|tăng cường|đẩy mạnh|chú ý|quan tâm)\b"
)
_FORMULA = re.compile(
    r"[^.]{0,80}\bthông báo (?:để|đến)[^.]{0,80}\bbiết\b|"
    r"(?:\w+ ){1,4}này (?:được )?(?:phổ biến|có hiệu lực|thay thế|gồm|công bố)\b"
)
_LIST_FOLLOWS = re.compile(r"(?:sau|sau đây|dưới đây) ?:$")
# Verbs that an order without a subject begins with.
_DOES = re.compile(
    any_of("""
    tăng cường, tiếp tục, đẩy mạnh, tập trung, thực hiện, triển khai, tổ chức, xây dựng, nâng cao, chỉ đạo, lãnh đạo, chủ động, phát huy,
    rà soát, hoàn thiện, quán triệt, khẩn trương, kịp thời, kiểm tra, giám sát, bảo đảm, đảm bảo, đổi mới, quan tâm, chú trọng, phối hợp,
    thường xuyên, nghiên cứu, ban hành, bố trí, duy trì, mở rộng, khắc phục, chấn chỉnh, xử lý, gắn, kết hợp, làm tốt, coi trọng, tạo, đưa,
    ưu tiên, huy động, tham mưu, hướng dẫn, theo dõi, đôn đốc, báo cáo, sơ kết, tổng kết, nhân rộng, cụ thể hóa, củng cố, kiện toàn,
    bồi dưỡng, đào tạo, phân công, phấn đấu, hoàn thành, giải quyết, thúc đẩy, khuyến khích, không ngừng, nghiêm túc, chấp hành, thống kê,
    lập, trình, ứng dụng, phát triển, bảo tồn, phục hồi, chuyển đổi, kiểm soát, định kỳ, đầu tư, hỗ trợ, vận động, tuyên truyền, cần, phải,
    hằng năm, hằng quý, hằng tháng, căn cứ, chuẩn bị, tháo gỡ, siết chặt, đấu tranh, phòng ngừa, ngăn chặn, giữ vững, khơi dậy, cải thiện,
    cải cách
    """)
    + r"\b"
)


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


def kind_of(sheet: Sheet, start: int, end: int, *, context: str | None, above: str | None) -> str:
    """The kind of a part with a mark of its own.

    ``context`` is what the headings over it announce, ``above`` the kind of the part it is in.
    """
    low, does = sheet.low, _names_a_doer(sheet, start, end, context)
    if says_of_another(sheet, start, end):
        return "other"
    if _asks_a_unit(sheet, start):
        return "duty"
    if context == "other":
        return "other"
    if context in ASSESSMENTS:
        return "duty" if does and _MUST.match(does) else turn(low[start:end]) or context
    if does is not None:
        return "duty"
    return _in_context(low, start, end, context, above) if context else _on_its_own(low, start, end, above)


def _names_a_doer(sheet: Sheet, start: int, end: int, context: str | None) -> str | None:
    """The word of what the unit at the beginning shall do; '' for a heading that is a unit's name, None where there is no such unit."""
    told = doer(sheet, start, end)
    if not told or STATES.match(told[1]) or (told[1] == "" and context not in ORDERS):
        return None
    return told[1]


def _asks_a_unit(sheet: Sheet, start: int) -> bool:
    match = _ASKS.match(sheet.low, start)
    return bool(match) and unit_at(sheet, match.end())


def _in_context(low: str, start: int, end: int, context: str, above: str | None) -> str:
    if context == "directive" or above in ORDERS:
        return "duty" if above == "duty" else "directive"
    return "directive" if _DOES.match(low, start) or _WANTS.search(low, start, end) else "other"


def _on_its_own(low: str, start: int, end: int, above: str | None) -> str:
    """With no heading to go by, the words decide; parts of an order are orders."""
    if above in ORDERS:
        return above
    if _AGREES.match(low, start):
        return "directive" if _ASKS_WITHIN.search(low, start, end) else "other"
    if _DOES.match(low, start):
        return "directive"
    if _TELLS.search(low, start, end) and not _ASKS_WITHIN.search(low, start, end):
        return "assessment"
    return "directive" if _WANTS.search(low, start, end) else above or "other"


def says_of_another(sheet: Sheet, start: int, end: int) -> bool:
    """A line that gives the carrier, the time or the product of the part above it."""
    return names_carriers(sheet, start, end) or says_when(sheet, start) or bool(_SAYS_WHAT.match(sheet.low, start))


def says_when(sheet: Sheet, start: int) -> bool:
    return bool(_SAYS_WHEN.match(sheet.low, start))


def is_formula(sheet: Sheet, start: int, end: int) -> bool:
    """Words that close a paper and oblige nobody in particular: who shall hear of it, from when it holds."""
    return bool(_FORMULA.match(sheet.low, start, end))


def introduces(sheet: Sheet, start: int, end: int) -> bool:
    """A sentence that only stands before a list: '… một số nội dung sau:'."""
    return bool(_LIST_FOLLOWS.search(sheet.low[max(start, end - 12) : end]))


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
        return False
    if context in ORDERS and _DOES.match(low, start, end):
        return True
    return any(unit_at(sheet, match.end()) for match in _ASKS_WITHIN.finditer(low, start, end))
