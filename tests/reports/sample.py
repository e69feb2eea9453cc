"""Contents of reports of any size, without a database: for what is made of them."""

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from pypdf import PdfWriter

from reports import figures as f
from reports.contents import Contents, PrintedSeal
from reports.narrative import Before, Setting, draft
from units.pdf.letterhead import Letterhead
from units.periods import ZONE


def one_page():
    """A PDF of one empty page, for where it does not matter what is in it."""
    file, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(file)
    return file.getvalue()


START, END = date(2024, 4, 1), date(2024, 6, 30)
CUTOFF = datetime(2024, 6, 30, 23, 59, 59, tzinfo=ZONE)
HEAD = Letterhead("HUYỆN ỦY BÌNH SƠN", "BAN TUYÊN GIÁO", "BC/BTGHU", "Bình Sơn", "Ban Tuyên giáo Huyện ủy", True)
DOCUMENT = "Kết luận …-KL/HU"
TEXT = "Tiếp tục đẩy mạnh việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với nhiệm vụ chính trị của địa phương."
PDF = one_page()
KINDS = {"subordinate": "Tổ chức đảng trực thuộc", "front": "Mặt trận và đoàn thể", f.PERSONS: "Trách nhiệm cá nhân"}
STANDS = (  # as rows stand in turn
    ("verified", "on_time"), ("verified", "late"), ("submitted", "on_time"), ("in_progress", "in_time"), ("assigned", "in_time"),
    ("in_progress", "overdue"), ("declined", "in_time"), ("withdrawn", "in_time"), ("assigned", "no_date"), ("in_progress", "due_soon"),
)  # fmt: skip
LONG = "Đảng ủy xã hợp nhất từ các xã Bình Khương, Bình An, Bình Minh, Bình Chương và thị trấn Châu Ổ thuộc huyện Bình Sơn (mới) số"


def frame(tasks=14):
    """Eight provisions as in the first document, two findings, and so many tasks, every other one with a measure."""
    labels = [*(f"I.{n}" for n in range(1, 7)), "II.1", "II.2"]
    share, count = (
        f.Measure("Chi bộ đã sinh hoạt", "chi bộ", Decimal(90), True, True),
        f.Measure("Mô hình mới", "mô hình", Decimal(2), False, True),
    )
    return f.Frame(
        provisions=tuple(f.Provision(n, label, "directive", f"{TEXT} ({label})", DOCUMENT, 1) for n, label in enumerate(labels, 1)),
        findings=(f.Provision(21, ".~1", "shortcoming", "Việc sơ kết còn chậm.", DOCUMENT, 1), f.Provision(22, ".~2", "cause", "Thiếu hướng dẫn", DOCUMENT, 1)),
        tasks=tuple(
            f.Task(n + 1, f"Nhiệm vụ số {n + 1}: sinh hoạt chuyên đề", n % 7 + 1, "quarterly", (share, count, None)[n % 3], () if n else (21,))
            for n in range(tasks)
        ),
        classes=tuple(KINDS.items()),
    )  # fmt: skip


def row(n, *, stands=None, long_names=False, tasks=14):
    """Row n of a report: its unit, task and how it stands follow from n."""
    unit, (state, standing) = n % 60 + 1, stands or STANDS[n % len(STANDS)]
    kind = ("subordinate", "front", f.PERSONS)[unit % 3]
    overdue = standing == "overdue"
    return f.Row(
        assignment=n + 1, number=n % 5 + 1, task=n % tasks + 1, unit=unit, unit_name=f"{LONG if long_names else 'Đảng bộ xã số'} {unit:02}",
        unit_kind=kind, state=state, standing=standing, percent=n % 101, value=Decimal(n % 9) + Decimal("0.5") if n % 2 else None,
        out_of=Decimal(10) if n % 2 else None, period_start=START, period_end=END,
        due_on=None if standing == "no_date" else date(2024, 5, 1 + n % 28), done_on=date(2024, 5, 3) if state == "verified" else None,
        days_late=60 - n % 28 if overdue else 0, obstacles="Thiếu kinh phí, chờ hướng dẫn của cấp trên." if overdue and n % 2 else "",
        person=unit if kind == f.PERSONS else None, heard_on=date(2024, 4, 1 + n % 28),
        request="Đề nghị lùi hạn do trùng đợt bầu cử." if n % 13 == 5 else "", wanted_on=date(2024, 7, 15) if n % 13 == 5 else None,
    )  # fmt: skip


def contents(number=120, *, stands=None, long_names=False, tasks=14, late_entries=3, **changes):
    """A report over so many rows; 0 is one over nothing. stands: a (state, standing) for all rows; changes: fields of Contents."""
    rows = [row(n, stands=stands, long_names=long_names, tasks=tasks) for n in range(number)]
    entries = [
        f.LateEntry(f"NV-{n + 1:04}/9", "Đảng bộ xã số 01", date(2024, 6, 20), date(2024, 7, 3), "Nay mới báo cáo kết quả.")
        for n in range(late_entries if rows else 0)
    ]  # fmt: skip
    found = f.figures(rows, frame(tasks), start=START, end=END, cutoff=CUTOFF, late_entries=entries)
    before = Before(
        "quý I/2024", {"all.assigned": 40, "all.done": 10, "all.overdue": 3, "m1.result": 55, "m2.value": Decimal(7)} if rows else {}
    )
    made = Contents(
        code="BC-0012", check="7F3K9QPM2A", address="https://dondoc.example/kiem-tra/7F3K9QPM2A/", layout="HD 36-HD/VPTW", head=HEAD,
        number="", day=None, year=2024, signature=("TRƯỞNG BAN",), signed_by="", committee="Huyện ủy Bình Sơn", short="Huyện ủy",
        subject="Kết luận số …-KL/HU của Huyện ủy Bình Sơn", scope="", period="quý II/2024", is_named=True, instant="hết ngày 30/6/2024",
        demonstration=False, seal=PrintedSeal(date(2024, 6, 30), "ab" * 32),
        figures=found, before=before, sentences=draft(found, before, Setting("hết ngày 30/6/2024", "Huyện ủy")),
    )  # fmt: skip
    return replace(made, **changes)
