"""The appendix: every row that is counted, under its provision, on pages that lie and have numbers of their own."""

from itertools import count

from reports import counting_rules, wording
from reports.document.blocks import Column, Group
from units import words

ROWS = (
    Column("TT", 10, "TableCount"),
    Column("Mã", 21),
    Column("Nhiệm vụ", 50),
    Column("Đơn vị, cá nhân", 38),
    Column("Thời hạn", 20, "TableDate"),
    Column("Hoàn thành ngày", 20, "TableDate"),
    Column("Tình trạng", 33),
    Column("Tiến độ", 13, "TableCount"),
    Column("Số liệu", 17, "TableCount"),
    Column("Khó khăn, vướng mắc", 30),
)


def write(writer, contents):
    """The appendix, in the section that has been turned for it: the rows, then how they are counted."""
    found = contents.figures
    day = f", {wording.paper_day(contents)}"
    writer.paragraph((("PHỤ LỤC", "b"),), "Letterhead", keep=True)
    writer.paragraph("Danh mục việc được theo dõi", "Subject", keep=True)
    told = f"(Kèm theo Báo cáo số {wording.paper_number(contents)}{day} của {contents.head.name})"
    writer.paragraph(((told, "i"),), "Letterhead", keep=True)
    writer.paragraph("-----", "Letterhead")
    if contents.rows_left_out:
        writer.paragraph(
            f"Báo cáo này tính {words.number(contents.rows_left_out)} việc, nhiều hơn mức in trên giấy nên không liệt kê ở đây. "
            f"Danh mục đầy đủ ở {wording.sheet('rows')}."
        )
    elif found.rows:
        writer.grid(ROWS, rows(found), sheet="rows")
    else:
        writer.paragraph(wording.NOTHING["rows"])
    writer.heading(counting_rules.TITLE, 2)
    for number, rule in enumerate(counting_rules.RULES, 1):
        writer.paragraph(f"{number}. {rule}", "Rule")


def rows(found):
    """Every row under its provision, in the order of the documents and then of its code."""
    under = {line.provision.id: [] for line in found.provisions}
    for row in found.rows:
        provision, task = found.by_task[row.task]
        under[provision.id].append((row, task))
    number, several = count(1), len(found.documents) > 1
    for line in found.provisions:
        of = line.provision
        if under[of.id]:
            yield Group(
                f"{of.document}, {of.label}. {words.shorten(of.text, 160)}" if several else f"{of.label}. {words.shorten(of.text, 160)}"
            )
        for row, task in under[of.id]:
            yield (
                words.number(next(number)), row.code, words.shorten(task.title, 300), words.shorten(row.unit_name, 200), day(row.due_on),
                day(row.done_on), wording.standing(row), f"{row.percent}%", measured(row), words.shorten(row.obstacles, 2000),
            )  # fmt: skip


def day(of):
    """'' for no day."""
    return words.day(of) if of else ""


def measured(row):
    """'12/30', '7,5', or ''."""
    return f"{words.number(row.value)}/{words.number(row.out_of)}" if row.out_of is not None else words.number(row.value)
