"""Urging slips: which colour is owed when, who sends it, what ends it. Golden days: work due on Thursday 20/6/2024."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.models import Addressee, DayOff, Pace, Slip, SlipLine, SlipRefused
from tests.office import at, say
from tests.slips import late, of, plan, proposed, said, sent

pytestmark = pytest.mark.django_db


def colours(**which):
    return list(Slip.objects.filter(**which).order_by("pk").values_list("colour", flat=True))


def test_blue_goes_by_itself_yellow_and_red_are_proposed_each_on_its_day(office):
    row = late(office)
    for day, done in [
        ("2024-06-20", {}), ("2024-06-21", {}), ("2024-06-26", {}), ("2024-06-27", {"blue": 1}), ("2024-06-28", {}), ("2024-07-02", {}),
        ("2024-07-03", {"yellow": 1}), ("2024-07-04", {}),
    ]:  # fmt: skip
        assert said(day) == done, day
    blue, yellow = of(row, "blue"), of(row, "yellow")
    assert (blue.state, blue.number, blue.issued_by, blue.answer_by) == ("sent", 1, None, date(2024, 7, 2))
    assert (yellow.state, yellow.number, yellow.issued_at) == ("proposed", None, None)
    yellow.send(by=office.office, now=at("2024-07-04 10:00"))
    assert (yellow.state, yellow.number, yellow.issued_by, yellow.answer_by) == ("sent", 2, office.office, date(2024, 7, 9))
    assert [said(day) for day in ("2024-07-05", "2024-07-09", "2024-07-10", "2024-07-11")] == [{}, {}, {"red": 1}, {}]
    red = of(row, "red")
    red.send(by=office.office, now=at("2024-07-11 10:00"))
    assert (red.number, red.answer_by) == (3, date(2024, 7, 16))
    assert said("2024-08-30") == {}, "after red there is no more"
    lines = list(SlipLine.objects.order_by("pk"))
    assert [line.before for line in lines] == [None, lines[0], lines[1]]
    assert len({(line.basis, line.since) for line in lines}) == 1


def test_on_a_day_off_nothing_is_done(office):
    late(office)
    assert said("2024-06-29") == {}
    assert said("2024-06-30") == {}
    assert said("2024-07-01") == {"blue": 1}


def test_twice_a_day_is_once(office):
    row = late(office)
    assert [said("2024-06-27"), said("2024-06-27 07:31"), said("2024-06-27 16:00")] == [{"blue": 1}, {}, {}]
    other = late(office)
    assert said("2024-06-27 17:00") == {}, "one of a colour and day; the rest comes tomorrow"
    assert said("2024-06-28") == {"blue": 1}
    assert (of(row, "blue").number, of(other, "blue").number) == (1, 2)


@pytest.mark.parametrize("silence", [1, 4, 40])
def test_after_silence_of_the_clock_each_step_comes_by_itself_in_its_order(office, silence):
    row = late(office)
    day = date(2024, 6, 27) + timedelta(days=silence)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    assert said(f"{day}") == {"blue": 1}
    assert of(row, "blue").answer_by > day, "the limit counts from the day on which it went out"
    assert said(f"{day} 15:00") == {}


def test_a_unit_has_one_slip_of_a_colour_and_day_with_a_line_for_each_assignment(office):
    mine, theirs = late(office, number=3), late(office, "binh_minh")
    assert said("2024-06-27") == {"blue": 2}
    slip = of(mine[0], "blue")
    assert [line.assignment for line in slip.lines.order_by("pk")] == mine
    assert {slip.number, of(theirs, "blue").number} == {1, 2}
    assert [line["code"] for line in slip.printed["lines"]] == [row.code for row in mine]


def test_a_duty_of_persons_has_a_slip_of_its_own(office):
    task = office.task("II.2", units=[], cadence="once")
    Addressee.objects.create(task=task, role="leader")
    [row] = office.assign(task, due_on=date(2024, 6, 20))
    plan("2024-06-27")
    slip = of(row, "blue")
    assert (slip.person, slip.addressee) == (office.leader.appointments.get(), office.leader)
    assert slip.printed["to"]["person"] == "Leader"


def test_the_pace_says_when(office):
    Pace.objects.filter(cadence="once").update(blue=2, answer=1)
    row = late(office)
    assert [said(day) for day in ("2024-06-21", "2024-06-24", "2024-06-25", "2024-06-26")] == [{}, {"blue": 1}, {}, {"yellow": 1}]
    assert of(row, "blue").answer_by == date(2024, 6, 25)


def test_a_rhythm_without_slips_has_none_and_loses_what_was_proposed(office):
    slip = proposed(office)
    Pace.objects.filter(cadence="once").update(blue=None)
    late(office, "binh_minh")
    assert said("2024-07-04") == {"needless": 1}
    slip.refresh_from_db()
    assert slip.state == "needless"
    Pace.objects.filter(cadence="once").update(blue=5)
    assert said("2024-07-05") == {"blue": 1, "yellow": 1}, "the control: owed again where there are slips again"


WORDS = {
    "progress": ("log", "head", {}),
    "by the office for it": ("log", "office", {"on_behalf_of": "chau_o", "channel": "telephone"}),
    "done": ("submit", "head", {}),
    "a request for time": ("ask_time", "head", {"text": "x", "wanted_on": date(2024, 7, 31)}),
    "declined": ("decline", "head", {"text": "x"}),
    "another date": ("reschedule", "office", {"text": "x", "due_on": date(2024, 7, 31)}),
    "passed on": ("reassign", "office", {"text": "x", "unit": "binh_minh"}),
    "withdrawn": ("withdraw", "office", {}),
}
NO_WORDS = {
    "received": ("receive", "head", {}),
    "handed to a member": ("hand", "head", {"person": "member"}),
    "urged": ("urge", "board", {"text": "x"}),
    "remarked on": ("remark", "leader", {"text": "x", "wanted_on": date(2024, 7, 31)}),
}


def deed(office, row, what, day, **more):
    verb, by, said = (WORDS | NO_WORDS)[what]
    said = {name: office.units[value] if name in ("on_behalf_of", "unit") else value for name, value in said.items()}
    if "person" in said:
        said["person"] = office.people[said["person"]].appointments.get()
    return say(row, verb, office.people[by], day, **said, **more)


@pytest.mark.parametrize("what", WORDS)
def test_what_ends_a_silence(office, what):
    """What is proposed lapses, what was sent is answered, and the next colour does not come."""
    quiet, row = late(office, "phu_nu"), late(office)
    say(row, "receive", "head", "2024-06-25") if what != "declined" else None
    assert said("2024-06-27") == {"blue": 2}
    blue = of(row, "blue")
    assert not Slip.objects.with_answers().get(pk=blue.pk).is_answered
    plan("2024-07-03")
    yellow = of(row, "yellow")
    deed(office, row, what, "2024-07-03")
    assert Slip.objects.with_answers().get(pk=blue.pk).is_answered
    assert list(Slip.objects.unanswered()) == [of(quiet, "blue")]
    assert list(Slip.objects.to_send(office.office, on=date(2024, 7, 3))) == [of(quiet, "yellow")], "seen at once"
    assert said("2024-07-04")["needless"] == 1
    yellow.refresh_from_db()
    assert (yellow.state, yellow.lines.get().dropped_at) == ("needless", at("2024-07-04"))
    assert not Slip.objects.filter(unit=office.chau_o, proposed_at__gte=at("2024-07-04")).exists()


@pytest.mark.parametrize("what", [what for what in WORDS if what != "passed on"])
def test_who_spoke_shortly_before_gets_none_yet(office, what):
    row = late(office)
    say(row, "receive", "head", "2024-06-25") if what != "declined" else None
    deed(office, row, what, "2024-06-26")
    assert said("2024-06-27") == {}


def test_work_that_comes_late_or_comes_back_late_is_no_silence_yet(office):
    """Passed on after its date has passed long ago, blue is owed when the new unit has been silent for as long."""
    row = late(office)
    deed(office, row, "passed on", "2024-07-01")
    assert said("2024-07-02") == {}
    assert said("2024-07-08") == {"blue": 1}
    assert of(row, "blue").unit == office.binh_minh


def test_who_waits_for_the_decision_on_more_time_is_not_silent(office):
    row = late(office)
    say(row, "ask_time", office.head, "2024-06-21", wanted_on=date(2024, 7, 31), text="Chờ kinh phí.")
    assert said("2024-07-05") == {}
    say(row, "refuse", office.leader, "2024-07-05", text="Không.")
    assert said("2024-07-08") == {"blue": 1}


@pytest.mark.parametrize("what", NO_WORDS)
def test_what_is_no_word_of_the_unit(office, what):
    row = late(office)
    deed(office, row, what, "2024-06-26")
    assert said("2024-06-27") == {"blue": 1}
    deed(office, row, "urged", "2024-06-28")
    assert said("2024-07-03") == {"yellow": 1}


def test_an_answer_to_a_remark_and_an_objection_are_words_too(office):
    for verb, number in (("answer", 3), ("object", 3)):
        row = late(office)
        say(row, "receive", "head", "2024-04-02")
        if verb == "answer":
            say(row, "remark", "leader", "2024-04-03", text="x", wanted_on=date(2024, 7, 31))
        else:
            say(row, "log", "office", "2024-04-03", on_behalf_of=office.chau_o)
        say(row, verb, "head", "2024-06-26", about=number, text="x")
    assert said("2024-06-27") == {}
    assert said("2024-07-03") == {"blue": 1}


def test_after_an_answer_a_new_round_begins_with_blue(office):
    row = late(office)
    plan("2024-06-27")
    say(row, "log", "head", "2024-06-28")
    assert [said(day) for day in ("2024-07-03", "2024-07-04", "2024-07-05")] == [{}, {}, {"blue": 1}], "five working days after its word"
    assert colours() == ["blue", "blue"]
    assert said("2024-07-10") == {}
    assert said("2024-07-11") == {"yellow": 1}


def test_a_slip_is_answered_when_all_its_lines_are(office):
    first, second = late(office, number=2)
    plan("2024-06-27")
    slip = of(first, "blue")
    say(first, "log", "head", "2024-06-28")
    assert Slip.objects.unanswered().get() == slip
    say(second, "log", "head", "2024-07-01")
    assert not Slip.objects.unanswered().exists()


def test_of_two_lines_only_the_silent_one_is_proposed_and_sent(office):
    first, second, third = late(office, number=3)
    plan("2024-06-27")
    say(first, "log", "head", "2024-06-28")
    plan("2024-07-03")
    slip = of(second, "yellow")
    assert {line.assignment for line in slip.lines.all()} == {second, third}
    say(second, "log", "head", "2024-07-03")
    slip.send(by=office.office, now=at("2024-07-03 15:00"))
    assert [line["code"] for line in slip.printed["lines"]] == [third.code]
    assert slip.lines.get(assignment=second).dropped_at == at("2024-07-03 15:00")


def test_who_answered_meanwhile_is_not_sent_a_slip(office):
    slip = proposed(office)
    say(slip.lines.get().assignment, "log", "head", "2024-07-03")
    with pytest.raises(SlipRefused):
        slip.send(by=office.office, now=at("2024-07-03 15:00"))
    slip.refresh_from_db()
    assert (slip.state, slip.number) == ("needless", None)


def test_only_the_committees_office_sends_and_once(office):
    slip = proposed(office)
    for who in ("board", "leader", "inspector", "head", "member", "other"):
        with pytest.raises(PermissionDenied):
            slip.send(by=office.people[who], now=at("2024-07-03"))
        with pytest.raises(PermissionDenied):
            slip.postpone(by=office.people[who], until=date(2024, 7, 5), reason="x", now=at("2024-07-03"))
    slip.send(by=office.office, now=at("2024-07-03"))
    slip.send(by=office.office, now=at("2024-07-03 09:05"))
    assert slip.issued_at == at("2024-07-03")
    second = office.person("second", office.van_phong, "office")
    with pytest.raises(SlipRefused):
        slip.send(by=second, now=at("2024-07-03 09:06"))
    with pytest.raises(SlipRefused):
        slip.postpone(by=office.office, until=date(2024, 7, 5), reason="x", now=at("2024-07-03"))


def test_a_postponed_slip_is_proposed_again_on_its_day(office):
    slip = proposed(office)
    for until, reason, code in [
        (date(2024, 7, 3), "x", "past"), (date(2024, 7, 6), "x", "day_off"), (date(2024, 7, 5), " ", "reason"), (date(3024, 7, 5), "x", "year"),
    ]:  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            slip.postpone(by=office.office, until=until, reason=reason, now=at("2024-07-03"))
        [error] = next(iter(refused.value.error_dict.values()))
        assert error.code == code
    said_so = {"by": office.office, "until": date(2024, 7, 8), "reason": "Đơn vị đang họp."}
    for _twice in range(2):
        slip.postpone(now=at("2024-07-03"), **said_so)
    assert (slip.state, slip.postponements.count()) == ("postponed", 1)
    assert [said(day) for day in ("2024-07-04", "2024-07-05", "2024-07-08")] == [{}, {}, {"woken": 1}]
    slip.refresh_from_db()
    assert (slip.state, slip.postponed_until) == ("proposed", None)
    slip.postpone(now=at("2024-07-08"), **said_so | {"until": date(2024, 7, 9)})
    slip.send(by=office.office, now=at("2024-07-08 10:00"))
    assert (slip.state, slip.number, slip.postponements.count()) == ("sent", 2, 2)


def test_blue_cannot_be_postponed(office):
    slip = Slip.objects.create(key="x", committee=office.committee, unit=office.chau_o, colour="blue", proposed_at=at("2024-06-27"))
    with pytest.raises(SlipRefused):
        slip.postpone(by=office.office, until=date(2024, 7, 8), reason="x", now=at("2024-06-27"))


def test_the_unit_receives_it_once(office):
    slip = sent(office, "blue")
    for who in ("office", "board", "leader", "other"):
        with pytest.raises(PermissionDenied):
            slip.receive(by=office.people[who], now=at("2024-06-27 10:00"))
    slip.receive(by=office.member, now=at("2024-06-27 10:00"))
    slip.receive(by=office.head, now=at("2024-06-27 11:00"))
    assert (slip.received_at, slip.received_by) == (at("2024-06-27 10:00"), office.member)
    waiting = late(office)
    assert [said("2024-06-28"), said("2024-07-04")] == [{"blue": 1}, {"yellow": 1}]
    waiting = of(waiting, "yellow")
    with pytest.raises(SlipRefused):
        waiting.receive(by=office.head, now=at("2024-07-04"))


def test_a_later_calendar_or_name_moves_nothing_on_what_was_sent(office):
    slip = sent(office, "yellow")
    before = (slip.answer_by, slip.printed, slip.paper().html)
    DayOff.objects.create(day=date(2024, 7, 5), decision="x")
    office.chau_o.rename(
        name="Đảng bộ phường Châu Ổ", on=date(2024, 7, 3), decision="1-QĐ/HU", by=office.office, now=at("2024-07-05"), key="7" * 32
    )
    type(office.office).objects.filter(pk=office.office.pk).update(full_name="Tên khác")
    slip = Slip.objects.get(pk=slip.pk)
    assert (slip.answer_by, slip.printed, slip.paper().html) == before
    assert said("2024-07-09") == {"red": 1}, "and the next step follows the limit on the paper"


def test_the_limit_is_the_slowest_rhythms(office):
    Pace.objects.filter(cadence="monthly").update(answer=6)
    late(office)
    [row] = office.assign(office.task(units=["chau_o"], cadence="monthly"), now="2024-04-02")
    plan("2024-06-27")
    assert of(row, "blue").answer_by == date(2024, 7, 5)


def test_numbers_run_on_within_the_committee_and_days_with_them(office):
    rows = [late(office, unit) for unit in ("chau_o", "binh_minh", "phu_nu")]
    plan("2024-06-27 07:30")
    assert sorted(of(row, "blue").number for row in rows) == [1, 2, 3]
    plan("2024-07-03 07:30")
    first, second, _third = (of(row, "yellow") for row in rows)
    second.send(by=office.office, now=at("2024-07-04 10:00"))
    first.send(by=office.office, now=at("2024-07-03 10:00"))
    assert [(slip.number, slip.issued_at) for slip in (second, first)] == [(4, at("2024-07-04 10:00")), (5, at("2024-07-04 10:00"))]


def test_the_planner_asks_as_much_for_three_as_for_forty(office):
    counted = []
    for number, days in ((3, ("2024-06-27", "2024-07-03", "2024-07-08")), (40, ("2024-08-01", "2024-08-08", "2024-08-15"))):
        late(office, number=number)
        with CaptureQueriesContext(connection) as queries:
            done = [said(day) for day in days]
        assert any("yellow" in one for one in done)
        counted.append(len(queries))
    assert counted[0] == counted[1]
