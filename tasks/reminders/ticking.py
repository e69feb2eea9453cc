"""The one recurring job: it may run twice, late, after days of silence, from Celery, a loop or cron, alone or together."""

import logging
from functools import partial

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from tasks.models import Seal, Slip, Task, succession
from tasks.reminders.plan import at_once, plan
from tasks.reminders.sealing import tell_seals
from tasks.reminders.still import sending
from units.models import Installation, Unit
from units.outbox import send_due

log = logging.getLogger(__name__)


def open_periods(*, now):
    """Open the periods of recurring tasks that have begun. Returns how many assignments were made."""
    return sum(task.open_periods(now=now) for task in Task.objects.recurring().exclude(opened_until=None).in_force())


def tick(*, now, clock=timezone.now, stop=lambda: False):
    """Take the day's names, follow mergers and splits, open periods, seal past days, plan what is to be told, send what is due. Returns {step: how many}.

    Each step stands alone: one that fails is logged and does not keep the others from their work; the first failure is raised at the end.
    stop: says whether to end after the letter in hand; a step not begun by then waits for the next tick. ``last_tick`` is written where
    planning and sending came to their end: a clock that runs and reminds nobody is as silent as none.
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
        "sent": lambda: send_due(clock=clock, still_owed=sending(now=now), stop=stop),
        "printed": partial(Slip.objects.render_pending, now=now, stop=stop),
    }
    done, failures, ended = dict.fromkeys(steps, 0), [], set()
    for name, step in steps.items():
        if stop():
            break
        try:
            done[name] = step()
            ended.add(name)
        except Exception as failure:
            log.exception("the tick's step %r failed", name)
            failures.append(failure)
            if isinstance(failure, Error) and not connection.in_atomic_block:
                close_old_connections()  # the database may have been away
    if {"planned", "sent"} <= ended:
        Installation.objects.update(last_tick=clock())
    if failures:
        raise failures[0]
    return done
