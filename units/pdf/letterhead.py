"""The left head of a Party paper, and who signs at its foot. Pure: whatever has the columns of a unit may be given."""

from dataclasses import asdict, dataclass

HEADS = (("ỦY BAN", "CHỦ NHIỆM"), ("VĂN PHÒNG", "CHÁNH VĂN PHÒNG"), ("BAN", "TRƯỞNG BAN"))


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is. ``is_agency``: an agency of the committee, whose head signs himself; else the committee's own (T/M)."""

    above: str
    own: str
    symbol: str
    place: str
    name: str
    is_agency: bool

    @property
    def signer(self):
        """The post of who signs for an agency, as in the signature block: 'CHÁNH VĂN PHÒNG'."""
        return next((title for start, title in HEADS if self.own.startswith(start)), "THỦ TRƯỞNG")

    @property
    def as_dict(self):
        """For a paper that is kept as data."""
        return asdict(self)


def letterhead(unit, committee, *, kind):
    """The head of a paper that ``unit`` issues for ``committee``; kind: the type's letters in the number, such as 'BC'."""
    is_agency = unit.pk != committee.pk
    whose = next((tail for tail in (committee.name, committee.short_name) if tail and unit.name.endswith(f" {tail}")), "")
    above = committee.letterhead or committee.name.upper()
    return Letterhead(
        above=unit.letterhead_above or (above if is_agency else ""),
        own=unit.letterhead or (unit.name.removesuffix(whose).strip() if is_agency else unit.name).upper(),
        symbol=f"{kind}/{unit.code or '…'}",
        place=unit.place or committee.place or "…",
        name=unit.name,
        is_agency=is_agency,
    )
