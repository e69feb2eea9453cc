"""A report as data, there and back."""

import json

import msgspec
import pytest

from reports.contents import LINES, of_json, schema, to_json
from reports.figures import values
from tests.reports.sample import contents


@pytest.mark.parametrize("number", [0, 1, 120])
def test_what_is_kept_is_what_was_made(number):
    made = contents(number)
    data = to_json(made)
    assert of_json(data) == made
    assert to_json(of_json(data)) == data
    assert data == to_json(contents(number))


def test_more_rows_than_a_paper_holds_are_left_out_and_move_no_figure():
    whole = contents(LINES + 1)
    kept = of_json(to_json(whole.without_too_many_rows()))
    assert (len(kept.figures.rows), kept.rows_left_out) == (0, LINES + 1)
    assert values(kept.figures) == values(whole.figures)
    assert contents(5).without_too_many_rows() == contents(5)


def test_what_is_no_report_is_refused():
    said = json.loads(to_json(contents(1)))
    for wrong in ({**said, "figures": {}}, {**said, "year": "hai nghìn"}, []):
        with pytest.raises(msgspec.ValidationError):
            of_json(json.dumps(wrong).encode())


def test_a_later_shape_is_read_too():
    said = json.loads(to_json(contents(1)))
    assert of_json(json.dumps({**said, "a field of later": 1}).encode()) == contents(1)


def test_the_schema_in_the_repository_is_that_of_the_classes(settings):
    kept = settings.BASE_DIR / "reports" / "contents.schema.json"
    assert json.loads(kept.read_text()) == json.loads(json.dumps(schema()))
