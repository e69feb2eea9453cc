"""The urging slip as a Party paper: what was taken down when it was sent in, one whole HTML page out, and the PDF made of it.

Knows no model: a slip that was sent always gives the same page, whatever was renamed since.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import translation

from units import pdf
from units.printing import style

BANDS = {"blue": ("PHIẾU XANH", "nhất"), "yellow": ("PHIẾU VÀNG", "hai"), "red": ("PHIẾU ĐỎ", "ba")}
FEW = 3  # lines; with more the paper is set closer
AFTER = {"blue": "phiếu vàng", "yellow": "phiếu đỏ"}
BEFORE = {"yellow": "phiếu xanh", "red": "phiếu xanh, phiếu vàng"}


@dataclass(frozen=True)
class Paper:
    """A slip ready to be rendered. ``printed``: its row keeps nothing more of it."""

    html: str
    printed = {}

    def render(self):
        """The PDF's bytes. Raises units.pdf.RenderFailed."""
        return pdf.render(self.html)


def said(printed):
    """The context of the paper's templates: ``printed`` with its days as dates, and the words of its colour."""
    words, step = BANDS[printed["colour"]]
    return {
        **printed,
        "band": words,
        "step": step,
        "after": AFTER.get(printed["colour"], ""),
        "earlier": BEFORE.get(printed["colour"], ""),
        "is_close": len(printed["lines"]) > FEW,
        "day": day(printed["day"]),
        "answer_by": day(printed["answer_by"]),
        "issued_at": printed["issued_at"] and datetime.fromisoformat(printed["issued_at"]),
        "seal": printed["seal"] and {**printed["seal"], "day": day(printed["seal"]["day"])},
        "lines": [
            {
                **line,
                "due_on": day(line["due_on"]),
                "before": line["before"] and {**line["before"], "day": day(line["before"]["day"])},
            }
            for line in printed["lines"]
        ],
    }


def day(text):
    """A date of '2024-06-27'; None stays None."""
    return text and date.fromisoformat(text)


def compose(printed):
    """The paper of a slip. printed: what ``tasks.models.slip_printed.papers`` took down."""
    with translation.override("vi"):
        html = render_to_string("tasks/slip_paper.html", {"said": said(printed), "css": style("party", "slip")})
    return Paper(html)
