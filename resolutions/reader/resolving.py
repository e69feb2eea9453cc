"""Whom the words of a quote mean among the units of one committee: units, classes, roles; what is doubtful is left to a person."""

from collections.abc import Iterable

from .choosing import Found
from .items import items
from .meant import CHOSEN, HIGH, WHY, Known, KnownUnit, Match
from .persons import comrade
from .result import SURE, Quote
from .spelling import bare, spell

__all__ = ["WHY", "Known", "KnownUnit", "Match", "resolve", "resolve_words"]

_ORDER = {why: n for n, why in enumerate(WHY)}


def resolve(quotes: Iterable[Quote | str], known: Known) -> tuple[Match, ...]:
    """A match for each quote, in order. Any words give one; it names no unit of which no name stands in the words."""
    found, one, end = [], False, 0
    for quote in quotes:
        if isinstance(quote, str):
            found.append(resolve_words(quote, known))
            continue
        single = comrade(False).match(spell(quote.text).low)
        one = not single["many"] if single else one and quote.start == end + 2  # 'đồng chí Lê Văn Tám, Ủy viên Ban Thường vụ'
        end = quote.end
        found.append(resolve_words(quote.text, known, part=quote.part, one=one))
    return tuple(found)


def resolve_words(words: str, known: Known, *, part: str | None = None, one: bool = False) -> Match:
    """Whom these words mean; words without any marks that mean nobody as they stand are compared without marks.

    ``one``: they go on about a single comrade named before them.
    """
    match = _together(items(words, known, one=one), part)
    if match.left and words.isascii() and bare(words).strip():
        loose = _together(items(words, known, plain=True, one=one), part, plain=True)
        if loose.why != "unknown":
            return loose
    return match


def _together(found: list[Found], part: str | None, *, plain: bool = False) -> Match:
    """What the things named in one quote come to; of their reasons the most doubtful."""
    chosen = [one for one in found if one.is_chosen]
    reasons = [one.why for one in found] or ["unknown"]
    if plain:
        reasons = [*reasons, "bare"]
    if chosen and "unknown" in reasons:
        reasons = [*(why for why in reasons if why != "unknown"), "partly"]
    why = max(reasons, key=_ORDER.__getitem__)
    if why in HIGH or (why == "alias" and not any(one.is_loose for one in chosen)):
        sure = SURE[0]
    else:
        sure = SURE[1] if why in CHOSEN and not any(one.is_low for one in chosen) else SURE[2]
    units, kinds, roles = (_each(chosen, name) for name in ("units", "kinds", "roles"))
    return Match(
        units,
        kinds,
        roles,
        part or "lead",
        sure,
        why,
        gone=_each(found, "gone"),
        may_units=tuple(pk for pk in _each(found, "may_units") if pk not in units),
        may_kinds=tuple(kind for kind in _each(found, "may_kinds") if kind not in kinds),
        may_roles=tuple(role for role in _each(found, "may_roles") if role not in roles),
        left=tuple(one.words for one in found if not one.is_chosen and one.words),
    )


def _each(found: list[Found], name: str) -> tuple:
    """All of one kind, each once, in the order in which they are named."""
    return tuple(dict.fromkeys(one for item in found for one in getattr(item, name)))
