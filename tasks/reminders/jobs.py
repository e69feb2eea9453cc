"""Jobs of the schedule."""

from celery import shared_task
from django.utils import timezone

from tasks.reminders import ticking


@shared_task(name="tasks.reminders.jobs.tick")
def tick():
    ticking.tick(now=timezone.now())
