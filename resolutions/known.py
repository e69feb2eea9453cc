"""The units of a committee as the reader is given them: plain data, by the names that held on a day."""

from collections import defaultdict

from resolutions.reader.resolving import Known, KnownUnit
from units.models import Unit, UnitName


def known_of(committee, *, on):
    """``Known`` of this committee and all below it that began by the day ``on``. 3 queries, however many units.

    Names are those of that day, the short name too; those borne before are ``former``, those yet to come are left out. Units that had ended
    by then stay in, with their last day and the key of the unit in their place: a paper may still name them.
    """
    units = list(Unit.objects.at_or_below(committee).filter(valid_from__lte=on).order_by("pk"))
    current = UnitName.objects.at(on, units)
    dated = defaultdict(dict)
    for row in UnitName.objects.filter(unit__in=units, valid_from__lte=on).order_by("unit", "valid_from", "pk"):
        dated[row.unit_id][row.valid_from] = row  # of two for the same day the later recorded holds
    found = (_unit(unit, current[unit.pk], list(dated[unit.pk].values()), on) for unit in units)
    return Known(tuple(found), current.get(committee.pk, committee.name))


def _unit(unit, name, rows, on):
    names = [name, rows[-1].short_name if rows else unit.short_name, unit.code, unit.letterhead]
    former = [said for row in rows[:-1] for said in (row.name, row.short_name)]
    ended = unit.valid_until if unit.valid_until and unit.valid_until < on else None
    return KnownUnit(
        unit.pk,
        tuple(dict.fromkeys(said for said in names if said)),
        unit.kind,
        parent=unit.parent_id,
        former=tuple(dict.fromkeys(said for said in former if said and said not in names)),
        until=ended,
        heir=unit.heir_id if ended else None,
    )
