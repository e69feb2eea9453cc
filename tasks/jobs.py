"""What the schedule calls. May run twice, may miss a time."""

from celery import shared_task
from django.utils import timezone

from tasks.models import Slip


@shared_task(name="tasks.jobs.render")
def render():
    """Make the PDFs of slips that were sent."""
    Slip.objects.render_pending(now=timezone.now())
