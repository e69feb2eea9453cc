"""The report as a sheet: every figure with its address, and every row it counts. Knows no Django."""

from collections.abc import Iterable
from io import BytesIO

from reports import wording
from reports.contents import Contents
from reports.figures import COLUMNS, SILENT_DAYS, Row
from reports.figures.tracing import doer_key
from reports.measures import figure_before
from reports.sheets import DATE, NUMBER, PERCENT, Column, Level, Table, add, book

FIGURES = (
    Column("Địa chỉ", 9),
    Column("Nội dung, nhiệm vụ, đơn vị", 62),
    *(Column(wording.COLUMNS[column], 11, NUMBER) for column in COLUMNS),
    Column(wording.DONE_SHARE, 11, PERCENT),
    Column("Số đơn vị, cá nhân", 11, NUMBER),
)
MEASURES = (
    Column("Địa chỉ", 9),
    Column("Nội dung", 10),
    Column("Nhiệm vụ", 48),
    Column("Chỉ tiêu", 36),
    Column("Đơn vị tính", 12),
    Column("Giá trị", 13, NUMBER),
    Column("Trên tổng số", 13, NUMBER),
    Column("Kết quả", 10, PERCENT),
    Column("Mức đặt ra (tỷ lệ)", 11, PERCENT),
    Column("Mức đặt ra (mỗi đơn vị)", 11, NUMBER),
    Column("Kỳ trước: giá trị", 11, NUMBER),
    Column("Kỳ trước: tỷ lệ", 11, PERCENT),
    Column("Việc đã báo số liệu", 11, NUMBER),
    Column("Số việc", 9, NUMBER),
)
ROWS = (
    Column("Mã", 13),
    Column("Văn bản", 22),
    Column("Nội dung", 10),
    Column("Nhiệm vụ", 48),
    Column("Đơn vị, cá nhân", 36),
    Column("Khối", 24),
    Column("Kỳ từ ngày", 12, DATE),
    Column("Kỳ đến ngày", 12, DATE),
    Column("Thời hạn", 12, DATE),
    Column("Ngày hoàn thành", 12, DATE),
    Column("Tình trạng", 22),
    Column("Trong đó", 20),
    Column("Quá hạn (ngày)", 9, NUMBER),
    Column("Tiến độ", 9, PERCENT),
    Column("Số liệu", 11, NUMBER),
    Column("Trên tổng số", 11, NUMBER),
    Column("Khó khăn, vướng mắc", 44),
    Column("Đề nghị của đơn vị", 44),
    Column("Xin lùi hạn đến", 12, DATE),
    Column("Địa chỉ nội dung", 10),
    Column("Địa chỉ nhiệm vụ", 10),
    Column("Địa chỉ đơn vị", 10),
)
OVERDUE = (
    Column("Địa chỉ đơn vị", 10),
    Column("Đơn vị, cá nhân", 40),
    Column("Mã", 13),
    Column("Nhiệm vụ", 60),
    Column("Thời hạn", 12, DATE),
    Column("Quá hạn (ngày)", 10, NUMBER),
    Column("Khó khăn, vướng mắc do đơn vị nêu", 60),
)
SILENT = (
    Column("Địa chỉ đơn vị", 10),
    Column("Đơn vị, cá nhân", 48),
    Column("Khối", 30),
    Column("Có thông tin gần nhất ngày", 14, DATE),
    Column("Số ngày chưa có thông tin", 14, NUMBER),
    Column("Số việc đang làm", 12, NUMBER),
)
LATE_ENTRIES = (
    Column("Mã", 13),
    Column("Đơn vị, cá nhân", 40),
    Column("Ngày làm", 12, DATE),
    Column("Ghi ngày", 12, DATE),
    Column("Nội dung", 90),
)
SENTENCES = (
    Column("Phần", 32),
    Column("Về", 14),
    Column("Lời văn", 110),
    Column("Địa chỉ các số liệu làm căn cứ", 50),
)


def workbook(contents: Contents, rows: Iterable[Row]) -> bytes:
    """The bytes of an XLSX file. Equal contents and rows give equal bytes.

    rows: all that the figures count, in their order; they may have been left out of ``contents.figures.rows``, and each one's task is in
    ``contents.figures.by_task``. Any number, up to what a sheet holds: about a million, above it ValueError. No sheet is held in memory whole.
    """
    title, code = f"BÁO CÁO {wording.title(contents)}, {contents.period}", contents.code or "chưa có"
    about = f"Mã báo cáo: {code}. Kỳ báo cáo: {contents.period}{wording.days(contents)}. Số liệu tính đến {contents.instant}."
    above = (title, about, *([wording.DEMONSTRATION] if contents.demonstration else []))
    file, head = BytesIO(), contents.head
    with book(file, title=title, author=head.name, subject=contents.code, at=contents.figures.cutoff) as begun:
        for name, columns, lines, notes in sheets(contents, rows):
            is_figures = name == "figures"
            add(
                begun,
                Table(
                    wording.SHEETS[name],
                    above + notes,
                    columns,
                    lines,
                    wording.NOTHING.get(name, ""),
                    frozen=2 if is_figures else 1,
                    filtered=not is_figures,
                ),
            )
    return file.getvalue()


def sheets(contents, rows):
    """(name, columns, lines, notes above them) of each sheet, in their order."""
    found, notes = contents.figures, wording.NOTES
    classes = {line.kind: line.name for line in found.classes}
    nothing = () if found.total.assigned else (wording.NOTHING["rows"],)
    entries = ((one.code, one.unit_name, one.happened_on, one.recorded_on, one.text) for one in found.late_entries)
    drafted = ((wording.part_name(one), one.key, one.text, ", ".join(one.basis)) for one in contents.sentences)
    yield "figures", FIGURES, figures(found), (*nothing, *notes["sums"])
    yield "measures", MEASURES, measures(contents), notes["measures"] if found.measures else ()
    yield "rows", ROWS, listed(contents, rows, classes), ()
    yield "overdue", OVERDUE, overdue(found), ()
    yield "silent", SILENT, silent(found, classes), ()
    yield "late_entries", LATE_ENTRIES, entries, notes["late_entries"] if found.late_entries else ()
    yield "sentences", SENTENCES, drafted, ()


def line(key, name, counts, units=None):
    """A line of figures: its address, its name, its figures in the order of ``COLUMNS``, the share done, how many units and persons."""
    return key, name, *(getattr(counts, column) for column in COLUMNS), counts.done_share, units


def figures(found):
    """The same lines in the same order as ``figures.tracing.lines``, with their names."""
    yield Level(line("all", "Tổng số", found.total, found.units), bold=True)
    for document in found.documents:
        yield Level(line(f"d{document.resolution}", document.name, document.counts), bold=True)
        for of in document.provisions:
            yield line(f"p{of.provision.id}", f"{of.provision.label}. {of.provision.text}", of.counts)
            for under in of.tasks:
                yield Level(line(f"t{under.task.id}", under.task.title, under.counts), indent=1)
    for of in found.classes:
        yield Level(line(f"k{of.kind}", of.name, of.counts, of.units), bold=True)
        for doer in of.doers:
            yield Level(line(doer_key(doer.unit, doer.person), doer.name, doer.counts), indent=1)
    for of in found.findings:
        yield line(f"f{of.finding.id}", f"{wording.finding_kind(of.finding)}: {of.finding.text}", of.counts)
    yield ()
    yield Level(("Địa chỉ", "Số liệu khác", "Số lượng"), bold=True)
    yield "all.silent", f"Đơn vị, cá nhân từ {SILENT_DAYS} ngày trở lên chưa có thông tin", len(found.silent)
    yield "all.requests", "Việc đơn vị đề nghị lùi hạn hoặc trả lại, đang chờ quyết định", len(found.requests)


def measures(contents):
    for one in contents.figures.measures:
        measure, key = one.task.measure, f"m{one.task.id}"
        target = (measure.target, None) if measure.is_share else (None, measure.target)
        then = figure_before(one, contents.before)
        then = (None, then) if measure.is_share else (then, None)
        counted = wording.no_sum(one) or one.value, one.out_of, one.result
        yield key, one.provision.label, one.task.title, measure.name, measure.unit, *counted, *target, *then, one.reported, one.rows


def listed(contents, rows, classes):
    """A line for each row. ``classes``: {kind: name}."""
    by_task = contents.figures.by_task
    for row in rows:
        provision, task = by_task[row.task]
        yield (
            row.code, provision.document, provision.label, task.title, row.unit_name, classes.get(row.unit_kind, row.unit_kind),
            row.period_start, row.period_end, row.due_on, row.done_on, wording.STANDS[row.category], wording.parts_of(row),
            row.days_late or None, row.percent, row.value, row.out_of, row.obstacles, row.request, row.wanted_on,
            f"p{provision.id}", f"t{task.id}", doer_key(*row.doer),
        )  # fmt: skip


def overdue(found):
    for unit in found.overdue:
        for row, task in unit.rows:
            yield doer_key(*row.doer), unit.name, row.code, task.title, row.due_on, row.days_late, row.obstacles or "không nêu"


def silent(found, classes):
    for one in found.silent:
        yield doer_key(one.unit, one.person), one.name, classes.get(one.kind, one.kind), one.since, one.days, one.open
