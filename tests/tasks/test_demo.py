"""The demonstration: whole, believable, the same for the same day."""

import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from resolutions.models import Resolution
from tasks.models import Assignment, Entry, Task
from tasks.proof import problems
from tests.children import manage
from units.models import Installation, Unit, User

pytestmark = pytest.mark.django_db


def seed(on):
    call_command("seed_demo", on=on, stdout=StringIO())


def test_a_first_quarter_of_log():
    seed("2024-06-28")
    assert {kind: Unit.objects.of_kind(kind).count() for kind in Unit.Kind.values} == {
        "committee": 1, "government": 1, "advising": 5, "subordinate": 22, "front": 6,
    }  # fmt: skip
    resolution = Resolution.objects.get()
    assert (resolution.state, resolution.shown_number, resolution.issued_on) == ("in_force", "…-KL/HU", None)
    labels = {task.provision.label for task in Task.objects.select_related("provision")}
    assert labels == {"I.1", "I.2", "I.3", "I.4", "I.5", "I.6", "II.1", "II.2"}
    assert all(task.cadence_note for task in Task.objects.all()), "each says who set its rhythm"
    findings = resolution.provisions.to_cure()
    assert [finding.kind for finding in findings] == ["shortcoming"] * 5 + ["cause"] * 4
    assert [finding.label for finding in findings if not finding.cured_by.exists()] == ["I.~5"], (
        "one has no work yet, and the report says so"
    )
    assert Entry.objects.order_by("recorded_at").first().recorded_at.date() >= date(2024, 3, 28)
    assert Entry.objects.order_by("recorded_at").last().recorded_at.date() < date(2024, 6, 28)
    assert set(Assignment.objects.values_list("state", flat=True)) >= {"assigned", "in_progress", "submitted", "verified"}
    assert Entry.objects.exclude(on_behalf_of=None).exists()
    assert Assignment.objects.exclude(person=None).exists()
    assert not list(problems())
    assert Installation.this().demonstration_on == date(2024, 6, 28)


def test_the_first_day_has_no_log_of_work():
    seed("2024-03-28")
    assert not Entry.objects.exclude(kind="assign").exists()
    assert Resolution.objects.get().in_force_on == date(2024, 3, 28)


def shape():
    entries = Entry.objects.order_by("pk").values_list(
        "assignment__task__title", "unit__name", "number", "kind", "recorded_at", "text", "hash"
    )
    return list(entries)


@pytest.mark.once
def test_the_same_day_gives_the_same(tmp_path):
    empty = tmp_path / "empty.sqlite3"
    assert manage("migrate", "-v0", database=f"sqlite:///{empty}").returncode == 0
    made = []
    for name in ("one", "two"):
        database = f"sqlite:///{shutil.copy(empty, tmp_path / name)}"
        assert manage("seed_demo", "--on", "2024-04-20", database=database).returncode == 0
        made.append(manage("shell", "-v0", "-c", "from tests.tasks.test_demo import shape; print(shape())", database=database).stdout)
    assert len(made[0]) > 10_000
    assert made[0] == made[1]


def test_refusals():
    for on, said in [("2024-03-27", "28/3/2024"), ("2999-01-01", ""), ("31/12/2024", "31/12/2024"), ("khong", "khong")]:
        with pytest.raises(CommandError) as refused:
            seed(on)
        assert refused.value.returncode == 2
        assert said in str(refused.value)
    User.objects.create_user("ai")
    with pytest.raises(CommandError) as refused:
        seed("2024-06-28")
    assert refused.value.returncode == 2
    call_command("seed_demo", on="2024-06-28", if_empty=True, stdout=StringIO())
    assert not Unit.objects.exists()
