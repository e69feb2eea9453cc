"""The calendar: what is due and what wants an answer, day by day, over the working calendar; and how people are reminded."""

import re
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tasks.models import Assignment, Entry, Pace, Slip
from tasks.models.calendar import Calendar
from tasks.models.due import first_of_each_day
from tasks.months import grid
from tasks.views.assignments import with_standing
from units.periods import Period

CODES, OTHERS = 3, 2
FIRST_YEAR, LAST_YEAR = 1990, 2100


@require_safe
def calendar(request):
    """A month. It stands in the address as ?thang=2026-11; without it, this month."""
    on = timezone.localdate()
    month = month_or_404(request.GET.get("thang", f"{on:%Y-%m}"))
    due, remarks, slips = facts(request.user, month.start, month.end, on=on)
    lists = {
        "due": first_of_each_day(due.select_related("unit", "person__user"), "due_on", most=CODES),
        "remarks": first_of_each_day(remarks.select_related("assignment"), "wanted_on", most=OTHERS),
        "slips": first_of_each_day(slips.select_related("unit"), "answer_by", most=OTHERS),
    }
    for rows in lists["due"].values():
        for row in rows:
            row.standing_now = row.standing(on=on)
    context = {
        "month": month,
        "weeks": grid(month, on=on, calendar=Calendar.current(), lists=lists),
        "beside": [other if FIRST_YEAR <= other.start.year <= LAST_YEAR else None for other in (month.previous(), month.next())],
        "is_this_month": month.start <= on <= month.end,
        "paces": alike(Pace.by_cadence().values()),
    }
    return render(request, "tasks/calendar.html", context)


@require_safe
def calendar_day(request, day):
    """One day, with all that lies on it."""
    on, day = timezone.localdate(), day_or_404(day)
    due, remarks, slips = facts(request.user, day, day, on=on)
    page = Paginator(due.for_lists(), 50).get_page(request.GET.get("page"))
    working = Calendar.current()
    context = {
        "day": day,
        "is_today": day == on,
        "is_working": working.is_working(day),
        "name": working.name_of(day),
        "month": Period.holding(day, "monthly"),
        "page": page,
        "rows": with_standing(page.object_list, on),
        "remarks": remarks.select_related("assignment__unit", "assignment__person__user"),
        "slips": slips.select_related("unit"),
    }
    return render(request, "tasks/calendar_day.html", context)


def facts(user, first, last, *, on):
    """What lies on these days, of what this person may see: what is due, remarks that want an answer, slips that do. Three query sets, in order."""
    visible = Assignment.objects.visible_to(user, on=on)
    remarks = Entry.objects.to_answer().filter(wanted_on__gte=first, wanted_on__lte=last, assignment__in=visible.order_by().values("pk"))
    slips = Slip.objects.visible_to(user, on=on).filter(state=Slip.State.SENT, answer_by__gte=first, answer_by__lte=last)
    return visible.due_from(first, last), remarks, slips.order_by("answer_by", "pk")


def month_or_404(text):
    """The month that '2026-11' means."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        raise Http404
    return Period.holding(day_or_404(f"{text}-01"), "monthly")


def day_or_404(text):
    """The day that '2026-11-24' means."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404
    return day


def alike(paces):
    """Rhythms that are reminded of alike, together: pairs of the rhythms' names and one of their paces."""
    found = {}
    for pace in paces:
        found.setdefault(pace.told, []).append(pace)
    return [([pace.get_cadence_display() for pace in group], group[0]) for group in found.values()]
