"""A paper laid flat: one paragraph a line, each in its zone, every place in it an offset that holds for good."""

from dataclasses import dataclass, field
from functools import cached_property

from .joining import join, paragraphs
from .lines import Line, lines
from .words import even
from .zones import BODY, SENT_TO, SUBJECT, zones


@dataclass(frozen=True)
class Piece:
    """A paragraph of the sheet: its zone and its place."""

    zone: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Sheet:
    """The text that all offsets refer to, and its paragraphs."""

    text: str
    pieces: tuple[Piece, ...] = field(repr=False)

    @cached_property
    def low(self) -> str:
        """The text in small letters and one tone style, offset for offset."""
        return even(self.text)

    def zone(self, *names: str) -> list[Piece]:
        return [piece for piece in self.pieces if piece.zone in names]

    def first(self, name: str) -> Piece | None:
        return next((piece for piece in self.pieces if piece.zone == name), None)


def lay_flat(text: str) -> Sheet:
    """The sheet of any text: an empty one for a text without words."""
    found: list[tuple[str, str]] = []
    run: list[Line] = []
    placed = zones(lines(text))
    for i, (zone, line) in enumerate(placed):
        run.append(line)
        if i + 1 == len(placed) or placed[i + 1][0] != zone:
            found += [(zone, part) for part in _flow(zone, run)]
            run = []
    pieces, start = [], 0
    for zone, part in found:
        pieces.append(Piece(zone, part, start))
        start += len(part) + 1
    return Sheet("\n".join(part for _, part in found), tuple(pieces))


def _flow(zone: str, run: list[Line]) -> list[str]:
    if zone == SUBJECT:
        return [join(line.text for line in run)]
    if zone in (BODY, SENT_TO):
        return paragraphs(run)
    return [line.text for line in run]
