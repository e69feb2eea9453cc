"""When a date is reminded of, and when something that waits is. Pure: days in, rungs out."""

from datetime import timedelta

WEEK = timedelta(days=7)


def rungs(due_on, today, calendar, pace):
    """The rungs of a date that have come by ``today``, oldest first: a list of (step, day).

    Steps, with the days of the rhythm's pace: T-15, T-7, T-3, T-1 working days before, T0 on the day, O+1, O+3, O+7 working days after,
    then W1, W2, ... each 7 calendar days after the last of these, on the next working day. A date on a day off keeps its day; T0 goes out on
    the working day before, and the rungs before it count from there. Source: design, section 5.
    """
    last_day = calendar.shift(due_on, 0)
    after = pace.days_after
    found = [(f"T-{days}", calendar.shift(last_day, -days)) for days in pace.days_before]
    found.append(("T0", last_day))
    found += [(f"O+{days}", calendar.shift(due_on, days)) for days in after]
    found = [(step, day) for step, day in found if day <= today]
    if pace.weekly:
        last = calendar.shift(due_on, after[-1]) if after else due_on
        found += [(f"W{week}", day) for week, day in weeks(last + WEEK, today, calendar)]
    return found


def weeks(day, today, calendar):
    """(1, day), (2, a week later), ... each on the next working day, as far as ``today``."""
    week = 1
    while calendar.on_or_after(day) <= today:
        yield week, calendar.on_or_after(day)
        week, day = week + 1, day + WEEK


def waits(since, days, today, calendar):
    """How often something that waits since a day is due to be reminded of by ``today``: first after so many working days, then weekly."""
    first = calendar.shift(since, days) if days else calendar.on_or_after(since)
    if first > today:
        return 0
    return 1 + sum(1 for _week in weeks(first + WEEK, today, calendar))
