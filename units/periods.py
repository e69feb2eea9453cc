"""Days, months, quarters and years of Asia/Ho_Chi_Minh. Pure functions; knows no model."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHS = {"once": None, "monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def local_day(instant):
    """The day of an aware instant in Vietnam: 16:59:59Z is still that day, 17:00:00Z is the next."""
    return instant.astimezone(ZONE).date()


def start_of_day(day):
    """The first instant of a day, aware."""
    return datetime.combine(day, time.min, tzinfo=ZONE)


def end_of_day(day):
    """The last microsecond of a day, aware: what was recorded by it was recorded on that day."""
    return start_of_day(day + timedelta(days=1)) - timedelta(microseconds=1)


def add_months(day, months):
    """The same day n months on, or the month's last: 31/1 + 1 is 28/2 (29 in a leap year), 31/1 + 2 is 31/3."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``start`` to ``end``, both included. Raises ValueError if the end lies before the beginning."""

    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(f"{self.end} lies before {self.start}")
        if self.end == date.max:
            raise ValueError(f"{self.end} has no day after it")

    @classmethod
    def holding(cls, day, cadence):
        """The calendar month, quarter, half-year or year that a day lies in. ``cadence`` is not 'once'."""
        months = MONTHS[cadence]
        start = date(day.year, (day.month - 1) // months * months + 1, 1)
        return cls(start, add_months(start, months) - timedelta(days=1))

    @classmethod
    def parse(cls, text):
        """'2024-Q4', '2024-H1', '2024-11', '2024' or '2024-10-01..2024-12-31'. Raises ValueError for anything else."""
        text = text.strip().upper()
        if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
            return cls.holding(date(int(match[1]), int(match[2]) * 3, 1), "quarterly")
        if match := re.fullmatch(r"(\d{4})-H([12])", text):
            return cls.holding(date(int(match[1]), int(match[2]) * 6, 1), "half_yearly")
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return cls.holding(date(int(match[1]), int(match[2]), 1), "monthly")
        if match := re.fullmatch(r"(\d{4})", text):
            return cls.holding(date(int(match[1]), 1, 1), "yearly")
        if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", text):
            return cls(date.fromisoformat(match[1]), date.fromisoformat(match[2]))
        raise ValueError(f"not a period: {text}")

    @property
    def months(self):
        """How many calendar months it covers whole, or None where it covers parts."""
        if self.start.day != 1 or (self.end + timedelta(days=1)).day != 1:
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def code(self):
        """As ``parse`` reads it, the shortest way: '2024-Q4'."""
        for cadence, form in (("yearly", "{y}"), ("half_yearly", "{y}-H{h}"), ("quarterly", "{y}-Q{q}"), ("monthly", "{y}-{m:02}")):
            if self.months == MONTHS[cadence] and self == Period.holding(self.start, cadence):
                month = self.start.month
                return form.format(y=self.start.year, m=month, q=(month + 2) // 3, h=(month + 5) // 6)
        return f"{self.start}..{self.end}"

    def __iter__(self):
        return iter((self.start, self.end))

    def __str__(self):
        return self.code

    def next(self):
        """The period of the same length that follows; only for whole months. Days are counted where it covers parts of months."""
        if self.months:
            return Period(add_months(self.start, self.months), add_months(self.start, 2 * self.months) - timedelta(days=1))
        length = self.end - self.start + timedelta(days=1)
        return Period(self.start + length, self.end + length)

    def previous(self):
        """The period of the same length before it."""
        if self.months:
            return Period(add_months(self.start, -self.months), self.start - timedelta(days=1))
        length = self.end - self.start + timedelta(days=1)
        return Period(self.start - length, self.end - length)
