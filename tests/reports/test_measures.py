"""What a measure was in the period before: the same words on the page, on paper, in Word, and the same figure in the sheet."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest
from django.template.loader import render_to_string
from docx import Document

from reports.document import document
from reports.figures import Measure
from reports.narrative import Before
from reports.paper import compose
from reports.workbook import workbook
from tests.reports.sample import contents
from tests.reports.test_report_paper import table

SHARE = Measure("Chi bộ đã sinh hoạt", "chi bộ", Decimal(90), True, True)
COUNT = Measure("Mô hình mới", "mô hình", Decimal(2), False, True)
NOBODY = {"reported": 0, "value": None, "out_of": None, "result": None}
CASES = {  # a measure and what is known of it now, and what the period before says of it
    "a count with a target": (COUNT, {"reported": 2, "value": Decimal(3), "out_of": None, "result": 75}, "7 mô hình"),
    "a count that is silent": (COUNT, NOBODY, "7 mô hình"),
    "a share": (SHARE, {"reported": 2, "value": Decimal(6), "out_of": Decimal(8), "result": 75}, "55%"),
    "a share that is silent": (SHARE, NOBODY, "55%"),
    "a count that was silent": (COUNT, {"reported": 2, "value": Decimal(3), "out_of": None, "result": 75}, ""),
}


def report(measure, now, *, was):
    """Contents with this measure alone. was: whether it had figures in the period before."""
    made = contents(120)
    line = made.figures.measures[0]
    line = replace(line, task=replace(line.task, measure=measure), **now)
    then = {f"m{line.task.id}.value": Decimal(7), f"m{line.task.id}.result": 55} if was else {}
    return replace(made, figures=replace(made.figures, measures=(line,)), before=Before("quý I/2024", then))


@pytest.mark.parametrize("case", CASES)
def test_the_period_before_is_said_alike_in_every_form(case):
    measure, now, said = CASES[case]
    made = report(measure, now, was=bool(said))
    context = {"report": SimpleNamespace(pk=1), "figures": made.figures, "before": made.before}
    [line] = table(render_to_string("reports/_page_measures.html", context).replace('class="table"', 'class="grid page"'), "page")[1:]
    assert line[-1] == said
    [line] = [row for row in table(compose(made).html, "measures")[1:] if len(row) > 1]
    assert line[-2] == said
    lines = next(one.rows for one in Document(BytesIO(document(made))).tables if one.rows[0].cells[-1].text == "Kỳ trước")
    assert lines[1].cells[-1].text == said
    sheet = openpyxl.load_workbook(BytesIO(workbook(made, made.figures.rows)))["Chỉ tiêu"]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in told if "Kỳ trước: giá trị" in row)
    line = dict(zip(heads, next(row for row in told if row[0] == "m1"), strict=True))
    expected = {"7 mô hình": (7, None), "55%": (None, 0.55), "": (None, None)}[said]
    assert (line["Kỳ trước: giá trị"], line["Kỳ trước: tỷ lệ"]) == expected
