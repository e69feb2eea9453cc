"""Which unit a name stands for, where it stands for one."""

from dataclasses import dataclass

from .aliases import FORMER, LOOSE, NAME, Names
from .meant import CHOSEN
from .spelling import bare


@dataclass(frozen=True)
class Found:
    """One thing that a quote names. ``is_loose``: by a name that could mean something else too; ``is_low``: the words hardly say whom."""

    why: str
    units: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    gone: tuple[int, ...] = ()
    may_units: tuple[int, ...] = ()
    may_kinds: tuple[str, ...] = ()
    may_roles: tuple[str, ...] = ()
    words: str = ""
    is_loose: bool = False
    is_low: bool = False

    @property
    def is_chosen(self) -> bool:
        return self.why in CHOSEN

    def doubted(self, why: str) -> "Found":
        """The same with nothing chosen: what was stands among the candidates."""
        return Found(why, (), (), (), self.gone, self.units + self.may_units, self.kinds + self.may_kinds, self.roles + self.may_roles)


def chosen(names: Names, held: tuple[tuple[int, int], ...], *, any_parent: bool = False) -> Found:
    """One unit, or several to choose from: those there by their true name go before others there, those that are gone stay beside."""
    units = names.units
    there = [(pk, how) for pk, how in held if not units[pk].until]
    gone = [(pk, how) for pk, how in held if units[pk].until]
    for keep in (lambda one: one[1] in (NAME, FORMER), lambda one: any_parent or units[one[0]].parent in (names.committee, None)):
        there = [one for one in there if keep(one)] or there
    if len(there) + len(gone) > 1:
        return Found("several", may_units=tuple(pk for pk, _ in (*there, *gone)), gone=tuple(pk for pk, _ in gone))
    pk, how = (there or gone)[0]
    if units[pk].until:
        return Found("gone", units=(pk,), gone=(pk,))
    if _is_the_government(names, pk):
        return Found("class", kinds=("government",))
    why = "named" if how == NAME else "former" if how == FORMER else "alias"
    return Found(why, units=(pk,), is_loose=how == LOOSE)


def is_loose(names: Names, name: str) -> bool:
    """Whether a name is nobody's own: only what a Party organisation is of."""
    return all(how == LOOSE for _, how in names.called[name])


def _is_the_government(names: Names, pk: int) -> bool:
    """Whether a unit is the people's committee and alone in its class: then the class is the unit."""
    others = [unit.pk for unit in names.units.values() if unit.kind == "government" and not unit.until]
    people = "ủy ban nhân dân"
    return others == [pk] and (bare(people) if names.plain else people) in names.lows[pk]
