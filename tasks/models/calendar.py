"""Working days: Vietnamese public holidays, under what the office entered as DayOff."""

from datetime import timedelta

import holidays

from tasks.models.reminding import DayOff

ONE_DAY = timedelta(days=1)


class Calendar:
    """The working calendar as it is now: ``overrides`` is {day: whether it is worked} and wins over the package."""

    def __init__(self, overrides=None):
        self.overrides = overrides or {}
        self.public = holidays.country_holidays("VN")

    @classmethod
    def current(cls):
        """With the office's own days. 1 query."""
        return cls(dict(DayOff.objects.values_list("day", "is_worked")))

    def is_working(self, day):
        """Whether offices work on that day: not at weekends or on holidays, but on Saturdays worked for a day off."""
        return self.overrides.get(day, self.public.is_working_day(day))

    def shift(self, day, days):
        """The n-th working day after ``day`` (before it, for a negative n). For 0: the day itself, or the working day before it."""
        step = ONE_DAY if days > 0 else -ONE_DAY
        if days == 0:
            while not self.is_working(day):
                day += step
            return day
        left = abs(days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def on_or_after(self, day):
        """The day itself, or the next working day."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def days_between(self, first, last):
        """How many working days lie after ``first`` up to ``last``, the last included; 0 where ``last`` is not later."""
        return sum(self.is_working(first + ONE_DAY * n) for n in range(1, (last - first).days + 1))
