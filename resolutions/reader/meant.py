"""Who is known, and whom some words mean: plain data, handed in and out."""

from dataclasses import dataclass, field
from datetime import date

from .words import gettext_noop

# Why a match is as it is, the surest first; of several reasons the last one in this order is told.
WHY = {
    "named": gettext_noop("The words are the name, short name or code of a unit."),
    "class": gettext_noop("The words are the usual name of a class of units."),
    "alias": gettext_noop("The unit is called so, though it is not its recorded name."),
    "role": gettext_noop("The words name persons of the committee; those who hold the role here are meant."),
    "former": gettext_noop("The unit bore this name before."),
    "broad": gettext_noop("The words name a class only loosely, or the class here holds more than they say."),
    "bare": gettext_noop("The words stand without marks and were compared without them."),
    "gone": gettext_noop("The unit has ended; who took its place stands for it."),
    "partly": gettext_noop("A part of the words names nobody who is known here."),
    "empty": gettext_noop("The class is known, and this committee has no unit of it."),
    "below": gettext_noop("The words name bodies below the units of this committee."),
    "body": gettext_noop("The words name a body of the committee itself, which is no unit."),
    "person": gettext_noop("The words name one person or another group of persons, for whom there is no class."),
    "other": gettext_noop("The words name a unit of another committee."),
    "limited": gettext_noop("The words limit a class or a unit: not all of it is meant."),
    "several": gettext_noop("Several units are called so."),
    "unknown": gettext_noop("Nobody who is known here is called so."),
}
CHOSEN = ("named", "class", "alias", "role", "former", "broad", "bare", "gone")  # reasons for which something is chosen
HIGH = ("named", "class")


@dataclass(frozen=True)
class KnownUnit:
    """A unit by the names that hold: name, short name, code, line of the letterhead. ``former``: names that it bore before.

    kind: a value of Unit.Kind. ``until``: its last day if it has ended, with ``heir``, the key of the unit in its place.
    """

    pk: int
    names: tuple[str, ...]
    kind: str
    parent: int | None = None
    former: tuple[str, ...] = ()
    until: date | None = None
    heir: int | None = None


@dataclass(frozen=True)
class Known:
    """The units of a committee, itself among them, on a day. ``committee``: its name; ``levels``: what it is the committee of.

    levels: 'huyện', 'xã', 'tỉnh', …; left out, they follow from the name ('Huyện ủy Bình Sơn', 'Đảng ủy xã Tân Lập').
    """

    units: tuple[KnownUnit, ...]
    committee: str
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """Whom the words of one quote mean: chosen units, classes (Unit.Kind) and roles (Appointment.Role).

    ``may_…`` are candidates, none of them chosen: a person decides. ``part``: lead where the words do not say. ``sure`` is one of
    result.SURE; ``why`` a name of WHY, of several things named the most doubtful. ``gone``: which of the units have ended.
    ``left``: the words for which nothing was chosen, as they stand.
    """

    units: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    part: str = "lead"
    sure: str = "low"
    why: str = "unknown"
    gone: tuple[int, ...] = ()
    may_units: tuple[int, ...] = ()
    may_kinds: tuple[str, ...] = ()
    may_roles: tuple[str, ...] = ()
    left: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.units or self.kinds or self.roles)
