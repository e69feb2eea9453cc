"""Commands: what they print, and how they end."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tasks import triggers
from tasks.models import Assignment, Entry
from tests.office import say

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err, **options)
    return out.getvalue()


def test_verify_log_says_that_all_is_well_or_what_is_not(office):
    rows = office.assign(office.task())
    say(rows[0], "log", office.head, "2024-04-02")
    assert "3" in run("verify_log")
    Assignment.objects.filter(pk=rows[0].pk).update(percent=99)
    with pytest.raises(CommandError) as found:
        run("verify_log")
    assert found.value.returncode == 1


def test_migrate_puts_the_refusals_back_in_place(office):
    with connection.cursor() as cursor:
        for refusal in triggers.wanted(connection.vendor):
            cursor.execute(f"DROP TRIGGER {refusal.name}" + (f" ON {refusal.table}" if connection.vendor == "postgresql" else ""))
    assert triggers.missing(connection)
    run("migrate", verbosity=0)
    assert not triggers.missing(connection)


def test_tick_on_a_given_instant(office):
    office.assign(office.task())
    assert run("tick", on="2024-06-11T08:00")
    assert run("tick", on="2024-07-01T08:00")
    assert Entry.objects.filter(by=None).count() == 2


@pytest.mark.parametrize("text", ["hôm nay", "2024-02-30T08:00", "8 giờ"])
def test_tick_on_what_is_no_instant(text):
    with pytest.raises(CommandError) as refused:
        run("tick", on=text)
    assert refused.value.returncode == 2
    assert text in str(refused.value)
