"""The urging slip as a Party paper: what its PDF says, in which fonts, on how many pages; made of what was taken down alone."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from django.utils import translation
from pypdf import PdfReader

from tasks.models import Slip
from tests.office import at, date
from tests.slips import late, of, plan, sent
from tests.units.test_pdf import fonts
from units.models import Appointment, Installation, Portfolio, Unit, User

pytestmark = pytest.mark.django_db
HOSTILE = '<img src="http://127.0.0.1:9/x.png"><script>x()</script> & "họ"'


@pytest.fixture
def office(office):
    Unit.objects.filter(pk=office.van_phong.pk).update(code="VPHU")
    User.objects.filter(pk=office.office.pk).update(full_name="Nguyễn Văn Gửi")
    office.office.refresh_from_db()
    leader = office.leader.appointments.get()
    Portfolio.objects.create(leader=leader, unit=office.chau_o, valid_from=date(2024, 1, 1))
    return office


def pages(slip):
    data = slip.paper().render()
    return data, [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_a_blue_one_says_what_is_late_until_when_and_that_it_went_by_itself(office):
    row = late(office, title="Tổ chức sinh hoạt chuyên đề")
    slip = sent(office, "blue", to=row)
    data, [text] = pages(slip)
    for said in [
        "ĐẢNG CỘNG SẢN VIỆT NAM", "HUYỆN ỦY BÌNH SƠN", "VĂN PHÒNG", "Số 01-PĐĐ/VPHU", "Bình Sơn, ngày 27 tháng 6 năm 2024", "PHIẾU ĐÔN ĐỐC",
        "thực hiện nhiệm vụ quá hạn", "PHIẾU XANH (đôn đốc lần thứ nhất)", "Kính gửi: Đảng bộ thị trấn Châu Ổ", row.code,
        "Tổ chức sinh hoạt chuyên đề", "20/6/2024",
        "1 nhiệm vụ", "chậm nhất hết ngày 02/7/2024 (3 ngày làm việc)", "sẽ gửi phiếu vàng", "Nơi nhận:", "Như trên,", "Lưu Văn phòng Huyện ủy.",
        "CHÁNH VĂN PHÒNG", "Đã nhận bản giấy", f"Mã phiếu: {slip.code}.", "Gửi tự động theo nhịp nhắc, hồi 07 giờ 30 phút ngày 27/6/2024",
    ]:  # fmt: skip
        assert said in text, said
    assert "T/M" not in text
    assert "phụ trách)" not in text
    assert slip.printed["lines"][0]["late"] == 5
    assert all("Liberation-Serif" in name for name in fonts(data))
    root = PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b'pdfaid:part="3"' in root["/Metadata"].get_data() or b"<pdfaid:part>3<" in root["/Metadata"].get_data()
    assert data == Slip.objects.get(pk=slip.pk).paper().render()


def test_yellow_and_red_name_the_slips_before_who_sent_them_and_who_is_told(office):
    red = sent(office, "red")
    yellow = of(red.lines.get().assignment, "yellow")
    _data, [text] = pages(yellow)
    for said in ["Số 02-PĐĐ/VPHU", "PHIẾU VÀNG", "đã gửi phiếu xanh", "01, 27/6/2024", "Đồng chí Leader (phụ trách)", "sẽ gửi phiếu đỏ"]:
        assert said in text, said
    assert "Người gửi: Nguyễn Văn Gửi, hồi 09 giờ 00 phút ngày 03/7/2024" in text
    assert "Thường trực Huyện ủy (báo cáo)" not in text
    _data, [text] = pages(red)
    for said in [
        "Số 03-PĐĐ/VPHU", "PHIẾU ĐỎ", "đã gửi phiếu xanh, phiếu vàng", "02, 03/7/2024", "báo cáo Thường trực Huyện ủy xem xét, chỉ đạo",
        "Thường trực Huyện ủy (báo cáo),",
    ]:  # fmt: skip
        assert said in text, said


@pytest.mark.once
@pytest.mark.parametrize(("lines", "sheets"), [(1, 1), (12, 1), (40, 2)])
def test_twelve_lines_fit_on_a_page_and_forty_keep_their_head(office, lines, sheets):
    rows = late(office, number=lines, title="Nhân rộng các mô hình, điển hình tiên tiến") if lines > 1 else [late(office)]
    plan("2024-06-27")
    _data, texts = pages(of(rows[0], "blue"))
    assert len(texts) == sheets
    assert all("Nhiệm vụ Thời hạn" in text for text in texts)
    assert all(row.code in " ".join(texts) for row in rows)
    assert "CHÁNH VĂN PHÒNG" in texts[-1]


@pytest.mark.once
@pytest.mark.parametrize("number", [16, 19, 22])
def test_the_signature_never_stands_alone(office, number):
    slip = sent(office, "blue")
    slip.printed["lines"] *= number
    _data, texts = pages(slip)
    before, signed, _after = texts[-1].partition("Nơi nhận:")
    assert signed
    assert len(before.split()) > 10


def test_hostile_and_endless_words_stay_words(office):
    slip = sent(office, "blue", to=late(office, title=HOSTILE))
    html = slip.paper().html
    assert "<img" not in html
    assert "<script" not in html
    slip.printed["lines"][0]["title"] = "x" * 300
    assert "x" * 15 not in slip.paper().html


def test_it_is_vietnamese_whoever_asks(office):
    slip = sent(office, "blue")
    with translation.override("en"):
        assert "Kính gửi" in slip.paper().html
        assert not re.search(
            r"\b(overdue|slip|sent)\b",
            re.sub(r"<style>.*?</style>", "", slip.paper().html, flags=re.DOTALL).split("<body")[1].replace('class="', ""),
        )
        assert translation.get_language() == "en"


def test_without_an_office_it_is_the_committees_own(office):
    late(office)
    Appointment.objects.filter(role="office").update(valid_until=date(2024, 6, 1))
    plan("2024-06-27")
    text = Slip.objects.get().paper().html
    assert "T/M BAN THƯỜNG VỤ" in text
    assert "CHÁNH VĂN PHÒNG" not in text


def test_a_demonstration_says_that_it_is_one(office):
    Installation.objects.update_or_create(pk=1, defaults={"demonstration_on": date(2024, 6, 27)})
    assert "Số liệu minh họa" in sent(office, "blue").paper().html


@pytest.mark.once
def test_the_worker_makes_the_pdf_of_what_was_sent_and_of_nothing_else(office):
    slip = sent(office, "blue")
    plan("2024-07-03 07:30")
    assert Slip.objects.render_pending(now=at("2024-07-03 08:00")) == 1
    assert Slip.objects.render_pending(now=at("2024-07-03 08:01")) == 0
    slip.refresh_from_db()
    assert (slip.status, slip.size) == ("ready", default_storage.size(slip.file.name))
    assert slip.file.name.startswith("slips/")
    assert of(slip.lines.get().assignment, "yellow").status == "pending"
