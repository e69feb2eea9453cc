"""What the state decreed of working days: the holiday package, and decisions that it does not know. Pure; knows no model."""

import re
from datetime import date, datetime
from functools import cache

import holidays

FRIDAY = 4
SWAP = re.compile(r"\d{2}/\d{2}/\d{4}")

# A working day that was exchanged for a day off, where the package lacks it: {day off: (Saturday worked for it, by which decision)}.
EXCHANGED = {date(2026, 1, 2): (date(2026, 1, 10), "12729/VPCP-KGVX")}


@cache
def year_of(year):
    """({day off: its name}, {day worked though it is a Saturday or Sunday: why}) of one year, in Vietnamese. About 2 ms, once in a process.

    A day of another year may be exchanged for one of this, so the years beside it are read too. What lies outside the package's years
    (lunar days up to 2099) has no holidays but those of the sun.
    """
    told = holidays.country_holidays("VN", language="vi", years=(year - 1, year, year + 1), expand=False)
    off, worked = dict(told), dict.fromkeys(told.weekend_workdays, "")
    for day, name in told.items():
        if swap := SWAP.search(name):
            worked[datetime.strptime(swap[0], "%d/%m/%Y").date()] = f"Làm bù cho ngày nghỉ {day:%d/%m/%Y}"  # noqa: DTZ007
    for day, (instead, decision) in EXCHANGED.items():
        off[day] = f"Ngày nghỉ (thay cho ngày {instead:%d/%m/%Y}), theo {decision}"
        worked[instead] = f"Làm bù cho ngày nghỉ {day:%d/%m/%Y}, theo {decision}"
    return tuple({day: name for day, name in found.items() if day.year == year} for found in (off, worked))


def is_working(day):
    """Whether offices work on that day by what the state decreed: from Monday to Friday but for holidays, and on days worked for a day off."""
    off, worked = year_of(day.year)
    return day in worked or (day.weekday() <= FRIDAY and day not in off)


def name_of(day):
    """What the day is called where it is off by name, or worked for one that is; else ''. Always Vietnamese: names are not translated."""
    off, worked = year_of(day.year)
    return worked.get(day) or off.get(day, "")
