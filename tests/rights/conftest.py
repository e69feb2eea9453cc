"""The day on which the table of rights stands, and its world."""

import logging

import pytest
import time_machine

from tests.rights.world import NOW, World


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _quiet():
    """A refusal is a line with a traceback in the log of requests; here are thousands."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(db):
    return World()
