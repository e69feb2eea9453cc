"""Celery: the schedule in the settings, jobs in each app's jobs.py."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

app = Celery("dondoc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["tasks", "tasks.reminders", "reports"], related_name="jobs")


@app.on_after_configure.connect
def folders(sender, **_kwargs):
    """The filesystem broker does not make its own folders."""
    options = sender.conf.broker_transport_options
    for name in ("data_folder_in", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True)
