"""By which words each unit of a committee is called: its names, former ones, and what everyday makes of them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from .meant import Known, KnownUnit
from .spelling import bare, spell

NAME, FORMER, ALIAS, LOOSE = range(4)  # how a unit comes by a name; LOOSE: what a Party organisation is of ('xã Bình Minh')
_LEVELS = {"huyện ủy": "huyện", "tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "quận ủy": "quận", "thị ủy": "thị xã", "đảng ủy": ""}
_OF_LEVEL = re.compile(r"(?:đảng ủy|đảng bộ) (xã|phường|thị trấn|đặc khu|huyện|tỉnh|thành phố|quận)\b")
_PARTY = re.compile(r"(?P<party>(?:ban chấp hành |ban thường vụ )?(?:đảng bộ|đảng ủy|chi bộ|chi ủy)) (?P<rest>.+)")
_PARTIES = {
    "đảng": ("đảng bộ", "đảng ủy", "ban chấp hành đảng bộ", "ban thường vụ đảng ủy", "cấp ủy"),
    "chi": ("chi bộ", "chi ủy", "cấp ủy"),
}
MOST_WORDS = 24


@dataclass(frozen=True)
class Names:
    """Every name that stands for a unit, spelled in the one way: {name: ((key, how), …)}; and what follows a name of this committee."""

    units: dict[int, KnownUnit]
    lows: dict[int, str]  # all that a unit is called, in the one way of writing
    called: dict[str, tuple[tuple[int, int], ...]]
    own: re.Pattern
    committee: int | None
    longest: int
    levels: tuple[str, ...]
    plain: bool

    def at(self, low: str, start: int, head: str = "") -> tuple[int, str] | None:
        """The longest name that stands at a place of some spelled words, with ``head`` put before them: (its end, the name)."""
        words = low[start : start + 400].split(" ")[: self.longest]
        for n in range(len(words), 0, -1):
            name = " ".join(words[:n])
            if head + name in self.called:
                return start + len(name), head + name
        return None


@lru_cache(maxsize=8)
def names_of(known: Known, *, plain: bool = False) -> Names:
    """The names of all units; made once for what is known."""
    own, levels, place = _own(known, plain)
    tail = re.compile(rf"(?: {own.pattern})+$")
    told: dict[str, dict[int, int]] = defaultdict(dict)
    shared = _shared(known, plain)
    for unit in known.units:
        for names, how in ((unit.former, FORMER), (unit.names, NAME)):
            for name in names:
                low = spell(name, plain=plain).low
                if not low or (low in shared and len(name.split()) == 1):
                    continue  # a code that several units share ('ĐU') names none of them
                for alias, by in _called(low, how, tail, unit.kind, plain):
                    told[alias][unit.pk] = min(by, told[alias].get(unit.pk, LOOSE))
    pks = {unit.pk for unit in known.units}
    tops = [unit.pk for unit in known.units if unit.kind == "committee" and unit.parent not in pks]
    if tops:
        for level in levels:
            for party, of in product(("đảng bộ", "đảng ủy", "cấp ủy"), (level, f"{level} {place}")):
                alias = f"{party} {of}".strip()
                told[bare(alias) if plain else alias].setdefault(tops[0], ALIAS)
    longest = min(MOST_WORDS, max((len(name.split()) for name in told), default=0))
    called = {name: tuple(sorted(pks.items())) for name, pks in told.items()}
    lows = {unit.pk: " , ".join(spell(name, plain=plain).low for name in unit.names) for unit in known.units}
    return Names({unit.pk: unit for unit in known.units}, lows, called, own, tops[0] if tops else None, longest, levels, plain)


def _called(low: str, how: int, tail: re.Pattern, kind: str, plain: bool):
    """(name, how) for one recorded name: without the committee's behind it, and for Party organisations by what they are of."""
    base = low if kind == "committee" else tail.sub("", low) or low
    yield base, how
    party = _party(plain).fullmatch(base)
    if kind != "subordinate" or not party:
        return
    rest, chi = party["rest"], "chi" in party["party"].split()
    for name in _PARTIES["chi" if chi else "đảng"]:
        yield f"{bare(name) if plain else name} {rest}", max(how, ALIAS) if how != FORMER else FORMER
    if len(rest.split()) > 1:
        yield rest, LOOSE


def _own(known: Known, plain: bool) -> tuple[re.Pattern, tuple[str, ...], str]:
    """What may stand behind a name without saying more ('Huyện ủy', 'trong huyện'), and the committee's levels and place."""
    name = spell(known.committee).low
    levels = known.levels or levels_of(known.committee)
    names = [name, "cấp ủy"]
    party = next((party for party in _LEVELS if name.startswith(party)), "")
    place = name.removeprefix(party).strip()
    names += [party, f"đảng bộ {place}", *([f"đảng ủy {place}"] if party == "đảng ủy" else [])] if party else []
    for level in levels:
        place = place.removeprefix(level).strip()
        names += [f"{level} {place}", f"đảng bộ {level} {place}", f"đảng bộ {level}", f"đảng ủy {level}", f"{level} nhà", level]
    names = sorted({" ".join(n.split()) for n in names if n.strip() and n.strip() != "đảng bộ"}, key=len, reverse=True)
    pattern = r"(?:(?:của|thuộc|trong|ở|tại|toàn|trên|địa bàn|cấp|cho) ){0,4}(?:" + "|".join(map(re.escape, names)) + r")(?!\w)(?! \d)"
    return re.compile(bare(pattern) if plain else pattern), tuple(levels), place


def levels_of(committee: str) -> tuple[str, ...]:
    """What a committee is the committee of, by its name: 'Huyện ủy Bình Sơn' gives 'huyện'; nothing where the name does not say."""
    low = spell(committee).low
    if of := _OF_LEVEL.match(low):
        return (of[1],)
    return tuple(level for party, level in _LEVELS.items() if level and low.startswith(party))


def _shared(known: Known, plain: bool) -> set[str]:
    """Names of one word that several units bear."""
    seen: dict[str, int] = defaultdict(int)
    for unit in known.units:
        for low in {spell(name, plain=plain).low for name in (*unit.names, *unit.former) if len(name.split()) == 1}:
            seen[low] += 1
    return {low for low, n in seen.items() if n > 1}


@lru_cache(maxsize=2)
def _party(plain: bool) -> re.Pattern:
    return re.compile(bare(_PARTY.pattern) if plain else _PARTY.pattern)
