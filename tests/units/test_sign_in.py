"""Who comes in, who waits, and that the answer tells a stranger nothing."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.office import Office, at
from units.addresses import client_address
from units.models import Installation, SignInFailure
from units.models.sign_in import PER_ACCOUNT, PER_ADDRESS

pytestmark = pytest.mark.usefixtures("english")

RIGHT = "mat khau dai"
HERE = "203.0.113.7"
WAITS, DIFFERS = "Too many tries", "do not belong together"


@pytest.fixture
def people(db):
    return Office.make()


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["lang"] = "en"


def sign_in(client, username, password, address=HERE, **more):
    return client.post(reverse("sign-in"), {"username": username, "password": password, **more}, REMOTE_ADDR=address)


def said(answer):
    """The sentences above the fields."""
    return answer.context["form"].non_field_errors() if answer.status_code == 200 else None


def fail(client, times, username="head", **more):
    for n in range(times):
        assert DIFFERS in str(said(sign_in(client, username, f"wrong {n}", **more)))


def test_five_failures_wait_a_quarter_of_an_hour_and_no_longer(client, people):
    with time_machine.travel("2024-05-06T09:00:00+07:00", tick=False) as clock:
        fail(client, 5)
        assert WAITS in str(said(sign_in(client, "head", RIGHT)))
        clock.shift(timedelta(minutes=14, seconds=59))
        for _knock in range(7):  # who knocks meanwhile does not wait longer for it
            assert WAITS in str(said(sign_in(client, "head", RIGHT)))
        clock.shift(timedelta(seconds=2))
        assert sign_in(client, "head", RIGHT).status_code == 302


def test_the_wait_holds_for_the_account_at_that_address_alone(client, people):
    fail(client, 5)
    assert WAITS in str(said(sign_in(client, "HEAD", RIGHT)))  # however it is spelled
    assert sign_in(client, "member", RIGHT).status_code == 302
    client.logout()
    assert sign_in(client, "head", RIGHT, address="203.0.113.8").status_code == 302


def test_fifty_failures_of_one_address_wait_whatever_the_account(client, people):
    for n in range(PER_ADDRESS):
        fail(client, 1, username=f"nobody{n}")
    assert WAITS in str(said(sign_in(client, "head", RIGHT)))
    assert sign_in(client, "head", RIGHT, address="203.0.113.8").status_code == 302


def test_the_right_password_clears_what_was_counted(client, people):
    fail(client, 4)
    assert sign_in(client, "head", RIGHT).status_code == 302
    assert not SignInFailure.objects.exists()
    client.logout()
    fail(client, 5)


def test_unknown_and_closed_accounts_get_the_same_answers(client, people):
    people.member.is_active = False
    people.member.save()

    def answers(username, password):
        pages = [sign_in(client, username, password) for _try in range(7)]
        return [(page.status_code, str(said(page)), len(page.content) - len(username)) for page in pages]

    known = answers("head", "wrong but as long as that")
    assert answers("nobody", "wrong but as long as that") == known
    assert answers("member", RIGHT.ljust(25, "x")) == known


def test_every_try_costs_one_hash_and_a_waiting_one_none(client, people, monkeypatch):
    """The same work, so the same time: for a known account, for an unknown one, and nothing at all while one waits."""
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args, **kw: hashed.append(1) or encode(*args, **kw))
    for username in ("head", "nobody"):
        hashed.clear()
        for _try in range(7):
            sign_in(client, username, "wrong")
        assert len(hashed) == 5, username


def test_a_try_counts_before_the_password_is_looked_at(client, people, monkeypatch):
    seen = []
    monkeypatch.setattr(ModelBackend, "authenticate", lambda *args, **kw: seen.append(SignInFailure.objects.count()))
    sign_in(client, "head", RIGHT)
    assert seen == [1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("writes_first", "most"), [(True, PER_ACCOUNT), (False, 12)])
def test_tries_side_by_side_do_not_outrun_the_count(writes_first, most):
    """Twelve at once. The control, which looks before it writes, lets all of them through."""
    now, passed, start = timezone.now(), [], threading.Barrier(12)
    this = {"username": "head", "address": HERE}

    def look_then_write():
        fine = SignInFailure.objects.filter(**this).count() < PER_ACCOUNT
        start.wait(20)
        SignInFailure.objects.create(**this, at=now)
        return fine

    def one():
        try:
            if writes_first:
                start.wait(20)
            passed.append(SignInFailure.objects.begin(**this, now=now) if writes_first else look_then_write())
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 12
    assert sum(passed) <= most
    if not writes_first:
        assert sum(passed) == most


def test_old_failures_are_not_kept(people):
    SignInFailure.objects.begin(username="head", address=HERE, now=at("2024-05-06"))
    SignInFailure.objects.begin(username="other", address=HERE, now=at("2024-05-07"))
    assert SignInFailure.objects.get().username == "other"


def test_the_session_gets_a_new_key(client, people):
    client.session.save()
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sid"] = session.session_key
    assert sign_in(client, "head", RIGHT).status_code == 302
    assert client.session.session_key != session.session_key
    assert not client.session.__class__(session.session_key).load()


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/van-ban/?trang=2", "/van-ban/?trang=2"),
        ("https://xau.example/", None),
        ("//xau.example/", None),
        ("/\\xau.example", None),
        ("javascript:alert(1)", None),
        ("http://testserver.xau.example/", None),
    ],
)
def test_next_leads_to_our_own_pages_only(client, people, asked, led):
    assert sign_in(client, "head", RIGHT, next=asked).headers["Location"] == (led or reverse("home"))


def test_a_page_leads_to_signing_in_and_back(client, people):
    answer = client.get(reverse("password-change"))
    assert answer.headers["Location"] == f"{reverse('sign-in')}?next={reverse('password-change')}"
    page = client.get(answer.headers["Location"])
    assert f'name="next" value="{reverse("password-change")}"' in page.content.decode()


def test_who_is_in_is_not_asked_again(client, people):
    client.force_login(people.head)
    assert client.get(reverse("sign-in")).headers["Location"] == reverse("home")


def test_out_by_post_alone(client, people):
    client.force_login(people.head)
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out")).headers["Location"] == reverse("sign-in")
    assert client.get(reverse("password-change")).status_code == 302


def test_a_closed_account_is_out_at_once(client, people):
    client.force_login(people.head)
    people.head.is_active = False
    people.head.save()
    assert client.get(reverse("password-change")).status_code == 302


def test_the_admin_has_no_door_of_its_own(client, people):
    """Its own form would know no throttle; and who is in without the right is not sent in circles."""
    door = reverse("admin:login")
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('sign-in')}?next={reverse('admin:index')}"
    assert client.post(door, {"username": "head", "password": RIGHT}).headers["Location"].startswith(reverse("sign-in"))
    client.force_login(people.head)
    assert client.get(door).status_code == 403


def test_accounts_are_shown_in_a_demonstration_only(client, people):
    page = client.get(reverse("sign-in")).content.decode()
    assert "tuyen-giao" not in page
    assert "binh-son-2024" not in page
    Installation.objects.filter(pk=1).update(demonstration_on=at("2024-03-25").date())
    page = client.get(reverse("sign-in")).content.decode()
    assert "tuyen-giao" in page
    assert "binh-son-2024" in page


@pytest.mark.parametrize(
    ("behind_proxy", "peer", "forwarded", "address"),
    [
        (False, "203.0.113.7", None, "203.0.113.7"),
        (False, "203.0.113.7", "198.51.100.1", "203.0.113.7"),  # anyone can write that header
        (True, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),  # the proxy adds the last
        (True, "127.0.0.1", None, "127.0.0.1"),
        (True, "127.0.0.1", "no address", ""),
        (False, "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        (False, "::ffff:203.0.113.7", None, "203.0.113.7"),
        (False, "", None, ""),
    ],
)
def test_whose_address_counts(rf, settings, behind_proxy, peer, forwarded, address):
    settings.BEHIND_PROXY = behind_proxy
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    assert client_address(rf.get("/", REMOTE_ADDR=peer, **headers)) == address
