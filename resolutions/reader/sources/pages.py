"""The printed lines of a page of a PDF, in the order of its file, with the spaces that show indents and columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .strokes import Stroke

_SPACE, _COLUMN = 0.14, 1.9  # gaps, in sizes of the letters, from which there is a space, and from which there is another column
_SAME_LINE = 0.4  # as much higher or lower, in sizes of the letters, still the same line: small raised figures
_PARTED = 1.35  # a drop of so many usual ones leaves a blank line
_WIDEST = 120


@dataclass
class _Line:
    """A printed line while it grows."""

    left: float
    right: float
    base: float
    size: float
    parts: list[str] = field(default_factory=list)

    def takes(self, stroke: Stroke) -> bool:
        """Whether a run goes on in this line."""
        near = abs(stroke.base - self.base) < _SAME_LINE * max(self.size, stroke.size)
        return near and stroke.left > self.right - 0.6 * self.size

    def add(self, stroke: Stroke) -> None:
        gap = (stroke.left - self.right) / max(self.size, stroke.size)
        if self.parts:
            self.parts.append("      " if gap > _COLUMN else " " if gap > _SPACE else "")
        self.parts.append(stroke.text)
        self.right = max(self.right, stroke.right)
        self.size = max(self.size, stroke.size)

    @property
    def text(self) -> str:
        return "".join(self.parts).replace("\n", " ").replace("\f", " ").rstrip()


def lines_of(strokes: Iterable[Stroke]) -> list[str]:
    """The lines of a page; a blank one where the page leaves room, or where the file goes back up: to another column or cell."""
    found: list[_Line] = []
    seen: set[tuple[str, int, int]] = set()
    for stroke in strokes:
        place = (stroke.text, round(stroke.left), round(stroke.base))
        if place in seen:  # letters printed twice to look bold
            continue
        seen.add(place)
        if not stroke.text.strip():
            if found and found[-1].takes(stroke):
                found[-1].parts.append(" ")
            continue
        if not found or not found[-1].takes(stroke):
            found.append(_Line(stroke.left, stroke.left, stroke.base, stroke.size))
        found[-1].add(stroke)
    return _set(found)


def _set(found: list[_Line]) -> list[str]:
    if not found:
        return []
    margin = min(line.left for line in found)
    size = median(line.size for line in found)
    drops = [a.base - b.base for a, b in pairwise(found) if 0 < a.base - b.base < 4 * size]
    usual = median(drops) if drops else size
    out = []
    for above, line in zip([None, *found], found, strict=False):
        if above and not 0 < above.base - line.base < _PARTED * usual:
            out.append("")
        out.append(" " * min(_WIDEST, round(2 * (line.left - margin) / size)) + line.text.lstrip())
    return out
