"""Tables as sheets of an XLSX file: text that stays text, numbers, dates and percentages as such, and a layout that prints. Knows no report.

What people wrote is never a formula or a link, whatever it begins with. Source: reliability, test D19; limits of Excel's file format.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date

import xlsxwriter

from reports.wording import printable
from units import words

TEXT, NUMBER, PERCENT, DATE = "text", "number", "percent", "date"
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767  # of a cell, as halves of UTF-16
FIRST_YEAR = 1900  # a sheet knows no day before
RISKY = tuple("=+-@\t\n＝＋－＠﹦﹢﹣﹫−")  # a text that begins so is marked as text for whoever edits its cell
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
FORMS = {
    TEXT: {"text_wrap": True},
    "quoted": {"text_wrap": True, "quote_prefix": True},
    "line": {},
    "head": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#F3E9E9", "border": 1},
    NUMBER: {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.00"},
    PERCENT: {"num_format": "0%"},
    "exact percent": {"num_format": "0.0%"},
    DATE: {"num_format": "dd/mm/yyyy", "align": "center"},
}


@dataclass(frozen=True)
class Column:
    """A column: the words of its head, its width in letters, and what its cells are. A text in a column of numbers stays a text."""

    head: str
    width: float
    form: str = TEXT


@dataclass(frozen=True)
class Level:
    """A line that stands out: bold, or its texts moved in by so many steps."""

    cells: tuple
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True)
class Table:
    """A sheet: its name, the lines of text above the table, its columns and lines, and what is said where there are no lines.

    A line is a tuple of cells (str, int, Decimal, date or None; a percentage as 44 for 44%), of which the last may be missing; or a Level.
    frozen: how many columns stay in view; filtered: whether the heads offer filters.
    """

    name: str
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: Iterable[tuple | Level]
    nothing: str
    frozen: int = 1
    filtered: bool = True


class Book:
    """A workbook that is written row by row, and the looks of its cells: each is made when it is first needed."""

    def __init__(self, file):
        self.made = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.looks = {}

    def look(self, form, bold=False, indent=0):
        """The format of a cell."""
        if (form, bold, indent) not in self.looks:
            self.looks[form, bold, indent] = self.made.add_format(
                {**FONT, **FORMS[form], **({"bold": True} if bold else {}), "indent": indent}
            )
        return self.looks[form, bold, indent]


@contextmanager
def book(file, *, title, author, subject, at):
    """A Book that is written to ``file`` when the block ends. at: the aware instant it is dated with, so that equal books are equal bytes."""
    begun = Book(file)
    dated = at.astimezone(UTC).replace(tzinfo=None)
    begun.made.set_properties({"title": text(title)[:255], "author": text(author)[:255], "subject": text(subject)[:255], "created": dated})
    try:
        yield begun
    finally:
        begun.made.close()


def text(value):
    """What a cell can hold of a text: printable, at most 32,767 halves of UTF-16, with '…' where it was cut.

    A text that looks like xlsxwriter's own mark-up of rich text gets a space at its end, as it would be taken for mark-up.
    """
    value = printable(value)
    if len(value) > MOST_LETTERS // 2 and len(value.encode("utf-16-le")) > 2 * MOST_LETTERS:
        value = value.encode("utf-16-le")[: 2 * (MOST_LETTERS - 1)].decode("utf-16-le", "ignore") + "…"
    return f"{value} " if value.startswith("<r>") and value.endswith("</r>") else value


def add(begun, table):
    """Add a sheet to a Book. Raises ValueError for more lines than a sheet holds."""
    sheet, top = begun.made.add_worksheet(table.name), len(table.above) + 1
    for n, said in enumerate(table.above):
        sheet.write_string(n, 0, text(said), begun.look("line", bold=n == 0))
    last = top + fill(sheet, begun, table, top)
    if last == top:
        sheet.write_string(top, 0, text(table.nothing), begun.look("line"))
    else:
        sheet.freeze_panes(top + 1, table.frozen)
        sheet.repeat_rows(top)
        if table.filtered:
            sheet.autofilter(top, 0, last, len(table.columns) - 1)
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, column.width)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(0)
    sheet.set_footer("&C&P/&N")


def fill(sheet, begun, table, top):
    """Write the lines below a head in row ``top``, in their order, once each. Returns how many there are; without any there is no head."""
    number = 0
    for number, line in enumerate(table.lines, 1):
        if number == 1:
            for n, column in enumerate(table.columns):
                sheet.write_string(top, n, column.head, begun.look("head"))
        if top + number >= MOST_ROWS:
            raise ValueError(f"a sheet holds no more than {MOST_ROWS} lines")
        level = line if isinstance(line, Level) else Level(line)
        for n, (value, column) in enumerate(zip(level.cells, table.columns, strict=False)):
            if value is not None and value != "":
                shown, look = cell(begun, value, column.form, level)
                kind = "string" if isinstance(shown, str) else "datetime" if isinstance(shown, date) else "number"
                getattr(sheet, f"write_{kind}")(top + number, n, shown, look)
    return number


def cell(begun, value, form, level):
    """What is written for a value that is not empty, and its look."""
    if isinstance(value, date) and value.year < FIRST_YEAR:
        value = words.day(value)
    if isinstance(value, str):
        value = text(value)
        return value, begun.look("quoted" if value.startswith(RISKY) else TEXT, level.bold, level.indent)
    if isinstance(value, date):
        return value, begun.look(DATE, level.bold)
    if form == PERCENT:
        return float(value) / 100, begun.look(PERCENT if value == int(value) else "exact percent", level.bold)
    return value, begun.look(NUMBER if value == int(value) else "decimal", level.bold)
