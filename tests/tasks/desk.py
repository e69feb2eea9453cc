"""The office's desk in the tests: papers on their way in, through their pages."""

import uuid

from django.urls import reverse
from django.utils import timezone

from resolutions.models import Intake
from tests.office import SAMPLE

NEW = SAMPLE.read_text().replace("nhân rộng các mô hình", "nhân rộng ít nhất 05 mô hình").replace("Số - KL/HU", "Số 215-KL/HU")


def part(intake, label):
    return next(part for part in intake.parts if part["label"] == label)


def page_of(intake, label):
    return reverse("intake-part", args=[intake.pk, part(intake, label)["id"]])


def sent(page, **more):
    """The forms of a part's page as a browser sends them back."""
    data = {"tasks": len(page.context["tasks"])}
    for form in [page.context["form"], *(task for _kept, task in page.context["tasks"])]:
        for field in form:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = "on" if value is True else value
    return data | more


def read(desk, text):
    """On its way in, without the one task that names somebody who is not known here."""
    desk.post(reverse("document-read"), {"text": text, "key": uuid.uuid4()})
    intake = Intake.objects.latest("pk")
    del part(intake, "I.2")["tasks"][2]
    intake.save()
    return intake


def head(desk, intake, **more):
    """The head's form as it stands, with some of it changed."""
    address = reverse("intake-head", args=[intake.pk])
    form = desk.get(address).context["form"]
    said = {field.name: field.value() for field in form if field.value() is not None}
    answer = desk.post(address, said | more)
    intake.refresh_from_db()
    return answer


def follow(desk, intake, before):
    assert head(desk, intake, replaces=before.pk).status_code == 302
    return intake


def ready(made, intake):
    """With what holds for all its tasks: it may be put in force."""
    intake.refresh_from_db()
    common = {"cadence": "quarterly", "supervising_unit": made.tuyen_giao.pk, "unit_kinds": ["subordinate"]}
    intake.correct_common(common, by=made.office, now=timezone.now(), seen=intake.number)
    return intake
