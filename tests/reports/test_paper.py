"""The report as a Party paper: what it says, in which fonts, and what it does not let in."""

import io
import re
from datetime import date

import pytest
from django.utils import translation
from pypdf import PdfReader

from reports import contents, paper, rows
from reports.gathering import Wanted, gather
from tasks.models import Seal
from tasks.models.rights import holder
from tests.office import at, say
from tests.units.test_pdf import fonts
from units import words
from units.models import Appointment, Installation, Unit
from units.pdf.letterhead import letterhead
from units.periods import Period

Q2 = Period.parse("2024-Q2")
HOSTILE = '<img src="http://127.0.0.1:9/x.png"><script>x()</script> & "họ"'


def gathered(office, period=Q2, now="2024-07-15", instant=None, resolution=None, code=""):
    instant = instant or rows.cutoff(period, now=at(now))
    wanted = Wanted(office.committee, period, instant, (resolution,) if resolution else None)
    return gather(wanted, made_on=at(now).date(), code=code).without_too_many_rows()


def compose(office, *args, **more):
    return paper.compose(gathered(office, *args, **more))


def flat(text):
    return " ".join(text.split())


def shown(html):
    """The words of the page without tags."""
    return flat(re.sub(r"<[^>]+>", " ", re.sub(r"<(style|title)>.*?</\1>", "", html, flags=re.DOTALL)))


@pytest.fixture
def busy(office):
    """One row done in time, one overdue with obstacles, one withdrawn, one reported after the cut-off."""
    task = office.task(title="Tuyên truyền gương điển hình", units=("chau_o", "binh_minh", "phu_nu"))
    task.cures.set(office.resolution.provisions.filter(kind="shortcoming")[:1])
    women, chau, minh = office.assign(task)
    say(chau, "submit", "head", "2024-06-10")
    say(chau, "verify", "board", "2024-06-12")
    say(minh, "log", "other", "2024-06-13", obstacles="Thiếu kinh phí tổ chức")
    say(women, "withdraw", "office", "2024-06-13")
    say(minh, "log", "other", "2024-07-03", happened_on=date(2024, 6, 29), text="Nay mới báo")
    Seal.objects.seal_until(at("2024-07-10"))
    Unit.objects.filter(pk=office.tuyen_giao.pk).update(code="BTGHU")
    return office


def test_the_paper_says_its_figures(busy):
    data = compose(busy, code="BC-0012").render()
    read = PdfReader(io.BytesIO(data))
    text = flat(" ".join(page.extract_text() for page in read.pages))
    for said in [
        "ĐẢNG CỘNG SẢN VIỆT NAM", "HUYỆN ỦY BÌNH SƠN", "BAN TUYÊN GIÁO", "-BC/BTGHU", "BÁO CÁO",
        "kết quả thực hiện Kết luận số …-KL/HU của Huyện ủy Bình Sơn, quý II/2024", "Số liệu tính đến hết ngày 30/6/2024",
        "có 2 việc giao cho 2 đơn vị", "Có 1 việc quá hạn", "Ngoài tổng số có 1 việc đã thu hồi",
        "Đảng bộ xã Bình Minh: 1 việc", "Thiếu kinh phí tổ chức", "20/6/2024", "chưa có việc", "Nay mới báo",
        "Nơi nhận:", "TRƯỞNG BAN", "Lưu Ban Tuyên giáo Huyện ủy.", "BC-0012", "cách tính ở cuối Phụ lục",
        f"Niêm phong nhật ký ngày 30/6/2024: {Seal.objects.get(day=date(2024, 6, 30)).hash[:16]}",
        "I.1.", "I.2.", "I.3.", "I.4.", "I.5.", "I.6.", "II.1.", "II.2.",
    ]:  # fmt: skip
        assert said in text, said
    assert "T/M" not in text
    assert gathered(busy).seal.hash == Seal.objects.get(day=date(2024, 6, 30)).hash
    assert all("Liberation-Serif" in name for name in fonts(data))
    ends = [page.extract_text().split()[-1] for page in read.pages]  # margins are drawn last
    appendix = ends.index("1", 1)
    assert ends[1:appendix] == [str(n) for n in range(2, appendix + 1)]  # numbered from the second page on
    assert (ends[0] != "1", ends[appendix:]) == (True, [str(n) for n in range(1, len(ends) - appendix + 1)])  # the appendix begins anew
    assert data == compose(busy, code="BC-0012").render()


def test_every_number_of_a_line_adds_up_on_paper(busy):
    html = compose(busy).html
    total = re.search(r'<tr class="total">(.*?)</tr>', html, re.DOTALL)[1]
    assigned, on_time, late, waiting, in_time, not_received, no_date, overdue, declined, withdrawn = map(
        int, re.findall(r"<td[^>]*>(\d+)</td>", total)
    )
    assert assigned == on_time + late + waiting + in_time + overdue + declined == 2
    assert (withdrawn, not_received, no_date) == (1, 0, 0)


def test_a_period_without_assignments_is_a_report_that_says_so(office):
    text = shown(compose(office).html)
    assert "Đến hết ngày 30/6/2024 chưa giao việc nào để thực hiện văn bản." in text
    for label in ("I.1.", "I.6.", "II.2."):
        assert label in text
    for said in (
        "Không có việc nào quá hạn.",
        "Không có việc nào trong kỳ đặt chỉ tiêu bằng số.",
        "Trong kỳ báo cáo không có đơn vị nào có việc được tính.",
    ):
        assert said in text
    assert len(PdfReader(io.BytesIO(compose(office).render())).pages) >= 2


def test_before_any_document_there_is_still_a_paper(db):
    committee = Unit.objects.create(name="Huyện ủy Bình Sơn", kind="committee", valid_from=date(2020, 1, 1))
    found = gather(Wanted(committee, Q2, rows.cutoff(Q2, now=at("2024-07-15"))), made_on=date(2024, 7, 15))
    text = shown(paper.compose(found).html)
    assert "chưa có văn bản nào" in text
    assert "T/M BAN THƯỜNG VỤ" in text  # no board yet: the committee's own paper
    assert "HUYỆN ỦY BÌNH SƠN" in text
    assert found.seal is None


def test_hostile_words_stay_words(office):
    task = office.task(title=HOSTILE)
    (chau, _minh) = office.assign(task)
    say(chau, "log", "head", "2024-05-06", obstacles=HOSTILE)
    html = compose(office).html
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img src=" in html


def test_long_words_can_break_and_long_texts_are_cut(office):
    (chau, _minh) = office.assign(office.task(title="x" * 300))
    say(chau, "log", "head", "2024-05-06", obstacles="y" * 5000)
    html = compose(office).html
    assert "x" * 15 not in html
    assert "y" * 15 not in html
    assert html.count("y") < 2300


def test_more_rows_than_one_paper_holds_are_counted_and_said_to_be_in_the_sheet(office, monkeypatch):
    given = office.assign(office.task())
    assert f"{given[0].code}/1" in shown(compose(office).html)
    monkeypatch.setattr(contents, "LINES", 1)
    text = shown(compose(office).html)
    assert "XLSX" in text
    assert "2 việc, nhiều hơn số một bản giấy liệt kê được" in text


def test_number_and_date_are_those_of_the_instant(office):
    office.resolution.register(by=office.office, now=at("2024-07-08"), number="12-KL/HU", issued_on=date(2024, 4, 1))
    assert "Kết luận số …-KL/HU của Huyện ủy Bình Sơn" in shown(compose(office).html)
    instant = at("2024-07-09")
    later = compose(office, instant=instant).html
    assert "Kết luận số 12-KL/HU, ngày 01/4/2024 của Huyện ủy Bình Sơn" in shown(later)


def head_of(committee):
    return letterhead(holder(committee, "board", on=date(2024, 6, 30)), committee, kind="BC")


def test_the_letterhead_is_of_the_unit_that_holds_the_board(office):
    head = head_of(office.committee)
    assert (head.above, head.own, head.place, head.is_agency) == ("HUYỆN ỦY BÌNH SƠN", "BAN TUYÊN GIÁO", "Bình Sơn", True)
    Unit.objects.filter(pk=office.tuyen_giao.pk).update(
        letterhead="BAN TUYÊN GIÁO VÀ DÂN VẬN", letterhead_above="ĐẢNG ỦY", place="Châu Ổ", code="BTGDV"
    )
    head = head_of(office.committee)
    assert (head.above, head.own, head.place, head.symbol) == ("ĐẢNG ỦY", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "Châu Ổ", "BC/BTGDV")
    Appointment.objects.filter(role="board").delete()
    head = head_of(office.committee)
    assert (head.above, head.own, head.is_agency) == ("ĐẢNG BỘ TỈNH QUẢNG NGÃI", "HUYỆN ỦY BÌNH SƠN", False)


def test_a_demonstration_says_that_it_is_one(office):
    assert "Số liệu minh họa" not in compose(office).html
    Installation.objects.update_or_create(pk=1, defaults={"demonstration_on": date(2024, 6, 30)})
    assert "Số liệu minh họa" in compose(office).html


def test_one_document_or_several(office):
    other = office.resolution
    other.pk, other.source_sha256 = None, "x" * 64
    other.state = other.State.DRAFT
    other.save()
    other.provisions.create(label="1", kind="directive", text="Một việc khác", position=0)
    type(other).objects.filter(pk=other.pk).update(state=other.State.IN_FORCE)
    text = shown(compose(office).html)
    assert "kết quả thực hiện các văn bản của Huyện ủy Bình Sơn" in text
    assert "Một việc khác" in text
    alone = shown(compose(office, resolution=other).html)
    assert "Một việc khác" in alone
    assert "I.6." not in alone


@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_is_vietnamese_whoever_asks(office, language):
    with translation.override(language):
        assert words.period(Q2) in shown(compose(office).html)
        assert not re.search(r"\b(overdue|assigned|report)\b", shown(compose(office).html), re.IGNORECASE)
        assert translation.get_language() == language
