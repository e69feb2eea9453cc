"""Whoever has the database's password can lift the refusals and change a row. Any one column of any one row: ``verify_log`` finds it."""

import os
import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction

from tasks import triggers
from tasks.models import Addressee, Assignment, Entry, Evidence, Extension, Paper, Part, Seal
from tasks.models.entry import Entry as EntryModel
from tasks.proof import of_chains, of_seals, problems
from tests.office import at, say

pytestmark = pytest.mark.django_db
ALL = bool(os.environ.get("DONDOC_FULL"))


@pytest.fixture
def lived(office):
    """Two assignments with entries of every kind that carries something of its own, papers, a part, requests; sealed; the refusals lifted."""
    office.task("I.4")
    task = office.task(units=["chau_o", "binh_minh"])
    Addressee.objects.create(task=task, unit=office.phu_nu, part="support", required=True)
    rows = {row.unit: row for row in office.assign(task)}
    row, other = rows[office.chau_o], rows[office.binh_minh]
    say(other, "log", office.other, "2024-04-02", percent=10, evidence=[Paper("3-BC/ĐU", date(2024, 4, 1), "Đảng ủy")])
    say(
        row,
        "log",
        office.member,
        "2024-04-02",
        percent=30,
        obstacles="Khó",
        next_step="Tiếp",
        evidence=[Paper("1-BC/ĐU"), Paper("2-BC/ĐU")],
    )
    say(row, "log", office.office, "2024-04-02", on_behalf_of=office.chau_o, channel="telephone")
    say(row, "confirm", office.head, "2024-04-02", about=3)
    say(row, "remark", office.leader, "2024-04-03", text="Vì sao?", wanted_on=date(2024, 4, 9))
    say(row, "answer", office.head, "2024-04-03", about=5, text="Vì mưa.")
    say(row, "correct", office.member, "2024-04-03", about=2, text="Khác.", happened_on=date(2024, 4, 2))
    say(row, "retract", office.member, "2024-04-03", item=row.entries.get(number=2).evidence.first().pk, text="Nhầm.")
    for wanted, decision in [(date(2024, 6, 25), "refuse"), (date(2024, 6, 26), "grant"), (date(2024, 6, 27), None)]:
        say(row, "ask_time", office.head, "2024-04-04", text="x", wanted_on=wanted)
        if decision:
            say(row, decision, office.office, "2024-04-04", text="x", **({"due_on": wanted} if decision == "grant" else {}))
    say(row, "hand", office.head, "2024-04-05", person=office.member.appointments.get())
    for unit in (office.phu_nu,):
        part = row.parts.get(unit=unit).pk
        say(row, "support", office.women, "2024-04-05", part=part, text="x", happened_on=date(2024, 4, 5), is_done=True)
    say(row, "submit", office.head, "2024-04-08", text="Xong.")
    say(row, "verify", office.board, "2024-04-09")
    say(other, "reassign", office.office, "2024-04-09", unit=office.van_phong, text="x")
    Seal.objects.seal_until(at("2024-04-10 00:06"))
    assert not list(problems())
    with connection.cursor() as cursor:
        for refusal in triggers.wanted(connection.vendor):
            cursor.execute(f"DROP TRIGGER {refusal.name}" + (f" ON {refusal.table}" if connection.vendor == "postgresql" else ""))
    return rows


def found():
    """Whether anything is wrong, but for the refusals that were lifted on purpose."""
    return any(of_chains()) or any(of_seals())


def others(field, value):
    """Values that the column could be changed to."""
    if isinstance(field, models.ForeignKey):
        rows = field.related_model.objects.exclude(pk=value).order_by("pk")
        return [rows.last().pk]
    if isinstance(field, models.DateTimeField):
        return [value + timedelta(microseconds=1)]
    if isinstance(field, models.DateField):
        return [(value or date(2024, 4, 4)) + timedelta(days=1), *([None] if field.null and value else [])]
    if isinstance(field, models.BooleanField):
        return [not value]
    if isinstance(field, models.UUIDField):
        return [uuid.uuid4()]
    if isinstance(field, models.DecimalField | models.IntegerField):
        return [(value or 0) + 1]
    if field.choices:
        return [choice for choice, _words in field.flatchoices if choice != value][:1]
    return [f"{value}x"[-(field.max_length or 99) :] if not value.endswith("x") else "y" * len(value)]


def columns(model):
    """All but the row's own number; of a part what its entries say, since the rest cannot be told from how it was opened; of a seal what it seals."""
    left_out = {Part: {"assignment_id", "opened_for_id", "required"}, Seal: {"made_at"}}.get(model, set())
    return [field for field in model._meta.concrete_fields if not field.primary_key and field.attname not in left_out]


@pytest.mark.parametrize("model", [Assignment, Entry, Evidence, Extension, Part, Seal])
def test_any_one_column_of_any_one_row_is_found(lived, model):
    """Where the database itself refuses the value (a constraint), that is as good. In the short run three rows a column, in the full run all."""
    unseen, tried = [], 0
    rows = list(model.objects.order_by("pk"))
    for field in columns(model):
        for row in rows if ALL else [*filled(rows, field), rows[0], rows[-1]]:
            for value in others(field, getattr(row, field.attname)):
                try:
                    with transaction.atomic():
                        model.objects.filter(pk=row.pk).update(**{field.attname: value})
                        tried += 1
                        if not found():
                            unseen.append(f"{model.__name__} {row.pk} {field.attname} to {value!r}")
                        raise Undone
                except (Undone, IntegrityError):
                    pass
    assert unseen == []
    assert tried >= len(columns(model))


def filled(rows, field):
    """The first row in which this column says something."""
    return [row for row in rows if getattr(row, field.attname) not in (None, "")][:1]


class Undone(Exception):
    """The change is taken back."""


@pytest.mark.parametrize("model", [EntryModel, Evidence, Extension, Seal, Assignment])
def test_any_one_row_that_is_taken_out_is_found(lived, model):
    """A row in the middle, or the last of the log with its copy left; whoever puts the copy back too is found by the seal."""
    unseen = []
    for row in model.objects.order_by("pk"):
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                model.objects.filter(pk=row.pk)._raw_delete("default")
                if not found():
                    unseen.append(f"{model.__name__} {row.pk}")
                raise Undone
        except (Undone, IntegrityError):
            pass
    assert [one for one in unseen if not one.startswith("Seal")] == []
    assert len(unseen) <= 1, "the last seal is missed once a tick has run after it"


def test_a_request_that_nobody_made_is_found(lived):
    row = lived[next(iter(lived))]
    entry = row.entries.first()
    Extension.objects.create(
        assignment=row, asked=entry, due_before=date(2024, 6, 20), wanted_on=date(2024, 6, 21), outcome="lapsed", decided=entry
    )
    assert found()


def test_a_cut_tail_with_its_copies_set_back_is_found_by_the_seal(lived):
    row = next(row for unit, row in lived.items() if row.entries.count() > 3)
    entries = list(row.entries.order_by("number"))
    Entry.objects.filter(pk=entries[-1].pk)._raw_delete("default")
    before = entries[-2]
    Assignment.objects.filter(pk=row.pk).update(number=before.number, head=before.hash, changed_at=before.recorded_at, **before.stands)
    assert any("09/04/2024" in problem for problem in problems())
