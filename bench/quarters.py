"""A committee's quarters, written straight into the tables: each assignment lives one of a few stories. Its log has no true hashes.

What was given in the quarters before the last one was settled by the end of its own, so that a report counts each quarter's work alone.
"""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

from bench.load import A_BATCH
from tasks.models import Assignment, Entry, Task
from units.models import Unit, User
from units.periods import ZONE

STATES = {
    "assign": "assigned", "receive": "in_progress", "log": "in_progress", "ask_time": "in_progress", "grant": "in_progress",
    "submit": "submitted", "verify": "verified", "decline": "declined", "withdraw": "withdrawn",
}  # fmt: skip
# Of twenty assignments so many: what is recorded on which day of the quarter, and after '/' on which it happened. Due about day 80.
STORIES = (  # in the last quarter
    (8, "assign:0 receive:2 log:40 submit:68 verify:73"),  # done on time
    (2, "assign:0 receive:2 log:40 submit:84 verify:87"),  # done late
    (3, "assign:0 receive:3 log:45 submit:78 verify:94"),  # reported done, waits beyond the quarter's end
    (2, "assign:0 receive:5 log:60 submit:97/88 verify:103"),  # overdue at its end, then recorded late
    (1, "assign:0 submit:110 verify:115"),  # overdue, and not received
    (1, "assign:0 receive:2 ask_time:70 grant:74 submit:96 verify:99"),  # in time, by a later date
    (1, "assign:0 receive:2 log:50 ask_time:86 submit:120 verify:121"),  # overdue, a request waits
    (1, "assign:0 decline:12"),
    (1, "assign:0 receive:2 withdraw:30"),
)
SETTLED = (  # in the quarters before
    (14, "assign:0 receive:2 log:40 submit:68 verify:73"),
    (5, "assign:0 receive:5 log:60 ask_time:70 submit:84 verify:87"),
    (1, "assign:0 receive:2 withdraw:30"),
)
MEASURES = (
    {"measure": "Chi bộ đã sinh hoạt chuyên đề", "measure_unit": "chi bộ", "target": Decimal(90), "is_share": True},
    {"measure": "Mô hình mới được nhân rộng", "measure_unit": "mô hình", "target": Decimal(2)},
    {},
)
OBSTACLES = "Thiếu kinh phí tổ chức; một số chi bộ ghép ở thôn xa chưa bố trí được thời gian, đang chờ hướng dẫn của cấp trên."
SAID = {
    "log": {"text": "Đã ban hành kế hoạch và triển khai đến các chi bộ; một nửa số chi bộ đã thực hiện."},
    "submit": {"text": "Đã thực hiện xong ở tất cả các chi bộ theo kế hoạch."},
    "ask_time": {"text": "Đề nghị lùi hạn do trùng đợt tiếp xúc cử tri."},
    "decline": {"text": "Nội dung này đơn vị không có chi bộ thuộc đối tượng thực hiện."},
    "withdraw": {"text": "Giao trùng với nhiệm vụ khác."},
}
MORE_TIME = timedelta(days=20)


@dataclass(frozen=True)
class Stands:
    """How an assignment stands after an entry: the columns of ``tasks.models.Stands`` that change here."""

    state: str
    due_on: date
    percent: int = 0
    value: Decimal | None = None
    out_of: Decimal | None = None
    done_on: date | None = None
    settled_on: date | None = None


@dataclass(frozen=True)
class Step:
    """An entry to be: its kind, its days, how things stand after it, and its words."""

    kind: str
    recorded_on: date
    happened_on: date
    stands: Stands
    words: dict = field(default_factory=dict)


def tasks(resolution, number):
    """So many tasks of the document, in turn of its provisions; two of three have a measure, the first answer its shortcomings. A list."""
    to_carry_out, to_cure = list(resolution.provisions.to_carry_out()), list(resolution.provisions.to_cure())
    board, begins = Unit.objects.get(name="Ban Tuyên giáo"), resolution.in_force_on
    made = [
        Task(
            provision=to_carry_out[n % len(to_carry_out)], supervising_unit=board, starts_on=begins, opened_until=begins, cadence="quarterly",
            title=f"Tổ chức sinh hoạt chuyên đề quý và báo cáo kết quả, đợt {n + 1}", created_at=morning(begins), key=uuid.uuid4(),
            **MEASURES[n % len(MEASURES)],
        )
        for n in range(number)
    ]  # fmt: skip
    made = Task.objects.bulk_create(made, batch_size=A_BATCH)
    cures = (Task.cures.through(task=task, provision=one) for task, one in zip(made, to_cure, strict=False))
    Task.cures.through.objects.bulk_create(cures)
    return made


def quarters(given, units, periods):
    """Each task given to each unit in each of these quarters, with its log. Returns how many assignments that makes."""
    by, made = User.objects.get(username="office"), []
    for period in periods:
        stories = [story for number, story in (STORIES if period == periods[-1] else SETTLED) for _n in range(number)]
        for place, task in enumerate(given):
            for n, unit in enumerate(units):
                told = steps(bool(task.measure), task.is_share, period, stories[(place * 7 + n) % len(stories)])
                made.append((assignment(task, unit, period, told), told))
    Assignment.objects.bulk_create([one for one, _told in made], batch_size=A_BATCH)
    for number in range(max(len(told) for _one, told in made)):  # the first entries of all, then the second: logs grow side by side
        entries = [entry(one, number, told[number], by) for one, told in made if number < len(told)]
        Entry.objects.bulk_create(entries, batch_size=A_BATCH)
    return len(made)


@cache
def steps(is_measured, is_share, period, story):
    """A story of a period as a tuple of Step."""
    stands, made = Stands("", period.end.replace(day=20)), []
    has_obstacles = "ask_time" in story or "/" in story
    for word in story.split():
        kind, _colon, days = word.partition(":")
        recorded, _slash, happened = days.partition("/")
        recorded_on, happened_on = (period.start + timedelta(days=int(day)) for day in (recorded, happened or recorded))
        stands, words = replace(stands, state=STATES[kind]), dict(SAID.get(kind, {}))
        if kind in ("log", "submit") and is_measured:
            stands = replace(stands, value=Decimal(5 if kind == "log" else 10), out_of=Decimal(10) if is_share else None)
        if kind == "log":
            stands = replace(stands, percent=50)
            words["obstacles"] = OBSTACLES if has_obstacles else ""
        elif kind == "submit":
            stands = replace(stands, percent=100, done_on=happened_on)
        elif kind in ("verify", "withdraw"):
            stands = replace(stands, settled_on=recorded_on)
        elif kind == "ask_time":
            words["wanted_on"] = stands.due_on + MORE_TIME
        elif kind == "grant":
            stands = replace(stands, due_on=stands.due_on + MORE_TIME)
        made.append(Step(kind, recorded_on, happened_on, stands, words))
    return tuple(made)


def assignment(task, unit, period, told):
    """The row as it stands after its last step."""
    return Assignment(
        task=task, unit=unit, opened_for=unit, period_start=period.start, period_end=period.end, assigned_at=morning(period.start),
        changed_at=morning(told[-1].recorded_on), number=len(told), **vars(told[-1].stands),
    )  # fmt: skip


def entry(of, number, step, by):
    """The entry of a step; ``number`` counts from 0."""
    return Entry(
        assignment=of, number=number + 1, key=uuid.uuid4(), kind=step.kind, by=by, happened_on=step.happened_on, unit_id=of.unit_id,
        recorded_at=morning(step.recorded_on), format=2, hash="-", **vars(step.stands), **step.words,
    )  # fmt: skip


def morning(day):
    return datetime.combine(day, time(9), tzinfo=ZONE)
