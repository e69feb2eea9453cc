"""What the schedule calls. May run twice, may miss a time."""

from celery import shared_task
from django.utils import timezone

from reports.models import Report


@shared_task(name="reports.jobs.render")
def render():
    """Make the PDFs that were asked for."""
    Report.objects.render_pending(now=timezone.now())
