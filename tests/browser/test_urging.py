"""Urging slips by mouse and thumb: the office sends or postpones what is proposed, the unit receives and answers; letters that did not go out."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tasks.models import Slip
from tests.browser.test_pages import Visit, look
from tests.browser.window import PHONE, vi
from tests.slips import proposed
from units.models import Mail
from units.outbox import letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(people):
    """The conclusion in force, nothing given yet."""
    people.read()
    return people


def test_the_office_sends_a_slip_and_the_unit_receives_and_answers_it(window, desk):
    slip = proposed(desk)
    office = window(desk.office)
    office.go(reverse("slips"))
    office.page.locator("[name=row]").first.check()
    office.send(office.page.locator("button[value=send]"))
    slip.refresh_from_db()
    assert (slip.state, slip.number, slip.issued_by) == ("sent", 2, desk.office)
    assert not office.complaints()

    head = window(desk.head, size=PHONE)
    head.go("/")
    head.page.get_by_role("link", name=slip.code).first.click()
    head.send(head.page.get_by_role("button", name=vi("We received this slip")))
    slip.refresh_from_db()
    assert (slip.received_by, head.page.get_by_role("button", name=vi("We received this slip")).count()) == (desk.head, 0)
    head.page.locator(f"a[href='{slip.lines.get().assignment.get_absolute_url()}']").first.click()
    form = head.page.locator("form[action$='/tien-do/']")
    if not form.locator("[name=text]").is_visible():
        head.page.locator("details").filter(has=form).locator("summary").first.click()
    form.locator("[name=text]").fill("Đã họp, phân công từng đồng chí.")
    head.send(form.locator("button[type=submit]"))
    assert not Slip.objects.unanswered().exists()
    assert not head.complaints()


def test_the_office_postpones_a_slip_without_script(window, desk):
    slip = proposed(desk)
    office = window(desk.office, script=False, fresh=True)
    office.go(reverse("slip", args=[slip.pk]))
    form = office.page.locator("form").filter(has=office.page.locator("[name=reason]"))
    form.locator("summary").click()
    form.locator("[name=until]").fill("04/01/2027")
    form.locator("[name=reason]").fill("Đơn vị đang đại hội.")
    office.send(form.locator("button[value=postpone]"))
    slip.refresh_from_db()
    assert (slip.state, slip.postponements.get().reason) == ("postponed", "Đơn vị đang đại hội.")
    office.go(slip.get_absolute_url())
    assert "Đơn vị đang đại hội." in office.page.content()


def test_pages_of_letters_and_a_corrected_address(window, desk):
    now = timezone.now()
    for n, status in enumerate(("failed", "held", "unsure")):
        one = letter(key=f"digest/{n}", recipient=desk.head, subject="Đôn đốc: 3 việc", body="Thân thư", now=now)
        one.status = status
        one.save()
    desk.women.email = ""
    desk.women.save()
    mail = Mail.objects.get(status="failed")
    office = window(desk.office)
    look(
        office,
        [Visit("office-letters", reverse("mails")), Visit("office-letter", mail.get_absolute_url()), Visit("office-home-letters", "/")],
    )
    office.go(mail.get_absolute_url())
    office.page.locator("[name=email]").fill("bi-thu@chau-o.example")
    office.send(office.page.locator("form").filter(has=office.page.locator("[name=email]")).locator("button[type=submit]").first)
    mail.refresh_from_db()
    desk.head.refresh_from_db()
    assert (mail.status, mail.to, desk.head.email) == ("pending", "bi-thu@chau-o.example", "bi-thu@chau-o.example")
