"""The office's desk in the browser: a conclusion on its way in, and the page of one part."""

import uuid

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from resolutions.known import known_of
from resolutions.models import Intake
from resolutions.reader import read
from tasks.differences import told_apart
from tasks.proposals import parts_of
from tests.browser.window import vi
from tests.office import SAMPLE


def taken_in(people, *, replaces=None):
    """The conclusion, on the office's desk; as a new version of a document, its I.1 is new."""
    on, text = timezone.localdate(), SAMPLE.read_text()
    if replaces:
        text = text.replace("\n1. Thực hiện Kết luận", "\n1. Tiếp tục thực hiện Kết luận")
    document = read(text)
    parts = told_apart(parts_of(document, known_of(people.committee, on=on)), text, replaces, on=on)
    told = {"data": text.encode(), "name": "ket-luan.txt", "by": people.office, "now": timezone.now(), "key": uuid.uuid4()}
    return Intake.objects.take_in(document, parts, committee=people.committee, replaces=replaces, **told)


def part(intake, label):
    """A part as it is kept now."""
    intake.refresh_from_db()
    return next(part for part in intake.parts if part["label"] == label)


def address(intake, label):
    return reverse("intake-part", args=[intake.pk, part(intake, label)["id"]])


def checking(page, label):
    """Wait for the page of this part."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(vi("Check %(label)s", label=label))
    return heading


def to_the_next(page):
    page.get_by_role("button", name=vi("Right; to the next")).click()


def title(page):
    """The title of the first task that is proposed."""
    return page.locator("[name=t0-title]")
