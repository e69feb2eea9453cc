"""What a run of random deeds found (test_life), each in its shortest form."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tasks.models import Addressee, Assignment, Extension, Seal
from tests.office import at, say
from units.models import Appointment
from units.periods import local_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(office):
    """Work that is done once, given to Châu Ổ on 1/4/2024 and due on 20/6."""
    return office.assign(office.task(units=["chau_o"], cadence="once", due_on=date(2024, 6, 20)))[0]


@pytest.mark.parametrize("verb", ["verify", "withdraw"])
def test_a_clock_set_back_into_a_sealed_day_settles_work_on_the_day_it_is_recorded(office, given, verb):
    say(given, "submit", "head", "2024-04-02")
    Seal.objects.seal_until(at("2024-04-11 00:06"))
    entry = say(given, verb, "board" if verb == "verify" else "office", "2024-04-09")
    assert local_day(entry.recorded_at) == entry.settled_on == entry.happened_on == date(2024, 4, 11)


def test_a_right_is_asked_for_on_the_day_on_which_the_deed_is_recorded(office, given):
    office.head.appointments.update(valid_from=date(2024, 4, 11))
    Seal.objects.seal_until(at("2024-04-11 00:06"))
    assert local_day(say(given, "receive", "head", "2024-04-10").recorded_at) == date(2024, 4, 11)


@pytest.mark.parametrize(("deputy", "wanted_on"), [("office", date(2024, 6, 24)), ("leader", date(2024, 8, 1))])
def test_nobody_decides_on_a_request_of_their_own_unit(office, given, deputy, wanted_on):
    deputy = getattr(office, deputy)
    other = office.person("other_deputy", deputy.appointments.get().unit, deputy.appointments.get().role)
    Appointment.objects.create(user=deputy, unit=office.chau_o, role="member", valid_from=date(2024, 4, 1))
    deputy = type(deputy).objects.get(pk=deputy.pk)
    say(given, "ask_time", "head", "2024-04-03", text="Trùng đại hội.", wanted_on=wanted_on)
    for verb, said in (("grant", {"due_on": wanted_on}), ("refuse", {"text": "Không."})):
        with pytest.raises(PermissionDenied):
            say(given, verb, deputy, "2024-04-04", **said)
    assert Extension.objects.waiting_for(deputy, on=date(2024, 4, 4)) == []
    assert [one.assignment for one in Extension.objects.waiting_for(other, on=date(2024, 4, 4))] == [given]
    assert say(given, "grant", other, "2024-04-04", due_on=wanted_on).due_on == wanted_on


def test_a_unit_is_not_asked_about_what_the_office_wrote_for_another(office, given):
    Addressee.objects.create(task=(shared := office.task("I.4", units=["binh_minh"], cadence="once")), unit=office.phu_nu, part="support")
    supported = office.assign(shared)[0]
    part = {"part": supported.parts.get().pk, "happened_on": date(2024, 4, 2), "text": "Đã góp ý."}
    written = [
        say(given, "log", "office", "2024-04-02", on_behalf_of=office.chau_o),
        say(supported, "support", "office", "2024-04-02", on_behalf_of=office.phu_nu, **part),
    ]
    assert list(Assignment.objects.to_confirm()) == [given]
    say(given, "reassign", "office", "2024-04-03", unit=office.binh_minh, text="Sáp nhập.")
    assert not Assignment.objects.to_confirm().exists()
    for row, entry in zip((given, supported), written, strict=True):
        assert "confirm" not in row.entries.get(pk=entry.pk).verbs_about(())
        for verb in ("confirm", "object"):
            with pytest.raises(ValidationError) as refused:
                say(row, verb, "other", "2024-04-04", about=entry.number, text="Không phải.")
            assert refused.value.code == "another"
