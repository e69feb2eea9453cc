"""A reader's own password and language; the letter that helps who forgot."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.office import Office
from units.models import Installation, Mail, SignInFailure, User

OLD, NEW = "mat khau dai", "mot mat khau khac han"


@pytest.fixture
def people(db):
    return Office.make()


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["lang"] = "en"


def ask(client, email="head@example.org", **headers):
    return client.post(reverse("password-reset"), {"email": email}, **headers)


def link(letter):
    return re.search(r"http\S+", letter.body)[0]


def path(letter):
    return link(letter).removeprefix("http://dondoc.example")


def set_by(client, where, password=NEW):
    """Open the letter's address and set a password there; the last answer."""
    page = client.get(where, follow=True)
    if not page.context["validlink"]:
        return page
    return client.post(page.request["PATH_INFO"], {"new_password1": password, "new_password2": password})


def may_enter(client, password):
    return client.post(reverse("sign-in"), {"username": "head", "password": password}).status_code == 302


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def is_in(client):
    return client.get(reverse("password-change")).status_code == 200


def test_a_new_password_ends_every_other_session(client, people):
    client, elsewhere, somebody = signed_in(people.head), signed_in(people.head), signed_in(people.member)
    given = {"old_password": OLD, "new_password1": NEW, "new_password2": NEW}
    assert client.post(reverse("password-change"), given).headers["Location"] == reverse("home")
    assert (is_in(client), is_in(elsewhere), is_in(somebody)) == (True, False, True)
    assert may_enter(Client(), NEW)
    assert not may_enter(Client(), OLD)


@pytest.mark.parametrize(
    "given",
    [
        {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW},
        {"old_password": OLD, "new_password1": NEW, "new_password2": NEW + "x"},
        {"old_password": OLD, "new_password1": "ngan", "new_password2": "ngan"},
        {"old_password": OLD, "new_password1": "qwerty123456", "new_password2": "qwerty123456"},
    ],
)
def test_a_password_is_changed_by_who_knows_the_old_one_and_within_the_rules(client, people, given):
    client.force_login(people.head)
    assert client.post(reverse("password-change"), given).context["form"].errors
    assert may_enter(Client(), OLD)


def test_the_letter_waits_for_the_worker_and_names_the_configured_address(client, people):
    """A request may call this host what it likes: the link begins with SITE_URL."""
    assert ask(client, HTTP_HOST="localhost").headers["Location"] == reverse("password-reset-sent")
    assert not mail.outbox
    letter = Mail.objects.get()
    assert letter.to == "head@example.org"
    assert letter.status == Mail.Status.PENDING
    assert letter.next_try <= timezone.now()
    assert letter.key.startswith(f"reset/{people.head.pk}/")
    assert letter.message_id.endswith(f"@{Installation.this().uuid}>")
    assert link(letter).startswith("http://dondoc.example/mat-khau/dat-lai/")
    assert "localhost" not in letter.body
    assert "head" in letter.body
    assert ask(client, HTTP_HOST="xau.example").status_code == 400
    assert Mail.objects.count() == 1


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, people, django_assert_num_queries):
    assert Client().get(reverse("password-reset")).status_code == 200
    known, unknown = ask(client), ask(client, "nobody@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert Mail.objects.count() == 1
    assert SignInFailure.objects.count() == 2  # both were written down, so both took the time of one commit
    assert "If an account has this address" in client.get(known.headers["Location"]).content.decode()


def test_closed_accounts_get_no_letter(client, people):
    User.objects.filter(pk=people.head.pk).update(is_active=False)
    ask(client)
    assert not Mail.objects.exists()


def test_three_letters_a_quarter_of_an_hour(client, people):
    with time_machine.travel("2024-05-06T09:00:00+07:00", tick=False) as clock:
        for n in range(5):
            assert ask(client, REMOTE_ADDR=f"203.0.113.{n}").status_code == 302
        assert Mail.objects.count() == 3
        clock.shift(timedelta(minutes=16))
        ask(client)
        assert Mail.objects.count() == 4


def test_one_address_asks_five_times_for_one_account(client, people):
    for _try in range(7):
        assert ask(client, "nobody@example.org").status_code == 302
    assert SignInFailure.objects.count() == 5


def test_the_link_holds_once_and_ends_every_session(client, people):
    elsewhere = signed_in(people.head)
    ask(client)
    letter = Mail.objects.get()
    assert set_by(client, path(letter)).headers["Location"] == reverse("sign-in")
    assert not is_in(elsewhere)
    assert not is_in(client)  # the link does not sign in
    assert may_enter(Client(), NEW)
    again = set_by(Client(), path(letter), "noch ein anderes wort")
    assert again.context["validlink"] is False
    assert may_enter(Client(), NEW)


def test_an_older_letter_is_void_once_a_password_was_set(client, people):
    ask(client)
    ask(client)
    first, second = Mail.objects.order_by("pk")
    set_by(client, path(second))
    assert set_by(Client(), path(first)).context["validlink"] is False


def test_the_link_holds_for_an_hour(client, people):
    with time_machine.travel("2024-05-06T09:00:00+07:00", tick=False) as clock:
        ask(client)
        where = path(Mail.objects.get())
        clock.shift(timedelta(minutes=59))
        assert client.get(where, follow=True).context["validlink"]
        clock.shift(timedelta(minutes=2))
        assert set_by(Client(), where).context["validlink"] is False
        assert not may_enter(Client(), NEW)


def test_the_key_of_the_link_does_not_stay_in_the_address(client, people):
    ask(client)
    where = path(Mail.objects.get())
    page = client.get(where, follow=True)
    assert page.request["PATH_INFO"].endswith("/set-password/")
    assert where.split("/")[-2] not in page.content.decode()


def test_who_waits_because_of_the_throttle_need_not_after_a_reset(client, people):
    for _try in range(6):
        assert not may_enter(client, "wrong")
    assert not may_enter(client, OLD)
    ask(client)
    set_by(client, path(Mail.objects.get()))
    assert may_enter(client, NEW)


def test_the_letter_is_in_the_language_of_its_reader(client, people):
    User.objects.filter(pk=people.head.pk).update(language="en")
    ask(client)
    assert "within an hour" in Mail.objects.get().body


def test_the_language_is_remembered_by_browser_and_account(client, people):
    client.force_login(people.head)
    where = reverse("set-language")
    answer = client.post(where, {"language": "en", "next": "/mat-khau/?a=1"})
    assert answer.headers["Location"] == "/mat-khau/?a=1"
    cookie = answer.cookies["lang"]
    assert (cookie.value, cookie["samesite"], bool(cookie["httponly"])) == ("en", "Lax", True)
    people.head.refresh_from_db()
    assert people.head.language == "en"
    assert '<html lang="en">' in client.get("/mat-khau/").content.decode()
    client.post(where, {"language": "vi"})
    assert '<html lang="vi">' in client.get("/mat-khau/").content.decode()


def test_a_stranger_chooses_a_language_too(client, db):
    client.post(reverse("set-language"), {"language": "en"})
    assert '<html lang="en">' in client.get(reverse("sign-in")).content.decode()


@pytest.mark.parametrize("bad", ["https://xau.example/", "//xau.example", "/\\xau.example", ""])
def test_the_switch_leads_back_to_our_own_pages_only(client, db, bad):
    assert client.post(reverse("set-language"), {"language": "en", "next": bad}).headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client, people):
    client.force_login(people.head)
    assert "lang" not in client.post(reverse("set-language"), {"language": "xx"}).cookies
    people.head.refresh_from_db()
    assert people.head.language == ""
    assert client.get(reverse("set-language")).status_code == 405
