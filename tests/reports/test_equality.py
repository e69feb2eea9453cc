"""The same figures wherever a report says them: page, PDF, Word, sheet and JSON."""

import io
import re
import uuid

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from reports.contents import of_json
from reports.figures import COLUMNS, values
from reports.models import Report
from tests.office import at, say
from units.periods import Period, end_of_day

Q2 = Period.parse("2024-Q2")
NOW = at("2024-07-15")


@pytest.fixture
def report(office):
    """Rows in every column, of three units."""
    rows = {}
    for label in ("I.1", "I.3", "I.5", "II.1"):
        given = office.assign(office.task(label, units=("chau_o", "binh_minh", "phu_nu")))
        rows |= {(label, row.unit): row for row in given}
    for label in ("I.1", "I.3"):
        say(rows[label, office.chau_o], "submit", "head", "2024-06-10")
        say(rows[label, office.chau_o], "verify", "board", "2024-06-12")
    say(rows["I.5", office.chau_o], "submit", "head", "2024-06-28")
    say(rows["I.5", office.chau_o], "verify", "board", "2024-06-29")
    say(rows["I.1", office.phu_nu], "submit", "women", "2024-06-20")
    say(rows["I.3", office.phu_nu], "decline", "women", "2024-05-20", text="Không đúng chức năng")
    say(rows["II.1", office.phu_nu], "withdraw", "office", "2024-06-01")
    with time_machine.travel(NOW, tick=False):
        made = Report.objects.ask(
            key=uuid.uuid4(), by=office.board, committee=office.committee, period=Q2, cutoff=end_of_day(Q2.end), now=NOW
        )
        assert Report.objects.render_pending(now=NOW) == 1
        yield Report.objects.get(pk=made.pk)


def fetched(client, name, report):
    answer = client.get(reverse(name, args=[report.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def numbers(text):
    return [int(found) for found in re.findall(r"\d+", text.replace("%", ""))]


def test_five_ways_to_read_it_say_the_same(client, office, report):
    client.force_login(office.inspector)
    counted = values(of_json(fetched(client, "report-json", report)).figures)
    assert counted == report.gathered.values
    total = [counted[f"all.{column}"] for column in COLUMNS]
    assert sum(map(bool, total)) >= 8  # the test has something to tell apart

    page = client.get(report.get_absolute_url()).content.decode()
    linked = dict(re.findall(rf'href="{report.get_absolute_url()}so/([^"/]+)/">([\d.,]+)</a>', page))
    assert len(linked) > 40
    assert {address: int(shown) for address, shown in linked.items()} == {address: counted[address] for address in linked}

    sheet = openpyxl.load_workbook(io.BytesIO(fetched(client, "report-xlsx", report)))["Số liệu"]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    [line] = [row for row in told if "all" in row]
    assert {value for value in line if isinstance(value, int)} >= {value for value in total if value}
    for key in {address.split(".")[0] for address in counted if address[0] in "ptku"}:
        [line] = [row for row in told if key in row]
        shown = [value for value in line if isinstance(value, int)]
        for column in ("assigned", "on_time", "late", "waiting", "in_time", "overdue", "declined", "withdrawn"):
            assert counted[f"{key}.{column}"] in shown, (key, column)

    paper = ["assigned", "on_time", "late", "waiting", "in_time", "not_received", "no_date", "overdue", "declined", "withdrawn"]
    expected = [counted[f"all.{column}"] for column in paper]
    word = Document(io.BytesIO(fetched(client, "report-docx", report)))
    totals = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows if row.cells[0].text.startswith("Tổng số")]
    assert any(numbers(" ".join(cells[1:]))[: len(paper)] == expected for cells in totals), totals
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(fetched(client, "report-pdf", report))).pages)
    lines = [numbers(found) for found in re.findall(r"Tổng số ([\d% \n]+)", text)]
    assert any(found[: len(paper)] == expected for found in lines), lines
