"""The calendar page: what lies on which day, over the working calendar, and how people are reminded in words."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tasks.models import DayOff, Pace, Slip
from tasks.models.calendar import Calendar
from tasks.months import days_of, grid
from tests.office import at, say
from units.models import User
from units.periods import Period

pytestmark = pytest.mark.django_db
WHERE = "/lich/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-06-11 10:00"), tick=False):
        yield


def given(office, unit="chau_o", due_on=date(2024, 6, 20), number=1):
    return [office.assign(office.task(units=[unit], cadence="once"), due_on=due_on)[0] for _n in range(number)]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def days(page):
    """{day of the month: its Day} of a page."""
    return {day.date.day: day for week in page.context["weeks"] for day in week if day.is_of_month}


def codes(day, what="due"):
    return [row.code for row in day.lists[what][0]]


# The grid.


@pytest.mark.parametrize(
    ("month", "first", "last", "weeks"),
    [
        ("2024-06", "2024-05-27", "2024-06-30", 5),
        ("2027-02", "2027-02-01", "2027-02-28", 4),  # four weeks to the day
        ("2026-11", "2026-10-26", "2026-12-06", 6),
        ("2024-12", "2024-11-25", "2025-01-05", 6),
        ("2024-02", "2024-01-29", "2024-03-03", 5),
    ],
)
def test_a_month_is_whole_weeks_from_monday_to_sunday(month, first, last, weeks):
    period = Period.parse(month)
    found = grid(period, on=date(2024, 6, 11), calendar=Calendar(), lists={})
    assert [f"{found[0][0].date}", f"{found[-1][-1].date}", len(found)] == [first, last, weeks]
    assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in found)
    assert sum(day.is_of_month for week in found for day in week) == (period.end - period.start).days + 1
    assert days_of(period) == [day.date for week in found for day in week]


def test_today_days_off_and_days_worked_are_told(office):
    DayOff.objects.create(day="2024-06-13", decision="12-TB/VPHU")
    DayOff.objects.create(day="2024-06-15", is_worked=True, decision="12-TB/VPHU")
    page = signed_in(office.head).get(WHERE)
    found = days(page)
    assert [number for number, day in found.items() if day.is_today] == [11]
    assert [(found[n].is_working, found[n].name) for n in (13, 15, 14, 16)] == [
        (False, "12-TB/VPHU"), (True, "12-TB/VPHU"), (True, ""), (False, ""),
    ]  # fmt: skip
    text = " ".join(page.content.decode().split())
    assert 'Nghỉ: <span lang="vi">12-TB/VPHU</span>' in text
    assert 'Làm việc: <span lang="vi">12-TB/VPHU</span>' in text
    spring = signed_in(office.head).get(WHERE, {"thang": "2024-02"})
    assert days(spring)[12].name == "Mùng ba Tết Nguyên Đán"


# What lies on a day.


def test_what_is_due_stands_on_its_day_with_words_for_its_standing(office):
    late, done, waits, later = given(office, due_on=date(2024, 6, 10), number=4)
    for row in (done, waits):
        say(row, "submit", office.head, "2024-06-05")
    say(done, "verify", office.board, "2024-06-06", text="")
    say(later, "reschedule", office.office, "2024-06-07", due_on=date(2024, 6, 14), text="x")
    page = signed_in(office.head).get(WHERE)
    found = days(page)
    assert codes(found[10]) == [late.code, waits.code, done.code], "the most urgent first"
    assert codes(found[14]) == [later.code]
    text = page.content.decode()
    for words in ("Quá hạn", "Chờ xác nhận", "Đúng hạn", "Sắp đến hạn"):
        assert f": {words}" in text or words in text
    assert 'class="standing-overdue"' in text


def test_declined_and_withdrawn_work_is_due_from_nobody(office):
    declined, withdrawn, left = given(office, number=3)
    say(declined, "decline", office.head, "2024-06-05", text="x")
    say(withdrawn, "withdraw", office.office, "2024-06-05", text="x")
    assert codes(days(signed_in(office.office).get(WHERE))[20]) == [left.code]


def test_three_codes_then_how_many_more_with_the_way_to_all_of_them(office):
    rows = given(office, number=60)
    client = signed_in(office.office)
    page = client.get(WHERE)
    day = days(page)[20]
    assert codes(day) == [row.code for row in rows[:3]]
    assert day.lists["due"][1] == 57
    assert "+57" in page.content.decode()
    where = reverse("calendar-day", args=["2024-06-20"])
    assert where in page.content.decode()
    first, second = client.get(where), client.get(where, {"page": 2})
    shown = [row.pk for page in (first, second) for row, _standing in page.context["rows"]]
    assert shown == [row.pk for row in rows]


def test_each_sees_what_they_may_see(office):
    mine, theirs = given(office) + given(office, "binh_minh")
    for who, expected in (("head", [mine]), ("other", [theirs]), ("office", [mine, theirs]), ("women", [])):
        client = signed_in(office.people[who])
        assert codes(days(client.get(WHERE))[20]) == [row.code for row in expected], who
        rows = client.get(reverse("calendar-day", args=["2024-06-20"])).context["rows"]
        assert [row.pk for row, _standing in rows] == [row.pk for row in expected], who


def test_a_leaders_remark_stands_on_the_day_until_which_it_wants_an_answer(office):
    [row], [theirs] = given(office), given(office, "binh_minh")
    say(row, "remark", office.leader, "2024-06-05", text="Nội dung chỉ đạo", wanted_on=date(2024, 6, 14))
    say(theirs, "remark", office.leader, "2024-06-05", text="x", wanted_on=date(2024, 6, 14))
    say(row, "remark", office.leader, "2024-06-05", text="Không cần trả lời")
    client = signed_in(office.head)
    page = client.get(WHERE)
    entries, more = days(page)[14].lists["remarks"]
    assert [(entry.assignment_id, more) for entry in entries] == [(row.pk, 0)]
    assert f"{row.get_absolute_url()}#e{entries[0].number}" in page.content.decode()
    assert "Nội dung chỉ đạo" not in page.content.decode()
    assert len(client.get(reverse("calendar-day", args=["2024-06-14"])).context["remarks"]) == 1
    say(row, "answer", office.head, "2024-06-10", text="Đã rõ.", about=entries[0].number)
    assert not days(client.get(WHERE))[14].lists["remarks"][0], "answered"


def test_a_sent_slip_stands_on_the_day_of_its_limit_for_those_who_see_it(office):
    told = {"committee": office.committee, "unit": office.chau_o, "colour": "blue", "proposed_at": at("2024-06-10")}
    sent = {"state": "sent", "number": 3, "issued_at": at("2024-06-10"), "answer_by": date(2024, 6, 13)}
    slip = Slip.objects.create(key="a", **told, **sent)
    Slip.objects.create(key="b", **told | {"colour": "yellow"})
    for who, number in (("head", 1), ("office", 1), ("other", 0)):
        page = signed_in(office.people[who]).get(WHERE)
        assert len(days(page)[13].lists["slips"][0]) == number, who
        assert (slip.get_absolute_url() in page.content.decode()) is bool(number)
        assert len(signed_in(office.people[who]).get(reverse("calendar-day", args=["2024-06-13"])).context["slips"]) == number


# The address.


def test_from_month_to_month(office):
    given(office, due_on=date(2024, 7, 19))
    client = signed_in(office.head)
    page = client.get(WHERE)
    assert (page.context["month"], page.context["is_this_month"]) == (Period.parse("2024-06"), True)
    assert [f"?thang={month}" in page.content.decode() for month in ("2024-05", "2024-07", "2024-06")] == [True, True, False]
    page = client.get(WHERE, {"thang": "2024-07"})
    assert len(codes(days(page)[19])) == 1
    assert not page.context["is_this_month"]
    assert client.get(WHERE, {"thang": "2024-12"}).context["beside"][1].start == date(2025, 1, 1)


def test_the_years_end_where_dates_end(office):
    client = signed_in(office.head)
    assert client.get(WHERE, {"thang": "1990-01"}).context["beside"][0] is None
    assert client.get(WHERE, {"thang": "2100-12"}).context["beside"][1] is None


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-13", "2024-00", "2024-6", "24-06", "2024-06-01", "x", "1989-12", "2101-01", "９９９９-01"]
)
def test_a_month_that_there_is_not_is_not_found(office, text):
    assert signed_in(office.head).get(WHERE, {"thang": text}).status_code == 404


@pytest.mark.parametrize("text", ["2024-02-30", "2024-W24-2", "20240611", "x", "1989-12-31", "2101-01-01"])
def test_a_day_that_there_is_not_is_not_found(office, text):
    assert signed_in(office.head).get(f"{WHERE}{text}/").status_code == 404


def test_a_day_says_what_it_is(office):
    client = signed_in(office.head)
    assert "Ngày làm việc" in client.get(reverse("calendar-day", args=["2024-06-11"])).content.decode()
    holiday = client.get(reverse("calendar-day", args=["2024-09-02"])).content.decode()
    assert "Ngày nghỉ" in holiday
    assert "Quốc khánh" in holiday


# How people are reminded.


def test_the_paces_are_said_in_words_those_alike_together(office):
    page = signed_in(office.head).get(WHERE)
    assert [names for names, _pace in page.context["paces"]] == [["một lần", "hằng tháng", "hằng quý", "sáu tháng", "hằng năm"]]
    assert "trước 15, 7, 3, 1 ngày" in page.content.decode()
    Pace.objects.filter(cadence="yearly").update(before="30, 10", blue=None, weekly=False, after="")
    page = signed_in(office.head).get(WHERE)
    assert [len(names) for names, _pace in page.context["paces"]] == [4, 1]
    assert "trước 30, 10 ngày" in page.content.decode()


def test_the_way_to_set_them_is_shown_to_the_administrator_alone(office):
    admin = User.objects.create_superuser("admin", "admin@example.org", "mat khau dai")
    where = reverse("admin:tasks_pace_changelist")
    assert where in signed_in(admin).get(WHERE).content.decode()
    assert where not in signed_in(office.office).get(WHERE).content.decode()
