"""Words that all forms of a report share."""

import io
from dataclasses import replace

import pytest
from docx import Document

from reports import wording
from reports.document import document
from reports.measures import counted
from reports.paper import compose
from tests.reports.sample import contents
from tests.reports.test_report_paper import shown, table

SCOPES = ("các cá nhân được giao trách nhiệm", "Đảng bộ xã Bình Minh", "khối Tổ chức đảng trực thuộc", "các đơn vị do đồng chí A phụ trách")


@pytest.mark.parametrize("scope", SCOPES)
def test_whose_work_it_is_reads_alike_on_paper_and_in_word(scope):
    made = contents(5, scope=scope)
    title, opening = f"của Huyện ủy Bình Sơn, phần việc của {scope},", f"đôn đốc phần việc của {scope} quý II/2024"
    text = shown(compose(made).html)
    word = " ".join(paragraph.text for paragraph in Document(io.BytesIO(document(made))).paragraphs)
    for said in (title, opening):
        assert said in text
        assert said in word
    assert wording.whose(contents(5)) == ""


def test_so_many_units_and_so_many_persons():
    assert (wording.doers(2, "front"), wording.doers(1200, "persons"), wording.doers(0, "front")) == (
        "2 đơn vị",
        "1.200 cá nhân",
        "0 đơn vị",
    )


def test_measures_without_work_in_the_period_are_left_out():
    """A report over one unit has the tasks of all: those that never were its own say nothing of it."""
    made = contents(120)
    first, *others = made.figures.measures
    empty = [replace(line, rows=0, reported=0, value=None, out_of=None, result=None, of=()) for line in others]
    narrow = replace(made, sentences=(), figures=replace(made.figures, measures=(first, *empty)))
    assert counted(narrow.figures) == [first]
    assert [row[-1] for row in table(compose(narrow).html, "measures")[1:]] == [f"{first.reported}/{first.rows}"]
    [rows] = [one.rows for one in Document(io.BytesIO(document(narrow))).tables if one.rows[0].cells[-1].text == "Kỳ trước"]
    assert [row.cells[2].text for row in rows][1:] == [f"{first.reported}/{first.rows}"]
    none = replace(narrow, figures=replace(narrow.figures, measures=tuple(empty)))
    assert wording.NOTHING["measures"] in shown(compose(none).html)
    assert wording.NOTHING["measures"] in [paragraph.text for paragraph in Document(io.BytesIO(document(none))).paragraphs]
