"""The tables of a DOCX: those that only set text side by side, and those that are tables."""

from dataclasses import dataclass

from ..words import even
from ..zones import AUTHORITY, NUMBER_LINE

_HEAD_OR_FOOT = ("đảng cộng sản việt nam", "cộng hòa xã hội chủ nghĩa", "nơi nhận")


@dataclass(frozen=True)
class Cell:
    """A cell: its text, one paragraph a line, and how many columns it goes over."""

    text: str
    span: int = 1


def printed(rows: list[list[Cell]], bordered: bool) -> str:
    """A table as text.

    The letterhead and the foot are told column after column, as the eye reads them. A table without borders that has two columns at most
    sets paragraphs side by side: cell after cell. Any other is a table: one Markdown row for each, the first of them as its head.
    """
    rows = [row for row in rows if any(cell.text.strip() for cell in row)]
    width = max((sum(bool(cell.text.strip()) for cell in row) for row in rows), default=0)
    if width <= 3 and _is_head_or_foot(rows):
        return "\n".join(cell.text for column in _columns(rows) for cell in column if cell.text.strip())
    if width <= 1 or (width == 2 and not bordered):
        return "\n\n".join(cell.text for row in rows for cell in row if cell.text.strip())
    return "\n".join(_as_markdown(rows))


def _is_head_or_foot(rows: list[list[Cell]]) -> bool:
    lines = [line.strip() for row in rows[:6] for cell in row for line in cell.text.split("\n")]
    return len(rows) <= 12 and any(even(line).startswith(_HEAD_OR_FOOT) or _number_or_authority(line) for line in lines)


def _number_or_authority(line: str) -> bool:
    return len(line) < 60 and bool(NUMBER_LINE.fullmatch(even(line).split("-")[0] + "-") or (AUTHORITY.match(line) and line.isupper()))


def _columns(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The cells by the column in which they begin; a line over the whole width stands with the first."""
    columns: dict[int, list[Cell]] = {}
    for row in rows:
        at = 0
        for cell in row:
            columns.setdefault(at, []).append(cell)
            at += cell.span
    return [columns[at] for at in sorted(columns)]


def _as_markdown(rows: list[list[Cell]]) -> list[str]:
    width = max(sum(cell.span for cell in row) for row in rows)
    lines = []
    for row in rows:
        cells = [text for cell in row for text in [_in_a_row(cell.text), *[""] * (cell.span - 1)]]
        lines.append("| " + " | ".join(cells + [""] * (width - len(cells))) + " |")
    return [lines[0], "|" + " --- |" * width, *lines[1:]]


def _in_a_row(text: str) -> str:
    """The text of a cell on one line. A stroke of its own becomes a broken one, so that it parts no cells; where a line of the cell ends
    without a sign and the next begins with a capital, a semicolon parts them: mostly it is a list of units.
    """
    told = ""
    for line in text.replace("|", "¦").split("\n"):
        if words := " ".join(line.split()):
            gap = "; " if told and told[-1] not in ".,;:!?-–" and words[0].isupper() else " "
            told += gap + words if told else words
    return told
