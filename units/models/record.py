"""Who changed reference data from one of our own pages: in the same record as what is changed in the administration."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType


def record(row, what, *, by, now):
    """Write down that this person did this to the row."""
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        object_repr=str(row)[:200],
        action_flag=CHANGE,
        change_message=what,
        action_time=now,
    )


def records(row):
    """What was done to the row and by whom, the newest first."""
    kind = ContentType.objects.get_for_model(row)
    return LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user").order_by("-action_time", "-pk")
