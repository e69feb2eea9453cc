"""Making the demonstration, all of it or nothing."""

import json
import uuid
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from resolutions.models import Resolution
from resolutions.reader import decode, read
from tasks.demo.people import make_people, make_units
from tasks.demo.story import Story
from tasks.models import Addressee, Seal, Task
from units.models import Installation
from units.periods import ZONE, Period, add_months

FIRST_DAY = date(2024, 3, 28)
SAMPLE = settings.BASE_DIR / "resolutions" / "samples" / "conclusion-binh-son-2024.txt"
SET_BY_US = "Văn bản không ấn định; nhịp do phần minh họa đặt"


def first_day(on):
    """Where the story begins: the quarter three before that of ``on``, but not before the conference of 28/3/2024."""
    return max(FIRST_DAY, add_months(Period.holding(on, "quarterly").start, -9))


@transaction.atomic
def seed(*, on):
    """Units, people, the conclusion in force without number and date, its tasks, and what happened until the day before ``on``.

    Equal days give equal data, but for salts of passwords. Returns {"tasks": n, "assignments": n}.
    """
    data = json.loads((Path(__file__).parent / "binh_son.json").read_text())
    start = first_day(on)
    morning = datetime.combine(start, time(7, 30), tzinfo=ZONE)
    units = make_units(data)
    people = make_people(units)
    committee = units["Huyện ủy"]
    source = SAMPLE.read_bytes()
    resolution = Resolution.objects.keep(
        read(decode(source)), committee=committee, data=source, name="ket-luan-binh-son.txt", by=people["office"], now=morning
    )
    resolution.put_in_force(by=people["office"], on=start, without_number=True, without_date=True)
    tasks = {
        task: script
        for script in data["tasks"]
        for task in [make_task(resolution, script, units=units, start=start, now=morning, by=people["office"])]
    }
    scripts = {task.pk: (task, script) for task, script in tasks.items()}
    story = Story(
        committee=committee, people=people, units={unit.pk: unit for unit in units.values()}, scripts=scripts, on=on, seed=f"binh-son/{on}"
    )
    for task in tasks:
        give(story, task, people["office"], morning)
    story.plan(story.at(on - timedelta(days=4), hour=10), story.lately)
    story.play()
    Seal.objects.seal_until(datetime.combine(on, time(0), tzinfo=ZONE))
    Installation.this()
    Installation.objects.update(demonstration_on=on, uuid=uuid.uuid5(uuid.NAMESPACE_URL, f"binh-son/{on}"))
    return {"tasks": len(tasks), "assignments": sum(task.assignments.count() for task in tasks)}


def make_task(resolution, script, *, units, start, now, by):
    """One task with its addressees, from the fixture."""
    copied = "title cadence evidence_required measure measure_unit is_share adds_up target".split()
    task = Task(
        provision=resolution.provisions.get(label=script["label"]),
        supervising_unit=units["Ban Tuyên giáo"],
        cadence_note=script.get("note", SET_BY_US),
        starts_on=start,
        due_on=start + timedelta(days=script["days"]) if "days" in script else None,
        created_by=by,
        created_at=now,
        **{name: script[name] for name in copied if name in script},
    )
    task.full_clean()
    task.save()
    task.cures.set(resolution.provisions.filter(label__in=script["cures"]))
    for kind in script["to"]:
        Addressee.objects.create(task=task, unit_kind=kind)
    for short in script.get("units", ()):
        Addressee.objects.create(task=task, unit=units[short])
    if "role" in script:
        Addressee.objects.create(task=task, role=script["role"])
    return task


def give(story, task, office, morning):
    """The office gives the task on the first day it can be given; the clock opens the periods that follow."""
    day = morning.date()
    periods = task.periods_to_open(on=day) or [task.period_holding(task.period_holding(day).end + timedelta(days=1))]
    first = periods[0]
    when = story.at(first.start if first else day, hour=9)

    def open_first(now):
        story.given(task.assign(by=office, now=now, key=story.key(), period=first))
        next_period(first)

    def next_period(period):
        if period:
            following = task.period_holding(period.end + timedelta(days=1))
            story.plan(datetime.combine(following.start, time(0, 1), tzinfo=ZONE), open_next, following)

    def open_next(now, period):
        task.refresh_from_db()
        before = set(task.assignments.filter(period_start=period.start).values_list("pk", flat=True))
        task.open_periods(now=now)
        story.given(task.assignments.filter(period_start=period.start).exclude(pk__in=before).order_by("pk"))
        next_period(period)

    story.plan(when, open_first)
