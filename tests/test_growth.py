"""What a page costs does not grow with what it shows: as many queries for one row as for a hundred."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Report
from resolutions.known import known_of
from resolutions.models import Intake, Resolution
from resolutions.reader import read
from tasks import files
from tasks.models import Addressee, Assignment, Notice, Paper, Slip, SlipLine, Task
from tasks.proposals import parts_of
from tests.office import START, at, say
from units.models import Mail, Try, Unit, User
from units.models.record import record
from units.outbox import letter
from units.periods import Period, end_of_day

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = at("2024-07-01 10:00")
Q2 = Period.parse("2024-Q2")
MANY = 100
SHOWN = 20  # more than a list of the first page shows
PDF = b"%PDF-1.4 %%EOF"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def more_units(office, number, kind="subordinate"):
    """So many further units of a class."""
    Unit.objects.bulk_create(
        Unit(name=f"Đơn vị {kind} {n:03}", kind=kind, parent=office.committee, valid_from=START, code="ĐU") for n in range(number)
    )
    Unit.objects.filter(path="").update(path=Concat(Value(office.committee.path), Cast("pk", CharField()), Value("/")))


def given(office, unit="chau_o", **more):
    """The assignment of a task of one unit."""
    [row] = office.assign(office.task(units=[unit], cadence="once", **more))
    return row


def duty(office):
    """A duty of the leader."""
    task = office.task(units=[], cadence="once")
    Addressee.objects.create(task=task, role="leader")
    office.assign(task)


def written(office, row, times):
    """So many entries with a file, a paper and all that can be said."""
    for _n in range(times):
        file = files.store(ContentFile(PDF, name="anh.pdf"))
        say(row, "log", office.head, "2024-05-06", obstacles="Khó", next_step="Tiếp", evidence=[file, Paper("12-BC/ĐU", START, "Đảng ủy")])


def furnish(office, times, units):
    """``times`` rows in every list; a task of the class ``units``, and its assignments."""
    for _n in range(times):
        given(office, due_on=date(2024, 5, 20))
    office.assign(office.task(units=[], kinds=[units], cadence="once", due_on=None))
    for _n in range(min(times, SHOWN)):
        say(given(office), "submit", office.head, "2024-04-08")
        say(given(office, "tuyen_giao"), "submit", office.board_head, "2024-04-08")
        office.task(units=["chau_o"], cadence="once", title="Chưa giao")
        duty(office)
    for _n in range(min(times, SHOWN)):
        awaited(office)
    unsent(office, times)
    urged(office, min(times, 3 * SHOWN))
    task = office.task("I.4", units=[], kinds=[units], measure="chi bộ", measure_unit="chi bộ", target=10)
    office.assign(task, period=Q2)
    first = office.resolution
    fields = {field.attname: getattr(first, field.attname) for field in Resolution._meta.concrete_fields if not field.primary_key}
    there = Resolution.objects.count()
    Resolution.objects.bulk_create(Resolution(**fields | {"source_sha256": f"{there + n}"}) for n in range(times))
    asked = {"committee": office.committee, "made_by": office.board, "cutoff": end_of_day(Q2.end), "asked_at": NOW}
    ready = {"status": "ready", "file": "reports/x.pdf", "size": 9, "period_start": Q2.start, "period_end": Q2.end}
    Report.objects.bulk_create(Report(key=uuid.uuid4(), **asked, **ready) for _n in range(times))
    return task


def awaited(office):
    """One of each that waits for a word: a request, a remark, what the office wrote, an objection, work declined, passed on, left behind."""
    say(given(office, due_on=date(2024, 7, 1)), "ask_time", office.head, "2024-04-08", text="x", wanted_on=date(2024, 7, 5))
    say(given(office), "remark", office.leader, "2024-04-08", text="x", wanted_on=date(2024, 7, 5))
    for answer in ({"verb": "confirm"}, {"verb": "object", "text": "x"}):
        row = given(office)
        say(row, "log", office.office, "2024-04-08", on_behalf_of=office.chau_o)
        say(row, by=office.head, day="2024-04-08", about=2, **answer)
    say(given(office), "log", office.office, "2024-04-08", on_behalf_of=office.chau_o)
    say(given(office), "decline", office.head, "2024-04-08", text="x")
    say(given(office, "phu_nu"), "reassign", office.office, "2024-04-08", unit=office.binh_minh, text="x")
    left = office.task("II.2", units=[], cadence="once", title="Việc cá nhân")
    Addressee.objects.create(task=left, role="inspector")
    office.assign(left, due_on=None)
    given(office, "tuyen_giao")


def unsent(office, times):
    """Letters that were refused or are held back, the first one often; people without an address."""
    there = Mail.objects.count()
    for n in range(there, there + times):
        mail = letter(key=f"digest/{n}", recipient=office.head, subject="Việc", body="Thân", now=NOW)
        mail.status = "held" if n % 2 else "failed"
        mail.save()
        Try.objects.create(mail=Mail.objects.order_by("pk").first(), number=n, to=mail.to, began_at=NOW)
        record(Mail.objects.order_by("pk").first(), "x", by=office.office, now=NOW)
        User.objects.filter(pk=office.person(f"nobody_{n}", office.chau_o).pk).update(email="")


def reminded(office, row, times):
    """So many things that the head was told of, and of one of them so many times: with letters and tries, opened and not. Slips and remarks too."""
    basis = row.entries.order_by("number").first()
    letter = {"recipient": office.head, "to": "head@example.org", "subject": "s", "body": "x", "message_id": "<m>", "status": "sent"}
    of = list(Assignment.objects.exclude(pk=row.pk).order_by("pk")[:times])
    there = Notice.objects.count()
    for n in range(times):
        mail = Mail.objects.create(key=f"{there}/{n}", next_try=NOW, made_at=NOW, **letter)
        Try.objects.bulk_create(Try(mail=mail, number=k, to=mail.to, began_at=NOW, ended_at=NOW, outcome="sent") for k in (1, 2))
        said = {"basis": basis, "step": "T-7", "text": "NV", "made_at": NOW, "mail": mail}
        seen = {"read_at": NOW, "opened_at": NOW} if n % 2 else {}
        for who in (office.head, office.member, office.leader):
            Notice.objects.create(key=f"{who.pk}/{there}/{n}", recipient=who, assignment=row, **said, **seen)
        Notice.objects.create(key=f"other/{there}/{n}", recipient=office.head, assignment=of[n % len(of)], **said)
    for _n in range(min(times, SHOWN)):
        say(row, "remark", office.leader, "2024-06-28", text="x", wanted_on=date(2024, 7, 10))


def urged(office, times):
    """So many slips to Châu Ổ that were sent, as many that wait for the office, and one with so many lines."""
    for _n in range(times):
        slip(office, [given(office, due_on=date(2024, 5, 20))]).send(by=office.office, now=NOW)
        slip(office, [given(office, due_on=date(2024, 5, 20))])
    slip(office, [given(office, due_on=date(2024, 5, 20)) for _n in range(times)], key=f"long/{times}").send(by=office.office, now=NOW)


def slip(office, rows, key=None):
    """A slip over these rows that waits for the office."""
    about = {"committee": office.committee, "unit": office.chau_o, "colour": "blue", "proposed_at": NOW}
    made = Slip.objects.create(key=key or uuid.uuid4(), **about)
    for row in rows:
        entry = row.entries.get()
        SlipLine.objects.create(slip=made, assignment=row, colour="blue", basis=entry, since=entry, due_on=row.due_on)
    return made


def orders(times, words):
    """A text of so many orders."""
    return "\n".join(
        ["KẾT LUẬN", "về nhiều việc", "", *(f"{n}. Giao Đảng ủy thị trấn Châu Ổ {words} {n} hằng quý." for n in range(1, times + 1))]
    )


def on_its_way(office, times):
    """A document on its way in with so many parts, each with a task, all of them changed from the version before, of which tasks go on."""
    old, new = orders(times, "báo cáo việc"), orders(times, "kiểm tra việc")
    told = {"committee": office.committee, "data": old.encode(), "name": "cu.txt", "by": office.office, "now": NOW}
    before = Resolution.objects.keep(replace(read(old), issuer="Huyện ủy"), **told)
    before.put_in_force(by=office.office, on=NOW.date(), without_number=True, without_date=True)
    about = {"cadence": "once", "starts_on": NOW.date(), "supervising_unit": office.tuyen_giao, "created_at": NOW}
    Task.objects.bulk_create(Task(provision=part, title="Việc cũ", **about) for part in before.provisions.to_carry_out())
    document = read(new)
    parts = parts_of(document, known_of(office.committee, on=NOW.date()))
    assert sum(len(part["tasks"]) for part in parts) == times
    intake = Intake.objects.take_in(document, parts, replaces=before, key=uuid.uuid4(), **told | {"data": new.encode()})
    common = {"supervising_unit": office.tuyen_giao.pk, "unit_kinds": ["subordinate"]}
    intake.correct_common(common, by=office.office, now=NOW, seen=1)
    return intake


def pages(office, task, row, intake):
    """{what: (who, address)} of every page that lists something."""
    lists, document, newest = reverse("assignments"), office.resolution.get_absolute_url(), Report.objects.latest("pk")
    newest.draft()
    ContentType.objects.get_for_model(Report)  # looked up once in the life of a process
    asked = {
        "home": (["office", "board", "leader", "inspector", "head", "member"], reverse("home")),
        "documents": (["office", "head"], reverse("documents")),
        "document": (["office", "head"], document),
        "assignments": (["office", "board", "head"], lists),
        "assignments, second page": (["office"], f"{lists}?page=2"),
        "assignments of a unit": (["office", "head"], f"{lists}?unit={row.unit_id}"),
        "assignments in a state": (["office", "head"], f"{lists}?state=open"),
        "assignments in a standing": (["office", "head"], f"{lists}?standing=overdue"),
        "assignments of a document": (["office", "head"], f"{lists}?document={office.resolution.pk}"),
        "assignments of a task": (["office"], f"{lists}?task={task.pk}&state=assigned"),
        "task": (["office", "board"], task.get_absolute_url()),
        "task form": (["office"], reverse("task-create", args=[task.provision_id])),
        "assignment": (["office", "board", "head"], row.get_absolute_url()),
        "notices": (["head", "office"], reverse("notices")),
        "unread notices": (["head"], f"{reverse('notices')}?loc=chua-doc"),
        "calendar": (["office", "leader", "head"], f"{reverse('calendar')}?thang=2024-05"),
        "calendar of remarks": (["office", "head"], reverse("calendar")),
        "day of the calendar": (["office", "head"], reverse("calendar-day", args=["2024-05-20"])),
        "day of remarks": (["office", "head"], reverse("calendar-day", args=["2024-07-10"])),
        "proof": (["office", "head", "member"], reverse("proof", args=[row.pk])),
        "progress form": (["office", "head"], reverse("log", args=[row.pk])),
        "units": (["office", "leader"], reverse("successions")),
        "merger": (["office"], reverse("merge")),
        "new name": (["office"], reverse("unit-rename", args=[row.unit_id])),
        "form of passing on": (["office"], reverse("reassign", args=[row.pk])),
        "form of handing to a member": (["head"], reverse("hand", args=[row.pk])),
        "handover": (["new_head", "office"], reverse("handover")),
        "duties left behind": (["office"], reverse("handover-person", args=[office.old_leader.appointments.get().pk])),
        "passed on": (["women"], reverse("passed-on")),
        "withdrawal of a task": (["office"], reverse("task-withdraw", args=[task.pk])),
        "withdrawal of a document": (["office"], reverse("document-withdraw", args=[office.resolution.pk])),
        "documents on their way in": (["office"], reverse("document-read")),
        "document on its way in": (["office"], intake.get_absolute_url()),
        "its head": (["office"], reverse("intake-head", args=[intake.pk])),
        "its first part": (["office"], reverse("intake-part", args=[intake.pk, 1])),
        "what was passed over": (["office"], reverse("intake-add", args=[intake.pk])),
        "what it changes": (["office"], reverse("intake-changes", args=[intake.pk])),
        "putting it in force": (["office"], reverse("intake-enter", args=[intake.pk])),
        "letters": (["office"], reverse("mails")),
        "letter": (["office"], Mail.objects.order_by("pk").first().get_absolute_url()),
        "slips": (["office", "board", "leader", "head"], reverse("slips")),
        "slips in a state": (["office", "head"], f"{reverse('slips')}?state=unanswered"),
        "slip": (["office", "leader", "head"], Slip.objects.filter(key__startswith="long/").latest("pk").get_absolute_url()),
        "slip that waits": (["office"], Slip.objects.filter(state="proposed").first().get_absolute_url()),
        "reports": (["leader"], reverse("reports")),
        "report": (["board"], newest.get_absolute_url()),
        "its text": (["board"], reverse("report-text", args=[newest.pk])),
        "rows of a figure": (["leader"], reverse("report-rows", args=[newest.pk, "all.assigned"])),
    }
    return {f"{what}, by {who}": (who, where) for what, (people, where) in asked.items() for who in people}


def costs(office, asked):
    """How many statements each page takes. Who looks has looked at something before."""
    clients, found = {}, {}
    for what, (who, where) in asked.items():
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(getattr(office, who))
            clients[who].get(reverse("password-change"))
        with CaptureQueriesContext(connection) as queries:
            assert clients[who].get(where).status_code == 200, what
        found[what] = len(queries)
    return found


def test_a_page_costs_the_same_for_one_row_or_a_hundred(office):
    office.people["new_head"] = office.person("new_head", office.tuyen_giao, "head", since=date(2024, 6, 1))
    office.people["old_leader"] = office.person("old_leader", office.committee, "inspector", until=date(2024, 6, 30))
    row = given(office, due_on=date(2024, 8, 20), measure="chi bộ")
    written(office, row, 1)
    task = furnish(office, 1, "front")
    reminded(office, row, 2)
    few = costs(office, pages(office, task, row, on_its_way(office, 1)))
    more_units(office, MANY - 2)
    written(office, row, 58)
    task = furnish(office, MANY - 1, "subordinate")
    reminded(office, row, MANY)
    many = costs(office, pages(office, task, row, on_its_way(office, MANY)))
    assert (row.entries.count(), Resolution.objects.count(), Report.objects.count()) == (62 + SHOWN, MANY + 3, MANY)
    assert Assignment.objects.count() > 3 * MANY
    assert many == few, "\n".join(f"{few[what]} became {many[what]}: {what}" for what in few if few[what] != many[what])
    assert max(few.values()) <= 24, few  # one of them counts notices, in the head of every page


def test_giving_takes_few_statements_for_six_units_and_for_sixty(office):
    """SQLite takes sixty rows in two INSERTs; beyond such limits the number does not follow the units."""
    taken = {}
    for kind, number in [("government", 6), ("subordinate", 60)]:
        more_units(office, number - 2 * (kind == "subordinate"), kind)
        task = office.task(units=[], kinds=[kind])
        office.people["office"] = User.objects.get(username="office")  # of whom nothing is known yet
        with CaptureQueriesContext(connection) as queries:
            assert len(office.assign(task, period=Q2)) == number
        taken[number] = len(queries)
    assert max(taken.values()) <= 20, f"statements for so many units: {taken}"
    assert taken[60] - taken[6] <= 2, f"statements for so many units: {taken}"


def test_writing_progress_takes_few_statements(office, monkeypatch):
    """25 for the whole request with session and rights, of which 15 for the verb; one file and one paper are with it."""
    row, counted = given(office, due_on=None), {}
    verb = Assignment.log

    def counting(self, **said):
        with CaptureQueriesContext(connection) as queries:
            entry = verb(self, **said)
        counted["verb"] = [query["sql"] for query in queries]
        return entry

    monkeypatch.setattr(Assignment, "log", counting)
    client = Client()
    client.force_login(office.head)
    form = {"text": "Đã làm.", "happened_on": "01/07/2024", "percent": "40", "paper_number": "12-BC/ĐU"}
    for _warm in range(2):
        row.refresh_from_db()
        form |= {"seen": row.number, "key": uuid.uuid4(), "files": ContentFile(PDF, name="anh.pdf")}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(reverse("log", args=[row.pk]), form).status_code == 302
        counted["request"] = [query["sql"] for query in queries]
    assert row.entries.count() == 3
    figures = {what: len(statements) for what, statements in counted.items()}
    assert figures["request"] <= 25, f"{figures}\n" + "\n".join(counted["request"])
    assert figures["verb"] <= 15, f"{figures}\n" + "\n".join(counted["verb"])
