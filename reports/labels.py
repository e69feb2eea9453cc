"""How the pages say a period, in the reader's language, and which periods they offer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.periods import Period
from units.words import NAMED, ROMAN

OFFERED = (
    ("quarterly", gettext_lazy("Quarters"), 12),
    ("half_yearly", gettext_lazy("Half-years"), 6),
    ("yearly", gettext_lazy("Years"), 5),
)


def period_label(period):
    """'Quarter IV/2024', 'First half of 2024', 'Year 2024', '11/2024', or the two days."""
    if not (named := NAMED.fullmatch(period.code)):
        return _("%(start)s to %(end)s") % {"start": f"{period.start:%d/%m/%Y}", "end": f"{period.end:%d/%m/%Y}"}
    year, letter, number = named.groups()
    if letter == "Q":
        return _("Quarter %(quarter)s/%(year)s") % {"quarter": ROMAN[int(number)], "year": year}
    if letter == "H":
        return (_("First half of %(year)s") if number == "1" else _("Second half of %(year)s")) % {"year": year}
    return _("Month %(month)s/%(year)s") % {"month": number, "year": year} if number else _("Year %(year)s") % {"year": year}


def period_choices(first, today):
    """Choices of a select: quarters, half-years and years from the one that holds ``first`` to the one that holds ``today``, newest first."""
    groups = []
    for cadence, name, most in OFFERED:
        period, offered = Period.holding(today, cadence), []
        while period.end >= first and len(offered) < most:
            offered.append((period.code, period_label(period)))
            period = period.previous()
        groups.append((name, offered))
    return groups
