"""The rows of tables of tasks as provisions: the words of the task, with those who lead, support and watch, and its day.

A row of an appendix is labelled by its number there: 'PL.3', in the appendix numbered 2 'PL2.3'; a row of a table in the body by its place
under the part it stands in: 'III.#3'. A row over others that only names them is 'PL.I', theirs are 'PL.I.1'.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from .carriers import groups
from .obligations import obligations
from .result import Provision, Quote
from .rows import cells, roles
from .sheet import Piece, Sheet
from .timewords import time_words
from .words import even, fold, in_capitals
from .zones import APPENDIX, ROW

_APPENDIX = re.compile(r"(?:phụ ?lục|biểu)(?: phụ ?lục)?(?: (?:số ?)?0?(?P<n>\d{1,2}|[ivx]{1,4})\b)?")
_NUMBER = re.compile(r"\(?(?:[IVXLC]{1,5}|\d{1,3}(?:\.\d{1,2}){0,2}|[a-zđA-HK])[.)]{0,2}")
_HOUR = re.compile(r"\b\d{1,2} ?(?:h|g|giờ|:) ?\d{0,2}\b")
_PARTS = ("lead", "support", "watch")


def read_tables(sheet: Sheet, body: Sequence[Provision]) -> tuple[Provision, ...]:
    """The rows of all tables of tasks, in the order of the paper; ``body`` are the provisions of the running text."""
    found: list[Provision] = []
    labels: Counter = Counter()
    back = sheet.first(APPENDIX)
    known = {part.label: part for part in body}
    starts = [part.start for part in body]
    above, table = "PL", []
    for piece in [*sheet.zone(ROW, APPENDIX), None]:
        if piece and piece.zone == ROW and (not table or table[-1].end + 1 == piece.start):
            table.append(piece)
            continue
        if table:
            over = bisect(starts, table[0].start)
            inside = not (back and back.start < table[0].start) and over
            home = _home(known, body[over - 1]) if inside else (f"{above}.", None)
            found += _Table(sheet, table, home, labels).provisions()
        table = [piece] if piece and piece.zone == ROW else []
        if piece and piece.zone == APPENDIX and (match := _APPENDIX.match(even(piece.text))):
            above = f"PL{(match['n'] or '').upper()}"
    return tuple(found)


def _home(known: dict[str, Provision], part: Provision) -> tuple[str, str]:
    """What the labels of a table in the body begin with: the part it stands in, which is a heading or leads on to it."""
    while part.parent and part.text.endswith((".", ";")):
        part = known[part.parent]
    return f"{part.label}.#", part.label


class _Table:
    def __init__(self, sheet: Sheet, rows: list[Piece], home: tuple[str, str | None], labels: Counter):
        self.sheet, self.rows, self.labels = sheet, rows, labels
        self.prefix, self.home = home
        self.columns = roles(rows[0].text) or {}
        self.head = fold(rows[0].text)
        self.group: str | None = None
        self.count = 0

    def provisions(self) -> Iterator[Provision]:
        if self._is_agenda():
            return
        for row in self.rows[1:]:
            if fold(row.text) == self.head or not any(c.isalpha() for c in row.text):
                continue  # the header once more on a new page; the row of column numbers
            if made := self._row(self._spans(row)):
                yield made

    def _is_agenda(self) -> bool:
        """Hours of a day in the column of times: the agenda of a meeting, nothing to follow up."""
        return any(_HOUR.search(even(self.sheet.text[a:b])) for row in self.rows[1:4] for a, b in self._of("time", self._spans(row)))

    def _spans(self, row: Piece) -> list[tuple[int, int]]:
        return [(row.start + a, row.start + b) for a, b in cells(row.text)]

    def _of(self, role: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [spans[i] for i in self.columns.get(role, ()) if i < len(spans) and spans[i][0] < spans[i][1]]

    def _row(self, spans: list[tuple[int, int]]) -> Provision | None:
        text = self.sheet.text
        number = next((text[a:b] for a, b in self._of("number", spans) or spans[:1] if _NUMBER.fullmatch(text[a:b])), "").strip("().")
        tasks = self._of("task", spans)
        filled = [span for span in spans if any(c.isalpha() for c in text[slice(*span)]) and not _NUMBER.fullmatch(text[slice(*span)])]
        if not tasks and len(filled) != 1:
            return None
        if len(filled) == 1 and not number.isdigit() and (not tasks or number or in_capitals(text[slice(*filled[0])])):
            return self._group(number, *filled[0])
        who = tuple(q for part in _PARTS for a, b in self._of(part, spans) for q in self._names(a, b, part))
        when = tuple(word for a, b in self._of("time", spans) for word in time_words(self.sheet, a, b, alone=True))
        a, b = tasks[0]
        self.count += 1
        label = self._label(f"{self.group or self.prefix}{number or self.count}")
        kind = "duty" if who else "directive"
        asks = obligations(self.sheet, a, b, who, when, over_list=False)
        return Provision(label, kind, text[a:b], self._above(), who, when, a, b, asks, "high", "row")

    def _group(self, number: str, a: int, b: int) -> Provision:
        label = self._label(f"{self.prefix}{number}" if number else f"{self.prefix}*{self._stars()}")
        self.group, self.count = f"{label}.", 0
        return Provision(label, "other", self.sheet.text[a:b], self.home, (), (), a, b, (), "high", "section")

    def _stars(self) -> int:
        self.labels["*" + self.prefix] += 1
        return self.labels["*" + self.prefix]

    def _above(self) -> str | None:
        return self.group[:-1] if self.group else self.home

    def _label(self, label: str) -> str:
        self.labels[label] += 1
        return label if self.labels[label] == 1 else f"{label}/{self.labels[label]}"

    def _names(self, a: int, b: int, part: str) -> list[Quote]:
        if not any(c.isalpha() for c in self.sheet.text[a:b]):
            return []
        return groups(self.sheet, a, b, part)
