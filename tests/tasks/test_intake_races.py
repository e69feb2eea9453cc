"""Several at one document on its way in: the same file twice, the same part, different parts, putting in force. Each guard has a control."""

import uuid
from contextlib import contextmanager

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from resolutions.models import Intake, Resolution
from tasks.forms import entering
from tasks.models import Assignment, Task
from tasks.proof import problems
from tests.office import SAMPLE, Office, at
from tests.tasks.desk import part, sent
from tests.tasks.test_at_once import posted, signed_in
from tests.tasks.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = at("2024-05-06 10:00")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def made():
    return Office.make()


@pytest.fixture
def intake(made):
    """The Bình Sơn conclusion with what holds for all its tasks: it may be put in force."""
    desk = signed_in(made.office)
    desk.post(reverse("document-read"), {"text": SAMPLE.read_text(), "key": uuid.uuid4()})
    found = Intake.objects.get()
    common = {"cadence": "quarterly", "supervising_unit": made.tuyen_giao.pk, "unit_kinds": ["subordinate"]}
    found.correct_common(common, by=made.office, now=NOW, seen=1)
    part(found, "I.2")["tasks"][2]["take"] = False  # whom it names nobody knows
    found.save()
    return found


def test_the_same_file_read_four_times_at_once_is_on_the_way_in_once(made):
    forms = [{"text": SAMPLE.read_text(), "key": str(uuid.uuid4())} for _n in range(4)]
    assert posted(made.office, reverse("document-read"), forms) == [302] * 4
    assert Intake.objects.count() == 1
    _folders, files = Intake.objects.get().source.storage.listdir("documents")
    assert [f"documents/{name}" for name in files] == [Intake.objects.get().source.name], "no file is left lying about"


def corrected(made, intake, label, titles):
    """The answers to these titles for the first task of a part, all sent at once, each from a page of its own."""
    address = reverse("intake-part", args=[intake.pk, part(intake, label)["id"]])
    forms = [sent(signed_in(made.office).get(address), **{"t0-title": title}) for title in titles]
    clients = [signed_in(made.office) for _title in titles]
    return at_once(len(titles), lambda n: clients[n].post(address, forms[n]))


def test_of_two_who_correct_one_part_one_is_told_what_the_other_wrote(made, intake):
    titles = ["Của người thứ nhất", "Của người thứ hai"]
    answers = corrected(made, intake, "I.3", titles)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    words = lost.content.decode()
    assert titles[0] in words
    assert titles[1] in words
    again = sent(lost)
    assert signed_in(made.office).post(lost.wsgi_request.path, again).status_code == 302, "seen now: it may be sent again"
    intake.refresh_from_db()
    assert part(intake, "I.3")["tasks"][0]["fields"]["title"] == again["t0-title"]


def test_without_the_version_one_is_written_over_the_other(made, intake, monkeypatch):
    """The control: both are told that it was saved."""
    guarded = Intake.changing

    @contextmanager
    def blind(self, *, seen, **told):
        with transaction.atomic():
            number = Intake.objects.select_for_update().get(pk=self.pk).number
            with guarded(self, seen=number, **told) as row:
                yield row

    monkeypatch.setattr(Intake, "changing", blind)
    answers = corrected(made, intake, "I.3", ["Một", "Hai"])
    assert [answer.status_code for answer in answers] == [302, 302]


def test_two_who_correct_different_parts_do_not_meet(made, intake):
    addresses = [reverse("intake-part", args=[intake.pk, part(intake, label)["id"]]) for label in ("I.3", "I.4")]
    forms = [sent(signed_in(made.office).get(address), **{"t0-title": f"Việc {n}"}) for n, address in enumerate(addresses)]
    clients = [signed_in(made.office) for _form in forms]
    assert at_once(2, lambda n: clients[n].post(addresses[n], forms[n]).status_code) == [302, 302]
    intake.refresh_from_db()
    assert [part(intake, label)["tasks"][0]["fields"]["title"] for label in ("I.3", "I.4")] == ["Việc 0", "Việc 1"]


def test_put_in_force_four_times_at_once_it_is_one_document(made, intake):
    form = {"seen": intake.number, "without_number": "on", "without_date": "on"}
    assert posted(made.office, reverse("intake-enter", args=[intake.pk]), [form] * 4) == [302] * 4
    assert Resolution.objects.count() == 1
    tasks = Task.objects.count()
    assert tasks == sum(len(part["tasks"]) for part in intake.parts) - 1
    assert Assignment.objects.values("task").distinct().count() == tasks
    assert not list(problems())


def test_what_was_corrected_meanwhile_is_looked_at_before_it_is_in_force(made, intake):
    form = {"seen": intake.number, "without_number": "on", "without_date": "on"}
    assert corrected(made, intake, "I.3", ["Sửa sau"])[0].status_code == 302
    answer = signed_in(made.office).post(reverse("intake-enter", args=[intake.pk]), form)
    assert answer.status_code == 409
    assert not Resolution.objects.exists()
    again = form | {"seen": answer.context["form"]["seen"].value()}
    assert signed_in(made.office).post(reverse("intake-enter", args=[intake.pk]), again).status_code == 302
    assert Task.objects.filter(title="Sửa sau").exists()


def test_dying_in_the_middle_leaves_all_or_nothing(made, intake, monkeypatch):
    """The control: without the transaction a document stays behind with a few of its tasks."""
    give = Task.assign

    def dies(self, **told):
        if Task.objects.count() > 2:
            raise MemoryError
        return give(self, **told)

    monkeypatch.setattr(Task, "assign", dies)
    number = {"without_number": True, "without_date": True}
    with pytest.raises(MemoryError):
        entering.enter(intake, by=made.office, now=NOW, seen=intake.number, **number)
    assert (Resolution.objects.count(), Task.objects.count(), Assignment.objects.count()) == (0, 0, 0)
    intake.refresh_from_db()
    assert intake.source.storage.exists(intake.source.name)

    @contextmanager
    def open_to_all(self, **_told):
        yield Intake.objects.get(pk=self.pk)

    monkeypatch.setattr(Intake, "changing", open_to_all)
    with pytest.raises(MemoryError):
        entering.enter(intake, by=made.office, now=NOW, seen=intake.number, **number)
    assert (Resolution.objects.count(), Task.objects.count()) == (1, 3)
