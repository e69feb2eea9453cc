"""The one-page summary for a leader, and the extract about one unit."""

import re
from dataclasses import replace

import pytest

from reports import summary_paper, unit_paper
from reports.contents import LINES
from tests.reports.measure import sheets
from tests.reports.sample import contents
from tests.reports.test_report_paper import shown, table

LATE = {"stands": ("in_progress", "overdue")}


@pytest.mark.parametrize(
    ("made", "is_cut"),
    [
        (contents(0), False),
        (contents(2), False),
        (contents(120), True),
        (contents(300, **LATE, long_names=True, scope="khối Mặt trận và đoàn thể " * 3), True),
    ],
)
def test_the_summary_is_one_page(made, is_cut):
    (page,) = sheets(summary_paper.compose(made).render())
    assert "TÓM TẮT BÁO CÁO" in page.text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page.text
    assert max(run.y for run in page.runs) < 277
    assert ("xem báo cáo BC-0012" in page.text) == is_cut


def test_what_does_not_fit_is_left_out_from_the_end():
    made = contents(120)
    paper = summary_paper.compose(made)
    full = shown(paper.html)
    for text in made.part("summary") + made.part("recommendations"):
        assert text in full
    assert [row[0] for row in table(paper.html, "worst")[1:]] == [unit.name for unit in made.figures.overdue[:5]]
    assert "xem báo cáo" not in full
    told = [sum(text in shown(page) for text in made.part("summary") + made.part("recommendations")) for page in paper.shorter]
    assert told == sorted(told, reverse=True)
    assert told[-1] == 0
    assert all("xem báo cáo BC-0012" in shown(page) for page in paper.shorter)


def test_more_words_than_a_page_holds_are_cut_plainly():
    made = contents(120)
    long = replace(made, sentences=tuple(replace(one, text=f"{one.text} {'Lời dài của ban. ' * 60}") for one in made.sentences))
    (page,) = sheets(summary_paper.compose(long).render())
    assert "xem báo cáo BC-0012" in page.text


def test_an_extract_is_about_one_unit_and_nobody_else():
    made = contents(600, **LATE, tasks=20)
    line = made.figures.classes[0].doers[0]
    paper = unit_paper.compose(made, line.unit, line.person)
    own = {row.code for row in made.figures.rows if row.doer == line.doer}
    assert set(re.findall(r"NV-\d{4}/\d", paper.html)) == own
    assert {row[0] for row in table(paper.html, "own")[1:] if len(row) == 5} == own
    assert {row[0] for row in table(paper.html, "overdue")[1:]} == own
    text = shown(paper.html)
    assert f"Được giao {line.counts.assigned}, hoàn thành 0 (0%), quá hạn {line.counts.overdue}." in text
    assert line.name in text
    others = {of.name for kind in made.figures.classes for of in kind.doers} - {line.name}
    assert not [name for name in others if name in text]
    assert paper.attachments == ()
    pages = sheets(paper.render())
    assert "TRÍCH BÁO CÁO" in pages[0].text
    assert pages[0].find("BÁO CÁO").size == 16


def test_an_extract_of_a_person_and_of_a_unit_without_late_work():
    made = contents(60)
    person = next(of for kind in made.figures.classes for of in kind.doers if of.person and not of.counts.overdue)
    html = unit_paper.compose(made, person.unit, person.person).html
    assert "Không có việc nào quá hạn." in shown(html)
    assert "Trách nhiệm cá nhân" in shown(html)
    with pytest.raises(unit_paper.NotInReport):
        unit_paper.compose(made, person.unit)  # the unit itself has none
    with pytest.raises(unit_paper.NotInReport):
        unit_paper.compose(made, 999)


def test_an_extract_where_rows_are_left_out_lists_what_is_late():
    made = contents(LINES + 1, **LATE).without_too_many_rows()
    line = made.figures.classes[0].doers[0]
    html = unit_paper.compose(made, line.unit, line.person).html
    assert "bảng tính XLSX mang cùng mã" in shown(html)
    assert len(table(html, "overdue")[1:]) == line.counts.overdue


def test_it_cites_the_rules_of_counting_where_they_are_printed():
    made = contents(120)
    line = made.figures.classes[0].doers[0]
    for one in (summary_paper.compose(made), unit_paper.compose(made, line.unit, line.person)):
        assert "cách tính ở cuối Phụ lục của báo cáo BC-0012." in one.html
