"""A committee with much open work, written straight into the tables: for timing alone, its log has no true hashes."""

import uuid
from datetime import date, datetime, time, timedelta

from django.conf import settings

from resolutions.models import Resolution
from resolutions.reader import decode, read
from tasks.models import Addressee, Assignment, Entry, Task
from units.models import Appointment, Unit, User
from units.periods import ZONE

UNITS, A_BATCH = 60, 2000
SAMPLE = settings.BASE_DIR / "resolutions" / "samples" / "conclusion-binh-son-2024.txt"


def people(number, kinds=("subordinate",)):
    """A committee with its office, board and leader, and so many units, of these classes in turn, with a head each: (committee, units)."""
    since = date(2020, 1, 1)
    committee = Unit.objects.create(name="Huyện ủy Bình Sơn", short_name="Huyện ủy", code="HU", kind="committee", valid_from=since)
    desks = [("office", "Văn phòng"), ("board", "Ban Tuyên giáo"), ("leader", "")]
    for role, name in desks:
        unit = Unit.objects.create(name=name, kind="advising", parent=committee, valid_from=since, code="VP") if name else committee
        user = User.objects.create(username=role, email=f"{role}@example.org", full_name=name or role)
        Appointment.objects.create(user=user, unit=unit, role=role, valid_from=since)
    units = [
        Unit.objects.create(name=f"Đảng bộ xã số {n:02}", kind=kinds[n % len(kinds)], parent=committee, valid_from=since)
        for n in range(number)
    ]
    for n, unit in enumerate(units):
        user = User.objects.create(username=f"head-{n}", email=f"head-{n}@example.org", full_name=f"Bí thư số {n:02}")
        Appointment.objects.create(user=user, unit=unit, role="head", valid_from=since)
    return committee, units


def document(committee, on):
    """The conclusion in force."""
    data, by = SAMPLE.read_bytes(), User.objects.get(username="office")
    now = datetime.combine(on, time(9), tzinfo=ZONE)
    found = Resolution.objects.keep(read(decode(data)), committee=committee, data=data, name="kl.txt", by=by, now=now)
    found.put_in_force(by=by, on=on, without_number=True, without_date=True)
    return found


def work(resolution, units, number, *, on):
    """So many open assignments, spread over the units, given 60 days before ``on``; one in four is late, the rest is due within 90 days."""
    board = Unit.objects.get(name="Ban Tuyên giáo")
    provision, begins = resolution.provisions.get(label="I.3"), on - timedelta(days=60)
    morning = datetime.combine(begins, time(9), tzinfo=ZONE)
    by = User.objects.get(username="office")
    tasks = -(-number // len(units))
    Task.objects.bulk_create(
        Task(
            provision=provision, supervising_unit=board, title=f"Việc số {n}", cadence="once", starts_on=begins, opened_until=begins,
            created_at=morning, key=uuid.uuid4(),
        )
        for n in range(tasks)
    )  # fmt: skip
    made = list(Task.objects.order_by("pk"))
    Addressee.objects.bulk_create(Addressee(task=task, unit_kind="subordinate") for task in made)
    rows = (
        Assignment(
            task=task, unit=unit, opened_for=unit, period_start=begins, assigned_at=morning, changed_at=morning + timedelta(days=1),
            state="in_progress", number=2, due_on=on + timedelta(days=(task.pk * 7 + n) % 120 - 30),
        )
        for task in made
        for n, unit in enumerate(units)
    )  # fmt: skip
    Assignment.objects.bulk_create(rows, batch_size=A_BATCH)
    for n, (kind, state) in enumerate((("assign", "assigned"), ("receive", "in_progress"))):
        entries = (
            Entry(
                assignment_id=pk, number=n + 1, key=uuid.uuid4(), kind=kind, by=by, happened_on=begins, format=2, hash="-",
                recorded_at=morning + timedelta(days=n), state=state, due_on=due_on, unit_id=unit,
            )
            for pk, due_on, unit in Assignment.objects.order_by("pk").values_list("pk", "due_on", "unit").iterator(A_BATCH)
        )  # fmt: skip
        Entry.objects.bulk_create(entries, batch_size=A_BATCH)
    return Assignment.objects.count()
