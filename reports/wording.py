"""The words that the Word file and the sheet share: names of columns, of how a row stands, of parts and of sheets. Always Vietnamese. Pure."""

import re

from reports import figures
from reports.narrative import Sentence, whom
from units import words

COLUMNS = {  # figures of a line, by their names in ``figures.COLUMNS``
    "assigned": "Được giao",
    "done": "Hoàn thành",
    "on_time": "Hoàn thành đúng hạn",
    "late": "Hoàn thành quá hạn",
    "waiting": "Chờ xác nhận",
    "in_time": "Đang làm, trong hạn",
    "not_received": "Chưa tiếp nhận",
    "no_date": "Chưa có hạn",
    "overdue": "Quá hạn",
    "declined": "Đơn vị trả lại",
    "withdrawn": "Thu hồi",
}
DONE_SHARE = "Tỷ lệ hoàn thành"
STANDS = {  # the one column in which a row is counted, in running text
    figures.ON_TIME: "hoàn thành đúng hạn",
    figures.LATE: "hoàn thành quá hạn",
    figures.WAITING: "chờ xác nhận",
    figures.IN_TIME: "đang làm, trong hạn",
    figures.OVERDUE: "quá hạn",
    figures.DECLINED: "đơn vị trả lại",
    figures.WITHDRAWN: "đã thu hồi",
}
PARTS = {  # parts of the text, by the names that sentences carry
    "summary": "Kết quả chung",
    "provisions": "Theo từng nội dung",
    "classes": "Theo khối, đơn vị",
    "measures": "Chỉ tiêu",
    "overdue": "Việc quá hạn",
    "requests": "Đề nghị của đơn vị",
    "silent": "Đơn vị chưa có thông tin",
    "findings": "Hạn chế, nguyên nhân nêu trong văn bản và việc khắc phục",
    "late_entries": "Ghi sau",
    "recommendations": "Kiến nghị, đề xuất",
}
SHEETS = {
    "figures": "Số liệu",
    "measures": "Chỉ tiêu",
    "rows": "Từng việc",
    "overdue": "Quá hạn",
    "silent": "Đơn vị chưa có thông tin",
    "late_entries": "Ghi sau",
    "sentences": "Lời văn",
}
NOTHING = {  # what is said where there is nothing to list
    "documents": "Đến thời điểm này chưa có văn bản nào có hiệu lực để theo dõi.",
    "summary": "Không có nhận xét chung.",
    "provisions": "Không có nội dung nào để theo dõi trong kỳ báo cáo.",
    "classes": "Trong kỳ báo cáo không có đơn vị nào có việc được tính.",
    "measures": "Không có việc nào trong kỳ đặt chỉ tiêu bằng số.",
    "rows": "Trong kỳ báo cáo không có việc nào được tính.",
    "overdue": "Không có việc nào quá hạn.",
    "requests": "Không có đề nghị nào của đơn vị đang chờ quyết định.",
    "silent": f"Không có đơn vị, cá nhân nào từ {figures.SILENT_DAYS} ngày trở lên chưa có thông tin về việc đang làm.",
    "findings": "Văn bản không nêu hạn chế, nguyên nhân nào để theo dõi việc khắc phục.",
    "late_entries": "Không có tin tức nào về kỳ báo cáo được ghi sau thời điểm lấy số liệu.",
    "sentences": "Báo cáo này không có lời văn.",
    "recommendations": "Không có kiến nghị, đề xuất.",
}
NOTES = {  # how a table is to be read, sentence by sentence
    "sums": (
        "Được giao = hoàn thành đúng hạn + hoàn thành quá hạn + chờ xác nhận + đang làm, trong hạn + quá hạn + đơn vị trả lại.",
        "“Chưa tiếp nhận” và “chưa có hạn” là hai phần của cột đang làm, trong hạn.",
        "Việc thu hồi không tính vào tổng số.",
    ),
    "measures": (
        "“Đã báo số liệu”: số việc có số liệu trên số việc được giao.",
        "Tỷ lệ được tính lại từ tổng của tử và mẫu, không lấy trung bình các tỷ lệ.",
        "Chỉ tiêu đặt bằng phần trăm thì cột kết quả là tỷ lệ đã đạt.",
    ),
    "late_entries": (
        "Những tin tức dưới đây nói về kỳ báo cáo nhưng được ghi sau thời điểm lấy số liệu;"
        " chúng không làm thay đổi số liệu của báo cáo này.",
    ),
}
DEMONSTRATION = "(Số liệu minh họa, không phải số liệu thật)"
BLANK = "\u2002"  # the width of a figure that the registry fills in
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")


def printable(text):
    """The text without what XML 1.0 cannot hold (NUL, control characters, halves of letters) and without DEL and C1 controls; tabs stay.

    Line ends of any system become one line feed. Source: XML 1.0, section 2.2.
    """
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


def whose(contents):
    """'phần việc của khối Mặt trận và đoàn thể': whose work it is about, '' for all of the committee's."""
    return f"phần việc của {contents.scope}" if contents.scope else ""


def subject(contents):
    """'Kết luận … của Huyện ủy Bình Sơn', with whose part of the work it is where that is not all."""
    return ", ".join(filter(None, (contents.subject, whose(contents))))


def title(contents):
    """'kết quả thực hiện Kết luận … của Huyện ủy Bình Sơn', and whose part of the work."""
    return f"kết quả thực hiện {subject(contents)}"


def doers(number, kind):
    """'2 đơn vị', '1.200 cá nhân': how many of a class there are."""
    return f"{words.number(number)} {whom([kind])}"


def days(contents):
    """' (từ ngày 01/4/2024 đến ngày 30/6/2024)' behind a period that has a name, else ''."""
    found = contents.figures
    return f" (từ ngày {words.day(found.period_start)} đến ngày {words.day(found.period_end)})" if contents.is_named else ""


def paper_number(contents):
    """'05-BC/BTGHU': two figures at least, blanks where the registry fills them in."""
    return f"{contents.number.zfill(2) if contents.number else BLANK * 4}-{contents.head.symbol}"


def paper_day(contents):
    """'ngày 05 tháng 7 năm 2024', with blanks before the day is known."""
    return words.long_day(contents.day) if contents.day else f"ngày{BLANK * 3}tháng{BLANK * 3}năm {contents.year}"


def parts_of(row):
    """What else is known of how a row stands: 'chưa tiếp nhận, chưa có hạn', 'sắp đến hạn', or ''. Work is not received as in rule 5."""
    if row.category != figures.IN_TIME:
        return ""
    told = (
        (row.state == "assigned", "chưa tiếp nhận"),
        (row.due_on is None, "chưa có hạn"),
        (row.standing == "due_soon", "sắp đến hạn"),
    )
    return ", ".join(text for holds, text in told if holds)


def standing(row):
    """'quá hạn 12 ngày', 'đang làm, trong hạn (chưa tiếp nhận)': how a row stands, whole."""
    late = f" {words.number(row.days_late)} ngày" if row.category == figures.OVERDUE else ""
    parts = f" ({parts_of(row)})" if parts_of(row) else ""
    return f"{STANDS[row.category]}{late}{parts}"


def task_stands(counts):
    """'giao 3, hoàn thành 1 (33%), quá hạn 2.': how a task stands in the period, only what is not zero.

    Without work in the period it does not say that none was given: that may have been done before, or be others'.
    """
    if not counts.assigned:
        return f"đã thu hồi {words.number(counts.withdrawn)}, không còn việc trong kỳ." if counts.withdrawn else "không có việc trong kỳ."
    told = [f"giao {words.number(counts.assigned)}", f"hoàn thành {words.number(counts.done)} ({counts.done_share}%)"]
    also = (("waiting", "chờ xác nhận"), ("in_time", "đang làm"), ("overdue", "quá hạn"), ("declined", "đơn vị trả lại"))
    told += [f"{text} {words.number(getattr(counts, column))}" for column, text in also if getattr(counts, column)]
    return f"{', '.join(told)}."


def finding_kind(finding):
    """'Nguyên nhân' or 'Hạn chế'."""
    return "Nguyên nhân" if finding.kind == "cause" else "Hạn chế"


def no_sum(line):
    """Why a measure has no sum: nobody reported, or it does not add up over units; '' where it has one (rule 8)."""
    if not line.reported:
        return "chưa có số liệu"
    return "không cộng gộp" if line.value is None else ""


def part_name(sentence: Sentence):
    """The part of a sentence, in words."""
    return PARTS.get(sentence.part, sentence.part)


def sheet(name):
    """'trang “Từng việc” của tệp XLSX'."""
    return f"trang “{SHEETS[name]}” của tệp XLSX"
