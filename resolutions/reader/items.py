"""A quote cut into the things that it names, each looked up by itself: 'Ban Tuyên giáo, Ban Tổ chức và Văn phòng Huyện ủy' are three."""

import re
from dataclasses import replace

from .aliases import Names, names_of
from .choosing import Found, chosen, is_loose
from .classes import ALL, commune_words, communes, patterns
from .cuts import Cursor
from .meant import Known
from .persons import comrade, person_at
from .spelling import Spelled, spell


def items(words: str, known: Known, *, plain: bool = False, one: bool = False) -> list[Found]:
    """The things that some words name, in order; ``one``: a single comrade is spoken of already."""
    return list(_Reading(spell(words, plain=plain), names_of(known, plain=plain), one=one).run())


class _Reading(Cursor):
    """One pass over spelled words. ``head`` is what the last name began with: 'Ban Tuyên giáo, Tổ chức'."""

    def __init__(self, spelled: Spelled, names: Names, *, one: bool):
        super().__init__(spelled.low, names)
        self.spelled = spelled
        self.head, self.many, self.one = "", False, one

    def run(self):
        at = 0
        while at < len(self.low):
            cut = self.pattern("cut").match(self.low, at)
            if cut and cut.end() > at:
                at = cut.end()
                continue
            found, end = self.item(at)
            yield found if found.is_chosen else replace(found, words=self.spelled.quote(at, end))
            at = end

    def item(self, at: int) -> tuple[Found, int]:
        """What is named at a place, and where that naming ends."""
        start = at
        if lead := self.pattern("lead_in").match(self.low, at):
            at = lead.end()
        some = self.pattern("some").match(self.low, at)
        if some:
            self.many, at = True, some.end()
        led = self.pattern("led").match(self.low, at)
        comrades = comrade(self.names.plain).match(self.low, at)
        if comrades:
            self.one, at = not comrades["many"], comrades.end()
        elif plural := self.pattern("plural").match(self.low, at):
            self.many, at = True, plural.end()
        found, end = self.best(at, listed="" if at > start else self.head, named=bool(comrades))
        if led and found.why != "unknown":
            self.head = led[1].replace(f"{self._word('các')} ", "") + " "
        return (found.doubted("limited") if some else found), max(end, start + 1)

    def best(self, at: int, *, listed: str, named: bool) -> tuple[Found, int]:
        """The longest of what can be meant: a unit, a class, persons; else up to the next comma nobody who is known."""
        low, names = self.low, self.names
        person = person_at(low, at, names.own.pattern, names.plain, one=self.one, named=named)
        if named and not person:
            return Found("person"), self.next_cut(at)
        unit, kinds = names.at(low, at), self.kinds_at(at)
        ends = [found[0] if found else 0 for found in (unit, kinds)]
        many = communes(names.plain).match(low, at)
        if many and (self.many or f" {self._word('các')} " in many[0]) and many.end() > ends[1]:
            found = self.of_communes(many)
        elif listed and (in_list := names.at(low, at, listed)) and in_list[0] >= max(ends):
            found = self.led(in_list)
        elif person and person.end >= max(ends):
            found = self.persons(person)
        elif unit and (ends[0] > ends[1] or (ends[0] == ends[1] and not is_loose(names, unit[1]))):
            found = self.unit(unit[1], unit[0])
        else:
            found = self.classes(kinds) if kinds else self.body(at)
        return found

    def kinds_at(self, at: int):
        """The longest usual words of a class at a place: (their end, (classes, whether usual, …)); None where there are none."""
        found = [(m.end(), sort) for p, *sort in patterns(self.names.own.pattern, self.names.plain) if (m := p.match(self.low, at))]
        return max((one for one in found if self.many or not one[1][2]), default=None, key=lambda one: one[0])

    def body(self, at: int) -> tuple[Found, int]:
        """'Ban Thường vụ Huyện đoàn' is the youth union; 'Ban Thường vụ Huyện ủy' is no unit."""
        top = self.names.committee
        if body := self.pattern("body").match(self.low, at):
            own = re.compile(rf" {self.names.own.pattern}").match(self.low, body.end())
            end = own.end() if own else body.end()
            if self.is_cut(end) and self.pattern("committee_body").match(self.low, at):
                return Found("body", may_units=(top,) if top else ()), end
            if unit := self.names.at(self.low, body.end() + 1):
                found, end = self.unit(unit[1], unit[0])
                return (replace(found, why="alias") if found.why == "named" else found), end
        return Found("unknown"), self.next_cut(at)

    def persons(self, person) -> tuple[Found, int]:
        """A role where one fits and all who hold it are meant; else nobody, with the unit that stands behind the post as a candidate."""
        role = (person.role,) if person.role else ()
        if person.role and self.is_cut(person.end):
            if person.all_of_it:
                return Found("role", roles=role), person.end
            return Found("person", may_roles=role), person.end
        if self.is_cut(person.end):
            return Found("person"), person.end
        own = re.compile(rf" {self.names.own.pattern}").match(self.low, person.end)
        if own and self.is_cut(own.end()):
            return Found("person", may_roles=role), own.end()
        many, self.many = self.many, True
        behind, end = self.best(person.end + 1, listed="", named=False)
        self.many = many
        if behind.why in ("unknown", "person", "other"):
            end = self.next_cut(person.end)
            return Found("other" if role and self.pattern("elsewhere").match(self.low, person.end + 1) else "person"), end
        return behind.doubted("person"), end

    def classes(self, kinds) -> tuple[Found, int]:
        """A class, unless something behind it says that only a part is meant, or it has no unit here."""
        end, (meant, usual, _) = kinds
        here = {unit.kind for unit in self.names.units.values() if not unit.until}
        found = Found("class" if usual else "broad", kinds=tuple(sorted(meant)), is_low=tuple(meant) == ALL)
        if not here.intersection(meant):
            found = found.doubted("empty")
        elif not here.issuperset(meant):
            found = replace(found, kinds=tuple(sorted(here.intersection(meant))))
        return self.with_tail(found, end)

    def of_communes(self, many: re.Match) -> tuple[Found, int]:
        """'các xã, thị trấn': the class where all of it is of such places, else these as candidates. A name behind it leads a list."""
        words = commune_words(self.names.plain)
        said = set(words.findall(many[0]))
        below = {pk: unit for pk, unit in self.names.units.items() if unit.kind == "subordinate" and not unit.until}
        meant = tuple(pk for pk in sorted(below) if said & set(words.findall(self.names.lows[pk])))
        if not self.is_cut(many.end()) and len(said) == 1 and (unit := self.names.at(self.low, many.end() + 1, f"{next(iter(said))} ")):
            return self.led(unit)
        if meant and len(meant) == len(below):
            return self.with_tail(Found("broad", kinds=("subordinate",)), many.end())
        found, end = self.with_tail(Found("broad", kinds=("subordinate",)), many.end())
        return replace(found.doubted("limited" if meant else "empty"), may_units=meant), end

    def unit(self, name: str, end: int) -> tuple[Found, int]:
        """The unit of a name: nobody where several bear it, unless the words behind it tell which."""
        held = self.names.called[name]
        found, stop = self.with_tail(chosen(self.names, held), end)
        if found.why != "other" or found.units:
            return found, stop
        over = self.names.at(self.low, end + 1)
        if over and self.is_cut(over[0]):
            above = {pk for pk, _ in self.names.called[over[1]]}
            if inside := [(pk, how) for pk, how in held if self.names.units[pk].parent in above]:
                return chosen(self.names, tuple(inside), any_parent=True), over[0]
        return found, stop

    def led(self, unit: tuple[int, str]) -> tuple[Found, int]:
        """The unit of a name that stands in a list without its first word: it may be a part of a longer name just as well."""
        found, end = self.unit(unit[1], unit[0])
        return (replace(found, why="alias", is_loose=True) if found.why == "named" else found), end
