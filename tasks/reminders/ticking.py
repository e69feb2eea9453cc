"""The one recurring job: it may run twice, late, after days of silence, from Celery, a loop or cron, alone or together."""

import logging
from functools import partial

from django.utils import timezone

from tasks.models import Seal, Task, succession
from tasks.reminders.plan import at_once, plan
from tasks.reminders.sealing import tell_seals
from tasks.reminders.still import still_owed
from units.models import Installation, Unit
from units.outbox import send_due

log = logging.getLogger(__name__)


def open_periods(*, now):
    """Open the periods of recurring tasks that have begun. Returns how many assignments were made."""
    return sum(task.open_periods(now=now) for task in Task.objects.recurring().exclude(opened_until=None).in_force())


def tick(*, now, clock=timezone.now):
    """Take the day's names, follow mergers and splits, open periods, seal past days, plan what is to be told, send what is due. Returns {step: how many}.

    Each step stands alone: one that fails is logged and does not keep the others from their work; the first failure is raised at the end.
    """
    Installation.this()
    steps = {
        "renamed": partial(Unit.objects.take_names, on=timezone.localdate(now)),
        "followed": partial(succession.follow, now=now),
        "opened": partial(open_periods, now=now),
        "sealed": partial(Seal.objects.seal_until, now),
        "told of seals": partial(tell_seals, now=now),
        "planned": partial(plan, now=now),
        "told at once": partial(at_once, now=now),
        "sent": partial(send_due, clock=clock, still_owed=partial(still_owed, now=now)),
    }
    done, failures = {}, []
    for name, step in steps.items():
        try:
            done[name] = step()
        except Exception as failure:
            log.exception("the tick's step %r failed", name)
            failures.append(failure)
    Installation.objects.update(last_tick=clock())
    if failures:
        raise failures[0]
    return done
