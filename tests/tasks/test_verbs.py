"""Each verb: what it writes, who may, what it refuses."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tasks.models import Conflict, Entry, Paper, WrongState
from tests.office import at, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(office):
    """One quarterly task, given to Châu Ổ and Bình Minh on 1/4/2024; the assignment of Châu Ổ."""
    return next(row for row in office.assign(office.task()) if row.unit == office.chau_o)


def test_assigning_a_class_gives_one_assignment_a_unit_that_is_active_that_day(office):
    gone = office.units["gone"] = type(office.chau_o).objects.create(
        name="Đảng bộ đã giải thể", kind="subordinate", parent=office.committee, valid_from=date(2020, 1, 1), valid_until=date(2024, 3, 31)
    )
    rows = office.assign(office.task(units=(), kinds=["subordinate"]))
    assert [row.unit for row in rows] == [office.chau_o, office.binh_minh]
    assert gone not in {row.unit for row in rows}
    assert {(row.state, row.due_on, row.period_start, row.period_end) for row in rows} == {
        ("assigned", date(2024, 6, 20), date(2024, 4, 1), date(2024, 6, 30))
    }


def test_the_same_giving_sent_twice_gives_once(office):
    task, key = office.task(), uuid.uuid4()
    period = task.period_holding(date(2024, 4, 1))
    assert len(task.assign(by=office.office, now=at("2024-04-01"), key=key, period=period)) == 2
    assert task.assign(by=office.office, now=at("2024-04-01"), key=key, period=period) == []
    assert Entry.objects.count() == 2


def test_only_the_office_gives(office):
    task = office.task()
    for person in (office.board, office.leader, office.head, office.inspector):
        with pytest.raises(PermissionDenied):
            task.assign(by=person, now=at("2024-04-01"), key=uuid.uuid4(), period=task.period_holding(date(2024, 4, 1)))
    assert not task.assignments.exists()


def test_a_draft_gives_nothing(office):
    type(office.resolution).objects.filter(pk=office.resolution.pk).update(state="draft")
    with pytest.raises(ValidationError) as refused:
        office.assign(office.task())
    assert refused.value.code == "draft"


def test_no_date_yet_is_a_choice(office):
    row = office.assign(office.task(), due_on=None)[0]
    assert row.due_on is None
    assert row.standing(on=date(2025, 1, 1)) == "no_date"


def test_the_way_from_given_to_verified(office, given):
    assert say(given, "receive", office.member, "2024-04-02").state == "in_progress"
    assert say(given, "log", office.member, "2024-04-10", percent=40).percent == 40
    submitted = say(given, "submit", office.head, "2024-06-18")
    assert (submitted.state, submitted.percent, submitted.done_on) == ("submitted", 100, date(2024, 6, 18))
    verified = say(given, "verify", office.board, "2024-07-02")
    assert (verified.state, verified.settled_on, verified.done_on) == ("verified", date(2024, 7, 2), date(2024, 6, 18))
    assert [entry.number for entry in given.entries.all()] == [1, 2, 3, 4, 5]
    assert given.standing(on=date(2024, 12, 31)) == "on_time", "a late verification never makes a unit late"


def test_sending_back_starts_the_clock_again(office, given):
    say(given, "submit", office.head, "2024-06-18")
    entry = say(given, "send_back", office.board, "2024-06-25")
    assert (entry.state, entry.done_on, entry.text) == ("in_progress", None, "Chưa rõ kết quả.")
    assert given.standing(on=date(2024, 6, 25)) == "overdue"
    say(given, "submit", office.head, "2024-06-26")
    with pytest.raises(ValidationError):
        say(given, "send_back", office.board, "2024-06-27", text="   ")


def test_news_counts_as_receiving_and_never_closes(office, given):
    assert say(given, "log", office.head, "2024-04-03", percent=100).state == "in_progress"
    say(given, "submit", office.head, "2024-04-04")
    assert say(given, "log", office.head, "2024-04-05").state == "submitted"


@pytest.mark.parametrize(
    ("verb", "person"),
    [
        ("receive", "other"), ("receive", "office"), ("receive", "board"), ("log", "other"), ("log", "board"), ("log", "inspector"),
        ("submit", "member"), ("submit", "other"), ("submit", "leader"), ("withdraw", "board"), ("withdraw", "head"),
    ],
)  # fmt: skip
def test_what_an_appointment_does_not_allow_is_refused_and_changes_nothing(office, given, verb, person):
    with pytest.raises(PermissionDenied):
        say(given, verb, getattr(office, person), "2024-04-02")
    given.refresh_from_db()
    assert (given.state, given.number) == ("assigned", 1)


def test_an_ended_appointment_ends_the_right(office, given):
    office.head.appointments.update(valid_until=date(2024, 4, 30))
    assert say(given, "log", office.head, "2024-04-30")
    with pytest.raises(PermissionDenied):
        say(given, "log", type(office.head).objects.get(pk=office.head.pk), "2024-05-01")


def test_the_office_writes_for_a_unit_and_it_is_marked(office, given):
    entry = say(given, "log", office.office, "2024-05-06", on_behalf_of=office.chau_o, channel="telephone")
    assert (entry.by, entry.on_behalf_of, entry.channel) == (office.office, office.chau_o, "telephone")
    with pytest.raises(PermissionDenied):
        say(given, "log", office.office, "2024-05-07", on_behalf_of=office.binh_minh)
    with pytest.raises(PermissionDenied):
        say(given, "log", office.board, "2024-05-07", on_behalf_of=office.chau_o)


def test_who_verifies(office):
    rows = {row.unit: row for row in office.assign(office.task(units=["chau_o", "tuyen_giao", "van_phong"]))}
    by_role = {unit.name: [(post.user.username) for post in row.verifiers(on=date(2024, 4, 2))] for unit, row in rows.items()}
    assert by_role == {
        "Đảng bộ thị trấn Châu Ổ": ["board", "board_two"],
        "Ban Tuyên giáo Huyện ủy": ["office"],
        "Văn phòng Huyện ủy": ["board", "board_two"],
    }


def test_nobody_verifies_what_they_wrote_or_their_own_unit(office, given):
    own = next(row for row in office.assign(office.task("I.4", units=["tuyen_giao"])))
    say(own, "submit", office.office, "2024-05-02", on_behalf_of=office.tuyen_giao)
    for person in (office.office, office.board, office.board_head):
        with pytest.raises(PermissionDenied):
            say(own, "verify", person, "2024-05-03")
    assert say(own, "verify", office.leader, "2024-05-03").state == "verified", "the office's only person wrote it, so a leader steps in"


def test_a_return_lets_an_author_verify_again(office, given):
    second = office.person("office_two", office.van_phong, "office")
    own = office.assign(office.task("I.4", units=["tuyen_giao"]))[0]
    say(own, "submit", office.office, "2024-05-02", on_behalf_of=office.tuyen_giao)
    say(own, "send_back", second, "2024-05-03")
    say(own, "submit", office.board_head, "2024-05-04")
    assert say(own, "verify", office.office, "2024-05-05").state == "verified"


def test_verifying_needs_the_version_that_was_seen(office, given):
    say(given, "submit", office.head, "2024-06-18")
    seen = given.number
    say(given, "log", office.head, "2024-06-19")
    with pytest.raises(Conflict):
        say(given, "verify", office.board, "2024-06-20", seen=seen)
    assert say(given, "verify", office.board, "2024-06-20").state == "verified"


def test_the_same_key_again_returns_the_entry_already_made(office, given):
    key = uuid.uuid4()
    first = say(given, "log", office.head, "2024-05-06", key=key)
    again = say(given, "log", office.head, "2024-05-06", key=key, seen=1)
    assert first.pk == again.pk
    assert given.entries.count() == 2
    with pytest.raises(PermissionDenied):
        say(given, "log", office.member, "2024-05-06", key=key)


@pytest.mark.parametrize(("verb", "person"), [("verify", "board"), ("send_back", "board")])
def test_what_does_not_fit_the_state_is_refused(office, given, verb, person):
    with pytest.raises(WrongState):
        say(given, verb, getattr(office, person), "2024-04-02")
    say(given, "submit", office.head, "2024-06-18")
    for wrong in ("receive", "submit"):
        with pytest.raises(WrongState):
            say(given, wrong, office.head, "2024-06-19")


def test_withdrawing_takes_it_back_with_a_reason(office, given):
    entry = say(given, "withdraw", office.office, "2024-05-06")
    assert (entry.state, entry.settled_on) == ("withdrawn", date(2024, 5, 6))
    with pytest.raises(WrongState):
        say(given, "log", office.head, "2024-05-07")


def test_a_day_to_come_or_before_the_start_is_refused(office, given):
    for day, code in [(date(2024, 5, 7), "future"), (date(2024, 3, 31), "before")]:
        with pytest.raises(ValidationError) as refused:
            say(given, "log", office.head, "2024-05-06", happened_on=day)
        assert refused.value.error_dict["happened_on"][0].code == code
    assert say(given, "log", office.head, "2024-05-06", happened_on=date(2024, 4, 1)).was_late_in_the_book


def test_evidence_where_it_is_needed(office):
    row = office.assign(office.task(evidence_required=True))[1]
    with pytest.raises(ValidationError) as refused:
        say(row, "submit", office.other, "2024-06-18")
    assert refused.value.code == "evidence"
    entry = say(row, "submit", office.other, "2024-06-18", evidence=[Paper("12-BC/ĐU", date(2024, 6, 17), "Đảng ủy xã")])
    assert entry.evidence.get().paper_number == "12-BC/ĐU"


def test_figures_so_far_replace_and_make_the_percent(office):
    row = office.assign(office.task(measure="chi bộ đã sinh hoạt", measure_unit="chi bộ", is_share=True, target=80))[1]
    entry = say(row, "log", office.other, "2024-05-06", figure=Decimal(10), figure_out_of=Decimal(50))
    assert (entry.value, entry.out_of, entry.percent) == (10, 50, 25)
    entry = say(row, "log", office.other, "2024-06-06", figure=Decimal(45), figure_out_of=Decimal(50))
    assert (entry.value, entry.percent) == (45, 100), "capped at 100"
    for wrong in [
        {"figure": Decimal(51), "figure_out_of": Decimal(50)},
        {"figure": Decimal(5)},
        {"figure": Decimal(-1), "figure_out_of": Decimal(5)},
    ]:
        with pytest.raises(ValidationError):
            say(row, "log", office.other, "2024-06-07", **wrong)


def test_figures_that_add_up_add_up(office):
    row = office.assign(office.task(measure="mô hình mới", adds_up=True, target=3))[1]
    say(row, "log", office.other, "2024-05-06", figure=Decimal(1))
    entry = say(row, "log", office.other, "2024-05-20", figure=Decimal(1))
    assert (entry.figure, entry.value, entry.percent) == (1, 2, 66)
    assert say(row, "submit", office.other, "2024-06-01").percent == 66, "with a target the percent is never typed"


def test_percent_over_100_and_a_figure_where_nothing_is_counted(office, given):
    for wrong in ({"percent": 101}, {"figure": Decimal(3)}):
        with pytest.raises(ValidationError):
            say(given, "log", office.head, "2024-05-06", **wrong)
    assert given.entries.count() == 1


def test_an_entry_is_never_recorded_before_the_one_before_it(office, given):
    say(given, "log", office.head, "2024-05-06", now=at("2024-05-06 10:00"))
    entry = say(given, "log", office.head, "2024-05-06", now=at("2024-05-06 09:00"))
    assert entry.recorded_at == at("2024-05-06 10:00")


def test_figures_never_outgrow_their_column(office):
    row = office.assign(office.task(measure="mô hình mới", adds_up=True))[1]
    most = Decimal("999999999999.99")
    say(row, "log", office.other, "2024-05-06", figure=most)
    with pytest.raises(ValidationError):
        say(row, "log", office.other, "2024-05-07", figure=most)
    row.refresh_from_db()
    assert row.value == most


def test_those_who_cannot_sign_in_do_not_verify(office, given):
    say(given, "submit", office.head, "2024-06-18")
    type(office.board).objects.filter(username__startswith="board").update(is_active=False)
    assert say(given, "verify", office.leader, "2024-06-19").state == "verified"


def test_a_year_nobody_means_is_refused(office):
    for year in (1, 24, 9999):
        with pytest.raises(ValidationError):
            office.task(starts_on=date(year, 1, 1))
