"""Two columns printed side by side, as letterheads and signatures are: the left one is read first, then the right one."""

import re

from .lines import Line

FAR_RIGHT = 20  # a line that begins so far in stands in the right column alone, whatever gaps it has
_GAP = re.compile(r"(?<=\S)( {3,})(?=\S)")
_WAITS = ("số", "số:", "ngày", "tháng", "năm")  # words whose figures may have been left blank


def unfold(block: list[Line]) -> list[Line]:
    """The lines of a block with what stands at the right put after what stands at the left."""
    starts = [match.end(1) for line in block if line.indent < FAR_RIGHT and (match := _gap(line))]
    if not starts:
        return block
    border = max(min(starts) - 8, FAR_RIGHT)
    left, right = [], []
    for line in block:
        match = _gap(line)
        if match and line.indent < border:
            left.append(_cut(line, 0, match.start(1)))
            right.append(_cut(line, match.end(1), None))
        else:
            (right if line.indent >= border else left).append(line)
    return left + right


def side_by_side(line: Line) -> bool:
    """Whether a line holds two columns."""
    return _gap(line) is not None


def _gap(line: Line) -> re.Match | None:
    """The gap between two columns. The blank of a number or a day ('Số      -KL/HU') is none, nor are a justified line's many."""
    if len(line.raw) > 400:
        return None
    gaps = [match for match in _GAP.finditer(line.raw) if not _blank(line.raw, match)]
    return gaps[0] if gaps and (len(gaps[0][1]) > 4 or (len(gaps) == 1 and not _in_a_sentence(line.raw, gaps[0]))) else None


def _blank(raw: str, match: re.Match) -> bool:
    before = raw[: match.start(1)].lower().rsplit(" ", 1)[-1]
    return before in _WAITS or raw[match.end(1)] in "-–/"


def _in_a_sentence(raw: str, match: re.Match) -> bool:
    """Whether small letters begin what stands at the left or the right of a gap: two columns begin with capitals."""
    return raw.lstrip()[0].islower() or raw[match.end(1)].islower()


def _cut(line: Line, start: int, end: int | None) -> Line:
    return Line(" ".join(line.raw[start:end].split()), line.raw[start:end].strip(), line.gap)
