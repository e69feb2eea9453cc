"""The product in a process of its own, on a database of the test's choosing."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_of_the_test():
    """The address of the database that this test runs on."""
    made = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{made['NAME']}"
    return (
        os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{made['NAME']}" + ("?" + os.environ["DATABASE_URL"].partition("?")[2]).rstrip("?")
    )


def environment(database=None):
    """What a process needs to work on that database, with the test's files."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": database or database_of_the_test(),
        "DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": str(ROOT),
    }


def manage(*arguments, database=None):
    """manage.py, run to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(database),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
