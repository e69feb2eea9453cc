"""The administrator sets the working calendar and the paces of reminders, without code; nobody else does."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tasks.models import DayOff, Pace
from tasks.models.calendar import Calendar
from tests.office import at
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2026-11-23 10:00"), tick=False):
        yield


@pytest.fixture(autouse=True)
def _lenient(settings):
    """Django's own admin templates ask for variables that are not there."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": ""}}]


@pytest.fixture
def admin(db):
    client = Client()
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "mat khau dai"))
    return client


def errors(page):
    return {name: [str(one) for one in found] for name, found in page.context["adminform"].form.errors.items()}


def pace_form(pace, **more):
    """The form of a pace as it stands, with some of it changed."""
    fields = "before after weekly unreceived silent unverified undecided undated blue answer".split()
    form = {name: getattr(pace, name) for name in fields} | more
    return {name: "on" if value is True else value for name, value in form.items() if value not in (None, False)}


def test_a_day_off_and_a_saturday_worked_for_it_move_what_is_reckoned(admin):
    where = reverse("admin:tasks_dayoff_add")
    before = Calendar.current()
    assert admin.post(where, {"day": "25/11/2026", "decision": "12-TB/VPHU"}).status_code == 302
    assert admin.post(where, {"day": "28/11/2026", "is_worked": "on", "decision": "12-TB/VPHU"}).status_code == 302
    after = Calendar.current()
    assert (before.shift(date(2026, 11, 23), 1), after.shift(date(2026, 11, 23), 1)) == (date(2026, 11, 25), date(2026, 11, 26))
    assert [after.is_working(date(2026, 11, 25)), after.is_working(date(2026, 11, 28))] == [False, True]
    assert after.name_of(date(2026, 11, 25)) == "12-TB/VPHU"
    row = DayOff.objects.get(day="2026-11-25")
    assert admin.post(reverse("admin:tasks_dayoff_delete", args=[row.pk]), {"post": "yes"}).status_code == 302
    assert Calendar.current().is_working(date(2026, 11, 25)), "taken back: as it was"


@pytest.mark.parametrize(
    ("form", "field", "says"),
    [
        ({"day": "24/11/2026"}, "day", "24/11/2026 vốn đã là ngày nghỉ (Ngày Văn hóa Việt Nam)."),
        ({"day": "22/11/2026"}, "day", "22/11/2026 vốn đã là ngày nghỉ (Chủ nhật)."),
        ({"day": "25/11/2026", "is_worked": "on"}, "day", "25/11/2026 vốn đã là ngày làm việc (Thứ 4)."),
        ({"day": "22/08/2026", "is_worked": "on"}, "day", "22/08/2026 vốn đã là ngày làm việc (Làm bù cho ngày nghỉ 31/08/2026)."),
        ({"day": "25/11/2926"}, "day", "năm"),
        ({"day": "25/11/2026", "decision": " "}, "decision", ""),
        ({"day": ""}, "day", ""),
    ],
)
def test_what_changes_nothing_or_rests_on_nothing_is_refused_in_a_sentence(admin, form, field, says):
    page = admin.post(reverse("admin:tasks_dayoff_add"), {"decision": "12-TB/VPHU", **form})
    assert page.status_code == 200
    assert list(errors(page)) == [field]
    assert says in errors(page)[field][0]
    assert not DayOff.objects.exists()


def test_a_day_is_entered_once(admin):
    where, form = reverse("admin:tasks_dayoff_add"), {"day": "25/11/2026", "decision": "12-TB/VPHU"}
    assert [admin.post(where, form).status_code for _twice in range(2)] == [302, 200]
    assert DayOff.objects.count() == 1


def test_the_list_of_days_is_narrowed_to_a_year(admin):
    for text in ("2025-11-25", "2026-11-25", "2026-11-26"):
        DayOff.objects.create(day=text, decision="12-TB/VPHU")
    where = reverse("admin:tasks_dayoff_changelist")
    assert [admin.get(where, {"year": year}).context["cl"].result_count for year in ("2025", "2026")] == [1, 2]
    assert admin.get(where).context["cl"].result_count == 3
    assert admin.get(where, {"year": "x"}).status_code == 200


def test_a_changed_pace_is_the_pace_from_then_on(admin):
    pace = Pace.objects.get(cadence="yearly")
    where = reverse("admin:tasks_pace_change", args=[pace.pk])
    assert admin.post(where, pace_form(pace, before="3 ,30; 10", after="", weekly=False, blue="", unreceived=9)).status_code == 302
    found = Pace.by_cadence()
    assert (found["yearly"].days_before, found["yearly"].days_after, found["yearly"].weekly) == ([30, 10, 3], [], False)
    assert (found["yearly"].blue, found["yearly"].unreceived) == (None, 9)
    assert found["monthly"].days_before == [15, 7, 3, 1], "the others as they were"
    assert found["yearly"].ladder == "−30, −10, −3, 0"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("before", "bảy"),
        ("before", "7.5"),
        ("before", "0"),
        ("before", "-7"),
        ("before", "121"),
        ("before", "7, 7"),
        ("after", "1,2,3,4,5,6,7,8,9"),
        ("after", "1;;x"),
        ("unreceived", "0"),
        ("unreceived", "121"),
        ("answer", "0"),
        ("blue", "0"),
        ("blue", "30000"),
        ("undated", ""),
    ],
)
def test_a_pace_that_makes_no_sense_is_refused_at_its_field(admin, field, value):
    pace = Pace.objects.get(cadence="once")
    page = admin.post(reverse("admin:tasks_pace_change", args=[pace.pk]), pace_form(pace) | {field: value})
    assert page.status_code == 200
    assert list(errors(page)) in ([field], ["__all__"])
    assert all(says and "constraint" not in says.casefold() for found in errors(page).values() for says in found)
    assert Pace.by_cadence()["once"].told == Pace(cadence="once").told, "nothing was saved"


def test_there_are_five_paces_none_is_added_and_none_goes(admin):
    page = admin.get(reverse("admin:tasks_pace_changelist"))
    assert page.context["cl"].result_count == 5
    assert "−15, −7, −3, −1, 0, +1, +3, +7" in page.content.decode()
    assert admin.get(reverse("admin:tasks_pace_add")).status_code == 403
    pace = Pace.objects.get(cadence="once")
    assert admin.post(reverse("admin:tasks_pace_delete", args=[pace.pk]), {"post": "yes"}).status_code == 403
    admin.post(reverse("admin:tasks_pace_change", args=[pace.pk]), pace_form(pace, cadence="yearly"))
    assert Pace.objects.get(pk=pace.pk).cadence == "once", "of which rhythm it is stays"


def test_the_database_refuses_it_too(db):
    for values in ({"unreceived": 0}, {"blue": 0}, {"answer": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pace.objects.filter(cadence="once").update(**values)
    with pytest.raises(ValidationError):
        Pace(cadence="once", before="x").full_clean()


@pytest.mark.parametrize("role", ["office", "leader", "head"])
def test_nobody_else_sets_them(office, role):
    client = Client()
    client.force_login(office.people[role])
    pace = Pace.objects.get(cadence="once")
    assert client.post(reverse("admin:tasks_dayoff_add"), {"day": "25/11/2026", "decision": "x"}).status_code == 302
    assert client.post(reverse("admin:tasks_pace_change", args=[pace.pk]), pace_form(pace, before="2")).status_code == 302
    assert (DayOff.objects.count(), Pace.by_cadence()["once"].days_before) == (0, [15, 7, 3, 1])
