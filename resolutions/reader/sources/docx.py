"""A DOCX as the text that its reader sees.

Read from the XML itself, not through python-docx: that prints no automatic number, leaves out text boxes, content controls and inserted text,
and unpacks every part of the package without measure. Printed are automatic numbers, tables, text boxes (once), inserted text and what a
style sets in capitals; not printed are deleted and hidden text, notes, headers and footers (but a mark of secrecy in them), field codes.

Bounded: see ``package`` and ``tree``; 1.5 million letters.
"""

from collections.abc import Iterator

from ..head import secrecy
from .numbering import Numbering
from .package import Package
from .refusals import MOST_LETTERS, NotText
from .styles import Styles, draws
from .tables import Cell, printed
from .tree import Node

_MAIN = (
    "wordprocessingml.document.main+xml",
    "document.macroenabled.main+xml",
    "template.main+xml",
    "template.macroenabledtemplate.main+xml",
)
_GONE = frozenset("del moveFrom pPr rPr instrText delText delInstrText sdtPr sdtEndPr sectPr tblPr tblGrid rt".split())
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_BOXES = ("mc:AlternateContent", "drawing", "pict", "object")
_BULLETS = ("F0B7", "F0A7", "F0D8")


def read_docx(data: bytes) -> str:
    """The text of a DOCX; a blank line between its paragraphs, a form feed where it breaks the page. Raises NotText."""
    package = Package(data)
    main = next((name for name, kind in package.types.items() if kind.lower().endswith(_MAIN)), None)
    if main is None:
        raise NotText("not_word")
    body = package.tree(main).child("body")
    if body is None:
        raise NotText("damaged")
    styles = Styles.of(_tree(package, "styles+xml"))
    paper = _Paper(styles, Numbering(_tree(package, "numbering+xml"), styles))
    blocks, letters = [], 0
    for block in paper.blocks(body):
        letters += len(block)
        if letters > MOST_LETTERS:
            raise NotText("pages")
        blocks.append(block)
    for name in [*package.named("header+xml"), *package.named("footer+xml")]:
        _Paper(styles, Numbering(None, styles), paper.marks).watch(package.tree(name))
    return "\n\n".join([*dict.fromkeys(paper.marks), *blocks])


def _tree(package: Package, ending: str) -> Node | None:
    name = next(iter(package.named(ending)), None)
    return package.tree(name) if name else None


class _Paper:
    """The blocks of text of a paper, in order. ``marks``: the marks of secrecy that stand outside its running text."""

    def __init__(self, styles: Styles, numbering: Numbering, marks: list[str] | None = None):
        self.styles, self.numbering = styles, numbering
        self.marks = [] if marks is None else marks
        self.carried = ""  # the words of a paragraph whose end was deleted: they belong to the next one

    def blocks(self, node: Node) -> Iterator[str]:
        """One text for each paragraph, text box or table."""
        for child in node.children:
            if child.name == "p":
                yield from self._paragraph(child)
            elif child.name == "tbl":
                if table := printed(self._rows(child), self._bordered(child)):
                    yield table
            elif child.name == "mc:AlternateContent":
                yield from self.blocks(_chosen(child))
            elif child.name not in _GONE:
                yield from self.blocks(child)

    def watch(self, root: Node) -> None:
        """Look at a header or footer for a mark of secrecy, and leave the rest."""
        for block in self.blocks(root):
            self._note(block)

    def _note(self, block: str) -> None:
        if mark := secrecy(block):
            self.marks.append(mark)

    def _paragraph(self, node: Node) -> Iterator[str]:
        properties = node.child("pPr")
        style = properties.value("pStyle") if properties else None
        boxes: list[Node] = []
        words = "".join(self._words(node, style, boxes))
        for box in boxes:
            for block in self.blocks(box):
                self._note(block)
                yield block
        if properties and properties.child("rPr", "del"):
            self.carried += words
            return
        words, self.carried = self.carried + words, ""
        mark = self.numbering.mark(properties)
        if words.strip():
            lead = "\f" if properties and properties.value("pageBreakBefore") not in (None, "0", "false") else ""
            yield f"{lead}{mark} {words.strip(' ')}" if mark else lead + words
        elif "\f" in words:
            yield "\f"

    def _words(self, node: Node, style: str | None, boxes: list[Node]) -> Iterator[str]:
        """The words of a paragraph, run by run; the text boxes that hang on it are put into ``boxes``."""
        for child in node.children:
            name = child.name
            if name == "r":
                if not self.styles.switch("vanish", child, style):
                    words = "".join(self._run(child, boxes))
                    yield words.upper() if self.styles.switch("caps", child, style) else words
            elif name == "m:t":
                yield child.words
            elif name in _BOXES:
                boxes += _boxes(child)
            elif name not in _GONE:
                yield from self._words(child, style, boxes)

    def _run(self, run: Node, boxes: list[Node]) -> Iterator[str]:
        for child in run.children:
            name = child.name
            if name == "t":
                yield child.words
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "br":
                yield "\f" if child.attributes.get("type") == "page" else "\n"
            elif name == "sym":
                yield "•" if child.attributes.get("char", "").upper() in _BULLETS else ""
            elif name in _BOXES:
                boxes += _boxes(child)
            elif name == "ruby":
                yield from (words for base in child.all("rubyBase") for words in self._words(base, None, boxes))

    def _rows(self, table: Node) -> list[list[Cell]]:
        found = []
        for row in _inside(table, "tr"):
            if row.child("trPr", "del"):
                continue
            cells = []
            for cell in _inside(row, "tc"):
                told = cell.child("tcPr")
                span = told.value("gridSpan") if told else None
                merged = told.value("vMerge") if told else None
                blocks = [] if merged in ("", "continue") else self.blocks(cell)
                cells.append(Cell("\n".join(blocks), int(span) if span and span.isdigit() and len(span) < 3 else 1))
            found.append(cells)
        return found

    def _bordered(self, table: Node) -> bool:
        own = table.child("tblPr", "tblBorders")
        if own is not None:
            return draws(own)
        name = table.child("tblPr")
        return self.styles.bordered(name.value("tblStyle") if name else None)


def _inside(node: Node, name: str) -> Iterator[Node]:
    """The rows or cells of a table, also those in content controls and inserted ones."""
    for child in node.children:
        if child.name == name:
            yield child
        elif child.name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(child, name)


def _chosen(node: Node) -> Node:
    """The one of several contents of the same thing that is read: the first, which is the newer one."""
    return node.child("mc:Choice") or node.child("mc:Fallback") or node


def _boxes(node: Node) -> list[Node]:
    """The contents of the text boxes in a drawing, each once, though Word writes them twice for programs of before 2010."""
    if node.name == "txbxContent":
        return [node]
    if node.name == "mc:AlternateContent":
        return next((found for one in node.children if (found := [box for child in one.children for box in _boxes(child)])), [])
    return [box for child in node.children for box in _boxes(child)]
