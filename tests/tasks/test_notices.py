"""What people were told, in the application: the list, what counts as unread, what opens it, and two tabs at once."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models.query import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.models import Notice
from tasks.models.reminding import NoticeQuerySet
from tasks.reminders.ticking import tick
from tests.office import Office, at, say
from tests.rights.world import told
from tests.tasks.test_races import at_once

pytestmark = pytest.mark.django_db
NOW = at("2024-06-11 10:00")
LIST, ALL_READ = "/thong-bao/", "/thong-bao/da-doc/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rows(office):
    """Three assignments of Châu Ổ, all received."""
    made = [office.assign(office.task(units=["chau_o"], cadence="once"), due_on=date(2024, 6, 20))[0] for _n in range(3)]
    for row in made:
        say(row, "receive", office.head, "2024-04-02")
    return made


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def head_says(page):
    """The number in the head of a page, or 0 where it shows none."""
    text = page.content.decode()
    return int(text.split('class="told-number">')[1].split("<")[0]) if "told-number" in text else 0


def unread(user):
    return Notice.objects.visible_to(user).unread().count()


def test_several_notices_about_one_work_are_one_line_the_newest_with_the_older_beneath(office, rows):
    for step in ("T-7", "T-3", "T-1"):
        told(office.head, rows[0], step=step, text=f"mốc {step}")
    told(office.head, rows[1], text="việc khác")
    told(office.head, rows[0], step="T-15", text="chỉ ghi nhận", superseded=True)
    page = signed_in(office.head).get(LIST)
    lines = [(head.text, [one.text for one in before]) for head, before in page.context["lines"]]
    assert lines == [("việc khác", []), ("mốc T-1", ["mốc T-3", "mốc T-7"])]
    text = page.content.decode()
    assert "<details>" in text
    assert "2 thông báo trước về việc này" in text
    assert "chỉ ghi nhận" not in text, "an older rung is on record only"


def test_five_rungs_of_one_work_count_once_in_the_head_of_every_page(office, rows):
    client = signed_in(office.head)
    assert head_says(client.get("/")) == 0
    for n in range(5):
        told(office.head, rows[0], step=f"O+{n}")
    told(office.head, rows[1])
    told(office.other, rows[2])
    assert [head_says(client.get(where)) for where in ("/", LIST, "/viec-giao/", "/lich/")] == [2, 2, 2, 2]
    assert head_says(signed_in(office.women).get("/")) == 0
    assert "told-number" not in Client().get(reverse("sign-in")).content.decode(), "nobody is told of anything"


def test_the_count_is_one_query_and_none_for_nobody(office, rows):
    for row in rows:
        told(office.head, row)
    for who, number in ((signed_in(office.head), 1), (Client(), 0)):
        with CaptureQueriesContext(connection) as queries:
            who.get(reverse("password-reset"))
        counts = [query["sql"] for query in queries if "tasks_notice" in query["sql"]]
        assert len(counts) == number
        assert all("COUNT" in sql for sql in counts)


def test_what_is_unread_says_so_in_words_and_can_be_shown_alone(office, rows):
    told(office.head, rows[0], text="đã đọc rồi", read_at=NOW)
    told(office.head, rows[1], text="còn mới")
    client = signed_in(office.head)
    text = client.get(LIST).content.decode()
    assert text.count('class="told-new">chưa đọc') == 1
    shown = [head.text for head, _before in client.get(LIST, {"loc": "chua-doc"}).context["lines"]]
    assert shown == ["còn mới"]
    client.post(ALL_READ, {"until": Notice.objects.latest("pk").pk})
    assert "Bạn đã đọc hết" in client.get(LIST, {"loc": "chua-doc"}).content.decode()


def test_a_long_list_has_pages_and_a_long_fold_says_where_the_rest_is(office, rows):
    many = [office.assign(office.task(units=["chau_o"], cadence="once"), due_on=None)[0] for _n in range(31)]
    for row in many:
        told(office.head, row)
    for n in range(14):
        told(office.head, rows[0], step=f"W{n}")
    client = signed_in(office.head)
    first, second = client.get(LIST), client.get(LIST, {"page": 2})
    assert [len(page.context["lines"]) for page in (first, second)] == [30, 2]
    head, before = first.context["lines"][0]
    assert (head.assignment_id, len(before), before[0].number) == (rows[0].pk, 10, 13)
    assert reverse("proof", args=[rows[0].pk]) in first.content.decode()


def test_a_notice_opens_its_thing_and_the_older_ones_about_it(office, rows):
    older, one, other = told(office.head, rows[0]), told(office.head, rows[0], step="T-3"), told(office.head, rows[1])
    newer = told(office.head, rows[0], step="T-1")
    client = signed_in(office.head)
    assert client.head(one.get_absolute_url()).status_code == 302
    assert client.get(one.get_absolute_url(), headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 302
    assert not Notice.objects.exclude(opened_at=None).exists(), "only a person's look opens it"
    answer = client.get(one.get_absolute_url())
    assert answer.headers["Location"] == rows[0].get_absolute_url()
    found = {row.pk: (row.opened_at, row.read_at) for row in Notice.objects.all()}
    assert found == {older.pk: (NOW, NOW), one.pk: (NOW, NOW), other.pk: (None, None), newer.pk: (None, None)}


def test_the_first_time_it_was_opened_stays(office, rows):
    one = told(office.head, rows[0], read_at=NOW - timedelta(hours=1))
    client = signed_in(office.head)
    client.get(one.get_absolute_url())
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        signed_in(office.head).get(one.get_absolute_url())
    one.refresh_from_db()
    assert (one.opened_at, one.read_at) == (NOW, NOW - timedelta(hours=1))


def test_opening_the_work_itself_proves_that_its_reader_was_told(office, rows):
    """A digest's letter links straight to the assignment."""
    mine, hers, other = told(office.head, rows[0]), told(office.member, rows[0]), told(office.head, rows[1])
    where = rows[0].get_absolute_url()
    client = signed_in(office.head)
    client.head(where)
    assert unread(office.head) == 2
    assert head_says(client.get(where)) == 1, "at once, in the head of the same page"
    opened = set(Notice.objects.exclude(opened_at=None).values_list("pk", flat=True))
    assert opened == {mine.pk}, (hers.pk, other.pk)


def test_a_look_at_work_of_which_nothing_is_unopened_writes_nothing(office, rows):
    told(office.head, rows[0])
    client = signed_in(office.head)
    client.get(rows[0].get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(rows[0].get_absolute_url())
    assert not [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]


def test_what_is_no_longer_theirs_is_told_on_a_plain_page(office, rows):
    one = told(office.head, rows[0], text="NV: sắp đến hạn.")
    client = signed_in(office.head)
    office.head.appointments.update(valid_until=date(2024, 6, 10))
    page = client.get(one.get_absolute_url())
    assert page.status_code == 200
    assert "NV: sắp đến hạn." in page.content.decode()
    assert rows[0].task.title not in page.content.decode()


def test_what_was_passed_on_still_leads_to_how_it_stood_there(office, rows):
    one = told(office.head, rows[0])
    say(rows[0], "reassign", office.office, "2024-06-10", unit=office.binh_minh, text="Chuyển.")
    client = signed_in(office.head)
    assert client.get(one.get_absolute_url()).headers["Location"] == rows[0].get_absolute_url()
    assert client.get(rows[0].get_absolute_url()).status_code == 200


def test_anothers_notice_is_as_one_that_is_not_there(office, rows):
    one = told(office.head, rows[0], text="của trưởng đơn vị")
    rung = told(office.member, rows[0], superseded=True)
    client = signed_in(office.member)
    for where in (reverse("notice", args=[one.pk]), reverse("notice", args=[rung.pk])):
        assert client.get(where).status_code == 404
    assert client.post(reverse("notice-read", args=[one.pk])).status_code == 404
    client.post(ALL_READ, {"until": one.pk})
    assert unread(office.head) == 1
    assert "của trưởng đơn vị" not in client.get(LIST).content.decode()


def test_all_are_marked_but_for_what_came_meanwhile_and_twice_is_once(office, rows):
    told(office.head, rows[0])
    told(office.head, rows[1])
    client = signed_in(office.head)
    form = {"until": client.get(LIST).context["until"], "query": "loc=chua-doc&"}
    meanwhile = told(office.head, rows[2])
    for _twice in range(2):
        answer = client.post(ALL_READ, form)
        assert answer.headers["Location"] == f"{LIST}?loc=chua-doc&"
    left = Notice.objects.visible_to(office.head).unread()
    assert [row.pk for row in left] == [meanwhile.pk]
    assert not Notice.objects.exclude(opened_at=None).exists(), "to have read is not to have opened"


@pytest.mark.parametrize("until", ["", "x", "-1", "1" * 30, "²", "9" * 18])
def test_what_is_no_form_of_ours_marks_no_more_than_it_says(office, rows, until):
    told(office.head, rows[0])
    answer = signed_in(office.head).post(ALL_READ, {"until": until})
    assert answer.status_code == 302
    assert unread(office.head) == (0 if until == "9" * 18 else 1)


def test_one_line_is_marked_as_it_was_shown(office, rows):
    told(office.head, rows[0])
    shown = told(office.head, rows[0], step="T-3")
    other = told(office.head, rows[1])
    newer = told(office.head, rows[0], step="T-1")
    client = signed_in(office.head)
    for _twice in range(2):
        assert client.post(reverse("notice-read", args=[shown.pk])).status_code == 302
    left = Notice.objects.visible_to(office.head).unread().order_by("pk")
    assert [row.pk for row in left] == [other.pk, newer.pk]


def test_where_one_is_led_after_marking_stays_on_the_list(office, rows):
    one = told(office.head, rows[0])
    answer = signed_in(office.head).post(reverse("notice-read", args=[one.pk]), {"query": "//evil.example/\r\nX: y"})
    assert answer.headers["Location"].startswith(f"{LIST}?")
    assert "\n" not in answer.headers["Location"]


def test_a_look_and_a_button_need_their_methods(office, rows):
    one = told(office.head, rows[0])
    client = signed_in(office.head)
    assert [client.post(where).status_code for where in (LIST, one.get_absolute_url())] == [405, 405]
    assert [client.get(where).status_code for where in (ALL_READ, reverse("notice-read", args=[one.pk]))] == [405, 405]


def test_what_a_tick_tells_is_on_the_list_and_opened_by_the_letters_link(office, rows):
    say(rows[0], "log", office.head, "2024-04-03")
    tick(now=NOW, clock=lambda: NOW)
    client = signed_in(office.head)
    assert len(client.get(LIST).context["lines"]) == 3
    client.get(rows[0].get_absolute_url())
    assert Notice.objects.visible_to(office.head).filter(opened_at=NOW).count() == 1


# Two tabs at once.


class Together:
    """Two threads that look before either writes: both see the notice as unopened."""

    def __init__(self):
        self.barrier = threading.Barrier(2, timeout=20)

    def wait(self):
        self.barrier.wait()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_open_at_once_open_it_once(monkeypatch):
    """The first one's instant stays: the UPDATE asks once more whether it is unopened."""
    assert sorted(opened_by_two(monkeypatch, NoticeQuerySet.mark_opened)) == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_without_the_condition_the_second_tab_writes_over_the_first(monkeypatch):
    """The control."""

    def blind(self, *, now):
        return QuerySet.update(self, opened_at=now, read_at=now)

    assert opened_by_two(monkeypatch, blind) == [1, 1]


def opened_by_two(monkeypatch, mark):
    office = Office.make()
    office.read()
    [row] = office.assign(office.task(units=["chau_o"], cadence="once"), due_on=None)
    one, together = told(office.head, row), Together()
    monkeypatch.setattr(NoticeQuerySet, "mark_opened", mark)

    def open_it(n):
        mine = Notice.objects.visible_to(office.head).filter(assignment=row)
        assert mine.filter(opened_at=None).exists()
        together.wait()
        return mine.mark_opened(now=NOW + timedelta(seconds=n))

    results = at_once(2, open_it)
    assert not [result for result in results if isinstance(result, Exception)], results
    one.refresh_from_db()
    assert one.opened_at == one.read_at
    return results


@pytest.mark.django_db(transaction=True)
def test_eight_times_all_read_at_once_is_eight_good_answers():
    office = Office.make()
    office.read()
    [row] = office.assign(office.task(units=["chau_o"], cadence="once"), due_on=None)
    last = [told(office.head, row, step=f"W{n}") for n in range(20)][-1]
    clients = [signed_in(office.head) for _n in range(8)]
    answers = at_once(8, lambda n: clients[n].post(ALL_READ, {"until": last.pk}).status_code)
    assert answers == [302] * 8
    assert unread(office.head) == 0
