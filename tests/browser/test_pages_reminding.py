"""Notices, calendar and proof, on a desk and on a phone: they fit, the console is silent, axe finds nothing; and without script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tasks.models import DayOff, Notice
from tests.browser.furnished import Furnished
from tests.browser.test_pages import Visit, look
from tests.browser.window import vi
from tests.office import say
from tests.rights.world import told
from units.models import Appointment, Mail, Try

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REPLY = "550 5.1.1 <head@example.org>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)"


@pytest.fixture
def furnished(people):
    """The head was told of several things, of one of them often; a letter was refused; a remark waits; nobody was in Bình Minh for a while."""
    made, now = Furnished(people), timezone.now()
    head, rows = people.head, made.assignments
    letter = {"to": head.email, "subject": "s", "body": "x", "message_id": "<m>", "next_try": now, "made_at": now, "status": "failed"}
    mail = Mail.objects.create(key="a", recipient=head, **letter)
    Try.objects.create(mail=mail, number=1, to=head.email, began_at=now, ended_at=now, outcome="refused", reply=REPLY)
    for n in range(14):
        text = f"{rows['overdue'].code}: hạn đã qua, chưa báo cáo; đề nghị đơn vị báo cáo kết quả thực hiện."
        told(head, rows["overdue"], step=f"W{n}", at=now - timedelta(days=14 - n), mail=mail, superseded=n == 3, text=text)
    for name in ("assigned", "in_progress", "submitted"):
        told(head, rows[name], at=now, opened_at=now if name == "submitted" else None, read_at=now if name == "submitted" else None)
    say(rows["in_progress"], "remark", "leader", "", now=timezone.localtime(), text="x", wanted_on=timezone.localdate())
    DayOff.objects.create(day=timezone.localdate(), decision="Thông báo số 12-TB/VPHU của Văn phòng Huyện ủy")
    Appointment.objects.filter(unit=people.chau_o).update(valid_from=timezone.localdate() - timedelta(days=20))
    return made


def test_head(window, furnished):
    rows = furnished.assignments
    month = f"{reverse('calendar')}?thang={rows['overdue'].due_on:%Y-%m}"
    look(
        window(furnished.people.head),
        [
            Visit("head-notices", reverse("notices")),
            Visit("head-notices-open", reverse("notices"), lambda window: window.page.locator(".told-list summary").first.click()),
            Visit("head-notices-unread", f"{reverse('notices')}?loc=chua-doc"),
            Visit("head-calendar", reverse("calendar")),
            Visit("head-calendar-late", month),
            Visit("head-calendar-day", reverse("calendar-day", args=[rows["overdue"].due_on.isoformat()])),
            Visit("head-calendar-today", reverse("calendar-day", args=[timezone.localdate().isoformat()])),
            Visit("head-proof", reverse("proof", args=[rows["overdue"].pk])),
        ],
    )


def test_office_and_leader(window, furnished):
    rows = furnished.assignments
    months = sorted({row.due_on for row in rows.values() if row.due_on})
    look(
        window(furnished.people.office),
        [
            Visit("office-notices-none", reverse("notices")),
            *(Visit(f"office-calendar-{day}", f"{reverse('calendar')}?thang={day:%Y-%m}") for day in months),
            Visit("office-calendar-day-empty", reverse("calendar-day", args=["2024-02-12"])),
            Visit("office-proof", reverse("proof", args=[rows["overdue"].pk])),
        ],
    )
    lost = told(furnished.people.leader, rows["assigned"])
    look(window(furnished.people.leader), [Visit("leader-notices", reverse("notices"))])
    Appointment.objects.filter(user=furnished.people.leader).update(valid_until=timezone.localdate() - timedelta(days=1))
    look(window(furnished.people.leader), [Visit("leader-notice-lost", lost.get_absolute_url())])


def test_notices_are_read_and_opened_without_script(window, furnished):
    """Marking one, following one, and marking the rest: each by a press, and the head of the page counts down."""
    reader = window(furnished.people.head, script=False, fresh=True)
    page = reader.page
    reader.go("/")
    number = page.locator(".told-number")
    unread = int(number.inner_text().split()[0])
    assert unread >= 3
    page.locator(".told").click()
    reader.send(page.locator(".told-list button").first)  # the newest: what stands in progress
    assert int(number.inner_text().split()[0]) == unread - 1
    page.locator(".is-unread .told-line a", has_text=furnished.assignments["assigned"].code).first.click()
    assert reverse("assignments") in page.url
    assert int(number.inner_text().split()[0]) == unread - 2
    page.go_back()
    reader.send(page.get_by_role("button", name=vi("Mark all as read")))
    assert number.count() == 0
    assert not Notice.objects.visible_to(furnished.people.head).unread().exists()
