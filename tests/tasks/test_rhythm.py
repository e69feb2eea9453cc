"""When a task opens, pauses and ends; by which rule it is due; to whom it is given later; what a withdrawal takes with it."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from resolutions.models import Resolution
from tasks.models import Addressee, Assignment, Conflict, Entry, Halt, Task
from tasks.models.ending import shown, to_withdraw, withdraw_document
from tasks.proof import problems
from tests.office import at, say
from units.periods import Period

pytestmark = pytest.mark.django_db


def starts(task):
    """The first days of the periods that were opened."""
    return list(task.assignments.order_by("period_start").values_list("period_start", flat=True).distinct())


def opened(task, day):
    task.refresh_from_db()
    return task.open_periods(now=at(day))


def halt(task, office, day, *, on, **more):
    return task.halt(by=office.office, now=at(on), key=uuid.uuid4(), day=day, reason="Chờ hướng dẫn.", **more)


@pytest.fixture
def task(office):
    """Quarterly, of Châu Ổ and Bình Minh, given for the second quarter of 2024."""
    task = office.task()
    office.assign(task)
    return task


def test_no_period_begins_while_a_task_is_suspended_and_none_of_them_comes_later(office, task):
    halt(task, office, date(2024, 7, 1), on="2024-06-20")
    assert opened(task, "2024-10-02") == 0
    task.halts.get().go_on(by=office.office, on=date(2025, 1, 1), today=date(2024, 12, 20))
    assert opened(task, "2025-01-01") == 2
    assert opened(task, "2025-01-02") == 0
    assert starts(task) == [date(2024, 4, 1), date(2025, 1, 1)]


def test_a_task_that_goes_on_in_mid_period_opens_it_if_its_date_lies_ahead(office, task):
    """The third quarter is due on 20/9: from 1/8 there is time, from 20/9 there is none."""
    first, q4 = date(2024, 4, 1), date(2024, 10, 1)
    for goes_on, expected in [(date(2024, 8, 1), [first, date(2024, 8, 1), q4]), (date(2024, 9, 20), [first, q4])]:
        one = office.task("I.4", title=f"Đến {goes_on}")
        office.assign(one)
        halt(one, office, date(2024, 7, 1), on="2024-06-20")
        one.halts.get().go_on(by=office.office, on=goes_on, today=date(2024, 7, 30))
        opened(one, "2024-10-05")
        assert starts(one) == expected


def test_a_halt_in_the_middle_of_a_period_leaves_it_and_opens_nothing_twice(office, task):
    halt(task, office, date(2024, 5, 1), on="2024-04-20")
    task.halts.get().go_on(by=office.office, on=date(2024, 6, 1), today=date(2024, 5, 20))
    assert opened(task, "2024-06-02") == 0
    assert opened(task, "2024-07-01") == 2
    assert starts(task) == [date(2024, 4, 1), date(2024, 7, 1)]


def test_a_task_that_ended_opens_nothing_and_does_not_go_on(office, task):
    ended = halt(task, office, date(2024, 7, 1), on="2024-06-20", is_final=True)
    assert opened(task, "2025-07-01") == 0
    with pytest.raises(ValidationError):
        ended.go_on(by=office.office, on=date(2025, 7, 1), today=date(2025, 6, 1))
    assert task.assignments.filter(state="assigned").count() == 2, "what was given stays given"


def test_a_halt_is_for_the_office_and_for_days_to_come(office, task):
    with pytest.raises(PermissionDenied):
        task.halt(by=office.board, now=at("2024-06-20"), key=uuid.uuid4(), day=date(2024, 7, 1), reason="x")
    for day in (date(2024, 6, 19), date(9999, 1, 1)):
        with pytest.raises(ValidationError):
            halt(task, office, day, on="2024-06-20")
    key = uuid.uuid4()
    said = {"by": office.office, "now": at("2024-06-20"), "key": key, "day": date(2024, 7, 1), "reason": "x"}
    assert task.halt(**said) == task.halt(**said), "sent twice"
    with pytest.raises(ValidationError):
        halt(task, office, date(2024, 8, 1), on="2024-06-20")
    with pytest.raises(ValidationError):
        task.halts.get().go_on(by=office.office, on=date(2024, 6, 30), today=date(2024, 6, 20))
    assert Halt.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "period", "expected"),
    [
        ({"due_rule": "after", "due_after": 10}, "2024-Q2", date(2024, 4, 15)),  # 1/4 is a Monday
        ({"due_rule": "after", "due_after": 14}, "2024-Q2", date(2024, 4, 22)),  # 18/4/2024 is the Hùng kings' day
        ({"due_rule": "hand"}, "2024-Q2", None),
        ({"due_day": 31}, "2024-Q2", date(2024, 6, 30)),
        ({"due_day": 31, "cadence": "monthly"}, "2024-02-01..2024-02-29", date(2024, 2, 29)),
        ({"due_rule": "after", "due_after": 5, "cadence": "once"}, None, date(2024, 4, 8)),  # after the document was put in force
        ({"cadence": "once", "due_on": date(2024, 5, 3)}, None, date(2024, 5, 3)),
    ],
)
def test_by_which_rule_a_task_is_due(office, fields, period, expected):
    task = office.task(**fields)
    assert task.due_in(period and Period.parse(period)) == expected


def test_working_days_count_from_the_documents_date_where_it_has_one(office):
    Resolution.objects.update(issued_on=date(2024, 3, 25))
    task = office.task(cadence="once", due_rule="after", due_after=5)
    assert Task.objects.get(pk=task.pk).due_in(None) == date(2024, 4, 1)


def test_the_number_of_working_days_is_asked_for(office):
    for days in (None, 0, 251):
        with pytest.raises(ValidationError):
            office.task(due_rule="after", due_after=days)


def test_by_hand_the_clock_opens_without_a_date_and_the_office_finds_it(office):
    task = office.task(due_rule="hand")
    office.assign(task)
    assert opened(task, "2024-07-01") == 2
    assert Assignment.objects.undated().filter(period_start=date(2024, 7, 1)).count() == 2


def test_a_task_is_given_to_further_units_for_the_period_that_runs(office, task):
    opened(task, "2024-07-01")
    key = uuid.uuid4()
    said = {"by": office.office, "now": at("2024-07-15"), "key": key}
    made = task.give_further([office.phu_nu], **said)
    assert [(row.unit, row.period_start, row.due_on) for row in made] == [(office.phu_nu, date(2024, 7, 1), date(2024, 9, 20))]
    assert task.give_further([office.phu_nu], **said) == [], "sent twice"
    assert opened(task, "2024-10-01") == 3
    with pytest.raises(PermissionDenied):
        task.give_further([office.tuyen_giao], by=office.board, now=at("2024-07-15"), key=uuid.uuid4())
    assert not task.addressees.filter(unit=office.tuyen_giao).exists()


def test_what_does_not_run_is_not_given_further(office):
    with pytest.raises(ValidationError):
        office.task().give_further([office.phu_nu], by=office.office, now=at("2024-07-15"), key=uuid.uuid4())


# Withdrawal of a whole task or document


def test_a_task_is_withdrawn_with_what_is_not_verified(office, task):
    opened(task, "2024-07-01")
    rows = list(task.assignments.order_by("pk"))
    say(rows[0], "submit", rows[0].unit.appointments.get(role="head").user, "2024-07-02")
    say(rows[0], "verify", office.board, "2024-07-03")
    say(rows[1], "submit", rows[1].unit.appointments.get(role="head").user, "2024-07-02")
    said = {"by": office.office, "now": at("2024-07-10"), "key": uuid.uuid4(), "text": "Thay bằng văn bản khác."}
    seen = shown(to_withdraw(task.assignments))
    assert task.withdraw(seen=seen, **said) == 3
    assert sorted(task.assignments.values_list("state", flat=True)) == ["verified", "withdrawn", "withdrawn", "withdrawn"]
    assert task.withdraw(seen=seen, **said) == 0, "sent twice"
    assert opened(task, "2024-10-01") == 0
    assert Entry.objects.filter(kind="withdraw").count() == 3
    assert not list(problems())


def test_a_list_that_has_grown_old_withdraws_nothing(office, task):
    seen = shown(to_withdraw(task.assignments))
    say(task.assignments.first(), "log", task.assignments.first().unit.appointments.get(role="head").user, "2024-04-02")
    with pytest.raises(Conflict):
        task.withdraw(by=office.office, now=at("2024-04-03"), key=uuid.uuid4(), text="x", seen=seen)
    with pytest.raises(PermissionDenied):
        task.withdraw(by=office.leader, now=at("2024-04-03"), key=uuid.uuid4(), text="x", seen=shown(to_withdraw(task.assignments)))
    assert not Entry.objects.filter(kind="withdraw").exists()
    assert not task.halts.exists()


def test_a_document_is_withdrawn_with_all_its_tasks(office, task):
    other = office.task("I.4", units=["phu_nu"])
    office.assign(other)
    halt(other, office, date(2024, 7, 1), on="2024-06-20")
    rows = Assignment.objects.filter(task__provision__resolution=office.resolution)
    said = {"by": office.office, "now": at("2024-06-25"), "key": uuid.uuid4(), "text": "Huyện ủy thu hồi."}
    assert withdraw_document(office.resolution, seen=shown(to_withdraw(rows)), **said) == 3
    assert set(rows.values_list("state", flat=True)) == {"withdrawn"}
    assert [task.halts.filter(is_final=True).count() for task in (task, other)] == [1, 1]
    office.resolution.refresh_from_db()
    assert (office.resolution.withdrawn_on, office.resolution.withdrawn_by) == (date(2024, 6, 25), office.office)
    with pytest.raises(ValidationError):
        withdraw_document(office.resolution, seen="", **said)
    with pytest.raises(ValidationError) as refused:
        office.assign(office.task("I.5"), "2024-06-26")
    assert refused.value.code == "withdrawn"
    assert not Task.objects.in_force().exists()


def test_duties_of_persons_are_given_to_all_who_hold_the_post(office):
    second = office.person("second", office.committee, "leader")
    office.person("gone", office.committee, "leader", until=date(2024, 3, 31))
    task = office.task("II.2", units=())
    Addressee.objects.create(task=task, role="leader")
    rows = office.assign(task)
    assert {row.doer for row in rows} == {office.leader, second}
    assert all(row.is_of_a_person for row in rows)
