"""The oversight report as a Party paper: figures in, one whole HTML page out, and the PDF made of it."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from reports import figures, rows
from reports.picture import picture
from tasks.models import Assignment, Seal
from tasks.models.rights import holder
from units import pdf, words
from units.models import Appointment, Installation, Unit
from units.models.rendered import TooLong
from units.pdf.letterhead import letterhead
from units.periods import local_day
from units.printing import style

LINES = 2000
FONT = "Liberation Serif"
PARTS = {
    figures.ON_TIME: "hoàn thành đúng hạn",
    figures.LATE: "hoàn thành quá hạn",
    figures.WAITING: "chờ xác nhận",
    figures.IN_TIME: "còn trong hạn",
    figures.OVERDUE: "quá hạn",
    figures.DECLINED: "đơn vị trả lại",
}
CLASSES = {
    Unit.Kind.COMMITTEE: "Cấp ủy",
    Unit.Kind.GOVERNMENT: "Cơ quan chính quyền",
    Unit.Kind.ADVISING: "Cơ quan tham mưu, giúp việc cấp ủy",
    Unit.Kind.SUBORDINATE: "Tổ chức đảng trực thuộc",
    Unit.Kind.FRONT: "Mặt trận và đoàn thể",
    figures.PERSONS: "Trách nhiệm cá nhân",
}


@dataclass(frozen=True)
class Paper:
    """A report ready to be rendered: the page, its figures, and the seal of the log that it prints ('' before the first)."""

    html: str
    figures: figures.Figures
    seal: str

    @property
    def printed(self):
        """What the report's row keeps of it."""
        return {"rows": len(self.figures.rows), "seal": self.seal}

    def render(self):
        """The PDF's bytes. Raises units.pdf.RenderFailed."""
        return pdf.render(self.html)


def subject(committee, documents, instant):
    """What was carried out, as in a title: 'Kết luận số …-KL/HU của Huyện ủy Bình Sơn', or 'các văn bản của …' for several."""
    if len(documents) != 1:
        return f"các văn bản của {committee.name}"
    (document,) = documents
    number = document.number_at(instant)
    issued_on = document.issued_on_at(instant)
    dated = f", ngày {words.day(issued_on)}" if number and issued_on else ""
    return f"{document.kind} số {number or f'…-{document.symbol}'}{dated} của {committee.name}"


def compose(*, committee, period, instant, resolution=None, code=""):
    """The paper of a committee over a period as at ``instant``, over one document or all in force then. About 15 queries.

    code: the printed code of the row that asked for it, '' for a paper of the command. Raises TooLong above ``LINES`` lines.
    """
    documents = list(rows.documents(committee, instant=instant, only=resolution))
    found = rows.collect(Assignment.objects.all(), documents, period, instant)
    if found.lines > LINES:
        raise TooLong(found.lines)
    on = local_day(instant)
    seal = Seal.objects.filter(day__lte=on).last()
    context = {
        "figures": found,
        "head": letterhead(holder(committee, Appointment.Role.BOARD, on=on), committee, kind="BC"),
        "committee": committee,
        "subject": subject(committee, [resolution] if resolution else documents, instant),
        "period": words.period(period),
        "days": period,
        "is_named": bool(words.NAMED.fullmatch(period.code)),
        "instant": words.instant(instant),
        "on": on,
        "made_at": instant.isoformat(timespec="seconds"),
        "classes": [(CLASSES[line.kind], line) for line in found.classes],
        "picture": picture(found, PARTS, "Tình hình thực hiện theo từng nội dung", font=FONT, row=30, size=15),
        "persons": any(line.kind == figures.PERSONS for line in found.classes),
        "lowest": lowest(found),
        "untouched": [line.provision.label for line in found.provisions if not line.counts.assigned],
        "many": len(found.documents) > 1,
        "late_limit": rows.LATE_ENTRIES,
        "code": code,
        "seal": seal,
        "demonstration": Installation.objects.filter(demonstration_on__isnull=False).exists(),
        "css": style("party", "report"),
    }
    with translation.override("vi"):
        html = render_to_string("reports/oversight.html", context)
    return Paper(html, found, seal.hash if seal else "")


def lowest(found):
    """The provision of which the smallest share is done, the first of several; None where all is done or there is only one."""
    given = [line for line in found.provisions if line.counts.assigned]
    if len(given) < 2 or found.total.done == found.total.assigned:
        return None
    return min(given, key=lambda line: line.counts.done_share)
