"""Who is told of an urging slip: blue with the digest, yellow also to the leader of the portfolio, red at once and to all leaders."""

from datetime import date

import pytest
from django.core import mail as outbox_module

from tasks.models import Slip
from tasks.reminders.ticking import tick
from tests.office import at, say
from tests.slips import late
from units.models import Appointment, Portfolio

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(office):
    """Late work of Châu Ổ, whose portfolio is the leader's; a second leader has none of it. Blue was sent on 27/6/2024."""
    other = office.person("other_leader", office.committee, "leader")
    office.people["leader_two"] = other
    post = Appointment.objects.get(user=office.leader, role="leader")
    Portfolio.objects.create(leader=post, unit=office.chau_o, valid_from=date(2020, 1, 1))
    found = late(office)
    run("2024-06-27")
    return found


def run(text):
    now = at(text)
    tick(now=now, clock=lambda: now)


def told(user):
    """Colours, limits and proposals that a person was told of, in order."""
    kinds = ("BLUE", "YELLOW", "RED", "LIM", "PROP1", "PROP2")
    return list(user.notices.filter(superseded=False, step__in=kinds).order_by("pk").values_list("step", flat=True))


def colour(name):
    return Slip.objects.get(colour=name)


def test_blue_is_told_to_the_unit_alone_with_the_digest_and_its_limit_before_it_ends(office, row):
    assert told(office.head) == ["BLUE"]
    assert told(office.leader) == told(office.office) == []
    digest = next(letter for letter in outbox_module.outbox if letter.to == ["head@example.org"] and "Phiếu" in letter.body)
    assert digest.body.index("Phiếu đôn đốc số 1") < digest.body.index(row.code), "the paper comes first"
    run("2024-06-28")
    run("2024-07-01")
    assert told(office.head) == ["BLUE", "LIM"], "2/7 is the limit"


def test_who_received_it_is_reminded_of_the_limit_only(office, row):
    slip = colour("blue")
    slip.receive(by=office.head, now=at("2024-06-27 10:00"))
    office.people["stand_in"] = office.person("stand_in", office.chau_o, "head", since=date(2024, 6, 28))
    run("2024-06-28")
    assert told(office.stand_in) == []
    run("2024-07-01")
    assert told(office.stand_in) == ["LIM"]


def test_an_answered_slip_is_not_told_of_any_more(office, row):
    say(row, "log", office.head, "2024-06-28")
    run("2024-07-01")
    assert told(office.head) == ["BLUE"]


def test_a_proposal_reminds_the_office_until_it_is_sent(office, row):
    run("2024-07-03")
    assert told(office.office) == ["PROP1"]
    run("2024-07-10")
    assert told(office.office) == ["PROP1", "PROP2"]
    colour("yellow").send(by=office.office, now=at("2024-07-10 10:00"))
    run("2024-07-11")
    assert told(office.head)[-1] == "YELLOW"
    assert told(office.leader) == ["YELLOW"], "whose portfolio it is"
    assert told(office.leader_two) == []
    run("2024-07-17")
    assert told(office.office).count("PROP2") == 1


def test_a_proposal_that_was_answered_reminds_nobody(office, row):
    run("2024-07-03")
    say(row, "log", office.head, "2024-07-04")
    run("2024-07-10")
    assert told(office.office) == ["PROP1"]


def test_red_goes_at_once_and_alone_to_the_unit_and_to_all_leaders(office, row):
    run("2024-07-03")
    colour("yellow").send(by=office.office, now=at("2024-07-03 10:00"))
    run("2024-07-09")
    colour("red").send(by=office.office, now=at("2024-07-09 16:00"))
    before = len(outbox_module.outbox)
    run("2024-07-09 16:01")
    alone = outbox_module.outbox[before:]
    assert {letter.to[0] for letter in alone} == {"head@example.org", "leader@example.org", "other_leader@example.org"}
    assert all("Phiếu đôn đốc số 3" in letter.subject for letter in alone)
    for user in (office.head, office.leader, office.leader_two):
        assert told(user)[-1] == "RED"
    run("2024-07-09 16:02")
    assert len(outbox_module.outbox) == before + 3


def test_a_letter_about_a_slip_that_was_answered_meanwhile_is_not_sent(office, row, settings):
    run("2024-07-03")
    colour("yellow").send(by=office.office, now=at("2024-07-03 10:00"))
    settings.EMAIL_BACKEND = "tests.tasks.test_reminders.Refusing"
    run("2024-07-04")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    say(row, "log", office.head, "2024-07-04", now=at("2024-07-04 10:00"))
    outbox_module.outbox.clear()
    run("2024-07-04 11:00")
    assert not [letter for letter in outbox_module.outbox if "Phiếu" in letter.body]


def test_a_portfolio_holds_for_units_below_and_for_the_heir_and_only_in_its_committee(office, row):
    """One rule for who is told, whose home shows it, and whose name is on the paper."""
    Portfolio.objects.update(unit=office.committee)
    run("2024-07-03")
    yellow = colour("yellow")
    yellow.send(by=office.office, now=at("2024-07-03 10:00"))
    run("2024-07-04")
    assert told(office.leader) == ["YELLOW"]
    assert list(Slip.objects.to_watch(office.leader, on=date(2024, 7, 4))) == [yellow]
    assert yellow.printed["leaders"] == ["Leader"]
    Portfolio.objects.update(unit=office.binh_minh)
    type(office.chau_o).objects.filter(pk=office.binh_minh.pk).update(heir=office.chau_o)
    assert list(Slip.objects.to_watch(office.leader, on=date(2024, 7, 4))) == [yellow]
    assert not Slip.objects.to_watch(office.leader_two, on=date(2024, 7, 4)).exists()
