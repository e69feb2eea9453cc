"""What falls due on which day."""

from django.db import models
from django.db.models import Case, Count, F, Value, When, Window
from django.db.models.functions import RowNumber

from tasks.models.stands import OPEN, State

URGENCY = Case(When(state__in=OPEN, then=Value(0)), When(state=State.SUBMITTED, then=Value(1)), default=Value(2))


class DueQuerySet(models.QuerySet):
    """Assignments in the calendar."""

    def due_from(self, first, last):
        """Due on these days, done or not, the most urgent of each day first; without what was declined or withdrawn."""
        rows = self.filter(due_on__gte=first, due_on__lte=last).exclude(state__in=(State.DECLINED, State.WITHDRAWN))
        return rows.alias(urgency=URGENCY).order_by("due_on", "urgency", "pk")


def first_of_each_day(rows, column, *, most):
    """{day: the first rows of it, at most so many}, each with ``of_day``: how many there are on it. One query; ``rows`` is in order."""
    by_day = {"partition_by": [F(column)]}
    order = [one for one in rows.query.order_by if one != column]
    rows = rows.annotate(rank=Window(RowNumber(), order_by=order, **by_day), of_day=Window(Count("pk"), **by_day))
    found = {}
    for row in rows.filter(rank__lte=most).order_by(column, "rank"):
        found.setdefault(getattr(row, column), []).append(row)
    return found
