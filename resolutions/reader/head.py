"""The head of a paper: its kind, number, day, title, subject; and whether it is a draft or marked secret."""

import re
from dataclasses import dataclass
from datetime import date

from .kindwords import after_name, by_symbol, named_at_start
from .lines import lines
from .secret import mark_of
from .sheet import Piece, Sheet
from .words import even, fold, in_capitals
from .zones import HEAD_LINES, LETTERHEAD, NUMBER_LINE, SENT_TO, SUBJECT, TITLE

_NUMBER = re.compile(r"[Ss][Ốố] ?:? ?(?P<digits>\d{1,5}[A-ZĐ]?)?[ .…_]{0,60}(?P<sign>[-–—/]) ?(?P<rest>.{2,60})")
_SYMBOL = re.compile(r"(?:\d{4} ?/ ?)?[A-ZĐ][A-Za-zĐđ]{0,5}\d{0,2}(?: ?[-–/] ?[A-ZĐƯ][\wĐđ.&]{0,14}){1,4}")
DAY = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})\.?$|ngày (\d{1,2})/(\d{1,2})/(\d{4})\.?$")


@dataclass(frozen=True)
class Head:
    """What the head says; None for what it leaves blank. ``line`` is the place of the number line, if there is one."""

    kind: str | None
    symbol: str | None
    number: str | None
    date: date | None
    is_draft: bool
    title: str | None
    subject: str | None
    sent_to: tuple[str, ...]
    line: Piece | None


def secrecy(text: str) -> str | None:
    """The secrecy mark ('MẬT', 'TỐI MẬT', 'TUYỆT MẬT') that stands in the head: by itself, in a column or box, or named as such."""
    return mark_of(lines(text[:100_000])[:HEAD_LINES])


def read_head(sheet: Sheet) -> Head:
    """The head of a sheet."""
    letterhead = sheet.zone(LETTERHEAD)
    symbol, number, line = _number(letterhead)
    title = [piece.text for piece in sheet.zone(TITLE)]
    sent_to = tuple(_sent_to(sheet))
    kind = named_at_start(title[0]) if title else by_symbol(symbol)
    if not kind and not title and symbol and sent_to:
        kind = "Công văn"  # a numbered paper to somebody, without a title and without letters of a kind: '642/UBND-VX'
    return Head(
        kind=kind,
        symbol=symbol,
        number=number,
        date=_date(letterhead),
        is_draft=any(even(piece.text).lstrip("( ").startswith("dự thảo") and len(piece.text) < 40 for piece in letterhead),
        title=" ".join(title) or None,
        subject=_subject(sheet, title),
        sent_to=sent_to,
        line=line,
    )


def _number(letterhead: list[Piece]) -> tuple[str | None, str | None, Piece | None]:
    """Symbol, whole number and its line. Where the digits are blank there is a symbol and no number."""
    for i, piece in enumerate(letterhead):
        if not NUMBER_LINE.match(even(piece.text)):
            continue
        text = piece.text
        if text.endswith(("-", "–", "/")) and i + 1 < len(letterhead):
            text += letterhead[i + 1].text
        match = _NUMBER.match(text)
        symbol = _SYMBOL.match(match["rest"].strip()) if match else None
        if not symbol:
            continue
        rest = symbol[0].replace(" ", "").replace("–", "-")
        sign = "/" if match["sign"] == "/" else "-"
        return rest.split("/", 1)[-1] if rest[0].isdigit() else rest, match["digits"] and match["digits"] + sign + rest, piece
    return None, None, None


def _date(letterhead: list[Piece]) -> date | None:
    """The day of issue, from the line of place and day alone; None where a part of it is blank or two lines disagree."""
    days = {day(*(part for part in match.groups() if part)) for piece in letterhead if (match := DAY.search(even(piece.text)))}
    return days.pop() if len(days) == 1 else None


def day(d: str, m: str, y: str) -> date | None:
    """The day of three figures, None for a day that no calendar has."""
    try:
        return date(int(y), int(m), int(d))
    except ValueError:
        return None


def _subject(sheet: Sheet, title: list[str]) -> str | None:
    """What the paper is about: the lines under its title, or the rest of a title that is all in capitals."""
    own = " ".join(piece.text for piece in sheet.zone(SUBJECT))
    rest = after_name(title[0]) if title else ""
    if rest and not in_capitals(rest):
        own = f"{rest} {own}".strip()
    if own:
        return own
    under = title[1:]
    return " ".join(under) if under and not even(under[0]).startswith(("của ", "hội nghị")) else None


def _sent_to(sheet: Sheet) -> list[str]:
    """Whom a letter addresses, one entry a dash; an entry may wrap."""
    found: list[str] = []
    for piece in sheet.zone(SENT_TO):
        text = piece.text
        if fold(text[:12]).startswith("kinhgui"):
            text = text[len("kính gửi") :].lstrip(" :")
        bare = text.lstrip("-–+• ")
        if found and bare == text:
            found[-1] += " " + text
        elif bare:
            found.append(bare)
    return [entry.rstrip(" ,;.") for entry in found]
