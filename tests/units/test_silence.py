"""When the clock stops, those who can mend it are told on every page."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tasks.reminders.ticking import tick
from tests.office import at
from units.models import Installation, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = at("2024-06-11 09:00")
SAID = "no reminder has gone out"


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def seen_by(user, after, *, last_tick=NOW, made_at=NOW - timedelta(days=1)):
    """(whether the banner stands on their page, the status of the health page) so long after the last tick."""
    Installation.this()
    Installation.objects.update(last_tick=last_tick, made_at=made_at)
    with time_machine.travel(NOW + after, tick=False):
        client = Client()
        client.force_login(user)
        page = client.get(reverse("password-change"), headers={"accept-language": "en"})
        return SAID in page.content.decode(), Client().get(reverse("healthz")).status_code


FIVE, MORE = timedelta(minutes=5), timedelta(minutes=5, seconds=1)


@pytest.mark.parametrize(("who", "told"), [("office", True), ("admin", True), ("head", False), ("board", False), ("leader", False)])
def test_after_five_minutes_office_and_administrator_are_told(office, who, told):
    admin = User.objects.create_superuser("admin", "admin@example.org", "mat khau dai")
    user = admin if who == "admin" else getattr(office, who)
    assert seen_by(user, FIVE) == (False, 200)
    assert seen_by(user, MORE) == (told, 503)


def test_a_clock_that_never_ticked_counts_from_the_installation(office):
    assert seen_by(office.office, FIVE, last_tick=None, made_at=NOW) == (False, 200)
    assert seen_by(office.office, MORE, last_tick=None, made_at=NOW) == (True, 503)


def test_it_says_since_when_and_what_to_do(office):
    Installation.this()
    Installation.objects.update(last_tick=NOW)
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        client = Client()
        client.force_login(office.office)
        page = client.get(reverse("home")).content.decode()
        assert "Since 09:00 11/06/2024 no reminder has gone out" in page
        assert "Tell the administrator" in page
        assert Client().get(reverse("healthz")).content == b"silent since 2024-06-11T09:00+0700"
        tick(now=timezone.now())
        assert SAID not in client.get(reverse("home")).content.decode()
        assert Client().get(reverse("healthz")).content == b"ok"


def test_a_stranger_is_told_nothing(office):
    Installation.this()
    Installation.objects.update(last_tick=NOW)
    with time_machine.travel(NOW + MORE, tick=False):
        assert SAID not in Client().get(reverse("sign-in")).content.decode()


@pytest.mark.parametrize(("step", "counts"), [("plan", False), ("send_due", False), ("open_periods", True)])
def test_a_clock_that_cannot_plan_or_send_is_silent_however_often_it_ticks(office, monkeypatch, step, counts):
    def fail(**_how):
        raise RuntimeError("no")

    monkeypatch.setattr(f"tasks.reminders.ticking.{step}", fail)
    with pytest.raises(RuntimeError):
        tick(now=NOW, clock=lambda: NOW)
    assert (Installation.this().last_tick == NOW) is counts


def test_a_tick_that_was_told_to_stop_leaves_the_steps_not_begun_to_the_next(office, monkeypatch):
    begun = []
    monkeypatch.setattr("tasks.reminders.ticking.plan", lambda now: begun.append("plan") or 0)
    monkeypatch.setattr("tasks.reminders.ticking.send_due", lambda **how: begun.append("send") or 0)
    assert tick(now=NOW, clock=lambda: NOW, stop=lambda: bool(begun))["sent"] == 0
    assert (begun, Installation.this().last_tick) == (["plan"], None)
    tick(now=NOW, clock=lambda: NOW)
    assert (begun, Installation.this().last_tick) == (["plan", "plan", "send"], NOW)
