"""Nothing of another unit is told anywhere: not in a list, a count's rows, a filter, a page, a file or a refusal."""

import uuid
from datetime import date
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from reports.models import Copy
from resolutions.known import known_of
from resolutions.models import Intake, Resolution
from resolutions.reader import decode, read
from tasks import files
from tasks.models import Assignment, Entry, Evidence, Notice, Paper, Part, Slip, Standing, Task
from tasks.proposals import parts_of
from tests.office import SAMPLE, START, Office, at, say
from tests.rights.world import ABOUT, FITS, GONE, NOW, PARTS, PDF
from tests.rights.world import told as told_of
from tests.slips import of, plan
from units.models import Mail, Try, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Where each of them is put; all of it is of a unit of which Châu Ổ's people see nothing.
PLACES = [
    "unit name", "unit short name", "head's name", "task title", "task description", "why this rhythm", "measure", "measure unit",
    "text", "obstacles", "next step", "text on behalf", "evidence name", "paper number", "paper issuer", "submitted text",
    "reason of sending back", "remark of verifying", "reason of withdrawing", "shared: text", "shared: obstacles",
    "request for time", "refusal", "remark", "answer", "urging", "correction", "after the handover", "file after the handover",
    "notice", "letter's address", "answer of the mail server", "who opened it",
    "slip: task title", "slip: reason of postponing", "slip: PDF",
]  # fmt: skip
DRAFT = ["draft: number", "draft: subject", "draft: signer", "draft: file name"]
DESK = ["intake: words", "intake: file name", "intake: task", "intake: subject"]  # of a document on its way in


def canary(place):
    return f"CANARY{uuid.uuid5(uuid.NAMESPACE_OID, place).hex[:10]}"


@pytest.fixture
def aviary(world):
    """The canaries in their places; the addresses of what holds them. Châu Ổ has work of its own, and one task in common with that unit."""
    office = world.office
    unit = office.units["theirs"] = Unit.objects.create(
        name=canary("unit name"), short_name=canary("unit short name"), kind="subordinate", parent=office.committee, valid_from=START
    )
    head = office.people["their_head"] = Office.person("their_head", unit, "head")
    type(head).objects.filter(pk=head.pk).update(full_name=canary("head's name"))
    said = {"title": canary("task title"), "description": canary("task description"), "cadence_note": canary("why this rhythm")}
    counted = {"measure": canary("measure"), "measure_unit": canary("measure unit")}
    task = office.task("I.3", units=["theirs"], cadence="once", **said, **counted)
    [row] = office.assign(task, due_on=date(2024, 6, 15))
    paper = Paper(canary("paper number"), START, canary("paper issuer"))
    file = files.store(ContentFile(PDF, name=f"{canary('evidence name')}.pdf"))
    told = {"text": canary("text"), "obstacles": canary("obstacles"), "next_step": canary("next step")}
    say(row, "log", head, "2024-04-02", evidence=[file, paper], figure=3, **told)
    say(row, "log", office.office, "2024-04-03", on_behalf_of=unit, channel="telephone", text=canary("text on behalf"))
    say(row, "ask_time", head, "2024-04-03", text=canary("request for time"), wanted_on=date(2024, 6, 20))
    say(row, "refuse", office.office, "2024-04-03", text=canary("refusal"))
    say(row, "remark", office.leader, "2024-04-03", text=canary("remark"))
    say(row, "answer", head, "2024-04-03", text=canary("answer"), about=6)
    say(row, "urge", office.board, "2024-04-03", text=canary("urging"))
    say(row, "correct", head, "2024-04-03", about=2, text=canary("correction"), figure=3, happened_on=date(2024, 4, 2))
    say(row, "submit", head, "2024-04-04", text=canary("submitted text"))
    say(row, "send_back", office.board, "2024-04-05", text=canary("reason of sending back"))
    say(row, "submit", head, "2024-04-08")
    say(row, "verify", office.board, "2024-04-09", text=canary("remark of verifying"))
    second = office.task("I.4", units=["theirs"], cadence="once", title=canary("task title"))
    [taken] = office.assign(second)
    say(taken, "withdraw", office.office, "2024-04-05", text=canary("reason of withdrawing"))
    common = office.task("I.5", units=(), kinds=["subordinate"], cadence="once", title="Việc chung", due_on=START)
    shared = {one.unit_id: one for one in office.assign(common)}
    say(shared[unit.pk], "log", head, "2024-04-02", text=canary("shared: text"), obstacles=canary("shared: obstacles"))
    say(shared[office.chau_o.pk], "log", office.head, "2024-04-02", text="Của Châu Ổ")
    [passed] = office.assign(office.task("I.1", units=["chau_o"], cadence="once", title="Việc đã chuyển"))
    say(passed, "reassign", office.office, "2024-04-03", unit=office.binh_minh, text="Chuyển.")
    file = files.store(ContentFile(PDF, name=f"{canary('file after the handover')}.pdf"))
    say(passed, "log", office.other, "2024-04-04", text=canary("after the handover"), evidence=[file])
    reminded(world, row, head)
    [slow] = office.assign(office.task("I.2", units=["theirs"], cadence="once", title=canary("slip: task title")), due_on=date(2024, 4, 5))
    plan("2024-04-12")
    plan("2024-04-19")
    blue = of(slow, "blue")
    blue.file.save("slip.pdf", ContentFile(PDF + canary("slip: PDF").encode()), save=False)
    blue.status, blue.size = blue.Status.READY, 9
    blue.save()
    said = {"until": date(2024, 6, 3), "reason": canary("slip: reason of postponing")}
    of(slow, "yellow").postpone(by=office.office, now=at("2024-04-19 10:00"), **said)
    world.find("assignment", "ours submit")
    world.find("assignment", "shared")
    world.find("evidence", "ours")
    world.find("report", "ready")
    foreign = world.find("copy", "theirs")
    foreign.file.save("copy.pdf", ContentFile(PDF + canary("copy: PDF of another unit").encode()))
    data = SAMPLE.read_bytes() + b"\n"
    draft = Resolution.objects.keep(
        read(decode(data)), committee=office.committee, data=data, name=f"{canary('draft: file name')}.txt", by=office.office, now=NOW
    )
    Resolution.objects.filter(pk=draft.pk).update(
        number=canary("draft: number"), subject=canary("draft: subject"), signer=canary("draft: signer")
    )
    words = f"KẾT LUẬN\nvề một việc\n\n1. Giao Đảng ủy thị trấn Châu Ổ {canary('intake: words')} hằng quý."
    document = read(words)
    parts = parts_of(document, known_of(office.committee, on=NOW.date()))
    parts[0]["tasks"][0]["fields"]["title"] = canary("intake: task")
    told = {"data": words.encode(), "name": f"{canary('intake: file name')}.txt", "by": office.office, "now": NOW, "key": uuid.uuid4()}
    intake = Intake.objects.take_in(document, parts, committee=office.committee, replaces=office.resolution, **told)
    intake.correct_head({"subject": canary("intake: subject")}, [], by=office.office, now=NOW, seen=1)
    return world


def reminded(world, row, head):
    """That unit's head was told, by letter too; so was a colleague, who opened it. The head of Châu Ổ was told of something else."""
    address = canary("letter's address") + "@example.org"
    letter = {
        "to": address,
        "subject": "s",
        "body": "x",
        "message_id": "<m>",
        "next_try": NOW,
        "made_at": NOW,
        "status": Mail.Status.FAILED,
    }
    mail = Mail.objects.create(key="canary", recipient=head, **letter)
    reply = f"550 {canary('answer of the mail server')}"
    Try.objects.create(mail=mail, number=1, to=address, began_at=NOW, ended_at=NOW, outcome=Try.Outcome.REFUSED, reply=reply)
    told_of(head, row, text=canary("notice"), mail=mail)
    colleague = Office.person("their_member", row.unit, "member")
    type(colleague).objects.filter(pk=colleague.pk).update(full_name=canary("who opened it"))
    told_of(colleague, row, read_at=NOW, opened_at=NOW)
    world.find("notice", "ours")


def addresses(world):
    """Every address that shows something, with every object there is and one that is not, and the lists with every filter."""
    units, tasks, documents = (list(model.objects.values_list("pk", flat=True)) for model in (Unit, Task, Resolution))
    rows, entries = list(Assignment.objects.values_list("pk", flat=True)), list(Evidence.objects.values_list("pk", flat=True))
    yield from (
        reverse(name)
        for name in (
            "home",
            "documents",
            "document-read",
            "reports",
            "password-change",
            "successions",
            "merge",
            "split",
            "notices",
            "calendar",
        )
    )
    yield from (f"{reverse('calendar')}?thang=2024-{month:02}" for month in range(1, 13))
    yield from (reverse("calendar-day", args=[day.isoformat()]) for day in set(Assignment.objects.values_list("due_on", flat=True)) if day)
    yield from (reverse("notice", args=[pk]) for pk in Notice.objects.values_list("pk", flat=True))
    yield from (reverse("unit-rename", args=[pk]) for pk in units)
    filters = (
        [("unit", one) for one in [*units, GONE]] + [("task", one) for one in [*tasks, GONE]] + [("document", one) for one in documents]
    )
    filters += [("state", one) for one in ["open", *Assignment.State.values, "x"]] + [("standing", one) for one in [*Standing.values, "x"]]
    yield from (f"{reverse('assignments')}?{urlencode([one])}" for one in [("page", 1), ("page", 2), *filters])
    for name in ("intake", "intake-head", "intake-add", "intake-changes", "intake-enter"):
        yield from (reverse(name, args=[pk]) for pk in Intake.objects.values_list("pk", flat=True))
    yield from (reverse("intake-part", args=[intake.pk, part["id"]]) for intake in Intake.objects.all() for part in intake.parts)
    for name in ("document", "document-changes", "document-force", "document-register", "document-source"):
        yield from (reverse(name, args=[pk]) for pk in documents)
    yield from (reverse("task-create", args=[one.pk]) for one in world.find("document", "ours").provisions.filter(label__in=["I.3", "I.5"]))
    yield from (reverse("task", args=[pk]) for pk in tasks)
    yield from (reverse(name) for name in ("handover", "passed-on"))
    yield from (reverse(name, args=[pk]) for name in ("task-halt", "task-go-on", "task-further", "task-withdraw") for pk in tasks)
    yield from (reverse("document-withdraw", args=[pk]) for pk in documents)
    yield from (reverse(name, args=[pk]) for name in ("assignment", "proof", *set(FITS) - set(ABOUT)) for pk in rows)
    yield from (reverse(name, args=[pk, number]) for name in ABOUT for pk, number in Entry.objects.values_list("assignment", "number"))
    yield from (reverse(name, args=[pk, part]) for name in PARTS for part, pk in Part.objects.values_list("pk", "assignment"))
    yield from (reverse("retract", args=[pk]) for pk in entries)
    yield from (reverse(name, args=[pk]) for name in ("evidence", "evidence-picture") for pk in entries)
    yield from (f"{reverse('slips')}?{urlencode([one])}" for one in [("page", 1), ("state", "unanswered"), *(("unit", pk) for pk in units)])
    yield from (reverse(name, args=[pk]) for name in ("slip", "slip-pdf") for pk in Slip.objects.values_list("pk", flat=True))
    report = world.find("report", "ready").pk
    yield from (reverse(name, args=[report]) for name in ("report", "report-state", "report-pdf", "report-copies"))
    yield from (
        reverse(name, args=[pk]) for name in ("report-copy", "report-copy-file") for pk in Copy.objects.values_list("pk", flat=True)
    )


def told(client, where):
    """All that an answer says: status, body and headers."""
    answer = client.get(where)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers.items()} {content.decode(errors='replace')}"


@pytest.mark.parametrize("role", ["head", "member"])
def test_a_unit_hears_nothing_of_another(aviary, role):
    """Nor of a draft. What it hears nothing of, the office is told: the control, for each of the canaries."""
    client, words = aviary.client(role), {place: canary(place) for place in PLACES + DRAFT + DESK}
    heard = [(place, where) for where in addresses(aviary) for page in [told(client, where)] for place in words if words[place] in page]
    assert heard == []


def test_the_office_is_told_all_of_it(aviary):
    """The control: each canary sings on the office's pages."""
    client = aviary.client("office")
    pages = [told(client, where) for where in addresses(aviary)]
    silent = [place for place in PLACES + DRAFT + DESK if not any(canary(place) in page for page in pages)]
    assert silent == []


def test_a_count_counts_what_its_reader_may_see(aviary):
    """Châu Ổ sees four: one submitted, one open, its own of the common task, and one of Bình Minh that it supports. There are ten,
    of which one was passed on by Châu Ổ and is on a list of its own."""
    seen = {}
    for role in ("head", "office"):
        client = aviary.client(role)
        numbers = [number for number, *_words in client.get(reverse("home")).context["numbers"]]
        lists = [
            client.get(where).context["page"].paginator.count
            for where in addresses(aviary)
            if ("?page=1" in where and "phieu" not in where) or "?task=" in where
        ]
        page = client.get(aviary.office.resolution.get_absolute_url())
        tallies = {task.title: task.tally["all"] for one in page.context["provisions"] for task in one.shown_tasks if task.tally}
        seen[role] = (numbers, max(lists), tallies.get("Việc chung"))
    assert seen == {"head": ([3, 1, 1, 0], 4, 1), "office": ([7, 4, 1, 1], 10, 3)}
