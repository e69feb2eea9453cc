"""XML as a small tree, grown by the standard library's expat: no DTD, so no entities of its own; nothing outside the file is ever opened."""

import pyexpat
from xml.parsers import expat

from .refusals import NotText

MOST_NODES, MOST_DEPTH = 1_500_000, 200
_PIECE = 2**16
_WORD = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
_WITH_WORDS = ("t", "m:t")
_SHORT = dict.fromkeys(_WORD, "") | {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}


class Node:
    """An element: its name (those of Word without a prefix), attributes by their bare names, children, and the words right inside it."""

    __slots__ = ("attributes", "children", "name", "words")

    def __init__(self, name: str, attributes: dict[str, str]):
        self.name, self.attributes, self.children, self.words = name, attributes, [], ""

    def child(self, *path: str) -> "Node | None":
        """The first child of a name, or the first at the end of a path of names."""
        node = self
        for name in path:
            node = next((child for child in node.children if child.name == name), None)
            if node is None:
                return None
        return node

    def all(self, name: str) -> list["Node"]:
        return [child for child in self.children if child.name == name]

    def value(self, *path: str) -> str | None:
        """The w:val of a child: None where there is no such child, '' where it has no value."""
        node = self.child(*path)
        return None if node is None else node.attributes.get("val", "")


def is_on(value: str | None) -> bool:
    """Whether a switch such as w:caps is on: there, and not set to off."""
    return value is not None and value.lower() not in ("0", "false", "off", "none")


def grown(data: bytes) -> Node:
    """The root of some XML.

    Bounded: 1.5 million elements ('costly'), 200 levels. A DTD is refused before any entity is declared: 'damaged', as all that is no XML.
    """
    planter = _Planter()
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = planter.start, planter.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = planter.words, planter.doctype
    try:
        for at in range(0, len(data), _PIECE):
            parser.Parse(data[at : at + _PIECE])
        parser.Parse(b"", True)
    except (pyexpat.ExpatError, ValueError, LookupError):
        raise NotText("damaged") from None
    return planter.root.children[0]


class _Planter:
    def __init__(self):
        self.root = Node("", {})
        self.open = [self.root]
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise NotText("costly")
        if len(self.open) > MOST_DEPTH:
            raise NotText("damaged")
        node = Node(_short(name), {key.rpartition("\n")[2]: value for key, value in attributes.items()} if attributes else {})
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _name: str) -> None:
        self.open.pop()

    def words(self, words: str) -> None:
        if self.open[-1].name in _WITH_WORDS:
            self.open[-1].words += words

    def doctype(self, *_told) -> None:
        raise NotText("damaged")


def _short(name: str) -> str:
    space, _, local = name.rpartition("\n")
    return _SHORT.get(space, "?:") + local
