"""Every figure of the page leads to its rows, and what is empty is said in words."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.utils import translation

from reports.models import Report
from resolutions.models import Resolution
from resolutions.reader import decode, read
from tests.office import SAMPLE, at, say
from units.periods import Period, end_of_day

Q2 = Period.parse("2024-Q2")
NOW = at("2024-07-15")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def report(office):
    """Rows in every column, a share and a count, findings that are answered, a request, silence; in two documents."""
    by_label = {"I.1": ("chau_o", "binh_minh", "phu_nu"), "I.3": ("chau_o", "binh_minh"), "II.1": ("chau_o", "phu_nu")}
    share = {"measure": "Chi bộ đã sinh hoạt", "measure_unit": "chi bộ", "target": 90, "is_share": True}
    count = {"measure": "Mô hình mới", "measure_unit": "mô hình", "target": 2}
    for measure, data in ((share, None), (count, SAMPLE.read_bytes() + b"\n")):
        if data:
            office.resolution = Resolution.objects.keep(
                read(decode(data)), committee=office.committee, data=data, name="khac.txt", by=office.office, now=at("2024-04-01")
            )
            office.resolution.put_in_force(by=office.office, on=date(2024, 4, 1), without_number=True, without_date=True)
        tasks = {label: office.task(label, units=units, **(measure if label == "I.1" else {})) for label, units in by_label.items()}
        tasks["I.1"].cures.set(office.resolution.provisions.filter(kind="shortcoming")[:1])
        rows = {(label, row.unit): row for label, task in tasks.items() for row in office.assign(task)}
        told = {"figure": Decimal(3), "figure_out_of": Decimal(4)} if measure is share else {"figure": Decimal(3)}
        say(rows["I.1", office.chau_o], "log", "head", "2024-06-09", **told)
        say(rows["I.1", office.chau_o], "submit", "head", "2024-06-10")
        say(rows["I.1", office.chau_o], "verify", "board", "2024-06-12")
        say(rows["I.1", office.binh_minh], "log", "other", "2024-06-19", **told)
        say(rows["I.1", office.binh_minh], "submit", "other", "2024-06-20")
        say(rows["I.3", office.chau_o], "ask_time", "head", "2024-06-10", text="Trùng bầu cử", wanted_on=date(2024, 8, 30))
        say(rows["II.1", office.phu_nu], "withdraw", "office", "2024-06-01")
        say(rows["I.1", office.phu_nu], "decline", "women", "2024-05-20", text="Không đúng chức năng")
    return asked(office)


def asked(office, **more):
    """A report of the second quarter, drafted."""
    wanted = {"committee": office.committee, "period": Q2, "cutoff": end_of_day(Q2.end), "now": NOW, **more}
    made = Report.objects.ask(key=uuid.uuid4(), by=office.board, **wanted)
    made.draft()
    return made


def linked(page, report):
    """The addresses of figures that a page leads to, with what is shown of them."""
    return dict(re.findall(rf'href="{report.get_absolute_url()}so/([^"/]+)/">([^<]+)</a>', page))


@pytest.mark.parametrize("documents", [1, 2])
def test_every_figure_is_linked_and_each_link_opens(client, office, report, documents):
    client.force_login(office.inspector)
    if documents == 1:
        report = asked(office, resolutions=[office.resolution])
    values = report.gathered.values
    assert {address[0] for address, value in values.items() if value} == set("adptkufm")
    links = linked(client.get(report.get_absolute_url()).content.decode(), report)
    assert [address for address, value in values.items() if value and address not in links] == []
    assert [address for address in links if not values[address]] == []
    for address, shown in links.items():
        assert Decimal(shown.replace(".", "").replace(",", ".")) == values[address], address
        assert client.get(f"{report.get_absolute_url()}so/{address}/").status_code == 200, address
    assert client.get(f"{report.get_absolute_url()}so/t999999.done/").status_code == 404


def test_more_work_asks_nothing_more_of_the_database(client, office, report, django_assert_max_num_queries):
    client.force_login(office.inspector)

    def cost(opened):
        client.get(opened.get_absolute_url())
        with django_assert_max_num_queries(60) as counted:
            client.get(opened.get_absolute_url())
        return len(counted)

    before = cost(asked(office, resolutions=[office.resolution]))
    for label in ("I.2", "I.4", "I.5"):
        task = office.task(label, units=("chau_o", "binh_minh", "phu_nu"), measure="Gương", measure_unit="gương", target=2)
        task.cures.set(office.resolution.provisions.filter(kind="shortcoming"))
        office.assign(task)
    assert cost(asked(office, resolutions=[office.resolution])) == before


def test_what_is_empty_is_said(client, office):
    """Work that was given for another time is not work that was never given."""
    given = office.assign(office.task("I.1"))
    for row in given:
        say(row, "submit", "head" if row.unit == office.chau_o else "other", "2024-04-02")
        say(row, "verify", "board", "2024-04-03")
    client.force_login(office.inspector)
    later = Period.parse("2024-Q3")
    opened = asked(office, period=later, cutoff=NOW)
    opened.passages.update(text="")
    with translation.override("vi"):
        page = client.get(opened.get_absolute_url(), headers={"accept-language": "vi"}).content.decode()
    assert not opened.gathered.figures.total.assigned
    for said in (
        "Không có việc trong kỳ.",
        "Không nội dung nào có việc trong kỳ.",
        "Không đơn vị nào có việc trong kỳ.",
        "Không có việc nào trong kỳ đặt chỉ tiêu bằng số.",
        "Không có việc nào quá hạn.",
        "Không có tin tức nào về kỳ báo cáo được ghi sau thời điểm lấy số liệu.",
        "Không có nội dung.",
        "chưa có việc",
    ):
        assert said in page, said
    assert "không được giao trong kỳ" not in page
