"""The things that one order asks for: what is proposed as tasks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .carriers import carriers
from .naming import STATES, doer, trimmed, unit_at
from .result import Obligation, Quote, TimeWord
from .sentences import clauses
from .sheet import Sheet
from .timewords import time_words
from .verbs import AGREES, COMES_OF_IT, DETAILS, DOES, FORBIDS, HOW, HOW_WITHIN, LED
from .words import gettext_noop, loose

MOST = 40  # things told apart in one order; what follows stays with the last

_WHY = {
    "one": ("high", gettext_noop("It asks for one thing.")),
    "sentence": ("high", gettext_noop("A sentence of its own asks for it.")),
    "doer": ("high", gettext_noop("The words name who shall do this part.")),
    "clause": ("middle", gettext_noop("A clause of its own asks for it.")),
    "point": ("middle", gettext_noop("Named after a colon as a point of the order.")),
    "over_list": ("low", gettext_noop("It stands over a list: the parts below it say what is to be done.")),
}
WHY = {name: sentence for name, (_, sentence) in _WHY.items()}

_ENCLOSED = re.compile(r"“[^“”\n]{0,600}”|\"[^\"\n]{0,600}\"|«[^«»\n]{0,600}»|\([^()\n]{0,600}\)|\[[^\[\]\n]{0,600}\]")
_POINTS = re.compile(loose(r",? (?:trọng tâm|trọng điểm|trước mắt|nhất là|trong đó)(?: là| gồm)? ?: "))
_ASKS = re.compile(loose(r"(?:giao|đề nghị|yêu cầu|phân công|kính đề nghị) "))
_CLOSING = re.compile(r"\([^()\n]{1,300}\)[ .;]{0,3}$")


@dataclass
class _Piece:
    """A clause: its place, why it is one, and what else is said in it."""

    start: int
    end: int
    why: str


def obligations(
    sheet: Sheet, start: int, end: int, who: tuple[Quote, ...], when: tuple[TimeWord, ...], *, over_list: bool
) -> tuple[Obligation, ...]:
    """What the order between two places asks for, in reading order; at least one.

    ``who`` and ``when`` are those of the whole order. A thing that names nobody is asked of those whom the thing before it names, else of
    those of the whole order; a day that is said of one thing is not said of the others, but for what stands outside or in a closing bracket.
    """
    pieces = [_Piece(start, end, "over_list")] if over_list else _pieces(sheet, start, end)
    if len(pieces) == 1:
        why = pieces[0].why if over_list else "one"
        return (Obligation(sheet.text[start:end], start, end, who, when, _WHY[why][0], why),)
    return tuple(_dress(sheet, pieces, end, who, when))


def _dress(sheet: Sheet, pieces: list[_Piece], end: int, who: tuple[Quote, ...], when: tuple[TimeWord, ...]) -> Iterator[Obligation]:
    closing = _CLOSING.search(sheet.text, pieces[-1].start, end)
    last = closing.start() if closing else end
    of_all = tuple(word for word in when if word.start >= last or not pieces[0].start <= word.start < end)
    lead = tuple(quote for quote in who if quote.start >= last or not pieces[0].start <= quote.start < end)
    before: tuple[Quote, ...] = ()
    for piece in pieces:
        named = carriers(sheet, piece.start, min(piece.end, last))
        before = named or before
        times = time_words(sheet, piece.start, min(piece.end, last))
        text = sheet.text[piece.start : piece.end]
        yield Obligation(text, piece.start, piece.end, before or lead or who, times or of_all, _WHY[piece.why][0], piece.why)


def _pieces(sheet: Sheet, start: int, end: int) -> list[_Piece]:
    """The clauses that ask for something by themselves, each with the clauses that only go on from it."""
    found: list[_Piece] = []
    waiting: int | None = None  # where a naming without a doing begins: it goes with the clause after it
    detailed = False  # 'theo hướng: …': what follows in the sentence only says how
    for a, b, why, inside in _cuts(sheet, start, end):
        detailed = bool(DETAILS.search(sheet.low, a, b)) or (inside and detailed)
        at = a if waiting is None else waiting
        waiting = None
        if not found:
            if _only_names(sheet, a, b) and b < end - 2:
                waiting = at
                continue
            found.append(_Piece(at, b, why))
        elif at == a and (len(found) >= MOST or (inside and detailed) or not _asks(sheet, a, b, within=inside)):
            found[-1].end = b
        elif at == a and _only_names(sheet, a, b) and b < end - 2:
            waiting = a
        else:
            found.append(_Piece(at, b, "doer" if why == "clause" and unit_at(sheet, a) else why))
    if len(found) > 1 and _is_run_in(sheet, found[0], found[1]):
        found[:2] = [_Piece(found[0].start, found[1].end, found[1].why)]
    if len(found) > 1 and found[0].why == "sentence" and AGREES.match(sheet.low, found[0].start, found[0].end):
        found[:2] = [_Piece(found[0].start, found[1].end, found[1].why)]  # 'Đồng ý …. Giao …': it asks for nothing by itself
    if waiting is not None:
        found = [*found[:-1], _Piece(found[-1].start, end, found[-1].why)] if found else [_Piece(start, end, "one")]
    return found


def _is_run_in(sheet: Sheet, first: _Piece, second: _Piece) -> bool:
    """'Đổi mới nội dung sinh hoạt. Mỗi chi bộ chọn …': a short sentence that is the heading of what follows, where others are named."""
    short = first.end - first.start < 90 and first.why == "sentence" and not doer(sheet, first.start, first.end)
    return short and second.why != "point" and bool(doer(sheet, second.start, second.end))


def _cuts(sheet: Sheet, start: int, end: int) -> list[tuple[int, int, str, bool]]:
    """Sentences and clauses, and the points after 'trọng tâm là:', never cut inside quotes or brackets; whether each stands inside a sentence."""
    closed = [match.span() for match in _ENCLOSED.finditer(sheet.text, start, end)]
    spans: list[tuple[int, int]] = []
    at = 0
    for a, b in clauses(sheet.text, start, end):
        while at < len(closed) and closed[at][1] <= a:
            at += 1
        if spans and at < len(closed) and closed[at][0] < a < closed[at][1]:
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    out: list[tuple[int, int, str, bool]] = []
    inside, usual = False, "clause"
    for (a, b), (after, _) in zip(spans, [*spans[1:], (end, end)], strict=True):
        stops = ";" not in sheet.text[b:after]
        points = None if stops else _POINTS.search(sheet.low, a, b)
        if points and _asks(sheet, a, points.start()) and _asks(sheet, points.end(), b):
            out += [(a, points.start(), "clause", inside), (points.end(), b, "point", True)]
            usual = "point"
        else:
            out.append((a, b, usual if inside or not stops else "sentence", inside))
        inside, usual = not stops, "clause" if stops else usual
    return out


def _asks(sheet: Sheet, start: int, end: int, *, within: bool = False) -> bool:
    """Whether a clause, after the small words it may begin with, asks for something by itself; ``within`` a sentence or at its head."""
    low = sheet.low
    at = _after_lead(sheet, start, end)
    if HOW.match(low, at, end) or COMES_OF_IT.match(low, at, end) or (within and HOW_WITHIN.match(low, at, end)):
        return False
    if told := doer(sheet, at, end):
        return not STATES.match(told[1])
    return bool(_ASKS.match(low, at, end) or DOES.match(low, at, end) or FORBIDS.match(low, at, end))


def _after_lead(sheet: Sheet, start: int, end: int) -> int:
    """Past the small words and the words about time that a clause begins with: 'Chậm nhất ngày 30/6/2024 ban hành …'."""
    low = sheet.low
    at = led.end() if (led := LED.match(low, start, end)) else start
    word = next((word for word in time_words(sheet, start, min(end, start + 80)) if word.start <= at < word.end), None)
    if word and not word.is_condition:
        at = word.end
        while at < end and low[at] in " ,":
            at += 1
    return at if at < end else start


def _only_names(sheet: Sheet, start: int, end: int) -> bool:
    """'Các cơ quan tham mưu Huyện ủy' before a semicolon: units, and nothing that they shall do."""
    told = doer(sheet, start, end)
    return bool(told) and told[1] == "" and told[0] >= trimmed(sheet, start, end)
