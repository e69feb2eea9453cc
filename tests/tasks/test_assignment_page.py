"""The page of an assignment: the one or two things its reader may do, the log with what may be said about each entry, the queue."""

import uuid
from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from tasks.models import Assignment, Entry
from tests.office import at, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-05-06 10:00"), tick=False):
        yield


@pytest.fixture
def row(office):
    return office.assign(office.task(units=["chau_o"]))[0]


def client(office, who):
    made = Client()
    made.force_login(getattr(office, who))
    return made


def page(office, who, row):
    return client(office, who).get(row.get_absolute_url())


def big(office, who, row):
    return [one["verb"] for one in page(office, who, row).context["forms"]]


def test_the_one_or_two_things_to_do_now_stand_big(office, row):
    assert big(office, "head", row) == ["receive", "log"]
    assert big(office, "inspector", row) == []
    say(row, "receive", office.head, "2024-05-02")
    assert (big(office, "head", row), big(office, "leader", row)) == (["log", "submit"], ["remark"])
    say(row, "ask_time", office.head, "2024-05-02", text="x", wanted_on=date(2024, 6, 25))
    assert big(office, "office", row) == ["grant", "refuse"]
    say(row, "submit", office.head, "2024-05-03")
    assert big(office, "board", row) == ["verify", "send_back"]
    say(row, "verify", office.board, "2024-05-04")
    assert (big(office, "head", row), big(office, "board", row)) == (["add"], []), "opening again is a quiet link"


def test_everything_else_is_a_link_and_marked_where_the_office_writes_for_the_unit(office, row):
    others = {str(words) for words, _href in page(office, "office", row).context["others"]}
    assert {"Set another date", "Pass it on", "Withdraw", "Urge the unit", "Report it done (for the unit)"} & others
    for _words, href in page(office, "office", row).context["others"]:
        answer = client(office, "office").get(href)
        assert (answer.status_code, answer.context["alone"], len(answer.context["forms"])) == (200, True, 1)


def test_no_page_offers_what_would_be_refused(office, row):
    """Each form and link on the page of each role opens; the office's request is not offered where there is none."""
    say(row, "log", office.office, "2024-05-02", on_behalf_of=office.chau_o)
    say(row, "remark", office.leader, "2024-05-02", text="x")
    for who in ("office", "board", "leader", "head", "member", "inspector"):
        context = page(office, who, row).context
        hrefs = [href for _words, href in context["others"]] + [one["action"] for one in context["forms"]]
        hrefs += [href for line in context["lines"] for _words, href in line["links"]]
        assert all(client(office, who).get(href).status_code == 200 for href in hrefs), who
        assert not {"grant", "refuse"} & {one["verb"] for one in context["forms"]}


def test_what_is_asked_and_where_it_comes_from_stand_beside(office, row):
    words = page(office, "head", row).content.decode()
    assert row.task.provision.text[:60] in words
    assert f"{office.resolution.get_absolute_url()}#p{row.task.provision_id}" in words


def test_both_dates_stand_there_once_the_date_was_moved(office, row):
    say(row, "reschedule", office.office, "2024-05-06", due_on=date(2024, 6, 28), text="x")
    words = page(office, "head", row).content.decode()
    assert "28/06/2024" in words
    assert "(first 20/06/2024)" in words


def test_the_silence_of_the_decider_is_shown(office, row):
    say(row, "ask_time", office.head, "2024-05-02", text="x", wanted_on=date(2024, 6, 25))
    assert "Not decided for 4 days." in page(office, "head", row).content.decode()
    say(row, "grant", office.office, "2024-05-06", due_on=date(2024, 6, 25))
    assert "Not decided" not in page(office, "head", row).content.decode()


def test_a_corrected_entry_says_so_and_offers_no_second_answer(office, row):
    say(row, "log", office.office, "2024-05-02", on_behalf_of=office.chau_o, percent=30)
    links = {line["entry"].number: [str(words) for words, _href in line["links"]] for line in page(office, "head", row).context["lines"]}
    assert links == {1: [], 2: ["Confirm that it is right", "Object"]}
    say(row, "object", office.head, "2024-05-03", about=2, text="x")
    say(row, "correct", office.office, "2024-05-03", about=2, text="Đã sửa.", happened_on=date(2024, 5, 2), percent=20)
    shown = page(office, "head", row)
    assert all(line["links"] == [] for line in shown.context["lines"])
    assert 'Corrected by <a href="#e4">entry 4</a>' in shown.content.decode()


def test_an_address_about_an_entry_that_invites_no_such_word_is_not_there(office, row):
    say(row, "log", office.head, "2024-05-02")
    there = client(office, "head")
    for verb, number in [("answer", 2), ("confirm", 2), ("correct", 1), ("correct", 9), ("object", 1)]:
        assert there.get(reverse(verb, args=[row.pk, number])).status_code == 404, verb
    other = office.assign(office.task("I.4", units=["chau_o"]))[0]
    assert there.get(reverse("support", args=[other.pk, 1])).status_code == 404


def test_a_form_is_sent_where_it_stands_and_says_what_is_wrong(office, row):
    there, where = client(office, "head"), reverse("ask_time", args=[row.pk])
    form = there.get(where).context["forms"][0]["form"]
    data = {"seen": form["seen"].value(), "key": form["key"].value(), "text": "Mưa lũ", "wanted_on": "31/13/2024"}
    answer = there.post(where, data)
    assert "wanted_on" in answer.context["forms"][0]["form"].errors
    assert "Mưa lũ" in answer.content.decode(), "what was typed is there"
    answer = there.post(where, data | {"wanted_on": "19/06/2024"})
    assert "Give a later date than the one it has." in answer.content.decode()
    assert there.post(where, data | {"wanted_on": "25/06/2024"}).status_code == 302
    assert row.extensions.get().wanted_on == date(2024, 6, 25)


def test_several_files_and_a_paper_come_with_one_entry(office, row):
    there, where = client(office, "member"), reverse("log", args=[row.pk])
    pdf = b"%PDF-1.4 %%EOF"
    data = {"seen": row.number, "key": uuid.uuid4(), "text": "x", "happened_on": "06/05/2024", "paper_number": "12-BC/ĐU"}
    data["files"] = [ContentFile(pdf, name="một.pdf"), ContentFile(pdf, name="hai.pdf")]
    assert there.post(where, data).status_code == 302
    assert [str(item) for item in row.entries.get(number=2).evidence.all()] == ["một.pdf", "hai.pdf", "12-BC/ĐU"]


# One after the other


@pytest.fixture
def queue(office):
    """Three that wait, the longest first."""
    rows = [office.assign(office.task(units=["chau_o"], title=f"Việc {n}"))[0] for n in range(3)]
    for day, row in zip(("03", "02", "04"), rows, strict=True):
        say(row, "submit", office.head, f"2024-05-{day}")
    return [rows[1], rows[0], rows[2]]


def judge(office, row, verb="verify", **more):
    row.refresh_from_db()
    return client(office, "board").post(reverse(verb, args=[row.pk]), {"seen": row.number, "key": uuid.uuid4(), "text": "x", **more})


def test_who_verifies_goes_on_to_the_next_that_waits(office, queue):
    assert page(office, "board", queue[0]).context["queue"] == (2, queue[1])
    assert judge(office, queue[0], next="1").headers["Location"] == queue[1].get_absolute_url()
    assert judge(office, queue[1], "send_back", next="1").headers["Location"] == queue[2].get_absolute_url()
    assert judge(office, queue[2], next="1").headers["Location"] == queue[2].get_absolute_url(), "nothing else waits"
    assert [Assignment.objects.get(pk=row.pk).state for row in queue] == ["verified", "in_progress", "verified"]


def test_the_next_comes_round_and_without_asking_one_stays(office, queue):
    assert judge(office, queue[2], next="1").headers["Location"] == queue[0].get_absolute_url()
    assert judge(office, queue[0]).headers["Location"] == queue[0].get_absolute_url()


def test_the_same_verification_sent_twice_is_one(office, queue):
    data = {"seen": queue[0].number, "key": uuid.uuid4(), "next": "1"}
    for _twice in range(2):
        assert client(office, "board").post(reverse("verify", args=[queue[0].pk]), data).status_code == 302
    assert Entry.objects.filter(kind="verify").count() == 1


# The home page


def test_home_says_what_waits_for_whom(office, row):
    def sections(who):
        return {
            one["title"]: [found for found, _standing in one["rows"]]
            for one in client(office, who).get(reverse("home")).context["sections"]
        }

    second, third = [office.assign(office.task(label, units=["chau_o"]))[0] for label in ("I.4", "I.5")]
    say(row, "ask_time", office.head, "2024-05-02", text="x", wanted_on=date(2024, 6, 25))
    say(second, "ask_time", office.head, "2024-05-02", text="x", wanted_on=date(2024, 7, 31))
    say(third, "decline", office.head, "2024-05-02", text="x")
    say(row, "remark", office.leader, "2024-05-02", text="x", wanted_on=date(2024, 5, 9))
    say(row, "log", office.office, "2024-05-02", on_behalf_of=office.chau_o)
    requests, declined = "Requests for time that you decide", "Declined by the unit: give it again, pass it on or withdraw it"
    assert (sections("office")[requests], sections("leader")[requests]) == ([row], [second])
    assert sections("office")[declined] == [third]
    head = sections("head")
    assert (head["A leader waits for your answer"], head["Written by the office for you: is it right?"]) == ([row], [row])
    say(row, "object", office.head, "2024-05-03", about=4, text="x")
    assert sections("office")["The unit objects to what the office wrote"] == [row]
