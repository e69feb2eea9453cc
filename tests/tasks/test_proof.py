"""The log is append-only, and altering it is found."""

import uuid

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import CharField

from resolutions.models import Resolution
from tasks import triggers
from tasks.models import Assignment, Entry, Evidence, Paper, Seal
from tasks.proof import problems
from tests.office import at, say
from units.models import Installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(office):
    """Two assignments with some work, papers, and two sealed days."""
    rows = office.assign(office.task())[::-1]
    say(rows[0], "log", office.other, "2024-04-02", evidence=[Paper("12-BC/ĐU")])
    say(rows[1], "submit", office.head, "2024-04-02")
    Seal.objects.seal_until(at("2024-04-04 00:06"))
    return rows


def run(sql, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.parametrize("table", ["tasks_entry", "tasks_evidence", "tasks_seal"])
def test_the_database_refuses_to_change_or_delete_the_log(worked, table):
    for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError):
            run(sql)
    assert not list(problems())


@pytest.mark.parametrize(
    ("table", "column", "value"), [("entry", "number", "number + 7"), ("evidence", "position", "9"), ("seal", "entries", "9")]
)
def test_writing_over_a_row_does_not_pass_by_the_refusals(worked, table, column, value):
    table = f"tasks_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 1")
        names = [described[0] for described in cursor.description]
    shown = ", ".join(value if name == column else name for name in names)
    write, over = (
        ("REPLACE", "") if connection.vendor == "sqlite" else ("INSERT", f"ON CONFLICT (id) DO UPDATE SET {column} = EXCLUDED.{column}")
    )
    with pytest.raises(IntegrityError):
        run(f"{write} INTO {table} ({', '.join(names)}) SELECT {shown} FROM {table} LIMIT 1 {over}")


def test_the_log_is_written_in_order(worked):
    entry = worked[0].entries.last()
    fresh = Entry(**{f.attname: getattr(entry, f.attname) for f in Entry._meta.concrete_fields if f.name not in ("id", "number", "key")})
    fresh.number, fresh.key = entry.number + 2, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        fresh.save(force_insert=True)


def test_what_reports_read_is_fixed_once_work_was_given(worked, office):
    task = worked[0].task
    for sql in (
        "UPDATE units_unit SET name = 'Khác' WHERE name LIKE '%%Châu Ổ'",
        f"UPDATE tasks_task SET title = 'Khác' WHERE id = {task.pk}",
        f"UPDATE tasks_task SET target = 5, measure = 'x' WHERE id = {task.pk}",
        "UPDATE resolutions_provision SET text = 'Khác' WHERE label = 'I.3'",
        "DELETE FROM resolutions_provision WHERE label = 'I.~1'",
    ):
        with pytest.raises(IntegrityError):
            run(sql)
    with pytest.raises(IntegrityError), transaction.atomic():
        task.cures.add(office.resolution.provisions.get(label="I.~1"))
    run("UPDATE units_unit SET email = 'a@example.org' WHERE name LIKE '%%Châu Ổ'")


def test_every_refusal_is_in_place_and_a_missing_one_is_named(worked):
    assert triggers.missing(connection) == []
    refusal = triggers.wanted(connection.vendor)[0]
    run(f"DROP TRIGGER {refusal.name}" + (f" ON {refusal.table}" if connection.vendor == "postgresql" else ""))
    assert refusal.name in next(problems())
    triggers.install(connection)
    assert not list(problems())


@pytest.fixture
def lifted(worked):
    """The tables without their refusals, as somebody with the database's password could have them."""
    with connection.cursor() as cursor:
        for refusal in triggers.wanted(connection.vendor):
            cursor.execute(f"DROP TRIGGER {refusal.name}" + (f" ON {refusal.table}" if connection.vendor == "postgresql" else ""))
    return worked


def found():
    """What is wrong, but for the refusals that were lifted on purpose."""
    names = [refusal.name for refusal in triggers.REFUSALS]
    return [problem for problem in problems() if not any(name in problem for name in names)]


def test_cut_tails_missing_rows_and_altered_copies_are_found(lifted):
    assert not found()
    Assignment.objects.filter(pk=lifted[1].pk).update(percent=55)
    assert len(found()) == 1
    Evidence.objects.update(paper_number="13-BC/ĐU")
    assert len(found()) == 2


def test_a_chain_cut_and_its_copy_set_back_is_found_by_the_seal(lifted):
    row = lifted[1]
    first = row.entries.get(number=1)
    row.entries.filter(number=2).delete()
    Assignment.objects.filter(pk=row.pk).update(number=1, head=first.hash, changed_at=first.recorded_at, **first.stands)
    assert len(found()) == 1
    assert "02/04/2024" in found()[0]


def test_seals_are_made_once_a_day_and_wait_for_five_past_midnight(worked):
    assert [seal.day.day for seal in Seal.objects.all()] == [1, 2, 3]
    assert Seal.objects.seal_until(at("2024-04-05 00:04")) == 0
    assert Seal.objects.seal_until(at("2024-04-05 00:05")) == 1
    assert Seal.objects.seal_until(at("2024-04-05 00:05")) == 0
    assert not list(problems())


def test_seals_that_were_taken_away_are_missed(lifted):
    assert not found()
    Installation.objects.update(last_tick=at("2024-04-04 00:10"))
    assert not found()
    Seal.objects.order_by("day").last().delete()
    assert len(found()) == 1
    Seal.objects.all().delete()
    assert len(found()) == 1


def test_what_an_assignment_is_for_cannot_be_moved_and_moving_it_is_found(worked, lifted):
    Assignment.objects.filter(pk=lifted[0].pk).update(period_end="2024-09-30")
    assert len(found()) == 1


def test_the_database_refuses_to_move_an_assignment(worked):
    with pytest.raises(IntegrityError):
        run(f"UPDATE tasks_assignment SET period_start = '2023-01-01' WHERE id = {worked[0].pk}")


def test_a_provision_cannot_be_added_to_a_document_in_force(worked, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        office.resolution.provisions.create(label="III.1", kind="directive", text="Thêm", position=99)


@pytest.mark.django_db(transaction=True)
def test_a_migration_may_remake_a_table_that_refusals_name():
    """On SQLite a trigger that names another table stops the remaking of that table: migrate takes the triggers off before and puts them back."""
    field = CharField(max_length=5, default="x", db_default="x")
    field.set_attributes_from_name("extra")
    for model in (Assignment, Resolution):
        field.model = model
        if connection.vendor == "sqlite":
            with pytest.raises(OperationalError), connection.schema_editor() as editor:
                editor._remake_table(model, create_field=field)
        triggers.before_migrate(connection.alias)
        with connection.schema_editor() as editor:
            editor.add_field(model, field)
        with connection.schema_editor() as editor:
            editor.remove_field(model, field)
        triggers.after_migrate(connection.alias)
        assert not triggers.missing(connection)
