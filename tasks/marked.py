"""The text of an intake in pieces, so that a page can mark the words that a proposal quotes."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Piece:
    """Words that lie in the same quotes: names of these ('p3', 'p3t1', 'number'), those that begin here, whether they are looked at."""

    text: str
    quotes: tuple[str, ...]
    begins: tuple[str, ...]
    is_here: bool


def quotes_of(intake):
    """(start, end, name) of every part ('p3'), every proposed task that quotes less than its part ('p3t1'), every place of the head."""
    for name, (start, end) in (intake.read.get("places") or {}).items():
        yield start, end, name
    for part in intake.parts:
        yield part["start"], part["end"], f"p{part['id']}"
        for n, task in enumerate(part["tasks"], start=1):
            if part["start"] <= task["start"] < task["end"] <= part["end"]:
                yield task["start"], task["end"], f"p{part['id']}t{n}"


def segments(intake, around=None):
    """The whole text as Pieces, in order; with ``around`` the words of that part are marked as looked at. Quotes may overlap."""
    opens, closes = {}, {}
    for start, end, name in quotes_of(intake):
        if 0 <= start < end <= len(intake.text):
            opens.setdefault(start, []).append(name)
            closes.setdefault(end, []).append(name)
    here, pieces, inside = around and f"p{around['id']}", [], []
    cuts = sorted({0, len(intake.text), *opens, *closes})
    for start, end in pairwise(cuts):
        inside = [name for name in inside if name not in closes.get(start, ())] + opens.get(start, [])
        pieces.append(Piece(intake.text[start:end], tuple(inside), tuple(opens.get(start, ())), here in inside))
    return pieces
