"""What is proposed of the first document to the demonstration's committee, from its text, from a DOCX and from a PDF."""

import json
from datetime import date
from pathlib import Path

import pytest

from resolutions.known import known_of
from resolutions.reader import decode, read, text_of
from tasks import demo
from tasks.demo.people import make_units
from tasks.models import Addressee
from tasks.proposals import TITLE, parts_of, title_of
from tests.office import SAMPLE
from tests.resolutions.test_sources import MADE
from units.models import Unit

pytestmark = pytest.mark.django_db
FIXTURE = json.loads((Path(demo.__file__).parent / "binh_son.json").read_text())
ON = date(2024, 4, 2)
ALL = ["advising", "front", "government", "subordinate"]


@pytest.fixture
def committee():
    return make_units(FIXTURE)["Huyện ủy"]


def proposed(committee, text):
    """The document, and what it proposes to this committee: {label: tasks}."""
    document = read(text)
    return document, {part["label"]: part["tasks"] for part in parts_of(document, known_of(committee, on=ON)) if part["tasks"]}


@pytest.mark.parametrize("carrier", ["text", *MADE])
def test_it_is_the_same_from_every_carrier(committee, carrier):
    document, tasks = proposed(committee, text_of(MADE[carrier]()) if carrier in MADE else decode(SAMPLE.read_bytes()))
    orders = {part.label: part.kind for part in document.provisions if part.is_order}
    assert orders == {f"I.{n}": "directive" for n in range(1, 7)} | {"II.1": "duty", "II.2": "duty"}
    assert (document.number, document.date, document.symbol) == (None, None, "KL/HU")
    yearly = tasks["I.2"][0]["fields"]
    assert (yearly["cadence"], yearly["cadence_note"]) == ("yearly", "hằng năm")
    assert [task["fields"].get("cadence") for label in tasks for task in tasks[label] if task["fields"] != yearly] == [None] * 11
    assert not any(task["fields"].get("due_on") for label in tasks for task in tasks[label])
    [plan], [watch] = tasks["II.1"], tasks["II.2"]
    assert (plan["fields"]["unit_kinds"], plan["fields"]["units"]) == (ALL, [])
    board = Unit.objects.get(short_name="Ban Tuyên giáo").pk
    assert (watch["fields"]["unit_kinds"], watch["fields"]["units"]) == (["advising", "front"], [board])
    assert watch["fields"]["roles"] == ["leader"]


def test_the_tasks_of_the_demonstration_are_proposed(committee):
    """One proposal at least for each of its twelve, with whom it names among those that the text names, where it names any."""
    _document, tasks = proposed(committee, decode(SAMPLE.read_bytes()))
    assert sum(len(found) for found in tasks.values()) == len(FIXTURE["tasks"]) == 12
    classes = set(dict(Addressee.KINDS))
    for task in FIXTURE["tasks"]:
        named = {kind for one in tasks[task["label"]] for kind in one["fields"]["unit_kinds"]}
        assert set(task["to"]) & classes <= named, task["title"]


def test_every_proposal_quotes_the_words_it_came_from(committee):
    document, tasks = proposed(committee, decode(SAMPLE.read_bytes()))
    for task in (task for found in tasks.values() for task in found):
        words = document.text[task["start"] : task["end"]]
        assert task["fields"]["title"].casefold() in " ".join(words.split()).casefold()
        for quote in (*task["whom"], *task["when"]):
            assert document.text[quote["start"] : quote["end"]] == quote["text"]


PAPER = """ĐẢNG BỘ TỈNH QUẢNG NGÃI
HUYỆN ỦY BÌNH SƠN
*
KẾT LUẬN
về một việc

"""


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("Giao Huyện ủy báo cáo Tỉnh ủy.", {"unit_kinds": [], "units": []}),  # a committee gives nothing to itself
        ("Giao Đảng ủy thị trấn Châu Ổ báo cáo trước ngày 30/6/2024.", {"units": ["Đảng bộ thị trấn Châu Ổ"], "due_on": "2024-06-30"}),
        ("Giao Đảng ủy thị trấn Châu Ổ báo cáo hằng tuần.", {"cadence": "monthly", "cadence_note": "hằng tuần"}),
        ("Giao Đảng ủy thị trấn Châu Ổ báo cáo sau khi có hướng dẫn 10 ngày.", {"cadence": None, "due_on": None}),
        ("Giao Đảng ủy xã Nơi Khác báo cáo.", {"unit_kinds": [], "units": []}),
        (
            "Giao Đảng ủy thị trấn Châu Ổ chủ trì, phối hợp với Đảng ủy xã Bình Minh báo cáo.",
            {"units": ["Đảng bộ thị trấn Châu Ổ"], "supporting": ["Đảng bộ xã Bình Minh"]},
        ),
    ],
)
def test_what_the_words_say_and_no_more(committee, order, expected):
    _document, tasks = proposed(committee, f"{PAPER}1. {order}\n\n2. Giao Văn phòng Huyện ủy theo dõi.\n")
    fields = tasks["1"][0]["fields"]
    names = dict(Unit.objects.values_list("pk", "name"))
    said = {name: [names[pk] for pk in fields[name]] if name in ("units", "supporting") else fields.get(name) for name in expected}
    assert said == expected


def test_a_unit_that_has_ended_is_stood_for_by_its_heir(committee):
    old, new = Unit.objects.get(name="Đảng bộ xã Bình Minh"), Unit.objects.get(name="Đảng bộ xã Bình An")
    Unit.objects.filter(pk=old.pk).update(valid_until=date(2024, 3, 31), heir=new)
    _document, tasks = proposed(committee, f"{PAPER}1. Giao Đảng ủy xã Bình Minh báo cáo.\n")
    assert tasks["1"][0]["fields"]["units"] == [new.pk]


def test_what_stands_over_a_list_is_not_ticked(committee):
    text = f"{PAPER}1. Đảng ủy xã Bình Minh tổ chức thực hiện các việc sau:\na) Rà soát quy hoạch.\nb) Báo cáo kết quả.\n"
    _document, tasks = proposed(committee, text)
    assert {label: [task["take"] for task in found] for label, found in tasks.items() if label != "1"} == {"1.a": [True], "1.b": [True]}
    assert not any(task["take"] for task in tasks.get("1", ()))


@pytest.mark.parametrize("words", ["Một việc", "x" * 900, "Một việc, " * 60, "Làm " * 90, "", " .;", "làm; " + "rất dài " * 60])
def test_a_title_is_short_and_of_the_texts_own_words(words):
    title = title_of(words)
    assert len(title) <= TITLE
    assert " ".join(words.split()).casefold().startswith(title.casefold())
    assert title or not words.strip(" .;")
