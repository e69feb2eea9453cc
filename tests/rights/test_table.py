"""Each address x role x object x method answers as the table says."""

import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from resolutions.models import Resolution
from tasks.models import DayOff, Pace
from tests.office import ONE_DAY, START
from tests.rights.addresses import LOOKED_AT, of_the_admin, ours
from tests.rights.rows import difference, snapshot
from tests.rights.table import admin_table, table
from tests.rights.world import NOW
from units.models import Mail, Portfolio

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb'(csrfmiddlewaretoken" value|x-csrftoken)"[:=]+"[A-Za-z0-9]+"')
EXPECTED = table()
ELSEWHERE = {"sign-out", "set-language", "password-reset-confirm"}  # where these lead, tests/units says


def test_every_address_has_its_lines_and_every_line_its_address():
    assert set(EXPECTED) == set(ours())
    assert len(ours()) == len(set(ours())), "a name that two addresses share"


def test_every_address_of_one_thing_is_tried_with_anothers_and_a_missing_one():
    for name, objects in EXPECTED.items():
        if "-" not in objects and name != "password-reset-confirm":
            assert {"foreign", "gone"} <= set(objects), name


def address(world, name, which):
    if name == "password-reset-confirm":
        head = world.office.head
        token = default_token_generator.make_token(head) if which == "letter" else "x-1"
        return reverse(name, args=[urlsafe_base64_encode(force_bytes(head.pk)), token])
    return reverse(name, args=world.args(name, which))


def rows_but_for(name):
    """All rows, but for when notices were opened, and who read what was issued, where a look at the address marks that."""
    rows = snapshot(leave_out=["tasks_notice.opened_at", "tasks_notice.read_at"] if name == "notice" else [])
    if name == "report-copy-file":
        del rows["reports_reading"]
    return rows


def body(answer):
    """What a reader gets to see, whichever token stands in the forms."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return TOKEN.sub(b"", content)


@pytest.mark.once
@pytest.mark.parametrize("name", EXPECTED)
def test_who_may_open_what(world, name):
    """GET by everybody; POST without data by who may do it (save where that is all it takes), and of a whole form by who may not. None of it changes a row.

    What may not be seen looks as what is not there: the same page, byte for byte. The control: who may, sends the whole form, and it is done.
    """
    clients, wrong, hidden, may = world.clients(), [], {}, []
    tried = {which: (address(world, name, which), world.valid(name, which)) for which in EXPECTED[name]}
    before = rows_but_for(name)
    for which, (where, whole) in tried.items():
        for role, (get, post, is_done) in EXPECTED[name][which].items():
            if is_done or (post == 200 and whole):
                may.append((role, where, whole))
            for method, status, data in [("get", get, {}), ("post", post, {} if post == 200 else whole)][: 1 if is_done else 2]:
                answer = getattr(clients[role], method)(where, data)
                if answer.status_code != status:
                    wrong.append(f"{name} {which}: {method} by {role} is {answer.status_code}, not {status}")
                leads_to, seen = answer.headers.get("Location", ""), body(answer)
                if status == 302 and name not in ELSEWHERE and leads_to.startswith(reverse("sign-in")) != (role == "nobody"):
                    wrong.append(f"{name} {which}: {method} by {role} leads to {leads_to}")
                if status == 404:
                    hidden.setdefault((role, method), set()).add(seen)
            if name == "sign-out":
                clients[role] = world.client(role)
    assert not wrong, "\n".join(wrong)
    assert all(len(bodies) == 1 for bodies in hidden.values()), f"{name}: {[who for who, bodies in hidden.items() if len(bodies) > 1]}"
    if name != "sign-out":  # signing in again is a row's last_login
        assert difference(before, rows_but_for(name)) == []
    for role, where, whole in may[:1]:
        before = snapshot()
        assert clients[role].post(where, whole).status_code == 302
        assert difference(before, snapshot()) != []


def test_an_ended_post_opens_no_more_than_none(world):
    """From the day after its end its holder finds what the administrator finds, who holds no appointment; save the letters of all, and what
    they were told, which stays theirs to read."""
    client, wrong = world.client("head"), []
    world.office.head.appointments.update(valid_until=NOW.date() - ONE_DAY)
    for name, objects in EXPECTED.items():
        for which, roles in objects.items():
            answer = client.get(address(world, name, which))
            expected = 404 if name in ("mails", "mail") else roles["admin"][0]
            if name == "notice" and roles["head"][0] != 404:
                expected = 200
            if answer.status_code != expected:
                wrong.append(f"{name} {which} is {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


# The administration.


@pytest.fixture
def _lenient(settings):
    """Django's own admin templates ask for variables that are not there."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": ""}}]


@pytest.fixture
def rows(world):
    """The key of one row of each model of the admin."""
    watched = Portfolio.objects.create(leader=world.office.leader.appointments.get(), unit=world.office.chau_o, valid_from=START)
    letter = {"to": "a@example.org", "subject": "s", "body": "a secret link", "message_id": "<m>", "next_try": NOW, "made_at": NOW}
    return {
        "unit": world.office.chau_o.pk,
        "user": world.office.head.pk,
        "appointment": world.office.head.appointments.get().pk,
        "portfolio": watched.pk,
        "pace": Pace.by_cadence()["once"].pk,
        "dayoff": DayOff.objects.create(day=START, decision="x").pk,
        "mail": Mail.objects.create(key="k", **letter).pk,
        "resolution": world.find("document", "ours").pk,
        "task": world.find("task", "ours").pk,
        "-": world.office.chau_o.pk,
        "<type>": ContentType.objects.get_for_model(Resolution).pk,
    }


@pytest.mark.usefixtures("_lenient")
def test_the_administration_is_for_the_administrator(world, rows):
    """Who is no administrator is refused at every address of it, whether there is such a row or not, and nothing changes."""
    expected, wrong, met = admin_table(), [], set()
    query = {"app_label": "units", "model_name": "appointment", "field_name": "user"}
    staff, nobody = world.client("admin"), world.client("nobody")
    signed = {role: world.client(role) for role in ("office", "head")}
    before = snapshot()
    for kind, model, path in of_the_admin():
        line = next(key for key in [(kind, model), (kind, "kept" if model in LOOKED_AT else "edited"), (kind, "-")] if key in expected)
        met.add(line)
        key = rows["resolution" if "<type>" in path else model]
        where = path.replace("<type>", str(rows["<type>"])).replace("<pk>", str(key))
        may, may_not, stranger = expected[line]
        if kind == "admin:autocomplete":
            where += "?" + urlencode(query)
        for client, statuses in [(nobody, stranger), *((client, may_not) for client in signed.values()), (staff, may)]:
            for method, status in zip(("get", "post"), statuses, strict=True):
                answer = getattr(client, method)(where)
                if answer.status_code != status:
                    wrong.append(f"{kind} {model}: {method} {where} is {answer.status_code}, not {status}")
                way_out = reverse("admin:index" if kind == "admin:logout" else "admin:login")
                if client in signed.values() and status == 302 and not answer.headers["Location"].startswith(way_out):
                    wrong.append(f"{kind} {model}: {method} {where} leads to {answer.headers['Location']}")
            if kind == "admin:logout" and client is staff:
                staff.force_login(world.admin)
    assert not wrong, "\n".join(wrong)
    assert met == set(expected), "lines without an address"
    world.admin.save(update_fields=["last_login"])
    assert difference(before, snapshot()) == []
