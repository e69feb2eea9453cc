"""The oversight report as a Party paper: contents in, one whole HTML page out, and the PDF made of it. Asks no database."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from reports import appendix, counting_rules, layouts, wording
from reports.contents import to_json
from reports.figures import SILENT_DAYS
from reports.measures import counted, printed
from reports.picture import picture
from reports.sentences import homeless, placed
from reports.standing import wants
from units import pdf, qr
from units.printing import style

SECONDS = 150  # two thousand late rows take about 50 of an idle processor
LISTED = 500  # rows of one table in the text; all are in the appendix
LATE_ENTRIES = 200  # as many as are gathered (rule 9)
MOST_BARS, HIGH, LOW = 26, 26, 16  # lines of the picture, and the height of one in pixels
PICTURE = 470  # the height that page 1 has for it, in pixels


@dataclass(frozen=True)
class Paper:
    """A paper ready to be rendered. attachments: files that its PDF carries; shorter: pages that say less, for one that must fit on one sheet."""

    html: str
    attachments: tuple[pdf.Attachment, ...] = ()
    shorter: tuple[str, ...] = ()

    def render(self):
        """The PDF's bytes. Raises units.pdf.RenderFailed."""
        return pdf.render(self.html, timeout=SECONDS, attachments=self.attachments, shorter=self.shorter)


def compose(contents):
    """The paper of a report: a pure function of its contents, always in Vietnamese. Its PDF carries the contents as JSON."""
    with translation.override("vi"):
        html = render_to_string("reports/printed/report.html", {**common(contents), **body(contents)})
    return Paper(html, attachments=(data_of(contents),))


def data_of(contents):
    """The contents as a file that the PDF carries, dated by the cut-off so that equal contents give equal bytes."""
    name = f"{contents.code or 'bao-cao'}.json"
    return pdf.Attachment(name, to_json(contents), "Số liệu và nội dung của báo cáo", made_at=contents.figures.cutoff)


def common(contents, *, high=HIGH, elsewhere=False):
    """What the templates of every paper of a report need: the contents, the head, the style, the picture and the code to scan.

    high: of one bar of the picture at most, in pixels; elsewhere: whether the paper is not the report itself but one taken from it.
    """
    found = contents.figures
    return {
        "report": contents,
        "figures": found,
        "head": contents.head,
        "css": mark_safe(style("party", "oversight") + layouts.css(layouts.LAYOUTS[contents.layout])),  # noqa: S308  (our own words)
        "made_at": found.cutoff.isoformat(timespec="seconds"),
        "period": contents.period.replace(" ", "\u00a0") if contents.is_named else contents.period,
        "subject": wording.subject(contents),
        "whose": wording.whose(contents),
        "picture": drawn(found, high),
        "qr": qr.code(contents.address, "Mã QR của trang kiểm tra báo cáo") if contents.address else "",
        "rules_at": counting_rules.cited(contents, elsewhere=elsewhere),
        "many": len(found.documents) > 1,
    }


def drawn(found, high):
    """The picture of page 1, its bars as high as the page has room for."""
    bars = len(found.documents) if len(found.documents) > 1 else len(found.provisions)
    if bars > MOST_BARS:
        bars = len(found.classes)
    row = max(LOW, min(high, PICTURE // max(bars, 1)))
    return picture(found, wording.STANDS, "Tình hình thực hiện", font=layouts.FONT, row=row, size=min(14, row - 4), most=MOST_BARS)


def body(contents):
    """The parts of the text, each with the sentences that the board let stand."""
    found, sentences = contents.figures, contents.sentences
    of_provisions, provisions = placed(sentences, "provisions", {f"p{line.provision.id}" for line in found.provisions})
    of_classes, classes = placed(sentences, "classes", {f"k{line.kind}" for line in found.classes})
    of_measures, measures = placed(sentences, "measures", {f"m{line.task.id}" for line in counted(found)})
    overdue, hidden = late(found)
    return {
        "summary": contents.part("summary") + homeless(sentences),
        "provision_texts": provisions,
        "asked": [(line, of_provisions.get(f"p{line.provision.id}", [])) for line in found.provisions],
        "told": bool(of_provisions),
        "class_texts": classes,
        "classes": [(line, wording.doers(line.units, line.kind), of_classes.get(f"k{line.kind}", [])) for line in found.classes],
        "measure_texts": measures,
        "before": contents.before.period,
        "measures": [(printed(line, contents.before), of_measures.get(f"m{line.task.id}", [])) for line in counted(found)],
        "overdue_texts": contents.part("overdue"),
        "overdue": overdue,
        "overdue_hidden": hidden,
        "request_texts": contents.part("requests"),
        "requests": [(row, wants(row), found.by_task[row.task][1].title) for row in found.requests[:LISTED]],
        "requests_hidden": len(found.requests[LISTED:]),
        "silent_texts": contents.part("silent"),
        "silent_days": SILENT_DAYS,
        "finding_texts": contents.part("findings"),
        "late_limit": LATE_ENTRIES,
        "recommendations": contents.part("recommendations"),
        "appendix": appendix.groups(found),
        "rules_title": counting_rules.TITLE,
        "rules": counting_rules.RULES,
    }


def late(found, limit=LISTED):
    """((unit, its overdue rows with their tasks), ...) with no more than ``limit`` rows in all, and how many rows that leaves out."""
    shown, left = [], limit
    for unit in found.overdue:
        if left > 0:
            shown.append((unit, unit.rows[:left]))
            left -= len(unit.rows[:left])
    return shown, found.total.overdue - sum(len(rows) for _unit, rows in shown)
