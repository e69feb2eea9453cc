"""A form takes its own fields and no other, whatever else is sent along."""

import pytest
from django.apps import apps
from django.contrib.auth.hashers import BasePasswordHasher
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.rights.rows import difference, snapshot
from tests.rights.table import table
from tests.rights.world import task_form
from units.models import Installation

pytestmark = pytest.mark.django_db

PASSWORDS = {"new_password1": "mot mat khau khac han", "new_password2": "mot mat khau khac han"}
NEWS = "seen key text happened_on obstacles next_step files paper_number paper_date paper_issuer"
TASK = (
    "key title description cadence cadence_note starts_on due_rule due_on due_day due_after evidence_required "
    "supervising_unit measure measure_unit target is_share "
    "adds_up sums_over_units cures unit_kinds units roles supporting parts_required"
)
HEAD = "seen kind symbol number issued_on issuer subject signer_title signer recipients citations replaces"

# address, object, role: the fields of its form
FORMS = {
    ("receive", "ours", "head"): "seen key",
    ("log", "ours", "member"): f"{NEWS} percent",
    ("log", "ours", "office"): f"{NEWS} percent channel",
    ("log", "counted", "head"): f"{NEWS} figure",
    ("submit", "ours", "head"): NEWS,
    ("submit", "counted", "head"): f"{NEWS} figure",
    ("verify", "ours", "board"): "seen key text",
    ("send_back", "ours", "board"): "seen key text",
    ("withdraw", "ours", "office"): "seen key text",
    **{(verb, "ours", "office"): "seen key text" for verb in ("insist", "urge", "refuse")},
    ("decline", "ours", "head"): "seen key text",
    ("add", "ours", "head"): "seen key text happened_on files paper_number paper_date paper_issuer",
    ("reopen", "ours", "leader"): "seen key text",
    ("ask_time", "ours", "head"): "seen key text wanted_on",
    ("grant", "ours", "office"): "seen key text due_on",
    ("reschedule", "ours", "office"): "seen key text due_on",
    ("remark", "ours", "leader"): "seen key text wanted_on",
    ("answer", "ours", "head"): "seen key text",
    ("answer", "ours", "office"): "seen key text channel",
    ("confirm", "ours", "head"): "seen key text",
    ("object", "ours", "head"): "seen key text",
    ("hand", "ours", "head"): "seen key text person",
    ("reassign", "ours", "office"): "seen key text unit",
    ("reassign", "person", "office"): "seen key text person",
    ("correct", "ours", "head"): "seen key text happened_on percent",
    ("retract", "ours", "head"): "seen key text",
    ("support", "shared", "head"): f"{NEWS} is_done",
    ("return_part", "shared", "other"): "seen key text",
    ("pass_part", "shared", "office"): "seen key text unit",
    ("many", "-", "office"): "verb seen key text confirm",
    ("handover-person", "ours", "office"): "seen key text person",
    ("notices-read", "-", "head"): "until",
    ("notice-read", "ours", "head"): "",
    ("task", "fresh", "office"): "key due_on",
    ("task-halt", "ours", "office"): "key day is_final reason",
    ("task-go-on", "halted", "office"): "day",
    ("task-further", "ours", "office"): "key units",
    ("task-withdraw", "ours", "office"): "key seen text",
    ("document-withdraw", "ours", "office"): "key seen text",
    ("task-create", "ours", "office"): TASK,
    ("task-discard", "fresh", "office"): "",
    ("document-read", "-", "office"): "key file text",
    ("intake", "ours", "office"): "seen cadence supervising_unit unit_kinds",
    ("intake-head", "ours", "office"): HEAD,
    ("intake-part", "ours", "office"): "seen tasks label kind next look",
    ("intake-add", "ours", "office"): "seen at",
    ("intake-changes", "newer", "office"): "seen looked_at",
    ("intake-join", "ours", "office"): "seen",
    ("intake-split", "ours", "office"): "seen at",
    ("intake-enter", "ours", "office"): "seen number without_number issued_on without_date",
    ("intake-discard", "ours", "office"): "",
    ("document-force", "draft", "office"): "number without_number issued_on without_date",
    ("document-register", "ours", "office"): "number issued_on",
    ("document-discard", "draft", "office"): "",
    ("merge", "-", "office"): "key on decision olds new name short_name code seen confirm",
    ("split", "-", "office"): "key on decision old lines news first seen confirm",
    ("unit-rename", "ours", "office"): "key on decision name short_name confirm",
    ("mails", "-", "office"): "",
    ("mail", "ours", "office"): "seen email",
    ("mail-cancel", "ours", "office"): "",
    ("mails-release", "-", "office"): "",
    ("mails-cancel", "-", "office"): "",
    ("reports", "-", "leader"): "key resolutions scope period start end on",
    ("report-text", "drafted", "board"): "key seen",
    ("report", "failed", "leader"): "",
    ("report-copies", "drafted", "leader"): "copy",
    ("slips", "-", "office"): "row deed until reason",
    ("slip-receive", "ours", "head"): "",
    ("sign-in", "-", "nobody"): "username password",
    ("password-change", "-", "head"): "old_password new_password1 new_password2",
    ("password-reset", "-", "nobody"): "email",
    ("password-reset-confirm", "letter", "nobody"): "new_password1 new_password2",
    ("set-language", "-", "head"): "language next",
    ("admin:units_user_add", "-", "admin"): "username full_name email usable_password password1 password2",
    ("admin:tasks_dayoff_add", "-", "admin"): "day is_worked decision",
}
KEEPS_NOTHING = {"report-check"}  # compares a file
BY_LOT = ["reports_report.check_code", "units_mail.key", "units_mail.body", "units_mail.message_id", "resolutions_intake.source"]


@pytest.fixture(autouse=True)
def _no_salt(monkeypatch):
    """Two equal passwords are kept as equal texts here, so that they can be compared."""
    monkeypatch.setattr(BasePasswordHasher, "salt", lambda self: "salt")


def test_every_form_is_tried():
    takes = {name for name, objects in table().items() for roles in objects.values() for _get, post, _done in roles.values() if post == 200}
    takes |= {name for name, objects in table().items() for roles in objects.values() if any(done for *_both, done in roles.values())}
    assert takes - KEEPS_NOTHING <= {name for name, _which, _role in FORMS}


class Undone(Exception):
    """Takes back what a request did."""


def strange(field):
    """A value that the field would take, and that nobody means."""
    if field.is_relation:
        row = field.related_model._default_manager.order_by("-pk").first()
        return row.pk if row else 1
    if field.choices:
        return field.choices[-1][0]
    return {
        models.BooleanField: "on",
        models.DateTimeField: "2023-01-02 03:04",
        models.DateField: "02/01/2023",
        models.UUIDField: "12345678-1234-5678-1234-567812345678",
        models.EmailField: "strange@example.org",
        models.JSONField: '["strange"]',
    }.get(type(field), "77" if isinstance(field, models.IntegerField | models.DecimalField) else "strange")


def extra():
    """Every field of every model, by its name, its column's and as of a set of forms, and what is tried besides."""
    found = {"pk": 77, "id": 77, "user_permissions": 1, "on_behalf_of": 1, "password": "mot mat khau la", "groups": Group.objects.get().pk}
    for app in ("units", "resolutions", "tasks", "reports"):
        for model in apps.get_app_config(app).get_models():
            for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
                name, value = field.name, strange(field)
                found |= {name: value, field.attname: value, f"form-0-{name}": value, f"{model._meta.model_name}-{name}": value}
    return found


def count_as_before():
    """PostgreSQL counts on after rows were taken back; here the next row gets the same key again."""
    if connection.vendor == "postgresql":
        found = apps.get_models(include_auto_created=True)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), found):
                cursor.execute(statement)


def after(signed_in, where, data):
    """The status of a POST, and all rows after it; then it is taken back. ``signed_in`` makes the client."""
    try:
        with transaction.atomic():
            count_as_before()
            client = signed_in()
            if where.startswith("/mat-khau/dat-lai/"):
                where = client.get(where).headers["Location"]
            status, rows = client.post(where, data).status_code, snapshot(leave_out=BY_LOT)
            raise Undone
    except Undone:
        return status, rows


def sent(world, name, which):
    """The address and what a person fills in there."""
    office = world.office
    if name == "password-reset-confirm":
        args = [urlsafe_base64_encode(force_bytes(office.head.pk)), default_token_generator.make_token(office.head)]
        return reverse(name, args=args), PASSWORDS
    account = {"username": "moi", "full_name": "Người Mới", "email": "m@example.org", "usable_password": "true"}
    posts = {"appointments-TOTAL_FORMS": 0, "appointments-INITIAL_FORMS": 0}
    filled = {
        "task-create": task_form(office),
        "sign-in": {"username": "head", "password": "mat khau dai"},
        "password-change": {"old_password": "mat khau dai", **PASSWORDS},
        "password-reset": {"email": "head@example.org"},
        "set-language": {"language": "en", "next": "/"},
        "admin:tasks_dayoff_add": {"day": "07/05/2024", "decision": "12-TB/VPHU"},
        "admin:units_user_add": {**account, "password1": "mat khau rat dai", "password2": "mat khau rat dai", **posts},
    }
    where = reverse(name, args=world.args(name, which))
    return where, filled.get(name) or world.valid(name, which) | ({"figure": "3"} if which == "counted" else {})


@pytest.mark.parametrize(("name", "which", "role"), FORMS)
def test_nothing_but_the_fields_of_the_form_is_taken(world, name, which, role):
    """The same form with every field of every model beside its own does the same; the control: it does something."""
    Group.objects.create(name="strange")
    where, data = sent(world, name, which)
    own = FORMS[name, which, role].split()
    data = {key: value for key, value in data.items() if key in own or key.startswith(("kind_", "appointments-", "address_"))}
    more = {key: value for key, value in extra().items() if key not in own}
    before = snapshot(leave_out=BY_LOT)

    def signed_in():
        return world.client(role)

    status, plain = after(signed_in, where, data)
    assert status == 302
    assert difference(before, plain) != []
    again, strange_rows = after(signed_in, where, more | data)
    assert difference(plain, strange_rows) == []
    assert again == status


def test_setting_up_takes_nothing_but_the_fields_of_its_form(db):
    fields = {
        "code": Installation.this().setup_code, "committee_name": "Huyện ủy Bình Sơn", "committee_short_name": "Huyện ủy",
        "committee_code": "HU", "place": "Bình Sơn", "letterhead_above": "", "units": "ban; Văn phòng", "office_unit": "Văn phòng",
        "full_name": "Quản trị", "username": "quan-tri", "email": "q@example.org",
        "password1": "mat khau rat dai", "password2": "mat khau rat dai",
    }  # fmt: skip
    Group.objects.create(name="strange")
    more = {key: value for key, value in extra().items() if key not in fields}
    status, plain = after(Client, reverse("setup"), fields)
    assert (status, len(plain["units_unit"]), len(plain["units_user"])) == (302, 2, 1)
    again, strange_rows = after(Client, reverse("setup"), more | fields)
    assert difference(plain, strange_rows) == []
    assert again == status
