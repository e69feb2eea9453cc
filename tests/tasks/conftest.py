"""Forms that are sent: a day, a browser, work that was given."""

import pytest
import time_machine
from django.test import Client

from tests.office import at, say


@pytest.fixture
def clock():
    with time_machine.travel(at("2024-05-06 10:00"), tick=False) as clock:
        yield clock


@pytest.fixture
def sender(clock, english):
    """Who sends forms: nobody yet."""
    made = Client()
    made.cookies["lang"] = "en"
    return made


@pytest.fixture
def received(office, clock):
    """I.3, given to Châu Ổ and received."""
    [row] = office.assign(office.task(cadence="once", units=["chau_o"]), due_on=None)
    say(row, "receive", "head", "2024-04-02")
    return row
