"""What the papers of a report are made of: words of a row, rows in their order, sentences in their place, the picture."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports import wording
from reports.appendix import Counted, groups
from reports.figures import COLUMNS, Measure, addresses_of
from reports.measures import printed
from reports.narrative import Before, Sentence
from reports.picture import picture
from reports.sentences import homeless, placed
from reports.standing import measured, stands, wants
from reports.wording import STANDS
from tests.reports.sample import contents, row

SHARE = Measure("Chi bộ đã sinh hoạt", "chi bộ", Decimal(90), True, True)


@pytest.mark.parametrize(
    ("state", "standing", "due_on", "said"),
    [
        ("verified", "on_time", date(2024, 5, 10), "hoàn thành đúng hạn (ngày 03/5/2024)"),
        ("verified", "late", date(2024, 5, 1), "hoàn thành quá hạn (ngày 03/5/2024)"),
        ("submitted", "late", date(2024, 5, 1), "chờ xác nhận"),
        ("in_progress", "overdue", date(2024, 6, 7), "quá hạn 23 ngày"),
        ("assigned", "overdue", date(2024, 6, 7), "quá hạn 23 ngày, chưa tiếp nhận"),
        ("in_progress", "due_soon", date(2024, 7, 7), "đang thực hiện"),
        ("assigned", "no_date", None, "chưa tiếp nhận, chưa có hạn"),
        ("declined", "overdue", date(2024, 6, 7), "đơn vị trả lại"),
        ("withdrawn", "in_time", date(2024, 6, 7), "đã thu hồi"),
    ],
)
def test_how_a_row_stands_in_words(state, standing, due_on, said):
    one = replace(row(0, stands=(state, standing)), due_on=due_on, days_late=23 if standing == "overdue" else 0)
    assert stands(one) == said


def test_what_a_unit_asks_for_in_words():
    assert wants(replace(row(0, stands=("in_progress", "in_time")), wanted_on=date(2024, 7, 5))) == "lùi hạn đến 05/7/2024"
    assert wants(row(0, stands=("in_progress", "in_time"))) == "lùi hạn"
    assert wants(row(0, stands=("declined", "in_time"))) == "trả lại việc"


def test_what_a_row_measured_in_words():
    assert measured(replace(row(1), value=Decimal("4.5"), out_of=Decimal(10)), SHARE) == "4,5/10 chi bộ"
    assert measured(replace(row(1), value=Decimal(3), out_of=None), replace(SHARE, unit="")) == "3"
    assert measured(replace(row(1), value=None), SHARE) == "chưa báo"
    assert measured(row(1), None) == ""


def test_a_measure_in_words():
    line = contents(120).figures.measures[0]
    before = Before("quý I/2024", {f"m{line.task.id}.result": 55, f"m{line.task.id}.value": Decimal(5)})
    nothing = Before("quý I/2024", {})

    def told(measure, was=nothing, **changes):
        made = printed(replace(line, task=replace(line.task, measure=measure), **changes), was)
        return made.target, made.told, made.result, made.before

    assert told(SHARE, before, reported=2, value=Decimal(6), out_of=Decimal(8), result=75) == ("90%", "6/8 chi bộ", "75%", "55%")
    assert told(SHARE, reported=0, value=None, out_of=None, result=None) == ("90%", "chưa có số liệu", "", "")
    count = replace(SHARE, is_share=False, target=None)
    assert told(count, reported=2, value=None, out_of=None, result=None) == ("không đặt", "không cộng gộp", "", "")
    of_values = Before("quý I/2024", {f"m{line.task.id}.value": Decimal(7)})
    assert told(replace(count, target=Decimal(2)), of_values, reported=2, value=Decimal(4), out_of=None, result=None) == (
        "2 chi bộ mỗi đơn vị", "4 chi bộ", "", "7 chi bộ",
    )  # fmt: skip


@pytest.mark.parametrize("number", [0, 1, 120])
def test_the_appendix_has_each_row_once_under_its_task_and_provision(number):
    found = contents(number).figures
    made = groups(found)
    listed = [line.row for provision in made for task in provision.tasks for line in task.lines]
    assert sorted(one.assignment for one in listed) == [one.assignment for one in found.rows]
    for provision in made:
        for task in provision.tasks:
            assert task.task.provision == provision.provision.id
            assert {line.row.task for line in task.lines} == {task.task.id}
            assert [line.kind for line in task.lines] == sorted(
                (line.kind for line in task.lines), key=[of.name for of in found.classes].index
            )
    assert groups(found, ()) == ()


def test_sentences_find_their_line_and_the_rest_is_kept_in_order():
    said = tuple(
        Sentence(part, key, text)
        for part, key, text in [
            ("measures", "m1", "a"),
            ("measures", "m9", "b"),
            ("classes", "k", "c"),
            ("measures", "m1", "d"),
            ("measures", "x", "e"),
            ("z", "z", "f"),
        ]
    )
    assert placed(said, "measures", {"m1", "m2"}) == ({"m1": ["a", "d"]}, ["b", "e"])
    assert placed(said, "overdue") == ({}, [])
    assert homeless(said) == ["f"]


def test_more_bars_than_page_1_holds_become_a_bar_each_class():
    found = contents(120).figures
    drawn = picture(found, STANDS, "Tình hình", most=7)["bars"]
    assert "Mặt trận và đoàn thể" in drawn
    assert ">I.1<" not in drawn
    assert ">I.1<" in picture(found, STANDS, "Tình hình", most=8)["bars"]
    assert ">I.1<" in picture(found, STANDS, "Tình hình")["bars"]


def test_the_appendix_says_of_each_row_in_which_figures_it_counts():
    """The same as by the addresses of the figures, which the sheet and the page use."""
    found = contents(120).figures
    own = {*COLUMNS} - {"assigned", "done"}
    seen = set()
    for line in (line for provision in groups(found) for task in provision.tasks for line in task.lines):
        addresses = [address.split(".") for address in addresses_of(line.row, found)]
        columns = {column for key, column in addresses if key == "all" and column in own}
        expected = {STANDS[line.row.category], *(wording.COLUMNS[column].lower() for column in columns - {line.row.category})}
        expected |= {"chỉ tiêu"} if any(key[0] == "m" for key, _column in addresses) else set()
        expected |= {word for column, word in (("silent", "chưa có thông tin"), ("requests", "đề nghị")) if ["all", column] in addresses}
        told = {re.sub(r" \(ngày .*\)| \d+ ngày", "", said) for said in line.counted.split("; ")}
        assert told == expected, line.row.code
        seen |= told
    assert seen >= {"chỉ tiêu", "chưa có thông tin", "đề nghị", "chưa tiếp nhận", "chưa có hạn", "quá hạn", "đã thu hồi"}
    overdue = next(row for row in found.rows if row.category == "overdue")
    assert Counted.of(found).columns_of(overdue).startswith(f"quá hạn {overdue.days_late} ngày")
