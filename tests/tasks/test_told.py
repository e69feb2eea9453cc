"""Who is told of what waits for them: each thing reminds the one who must act, and stops when it was done."""

import uuid
from datetime import date

import pytest
from django.core import mail as outbox_module
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.models import Addressee, DayOff, Notice, Pace
from tasks.reminders.plan import plan
from tasks.reminders.ticking import tick
from tests.office import at, say
from units.models import Appointment, Installation, Mail, User
from units.periods import start_of_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(office):
    """A quarterly task due on Thursday 20/6/2024, given to Châu Ổ alone on 1/4/2024."""
    return office.assign(office.task(units=["chau_o"]))[0]


@pytest.fixture
def received(office, given):
    say(given, "receive", office.head, "2024-04-02")
    return given


def run(text):
    now = at(text)
    return tick(now=now, clock=lambda: now)


def told(user):
    """The steps that a person was told, not those on record only; as (day, step)."""
    notices = user.notices.filter(superseded=False).order_by("pk")
    return [(f"{notice.made_at.astimezone(start_of_day(date(2024, 1, 1)).tzinfo):%d/%m}", notice.step) for notice in notices]


def days(*texts):
    for text in texts:
        run(text)


def test_work_that_is_not_received_reminds_the_unit_after_three_working_days_and_weekly(office, given):
    days("2024-04-01", "2024-04-03", "2024-04-04", "2024-04-05", "2024-04-11")
    assert told(office.head) == [("01/04", "NEW"), ("04/04", "REC1"), ("11/04", "REC2")]
    say(given, "receive", office.head, "2024-04-11")
    days("2024-04-19")
    assert len(told(office.head)) == 3


def test_what_waits_for_verification_reminds_the_board_until_it_is_verified(office, received):
    say(received, "submit", office.head, "2024-04-08")
    days("2024-04-10", "2024-04-11", "2024-04-12", "2024-04-19")
    assert told(office.board) == told(office.board_two) == [("11/04", "VER1"), ("19/04", "VER2")]
    assert told(office.office) == [], "the rule names the board"
    say(received, "verify", office.board, "2024-04-19")
    days("2024-04-26")
    assert len(told(office.board)) == 2
    assert told(office.head)[-1] == ("26/04", "DONE")
    assert not Notice.objects.get(step="DONE").mail, "good news is told in the application alone"


def test_work_that_was_sent_back_and_is_silent_reminds_the_unit(office, received):
    say(received, "submit", office.head, "2024-04-08")
    say(received, "send_back", office.board, "2024-04-09")
    days("2024-04-10", "2024-04-11", "2024-04-12", "2024-04-15")
    assert told(office.head) == [("10/04", "BACK"), ("12/04", "SIL1")]
    say(received, "log", office.head, "2024-04-16")
    days("2024-04-22")
    assert len(told(office.head)) == 2


@pytest.mark.parametrize(("wanted", "decider", "other"), [("2024-06-27", "office", "leader"), ("2024-07-31", "leader", "office")])
def test_an_undecided_request_reminds_who_decides_it(office, received, wanted, decider, other):
    say(received, "ask_time", office.head, "2024-05-06", wanted_on=date.fromisoformat(wanted), text="Chờ kinh phí.")
    days("2024-05-07", "2024-05-08", "2024-05-09", "2024-05-15")
    assert told(office.people[decider]) == [("08/05", "ASK1"), ("15/05", "ASK2")]
    assert told(office.people[other]) == []
    say(received, "grant", office.people[decider], "2024-05-16", due_on=date(2024, 6, 24))
    days("2024-05-22")
    assert len(told(office.people[decider])) == 2
    assert told(office.head)[-1] == ("22/05", "DATE")


def test_a_refused_request_is_told_to_who_asked(office, received):
    say(received, "ask_time", office.head, "2024-05-06", wanted_on=date(2024, 6, 27), text="Chờ kinh phí.")
    say(received, "refuse", office.office, "2024-05-07", text="Không gia hạn.")
    days("2024-05-08")
    assert told(office.head) == [("08/05", "REFUSE")]


def test_work_without_a_date_reminds_the_office_until_it_has_one(office):
    row = office.assign(office.task(units=["chau_o"], cadence="once", due_on=None))[0]
    days("2024-04-05", "2024-04-08", "2024-04-09", "2024-04-15")
    assert told(office.office) == [("08/04", "UND1"), ("15/04", "UND2")]
    say(row, "reschedule", office.office, "2024-04-16", due_on=date(2024, 6, 20), text="Theo kế hoạch.")
    days("2024-04-22")
    assert len(told(office.office)) == 2


def test_declined_work_reminds_the_office(office, given):
    say(given, "decline", office.head, "2024-04-02", text="Không đúng chức năng.")
    days("2024-04-03", "2024-04-04", "2024-04-10")
    assert told(office.office) == [("03/04", "DEC1"), ("10/04", "DEC2")]
    say(given, "insist", office.office, "2024-04-11", text="Đúng chức năng.")
    days("2024-04-17")
    assert len(told(office.office)) == 2
    assert told(office.head)[0] == ("17/04", "NEW"), "given again"


def test_a_leaders_word_goes_at_once_and_alone_even_at_night(office, received):
    say(received, "remark", office.leader, "2024-05-04", text="Báo cáo ngay.", wanted_on=date(2024, 5, 10), now=at("2024-05-04 22:10"))
    run("2024-05-04 22:11")
    assert told(office.head) == [("04/05", "REMARK")]
    assert [letter.to for letter in outbox_module.outbox] == [["head@example.org"]]
    assert received.code in outbox_module.outbox[0].subject
    run("2024-05-04 22:12")
    days("2024-05-06", "2024-05-08", "2024-05-09", "2024-05-10", "2024-05-13")
    assert told(office.head)[1:] == [("09/05", "ANS0"), ("13/05", "ANS1")]
    say(received, "answer", office.head, "2024-05-13", about=received.entries.get(kind="remark").number, text="Đã rõ.")
    days("2024-05-20")
    assert told(office.head)[-1][1] != "ANS2"
    assert told(office.leader) == [("20/05", "ANSW")]


def test_an_urging_comes_with_the_next_digest_unless_it_was_answered(office, received):
    run("2024-05-06 08:00")
    say(received, "urge", office.board, "2024-05-06", text="Khẩn trương.", now=at("2024-05-06 10:00"))
    run("2024-05-06 10:05")
    run("2024-05-07")
    assert told(office.head)[-1] == ("07/05", "URGE")
    assert "Khẩn trương" not in outbox_module.outbox[-1].body
    say(received, "urge", office.board, "2024-05-07", text="Khẩn trương.", now=at("2024-05-07 10:00"))
    say(received, "answer", office.head, "2024-05-07", about=received.number, text="Đang làm.", now=at("2024-05-07 11:00"))
    run("2024-05-08")
    assert [step for _day, step in told(office.head)].count("URGE") == 1


def test_who_had_work_that_was_taken_away_is_told_and_who_has_it_now(office, received):
    say(received, "reassign", office.office, "2024-05-06", unit=office.binh_minh, text="Điều chỉnh địa bàn.")
    days("2024-05-07")
    assert told(office.head)[-1] == ("07/05", "GONE")
    assert told(office.other) == [("07/05", "NEW")]
    say(received, "withdraw", office.office, "2024-05-08")
    days("2024-05-09")
    assert told(office.other)[-1] == ("09/05", "GONE")
    assert told(office.head)[-1] == ("07/05", "GONE")


def test_a_supporting_unit_is_told_of_its_part_and_of_the_date_while_the_lead_waits_for_it(office):
    task = office.task(units=["chau_o"])
    Addressee.objects.create(task=task, unit=office.binh_minh, part="support", required=True)
    row = office.assign(task)[0]
    say(row, "receive", office.head, "2024-04-01")
    days("2024-04-02", "2024-05-30")
    assert told(office.other) == [("02/04", "PART"), ("30/05", "T-15")]
    part = row.parts.get()
    say(row, "support", office.other, "2024-05-31", part=part.pk, happened_on=date(2024, 5, 31), text="Xong.", is_done=True)
    days("2024-06-11")
    assert len(told(office.other)) == 2, "its part is done"
    say(row, "return_part", office.head, "2024-06-12", part=part.pk, text="Còn thiếu.")
    days("2024-06-13")
    assert set(told(office.other)[2:]) == {("13/06", "PBACK"), ("13/06", "T-7")}


def test_what_the_office_wrote_and_the_unit_objects_to_is_told_to_the_office(office, received):
    say(received, "log", office.office, "2024-04-08", on_behalf_of=office.chau_o, channel="telephone")
    say(received, "object", office.head, "2024-04-09", about=received.number, text="Không phải thế.")
    days("2024-04-10", "2024-04-11")
    assert told(office.office) == [("10/04", "OBJ")]


def test_where_nobody_can_be_told_the_office_is(office, received):
    Appointment.objects.filter(unit=office.chau_o).update(valid_until=date(2024, 6, 1))
    days("2024-06-11", "2024-06-12")
    assert told(office.office) == [("11/06", "NOB")]


def test_a_new_head_is_told_the_newest_rung_and_not_those_before_their_time(office, received):
    Appointment.objects.filter(user=office.head).update(valid_until=date(2024, 6, 18))
    Appointment.objects.create(user=office.member, unit=office.chau_o, role="head", valid_from=date(2024, 6, 19))
    days("2024-06-20")
    assert told(office.member) == [("20/06", "T0")]
    assert list(office.member.notices.filter(superseded=True).values_list("step", flat=True)) == ["T-1"]
    assert not office.head.notices.exists()


def test_work_that_is_given_late_is_told_of_in_one_line(office):
    row = office.assign(office.task(units=["chau_o"], cadence="once", due_on=date(2024, 4, 2)), now="2024-04-04")[0]
    run("2024-04-05")
    assert told(office.head) == [("05/04", "NEW")]
    assert set(row.notices.filter(superseded=True).values_list("step", flat=True)) == {"O+3"}
    run("2024-04-11")
    assert told(office.head)[1:] == [("11/04", "O+7"), ("11/04", "BLUE")]


class TestChangesOfPaceAndCalendar:
    """What was told stays; only what was not told yet moves."""

    def test_a_day_off_moves_rungs_that_were_not_told_yet(self, office, received):
        days("2024-06-11")
        for day in ("2024-06-17", "2024-06-18"):
            DayOff.objects.create(day=day, decision="12-TB/VP")
        days("2024-06-12", "2024-06-14", "2024-06-17", "2024-06-18", "2024-06-19", "2024-06-20")
        assert told(office.head) == [("11/06", "T-7"), ("14/06", "T-3"), ("19/06", "T-1"), ("20/06", "T0")]
        received.refresh_from_db()
        assert received.due_on == date(2024, 6, 20), "the date stays"

    def test_a_day_worked_does_not_tell_again_what_was_told(self, office, received):
        days("2024-06-11")
        DayOff.objects.create(day="2024-06-15", is_worked=True, decision="12-TB/VP")
        days("2024-06-12", "2024-06-13", "2024-06-17")
        assert told(office.head) == [("11/06", "T-7"), ("17/06", "T-3")]

    def test_another_pace_holds_from_the_next_rung_on(self, office, received):
        days("2024-06-11")
        Pace.objects.filter(cadence="quarterly").update(before="9, 8, 4, 2", after="2", weekly=False)
        days("2024-06-12", "2024-06-14", "2024-06-18", "2024-06-19", "2024-06-24", "2024-06-28")
        assert told(office.head) == [("11/06", "T-7"), ("14/06", "T-4"), ("18/06", "T-2"), ("24/06", "O+2"), ("28/06", "BLUE")]
        assert office.head.notices.get(step="T-8").superseded, "its day had passed when the other was told"

    def test_the_pace_of_another_rhythm_moves_nothing(self, office, received):
        Pace.objects.filter(cadence="monthly").update(before="9")
        days("2024-06-11")
        assert told(office.head) == [("11/06", "T-7")]


class TestBetweenPlanningAndSending:
    """D8: what was planned and is not true any more when it is sent."""

    @pytest.fixture
    def planned(self, received, settings):
        backend = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "tests.tasks.test_reminders.Refusing"
        run("2024-06-11")
        settings.EMAIL_BACKEND = backend
        assert Mail.objects.get().status == "pending"
        return received

    def end(self):
        run("2024-06-11 11:00")
        return [(mail.to, mail.status) for mail in Mail.objects.order_by("pk")]

    def test_it_is_sent_where_nothing_changed(self, planned):
        assert self.end() == [("head@example.org", "sent")]

    def test_a_date_that_moved(self, office, planned):
        say(planned, "reschedule", office.office, "2024-06-11", due_on=date(2024, 6, 28), text="Lùi.", now=at("2024-06-11 10:00"))
        assert self.end() == [("head@example.org", "cancelled")]
        assert outbox_module.outbox == []
        run("2024-06-12")
        assert told(office.head)[-1] == ("12/06", "DATE"), "the date is owed anew"

    def test_work_that_was_done(self, office, planned):
        say(planned, "submit", office.head, "2024-06-11", now=at("2024-06-11 10:00"))
        assert self.end() == [("head@example.org", "cancelled")]

    def test_a_closed_account(self, office, planned):
        User.objects.filter(pk=office.head.pk).update(is_active=False)
        assert self.end() == [("head@example.org", "cancelled")]

    def test_who_moved_to_another_unit(self, office, planned):
        office.head.appointments.update(unit=office.binh_minh)
        assert self.end() == [("head@example.org", "cancelled")]

    def test_a_line_that_is_not_owed_any_more_is_left_out(self, office, received, settings):
        other = office.assign(office.task("I.4", units=["chau_o"]))[0]
        say(other, "receive", office.head, "2024-04-02")
        settings.EMAIL_BACKEND = "tests.tasks.test_reminders.Refusing"
        run("2024-06-11")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        say(other, "submit", office.head, "2024-06-11", now=at("2024-06-11 10:00"))
        run("2024-06-11 11:00")
        assert received.code in outbox_module.outbox[0].body
        assert other.code not in outbox_module.outbox[0].body


class TestTheDigest:
    """What a person reads."""

    def test_it_is_in_the_readers_language_as_text_and_as_a_page(self, office, received):
        User.objects.filter(pk=office.head.pk).update(language="en")
        run("2024-06-11")
        letter = outbox_module.outbox[0]
        assert "is due on 20/06/2024" in letter.body
        page = Mail.objects.get().html
        assert '<html lang="en">' in page
        assert f"http://dondoc.example{received.get_absolute_url()}" in page
        assert "is due on 20/06/2024" in page

    def test_many_lines_of_one_kind_are_counted(self, office):
        for _n in range(15):
            say(office.assign(office.task(units=["chau_o"]))[0], "receive", office.head, "2024-04-02")
        run("2024-06-11")
        letter = outbox_module.outbox[0]
        assert letter.body.count("NV-") == 12
        assert "3" in letter.body.split("NV-")[-1]
        assert office.head.notices.filter(superseded=False).count() == 15

    def test_who_has_no_address_is_told_in_the_application(self, office, received):
        User.objects.filter(pk=office.head.pk).update(email="")
        run("2024-06-11")
        assert told(office.head) == [("11/06", "T-7")]
        assert not Mail.objects.exists()

    def test_no_word_of_an_entry_is_in_it(self, office, received):
        say(received, "log", office.head, "2024-05-06", text="Chuyện nội bộ", obstacles="Thiếu tiền")
        say(received, "urge", office.board, "2024-06-10", text="Lời đôn đốc")
        run("2024-06-11")
        letter = outbox_module.outbox[0]
        everything = letter.body + Mail.objects.get().html + letter.subject
        assert not [word for word in ("Chuyện nội bộ", "Thiếu tiền", "Lời đôn đốc", received.task.title) if word in everything]


def test_planning_costs_the_same_for_few_and_for_many(office):
    """However many assignments are open and owed: as many queries, but for the batches of inserts."""

    def cost(day):
        with CaptureQueriesContext(connection) as queries:
            assert plan(now=at(day)) > 0
        return len([one for one in queries if one["sql"].startswith("SELECT")])

    def furnish(number):
        for n in range(number):
            task = office.task(["I.3", "I.4", "I.5"][n % 3], units=["chau_o", "binh_minh"], cadence="once", due_on=date(2024, 6, 20))
            rows = office.assign(task)
            say(rows[0], "receive", office.head, "2024-04-02")
            say(rows[1], "submit", office.other, "2024-04-02")

    furnish(3)
    run("2024-06-10")
    few = cost("2024-06-11")
    furnish(30)
    run("2024-06-12")
    assert cost("2024-06-17") == few


def test_the_key_of_a_notice_is_of_recipient_subject_step_and_basis(office, received):
    run("2024-06-11")
    notice = office.head.notices.get(superseded=False)
    assert notice.key == f"{office.head.pk}/{received.pk}/T-7/{received.entries.get(kind='assign').pk}"
    assert uuid.UUID(Mail.objects.get().message_id.strip("<>").partition("@")[2])


class TestTwoPosts:
    """Who holds two posts is told once, and told."""

    def test_two_posts_of_one_head(self, office, given):
        Appointment.objects.create(user=office.head, unit=office.chau_o, role="head", valid_from=date(2024, 1, 1))
        days("2024-04-01", "2024-04-04", "2024-06-20")
        assert [step for _day, step in told(office.head)] == ["NEW", "REC1", "T0"]

    def test_the_lead_that_also_supports(self, office):
        task = office.task(units=["chau_o"])
        Addressee.objects.create(task=task, unit=office.binh_minh, part="support", required=True)
        Appointment.objects.create(user=office.head, unit=office.binh_minh, role="head", valid_from=date(2024, 1, 1))
        say(office.assign(task)[0], "receive", office.head, "2024-04-01")
        days("2024-06-11", "2024-06-20")
        assert sorted(step for _day, step in told(office.head)) == ["PART", "T-7", "T0"]

    def test_two_desks(self, office, received):
        Appointment.objects.create(user=office.office, unit=office.tuyen_giao, role="office", valid_from=date(2024, 1, 1))
        Appointment.objects.filter(unit=office.chau_o).update(valid_until=date(2024, 6, 1))
        days("2024-06-11")
        assert told(office.office) == [("11/06", "NOB")]


class TestClocksAndAccounts:
    """What goes wrong around the plan does not swallow it."""

    def test_a_day_planned_by_a_clock_that_was_ahead_stops_no_other(self, office, received):
        Installation.this()
        Installation.objects.update(planned_on=date(2025, 4, 2))
        days("2024-06-11")
        assert told(office.head) == [("11/06", "T-7")]
        Installation.objects.update(planned_on=date(2025, 4, 2))
        say(received, "urge", office.board, "2024-06-11", text="Khẩn trương.", now=at("2024-06-11 15:00"))
        run("2024-06-11 16:00")
        assert told(office.head) == [("11/06", "T-7"), ("11/06", "URGE")]
        assert [mail.status for mail in Mail.objects.filter(recipient=office.head)] == ["sent", "sent"], (
            "planned again, in a letter of its own"
        )

    def test_a_letter_that_was_cancelled_is_made_good_when_it_is_owed_again(self, office, received, settings):
        settings.EMAIL_BACKEND = "tests.tasks.test_reminders.Refusing"
        run("2024-06-11")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        User.objects.filter(pk=office.head.pk).update(is_active=False)
        run("2024-06-11 11:00")
        assert [mail.status for mail in Mail.objects.filter(recipient=office.head)] == ["cancelled"]
        User.objects.filter(pk=office.head.pk).update(is_active=True)
        run("2024-06-12")
        assert [mail.status for mail in Mail.objects.filter(recipient=office.head)] == ["cancelled", "sent"]
        assert office.head.notices.filter(superseded=False).count() == 1

    def test_a_letter_goes_to_the_address_of_now(self, office, received, settings):
        settings.EMAIL_BACKEND = "tests.tasks.test_reminders.Refusing"
        run("2024-06-11")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        User.objects.filter(pk=office.head.pk).update(email="moi@example.org")
        run("2024-06-11 11:00")
        assert [letter.to for letter in outbox_module.outbox] == [["moi@example.org"]]

    def test_a_letter_without_an_address_any_more_is_cancelled(self, office, received, settings):
        settings.EMAIL_BACKEND = "tests.tasks.test_reminders.Refusing"
        run("2024-06-11")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        User.objects.filter(pk=office.head.pk).update(email="")
        run("2024-06-11 11:00")
        assert (outbox_module.outbox, Mail.objects.get().status) == ([], "cancelled")


def test_a_letter_says_the_date_of_now_and_what_fell_out_is_marked(office, received, settings):
    other = office.assign(office.task("I.4", units=["chau_o"]))[0]
    say(other, "receive", office.head, "2024-04-02")
    say(received, "urge", office.board, "2024-06-10", text="Khẩn trương.")
    settings.EMAIL_BACKEND = "tests.tasks.test_reminders.Refusing"
    run("2024-06-11")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    say(other, "submit", office.head, "2024-06-11", now=at("2024-06-11 10:00"))
    say(received, "reschedule", office.office, "2024-06-11", due_on=date(2024, 7, 31), text="Lùi.", now=at("2024-06-11 10:00"))
    run("2024-06-11 11:00")
    [letter] = outbox_module.outbox
    assert "31/07/2024" in letter.subject + letter.body
    assert "20/06/2024" not in letter.subject + letter.body
    assert sorted(office.head.notices.filter(left_out=True).values_list("step", flat=True)) == ["T-7", "T-7"]


def test_supporting_units_hear_of_another_date_and_of_a_withdrawal(office):
    task = office.task(units=["chau_o"])
    Addressee.objects.create(task=task, unit=office.binh_minh, part="support", required=True)
    row = office.assign(task)[0]
    days("2024-04-02")
    say(row, "reschedule", office.office, "2024-04-03", due_on=date(2024, 9, 30), text="Lùi.")
    days("2024-04-04")
    say(row, "withdraw", office.office, "2024-04-05")
    days("2024-04-08")
    assert [step for _day, step in told(office.other)] == ["PART", "DATE", "GONE"]


def test_old_words_of_leaders_come_with_the_digest(office, received):
    for _n in range(3):
        say(received, "remark", office.leader, "2024-06-03", text="Báo cáo.")
    office.people["new_head"] = office.person("new_head", office.chau_o, "head", since=date(2024, 6, 8))
    run("2024-06-08 00:01")
    assert not office.new_head.notices.exists()
    run("2024-06-10")
    assert [letter.to for letter in outbox_module.outbox if letter.to == ["new_head@example.org"]] == [["new_head@example.org"]]
