"""What the schedule calls. May run twice, may miss a time."""

from celery import shared_task
from django.utils import timezone

from reports.models import Copy, Report


@shared_task(name="reports.jobs.render")
def render():
    """Make the PDFs that were asked for; copies while no report waits."""
    now = timezone.now()
    Report.objects.render_pending(now=now)
    Copy.objects.render_pending(now=now, stop=lambda: Report.objects.due(timezone.now()).exists())
