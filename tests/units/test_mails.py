"""Letters that did not go out: who sees them, what can be done about them, once."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core import mail as outbox_module
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.office import at
from units.models import Mail, User
from units.outbox import letter, send_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = at("2024-06-11 09:00")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(office):
    return signed_in(office.office)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def write(person, status="pending", *, key="digest", made_at=NOW, **more):
    mail = letter(key=f"{key}/{person.pk}/{uuid.uuid4()}", recipient=person, subject="Việc", body="Thân", now=made_at)
    mail.status = status
    for name, value in more.items():
        setattr(mail, name, value)
    mail.save()
    return mail


def send(now=NOW):
    return send_due(clock=lambda: now, still_owed=lambda mail: (mail.subject, mail.body, mail.html))


def shown(client):
    """The letters on the page."""
    return {mail.pk for mail in client.get(reverse("mails")).context["page"].object_list}


def test_the_page_lists_what_needs_an_eye(office, client):
    old = NOW - timedelta(hours=1)
    there = {write(office.head, status).pk for status in ("failed", "unsure", "held")} | {write(office.head, made_at=old).pk}
    write(office.head)
    write(office.head, "sent", made_at=old)
    write(office.head, "cancelled", made_at=old)
    assert shown(client) == there
    assert "4 letters did not go out." in client.get(reverse("home")).content.decode()
    assert "did not go out." not in signed_in(office.head).get(reverse("home")).content.decode()


def test_the_home_page_is_silent_where_all_went_out(office, client):
    write(office.head, "sent")
    assert "did not go out." not in client.get(reverse("home")).content.decode()


def test_each_office_sees_letters_to_people_of_its_committee_and_nobody_those_with_a_new_password(office, client):
    stranger = office.person("stranger")
    mine, foreign = write(office.head, "failed"), write(stranger, "failed")
    secret = write(office.head, "failed", key="reset")
    admin = signed_in(User.objects.create_superuser("admin", "admin@example.org", "mat khau dai"))
    assert shown(client) == {mine.pk}
    assert shown(admin) == {mine.pk, foreign.pk}
    assert client.get(foreign.get_absolute_url()).status_code == 404
    for who in (client, admin):
        assert who.get(secret.get_absolute_url()).status_code == 404
    assert admin.get(reverse("admin:units_mail_change", args=[mine.pk])).context["absolute_url"] == mine.get_absolute_url()
    assert admin.get(reverse("admin:units_mail_change", args=[secret.pk])).context["absolute_url"] is None


def again(client, mail, email="moi@example.org", seen=None):
    said = {"email": email, "seen": mail.attempts if seen is None else seen}
    return client.post(mail.get_absolute_url(), said, follow=True).content.decode()


@pytest.mark.parametrize("status", ["failed", "unsure", "held"])
def test_the_address_is_corrected_and_the_letter_sent_again_once(office, client, status):
    mail, waits = write(office.head, status, attempts=3, unsure_count=2, tried_since=NOW - timedelta(days=4)), write(office.head)
    assert "goes out again" in again(client, mail)
    assert "on its way already" in again(client, mail)
    mail.refresh_from_db(), waits.refresh_from_db(), office.head.refresh_from_db()
    assert (mail.status, mail.to, mail.next_try, mail.unsure_count) == ("pending", "moi@example.org", NOW, 0)
    assert (office.head.email, waits.to) == ("moi@example.org",) * 2
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "e-mail: head@example.org → moi@example.org", "sent again to moi@example.org",
    ]  # fmt: skip
    assert send() == 2
    assert [one.to for one in outbox_module.outbox] == [["moi@example.org"]] * 2
    assert "Sent again to moi@example.org".lower() in client.get(mail.get_absolute_url()).content.decode().lower()


def test_a_form_from_before_another_try_sends_nothing(office, client):
    mail = write(office.head, "failed", attempts=2)
    assert "on its way already" in again(client, mail, seen=1)
    assert Mail.objects.get().status == "failed"


def test_what_was_sent_again_is_tried_for_another_three_days(office, client, monkeypatch):
    mail = write(office.head, "failed", made_at=NOW - timedelta(days=30))

    def fail(self, messages):
        raise ConnectionRefusedError("not there")

    again(client, mail)
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    for days, status in [(0, "pending"), (2, "pending"), (4, "failed")]:
        send(NOW + timedelta(days=days))
        assert Mail.objects.get().status == status


@pytest.mark.parametrize("status", ["sent", "sending", "pending"])
def test_what_arrived_or_is_on_its_way_is_not_sent_again(office, client, status):
    mail = write(office.head, status, lease_until=NOW + timedelta(minutes=1))
    assert "on its way already" in again(client, mail)
    assert (Mail.objects.get().status, User.objects.get(pk=office.head.pk).email) == (status, "head@example.org")


def test_what_was_cancelled_by_hand_can_be_sent_and_what_nobody_needs_cannot(office, client):
    mail = write(office.head, "failed")
    client.post(reverse("mail-cancel", args=[mail.pk]))
    assert Mail.objects.get().status == "cancelled"
    assert "goes out again" in again(client, mail)
    send_due(clock=lambda: NOW, still_owed=lambda mail: None)
    mail.refresh_from_db()
    assert mail.status == "cancelled"
    assert "on its way already" in again(client, mail)


def test_a_wrong_address_stays_in_the_form(office, client):
    mail = write(office.head, "failed")
    assert "khong phai thu" in again(client, mail, email="khong phai thu")
    assert Mail.objects.get().status == "failed"


@pytest.mark.parametrize(("person", "may"), [("head", True), ("member", True), ("office", True), ("leader", False), ("board", False)])
def test_the_office_writes_addresses_of_its_own_and_of_units_alone(office, client, person, may):
    """Who writes an address could have a new password sent there."""
    mail = write(getattr(office, person), "failed")
    assert "goes out again" in again(client, mail)
    mail.refresh_from_db()
    assert mail.to == ("moi@example.org" if may else f"{person}@example.org")
    assert User.objects.get(username=person).email == mail.to


def test_an_account_of_the_administration_is_not_the_offices_to_write(office, client):
    User.objects.filter(pk=office.head.pk).update(is_superuser=True)
    again(client, write(office.head, "failed"))
    assert User.objects.get(pk=office.head.pk).email == "head@example.org"


def test_who_has_no_address_stands_first_and_is_given_one_once(office, client):
    User.objects.filter(username__in=["head", "other", "leader", "women"]).update(email="")
    office.women.appointments.update(valid_until=NOW.date() - timedelta(days=1))
    page = client.get(reverse("mails"))
    assert [(person.username, bool(field)) for person, field in page.context["unreached"]] == [
        ("head", True), ("leader", False), ("other", True),
    ]  # fmt: skip
    said = {f"address_{user.pk}": f"{user.username}@moi.example" for user in (office.head, office.leader)} | {
        f"address_{office.other.pk}": ""
    }
    assert "1 address is written." in client.post(reverse("mails"), said, follow=True).content.decode()
    User.objects.filter(pk=office.head.pk).update(email="sau@moi.example")
    assert client.post(reverse("mails"), said).status_code == 302
    assert dict(User.objects.filter(username__in=["head", "leader", "other"]).values_list("username", "email")) == {
        "head": "sau@moi.example", "leader": "", "other": "",
    }  # fmt: skip


def test_mails_older_than_a_restored_backup_are_held_until_a_person_frees_them(office, client):
    old, new = write(office.head, made_at=NOW - timedelta(days=1)), write(office.head, made_at=NOW + timedelta(minutes=1))
    claimed = write(office.head, "sending", made_at=NOW - timedelta(days=1), lease_until=NOW - timedelta(hours=1))
    secret, sent = write(office.head, key="reset", made_at=NOW - timedelta(days=1)), write(office.head, "sent", made_at=old.made_at)
    for _again in range(2):
        call_command("hold_mails", "--before", "2024-06-11T09:00")
    states = dict(Mail.objects.values_list("pk", "status"))
    assert states == {old.pk: "held", claimed.pk: "held", new.pk: "pending", secret.pk: "cancelled", sent.pk: "sent"}
    assert send(NOW + timedelta(hours=1)) == 1
    assert "2 letters are held back" in client.get(reverse("mails")).content.decode()
    for _again in range(2):
        client.post(reverse("mails-release"))
    assert send(NOW + timedelta(hours=1)) == 2
    assert Mail.objects.filter(status="sent").count() == 4
    assert LogEntry.objects.filter(change_message="released").count() == 2


def test_or_cancels_them(office, client):
    write(office.head, made_at=NOW - timedelta(seconds=1))
    call_command("hold_mails")
    client.post(reverse("mails-cancel"))
    assert (Mail.objects.get().status, send()) == ("cancelled", 0)
