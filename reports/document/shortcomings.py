"""Parts II and III of the text: what is late, asked for, silent, found wanting or recorded late, and what is recommended."""

from reports import wording
from reports.document.blocks import Column, Group
from reports.document.results import say
from units import words

OVERDUE = (
    Column("Mã", 21),
    Column("Nhiệm vụ", 54),
    Column("Thời hạn", 20, "TableDate"),
    Column("Quá hạn (ngày)", 15, "TableCount"),
    Column("Khó khăn, vướng mắc do đơn vị nêu", 55),
)
REQUESTS = (Column("Mã", 21), Column("Đơn vị, cá nhân", 40), Column("Nhiệm vụ", 46), Column("Đề nghị", 58))
SILENT = (
    Column("Đơn vị, cá nhân", 81),
    Column("Có thông tin gần nhất ngày", 30, "TableDate"),
    Column("Số ngày chưa có thông tin", 28, "TableCount"),
    Column("Số việc đang làm", 26, "TableCount"),
)
FINDINGS = (Column("Hạn chế, nguyên nhân nêu trong văn bản", 82.5), Column("Việc khắc phục và tình hình thực hiện", 82.5))
LATE_ENTRIES = (
    Column("Mã", 21),
    Column("Đơn vị, cá nhân", 40),
    Column("Ngày làm", 20, "TableDate"),
    Column("Ghi ngày", 20, "TableDate"),
    Column("Nội dung", 64),
)


def write(writer, contents):
    """Parts II and III."""
    found = contents.figures
    writer.heading("II. Hạn chế, khó khăn", 1)
    tables = (
        ("overdue", OVERDUE, found.overdue, overdue, "overdue"),
        ("requests", REQUESTS, found.requests, requests, "rows"),
        ("silent", SILENT, found.silent, silent, "silent"),
        ("findings", FINDINGS, found.findings, findings, "figures"),
        ("late_entries", LATE_ENTRIES, found.late_entries, late_entries, "late_entries"),
    )
    for n, (part, columns, there, lines, sheet) in enumerate(tables, 1):
        writer.heading(f"{n}. {wording.PARTS[part]}", 2)
        if there and part in wording.NOTES:
            writer.paragraph(" ".join(wording.NOTES[part]))
        say(writer, contents, part, nothing=not there)
        if there:
            writer.grid(columns, lines(found), sheet=sheet)
    writer.heading(f"III. {wording.PARTS['recommendations']}", 1)
    say(writer, contents, "recommendations", nothing=True)


def overdue(found):
    for n, unit in enumerate(found.overdue, 1):
        yield Group(f"{n}. {words.shorten(unit.name, 200)}: {words.number(len(unit.rows))} việc")
        for row, task in unit.rows:
            said = words.shorten(row.obstacles, 2000) or (("không nêu", "i"),)
            yield row.code, words.shorten(task.title, 300), words.day(row.due_on), words.number(row.days_late), said


def requests(found):
    for row in found.requests:
        _provision, task = found.by_task[row.task]
        yield row.code, words.shorten(row.unit_name, 200), words.shorten(task.title, 300), wanted(row)


def wanted(row):
    """'Xin lùi hạn đến ngày 15/7/2024: …' or 'Trả lại việc: …', with the unit's own words."""
    asked = "Trả lại việc" if row.state == "declined" else "Xin lùi hạn"
    until = f" đến ngày {words.day(row.wanted_on)}" if row.wanted_on else ""
    said = words.shorten(row.request, 2000)
    return ((f"{asked}{until}", "b"), (f": {said}" if said else ".", ""))


def silent(found):
    for one in found.silent:
        yield words.shorten(one.name, 200), words.day(one.since), words.number(one.days), words.number(one.open)


def findings(found):
    for line in found.findings:
        tasks = "\n".join(f"- {words.shorten(under.task.title, 300)}: {wording.task_stands(under.counts)}" for under in line.tasks)
        told = ((f"{wording.finding_kind(line.finding)}: ", "b"), (words.shorten(line.finding.text, 2000), ""))
        yield told, tasks or (("chưa có việc", "i"),)


def late_entries(found):
    for one in found.late_entries:
        yield (
            one.code,
            words.shorten(one.unit_name, 200),
            words.day(one.happened_on),
            words.day(one.recorded_on),
            words.shorten(one.text, 400),
        )
