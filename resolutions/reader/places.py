"""Where in the text each thing of the head and foot stands, for the page that shows both side by side."""

from collections.abc import Iterable

from .head import DAY, Head
from .sheet import Piece, Sheet
from .words import even, fold
from .zones import BODY, FOOT, LETTERHEAD, SUBJECT, TITLE

FAR = 1200  # letters of one paragraph that are looked through
Place = tuple[int, int]


def read_places(sheet: Sheet, head: Head, told: dict[str, str | None]) -> dict[str, Place]:
    """The places of what was found; ``told`` holds issuer, issuer_parent, signer and signer_title. What is found nowhere has no place."""
    letterhead, title, foot = sheet.zone(LETTERHEAD), sheet.zone(TITLE), sheet.zone(FOOT)[:120]
    found: dict[str, Place | None] = {}
    line = [piece for piece in letterhead if head.line and piece.start >= head.line.start][:2]
    found["number"] = _place(line, head.number)
    found["symbol"] = _place(line, head.symbol)
    found["kind"] = _place(title, head.kind) or (found["symbol"] if not title else None)
    found["date"] = next(
        ((p.start + m.start(), p.end) for p in letterhead if head.date and (m := DAY.search(even(p.text)))),
        None,
    )
    above = [piece for piece in letterhead if not head.line or piece.start < head.line.start]
    opening = [piece for piece in (sheet.first(BODY),) if piece]
    found["issuer"] = _first((above, title, opening, foot), told["issuer"], last=True)
    found["issuer_parent"] = _first((above,), told["issuer_parent"])
    found["subject"] = _first(([*title, *sheet.zone(SUBJECT)],), head.subject)
    found["signer_title"] = _first((foot,), told["signer_title"])
    after = found["signer_title"][1] if found["signer_title"] else 0
    found["signer"] = _first(([piece for piece in foot if piece.start >= after], foot), told["signer"])
    return {name: place for name, place in found.items() if place}


def _first(zones: Iterable[list[Piece]], words: str | None, *, last: bool = False) -> Place | None:
    """In the first of some zones that holds the words: together, or else from the first of their lines to the last."""
    for pieces in zones:
        if place := _place(pieces, words, last=last) or _scattered(pieces, words):
            return place
    return None


def _place(pieces: list[Piece], words: str | None, *, last: bool = False) -> Place | None:
    """Where words stand in some pieces, whatever their case, marks and spaces; they may run over several pieces."""
    sought = fold(words or "")
    if not sought:
        return None
    folded, at = [], []
    for piece in pieces:
        for i, letter in enumerate(piece.text[:FAR]):
            for plain in fold(letter):
                folded.append(plain)
                at.append(piece.start + i)
    text = "".join(folded)
    begin = text.rfind(sought) if last else text.find(sought)
    return (at[begin], at[begin + len(sought) - 1] + 1) if begin >= 0 else None


def _scattered(pieces: list[Piece], words: str | None) -> Place | None:
    """Words whose lines something else parts: 'ĐẢNG ỦY' / 'ĐẢNG CỘNG SẢN VIỆT NAM' / 'PHƯỜNG 1'."""
    sought = fold(words or "")
    own = [piece for piece in pieces if fold(piece.text) and fold(piece.text) in sought]
    return (own[0].start, own[-1].end) if own else None
