"""Urging slips on a desk and on a phone: the pages fit, axe finds nothing, and Enter in a field sends no slip."""

from datetime import timedelta

import pytest

from tasks.models import Slip
from tasks.models.calendar import Calendar
from tests.browser.furnished import Furnished
from tests.browser.test_pages import Visit, look, url
from tests.browser.window import vi
from tests.slips import of, plan
from units.models import Portfolio

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def furnished(people):
    return Furnished(people)


@pytest.fixture
def yellow(furnished):
    """A yellow slip that waits for the office, over work of Châu Ổ that is late since the quarter before; the blue one before it was sent."""
    row = furnished.assignments["overdue"]
    calendar, due = Calendar.current(), row.due_on
    plan(f"{calendar.shift(due, 5)} 07:30")
    plan(f"{calendar.shift(due, 9)} 07:30")
    leader = furnished.people.leader.appointments.get()
    Portfolio.objects.create(leader=leader, unit=row.unit, valid_from=due - timedelta(days=400))
    return of(row, "yellow")


def postpone(window):
    """Ask to postpone, with a day that is none and without a reason."""
    form = window.page.locator("#many")
    form.locator("summary").click()
    form.locator("[name=until]").fill("31/02/2024")
    return window.send(form.locator("[value=postpone]"))


def test_nobody_has_any(window, people):
    look(window(people.office), [Visit("office-no-slips", url("slips"))])


def test_office(window, furnished, yellow):
    visits = [
        Visit("office-slips", url("slips")),
        Visit("office-slips-none", url("slips") + "?colour=red&state=needless"),
        Visit("office-slip-proposed", yellow.get_absolute_url()),
        Visit("office-slip-proposed-error", yellow.get_absolute_url(), postpone),
        Visit("office-slip-sent", of(yellow.lines.get().assignment, "blue").get_absolute_url()),
        Visit("office-slips-home", "/"),
    ]
    look(window(furnished.people.office), visits)


def test_unit_and_leader(window, furnished, yellow):
    blue = of(yellow.lines.get().assignment, "blue")
    visits = [
        Visit("slips-home", "/"),
        Visit("slips", url("slips")),
        Visit("slip", blue.get_absolute_url()),
        Visit("slip-assignment", yellow.lines.get().assignment.get_absolute_url()),
    ]
    look(window(furnished.people.head), visits)
    yellow.send(by=furnished.people.office, now=blue.issued_at + timedelta(days=7))
    look(window(furnished.people.leader), visits)


def test_enter_in_a_field_asks_for_a_reason_and_sends_nothing(window, furnished, yellow):
    desk = window(furnished.people.office)
    desk.go(url("slips"))
    page = desk.page
    page.locator("input[name=row]").first.check()
    page.locator("summary", has_text=vi("Postpone the chosen")).click()
    page.locator("[name=until]").fill("01/02/2099")
    page.locator("[name=until]").press("Enter")
    page.wait_for_load_state()
    assert page.locator(".invalid-feedback").count() >= 1
    assert Slip.objects.get(pk=yellow.pk).state == "proposed"
    assert page.locator("input[name=row]").first.is_checked()
    page.get_by_role("button", name=vi("Send the chosen")).click()
    page.wait_for_load_state()
    assert Slip.objects.get(pk=yellow.pk).state == "sent", "the control"
