"""Every page of every role, on a desk and on a phone: it fits, the console is silent, axe finds nothing."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from reports.views import home
from tests.browser.furnished import Furnished
from tests.browser.window import vi
from tests.office import SAMPLE
from units.models import Installation, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Visit:
    """An address, what is done there, and the status of the page to which that leads."""

    name: str
    address: str
    act: Any = None
    status: int = 200


def look(window, visits, *, axe=True):
    """Pay these visits; all that is wrong comes together."""
    faults = []
    for visit in visits:
        status = window.go(visit.address)
        status = (visit.act and visit.act(window)) or status
        if status != visit.status:
            faults.append(f"{visit.name}: status {status}")
        faults += window.faults(visit.name, axe=axe)
        faults += [f"{visit.name}: {line}" for line in window.complaints(status=visit.status)]
    assert not faults, "\n".join(faults)


def send(verb=None, **fields):
    """Fill these fields of a form and send it. ``verb``: of the page of an assignment, whose forms stand side by side."""

    def act(window):
        main = window.page.locator(f"form[action$='/{verb}/']" if verb else "main form:not(.filters)").first
        main.evaluate("form => form.querySelectorAll('details').forEach(part => part.open = true)")
        for name, value in fields.items():
            main.locator(f"[name={name}]").fill(value)
        return window.send(main.locator("button[type=submit]"))

    return act


def unfold(words):
    """Press what is called so, and folded."""
    return lambda window: window.page.locator("summary", has_text=vi(words)).click()


def url(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def furnished(people):
    return Furnished(people)


def test_what_is_wrong_is_seen(window, site):
    """The control: a page that breaks each promise."""
    broken = window()
    broken.go(url("sign-in"))
    wrong = '<p style="color: red">x</p><img src="/static/img/mark.svg" width="2000">'
    broken.page.evaluate("wrong => document.querySelector('main').insertAdjacentHTML('beforeend', wrong)", wrong)
    faults = "\n".join(broken.faults("broken"))
    assert "at 1280: wider than the window" in faults
    assert "at 360: wider than the window" in faults
    assert "image-alt" in faults
    assert "Content Security Policy" in "".join(broken.complaints())
    assert broken.complaints() == []


def test_office(window, people):
    furnished = Furnished(people, communes=24)  # its lists have several pages
    rows, document, draft = furnished.assignments, furnished.document, furnished.draft
    directive = document.provisions.get(label="I.3").pk
    look(
        window(furnished.people.office),
        [
            Visit("office-home", "/"),
            Visit("office-documents", url("documents")),
            Visit("office-read", url("document-read")),
            Visit("office-read-error", url("document-read"), send(text="Không có mục nào.")),
            Visit("office-document", url("document", document.pk)),
            Visit("office-draft", url("document", draft.pk), unfold("Made by mistake?")),
            Visit("office-force", url("document-force", draft.pk)),
            Visit("office-force-error", url("document-force", draft.pk), send(number="không số")),
            Visit("office-register", url("document-register", document.pk)),
            Visit("office-task-create", url("task-create", directive)),
            Visit("office-task-create-error", url("task-create", directive), send(target="-1", starts_on="31/02/2024")),
            Visit("office-task-to-give", url("task", furnished.tasks["fresh"].pk), unfold("Made by mistake?")),
            Visit("office-task-to-give-error", url("task", furnished.tasks["fresh"].pk), send(due_on="1/1/2001")),
            Visit("office-task", url("task", furnished.tasks["spread"].pk)),
            Visit("office-assignments", url("assignments")),
            Visit("office-assignments-last", url("assignments") + "?state=open&page=2"),
            Visit(
                "office-assignments-none", url("assignments") + f"?standing=late&document={document.pk}&unit={furnished.people.chau_o.pk}"
            ),
            Visit("office-on-behalf", url("assignment", rows["office"].pk)),
            Visit("office-on-behalf-error", url("log", rows["office"].pk), send("tien-do", text="", paper_date="1/1/2024")),
            Visit("office-withdraw", url("withdraw", rows["office"].pk)),
        ],
    )


def test_office_reads(window, people):
    """The page that shows what was read, and the pages of an office that has nothing yet."""
    look(
        window(people.office),
        [
            Visit("empty-home", "/"),
            Visit("empty-documents", url("documents")),
            Visit("empty-assignments", url("assignments")),
            Visit("empty-reports", url("reports")),
            Visit("office-intake-new", url("document-read"), send(text=SAMPLE.read_text())),
            Visit("office-read-waiting", url("document-read")),
        ],
    )


def test_board(window, furnished):
    rows = furnished.assignments
    look(
        window(furnished.people.board),
        [
            Visit("board-home", "/"),
            Visit("board-verify", url("assignment", rows["submitted"].pk)),
            Visit("board-send-back-error", url("send_back", rows["submitted"].pk), send("tra-lai", text=" ")),
            Visit("board-verified", url("assignment", rows["verified"].pk)),
            Visit("board-withdrawn", url("assignment", rows["withdrawn"].pk)),
            Visit("board-refused", url("verify", rows["verified"].pk), status=409),
            Visit("board-reports", url("reports")),
            Visit("board-reports-error", url("reports"), send(on="31/02/2024")),
            *(
                Visit(f"board-report-{status}", url("report", report.pk))
                for status, report in furnished.reports.items()
                if status != "rendering"
            ),
            Visit("board-report-text", url("report-text", furnished.reports["ready"].pk)),
            Visit("board-report-rows", url("report-rows", furnished.reports["ready"].pk, "all.assigned")),
            Visit("board-report-issued", url("report", furnished.issued.pk)),
            Visit("board-report-copies", url("report-copies", furnished.issued.pk)),
            Visit("board-report-copies-draft", url("report-copies", furnished.reports["ready"].pk)),
            Visit("board-report-check", url("report-check", furnished.issued.check_code)),
        ],
    )


def test_leader_inspector_and_member(window, furnished):
    rows, document = furnished.assignments, furnished.document
    look(
        window(furnished.people.leader),
        [
            Visit("leader-home", "/"),
            Visit("leader-account", "/", lambda window: window.page.locator(".account summary").click()),
            Visit("leader-documents", url("documents")),
            Visit("leader-document", url("document", document.pk)),
            Visit("leader-task", url("task", furnished.tasks["measured"].pk)),
            Visit("leader-assignment", url("assignment", rows["overdue"].pk)),
        ],
    )
    look(
        window(furnished.people.inspector),
        [
            Visit("inspector-home", "/"),
            Visit("inspector-assignments", url("assignments") + "?standing=overdue"),
            Visit("inspector-assignment", url("assignment", rows["verified"].pk)),
            Visit("inspector-forbidden", url("document-read"), status=403),
        ],
    )
    look(
        window(furnished.people.member),
        [
            Visit("member-home", "/"),
            Visit("member-overdue", url("assignment", rows["overdue"].pk)),
            Visit("member-own-sheets", url("reports")),
            Visit("member-own-sheet", url("report-copy", furnished.own_sheet.pk)),
        ],
    )


def test_head(window, furnished):
    rows = furnished.assignments
    wrong = {"percent": "101", "happened_on": "31/02/2024", "text": "Đã làm."}
    look(
        window(furnished.people.head),
        [
            Visit("head-home", "/"),
            Visit("head-documents", url("documents")),
            Visit("head-document", url("document", furnished.document.pk)),
            Visit("head-task", url("task", furnished.tasks["spread"].pk)),
            Visit("head-assignments", url("assignments")),
            Visit("head-assigned", url("assignment", rows["assigned"].pk)),
            Visit("head-in-progress", url("assignment", rows["in_progress"].pk)),
            Visit("head-in-progress-error", url("log", rows["in_progress"].pk), send("tien-do", **wrong)),
            Visit("head-submit-error", url("submit", rows["assigned"].pk), send("bao-cao-xong", text="Xong.")),
            Visit("head-submitted", url("assignment", rows["submitted"].pk)),
            Visit("head-measured-error", url("log", rows["submitted"].pk), send("tien-do", figure="13", figure_out_of="12", text="Xong.")),
            Visit("head-refused", url("receive", rows["verified"].pk), status=409),
            Visit("head-forbidden", url("task-create", furnished.document.provisions.get(label="I.3").pk), status=403),
            Visit("head-not-there", url("assignment", rows["office"].pk), status=404),
            Visit("head-password", url("password-change")),
            Visit("head-password-error", url("password-change"), send(old_password="x", new_password1="1", new_password2="2")),
        ],
    )


def forget(window):
    """The form was open for too long."""
    window.context.clear_cookies(name="csrf")
    return send(username="head", password="x")(window)


def test_nobody(window, people):
    link = urlsafe_base64_encode(force_bytes(people.head.pk)), default_token_generator.make_token(people.head)
    at_the_door = [
        Visit("sign-in", url("sign-in")),
        Visit("sign-in-led", url("assignments")),
        Visit("sign-in-error", url("sign-in"), send(username="head", password="sai")),
        Visit("sign-in-too-old", url("sign-in"), forget, status=403),
        Visit("reset", url("password-reset")),
        Visit("reset-error", url("password-reset"), send(email="khong")),
        Visit("reset-sent", url("password-reset"), send(email="head@example.org")),
        Visit("reset-confirm", url("password-reset-confirm", *link)),
        Visit("reset-confirm-error", url("password-reset-confirm", *link), send(new_password1="ngắn", new_password2="khác")),
        Visit("reset-confirm-used", url("password-reset-confirm", "x", "x-x")),
        Visit("nowhere", "/khong-co/", status=404),
    ]
    stranger = window()
    look(stranger, at_the_door)
    Installation.this()
    Installation.objects.update(demonstration_on="2024-11-14")
    look(stranger, [Visit("sign-in-demonstration", url("sign-in"))])


def test_a_new_installation(window, site):
    look(
        window(),
        [
            Visit("setup", url("setup")),
            Visit("setup-error", url("setup"), send(code="sai", units="lạ; Tên")),
            Visit("sign-in-first", url("sign-in")),
        ],
    )


def test_when_there_is_nothing_or_something_breaks(window, people, monkeypatch):
    stranger = window(people.person("khach"))
    look(stranger, [Visit("no-post-home", "/")])
    monkeypatch.setattr(home, "numbers", lambda *_arguments: 1 / 0)
    stranger.let_in(people.head)
    look(stranger, [Visit("broken", "/", status=500)])


def test_administrator(window, furnished, settings):
    """Django's own pages: they keep to our policy. Their templates ask for variables that are not there."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": ""}}]
    chief = User.objects.create_superuser("quan-tri", "quan-tri@example.org", "mat khau dai", full_name="Quản trị hệ thống")
    models = [
        "units_unit",
        "units_user",
        "units_appointment",
        "units_portfolio",
        "units_mail",
        "tasks_task",
        "tasks_dayoff",
        "resolutions_resolution",
    ]
    look(
        window(chief),
        [
            Visit("admin", url("admin:index")),
            *(Visit(f"admin-{model}", url(f"admin:{model}_changelist")) for model in models),
            Visit("admin-add", url("admin:units_appointment_add")),
            Visit("admin-change", url("admin:units_user_change", furnished.people.head.pk)),
        ],
        axe=False,
    )
