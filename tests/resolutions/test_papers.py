"""The reader on papers written for it, each with the answer of a careful reading: as text, damaged, and as DOCX and PDF.

The papers are of invented content; their answers follow what the paper says, not what the reader can do.
"""

import json
from pathlib import Path

import pytest

from resolutions.reader import read
from tests.resolutions.damage import HARMLESS, OCR
from tests.resolutions.scoring import HEAD, Score, bare, invented, number_of, score

FOLDER = Path(__file__).parent / "papers"
PAPERS = sorted(path.stem for path in FOLDER.glob("*.json"))
EACH = {"provisions": 0.90}
TOGETHER = {"provisions": 0.95, "labels": 0.95, "kinds": 0.95, "head": 0.90, "references": 0.95, "deadlines": 0.90, "addressees": 0.90}


def text_and_answer(name):
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def reading(text):
    return read(text).to_json()


@pytest.fixture(scope="module")
def scores():
    found = {}
    for name in PAPERS:
        text, answer = text_and_answer(name)
        found[name] = score(answer, reading(text), text)
    return found


def short_of(floors, of):
    return [f"{name} {of.figure(name):.3f} < {floor}" for name, floor in floors.items() if of.figure(name) < floor]


def test_there_are_papers_of_every_size():
    sizes = [len(answer["provisions"]) for _text, answer in map(text_and_answer, PAPERS)]
    assert len(PAPERS) >= 14
    assert sum(size > 25 for size in sizes) >= 3
    assert max(sizes) >= 60


@pytest.mark.parametrize("name", PAPERS)
def test_an_answer_quotes_its_paper(name):
    text, answer = text_and_answer(name)
    whole = bare(text)
    asked = [*answer["provisions"], *answer["unnumbered"]]
    quotes = [answer["subject"], answer["signer"], *answer["issuer"].split(), *answer["references"], *answer["recipients"]]
    quotes += [one["starts"] for one in asked]
    quotes += [each["text"] for one in asked for key in ("deadlines", "addressees") for each in one.get(key, ())]
    quotes += [words for one in asked for words in one.get("obligations", ())]
    assert [words for words in quotes if words and bare(words) not in whole] == []
    labels = [one["label"] for one in answer["provisions"]]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_read(name, scores):
    found = scores[name]
    assert found.invented == []
    assert short_of(EACH, found) == [], "\n".join(found.notes)


def test_the_papers_together(scores):
    total = sum(scores.values(), Score())
    assert short_of(TOGETHER, total) == [], "\n".join([str(total.figures), *total.notes])


def made_up(name, before, after, text, damaged):
    """What the damage alone made the reader invent."""
    return [f"{name} invented: {words}" for words in invented(after, damaged)] if not invented(before, text) else []


def labels_of(got):
    return [one["label"] for one in got["provisions"]]


@pytest.mark.parametrize("damage", HARMLESS, ids=lambda each: each.__name__)
def test_harmless_damage_changes_neither_head_nor_labels(damage):
    wrong = []
    for name in PAPERS:
        text, _answer = text_and_answer(name)
        damaged = damage(text, seed=len(name))
        before, after = reading(text), reading(damaged)
        wrong += [f"{name} {key}: {before[key]} | {after[key]}" for key in HEAD if bare(before[key]) != bare(after[key])]
        if labels_of(before) != labels_of(after):
            wrong.append(f"{name} labels: {labels_of(before)} | {labels_of(after)}")
        wrong += made_up(name, before, after, text, damaged)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("misreading", OCR, ids=lambda each: each.__name__)
def test_misread_letters_may_lose_but_not_invent(misreading):
    wrong = []
    for name in PAPERS:
        text, answer = text_and_answer(name)
        damaged = misreading(text, seed=len(name))
        got = reading(damaged)
        wrong += made_up(name, reading(text), got, text, damaged)
        wrong += [f"{name} {key}: {got[key]}" for key in ("number", "date") if got[key] and number_of(got[key]) != number_of(answer[key])]
        most = len(answer["provisions"]) + len(answer["unnumbered"])
        sections = sum(label.isalpha() and label.isupper() for label in labels_of(got))
        if len(got["provisions"]) - sections > most * 1.1 + 2:
            wrong.append(f"{name}: {len(got['provisions'])} provisions of {most}")
    assert wrong == [], "\n".join(wrong)
