"""Part I of the text: what was carried out, in all, by provision, by class and unit, and by measure."""

from reports import wording
from reports.document.blocks import Column, Group, Total
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
    Column("Số đơn vị (n)", 12, "TableCount"),
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
    Column("Nội dung, chỉ tiêu", 57),
    Column("Mức đặt ra", 30, "TableCount"),
    Column("Đã báo số liệu", 17, "TableCount"),
    Column("Kết quả", 30, "TableCount"),
    Column("Tỷ lệ đạt", 14, "TableCount"),
    Column("Kỳ trước", 17, "TableCount"),
)


def write(writer, contents):
    """The opening line and part I."""
    found, of = contents.figures, contents.head
    whose = f" đối với {contents.scope}" if contents.scope else ""
    writer.paragraph(
        f"Thực hiện {contents.subject}, {of.name} báo cáo kết quả theo dõi, đôn đốc {contents.period}{wording.days(contents)}{whose}. "
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
    if found.measures:
        writer.grid(MEASURES, measures(contents), sheet="measures")
        writer.paragraph(" ".join(wording.NOTES["measures"]), "Note")
    say(writer, contents, "measures", nothing=not found.measures)


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
        yield Group(line.name)
        for doer in line.doers:
            longest = words.number(doer.longest) if doer.longest else ""
            yield words.shorten(doer.name, 200), *cells(doer.counts, parts=False), share(doer.counts), longest


def measures(contents):
    for line in contents.figures.measures:
        measure, key = line.task.measure, f"m{line.task.id}"
        name = (
            (f"{words.shorten(line.provision.label, 40)}. ", "b"),
            (f"{words.shorten(measure.name, 160)} ", ""),
            (f"({words.shorten(line.task.title, 120)})", "i"),
        )
        result = "" if line.result is None else f"{line.result}%"
        yield (
            name,
            target(measure),
            f"{words.number(line.reported)}/{words.number(line.rows)}",
            sum_of(line),
            result,
            before(contents, key, line),
        )


def target(measure):
    """'90%', '2 mô hình mỗi đơn vị' or 'không đặt'."""
    if measure.target is None:
        return "không đặt"
    told = words.number(measure.target)
    return f"{told}%" if measure.is_share else f"{told} {words.shorten(measure.unit, 40)} mỗi đơn vị"


def sum_of(line):
    """'25/30 chi bộ', '12 mô hình', or why there is no sum."""
    whole = f"/{words.number(line.out_of)}" if line.out_of is not None else ""
    return wording.no_sum(line) or f"{words.number(line.value)}{whole} {words.shorten(line.task.measure.unit, 40)}".strip()


def before(contents, key, line):
    """The same figure of the period before: a percentage where this period's is one; '' where there was none."""
    was = contents.before[f"{key}.{'value' if line.result is None else 'result'}"]
    return "" if was is None else f"{words.number(was)}{'' if line.result is None else '%'}"
