"""The frame of every page, the pages of last resort, and the admin."""

import re

import pytest
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import get_resolver, path, reverse
from django.utils import timezone, translation

from tasks.models import DayOff, Pace
from tests.office import Office, at
from units.models import Appointment, Installation, Mail, Portfolio, Unit, User

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")


@pytest.fixture
def people(db):
    return Office.make()


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["lang"] = "en"


@pytest.fixture
def chief(db):
    return User.objects.create_superuser("chief", "chief@example.org", "mat khau dai", full_name="Chief")


@pytest.fixture
def _lenient(settings):
    """Django's own admin templates ask for variables that are not there."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": ""}}]


def words(page):
    return page.content.decode()


def menu(client, user):
    """The links of the main menu, for this person."""
    client.force_login(user)
    nav = re.search(r"<nav.*?</nav>", words(client.get(reverse("password-change"))), re.S)[0]
    return re.findall(r'href="([^"]+)"', nav)


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("office", ["home", "documents", "assignments", "calendar", "slips", "reports", "successions"]),
        ("board", ["home", "documents", "assignments", "calendar", "slips", "reports", "successions"]),
        ("leader", ["home", "documents", "assignments", "calendar", "slips", "reports", "successions"]),
        ("inspector", ["home", "documents", "assignments", "calendar", "slips", "reports", "successions"]),
        ("head", ["home", "documents", "assignments", "calendar", "slips", "reports"]),
        ("member", ["home", "documents", "assignments", "calendar", "slips", "reports"]),
    ],
)
def test_the_menu_follows_the_posts_of_today(client, people, who, pages):
    assert menu(client, getattr(people, who)) == [reverse(name) for name in pages]


def test_two_such_posts_show_the_reports_once(client, people):
    Appointment.objects.create(user=people.office, unit=people.committee, role="leader", valid_from=at("2020-01-01").date())
    assert menu(client, people.office).count(reverse("reports")) == 1


def test_a_post_that_ended_opens_nothing(client, people):
    Appointment.objects.filter(user=people.office).update(valid_until=at("2021-01-01").date())
    assert menu(client, people.office) == [reverse("home")]


def test_the_administrator_finds_the_admin(client, chief):
    assert menu(client, chief) == [reverse("home"), reverse("admin:index")]


def test_the_frame_says_where_one_is_and_who(client, people):
    client.force_login(people.head)
    page = words(client.get(reverse("password-change")))
    for part in (
        '<html lang="en">',
        "<title>Change password · Đôn đốc</title>",
        'href="#main"',
        'id="main"',
        "Head of unit, Đảng bộ thị trấn Châu Ổ",
    ):
        assert part in page
    assert "Demonstration data" not in page
    Installation.objects.update(demonstration_on=at("2024-03-25").date())
    assert "Demonstration data" in words(client.get(reverse("password-change")))


PAGES = ["sign-in", "password-change", "password-reset", "password-reset-sent", "setup"]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline(client, db, name):
    """The policy would drop it: no style, no script, no handler within a page."""
    if name == "password-change":
        client.force_login(Office.make().head)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert not INLINE.search(words(page))
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_of_last_resort_needs_nothing(name, language):
    """No request, no database (this test has none), no word about the inside."""
    with translation.override(language):
        page = render_to_string(name)
    assert f'<html lang="{language}">' in page
    assert "<h1>" in page
    assert not INLINE.search(page)
    assert not re.search(r"Django|Python|Traceback|\.py\b|/work|version", page)


def explode(request):
    raise RuntimeError("the words of an exception")


def test_an_error_tells_nothing_about_the_inside(people, settings):
    class urls:  # noqa: N801
        urlpatterns = [path("explode/", explode), *get_resolver().url_patterns]

    settings.ROOT_URLCONF = urls
    client = Client(raise_request_exception=False)
    client.cookies["lang"] = "en"
    client.force_login(people.head)
    page = client.get("/explode/")
    assert page.status_code == 500
    assert "Something went wrong on our side" in words(page)
    assert "exception" not in words(page)
    page = client.get("/there/is/no/such/page/")
    assert page.status_code == 404
    assert "There is nothing here" in words(page)
    assert "no/such" not in words(page)


def test_every_form_here_is_guarded_against_other_sites(people):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["lang"] = "en"
    strict.force_login(people.head)
    for name in ("sign-in", "sign-out", "password-change", "password-reset", "set-language", "setup"):
        page = strict.post(reverse(name), {"language": "en"})
        assert page.status_code == 403, name
        assert "The form was too old to be sent" in words(page), name
    assert strict.get(reverse("password-change")).status_code == 200


def test_a_look_changes_nothing(client, people):
    """Whatever a link or a robot fetches, no row comes or goes."""
    Installation.this()
    client.force_login(people.head)
    client.session.save()

    def counts():
        with connection.cursor() as cursor:
            tables = [table for table in connection.introspection.table_names() if table != "django_session"]
            for table in tables:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                yield table, cursor.fetchone()

    before = dict(counts())
    for name in ("sign-in", "sign-out", "password-change", "password-reset", "password-reset-sent", "set-language", "setup", "healthz"):
        client.get(reverse(name))
        Client().get(reverse(name))
    assert dict(counts()) == before


def test_who_watches_the_server_needs_no_account(db, monkeypatch):
    Installation.objects.update(made_at=timezone.now())
    page = Client().get(reverse("healthz"))
    assert (page.status_code, words(page), page.headers["Content-Type"]) == (200, "ok", "text/plain")

    def gone(*args):
        raise DatabaseError("no connection to 10.0.0.5")

    monkeypatch.setattr(Installation.objects, "first", gone, raising=False)
    page = Client().get(reverse("healthz"))
    assert (page.status_code, words(page)) == (503, "database")


def test_a_list_leads_to_its_other_pages_and_keeps_the_filter():
    page = Paginator(range(45), 20).page(2)
    with translation.override("en"):
        shown = render_to_string("_pages.html", {"page": page, "query": "unit=3&"})
    assert "21 to 40 of 45" in shown
    assert "Page 2 of 3" in shown
    assert 'href="?unit=3&amp;page=1"' in shown
    assert 'href="?unit=3&amp;page=3"' in shown
    assert render_to_string("_pages.html", {"page": Paginator(range(5), 20).page(1), "query": ""}).strip() == ""


def test_an_empty_list_says_what_to_do():
    shown = render_to_string("_empty.html", {"words": "Nothing yet", "advice": "Read a document", "href": "/x/", "link": "Read"})
    for part in ("Nothing yet", "Read a document", 'href="/x/"'):
        assert part in shown


# The admin: reference data only.

EDITED = [("units", "unit"), ("units", "user"), ("units", "appointment"), ("units", "portfolio"), ("tasks", "dayoff")]
SET = [("tasks", "pace")]  # one row for each rhythm: changed, neither added nor deleted
LOOKED_AT = [("units", "mail"), ("resolutions", "resolution"), ("tasks", "task")]


def page_of(app, model, what, *args):
    return reverse(f"admin:{app}_{model}_{what}", args=args)


@pytest.fixture
def rows(office, chief):
    """One row of each kind."""
    return {
        "unit": office.chau_o,
        "user": office.head,
        "appointment": office.head.appointments.get(),
        "portfolio": Portfolio.objects.create(
            leader=office.leader.appointments.get(), unit=office.chau_o, valid_from=at("2024-01-01").date()
        ),
        "dayoff": DayOff.objects.create(day=at("2024-05-02").date(), decision="x"),
        "mail": Mail.objects.create(
            key="k",
            to="a@example.org",
            subject="s",
            body="a secret link",
            message_id="<m>",
            next_try=at("2024-05-02"),
            made_at=at("2024-05-02"),
        ),
        "resolution": office.resolution,
        "task": office.task(),
        "pace": Pace.by_cadence()["once"],
    }


@pytest.mark.usefixtures("_lenient")
def test_the_admin_shows_reference_data_and_no_log(client, chief):
    client.force_login(chief)
    page = client.get(reverse("admin:index"))
    shown = {(app["app_label"], model["object_name"].lower()) for app in page.context["app_list"] for model in app["models"]}
    assert shown == set(EDITED + SET + LOOKED_AT)


@pytest.mark.usefixtures("_lenient")
@pytest.mark.parametrize(("app", "model"), EDITED + SET + LOOKED_AT)
def test_the_admin_opens_and_deletes_nothing(client, rows, app, model):
    client.force_login(User.objects.get(username="chief"))
    row = rows[model]
    for page in (client.get(page_of(app, model, "changelist"), {"q": "a"}), client.get(page_of(app, model, "change", row.pk))):
        assert page.status_code == 200
        assert not INLINE.search(words(page)), page.request["PATH_INFO"]
        assert "a secret link" not in words(page)
    assert client.get(page_of(app, model, "history", row.pk)).status_code == 200
    may_add = (app, model) in EDITED
    assert client.get(page_of(app, model, "add")).status_code == (200 if may_add else 403)
    if (app, model) in LOOKED_AT:
        assert client.post(page_of(app, model, "change", row.pk), {"title": "x", "subject": "x"}).status_code == 403
    if model != "dayoff":
        assert client.post(page_of(app, model, "delete", row.pk), {"post": "yes"}).status_code == 403
        gone = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(page_of(app, model, "changelist"), gone)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(("app", "model"), EDITED + SET + LOOKED_AT)
def test_the_admin_is_for_the_administrator(client, people, app, model):
    for who in (people.office, people.leader, people.head):
        client.force_login(who)
        assert client.get(page_of(app, model, "changelist"), follow=True).status_code == 403


@pytest.mark.usefixtures("_lenient")
def test_the_administrator_makes_an_account_and_gives_it_a_post(client, people, chief):
    client.force_login(chief)
    new = {"username": "moi", "full_name": "Người Mới", "email": "m@example.org", "usable_password": "true"}
    secret = {"password1": "mat khau rat dai", "password2": "mat khau rat dai"}
    assert client.post(page_of("units", "user", "add"), new | secret | forms(0)).status_code == 302
    user = User.objects.get(username="moi")
    assert user.check_password("mat khau rat dai")
    post = {"role": "head", "unit": people.chau_o.pk, "title": "Bí thư", "valid_from": "01/05/2024", "user": user.pk}
    page = client.post(
        page_of("units", "user", "change", user.pk),
        {"username": "moi", "full_name": "Người Mới", "email": "m@example.org", "is_active": "on", "language": ""}
        | forms(1)
        | {f"appointments-0-{name}": value for name, value in post.items()},
    )
    assert page.status_code == 302, page.context["errors"]
    assert user.appointments.get().title == "Bí thư"
    assert "Bí thư, Đảng bộ thị trấn Châu Ổ" in words(client.get(page_of("units", "user", "changelist")))


def forms(total):
    return {
        "appointments-TOTAL_FORMS": total,
        "appointments-INITIAL_FORMS": 0,
        "appointments-MIN_NUM_FORMS": 0,
        "appointments-MAX_NUM_FORMS": 9,
    }


@pytest.mark.usefixtures("_lenient")
def test_a_user_name_is_taken_in_every_spelling(client, people, chief):
    client.force_login(chief)
    new = {"username": "HEAD", "full_name": "x", "email": "m@example.org", "usable_password": "true"}
    page = client.post(page_of("units", "user", "add"), new | {"password1": "mat khau rat dai", "password2": "mat khau rat dai"} | forms(0))
    assert page.status_code == 200
    assert page.context["errors"]


@pytest.mark.usefixtures("_lenient")
def test_what_reports_say_of_a_unit_is_fixed_once_work_was_given(client, people, chief):
    client.force_login(chief)
    where = page_of("units", "unit", "change", people.chau_o.pk)
    assert 'name="name"' in words(client.get(where))
    Unit.mark_in_use([people.chau_o.pk])
    page = words(client.get(where))
    for name in ("name", "kind", "parent"):
        assert f'name="{name}"' not in page
    assert 'name="valid_until"' in page
