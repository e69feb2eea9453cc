"""A provision while the body is being read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .marks import LETTER, SECTION
from .result import Quote, TimeWord

ROOT, ORDER = -1, LETTER - 1  # an unnumbered order stands under numbers, above letters and dashes


@dataclass
class Part:
    """A provision in the making, or the paper as a whole (rank ROOT)."""

    rank: int
    label: str
    kind: str
    start: int
    end: int
    above: Part | None = None
    context: str | None = None
    carriers: list[Quote] = field(default_factory=list)
    times: list[TimeWord] = field(default_factory=list)
    charged: tuple[Quote, ...] = ()  # those whom the sentence before a list asks to carry it out
    counts: Counter = field(default_factory=Counter)
    has_parts: bool = False
    marked: bool = True
    why: str = "section"

    def who(self) -> tuple[Quote, ...]:
        """Those whom it names; else those whom the part above it names, or the sentence before the list it is in."""
        part = self
        while part is not None:
            if part.carriers:
                return tuple(part.carriers)
            if part.charged and part.rank <= SECTION:
                return part.charged
            part = part.above
        return ()
