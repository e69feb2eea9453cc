"""The automatic numbers of a DOCX, counted and printed as Word prints them: 'I.', '1.1.', 'a)', '-'."""

import re
from dataclasses import dataclass, field

from .styles import Styles
from .tree import Node, is_on

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PLUS_AND_STAR = ("+", "*")
_ROMAN = list(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


@dataclass
class _Level:
    """One level of a list as Word keeps it."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # 0: never; n: after a number of level n or above; None: after any level above
    legal: bool = False  # all numbers in it are printed as decimals
    style: str | None = None


@dataclass
class _List:
    """An abstract list and its counters; several w:num may count on in it."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Hands out the mark of each numbered paragraph, in the order of the paper."""

    def __init__(self, root: Node | None, styles: Styles):
        self.styles = styles
        abstract = {node.attributes.get("abstractNumId"): node for node in (root.all("abstractNum") if root else ())}
        self.nums = {node.attributes.get("numId"): node for node in (root.all("num") if root else ())}
        self.abstract = abstract
        self.lists = {name: _List(_levels(node)) for name, node in abstract.items()}
        self.begun: set[tuple[str, int]] = set()

    def mark(self, properties: Node | None) -> str:
        """The mark of a paragraph with these properties (w:pPr), '' for one that has none. Each call counts one on."""
        number, level = self._place(properties)
        num = self.nums.get(number)
        listed = self.lists.get(self._abstract(num)) if num else None
        if listed is None:
            return ""
        levels = listed.levels | _overrides(num)
        here = levels.get(level)
        if here is None:
            return ""
        self._count(listed, levels, (number, level), _starts(num).get(level))
        return _printed(here, levels, listed.counters)

    def _place(self, properties: Node | None) -> tuple[str | None, int]:
        """The id of the list and the level, by the paragraph itself or by its style."""
        style = properties.value("pStyle") if properties else None
        own = properties.child("numPr") if properties else None
        number, level, by = self.styles.numbered(style)
        if own is not None:
            number, by = (own.value("numId"), None) if own.value("numId") is not None else (number, by)
            level = own.value("ilvl") if own.value("ilvl") is not None else level
        if level is None and by is not None and (num := self.nums.get(number)) and (listed := self.lists.get(self._abstract(num))):
            level = next((str(at) for at, told in listed.levels.items() if told.style == by), None)
        return number, min(_whole(level, 0), LEVELS - 1)

    def _abstract(self, num: Node, links: int = 3) -> str | None:
        """The abstract list of a w:num; one that only names a style of lists is looked up there."""
        name = num.value("abstractNumId")
        link = self.abstract[name].value("numStyleLink") if name in self.abstract else None
        if link and links:
            number, _level, _by = self.styles.numbered(link)
            if number in self.nums and self.nums[number] is not num:
                return self._abstract(self.nums[number], links - 1)
        return name

    def _count(self, listed: _List, levels: dict[int, _Level], key: tuple[str, int], start: int | None) -> None:
        counters, level = listed.counters, key[1]
        for above in range(level):
            counters.setdefault(above, levels[above].start if above in levels else 1)
        if start is not None and key not in self.begun:
            counters[level] = start
        else:
            counters[level] = counters[level] + 1 if level in counters else levels[level].start
        self.begun.add(key)
        for below in [at for at in counters if at > level]:
            after = levels[below].restart if below in levels else None
            if after is None or (after and level < after):
                del counters[below]


def _levels(node: Node) -> dict[int, _Level]:
    return {_whole(level.attributes.get("ilvl"), 0): _level(level) for level in node.all("lvl")}


def _level(node: Node) -> _Level:
    restart = node.value("lvlRestart")
    return _Level(
        form=node.value("numFmt") or "decimal",
        text=node.value("lvlText") or "",
        start=_whole(node.value("start"), 1),
        restart=None if restart is None else _whole(restart, 0),
        legal=is_on(node.value("isLgl")),
        style=node.value("pStyle"),
    )


def _overrides(num: Node) -> dict[int, _Level]:
    found = {_whole(told.attributes.get("ilvl"), 0): told.child("lvl") for told in num.all("lvlOverride")}
    return {at: _level(level) for at, level in found.items() if level is not None}


def _starts(num: Node) -> dict[int, int]:
    told = {_whole(node.attributes.get("ilvl"), 0): node.value("startOverride") for node in num.all("lvlOverride")}
    return {at: _whole(start, 1) for at, start in told.items() if start is not None}


def _printed(here: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    if here.form == "bullet":
        return here.text.strip() if here.text.strip() in _PLUS_AND_STAR else "-"

    def number(match: re.Match) -> str:
        at = int(match[1]) - 1
        level = levels.get(at) or _Level()
        count = counters.get(at, level.start)
        return str(count) if here.legal else in_form(count, level.form)

    return _PLACE.sub(number, here.text).strip()


def in_form(count: int, form: str) -> str:
    """A number as Word prints it in one of its forms. Letters are those of the Latin alphabet: Word knows no đ between d and e."""
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and 0 < count <= 780:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        found += sign * (count // value)
        count %= value
    return found


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
