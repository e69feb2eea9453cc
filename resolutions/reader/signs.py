"""What a line is by its words: one that speaks of the part above it, stands over a list, or only closes the paper."""

import re

from .carriers import names_carriers
from .sheet import Sheet
from .words import loose

_SAYS_WHEN = re.compile(loose(r"(?:[-–+] ?)?(?:thời (?:gian|hạn)|hạn (?:hoàn thành|cuối)|tiến độ)[^:]{0,30}: ?\S"))
_SAYS_WHAT = re.compile(loose(r"(?:[-–+] ?)?(?:sản phẩm|kết quả đầu ra|kinh phí|địa điểm|thành phần|ghi chú)[^:]{0,30}: ?\S"))
_FORMULA = re.compile(
    loose(
        r"[^.]{0,80}\bthông báo (?:để|đến)[^.]{0,80}\bbiết\b|"
        r"(?:\w+ ){1,4}này (?:được )?(?:phổ biến|có hiệu lực|thay thế|gồm|công bố)\b"
    )
)
_LIST_FOLLOWS = re.compile(r"(?:sau|sau đây|dưới đây) ?:$")
# A list of things rather than of work: what is forbidden, asked for or counted.
_LISTS_THINGS = re.compile(
    loose(r"\b(?:hành vi|trường hợp|đối tượng|tiêu chí|chỉ tiêu|thành phần|điều kiện|nguyên tắc|tiêu chuẩn)[^.;:]{0,30}:$")
)
_CONTAINS = re.compile(r"(?:các |những )?(?:nội dung|thành phần|hồ sơ|đề cương|bố cục)\b[^.;:]{0,60}\b(?:gồm|bao gồm)(?: có)? ?:")
_ORDERS_ALL = re.compile(
    loose(
        r"\b(?:yêu cầu|đề nghị|chỉ đạo|chỉ thị)(?: như sau)?:$|"
        r"\b(?:thực hiện|tập trung|làm tốt|triển khai|quan tâm|phải|cần)\b[^.;:]{0,80}\b(?:nhiệm vụ|nội dung|giải pháp|việc|công tác|vấn đề)\b[^.;:]{0,40}:$"
    )
)
# A heading over a list, also where it begins like an order: 'Tổ chức thực hiện', 'Năm 2026:'.
_ONLY_A_HEADING = re.compile(
    r"(?:công tác )?tổ chức (?:và triển khai )?thực hiện[:.]?|(?:(?:trong )?(?:năm|quý|tháng|giai đoạn) [\divx][\divx/ –-]{0,16}(?: năm \d{4})?):?"
)

# A heading that names a field of work: its list says what is to be done there.
_FIELD = re.compile(r"(?:về )?(?:các |những )?(?:công tác|phong trào|hoạt động|lĩnh vực|mặt công tác)\b[^.;]{0,150}")

_STEP = re.compile(r"(?:bước|đợt|giai đoạn) (?:\d{1,2}|[ivx]{1,4}|một|hai|ba|bốn)(?: ?\([^()]{1,80}\))? ?: ?")


def after_step(sheet: Sheet, start: int, end: int) -> int:
    """Where the words after 'Bước 1 (từ ngày … đến ngày …):' begin; ``start`` where there is no such step."""
    match = _STEP.match(sheet.low, start, end)
    return match.end() if match else start


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


def lists_things(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a part stands over a list of things: '… đối với các hành vi sau:', 'Nội dung báo cáo gồm:'."""
    return tells_contents(sheet, start, end) or bool(_LISTS_THINGS.search(sheet.low[max(start, end - 60) : end]))


def tells_contents(sheet: Sheet, start: int, end: int) -> bool:
    """'Nội dung báo cáo gồm:': what a thing is made of."""
    return bool(_CONTAINS.fullmatch(sheet.low, start, end))


def orders_all(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a sentence before a list says that all of it is to be done: '… yêu cầu:', '… tập trung thực hiện các nhiệm vụ sau:'."""
    return bool(_ORDERS_ALL.search(sheet.low[max(start, end - 160) : end]))


def names_a_field(sheet: Sheet, start: int, end: int) -> bool:
    """'Công tác thiếu nhi', 'Phong trào "Tuổi trẻ sáng tạo"': a name, with nothing that is to be done there."""
    return bool(_FIELD.fullmatch(sheet.low, start, end))


def only_a_heading(sheet: Sheet, start: int, end: int) -> bool:
    """'Tổ chức thực hiện', 'Năm 2026:': words that only stand over others, though they may begin like an order."""
    return bool(_ONLY_A_HEADING.fullmatch(sheet.low, start, end))
