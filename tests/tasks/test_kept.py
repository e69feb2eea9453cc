"""What was typed when the session ended: it comes back to its writer, once, and to nobody else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from tasks.models import Entry
from tests.forms import AGAIN, FILES, PASSWORD, end_session, filled, send_too_late, sign_in, waiting
from tests.office import say
from units.kept import KEPT, MOST
from units.models import User

TYPED = "Đã phát thanh 05 gương\r\nngười tốt, <b>việc tốt</b>."
NEWS = {"text": TYPED, "happened_on": "5/5/2024", "percent": "40", "obstacles": "Mưa lũ", "paper_number": "12-BC/ĐU"}
LATER = "you find what you typed in the form again"


def test_the_writer_finds_the_text_again_and_sends_it(sender, office, received):
    where = reverse("log", args=[received.pk])
    sent = send_too_late(sender, "head", where, NEWS | {"files": ContentFile(b"%PDF-1.4 ", name="anh.pdf")})
    assert not Entry.objects.filter(kind="log").exists()
    assert set(waiting(sender)[where]["typed"]) == {"seen", "key", *NEWS, "next_step", "paper_date", "paper_issuer"}
    assert LATER in sender.get(f"{reverse('sign-in')}?next={where}").content.decode()
    page = sign_in(sender, "head", where)
    words = page.content.decode()
    assert page.status_code == 200
    assert AGAIN in words
    assert FILES in words
    assert "<b>việc" not in words
    again = filled(page, "text", action="tien-do/")
    assert {name: again[name] for name in (*NEWS, "seen", "key")} == {
        name: [sent[name]] if name in NEWS else sent[name] for name in (*NEWS, "seen", "key")
    }
    form = next(item for item in page.context["forms"] if item["verb"] == "log")
    assert form["open"]
    assert form["form"].more_open
    assert not form["form"].errors
    answer = sender.post(where, again)
    assert answer.status_code == 302
    entry = Entry.objects.get(kind="log")
    assert (entry.text, entry.percent, entry.obstacles) == (TYPED, 40, "Mưa lũ")


def test_it_is_handed_out_once(sender, received):
    where = reverse("log", args=[received.pk])
    send_too_late(sender, "head", where, NEWS)
    assert AGAIN in sign_in(sender, "head", where).content.decode()
    page = sender.get(where)
    assert AGAIN not in page.content.decode()
    assert filled(page, "text", action="tien-do/")["text"] == [""]
    assert waiting(sender) == {}


def test_it_stands_at_its_own_address_only(sender, received):
    send_too_late(sender, "head", reverse("log", args=[received.pk]), NEWS)
    for where in (received.get_absolute_url(), reverse("submit", args=[received.pk])):
        assert TYPED[:10] not in sign_in(sender, "head", where).content.decode()
    assert waiting(sender)


def test_nobody_else_is_shown_it(sender, office, received):
    """Somebody else of the same unit signs in on that computer; the writer, who comes after, finds nothing either."""
    where = reverse("log", args=[received.pk])
    send_too_late(sender, "head", where, NEWS)
    page = sign_in(sender, "member", where)
    assert page.status_code == 200
    assert TYPED[:10] not in page.content.decode()
    assert AGAIN not in page.content.decode()
    assert waiting(sender) == {}
    sender.logout()
    assert TYPED[:10] not in sign_in(sender, "head", where).content.decode()


def test_even_a_session_of_somebody_else_that_holds_it_shows_nothing(sender, office, received):
    """As if it had come past the door: the page looks for itself."""
    where = reverse("log", args=[received.pk])
    send_too_late(sender, "head", where, NEWS)
    held = waiting(sender)
    sender.force_login(office.member)
    session = sender.session
    session[KEPT] = held
    session.save()
    assert TYPED[:10] not in sender.get(where).content.decode()
    assert waiting(sender) == {}


@pytest.mark.parametrize("who", [None, "", "1", "1:x", "forged"])
def test_without_a_true_mark_nothing_is_kept(sender, office, received, who):
    where = reverse("log", args=[received.pk])
    sender.force_login(office.head)
    form = filled(sender.get(where), "text", action="tien-do/") | NEWS
    mark = form.pop("who")[0]
    if who is not None:
        form["who"] = f"{office.member.pk}:{mark.partition(':')[2]}" if who == "forged" else who
    sender.logout()
    sessions = Session.objects.count()
    assert sender.post(where, form).status_code == 302
    assert Session.objects.count() == sessions
    assert sender.post(where, form | {"who": mark}).status_code == 302
    assert Session.objects.count() == sessions + 1


def test_what_is_too_long_is_not_kept_and_signing_in_works(sender, received):
    where = reverse("log", args=[received.pk])
    send_too_late(sender, "head", where, NEWS | {"text": "ơ" * (MOST // 2)})
    assert waiting(sender) == {}
    assert "too long to be kept" in sender.get(reverse("sign-in")).content.decode()
    page = sign_in(sender, "head", where)
    assert page.status_code == 200
    assert AGAIN not in page.content.decode()
    send_too_late(sender, "head", where, NEWS | {"text": "ơ" * (MOST // 2 - 500)})
    assert AGAIN in sign_in(sender, "head", where).content.decode()


def test_two_forms_wait_side_by_side_the_newest_where_there_is_no_room(sender, office, received):
    log, submit = (reverse(verb, args=[received.pk]) for verb in ("log", "submit"))
    sender.force_login(office.head)
    forms = {where: filled(sender.get(where), "text", action=where) | {"text": TYPED} for where in (log, submit)}
    sender.logout()
    for where, form in forms.items():
        sender.post(where, form)
    assert set(waiting(sender)) == {log, submit}
    sender.post(log, forms[log] | {"text": "o" * (MOST - 250)})
    assert set(waiting(sender)) == {log}


def test_it_waits_for_two_hours(sender, received, clock):
    where = reverse("log", args=[received.pk])
    for wait, shown in [(timedelta(hours=1, minutes=59), True), (timedelta(hours=2, seconds=1), False)]:
        send_too_late(sender, "head", where, NEWS)
        clock.shift(wait)
        assert (AGAIN in sign_in(sender, "head", where).content.decode()) is shown
        send_too_late(sender, "head", where, NEWS)
        sign_in(sender, "head", "/")
        clock.shift(wait)
        assert (AGAIN in sender.get(where).content.decode()) is shown
        assert waiting(sender) == {}


def test_nothing_lies_about_longer(sender, received, clock):
    """The session that keeps it ends with it and is cleared away; who signed in stays as long as usual."""
    where = reverse("log", args=[received.pk])
    send_too_late(sender, "head", where, NEWS)
    old = sender.session.session_key
    assert sender.session.get_expiry_age() == 2 * 3600
    clock.shift(timedelta(hours=2, seconds=1))
    sender.cookies.pop("sid")
    send_too_late(sender, "head", where, NEWS)
    assert not Session.objects.filter(session_key=old).exists()
    sign_in(sender, "head", where)
    assert sender.session.get_expiry_age() == 12 * 3600


def test_passwords_and_addresses_of_the_admin_are_not_kept(sender, office):
    chief = User.objects.create_superuser("chief", "c@example.org", PASSWORD, full_name="Quản trị")
    sender.force_login(chief)
    mark = filled(sender.get(reverse("password-change")), "old_password")["who"][0]
    sender.logout()
    secret = {"who": mark, "old_password": PASSWORD, "new_password1": "x", "text": "x", "username": "x", "password": "x", "code": "x"}
    for name in (
        "password-change",
        "password-reset",
        "sign-in",
        "setup",
        "set-language",
        "sign-out",
        "admin:units_user_add",
        "admin:login",
    ):
        sender.post(reverse(name), secret)
        assert KEPT not in sender.session, name


def test_a_changed_password_ends_the_session_and_keeps_the_text(sender, office, received):
    """Somebody changed it elsewhere; the mark holds all the same."""
    where = reverse("log", args=[received.pk])
    sender.force_login(office.head)
    form = filled(sender.get(where), "text", action="tien-do/") | NEWS
    office.head.set_password(PASSWORD)
    office.head.save()
    assert sender.post(where, form).status_code == 302
    assert AGAIN in sign_in(sender, "head", where).content.decode()


def test_a_form_that_had_arrived_writes_nothing_twice(sender, office, received):
    where = reverse("log", args=[received.pk])
    sender.force_login(office.head)
    form = filled(sender.get(where), "text", action="tien-do/") | NEWS
    assert sender.post(where, form).status_code == 302
    end_session(sender)
    sender.post(where, form)
    page = sign_in(sender, "head", where)
    assert sender.post(where, filled(page, "text", action="tien-do/")).status_code == 302
    assert Entry.objects.filter(kind="log").count() == 1


def test_what_others_wrote_meanwhile_is_noticed(sender, office, received):
    where = reverse("log", args=[received.pk])
    send_too_late(sender, "head", where, NEWS)
    say(received, "log", "member", "2024-05-06", text="Cán bộ đã ghi trước.")
    page = sign_in(sender, "head", where)
    answer = sender.post(where, filled(page, "text", action="tien-do/"))
    assert answer.status_code == 409
    assert "Cán bộ đã ghi trước." in answer.content.decode()
    assert "Mưa lũ" in answer.content.decode()
    assert Entry.objects.filter(kind="log").count() == 1


def test_where_the_state_no_longer_allows_it_the_text_is_shown_beside(sender, office, received):
    where = reverse("log", args=[received.pk])
    send_too_late(sender, "head", where, NEWS)
    say(received, "withdraw", "office", "2024-05-06")
    page = sign_in(sender, "head", where)
    assert page.status_code == 409
    assert "Mưa lũ" in page.content.decode()
    assert AGAIN not in page.content.decode()
    assert page.context["typed"] == [TYPED, "40", "5/5/2024", "Mưa lũ", "12-BC/ĐU"]


def test_a_form_with_nothing_in_it_keeps_nothing(sender, office, received):
    [row] = office.assign(office.task("I.4", cadence="once", units=["chau_o"]), due_on=None)
    where = reverse("receive", args=[row.pk])
    sender.force_login(office.head)
    form = filled(sender.get(where), "seen", action="tiep-nhan/")
    sender.logout()
    sender.post(where, form)
    assert KEPT not in sender.session


@pytest.mark.parametrize(
    ("before", "led"),
    [
        ("http://testserver/viec-giao/?state=open", "/viec-giao/%3Fstate%3Dopen"),
        ("http://xau.example/viec-giao/", "/"),
        ("", "/"),
    ],
)
def test_a_button_pressed_too_late_leads_back_to_its_page(sender, db, before, led):
    """Its own address takes no look."""
    for name in ("sign-out", "document-discard"):
        where = reverse(name, args=[7] if name == "document-discard" else [])
        assert sender.post(where, headers={"Referer": before}).headers["Location"] == f"{reverse('sign-in')}?next={led}"


def test_another_site_leaves_nothing_here(office, received):
    """Its form comes without our token: it is refused before anything is kept. The control has the token."""
    where = reverse("log", args=[received.pk])
    sender = Client(enforce_csrf_checks=True)
    sender.force_login(office.head)
    page = sender.get(where)
    form = filled(page, "text", action="tien-do/") | NEWS
    end_session(sender)
    assert sender.post(where, form).status_code == 403
    assert not sender.session.get(KEPT)
    assert sender.post(where, form | {"csrfmiddlewaretoken": str(page.context["csrf_token"])}).status_code == 302
    assert SessionStore(sender.cookies["sid"].value).get(KEPT)
