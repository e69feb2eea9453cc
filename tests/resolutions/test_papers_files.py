"""Some of the papers as the files that offices send: the answers are the same as of their text."""

import pytest

from resolutions.reader import read, text_of
from tests.resolutions.carried import docx_of, pdf_of
from tests.resolutions.scoring import score
from tests.resolutions.test_papers import short_of, text_and_answer

PAPERS = (
    "notice-commune-standing", "guidance-organisation-board", "plan-district-discipline", "resolution-commune-agriculture",
    "regulation-district-standing", "official-letter-district-scam",
)  # fmt: skip
FLOORS = {"provisions": 0.90, "labels": 0.95, "head": 0.85, "references": 0.95}


@pytest.mark.parametrize("make", [docx_of, pdf_of], ids=["docx", "pdf"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_in_a_file(name, make):
    text, answer = text_and_answer(name)
    told = text_of(make(text))
    found = score(answer, read(told).to_json(), told)
    assert found.invented == []
    assert short_of(FLOORS, found) == [], "\n".join(found.notes)
