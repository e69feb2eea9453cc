"""What the benchmarks share: a database of their own, and how long a deed takes with how many queries."""

import os
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime
from datetime import time as clock_time


@contextmanager
def database():
    """The product set up over an empty database: that of DATABASE_URL, or without it a SQLite file that is removed in the end."""
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        os.environ.update(DATA_DIR=folder, SECRET_KEY="only-for-the-benchmark-only-for-the-benchmark-only-for-it")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def timed(deed):
    """What it returned, seconds of the wall and of this process's processor, queries."""
    from django.db import connection

    selects = []

    def counting(execute, sql, params, many, context):
        selects.append(sql.startswith("SELECT"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        began, worked = time.perf_counter(), time.process_time()
        result = deed()
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
    return result, seconds, worked, sum(selects)


def look_at_tables():
    """The database's housekeeping: without it a database guesses how many rows there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def at(day, hour=8):
    from units.periods import ZONE

    return datetime.combine(day, clock_time(hour), tzinfo=ZONE)
