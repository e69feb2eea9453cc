"""The check page, the rows of a figure, the text's page: what they say, and to whom."""

import re
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports import paper
from reports.figures import values
from reports.models import Report
from tests.office import at, say
from tests.reports.sample import PDF
from units.periods import Period, end_of_day

Q2 = Period.parse("2024-Q2")
NOW = at("2024-07-15")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(paper.Paper, "render", lambda self: PDF)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def report(office):
    first, _second = office.assign(office.task(title="Tuyên truyền", measure="Gương", measure_unit="gương", target=2))
    say(first, "log", "office", "2024-06-10", on_behalf_of=first.unit, figure=3)
    return drafted(office)


def drafted(office, **more):
    made = Report.objects.ask(
        key=uuid.uuid4(), by=office.board, committee=office.committee, period=Q2, cutoff=end_of_day(Q2.end), now=NOW, **more
    )
    Report.objects.render_pending(now=NOW)
    return Report.objects.get(pk=made.pk)


def issued(report, office):
    report.sign(by=office.board_head, seen=report.edition, now=NOW)
    report.issue(by=office.board, seen=report.edition, now=NOW)
    Report.objects.render_pending(now=NOW)
    return Report.objects.get(pk=report.pk)


def check(report):
    return reverse("report-check", args=[report.check_code])


# The check page


def test_who_has_signed_in_checks_a_paper(client, office, report):
    client.force_login(office.member)  # may not see the report itself, but holds its paper
    assert client.get(check(report)).status_code == 404  # a draft is no report
    report = issued(report, office)
    page = client.get(check(report)).content.decode()
    assert report.sha256 in page
    assert report.code in page
    assert "alert-success" in page
    assert client.get(reverse("report-check", args=[f"{report.check_code[:5]}-{report.check_code[5:].lower()}"])).status_code == 200
    assert client.get(reverse("report-check", args=["2222222222"])).status_code == 404
    assert client.get(report.get_absolute_url()).status_code == 404


def test_strangers_check_only_if_the_installation_says_so_and_learn_nothing_else(client, office, report, settings):
    report = issued(report, office)
    assert client.get(check(report)).headers["Location"].startswith("/dang-nhap/")
    settings.CHECKS_ARE_PUBLIC = True
    page = client.get(check(report)).content.decode()
    assert report.sha256 in page
    for secret in ("Tuyên truyền", "Châu Ổ", "Huyện ủy", str(report.made_by), report.get_absolute_url(), str(report.rows) + " "):
        assert secret not in re.sub(r"<header.*?</header>|<footer.*?</footer>", "", page, flags=re.DOTALL), secret
    assert client.get(reverse("report-check", args=["2222222222"])).status_code == 404


def test_a_file_is_held_against_it(client, office, report):
    report = issued(report, office)
    client.force_login(office.leader)
    for data, same in ((PDF, True), (PDF + b" ", False)):
        answer = client.post(check(report), {"file": SimpleUploadedFile("x.pdf", data)})
        assert answer.context["same"] is same
    assert client.post(check(report)).context["is_missing"]


def test_what_became_of_it_is_said(client, office, report):
    old = issued(report, office)
    client.force_login(office.leader)
    new = issued(drafted(office, replaces=old), office)
    assert new.code in client.get(check(old)).content.decode()
    new.withdraw(by=office.board_head, seen=new.edition, now=NOW, reason="Sai số liệu")
    page = client.get(check(new)).content.decode()
    assert "alert-danger" in page
    assert "Sai số liệu" not in page


# The rows of a figure


def test_every_figure_of_the_page_leads_to_as_many_rows(client, office, report):
    client.force_login(office.leader)
    page = client.get(report.get_absolute_url()).content.decode()
    told = re.findall(rf'href="{report.get_absolute_url()}so/([^"/]+)/">([\d.,]+)</a>', page)
    counted = values(report.gathered.figures)
    assert len(told) >= 16
    for address, shown in told:
        answer = client.get(reverse("report-rows", args=[report.pk, address]))
        assert answer.context["value"] == counted[address]
        if not address.startswith("m"):
            assert answer.context["page"].paginator.count == int(shown.replace(".", "")), address


@pytest.mark.parametrize("address", ["all.nothing", "p999.late", "x", "all", "all.done.x"])
def test_what_is_no_figure_is_not_found(client, office, report, address):
    client.force_login(office.leader)
    assert client.get(reverse("report-rows", args=[report.pk, address])).status_code == 404


def test_rows_are_those_of_the_reports_instant(client, office, report):
    client.force_login(office.leader)
    row = report.gathered.figures.rows[0]
    say(office.resolution.provisions.get(label="I.3").tasks.get().assignments.get(pk=row.assignment), "withdraw", "office", "2024-07-10")
    page = client.get(reverse("report-rows", args=[report.pk, "all.assigned"])).content.decode()
    assert row.code in page


# The text's page


def test_the_board_edits_on_the_page(client, office, report):
    client.force_login(office.board)
    address = reverse("report-text", args=[report.pk])
    page = client.get(address)
    passage = report.passages.get(part="summary", key="all")
    sent = {
        "key": str(uuid.uuid4()),
        "seen": report.edition,
        f"text-{passage.pk}": "Lời của Ban.",
        "add-recommendations": "Thêm một kiến nghị.",
    }
    sent |= {f"text-{one.pk}": one.text for one in report.passages.exclude(pk=passage.pk)}
    assert passage.text in page.content.decode()
    assert client.post(address, sent).status_code == 302
    assert {"Lời của Ban.", "Thêm một kiến nghị."} <= set(report.passages.values_list("text", flat=True))
    late = client.post(address, {**sent, "key": str(uuid.uuid4()), f"text-{passage.pk}": "Của người sau."})
    assert late.status_code == 409
    assert "Của người sau." in late.content.decode()
    assert report.passages.get(pk=passage.pk).text == "Lời của Ban."


def test_only_a_draft_has_a_text_to_edit_and_only_for_the_board(client, office, report):
    address = reverse("report-text", args=[report.pk])
    client.force_login(office.leader)
    assert client.get(address).status_code == 403
    report.sign(by=office.board_head, seen=report.edition, now=NOW)
    client.force_login(office.board)
    assert client.get(address).headers["Location"] == report.get_absolute_url()


def test_steps_on_the_page(client, office, report):
    address = report.get_absolute_url()
    client.force_login(office.head)
    assert client.post(address, {"verb": "sign", "seen": report.edition}).status_code == 404
    client.force_login(office.board)
    assert client.post(address, {"verb": "sign", "seen": report.edition}).status_code == 403
    both = office.person("both", office.tuyen_giao, "board")
    both.appointments.create(unit=office.tuyen_giao, role="head", valid_from=at("2024-01-01").date())
    client.force_login(both)
    assert 'value="sign"' in client.get(address).content.decode()
    assert client.post(address, {"verb": "sign", "seen": report.edition}).status_code == 302
    stale = client.post(address, {"verb": "issue", "seen": 1, "number": "", "issued_on": ""})
    assert stale.status_code == 409
    seen = Report.objects.get(pk=report.pk).edition
    wrong = client.post(address, {"verb": "issue", "seen": seen, "number": "mười hai", "issued_on": "15/07/2024"})
    assert wrong.status_code == 200
    assert 'value="mười hai"' in wrong.content.decode()
    assert client.post(address, {"verb": "issue", "seen": seen, "number": "12", "issued_on": "15/07/2024"}).status_code == 302
    assert Report.objects.get(pk=report.pk).stage == "issued"
    client.force_login(office.leader)
    assert client.post(address, {"verb": "withdraw", "seen": seen + 1, "reason": "x"}).status_code == 403
    assert client.post(address, {"verb": "delete"}).status_code == 404
