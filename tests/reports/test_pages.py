"""The pages of reports: who may open what, what they cost, what they say of bad input."""

import io
import re
import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from reports import paper
from reports.models import Report
from tests.office import at, say
from tests.reports.sample import PDF
from units.models import Unit
from units.pdf import RenderFailed
from units.periods import Period, end_of_day

Q2 = Period.parse("2024-Q2")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-07-15"), tick=False):
        yield


@pytest.fixture
def report(office):
    """A report that waits for its PDF, over one row that is overdue and one that is done."""
    task = office.task(title="Tuyên truyền", measure="Gương", measure_unit="gương", target=2)
    task.cures.set(office.resolution.provisions.filter(kind="shortcoming")[:1])
    first, second = office.assign(task)
    say(first, "submit", "head", "2024-06-10")
    say(first, "verify", "board", "2024-06-12")
    say(second, "log", "other", "2024-07-03", happened_on=date(2024, 6, 29), text="Nay mới báo")
    return ask(office)


def ask(office, **more):
    wanted = {
        "committee": office.committee,
        "period": Q2,
        "cutoff": end_of_day(Q2.end),
        "now": at("2024-07-15"),
        **more,
    }
    return Report.objects.ask(key=uuid.uuid4(), by=office.board, **wanted)


@pytest.fixture
def ready(report, monkeypatch):
    monkeypatch.setattr(paper.Paper, "render", lambda self: PDF)
    assert Report.objects.render_pending(now=at("2024-07-15")) == 1
    report.refresh_from_db()
    return report


def fetched(response):
    """The whole answer; a file is read to its end, which closes it."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def addresses(report):
    return [reverse("reports"), *(reverse(name, args=[report.pk]) for name in ("report", "report-state", "report-pdf"))]


def send(client, **fields):
    usual = {"key": str(uuid.uuid4()), "period": "2024-Q2", "start": "", "end": "", "on": ""}
    return client.post(reverse("reports"), {**usual, **fields})


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("board", 200),
        ("leader", 200),
        ("inspector", 200),
        ("head", 404),
        ("member", 404),
        ("other", 404),
    ],
)
def test_who_may_open_what(client, office, ready, who, status):
    """A unit's people see none of it; under Reports they find the sheets of their own unit."""
    client.force_login(office.people[who])
    for address in addresses(ready):
        response = client.get(address)
        if status == 404 and address == reverse("reports"):
            assert ready.code not in response.content.decode()
            continue
        assert response.status_code == status, address
        fetched(response)
    if status == 404:
        assert send(client).status_code == 403
        assert client.post(reverse("report", args=[ready.pk])).status_code == 404


def test_strangers_must_sign_in_and_other_committees_see_nothing(client, office, ready):
    for address in addresses(ready):
        assert client.get(address).status_code == 302
    away = Unit.objects.create(name="Thị ủy Đức Phổ", kind="committee", valid_from=date(2020, 1, 1))
    client.force_login(office.person("stranger", away, "leader"))
    assert [client.get(address).status_code for address in addresses(ready)] == [200, 404, 404, 404]
    assert ready.code not in client.get(reverse("reports")).content.decode()


def test_asking_once_however_often_it_is_sent(client, office):
    client.force_login(office.leader)
    page = client.get(reverse("reports")).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    first, second = send(client, key=key), send(client, key=key)
    report = Report.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == report.get_absolute_url()
    assert (report.period, report.cutoff, report.made_by, report.status) == (Q2, end_of_day(Q2.end), office.leader, "pending")


def test_days_of_ones_own_a_document_and_a_cut_off(client, office):
    client.force_login(office.board)
    send(client, start="1/5/2024", end="15/06/2024", on="20-6-2024", resolutions=[office.resolution.pk])
    report = Report.objects.get()
    assert (report.period_start, report.period_end, *report.resolutions.all()) == (date(2024, 5, 1), date(2024, 6, 15), office.resolution)
    assert report.cutoff == end_of_day(date(2024, 6, 20))


def test_a_day_that_is_not_over_gives_this_moment(client, office):
    client.force_login(office.board)
    send(client, period="2024-Q3")
    assert Report.objects.get().cutoff == at("2024-07-15")


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("end", {"start": "01/06/2024", "end": "31/05/2024"}),
        ("end", {"start": "01/06/2024"}),
        ("start", {"end": "01/06/2024"}),
        ("start", {"start": "31/02/2024", "end": "01/06/2024"}),
        ("start", {"start": "01/08/2024", "end": "31/08/2024"}),
        ("on", {"on": "16/07/2024"}),
        ("on", {"on": "31/03/2024"}),
        ("on", {"on": "30/02/2024"}),
        ("on", {"on": "hôm qua"}),
        ("period", {"period": "2031-Q1"}),
        ("period", {"period": "DROP TABLE"}),
        ("resolutions", {"resolutions": ["99999"]}),
        ("scope", {"scope": "unit-99999"}),
        ("key", {"key": "no"}),
    ],
)
def test_bad_input_is_one_sentence_at_its_field(client, office, field, fields):
    client.force_login(office.board)
    response = send(client, **fields)
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert len(errors[field]) == 1
    assert not Report.objects.exists()
    if field != "key":
        assert str(errors[field][0]) in response.content.decode().replace("&#x27;", "'")
    assert 'role="alert"' in response.content.decode() or "invalid-feedback" in response.content.decode()


def test_a_document_put_in_force_after_the_cut_off(client, office):
    client.force_login(office.board)
    other = office.resolution
    other.pk, other.source_sha256, other.in_force_on = None, "x" * 64, date(2024, 7, 10)
    other.save()
    response = send(client, resolutions=[other.pk])
    assert list(response.context["form"].errors) == ["resolutions"]


def test_before_it_is_drafted_the_page_says_what_it_waits_for(client, office, report):
    client.force_login(office.leader)
    page = client.get(report.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript>" in page
    assert "<svg" not in page
    state = reverse("report-state", args=[report.pk])
    assert "HX-Refresh" not in client.get(f"{state}?chua-co").headers
    report.draft()
    assert client.get(f"{state}?chua-co").headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(state).headers


def test_the_page_shows_the_figures_that_the_paper_is_made_of(client, office, report):
    client.force_login(office.leader)
    report.draft()
    response = client.get(report.get_absolute_url())
    assert response.context["figures"] == report.finished().figures
    page = response.content.decode()
    assert "Nay mới báo" in page
    assert reverse("assignment", args=[response.context["figures"].overdue[0].rows[0][0].assignment]) in page
    assert "<svg" in page
    assert "style=" not in page
    assert 'hx-trigger="every 2s"' in page
    assert "<noscript>" in page


def test_the_state_asks_again_only_while_it_waits(client, office, report, monkeypatch):
    client.force_login(office.board)
    state = reverse("report-state", args=[report.pk])
    assert "hx-get" in client.get(state).content.decode()
    with time_machine.travel(at("2024-07-15 10:00")):
        assert client.get(state).context["is_slow"]

    def broken(self):
        raise RenderFailed("memory")

    monkeypatch.setattr(paper.Paper, "render", broken)
    for _time in range(3):
        Report.objects.render_pending(now=at("2024-07-15"))
    failed = client.get(state)
    report.refresh_from_db()
    assert "hx-get" not in failed.content.decode()
    assert str(report.reason) in failed.content.decode()
    assert 'name="csrfmiddlewaretoken"' in failed.content.decode()
    assert client.post(report.get_absolute_url(), {"verb": "try"}).status_code == 302
    report.refresh_from_db()
    assert report.status == "pending"


def test_the_pdf_is_not_there_before_it_is_ready(client, office, report):
    client.force_login(office.board)
    assert client.get(reverse("report-pdf", args=[report.pk])).status_code == 404


def test_the_pdf_as_it_is_kept(client, office, ready):
    client.force_login(office.board)
    response = client.get(reverse("report-pdf", args=[ready.pk]))
    assert fetched(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%202024-Q2")
    shown = client.get(reverse("report-pdf", args=[ready.pk]) + "?xem")
    assert shown.headers["Content-Disposition"].startswith("inline;")
    assert fetched(shown) == PDF


def test_from_the_form_to_the_pdf(client, office, report):
    client.force_login(office.board)
    report.delete()
    page = client.get(send(client).headers["Location"])
    assert Report.objects.render_pending(now=at("2024-07-15")) == 1
    made = Report.objects.get()
    response = client.get(reverse("report-pdf", args=[made.pk]))
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(fetched(response))).pages)
    assert "figures" not in page.context
    total = client.get(made.get_absolute_url()).context["figures"].total
    assert f"có {total.assigned} việc giao cho" in " ".join(text.split())
    assert made.code in text


def test_the_pages_cost_the_same_for_one_row_or_many(client, office, report, django_assert_max_num_queries):
    client.force_login(office.inspector)

    def cost(address):
        with django_assert_max_num_queries(60) as counted:
            client.get(address)
        return len(counted)

    listed, opened = reverse("reports"), report.get_absolute_url()
    cost(listed)
    report.draft()
    before = cost(listed), cost(opened)
    for label in ("I.1", "I.2", "I.4"):
        for made in office.assign(office.task(label, units=("chau_o", "binh_minh", "phu_nu", "van_phong"))):
            say(made, "log", "office", "2024-06-28", obstacles="x", on_behalf_of=made.unit)
    for _time in range(5):
        ask(office).resolutions.set([office.resolution])
    report.refresh(report.cutoff, by=office.board, seen=report.edition, now=at("2024-07-15"))
    report.draft()
    assert len(client.get(opened).context["figures"].rows) > 10
    assert (cost(listed), cost(opened)) == before
