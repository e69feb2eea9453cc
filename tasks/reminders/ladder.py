"""When a date is reminded of. Pure: days in, rungs out."""

from datetime import timedelta

BEFORE, AFTER, WEEK = (7, 3, 1), (1, 3, 7), timedelta(days=7)


def rungs(due_on, today, calendar):
    """The rungs of a date that have come by ``today``, oldest first: a list of (step, day).

    Steps: T-7, T-3, T-1 working days before, T0 on the day, O+1, O+3, O+7 working days after, then W1, W2, ... each 7 calendar days after
    O+7, on the next working day. A date on a day off keeps its day; T0 goes out on the working day before, and the rungs before it count
    from there. Source: design, section 5.
    """
    last_day = calendar.shift(due_on, 0)
    found = [(f"T-{days}", calendar.shift(last_day, -days)) for days in BEFORE]
    found.append(("T0", last_day))
    found += [(f"O+{days}", calendar.shift(due_on, days)) for days in AFTER]
    found = [(step, day) for step, day in found if day <= today]
    week, day = 1, calendar.shift(due_on, AFTER[-1]) + WEEK
    while calendar.on_or_after(day) <= today:
        found.append((f"W{week}", calendar.on_or_after(day)))
        week, day = week + 1, day + WEEK
    return found


def owed(due_on, basis_day, today, calendar):
    """What is owed for a date set on ``basis_day``: (the rungs passed over, the newest rung or None).

    Rungs of days before the date was set are not owed, but for the newest: work that is given late is told of at once.
    """
    come = rungs(due_on, today, calendar)
    if not come:
        return [], None
    return [step for step, day in come[:-1] if day >= basis_day], come[-1][0]
