"""Jobs of the schedule."""

from celery import shared_task
from celery.worker import state
from django.utils import timezone

from tasks.reminders import ticking


def stopping():
    """Whether this worker was told to end: it ends when its job does. (0 means: with success.)"""
    return state.should_stop is not None or state.should_terminate is not None


@shared_task(name="tasks.reminders.jobs.tick")
def tick():
    """Whatever is owed by now."""
    ticking.tick(now=timezone.now(), stop=stopping)
