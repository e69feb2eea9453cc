"""Paragraphs and tables of a Word file, written as elements: python-docx alone takes minutes over a table of 2,000 rows.

A content is a text, or a tuple of runs (text, marks); marks: any of 'b', 'i', 'u'. Line feeds in it break the line.
"""

from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from reports import wording
from reports.contents import LINES
from units import words

PER_MM = 1440 / 25.4  # twentieths of a point
GREY = "F1F1F1"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MARKS = {"b": ("w:b", {}), "i": ("w:i", {}), "u": ("w:u", {"val": "single"})}


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its width in mm, the id of its cells' style, and the words of a head above it that neighbours share."""

    head: str
    width: float
    style: str = "TableText"
    above: str = ""


@dataclass(frozen=True)
class Group:
    """A line over several: one text across the table, kept with the line that follows."""

    text: str


@dataclass(frozen=True)
class Total:
    """A line in bold."""

    cells: tuple


class Writer:
    """Writes at the end of a document, in its last section."""

    def __init__(self, made):
        self.end = made.element.body.sectPr

    def paragraph(self, content, style="Normal", *, keep=False):
        """A paragraph; ``style`` is a style's id, ``keep`` holds it on the page of what follows."""
        made = OxmlElement("w:p")
        fill(made, content, style, keep=keep)
        self.end.addprevious(made)
        return made

    def heading(self, text, level):
        self.paragraph(text, f"Heading{level}")

    def grid(self, columns, lines, *, sheet):
        """A table with borders, whose head is repeated on each page and whose rows do not break.

        lines: tuples of contents, or Group or Total; any number above 0. Above ``LINES`` of them, only that there are so many, and that
        ``sheet``, a key of ``wording.SHEETS``, lists them.
        """
        lines = list(lines)
        number = sum(not isinstance(line, Group | Total) for line in lines)
        if number > LINES:
            self.paragraph(f"Danh sách có {words.number(number)} dòng nên không in ở đây; xem {wording.sheet(sheet)}.")
            return
        table = self.table([column.width for column in columns], style="TableGrid", margin=0.8)
        for line in heads(columns):
            row(table, line, is_head=True)
        for line in lines:
            row(table, cells_of(line, columns))

    def frame(self, widths, cells):
        """A table of one row without borders. cells: for each the (content, style) of its paragraphs. Returns the paragraphs by cell."""
        made = []
        line = row(self.table(widths), [])
        for width, paragraphs in zip(widths, cells, strict=True):
            place = cell(line, width)
            made.append([fill(add(place, "w:p"), content, style) for content, style in paragraphs])
        return made

    def table(self, widths, *, style=None, margin=0):
        """An empty table of these widths and inner margins left and right, in mm."""
        made = OxmlElement("w:tbl")
        about = add(made, "w:tblPr")
        if style:
            add(about, "w:tblStyle", val=style)
        add(about, "w:tblW", w=twips(sum(widths)), type="dxa")
        add(about, "w:tblLayout", type="fixed")
        inside = add(about, "w:tblCellMar")
        for side in ("left", "right"):
            add(inside, f"w:{side}", w=twips(margin), type="dxa")
        grid = add(made, "w:tblGrid")
        for width in widths:
            add(grid, "w:gridCol", w=twips(width))
        self.end.addprevious(made)
        return made


@dataclass(frozen=True)
class Cell:
    """A cell to be written. span: over how many columns; merge: 'restart' and 'continue' for one that stands over the next row's."""

    content: object
    width: float
    style: str
    span: int = 1
    merge: str = ""
    shade: str = ""
    is_bold: bool = False
    keep: bool = False


def heads(columns):
    """The rows of a head: one, or two where columns share a head above them."""
    if not any(column.above for column in columns):
        return [[Cell(column.head, column.width, "TableHead") for column in columns]]
    upper, lower = [], []
    for n, column in enumerate(columns):
        if not column.above:
            upper.append(Cell(column.head, column.width, "TableHead", merge="restart"))
            lower.append(Cell("", column.width, "TableHead", merge="continue"))
            continue
        lower.append(Cell(column.head, column.width, "TableHead"))
        if n == 0 or columns[n - 1].above != column.above:
            shared = [one for one in columns if one.above == column.above]
            upper.append(Cell(column.above, sum(one.width for one in shared), "TableHead", span=len(shared)))
    return [upper, lower]


def cells_of(line, columns):
    """The cells of a line."""
    if isinstance(line, Group):
        width = sum(column.width for column in columns)
        return [Cell(line.text, width, "TableText", span=len(columns), shade=GREY, is_bold=True, keep=True)]
    contents, bold = (line.cells, True) if isinstance(line, Total) else (line, False)
    return [Cell(content, column.width, column.style, is_bold=bold) for content, column in zip(contents, columns, strict=True)]


def row(table, cells, *, is_head=False):
    made = add(table, "w:tr")
    about = add(made, "w:trPr")
    add(about, "w:cantSplit")
    if is_head:
        add(about, "w:tblHeader")
    for one in cells:
        place = cell(made, one.width, span=one.span, merge=one.merge, shade=one.shade, middle=is_head)
        content = one.content
        if one.is_bold:
            content = tuple((text, f"{marks}b") for text, marks in runs(content))
        fill(add(place, "w:p"), content, one.style, keep=one.keep)
    return made


def cell(line, width, *, span=1, merge="", shade="", middle=False):
    """An empty cell; the order of its properties is that of the schema."""
    made = add(line, "w:tc")
    about = add(made, "w:tcPr")
    add(about, "w:tcW", w=twips(width), type="dxa")
    if span > 1:
        add(about, "w:gridSpan", val=str(span))
    if merge:
        add(about, "w:vMerge", val=merge)
    if shade:
        add(about, "w:shd", val="clear", color="auto", fill=shade)
    if middle:
        add(about, "w:vAlign", val="center")
    return made


def fill(paragraph, content, style, *, keep=False):
    """Give an empty paragraph its style and its runs. Returns it."""
    about = add(paragraph, "w:pPr")
    add(about, "w:pStyle", val=style)
    if keep:
        add(about, "w:keepNext")
    for text, marks in runs(content):
        run(paragraph, text, marks)
    return paragraph


def run(paragraph, text, marks):
    """One run: its marks, then its text, with line breaks and tabs as elements."""
    if not (text := wording.printable(text)):
        return
    made = add(paragraph, "w:r")
    if marks:
        about = add(made, "w:rPr")
        for mark in sorted(set(marks)):
            tag, attributes = MARKS[mark]
            add(about, tag, **attributes)
    for n, line in enumerate(text.split("\n")):
        if n:
            add(made, "w:br")
        for m, piece in enumerate(line.split("\t")):
            if m:
                add(made, "w:tab")
            told = add(made, "w:t")
            told.text = piece
            told.set(XML_SPACE, "preserve")


def runs(content):
    """The runs of a content."""
    return ((content, ""),) if isinstance(content, str) else content


def add(parent, tag, **attributes):
    """A new last child; attributes are of the same namespace."""
    return etree.SubElement(parent, qn(tag), {qn(f"w:{key}"): value for key, value in attributes.items()})


def twips(mm):
    """Millimetres as Word counts them: whole twentieths of a point, as text."""
    return str(round(mm * PER_MM))
