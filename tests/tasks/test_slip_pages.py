"""The pages of urging slips: what each finds there, and what the office decides."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from tasks.models import Notice, Slip
from tests.office import at, say
from tests.slips import late, of, plan, sent
from units.models import Portfolio

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-07-03 10:00"), tick=False):
        yield


@pytest.fixture
def three(office):
    """Yellow slips to three units, waiting for the office on 3/7/2024."""
    rows = [late(office, unit) for unit in ("chau_o", "binh_minh", "phu_nu")]
    plan("2024-06-27 07:30")
    plan("2024-07-03 07:30")
    return [of(row, "yellow") for row in rows]


def signed(office, who):
    client = Client()
    client.force_login(office.people[who])
    return client


def page(client, where):
    return re.sub(r"\s+", " ", client.get(where).content.decode())


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_the_office_sends_the_chosen_and_what_was_answered_meanwhile_is_left_out(office, three):
    client = signed(office, "office")
    say(three[1].lines.get().assignment, "log", "other", "2024-07-03")
    data = {"row": [slip.pk for slip in three[:2]], "deed": "send"}
    answer = client.post(reverse("slips"), data, follow=True)
    assert said(answer) == ["Sent: slip number 4.", f"Left out, because it was sent already or is answered meanwhile: {three[1].code}."]
    assert [Slip.objects.get(pk=slip.pk).state for slip in three] == ["sent", "needless", "proposed"]
    assert said(client.post(reverse("slips"), data, follow=True)) == [
        "Sent: slip number 4.",
        f"Left out, because it was sent already or is answered meanwhile: {three[1].code}.",
    ], "sent twice it is sent once"
    assert Slip.objects.sent().count() == 4


def test_the_office_postpones_the_chosen_with_a_day_and_a_reason(office, three):
    client, where = signed(office, "office"), reverse("slips")
    rows = [slip.pk for slip in three[:2]]
    for data, wrong in [
        ({}, "Say on which day"), ({"until": "08/07/2024"}, "Give the reason"), ({"reason": "x"}, "Say on which day"),
        ({"until": "03/07/2024", "reason": "x"}, "Choose a day after today."), ({"until": "06/07/2024", "reason": "x"}, "Nobody works on that day"),
    ]:  # fmt: skip
        answer = client.post(where, {"row": rows, "deed": "postpone", **data})
        assert (answer.status_code, wrong in answer.content.decode()) == (200, True), wrong
        assert len(re.findall(r'name="row"[^>]*checked', answer.content.decode())) == 2, "what was ticked stays ticked"
    answer = client.post(where, {"row": rows, "deed": "postpone", "until": "08/07/2024", "reason": "Đơn vị họp."}, follow=True)
    assert said(answer) == ["Postponed: 2 slips."]
    assert "Đơn vị họp." in page(client, three[0].get_absolute_url())
    assert [Slip.objects.get(pk=slip.pk).postponed_until for slip in three] == [date(2024, 7, 8)] * 2 + [None]


def test_nothing_chosen_or_nothing_meant_does_nothing(office, three):
    client = signed(office, "office")
    for data in ({}, {"deed": "send"}, {"row": [three[0].pk]}, {"row": [three[0].pk], "deed": "burn"}, {"row": ["x"], "deed": "send"}):
        assert client.post(reverse("slips"), data).status_code == 200
    assert Slip.objects.sent().count() == 3


def test_enter_in_a_field_never_sends(office, three):
    """A browser presses the first button of a form: it must be the one that asks for a reason."""
    for where in (reverse("slips"), three[0].get_absolute_url()):
        html = page(signed(office, "office"), where)
        form = html[html.index('id="many"') :]
        assert re.findall(r'name="deed" value="(\w+)"', form) == ["postpone", "send"]


def test_only_the_office_is_offered_what_it_alone_may(office, three):
    for who in ("board", "leader", "inspector"):
        html = page(signed(office, who), reverse("slips"))
        assert three[0].code in html
        assert 'name="deed"' not in html + page(signed(office, who), three[0].get_absolute_url())
    assert 'name="deed"' in page(signed(office, "office"), reverse("slips"))


def test_a_unit_finds_what_is_to_be_received_first_and_receives_it(office, three):
    client, blue = signed(office, "member"), of(three[0].lines.get().assignment, "blue")
    html = page(client, reverse("slips"))
    assert "To be received" in html
    assert three[0].code not in html, "what is only proposed is the office's own matter"
    assert "We received this slip" in page(client, blue.get_absolute_url())
    answer = client.post(reverse("slip-receive", args=[blue.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == blue.get_absolute_url()
    assert "We received this slip" not in answer.content.decode()
    assert "To be received" not in page(client, reverse("slips"))
    blue.refresh_from_db()
    assert blue.received_by == office.member


def test_each_line_leads_to_its_work_and_tells_of_its_answer(office):
    first, second = late(office, number=2)
    plan("2024-06-27 07:30")
    say(first, "log", "head", "2024-06-28")
    slip = of(first, "blue")
    html = page(signed(office, "head"), slip.get_absolute_url())
    assert f'href="{first.get_absolute_url()}"' in html
    assert f'href="{second.get_absolute_url()}"' in html
    assert (html.count(">answered<"), html.count(">nothing heard<")) == (1, 1)
    assert "Progress, 09:00 28/06/2024, Head" in html
    html = page(signed(office, "head"), first.get_absolute_url())
    assert f'href="{slip.get_absolute_url()}"' in html
    assert ">answered<" in html


def test_reasons_for_postponing_are_for_those_who_count_for_the_committee(office, three):
    three[0].postpone(by=office.office, until=date(2024, 7, 4), reason="Lý do kín", now=at("2024-07-03 08:00"))
    three[0].send(by=office.office, now=at("2024-07-03 09:00"))
    assert "Lý do kín" in page(signed(office, "inspector"), three[0].get_absolute_url())
    html = page(signed(office, "head"), three[0].get_absolute_url())
    assert "Lý do kín" not in html
    assert "Office" in html, "who sent it stands on the paper"


def test_opening_a_slip_marks_what_its_reader_was_told_of_it(office):
    slip, other = sent(office, "blue"), sent(office, "blue", "binh_minh")
    about = {"made_at": at("2024-06-27"), "step": "BLUE", "text": "x"}
    for key, user, which in [("1", office.head, slip), ("2", office.member, slip), ("3", office.head, other)]:
        Notice.objects.create(key=key, recipient=user, slip=which, **about)
    signed(office, "head").head(slip.get_absolute_url())
    assert not Notice.objects.exclude(opened_at=None).exists()
    signed(office, "head").get(slip.get_absolute_url())
    opened = Notice.objects.exclude(opened_at=None)
    assert [(one.key, one.opened_at, one.read_at) for one in opened] == [("1", at("2024-07-03 10:00"), at("2024-07-03 10:00"))]
    with time_machine.travel(at("2024-07-04 10:00"), tick=False):
        signed(office, "head").get(slip.get_absolute_url())
    assert opened.get().opened_at == at("2024-07-03 10:00"), "the first time stays"


def test_home_tells_each_what_waits(office, three):
    Portfolio.objects.create(leader=office.leader.appointments.get(), unit=office.chau_o, valid_from=date(2024, 1, 1))
    assert "Urging slips to be sent" in page(signed(office, "office"), "/")
    assert "Urging slips to be received" in page(signed(office, "head"), "/")
    assert "Urging slips" not in page(signed(office, "leader"), "/").replace("Urging slips</a>", "")
    for slip in three:
        slip.send(by=office.office, now=at("2024-07-03 09:00"))
    html = page(signed(office, "leader"), "/")
    assert three[0].code in html
    assert three[1].code not in html, "not of this leader's portfolio"
    plan("2024-07-09 07:30")
    red = of(three[1].lines.get().assignment, "red")
    red.send(by=office.office, now=at("2024-07-09 08:00"))
    assert red.code in page(signed(office, "leader"), "/"), "red is for all leaders"
    say(red.lines.get().assignment, "log", "other", "2024-07-09")
    assert red.code not in page(signed(office, "leader"), "/")


def test_the_list_is_filtered_by_colour_state_and_unit(office, three):
    client = signed(office, "office")
    three[0].send(by=office.office, now=at("2024-07-03 09:00"))
    say(three[0].lines.get().assignment, "log", "head", "2024-07-03")

    def codes(**chosen):
        return {slip.code for slip in client.get(reverse("slips"), chosen).context["page"].object_list}

    everything = codes()
    assert codes(colour="blue") == {slip.code for slip in Slip.objects.filter(colour="blue")}
    assert codes(state="proposed") == {three[1].code, three[2].code}
    assert codes(state="unanswered") == {of(slip.lines.get().assignment, "blue").code for slip in three[1:]}
    assert codes(state="unreceived") == {slip.code for slip in Slip.objects.sent()}
    assert codes(unit=office.chau_o.pk, colour="yellow") == {three[0].code}
    assert codes(colour="x", unit="y", state="z") == everything


def test_the_pdf_is_fetched_when_it_is_ready_and_made_again_when_it_failed(office):
    slip, client = sent(office, "blue"), signed(office, "head")
    assert "is being made" in page(client, slip.get_absolute_url())
    Slip.objects.filter(pk=slip.pk).update(status="failed", error="crashed", tries=3)
    assert "Try again" in page(client, slip.get_absolute_url())
    client.post(slip.get_absolute_url())
    slip.refresh_from_db()
    assert (slip.status, slip.tries) == ("pending", 0)
    slip.file.save("slip.pdf", ContentFile(b"%PDF-1.4"), save=False)
    slip.status, slip.size = "ready", 8
    slip.save()
    answer = client.get(reverse("slip-pdf", args=[slip.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert answer["Cache-Control"] == "private, no-store"
    assert "Download this slip" in page(client, slip.get_absolute_url())


def test_who_has_nothing_to_do_with_slips_finds_no_link(office):
    nobody = office.person("nobody")
    client = Client()
    client.force_login(nobody)
    assert reverse("slips") not in page(client, "/")
    assert reverse("slips") in page(signed(office, "head"), "/")
