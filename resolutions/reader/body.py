"""The body of a paper as a tree of provisions."""

import re
from collections import Counter
from collections.abc import Iterator

from .carriers import asked, carriers, names_carriers
from .findings import findings
from .kinds import (
    ASSESSMENTS,
    ORDERS,
    announced,
    asks_within,
    gives_order,
    heading_of,
    kind_of,
    sureness,
)
from .marks import ARTICLE, DASH, LETTER, SECTION, STAR, Mark, mark
from .obligations import obligations
from .parts import ORDER, ROOT, Part
from .result import Finding, Provision
from .sentences import last_sentence
from .sheet import Piece, Sheet
from .signs import after_step, introduces, is_formula, lists_things, names_a_field, orders_all, says_of_another, says_when
from .timewords import time_words
from .words import loose
from .zones import BODY

_GROUNDS = re.compile(
    loose(r"(?:căn cứ|xét đề nghị|theo đề nghị|xét|thực hiện (?:nghị quyết|kết luận|chỉ thị|kế hoạch|quy định|quyết định)) ")
)


def read_body(sheet: Sheet) -> tuple[tuple[Provision, ...], tuple[Finding, ...]]:
    """The provisions in reading order, and the findings of the running text."""
    reading = _Reading(sheet)
    pieces = [(piece, mark(piece.text)) for piece in sheet.zone(BODY)]
    following: Mark | None = None
    nexts: list[Mark | None] = []
    for _, found in reversed(pieces):
        nexts.append(following)
        following = found or following
    for (piece, found), after in zip(pieces, reversed(nexts), strict=True):
        if found and found.rank >= DASH and reading.is_grounds(piece, found):
            continue
        if found:
            reading.open(piece, found, after)
        else:
            reading.run_on(piece, after)
    return tuple(reading.provisions()), tuple(reading.findings)


class _Reading:
    """The parts read so far; ``stack`` holds those that are still open, from the whole paper down."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.root = Part(ROOT, "", "other", 0, 0)
        self.stack = [self.root]
        self.parts: list[Part] = []
        self.findings: list[Finding] = []
        self.labels: Counter = Counter()

    def open(self, piece: Piece, found: Mark, after: Mark | None) -> None:
        """A paragraph with a mark: a part of its own under the nearest part of a higher rank."""
        while self.stack[-1].rank >= found.rank:
            self.stack.pop()
        above = self.stack[-1]
        start = piece.start + found.length
        if not found.name:
            above.counts[found.rank] += 1
        name = found.name or f"{'*' if found.rank == STAR else '-'}{above.counts[found.rank]}"
        if LETTER > found.rank > SECTION and "." in found.name:  # 3.1 under 3: the whole number replaces that of the part above
            home = next(part for part in reversed(self.stack) if part.rank <= SECTION)
            label = self._label(home, name)
        else:
            label = self._label(above, name)
        part = Part(found.rank, label, "other", start, piece.end, above)
        self._add(part, section=found.rank <= SECTION)
        if after and after.rank > found.rank and part.kind == "directive" and self._only_names(part):
            part.kind, part.why = "other", "section"

    def _only_names(self, part: Part) -> bool:
        """Whether words over others only name them: the title of an article, or 'Công tác …', 'Phong trào …'."""
        return names_a_field(self.sheet, part.start, part.end) or (part.rank == ARTICLE and self.sheet.text[part.end - 1] not in ".;:")

    def is_grounds(self, piece: Piece, found: Mark) -> bool:
        """A dash before the first part that only says on what the paper rests: '- Căn cứ Quy định số …'."""
        return not self.parts and bool(_GROUNDS.match(self.sheet.low, piece.start + found.length, piece.end))

    def run_on(self, piece: Piece, after: Mark | None) -> None:
        """A paragraph without a mark: it may introduce a list, give an order, say who or when, tell a finding, or go on."""
        sheet, part = self.sheet, self.stack[-1]
        if is_formula(sheet, piece.start, piece.end) and not asks_within(sheet, piece.start, piece.end):
            return
        preamble = len(self.stack) == 1 and after is not None and not self.parts
        if introduces(sheet, piece.start, piece.end) or (preamble and piece.text.endswith(":")):
            if part.context not in ORDERS:
                self._find(piece.start, last_sentence(sheet.text, piece.start, piece.end), part.context)
            self._charge(piece, after)
        elif says_of_another(sheet, piece.start, piece.end) and self.parts:
            self._say_of(self._listed(), piece.start, piece.end)
            return
        elif not preamble and gives_order(sheet, piece.start, piece.end, part.context):
            self._order(piece, after)
            return
        elif part.context not in ORDERS and self._find(piece.start, piece.end, part.context):
            return
        if part.rank > SECTION and part.end + 1 == piece.start and not piece.text.startswith("(") and self._may_grow(part):
            part.end = piece.end

    def provisions(self) -> Iterator[Provision]:
        """The parts as provisions; those that name nobody inherit from the part or the sentence above them."""
        for part in self.parts:
            sheet, order = self.sheet, part.kind in ORDERS
            text = sheet.text[part.start : part.end]
            times = [*time_words(sheet, part.start, part.end), *part.times] if order else []
            above = part.above.label if part.above and part.above is not self.root else None
            who = part.who() if order else ()
            asks = (
                obligations(sheet, part.start, part.end, who, tuple(times), over_list=part.has_parts and not text.endswith((".", ";")))
                if order
                else ()
            )
            told = (part.label, part.kind, text, above, who, tuple(times), part.start, part.end)
            yield Provision(*told, asks, sureness(part.why), part.why)

    def _add(self, part: Part, *, section: bool = False) -> None:
        sheet, above = self.sheet, part.above
        heading = heading_of(sheet, part.start, part.end)
        own = announced(heading, section=section) if heading else None
        if section and heading.strip(" .:") == "yêu cầu" and not any("mục đích" in self.sheet.low[p.start : p.end] for p in self.parts[:3]):
            own = "directive"  # not the 'yêu cầu' beside a plan's 'mục đích'
        if own in ASSESSMENTS and above.context in ORDERS and not section:
            own = None  # 'Đánh giá kết quả …' among tasks is a task
        part.context = own or (None if section else above.context)
        if not section:
            part.kind, part.why = kind_of(
                sheet, part.start, part.end, context=part.context, above=above.kind if above.rank > SECTION else None
            )
        if lists_things(sheet, part.start, part.end):
            part.context = "other"
        if says_of_another(sheet, part.start, part.end) and above.rank > SECTION:
            self._say_of(above, part.start, part.end)
        elif part.kind in ORDERS:
            part.carriers = list(carriers(sheet, after_step(sheet, part.start, part.end), part.end))
        above.has_parts = True
        self.parts.append(part)
        self.stack.append(part)
        if part.kind == "assessment":
            self._find(part.start, part.end, None)

    def _label(self, above: Part, name: str) -> str:
        """The path of marks. Where a paper uses one twice (a heading was lost) the second is told apart: 'I.1/2'."""
        label = f"{above.label}.{name}" if above.label else name
        self.labels[label] += 1
        return label if self.labels[label] == 1 else f"{label}/{self.labels[label]}"

    def _charge(self, piece: Piece, after: Mark | None) -> None:
        """The sentence before a list says for all of it whom it asks, and that what follows is to be done."""
        over = next(part for part in reversed(self.stack) if after is None or part.rank < after.rank)
        who = asked(self.sheet, piece.start, piece.end)
        if who:
            over.charged = who
        if who or orders_all(self.sheet, piece.start, piece.end):
            over.context = "directive" if over.context in (None, *ASSESSMENTS) else over.context

    def _order(self, piece: Piece, after: Mark | None) -> None:
        while self.stack[-1].rank >= ORDER and not (self.stack[-1].marked and self._leads_on(self.stack[-1])):
            self.stack.pop()
        above = self.stack[-1]
        more = after is not None and after.rank == above.rank
        if not more and above.rank > SECTION and not above.has_parts and self.sheet.text[above.end - 1] in ".;":
            above = above.above  # after the last item of a list an order concerns the whole of it
        if above.kind == "directive" and self._only_names(above):
            above.kind, above.why = "other", "section"
        above.counts["+"] += 1
        part = Part(ORDER, self._label(above, f"+{above.counts['+']}"), "duty", piece.start, piece.end, above, above.context, marked=False)
        self._add(part)
        if part.kind not in ORDERS:
            part.why = "asked" if part.carriers else "words"
        part.kind = "duty" if part.carriers or part.kind not in ORDERS else part.kind
        if not piece.text.endswith(":"):
            self.stack.pop()
        elif above.rank >= ORDER:
            part.rank = above.rank

    def _leads_on(self, part: Part) -> bool:
        return self.sheet.text[part.end - 1 : part.end] == ":"

    def _may_grow(self, part: Part) -> bool:
        return part.rank < STAR or self._leads_on(part)

    def _listed(self) -> Part:
        """The part whose list has just been told: the one above the last dash or letter."""
        part = self.parts[-1]
        if part.rank >= LETTER and part.above is not self.root:
            part = part.above
            while part.rank >= STAR and part.above is not self.root:
                part = part.above
        return part

    def _say_of(self, part: Part, start: int, end: int) -> None:
        if names_carriers(self.sheet, start, end):
            part.carriers += carriers(self.sheet, start, end)
        if says_when(self.sheet, start):
            part.times += time_words(self.sheet, start, end, alone=True)

    def _find(self, start: int, end: int, context: str | None) -> bool:
        part, found = self.stack[-1], False
        for kind, a, b in findings(self.sheet, start, end, context):
            found = True
            part.counts["~"] += 1
            label = self._label(part, f"~{part.counts['~']}")
            self.findings.append(Finding(label, kind, self.sheet.text[a:b], a, b))
        return found
