"""Tables of tasks, written as Markdown rows with a header: which columns say what, whom and when."""

import re
from itertools import pairwise

from .words import even

_STROKE = re.compile(r"(?<!\\)\|")
_RULE = frozenset("|:- ")
# What a column holds, by the first of these that its heading says.
_ROLES = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("number", r"(?:stt|tt|số tt|số thứ tự|#)$"),
        ("about", r"sản phẩm|kết quả|ghi chú|kinh phí|căn cứ|địa điểm|đơn vị tính|mục tiêu|chỉ tiêu"),
        ("time", r"thời (?:gian|hạn|điểm)|tiến độ|hạn (?:hoàn|báo|cuối)|ngày (?:hoàn|báo)|hoàn thành|lộ trình"),
        ("support", r"phối hợp|tham gia"),
        ("watch", r"(?:cá nhân|đồng chí|lãnh đạo|người|ủy viên).*(?:chỉ đạo|theo dõi|đôn đốc|giám sát|kiểm tra)|theo dõi|đôn đốc"),
        ("lead", r"chủ trì|thực hiện$|phụ trách|đơn vị|cơ quan|trách nhiệm|cá nhân|đồng chí|người (?:làm|thực hiện)|phân công|tham mưu"),
        ("task", r"nội dung|nhiệm vụ|công việc|đầu việc|tên việc|việc|hoạt động"),
    )
)
_TASK_FIRST = re.compile(r"(?:nội dung|nhiệm vụ|công việc|tên (?:nhiệm vụ|công việc|việc)|đầu việc|các nhiệm vụ)")


def is_row(raw: str) -> bool:
    return raw.lstrip().startswith("|")


def is_rule(raw: str) -> bool:
    return _RULE.issuperset(raw.strip())


def cells(row: str) -> list[tuple[int, int]]:
    """The places of the words of each cell in a row; an empty cell is an empty place."""
    strokes = [match.start() for match in _STROKE.finditer(row)]
    if not strokes or row[strokes[-1] + 1 :].strip():
        strokes.append(len(row))
    found = []
    for left, right in pairwise(strokes):
        a, b = left + 1, right
        while a < b and row[a] == " ":
            a += 1
        while b > a and row[b - 1] == " ":
            b -= 1
        found.append((a, b))
    return found


def roles(row: str) -> dict[str, list[int]] | None:
    """The columns of a table of tasks by what they hold, if a row is its header: a task, and who or when."""
    found: dict[str, list[int]] = {}
    for i, (a, b) in enumerate(cells(row)):
        words = even(row[a:b]).strip(" .:()*")
        if len(words) > 120:
            return None
        first = "task" if _TASK_FIRST.match(words) else None
        role = first or next((role for role, pattern in _ROLES if pattern.search(words)), None)
        if role:
            found.setdefault(role, []).append(i)
    known = "task" in found and any(role in found for role in ("lead", "support", "watch", "time"))
    return found if known and len(cells(row)) > 2 else None
