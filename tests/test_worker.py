"""A real worker with a real broker: Redis where the environment names one, else the embedded default in a folder."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from celery import Celery
from django.conf import settings

from tests.children import ROOT, environment
from units.models import Installation

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def running(*more, **env):
    """A worker and its lines of log."""
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "solo", "-l", "info", "--without-gossip", "--without-mingle"]
    process = subprocess.Popen(
        [*command, *more], cwd=ROOT, env=environment() | env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    yield process
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture
def worker():
    """A worker without its schedule, so that only what the test asks for is done."""
    with running() as process:
        yield process


def wait_for(process, words):
    """Read the worker's log until these words come. The suite's own time limit ends it if they never do."""
    seen = []
    for line in process.stdout:
        seen.append(line)
        if words in line:
            return
    raise AssertionError("".join(seen))


@pytest.fixture
def publish():
    """Sends a job to the worker's broker, as the schedule does."""
    client = Celery("test")
    if settings.REDIS_URL:
        client.conf.broker_url = settings.REDIS_URL
    else:
        folder = str(settings.DATA_DIR / "broker")
        client.conf.broker_url = "filesystem://localhost"
        client.conf.broker_transport_options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": f"{folder}/control"}
    client.conf.task_ignore_result = True
    yield client.send_task
    client.close()


def test_the_jobs_of_the_schedule_run_and_may_run_twice(worker, publish):
    wait_for(worker, "ready.")
    for _again in range(2):
        publish("tasks.reminders.jobs.tick")
        wait_for(worker, "tasks.reminders.jobs.tick")
        wait_for(worker, "succeeded")
        publish("reports.jobs.render")
        wait_for(worker, "succeeded")
    assert Installation.this().last_tick is not None


def test_a_tick_comes_by_the_schedule_and_another_after_it(tmp_path):
    """Beat beside the worker, as bin/run has it, with a tick each second instead of each minute."""
    with running("-B", "-s", str(tmp_path / "schedule"), TICK_SECONDS="1") as process:
        ticks = []
        for _time in range(2):
            wait_for(process, "Task tasks.reminders.jobs.tick")
            wait_for(process, "succeeded")
            ticks.append(Installation.this().last_tick)
    assert None not in ticks
    assert ticks[0] < ticks[1]


def test_every_job_of_the_schedule_is_one_the_worker_knows():
    from config.celery import app

    app.loader.import_default_modules()
    assert {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
    assert (app.conf.accept_content, app.conf.task_ignore_result) == (["json"], True)
