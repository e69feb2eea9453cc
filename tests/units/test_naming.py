"""Names of units from a day on, and names of holders of posts: what a past report prints stays."""

import uuid
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from reports import rows
from tasks.models import Assignment
from tasks.reminders.ticking import tick
from tests.office import START, at, say
from units.models import Appointment, Unit, UnitName, User
from units.periods import Period, end_of_day

pytestmark = pytest.mark.django_db

Q2 = Period.parse("2024-Q2")
OLD, NEW = "Đảng bộ thị trấn Châu Ổ", "Đảng bộ phường Châu Ổ"
MAY, JULY = date(2024, 5, 1), date(2024, 7, 1)


def rename(office, on=MAY, now="2024-05-06", name=NEW, by=None, **more):
    said = {"short_name": "", "decision": "QĐ 12-QĐ/HU, 26/4/2024", "key": uuid.uuid4(), **more}
    return office.chau_o.rename(name=name, on=on, by=by or office.office, now=at(now), **said)


def run(sql, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def printed(office, day):
    """Names in the report of the second quarter as at the end of that day."""
    instant = end_of_day(date.fromisoformat(day))
    found = rows.rows(Assignment.objects.all(), Q2, instant)
    return {row.unit_name for row in found}


def test_a_unit_bears_each_name_on_its_days(office, django_assert_num_queries):
    row = rename(office)
    office.chau_o.refresh_from_db()
    assert (office.chau_o.name, row.valid_from) == (NEW, MAY)
    assert [(one.name, one.valid_from, one.made_at) for one in office.chau_o.names.all()] == [
        (OLD, office.chau_o.valid_from, None),
        (NEW, MAY, at("2024-05-06")),
    ]
    units = [office.chau_o, office.binh_minh.pk]
    for day, name in [(date(2019, 1, 1), OLD), (date(2024, 4, 30), OLD), (MAY, NEW), (date(2030, 1, 1), NEW)]:
        with django_assert_num_queries(1):
            assert UnitName.objects.at(day, units) == {office.chau_o.pk: name, office.binh_minh.pk: "Đảng bộ xã Bình Minh"}
    assert UnitName.objects.at(MAY, units, known_by=at("2024-05-05"))[office.chau_o.pk] == OLD


def test_a_name_from_a_day_to_come_is_borne_from_that_day(office):
    rename(office, on=JULY)
    assert Unit.objects.get(pk=office.chau_o.pk).name == OLD
    for day, name, taken in [("2024-06-30 23:59", OLD, 0), ("2024-07-04 08:00", NEW, 1), ("2024-07-04 08:01", NEW, 0)]:
        assert tick(now=at(day), clock=lambda day=day: at(day))["renamed"] == taken
        assert Unit.objects.get(pk=office.chau_o.pk).name == name


def test_a_report_prints_the_name_that_held_at_its_instant_whenever_it_is_made(office):
    office.assign(office.task(units=["chau_o"]))
    before = rows.rows(Assignment.objects.all(), Q2, end_of_day(date(2024, 5, 5)))
    rename(office)  # from the first of May, recorded on the sixth
    assert rows.rows(Assignment.objects.all(), Q2, end_of_day(date(2024, 5, 5))) == before
    assert printed(office, "2024-05-05") == {OLD}
    assert printed(office, "2024-05-06") == {NEW}
    rename(office, on=JULY, name="Đảng bộ Châu Ổ")
    assert (printed(office, "2024-06-30"), printed(office, "2024-07-01")) == ({NEW}, {"Đảng bộ Châu Ổ"})


def test_late_entries_bear_the_name_of_the_report_too(office):
    (row,) = office.assign(office.task(units=["chau_o"]))
    rename(office, on=JULY)
    say(row, "log", "head", "2024-07-03", happened_on=date(2024, 6, 20))
    tick(now=at("2024-07-03"), clock=lambda: at("2024-07-03"))
    for day, name in [(date(2024, 6, 30), OLD), (date(2024, 7, 2), NEW)]:
        [late] = rows.late_entries(Assignment.objects.all(), Q2, end_of_day(day))
        assert late.unit_name == name


def test_a_slip_is_put_right_by_a_later_row_for_the_same_day(office):
    rename(office, name="Đảng bộ phương Châu Ổ")
    rename(office, now="2024-05-07")
    assert UnitName.objects.at(MAY, [office.chau_o]) == {office.chau_o.pk: NEW}
    assert Unit.objects.get(pk=office.chau_o.pk).name == NEW
    assert office.chau_o.names.count() == 3


def test_the_same_form_sent_twice_renames_once(office):
    key = uuid.uuid4()
    assert rename(office, key=key) == rename(office, key=key, name="Khác")
    assert office.chau_o.names.count() == 2
    with pytest.raises(PermissionDenied):
        rename(office, key=key, by=office.board)


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"name": " "}, "name", "blank"),
        ({"name": "x" * 201}, "name", "max_length"),
        ({"name": OLD}, "name", "same"),
        ({"decision": ""}, "decision", "decision"),
        ({"on": date(2019, 12, 31)}, "on", "outside"),
        ({"on": date(2204, 5, 1)}, "on", "year"),
    ],
)
def test_what_is_no_new_name_is_refused(office, said, field, code):
    with pytest.raises(ValidationError) as refused:
        rename(office, **said)
    assert [error.code for error in refused.value.error_dict[field]] == [code]
    assert not office.chau_o.names.exists()
    assert rename(office)


def test_a_name_before_one_on_record_is_refused(office):
    rename(office)
    with pytest.raises(ValidationError) as refused:
        rename(office, on=date(2024, 4, 30), name="Khác")
    assert [error.code for error in refused.value.error_dict["on"]] == ["order"]
    assert rename(office, on=MAY, name="Khác")


@pytest.mark.parametrize("name", ["board", "leader", "head", "inspector", "office_elsewhere"])
def test_only_the_office_of_the_unit_s_committee_renames(office, name):
    elsewhere = Unit.objects.create(name="Huyện ủy Trà Bồng", kind="committee", valid_from=START)
    office.people["office_elsewhere"] = office.person("office_elsewhere", elsewhere, "office")
    with pytest.raises(PermissionDenied):
        rename(office, by=getattr(office, name))
    assert rename(office)


def test_the_database_takes_only_a_dated_name(office):
    office.assign(office.task(units=["chau_o"]))
    pk = office.chau_o.pk
    for column in ("name", "short_name"):
        with pytest.raises(IntegrityError):
            run(f"UPDATE units_unit SET {column} = 'Khác' WHERE id = %s", pk)
    rename(office, on=JULY)
    run("UPDATE units_unit SET name = %s WHERE id = %s", NEW, pk)
    for name, short in [("Khác", ""), (NEW, "Khác")]:
        with pytest.raises(IntegrityError):
            run("UPDATE units_unit SET name = %s, short_name = %s WHERE id = %s", name, short, pk)
    run("UPDATE units_unit SET email = 'a@example.org' WHERE id = %s", pk)


def test_a_unit_with_dated_names_keeps_them_though_nothing_was_given_to_it(office):
    run("UPDATE units_unit SET name = 'Khác' WHERE id = %s", office.binh_minh.pk)
    rename(office)
    with pytest.raises(IntegrityError):
        run("UPDATE units_unit SET name = 'Khác' WHERE id = %s", office.chau_o.pk)
    office.chau_o.refresh_from_db()
    office.chau_o.name, office.chau_o.kind = "Khác", "front"
    with pytest.raises(ValidationError) as refused:
        office.chau_o.full_clean()
    assert set(refused.value.error_dict) == {"name"}


def test_a_dated_name_is_never_changed(office):
    rename(office)
    for sql in ("UPDATE units_unitname SET name = 'Khác'", "DELETE FROM units_unitname"):
        with pytest.raises(IntegrityError):
            run(sql)
    columns = "id, unit_id, name, short_name, valid_from, decision, key, made_by_id, made_at"
    write, over = ("REPLACE", "") if connection.vendor == "sqlite" else ("INSERT", "ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name")
    with pytest.raises(IntegrityError):
        run(f"{write} INTO units_unitname ({columns}) SELECT {columns} FROM units_unitname LIMIT 1 {over}")


# Persons


def duty(office):
    task = office.task("II.2", units=())
    task.addressees.create(role="leader")
    [row] = office.assign(task)
    return row, Appointment.objects.get(pk=row.person_id)


def test_a_person_s_new_name_does_not_reach_past_reports(office):
    row, post = duty(office)
    assert (post.in_use, post.printed_name) == (True, "Leader")
    office.leader.full_name = "Nguyễn Văn Mới"
    office.leader.save()
    assert printed(office, "2024-06-30") == {"Leader (Huyện ủy Bình Sơn)"}
    assert str(Appointment.objects.get(pk=row.person_id).user) == "Nguyễn Văn Mới"


@pytest.mark.parametrize(
    ("column", "value"),
    [("user_id", 1), ("unit_id", 1), ("role", "head"), ("valid_from", "2021-01-01"), ("printed_name", "x"), ("in_use", False)],
)
def test_a_post_to_which_a_duty_was_given_is_fixed(office, column, value):
    _row, post = duty(office)
    other = {"user_id": office.head.pk, "unit_id": office.chau_o.pk}.get(column, value)
    with pytest.raises(IntegrityError):
        run(f"UPDATE units_appointment SET {column} = %s WHERE id = %s", other, post.pk)
    run("UPDATE units_appointment SET valid_until = '2030-01-01', title = 'x' WHERE id = %s", post.pk)
    free = office.women.appointments.get()
    run(f"UPDATE units_appointment SET {column} = %s WHERE id = %s", other, free.pk)


def test_posts_of_before_are_marked_by_the_migration(office, monkeypatch):
    monkeypatch.setattr(Appointment, "mark_in_use", staticmethod(lambda pks: None))
    _row, post = duty(office)
    assert not post.in_use
    User.objects.filter(pk=office.leader.pk).update(full_name="")
    import_module("tasks.migrations.0006_appointments_in_use").mark(apps, None)
    assert list(Appointment.objects.filter(in_use=True).values_list("pk", "printed_name")) == [(post.pk, "leader")]


def test_the_form_says_so_and_lets_it_end(office):
    _row, post = duty(office)
    post.role = "head"
    with pytest.raises(ValidationError) as refused:
        post.full_clean()
    assert set(refused.value.error_dict) == {"role"}
    post.refresh_from_db()
    post.valid_until = date(2024, 12, 31)
    post.full_clean()


def test_the_administration_shows_them_fixed(office, client, settings):
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": ""}}]
    _row, post = duty(office)
    office.assign(office.task(units=["chau_o"]))
    office.person("admin", is_staff=True, is_superuser=True)
    client.force_login(type(office.head).objects.get(username="admin"))
    ways = [(f"/quan-tri/units/appointment/{post.pk}/change/", {"user": office.head.pk, "unit": office.chau_o.pk, "role": "head"})]
    ways.append((f"/quan-tri/units/unit/{office.chau_o.pk}/change/", {"name": "Khác", "short_name": "Khác", "kind": "front"}))
    for where, said in ways:
        page = client.get(where)
        assert page.status_code == 200
        assert client.post(where, {"valid_from": "01/01/2020", "title": "Bí thư", "code": "HU", **said}).status_code == 302
    post.refresh_from_db()
    office.chau_o.refresh_from_db()
    assert (post.title, office.chau_o.code) == ("Bí thư", "HU")  # the control: the form was taken
    assert (post.role, post.unit_id, office.chau_o.name, office.chau_o.short_name, office.chau_o.kind) == (
        "leader", office.committee.pk, OLD, "", "subordinate",
    )  # fmt: skip
