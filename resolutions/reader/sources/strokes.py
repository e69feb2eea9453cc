"""What a page of a PDF prints, in the order of its file: runs of letters with their place."""

from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import ContentStream, DictionaryObject
from pypdf.generic._font import Font

from .refusals import NotText

MOST_OPERATORS, MOST_DEPTH, MOST_FORMS, MOST_SAVED = 400_000, 5, 200, 1000
_WIDE = 100  # the gap in a TJ, in thousandths of the letters' size, from which what follows is a run of its own
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SET = {b"Tc": "spacing", b"Tw": "word_spacing", b"TL": "leading", b"Ts": "rise"}


@dataclass(frozen=True)
class Stroke:
    """A run of letters: where it begins and ends, its base line (upwards), and the size of its letters, all in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


class _Face:
    """A font, and what its strings say, each asked of it but once."""

    def __init__(self, font: Font) -> None:
        self.font: Font = font
        self.told: dict[bytes, tuple[str, float, int, int]] = {}

    def says(self, raw: bytes) -> tuple[str, float, int, int]:
        if raw not in self.told:
            self.told[raw] = _letters(raw, self.font)
        return self.told[raw]


def strokes(page, fonts: dict | None = None) -> Iterator[Stroke]:
    """The runs of a page. What is printed at a slant, or upright, is left out, unless the whole page lies on its side.

    fonts: where the fonts that were read are kept for the pages to come.
    """
    contents = page.get("/Contents")
    if contents is None:
        return
    yield from _Pen(page.pdf, {} if fonts is None else fonts).draw(contents.get_object(), page, _turned(page), 0)


def times(a: tuple, b: tuple) -> tuple:
    """Two matrices of PDF one after the other: first ``a``, then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _turned(page) -> tuple:
    turn = page.get("/Rotate", 0)
    turn = turn.get_object() if hasattr(turn, "get_object") else turn
    turns = {90: (0, -1, 1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, 1, -1, 0, 0, 0)}
    return turns.get(turn % 360, _SAME) if isinstance(turn, int) else _SAME


@dataclass
class _State:
    """What q keeps and Q brings back."""

    matrix: tuple
    font: _Face | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> "_State":
        return _State(**self.__dict__)


class _Pen:
    """Follows the operators of a page. Fonts are read once, and kept beside what they were read from, which so keeps its identity."""

    def __init__(self, pdf, fonts: dict[int, tuple[DictionaryObject, _Face]]):
        self.pdf = pdf
        self.operators = self.forms = 0
        self.text = self.line = _SAME  # where the next letter, and the next line, begin
        self.fonts = fonts

    def draw(self, contents, owner: DictionaryObject, matrix: tuple, depth: int) -> Iterator[Stroke]:
        """The runs of a content stream with the resources of its page or form."""
        state, saved = _State(matrix), []
        for operands, operator in ContentStream(contents, self.pdf, "bytes").operations:
            self.operators += 1
            if self.operators > MOST_OPERATORS:
                raise NotText("costly")
            if operator == b"q":
                if len(saved) < MOST_SAVED:
                    saved.append(state.copy())
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator == b"cm" and (told := _numbers(operands, 6)):
                state.matrix = times(told, state.matrix)
            elif operator == b"Do" and operands:
                yield from self._form(owner, operands[0], state, depth)
            elif operator == b"Tf" and len(operands) > 1:
                state.font, state.size = self._font(owner, operands[0]), (_numbers(operands[1:], 1) or (state.size,))[0]
            elif operator == b"Tz" and (told := _numbers(operands, 1)):
                state.stretch = told[0] / 100
            elif operator in _SET and (told := _numbers(operands, 1)):
                setattr(state, _SET[operator], told[0])
            else:
                self._move(operator, operands, state)
                yield from self._show(operator, operands, state)

    def _move(self, operator: bytes, operands: list, state: _State) -> None:
        if operator == b"BT":
            self.text = self.line = _SAME
        elif operator == b"Tm" and (told := _numbers(operands, 6)):
            self.text = self.line = told
        elif operator in (b"Td", b"TD") and (told := _numbers(operands, 2)):
            if operator == b"TD":
                state.leading = -told[1]
            self._next(*told)
        elif operator in (b"T*", b"'", b'"'):
            if operator == b'"' and (told := _numbers(operands[:2], 2)):
                state.word_spacing, state.spacing = told
            self._next(0.0, -state.leading)

    def _next(self, x: float, y: float) -> None:
        self.text = self.line = times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def _show(self, operator: bytes, operands: list, state: _State) -> Iterator[Stroke]:
        if operator in (b"Tj", b"'", b'"') and operands:
            yield from self._run([operands[-1]], state)
        elif operator == b"TJ" and operands and isinstance(operands[0], list):
            yield from self._run(operands[0], state)

    def _run(self, pieces: list, state: _State) -> Iterator[Stroke]:
        """The strings of a Tj or TJ; those between which there is no gap to see are one run."""
        if state.font is None:
            return
        said, first, begin, moved = "", self.text, 0.0, 0.0  # how far from the first place the run begins, and how far it goes
        for piece in pieces:
            if isinstance(piece, bytes):
                letters, width, codes, spaces = state.font.says(bytes(piece))
                said += letters
                moved += (width / 1000 * state.size + codes * state.spacing + spaces * state.word_spacing) * state.stretch
            elif isinstance(piece, (int, float)):
                if abs(piece) > _WIDE:
                    yield from _stroke(said, _along(begin, first), _along(moved, first), state)
                    said = ""
                moved -= float(piece) / 1000 * state.size * state.stretch
                begin = begin if said else moved
        self.text = _along(moved, first)
        yield from _stroke(said, _along(begin, first), self.text, state)

    def _font(self, owner: DictionaryObject, name) -> _Face | None:
        found = _resource(owner, "/Font", name)
        if found is None:
            return None
        if id(found) not in self.fonts:
            self.fonts[id(found)] = found, _Face(Font.from_font_resource(found))
        return self.fonts[id(found)][1]

    def _form(self, owner: DictionaryObject, name, state: _State, depth: int) -> Iterator[Stroke]:
        form = _resource(owner, "/XObject", name)
        if form is None or form.get("/Subtype") != "/Form" or depth >= MOST_DEPTH:
            return
        self.forms += 1
        if self.forms > MOST_FORMS:
            raise NotText("costly")
        matrix = _numbers(list(form.get("/Matrix", _SAME)), 6) or _SAME
        kept = self.text, self.line
        yield from self.draw(form, form if "/Resources" in form else owner, times(matrix, state.matrix), depth + 1)
        self.text, self.line = kept


def _along(x: float, place: tuple) -> tuple:
    return times((1.0, 0.0, 0.0, 1.0, x, 0.0), place)


def _numbers(operands: list, count: int) -> tuple[float, ...] | None:
    told = operands[-count:]
    if len(told) < count or not all(isinstance(one, (int, float)) and abs(one) < 1e7 for one in told):
        return None
    return tuple(float(one) for one in told)


def _resource(owner: DictionaryObject, kind: str, name) -> DictionaryObject | None:
    """A font or form by its name, from the owner's resources, or those of the pages above it."""
    if not isinstance(name, str):
        return None
    for _ in range(20):
        resources = _dictionary(owner.get("/Resources"))
        found = _dictionary(_dictionary(resources.get(kind)).get(name)) if resources else None
        if found:
            return found
        owner = _dictionary(owner.get("/Parent"))
        if not owner:
            return None
    return None


def _dictionary(thing) -> DictionaryObject:
    thing = thing.get_object() if thing is not None else None
    return thing if isinstance(thing, DictionaryObject) else DictionaryObject()


def _letters(raw: bytes, font: Font) -> tuple[str, float, int, int]:
    """The letters that a string shows, how wide they are in thousandths of the size, how many codes they have, how many of them spaces."""
    if isinstance(font.encoding, str):
        codes = raw.decode(font.encoding, "surrogatepass" if len(raw) % 2 == 0 else "replace")
        decoded = codes
    else:
        codes = raw.decode("latin-1")
        decoded = "".join(font.encoding.get(code, chr(code)) for code in raw)
    letters = "".join(font.character_map.get(c, c) for c in decoded) if font.interpretable else "\ufffd" * len(codes)
    return letters, font.get_text_width(codes), len(codes), codes.count(" ")


def _stroke(said: str, begin: tuple, end: tuple, state: _State) -> Iterator[Stroke]:
    """The run between two places, if it stands level."""
    if not said:
        return
    there = times(begin, state.matrix)
    if abs(there[1]) > 0.1 * abs(there[0]) or there[0] <= 0:
        return
    size = abs(state.size * there[3]) or 1.0
    rise = state.rise * there[3]
    yield Stroke(said, there[4], times(end, state.matrix)[4], there[5] + rise, min(size, 200.0))
