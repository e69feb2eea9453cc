"""The small committee with a past: work in every state, long words, many units, reports in every state. Days count from today."""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from reports.models import Report
from resolutions.known import known_of
from resolutions.models import Intake, Resolution
from resolutions.reader import decode, read
from tasks import files
from tasks.differences import told_apart
from tasks.models import Paper
from tasks.proposals import parts_of
from tests.office import SAMPLE, say
from units.models import Appointment, Unit
from units.periods import Period, end_of_day

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c6338c0c00000024400c1938c68220000000049454e44ae426082"
)
LONG = (
    "Chi bộ đã tổ chức sinh hoạt chuyên đề quý, lồng ghép tuyên truyền gương người tốt, việc tốt tại 12 khu dân cư; "
    "viết 03 tin, bài trên trang thông tin điện tử https://chau-o.binhson.quangngai.example/tin-tuc/guong-nguoi-tot-viec-tot-nam-nay.\n"
    "Phối hợp Hội Liên hiệp Phụ nữ ra mắt mô hình “Mẹ đỡ đầu”, nhận đỡ đầu 05 cháu."
)


class Furnished:
    """What pages are about, by name: ``assignments["verified"]`` is of Châu Ổ and verified, and so on."""

    def __init__(self, people, *, communes=6):
        self.people, self.today = people, timezone.localdate()
        self.quarter = Period.holding(self.today, "quarterly")
        self.before = self.quarter.previous()
        for number in range(1, communes):
            Unit.objects.create(
                name=f"Đảng bộ xã Bình Hòa số {number:02}",
                code="ĐU",
                kind="subordinate",
                parent=people.committee,
                valid_from=self.before.start,
            )
        Appointment.objects.filter(user=people.head).update(title="Bí thư Đảng ủy, Chủ tịch Hội đồng nhân dân thị trấn")
        people.read(in_force_on=self.before.start)
        self.document = people.resolution
        self.assignments, self.tasks = {}, {}
        self.give()
        self.live()
        self.draft = self.make_draft()
        self.reports = {status: self.make_report(status) for status in Report.Status}
        self.issued = self.make_issued()

    def task(self, name, label, **more):
        """A task that begins with the quarter before this one."""
        self.tasks[name] = self.people.task(label, **{"starts_on": self.before.start, "units": ("chau_o", "binh_minh"), **more})
        return self.tasks[name]

    def give(self):
        """Tasks with and without rhythm, measure, date and evidence; one that is not given yet."""
        once = {"cadence": "once", "units": ("chau_o",)}
        words = "Tuyên truyền gương điển hình, người tốt, việc tốt trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
        spread = self.task("spread", "I.3", title=words, kinds=("subordinate",), units=(), evidence_required=True)
        spread.cures.set(self.document.provisions.filter(kind__in=("shortcoming", "cause"))[:3])
        first = self.people.assign(spread, self.before.start.isoformat())
        second = self.people.assign(spread, self.quarter.start.isoformat())
        share = {"measure": "Chi bộ đã sinh hoạt chuyên đề", "measure_unit": "chi bộ", "target": 95, "is_share": True}
        measured = self.task("measured", "I.2", title="Sinh hoạt chuyên đề hằng quý", **share)
        self.task("fresh", "II.1", title="Xây dựng kế hoạch triển khai Kết luận", kinds=("subordinate", "front"), units=())
        home = [self.people.chau_o.pk]
        given = {
            "verified": first,
            "assigned": second,
            "submitted": self.people.assign(measured, self.quarter.start.isoformat()),
            "in_progress": self.people.assign(self.task("undated", "I.1", **once), self.before.start.isoformat(), due_on=None),
            "overdue": self.people.assign(
                self.task("late", "I.5", due_on=self.before.end, **once), self.before.start.isoformat(), due_on=self.before.end
            ),
            "withdrawn": self.people.assign(self.task("gone", "I.6", **once), self.before.start.isoformat()),
        }
        for name, rows in given.items():
            self.assignments[name] = next(row for row in rows if row.unit_id in home)
        self.assignments["office"] = next(row for row in second if row.unit_id == self.people.binh_minh.pk)

    def live(self):
        """What was done with them."""
        early, now = (self.before.start + timedelta(days=9)).isoformat(), {"now": timezone.localtime()}
        rows = self.assignments
        picture = files.store(ContentFile(PNG, name="Ảnh sinh hoạt chuyên đề quý tại nhà văn hóa khu dân cư số 3, thị trấn Châu Ổ.png"))
        say(rows["verified"], "receive", "head", early)
        say(
            rows["verified"],
            "log",
            "member",
            early,
            text=LONG,
            percent=60,
            obstacles="Kinh phí chậm.",
            next_step="Tổng hợp.",
            evidence=[picture],
        )
        say(
            rows["verified"], "submit", "head", early, text=LONG, evidence=[Paper("12-BC/ĐU", self.before.start, "Đảng ủy thị trấn Châu Ổ")]
        )
        say(rows["verified"], "send_back", "board", early, text="Chưa nêu số gương được biểu dương; đề nghị bổ sung.")
        say(rows["verified"], "submit", "head", early, text="Bổ sung: biểu dương 05 gương.")
        say(rows["verified"], "verify", "board", early)
        say(rows["submitted"], "log", "head", "", figure=9, figure_out_of=12, **now)
        say(rows["submitted"], "submit", "head", "", figure=12, figure_out_of=12, **now)
        say(rows["in_progress"], "log", "office", "", on_behalf_of=self.people.chau_o, channel="telephone", text=LONG, percent=30, **now)
        say(rows["withdrawn"], "withdraw", "office", early)

    def make_draft(self):
        data = SAMPLE.read_bytes() + b"\n"
        return Resolution.objects.keep(
            replace(read(decode(data)), subject="Bản dự thảo"), committee=self.people.committee, data=data, name="du-thao.txt",
            by=self.people.office, now=timezone.now(),
        )  # fmt: skip

    def make_intake(self):
        """A new version of the document, on its way in: I.3 says more, I.5 is gone, II.2 is new; one part is checked."""
        text = SAMPLE.read_text().replace("người tốt, việc tốt.\n", "người tốt, việc tốt, nhất là trong thanh niên.\n")
        text = text.replace("\n2. Ban Tuyên giáo Huyện ủy và", "\n2. Báo cáo quý trước ngày 20.\n\n3. Ban Tuyên giáo Huyện ủy và")
        text = text[: text.index("\n5. Tập trung")] + text[text.index("\n6. Tiếp tục") :].replace("\n6. Tiếp tục", "\n5. Tiếp tục")
        read_now, committee = read(text), self.people.committee
        parts = told_apart(parts_of(read_now, known_of(committee, on=self.today)), text, self.document, on=self.today)
        next(part for part in parts if part["label"] == "I.1")["checked"] = True
        told = {"data": text.encode(), "name": "ket-luan-lan-2.txt", "by": self.people.office, "now": timezone.now(), "key": uuid.uuid4()}
        return Intake.objects.take_in(
            read_now, parts, committee=committee, common={"supervising_unit": self.people.tuyen_giao.pk}, replaces=self.document, **told
        )

    def make_version(self, intake):
        """The document that an intake becomes, in force without number and date, and without tasks of its own."""
        told = {"by": self.people.office, "now": timezone.now()}
        with intake.changing(seen=intake.number, **told) as row:
            version = row.keep(**told)
            version.put_in_force(by=self.people.office, on=self.today, without_number=True, without_date=True)
        return version

    def make_report(self, status):
        """What is ready is about this quarter and the one before, the others about days without a document. The PDF is no matter of the pages."""
        period = Period(self.before.start, self.quarter.end) if status == Report.Status.READY else self.before.previous()
        wanted = {"by": self.people.board, "committee": self.people.committee, "now": timezone.now()}
        report = Report.objects.ask(key=uuid.uuid4(), period=period, cutoff=min(timezone.now(), end_of_day(period.end)), **wanted)
        if status == Report.Status.READY:
            report.draft()
            report.file.save("report.pdf", ContentFile(b"%PDF-1.4 "), save=False)
            report.size, report.ready_at = 9, timezone.now()
        report.status, report.error = status, "memory" if status == Report.Status.FAILED else ""
        report.save()
        return report

    def make_issued(self):
        """One with a number, whose PDF is being made, over work of this quarter."""
        by, wanted = self.people.board, {"committee": self.people.committee, "period": self.quarter, "cutoff": timezone.now()}
        report = Report.objects.ask(key=uuid.uuid4(), by=by, now=timezone.now(), **wanted)
        report.draft()
        report.file.save("report.pdf", ContentFile(b"%PDF-1.4 "), save=False)
        report.status, report.size = "ready", 9
        report.save()
        head = self.people.board_head
        report.sign(by=head, seen=report.edition, now=timezone.now())
        report.issue(by=by, seen=report.edition, now=timezone.now(), number="12", issued_on=self.today)
        self.own_sheet = report.copies.get(unit=self.people.chau_o)
        self.own_sheet.file.save("sheet.pdf", ContentFile(b"%PDF-1.4 "), save=False)
        self.own_sheet.status, self.own_sheet.size, self.own_sheet.ready_at = "ready", 9, timezone.now()
        self.own_sheet.save()
        return report
