"""What the database itself refuses of slips, whoever asks; beside each the control: what it lets pass."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, ForeignKey

from tasks.models import Postponement, Slip, SlipLine
from tests.office import at, date, say
from tests.slips import late, of, plan, proposed, sent
from tests.tasks.test_tampering import others

pytestmark = pytest.mark.django_db
OF_THE_PDF = {"file", "status", "claim", "lease_until", "tries", "error", "sha256", "size", "ready_at"}


def refuses(deed):
    """Whether the database refuses it; what it lets pass is taken back."""
    try:
        with transaction.atomic():
            deed()
            raise LookupError
    except IntegrityError:
        return True
    except LookupError:
        return False


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def three(office):
    """A blue slip that was received, a yellow one, a red one: all sent."""
    sent(office, "red")
    blue, _yellow, _red = rows = list(Slip.objects.order_by("pk"))
    blue.receive(by=office.head, now=at("2024-06-27 10:00"))
    return rows


def test_no_fact_of_a_sent_slip_changes_but_its_pdf(three):
    blue = Slip.objects.get(pk=three[0].pk)
    for field in Slip._meta.concrete_fields:
        if field.primary_key or field.attname in OF_THE_PDF:
            continue
        changed = {"strange": 1} if field.name == "printed" else None
        values = [changed] if changed else others(field, getattr(blue, field.attname)) or [None]
        for value in values:
            same = Slip.objects.filter(pk=blue.pk)
            assert refuses(lambda same=same, field=field, value=value: same.update(**{field.attname: value})), field.name
    assert not refuses(lambda: Slip.objects.filter(pk=blue.pk).update(status="failed", error="crashed", tries=3, sha256="x"))


def test_a_receipt_is_written_once(three, office):
    unreceived = Slip.objects.filter(pk=three[1].pk)
    assert not refuses(lambda: unreceived.update(received_at=at("2024-07-04"), received_by=office.head))
    assert refuses(lambda: Slip.objects.filter(pk=three[0].pk).update(received_at=at("2024-07-04")))
    assert refuses(lambda: Slip.objects.filter(pk=three[0].pk).update(received_at=None, received_by=None))


def test_lines_of_a_sent_slip_stay_as_they_are(three, office):
    line = three[1].lines.get()
    for field in SlipLine._meta.concrete_fields:
        if field.primary_key:
            continue
        value = at("2024-07-04") if field.name == "dropped_at" else 1 if isinstance(field, ForeignKey) else None
        for other in [value] if value else others(field, getattr(line, field.attname)):
            if other != getattr(line, field.attname):
                same = SlipLine.objects.filter(pk=line.pk)
                assert refuses(lambda same=same, field=field, other=other: same.update(**{field.attname: other})), field.name
    more = {name: getattr(line, name) for name in ("basis", "since", "due_on", "before", "colour")}
    assert refuses(lambda: SlipLine.objects.create(slip=three[1], assignment=late(office), **more))


def test_neither_slips_nor_lines_nor_postponements_are_deleted(three, office):
    waiting = late(office)
    plan("2024-07-10")
    plan("2024-07-16")
    slip = of(waiting, "yellow")
    slip.postpone(by=office.office, until=date(2024, 7, 18), reason="x", now=at("2024-07-16"))
    for table in ("tasks_postponement", "tasks_slipline", "tasks_slip"):
        assert refuses(lambda table=table: run(f"DELETE FROM {table}")), table
    assert refuses(lambda: Postponement.objects.update(reason="y"))
    assert refuses(lambda: Postponement.objects.update(until=F("until")))


def test_none_is_sent_over_work_that_spoke_or_that_is_not_there(office):
    """As the code cannot, and a hand at the database may not."""
    facts = {"state": "sent", "number": 9, "issued_at": at("2024-07-03"), "answer_by": date(2024, 7, 9)}
    slip = proposed(office)
    same = Slip.objects.filter(pk=slip.pk)
    assert not refuses(lambda: same.update(**facts))
    say(slip.lines.get().assignment, "log", "head", "2024-07-03")
    assert refuses(lambda: same.update(**facts))
    slip.lines.update(dropped_at=at("2024-07-03"))
    assert refuses(lambda: same.update(**facts))


@pytest.mark.parametrize(("colour", "before"), [("red", "blue"), ("yellow", "yellow"), ("red", "other"), ("yellow", "unsent")])
def test_no_colour_without_the_one_before(office, colour, before):
    """A red line needs a yellow one of the same silence that was sent."""
    row, other = late(office), late(office, "binh_minh")
    plan("2024-06-27")
    plan("2024-07-03")
    of(row, "yellow").send(by=office.office, now=at("2024-07-03"))
    of(other, "yellow").send(by=office.office, now=at("2024-07-03"))
    line = {
        "blue": of(row, "blue").lines.get(), "yellow": of(row, "yellow").lines.get(), "other": of(other, "yellow").lines.get(),
        "unsent": of(row, "blue").lines.get(),
    }[before]  # fmt: skip
    about = {name: getattr(of(row, "yellow").lines.get(), name) for name in ("assignment", "basis", "since", "due_on")}
    if before == "unsent":
        third = late(office, "phu_nu")
        plan("2024-07-04")
        plan("2024-07-10")
        line = of(third, "yellow").lines.get()
        about, colour = {name: getattr(line, name) for name in ("assignment", "basis", "since", "due_on")}, "red"
    slip = Slip.objects.create(key="x", committee=office.committee, unit=row.unit, colour=colour, proposed_at=at("2024-07-10"))
    assert refuses(lambda: SlipLine.objects.create(slip=slip, colour=colour, before=line, **about))
    if before == "blue":
        yellow = of(row, "yellow").lines.get()
        assert not refuses(lambda: SlipLine.objects.create(slip=slip, colour=colour, before=yellow, **about)), "the control"
