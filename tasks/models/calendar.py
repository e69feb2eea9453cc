"""Working days: Vietnamese public holidays, under what the office entered as DayOff."""

from datetime import timedelta

from tasks.models import public
from tasks.models.reminding import DayOff

ONE_DAY = timedelta(days=1)


class Calendar:
    """The working calendar as it is now: ``overrides`` is {day: whether it is worked} and wins over the package.

    What was asked of a day is kept, so that a planning run may ask for hundreds of dates; a new calendar sees what was entered since.
    ``decisions``: {day: by which decision} of the overrides, for pages.
    """

    def __init__(self, overrides=None, decisions=None):
        self.overrides, self.decisions = overrides or {}, decisions or {}
        self._works, self._shifted = dict(self.overrides), {}

    @classmethod
    def current(cls):
        """With the office's own days. 1 query."""
        rows = list(DayOff.objects.values_list("day", "is_worked", "decision"))
        return cls({day: is_worked for day, is_worked, _decision in rows}, {day: decision for day, _is_worked, decision in rows})

    def is_working(self, day):
        """Whether offices work on that day: not at weekends or on holidays, but on Saturdays worked for a day off."""
        works = self._works.get(day)
        if works is None:
            works = self._works[day] = public.is_working(day)
        return works

    def name_of(self, day):
        """Why a day is off or worked otherwise than its weekday says: the office's decision, or the name of the holiday; else ''."""
        return self.decisions.get(day, "") if day in self.overrides else public.name_of(day)

    def shift(self, day, days):
        """The n-th working day after ``day`` (before it, for a negative n). For 0: the day itself, or the working day before it."""
        if (found := self._shifted.get((day, days))) is None:
            found = self._shifted[day, days] = self._shift(day, days)
        return found

    def _shift(self, day, days):
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
