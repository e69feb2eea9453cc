"""The seals of the log lie with the administrator too."""

import pytest
from django.core import mail as outbox_module

from tasks.models import Seal
from tasks.reminders.ticking import tick
from tests.office import at
from units.models import User

pytestmark = pytest.mark.django_db


def run(text):
    now = at(text)
    tick(now=now, clock=lambda: now)


def test_each_days_seal_is_sent_once_to_each_administrator(office):
    User.objects.create_superuser("admin", "admin@example.org", "mat khau dai")
    User.objects.create_superuser("no-address", "", "mat khau dai")
    office.assign(office.task(units=["binh_minh"]))
    letters = []
    for text in ("2024-04-01 23:00", "2024-04-02 00:10", "2024-04-02 00:11", "2024-04-03 00:10"):
        run(text)
        letters.append(sum(letter.to == ["admin@example.org"] for letter in outbox_module.outbox))
    assert letters == [0, 1, 1, 2]
    first = next(letter for letter in outbox_module.outbox if letter.to == ["admin@example.org"])
    assert Seal.objects.get(day="2024-04-01").hash in first.body
    assert "01/04/2024" in first.subject


def test_after_silence_one_letter_holds_all_days(office):
    User.objects.create_superuser("admin", "admin@example.org", "mat khau dai")
    office.assign(office.task(units=["binh_minh"]))
    run("2024-04-06 08:00")
    [letter] = [letter for letter in outbox_module.outbox if letter.to == ["admin@example.org"]]
    assert all(seal.hash in letter.body for seal in Seal.objects.all())
    assert Seal.objects.count() == 5


def test_where_nobody_administers_nothing_is_sent(office):
    office.assign(office.task(units=["binh_minh"]))
    run("2024-04-02 00:10")
    assert Seal.objects.exists()
    assert outbox_module.outbox == []
