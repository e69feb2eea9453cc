"""Asked to stop: what is in hand is finished and written down, the rest waits (SIGTERM to the loop, to cron's command, to the worker)."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.utils import timezone

from tests.children import ROOT, environment
from tests.mailserver import MailServer
from units.models import Installation, Mail, User
from units.outbox import letter
from units.stopping import Stopping

pytestmark = pytest.mark.django_db(transaction=True)

MANAGE = [sys.executable, "manage.py"]
WORKER = [
    sys.executable,
    "-m",
    "celery",
    "-A",
    "config",
    "worker",
    "-B",
    "-P",
    "solo",
    "-l",
    "info",
    "--without-gossip",
    "--without-mingle",
]
DRIVERS = {"loop": [*MANAGE, "run_ticks", "--every", "1"], "once": [*MANAGE, "tick"], "worker": WORKER}


@pytest.fixture
def server():
    with MailServer() as made:
        made.handler.waits = True
        yield made


@pytest.fixture
def waiting():
    """Three letters that are due, and nothing to plan: they hold a link to a new password, so nobody asks whether they are owed."""
    Installation.this()
    head = User.objects.create_user("head", "head@example.org", "mat khau dai")
    now = timezone.now()
    made = [letter(key=f"reset/{n}", recipient=head, subject="Việc", body="Thân", now=now) for n in range(3)]
    return Mail.objects.bulk_create(made)


@pytest.mark.parametrize("driver", DRIVERS)
def test_asked_to_stop_a_driver_finishes_the_letter_in_hand(waiting, server, driver, tmp_path):
    env = environment() | {"EMAIL_URL": server.address, "TICK_SECONDS": "1"}
    command = [*DRIVERS[driver], *(["-s", str(tmp_path / "schedule")] if driver == "worker" else [])]
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        assert server.handler.met.wait(60)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT) if driver == "loop" else None  # asked twice is asked once
        server.handler.go_on.set()
        errors = process.communicate(timeout=15)[1]
    finally:
        process.kill()
    assert process.returncode == 0, errors.decode()
    first, *others = Mail.objects.order_by("pk")
    assert (first.status, first.tries.get().outcome, first.tries.get().ended_at is not None) == ("sent", "sent", True)
    assert [(mail.status, mail.attempts) for mail in others] == [("pending", 0)] * 2
    assert server.handler.taken == [first.message_id]


def test_a_signal_ends_a_sleep_at_once_and_is_given_back_afterwards():
    before = signal.getsignal(signal.SIGTERM)
    with Stopping() as stop:
        assert not stop.wait(0)
        threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGTERM]).start()
        began = time.monotonic()
        assert stop.wait(30)
        assert time.monotonic() - began < 5
        assert stop()
    assert signal.getsignal(signal.SIGTERM) is before


def test_in_a_thread_nobody_asks():
    asked = []

    def run():
        with Stopping() as stop:
            asked.append(stop.wait(0))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert asked == [False]


def test_the_loop_outlives_what_fails_and_goes_on(waiting, server, tmp_path):
    """A database that is away at first: the loop says so and tries again."""
    server.handler.go_on.set()
    missing = tmp_path / "missing"
    env = environment(f"sqlite:///{missing}/x.sqlite3")
    command = [*MANAGE, "run_ticks", "--every", "0.2"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for _time in range(2):
            assert "the tick failed: OperationalError" in next(line for line in process.stderr if "the tick failed" in line)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
    finally:
        process.kill()
    assert process.returncode == 0
