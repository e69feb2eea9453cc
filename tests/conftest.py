"""What every test may use: people, units, a document in force, a clock of its own."""

import os

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from tasks import triggers
from tests.office import Office

FULL = bool(os.environ.get("DONDOC_FULL"))


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, without --full, what says the same on any database does not run again: marked ``once``, or opening none."""
    if connection.vendor != "postgresql" or FULL:
        return
    again = [item for item in items if "db" in item.fixturenames or item.get_closest_marker("django_db")]
    again = [item for item in again if not item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


flush = TransactionTestCase._fixture_teardown


def flush_without_triggers(self):
    """The log refuses to be emptied; only the suite may, between tests that commit. The product has no such switch."""
    with connection.cursor() as cursor:
        for refusal in triggers.wanted(connection.vendor):
            table = f" ON {refusal.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {refusal.name}{table}")
    flush(self)
    triggers.install(connection)


TransactionTestCase._fixture_teardown = flush_without_triggers


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path):
    """Files of a test stay in the test."""
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}}


@pytest.fixture
def office(db):
    """A committee with its people and the conclusion in force; nothing assigned yet."""
    made = Office.make()
    made.read()
    return made


@pytest.fixture
def english(settings):
    """Pages and commands speak English, the second language."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
