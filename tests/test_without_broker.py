"""The product with no broker at all (D12): the suite's own settings name one at a closed port, and nothing that a person does asks for it.

The jobs themselves may run twice in a row and do nothing the second time (D31).
"""

import socket

import pytest
import time_machine
from celery.app.task import Task
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError

from tests.office import at
from tests.rights.rows import difference, snapshot
from tests.rights.table import table
from tests.rights.test_table import address, body
from tests.rights.world import NOW, World
from units.models import Installation, Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch):
    """What was sent to the broker, and to which addresses a socket was opened."""
    found, connect = [], socket.socket.connect

    def publish(self, *args, **kwargs):
        found.append(f"job {self.name}")

    def spied(self, where):
        found.append(f"socket to {where}")
        return connect(self, where)

    monkeypatch.setattr(Task, "apply_async", publish)
    monkeypatch.setattr(Connection, "_ensure_connection", lambda *args, **kwargs: found.append("broker"))
    monkeypatch.setattr(socket.socket, "connect", spied)
    return found


@pytest.mark.once
def test_no_page_and_no_verb_asks_for_the_broker(db, asked):
    """Every address that the office, a head and the administrator may open; and every form that they may send, sent."""
    with time_machine.travel(NOW, tick=False):
        world = World()
        clients = {role: world.client(role) for role in ("office", "board", "leader", "head", "admin")}
        cells = [
            (clients[role], address(world, name, which), world.valid(name, which), roles[role])
            for name, objects in table().items()
            for which, roles in objects.items()
            for role in clients
            if name != "sign-out"
        ]
        for client, where, _whole, (get, *_post) in cells:
            if get == 200:
                answer = client.get(where)
                assert answer.status_code < 500  # 409 where another verb was before
                assert body(answer)
        forms = [(client, where, whole) for client, where, whole, (_get, post, is_done) in cells if is_done or (post == 200 and whole)]
        sent = sum(client.post(where, whole).status_code == 302 for client, where, whole in forms)
    assert sent > 60
    assert asked == []


def test_it_would_be_seen(asked):
    """The control: what publishes is seen, and so is who opens a line."""
    from tasks.reminders.jobs import tick

    tick.delay()
    with socket.socket() as door, pytest.raises(OSError, match="refused"):
        door.connect(("127.0.0.1", 1))
    assert asked == ["job tasks.reminders.jobs.tick", "socket to ('127.0.0.1', 1)"]


def test_the_suites_broker_is_not_there():
    """The control of all other tests: whoever published would fail."""
    from tasks.reminders.jobs import tick

    assert settings.CELERY_BROKER_URL.endswith(":1/0")
    assert not settings.CELERY_TASK_ALWAYS_EAGER
    with pytest.raises(OperationalError):
        tick.apply_async(retry=False)


def test_each_job_of_the_schedule_does_nothing_the_second_time(office):
    """On a day with everything to do: periods to open, a day to seal, people to tell, a report to draw."""
    from config.celery import app
    from tests.test_growth import given

    Installation.this()
    given(office, due_on=at("2024-06-20").date())
    office.assign(office.task(units=["chau_o"]))
    app.loader.import_default_modules()
    for job in settings.CELERY_BEAT_SCHEDULE.values():
        with time_machine.travel(at("2024-07-01 09:00"), tick=False):
            app.tasks[job["task"]]()
            once = snapshot(leave_out=["units_installation.last_tick"])
        with time_machine.travel(at("2024-07-01 09:01"), tick=False):
            app.tasks[job["task"]]()
            assert difference(once, snapshot(leave_out=["units_installation.last_tick"])) == []
    assert Mail.objects.filter(status="sent").exists()
