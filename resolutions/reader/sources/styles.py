"""The styles of a DOCX: what a paragraph or run has from its style, and the styles that this one is based on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .tree import Node, is_on

_LONGEST = 20  # styles based on styles; a circle ends here


@dataclass(frozen=True)
class Styles:
    """Styles by their ids."""

    nodes: dict[str, Node] = field(default_factory=dict)
    default: str | None = None  # the style of paragraphs that name none

    @classmethod
    def of(cls, root: Node | None) -> "Styles":
        found = [node for node in (root.all("style") if root else ()) if "styleId" in node.attributes]
        usual = (n for n in found if n.attributes.get("type") == "paragraph" and is_on(n.attributes.get("default")))
        default = next((node.attributes["styleId"] for node in usual), None)
        return cls({node.attributes["styleId"]: node for node in found}, default)

    def chain(self, name: str | None) -> Iterator[Node]:
        """A style and those it is based on, the nearest first."""
        for _ in range(_LONGEST):
            node = self.nodes.get(name)
            if node is None:
                return
            yield node
            name = node.value("basedOn")

    def switch(self, what: str, run: Node | None, paragraph: str | None) -> bool:
        """Whether a switch of letters (caps, vanish) is on for a run: by itself, its own style or that of its paragraph."""
        properties = run.child("rPr") if run else None
        if properties is not None:
            if (own := properties.value(what)) is not None:
                return is_on(own)
            for style in self.chain(properties.value("rStyle")):
                if (told := style.value("rPr", what)) is not None:
                    return is_on(told)
        return any(is_on(style.value("rPr", what)) for style in self.chain(paragraph or self.default))

    def numbered(self, paragraph: str | None) -> tuple[str | None, str | None, str | None]:
        """The list that a style puts its paragraphs in: the list's id, its level where told, and the style that says so."""
        for style in self.chain(paragraph or self.default):
            told = style.child("pPr", "numPr")
            if told is not None and told.value("numId") is not None:
                return told.value("numId"), told.value("ilvl"), style.attributes["styleId"]
        return None, None, None

    def bordered(self, table: str | None) -> bool:
        """Whether a table style draws borders."""
        return any(draws(style.child("tblPr", "tblBorders")) for style in self.chain(table))


def draws(borders: Node | None) -> bool:
    """Whether any of some borders is drawn."""
    return borders is not None and any(side.attributes.get("val", "nil") not in ("nil", "none") for side in borders.children)
