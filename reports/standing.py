"""How a row of a report stands, in the words of a Party paper. Pure; always Vietnamese."""

from reports.figures import DECLINED, IN_TIME, LATE, ON_TIME, OVERDUE
from reports.wording import STANDS
from units import words


def stands(row):
    """'quá hạn 23 ngày', 'chưa tiếp nhận, chưa có hạn', 'đang thực hiện': the column in which a row counts, and what else is known of it."""
    if row.category == OVERDUE:
        told = [f"quá hạn {words.number(row.days_late)} ngày", "chưa tiếp nhận" if row.state == "assigned" else ""]
    elif row.category == IN_TIME:
        told = ["chưa tiếp nhận" if row.state == "assigned" else "đang thực hiện", "" if row.due_on else "chưa có hạn"]
    elif row.category in (ON_TIME, LATE) and row.done_on:
        told = [f"{STANDS[row.category]} (ngày {words.day(row.done_on)})"]
    else:
        told = [STANDS[row.category]]
    return ", ".join(word for word in told if word)


def wants(row):
    """What a row's unit waits for: 'trả lại việc', 'lùi hạn đến 15/7/2024', 'lùi hạn'."""
    if row.category == DECLINED:
        return "trả lại việc"
    return f"lùi hạn đến {words.day(row.wanted_on)}" if row.wanted_on else "lùi hạn"


def measured(row, measure):
    """'5/10 chi bộ', '3 mô hình', '' where nothing is measured, 'chưa báo' where nobody told."""
    if measure is None:
        return ""
    if row.value is None:
        return "chưa báo"
    whole = f"/{words.number(row.out_of)}" if row.out_of is not None else ""
    return f"{words.number(row.value)}{whole} {measure.unit}".strip()
