"""Part I of the text: what was carried out, in all, by provision, by class and unit, and by measure."""

from reports import wording
from reports.document.blocks import Column, Group, Total
from reports.measures import counted, printed
from units import words

DONE, DOING = "Hoàn thành", "Đang làm, trong hạn"


def counts(width, *, parts):
    """The columns of figures. parts: whether 'in progress' is shown with its parts."""
    doing = [("tổng số", DOING), ("chưa tiếp nhận", DOING), ("chưa có hạn", DOING)] if parts else [(DOING, "")]
    heads = [
        ("Được giao", ""),
        ("đúng hạn", DONE),
        ("quá hạn", DONE),
        ("Chờ xác nhận", ""),
        *doing,
        ("Quá hạn", ""),
        ("Đơn vị trả lại", ""),
        ("Thu hồi", ""),
    ]
    return [Column(head, width, "TableCount", above) for head, above in heads]


PROVISIONS = (Column("Nội dung", 57), *counts(10.8, parts=True))
CLASSES = (
    Column("Khối đơn vị", 45),
    Column("Số đơn vị", 12, "TableCount"),
    *counts(12, parts=False),
    Column(wording.DONE_SHARE, 12, "TableCount"),
)
UNITS = (
    Column("Đơn vị, cá nhân", 53),
    *counts(11.2, parts=False),
    Column(wording.DONE_SHARE, 11.2, "TableCount"),
    Column("Lâu nhất (ngày)", 11.2, "TableCount"),
)
MEASURES = (
    Column("Nội dung, chỉ tiêu", 50),
    Column("Mức đặt ra", 30, "TableCount"),
    Column("Đã báo số liệu", 17, "TableCount"),
    Column("Kết quả", 30, "TableCount"),
    Column("Tỷ lệ đạt", 14, "TableCount"),
    Column("Kỳ trước", 24, "TableCount"),
)


def write(writer, contents):
    """The opening line and part I."""
    found, of = contents.figures, contents.head
    whose = f" {wording.whose(contents)}" if contents.scope else ""
    writer.paragraph(
        f"Thực hiện {contents.subject}, {of.name} báo cáo kết quả theo dõi, đôn đốc{whose} {contents.period}{wording.days(contents)}. "
        f"Số liệu tính đến {contents.instant}."
    )
    writer.heading("I. Kết quả thực hiện", 1)
    writer.heading(f"1. {wording.PARTS['summary']}", 2)
    if not found.documents:
        writer.paragraph(wording.NOTHING["documents"])
    say(writer, contents, "summary", nothing=bool(found.documents))
    writer.heading(f"2. {wording.PARTS['provisions']}", 2)
    if found.provisions:
        writer.grid(PROVISIONS, provisions(found), sheet="figures")
        writer.paragraph(" ".join(wording.NOTES["sums"]), "Note")
    say(writer, contents, "provisions", nothing=not found.provisions)
    writer.heading(f"3. {wording.PARTS['classes']}", 2)
    if found.classes:
        writer.grid(CLASSES, classes(found), sheet="figures")
        say(writer, contents, "classes")
        writer.paragraph("Số liệu của từng đơn vị, cá nhân:", keep=True)
        writer.grid(UNITS, doers(found), sheet="figures")
    else:
        say(writer, contents, "classes", nothing=True)
    writer.heading(f"4. {wording.PARTS['measures']}", 2)
    if counted(found):
        writer.grid(MEASURES, measures(contents), sheet="measures")
        writer.paragraph(" ".join(wording.NOTES["measures"]), "Note")
    say(writer, contents, "measures", nothing=not counted(found))


def say(writer, contents, part, *, nothing=False):
    """The sentences of a part, each a paragraph. nothing: say in words that there is nothing, where there are no sentences."""
    sentences = contents.part(part)
    for text in sentences or ([wording.NOTHING[part]] if nothing else []):
        writer.paragraph(text)


def cells(told, *, parts):
    """The figures of a line, in the order of ``counts``."""
    doing = (told.in_time, told.not_received, told.no_date) if parts else (told.in_time,)
    line = (told.assigned, told.on_time, told.late, told.waiting, *doing, told.overdue, told.declined, told.withdrawn)
    return tuple(words.number(value) for value in line)


def share(told):
    """'44%', or '' where nothing was assigned."""
    return f"{told.done_share}%" if told.assigned else ""


def provisions(found):
    for document in found.documents:
        if len(found.documents) > 1:
            yield Group(words.shorten(document.name, 200))
        for line in document.provisions:
            name = ((f"{line.provision.label}. ", "b"), (words.shorten(line.provision.text, 92), ""))
            yield name, *cells(line.counts, parts=True)
    yield Total(("Tổng số", *cells(found.total, parts=True)))


def classes(found):
    for line in found.classes:
        yield line.name, words.number(line.units), *cells(line.counts, parts=False), share(line.counts)
    yield Total(("Tổng số", words.number(found.units), *cells(found.total, parts=False), share(found.total)))


def doers(found):
    for line in found.classes:
        yield Group(f"{line.name}: {wording.doers(line.units, line.kind)}")
        for doer in line.doers:
            longest = words.number(doer.longest) if doer.longest else ""
            yield words.shorten(doer.name, 200), *cells(doer.counts, parts=False), share(doer.counts), longest


def measures(contents):
    for line in counted(contents.figures):
        told = printed(line, contents.before)
        name = (
            (f"{words.shorten(line.provision.label, 40)}. ", "b"),
            (f"{words.shorten(line.task.measure.name, 160)} ", ""),
            (f"({words.shorten(line.task.title, 120)})", "i"),
        )
        reported = f"{words.number(line.reported)}/{words.number(line.rows)}"
        yield name, words.shorten(told.target, 60), reported, words.shorten(told.told, 60), told.result, words.shorten(told.before, 60)
