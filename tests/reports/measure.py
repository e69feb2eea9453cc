"""Where the words of a PDF stand: what tests of papers measure. Lengths in millimetres from the left and the top edge, sizes in points."""

import io
import re
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import ContentStream

MM = 72 / 25.4


@dataclass(frozen=True)
class Run:
    """Words drawn in one go. y: of their baseline."""

    text: str
    x: float
    y: float
    width: float
    size: float
    font: str

    @property
    def right(self):
        return self.x + self.width

    @property
    def middle(self):
        return self.x + self.width / 2


@dataclass(frozen=True)
class Sheet:
    """A page with its runs from top to bottom."""

    width: float
    height: float
    runs: tuple[Run, ...]

    @property
    def text(self):
        return " ".join(" ".join(run.text for run in self.runs).replace("\u200b", "").split())

    def find(self, words):
        """The first run with these words. Raises StopIteration."""
        return next(run for run in self.runs if words in run.text)


def sheets(data):
    """The pages of a PDF that WeasyPrint made."""
    read = PdfReader(io.BytesIO(data))
    fonts = {}  # read once: all pages share them
    return [sheet(page, read, fonts) for page in read.pages]


def sheet(page, read, fonts):
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    stack, matrix, runs, font, size, at = [], (1, 0, 0, 1, 0, 0), [], None, 0, (0, 0)
    named = page["/Resources"].get("/Font", {})
    for operands, operator in ContentStream(page.get_contents(), read).operations:
        if operator == b"q":
            stack.append(matrix)
        elif operator == b"Q":
            matrix = stack.pop()
        elif operator == b"cm":
            matrix = times([float(n) for n in operands], matrix)
        elif operator == b"Tf":
            key = named.raw_get(operands[0]).idnum
            if key not in fonts:
                fonts[key] = letters(named[operands[0]])
            font = fonts[key]
            size = float(operands[1])
        elif operator == b"Tm":
            at = times([float(n) for n in operands], matrix)
        elif operator in (b"Tj", b"TJ"):
            text, advance = shown(operands[0] if operator == b"TJ" else [operands[0]], font, size)
            points = size * abs(at[3])
            runs.append(Run(text, at[4] / MM, (height - at[5]) / MM, advance * abs(at[0]) / MM, round(points, 2), font["name"]))
    return Sheet(width / MM, height / MM, tuple(sorted(runs, key=lambda run: (round(run.y, 1), run.x))))


def shown(parts, font, size):
    """(text, width before the matrix) of what TJ draws: strings of glyphs of two bytes, and moves in thousandths."""
    text, advance = "", 0.0
    for part in parts:
        if isinstance(part, (str, bytes)):
            raw = getattr(part, "original_bytes", part)
            for glyph in (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)):
                text += font["text"].get(glyph, "")
                advance += font["width"].get(glyph, 0) * size / 1000
        else:
            advance -= float(part) * size / 1000
    return text, advance


def letters(font):
    """Name, letters and widths of a font: {"name", "text": {glyph: letters}, "width": {glyph: thousandths}}."""
    mapped = font["/ToUnicode"].get_object().get_data().decode("ascii", "replace")
    pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", mapped)
    widths, of = {}, list(font["/DescendantFonts"][0].get_object()["/W"].get_object())
    while of:
        first, second, *of = of
        second = second.get_object()
        if isinstance(second, list):
            widths |= {int(first) + n: float(width) for n, width in enumerate(second)}
        else:
            width, *of = of
            widths |= dict.fromkeys(range(int(first), int(second) + 1), float(width))
    text = {int(glyph, 16): bytes.fromhex(letter).decode("utf-16-be") for glyph, letter in pairs}
    return {"name": str(font["/BaseFont"]), "text": text, "width": widths}


def times(one, other):
    """The product of two PDF matrices."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
