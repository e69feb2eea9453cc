"""Dates asked for and decided, words that are answered, corrections: what each of them leaves behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tasks.models import Extension, Paper, WrongState
from tasks.proof import problems
from tests.office import at, say
from units.models import Appointment

pytestmark = pytest.mark.django_db

DUE = date(2024, 6, 20)


@pytest.fixture
def row(office):
    """Work of Châu Ổ, due on Thursday 20/6/2024."""
    return office.assign(office.task(units=["chau_o"]))[0]


def ask(row, office, until, day="2024-06-10", **more):
    return say(row, "ask_time", office.head, day, text="Hội trường đang sửa.", wanted_on=until, **more)


@pytest.mark.parametrize("until", [date(2024, 6, 25), date(2024, 6, 28), date(2024, 7, 4)])
def test_the_office_grants_the_day_asked_for_an_earlier_or_a_later_one(office, row, until):
    ask(row, office, date(2024, 6, 28))
    entry = say(row, "grant", office.office, "2024-06-11", due_on=until)
    request = row.extensions.get()
    assert (entry.due_on, row.due_on, entry.about.kind) == (until, until, "ask_time")
    assert (request.outcome, request.granted_on, request.wanted_on, request.due_before) == ("granted", until, date(2024, 6, 28), DUE)
    assert row.entries.get(number=1).due_on == DUE, "both dates stay visible"
    assert not list(problems())


def test_a_refusal_leaves_the_date(office, row):
    ask(row, office, date(2024, 6, 28))
    say(row, "refuse", office.office, "2024-06-11", text="Không đủ lý do.")
    assert (row.due_on, row.extensions.get().outcome) == (DUE, "refused")
    assert ask(row, office, date(2024, 6, 27), "2024-06-12").kind == "ask_time"


def test_ten_working_days_are_the_offices_and_an_eleventh_a_leaders(office, row):
    """20/6/2024 and ten working days is 4/7/2024: no holiday lies between."""
    ask(row, office, date(2024, 7, 4))
    with pytest.raises(PermissionDenied):
        say(row, "grant", office.leader, "2024-06-11", due_on=date(2024, 7, 4))
    with pytest.raises(ValidationError) as refused:
        say(row, "grant", office.office, "2024-06-11", due_on=date(2024, 7, 5))
    assert refused.value.error_dict["due_on"][0].code == "leader"
    say(row, "refuse", office.office, "2024-06-11", text="x")
    ask(row, office, date(2024, 7, 5))
    with pytest.raises(PermissionDenied):
        say(row, "grant", office.office, "2024-06-11", due_on=date(2024, 7, 5))
    assert say(row, "grant", office.leader, "2024-06-11", due_on=date(2024, 7, 5)).due_on == date(2024, 7, 5)


def test_a_second_time_is_for_a_leader(office, row):
    ask(row, office, date(2024, 6, 21))
    say(row, "grant", office.office, "2024-06-11", due_on=date(2024, 6, 21))
    ask(row, office, date(2024, 6, 24), "2024-06-12")
    with pytest.raises(PermissionDenied):
        say(row, "grant", office.office, "2024-06-13", due_on=date(2024, 6, 24))
    assert say(row, "refuse", office.leader, "2024-06-13", text="x").kind == "refuse"


def test_nobody_in_the_office_decides_on_the_offices_own_work(office):
    Appointment.objects.create(user=office.person("office_head"), unit=office.van_phong, role="head", valid_from=date(2020, 1, 1))
    row = office.assign(office.task(units=["van_phong"]))[0]
    say(row, "ask_time", office.units["van_phong"].appointments.get(role="head").user, "2024-06-10", text="x", wanted_on=date(2024, 6, 21))
    with pytest.raises(PermissionDenied):
        say(row, "grant", office.office, "2024-06-11", due_on=date(2024, 6, 21))
    assert say(row, "grant", office.leader, "2024-06-11", due_on=date(2024, 6, 21)).due_on == date(2024, 6, 21)


def test_one_request_at_a_time_and_only_for_a_later_day(office, row):
    for wanted in (DUE, date(2024, 6, 19)):
        with pytest.raises(ValidationError):
            ask(row, office, wanted)
    with pytest.raises(ValidationError):
        ask(row, office, date(2024, 6, 25), "2024-06-26")
    with pytest.raises(ValidationError):
        ask(row, office, date(3024, 6, 25))
    ask(row, office, date(2024, 6, 25))
    with pytest.raises(ValidationError) as refused:
        ask(row, office, date(2024, 6, 26))
    assert refused.value.code == "pending"
    assert row.extensions.count() == 1


def test_work_without_a_date_has_nothing_to_put_off(office):
    row = office.assign(office.task(units=["chau_o"]), due_on=None)[0]
    with pytest.raises(ValidationError):
        ask(row, office, date(2024, 6, 25))
    say(row, "reschedule", office.office, "2024-06-10", due_on=DUE, text="Nay có hạn.")
    assert ask(row, office, date(2024, 6, 25)).wanted_on == date(2024, 6, 25)


def test_asked_after_the_date_it_is_marked_late(office, row):
    ask(row, office, date(2024, 6, 28), "2024-06-20")
    assert not row.extensions.get().was_asked_late
    say(row, "refuse", office.office, "2024-06-21", text="x")
    ask(row, office, date(2024, 6, 28), "2024-06-21")
    assert row.extensions.latest("pk").was_asked_late


@pytest.mark.parametrize("deed", ["submit", "reschedule", "reassign", "withdraw", "decline"])
def test_what_makes_a_request_needless_closes_it(office, row, deed):
    more = {"reschedule": {"due_on": date(2024, 7, 1), "text": "x"}, "reassign": {"unit": office.binh_minh, "text": "x"}}
    ask(row, office, date(2024, 6, 25))
    by = office.head if deed in ("submit", "decline") else office.office
    entry = say(row, deed, by, "2024-06-11", **more.get(deed, {"text": "x"}))
    request = row.extensions.get()
    assert (request.outcome, request.decided) == ("lapsed", entry)
    assert not list(problems())


def test_news_does_not_close_a_request(office, row):
    ask(row, office, date(2024, 6, 25))
    say(row, "log", office.head, "2024-06-11")
    assert row.extensions.get().outcome == "pending"


def test_without_a_request_there_is_nothing_to_decide(office, row):
    for verb, more in [("grant", {"due_on": date(2024, 6, 25)}), ("refuse", {"text": "x"})]:
        with pytest.raises(WrongState):
            say(row, verb, office.office, "2024-06-11", **more)


def test_the_decider_finds_what_waits_and_for_how_long(office, row):
    """The office the short one, the leader the long one; each request once."""
    other = office.assign(office.task("I.4", units=["binh_minh"]))[0]
    ask(row, office, date(2024, 6, 25))
    say(other, "ask_time", office.other, "2024-06-10", text="x", wanted_on=date(2024, 7, 31))
    on = date(2024, 6, 14)
    waits = {person: Extension.objects.waiting_for(getattr(office, person), on=on) for person in ("office", "leader", "board", "head")}
    assert {person: [one.assignment for one in found] for person, found in waits.items()} == {
        "office": [row], "leader": [other], "board": [], "head": [],
    }  # fmt: skip
    assert waits["office"][0].silent_days(on=on) == 4


def test_the_first_date_and_another_are_set_by_the_office(office, row):
    for due_on, code in [(date(2024, 3, 1), "order"), (DUE, "same"), (date(9999, 1, 1), "year")]:
        with pytest.raises(ValidationError) as refused:
            say(row, "reschedule", office.office, "2024-06-10", due_on=due_on, text="x")
        assert refused.value.error_dict["due_on"][0].code == code
    assert say(row, "reschedule", office.office, "2024-06-10", due_on=date(2024, 6, 10), text="Họp sớm.").due_on == date(2024, 6, 10)


# Answers


def test_a_remark_waits_for_its_answer(office, row):
    remark = say(row, "remark", office.leader, "2024-04-03", text="Vì sao chậm?", wanted_on=date(2024, 4, 10))
    assert list(type(row).objects.to_answer()) == [row]
    with pytest.raises(ValidationError):
        say(row, "answer", office.head, "2024-04-04", about=1, text="x")
    entry = say(row, "answer", office.member, "2024-04-04", about=remark.number, text="Vì mưa.")
    assert (entry.about, entry.state) == (remark, "assigned")
    assert list(type(row).objects.to_answer()) == []
    with pytest.raises(ValidationError):
        say(row, "remark", office.leader, "2024-04-11", text="x", wanted_on=date(2024, 4, 10))


def test_the_unit_says_once_whether_what_the_office_wrote_is_right(office, row):
    say(row, "log", office.office, "2024-04-03", on_behalf_of=office.chau_o, channel="telephone", percent=30)
    assert list(type(row).objects.to_confirm()) == [row]
    say(row, "object", office.head, "2024-04-04", about=2, text="Mới có 20.")
    assert (list(type(row).objects.to_confirm()), list(type(row).objects.objected())) == ([], [row])
    with pytest.raises(ValidationError):
        say(row, "confirm", office.head, "2024-04-05", about=2)
    entry = say(row, "correct", office.office, "2024-04-05", about=2, text="Đã làm.", percent=20, happened_on=date(2024, 4, 3))
    assert (entry.percent, entry.on_behalf_of, entry.channel) == (20, office.chau_o, "telephone")
    assert list(type(row).objects.objected()) == []
    say(row, "log", office.head, "2024-04-06")
    with pytest.raises(ValidationError) as refused:
        say(row, "confirm", office.head, "2024-04-07", about=5)
    assert refused.value.code == "own"


# Corrections


def restate(row, by, day, about, **more):
    return say(row, "correct", by, day, about=about, **{"text": "Đã làm.", "happened_on": date(2024, 4, 3), **more})


def test_a_correction_moves_the_percent_only_if_nobody_said_it_since(office, row):
    say(row, "log", office.member, "2024-04-03", percent=30)
    assert restate(row, office.member, "2024-04-04", 2, percent=40).percent == 40
    say(row, "log", office.head, "2024-04-05", percent=60)
    entry = restate(row, office.member, "2024-04-06", 2, percent=35, text="Khác.")
    assert (entry.percent, entry.reported_percent, entry.text) == (60, 35, "Khác.")
    assert row.entries.get(number=2).text == "Đã làm.", "nothing is overwritten"


def test_a_correction_of_a_sum_moves_it_by_the_difference(office):
    row = office.assign(office.task(units=["chau_o"], measure="lớp", target=10, adds_up=True))[0]
    say(row, "log", office.head, "2024-04-03", figure=3)
    say(row, "log", office.head, "2024-04-04", figure=4)
    entry = restate(row, office.head, "2024-04-05", 2, figure=1)
    assert (entry.value, entry.percent) == (5, 50)
    assert restate(row, office.head, "2024-04-05", 2, figure=2).value == 6, "a correction of a correction counts from the first"
    with pytest.raises(ValidationError):
        restate(row, office.head, "2024-04-05", 2, figure=None)


def test_a_correction_of_a_share_that_was_reported_again_moves_nothing(office):
    row = office.assign(office.task(units=["chau_o"], measure="chi bộ", is_share=True, target=90))[0]
    say(row, "log", office.head, "2024-04-03", figure=5, figure_out_of=10)
    say(row, "log", office.head, "2024-04-04", figure=8, figure_out_of=10)
    entry = restate(row, office.head, "2024-04-05", 2, figure=4, figure_out_of=10)
    assert (entry.value, entry.out_of, entry.percent, entry.figure) == (8, 10, 88, Decimal(4))
    entry = restate(row, office.head, "2024-04-05", 3, figure=9, figure_out_of=10, happened_on=date(2024, 4, 4))
    assert (entry.value, entry.percent) == (9, 100)


def test_a_corrected_day_of_the_report_moves_the_day_it_was_done(office, row):
    say(row, "submit", office.head, "2024-06-25")
    entry = restate(row, office.head, "2024-06-26", 2, happened_on=date(2024, 6, 19))
    assert (entry.done_on, entry.state) == (date(2024, 6, 19), "submitted")
    say(row, "send_back", office.board, "2024-06-27")
    say(row, "submit", office.head, "2024-06-28")
    assert restate(row, office.head, "2024-06-28", 2, happened_on=date(2024, 6, 18)).done_on == date(2024, 6, 28)


def test_only_what_differs_is_a_correction_and_only_of_what_tells_of_work(office, row):
    say(row, "log", office.head, "2024-04-03", percent=30)
    with pytest.raises(ValidationError) as refused:
        restate(row, office.head, "2024-04-04", 2, percent=30)
    assert refused.value.code == "same"
    for about in (1, 9):
        with pytest.raises(ValidationError):
            restate(row, office.head, "2024-04-04", about)
    with pytest.raises(PermissionDenied):
        restate(row, office.member, "2024-04-04", 2)


def test_who_corrected_for_a_unit_does_not_verify(office, row):
    office.person("second", office.van_phong, "office")
    task = office.task("I.4", units=["tuyen_giao"])
    own = office.assign(task)[0]
    say(own, "submit", office.board_head, "2024-04-03")
    assert office.office in [post.user for post in own.verifiers(on=date(2024, 4, 4))]
    say(own, "send_back", office.office, "2024-04-04")
    say(own, "log", office.office, "2024-04-04", on_behalf_of=office.tuyen_giao)
    say(own, "submit", office.board_head, "2024-04-05")
    restate(own, office.office, "2024-04-05", 4, text="Khác.", happened_on=date(2024, 4, 4))
    assert [post.user.username for post in own.verifiers(on=date(2024, 4, 5))] == ["second"]


def test_evidence_that_was_taken_back_counts_no_longer(office):
    row = office.assign(office.task(units=["chau_o"], evidence_required=True))[0]
    say(row, "log", office.head, "2024-04-03", evidence=[Paper("1-BC/ĐU")])
    item = row.entries.get(number=2).evidence.get()
    say(row, "retract", office.head, "2024-04-04", item=item.pk, text="Nhầm.")
    with pytest.raises(ValidationError) as refused:
        say(row, "submit", office.head, "2024-04-05")
    assert refused.value.code == "evidence"
    with pytest.raises(ValidationError) as refused:
        say(row, "retract", office.head, "2024-04-05", item=item.pk, text="x")
    assert refused.value.code == "retracted"
    assert say(row, "submit", office.head, "2024-04-06", evidence=[Paper("2-BC/ĐU")]).state == "submitted"
    assert at("2024-04-06") <= row.changed_at
