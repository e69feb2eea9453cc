"""manage.py oversight_report: writes a whole file or none, and says in one sentence what is wrong."""

import io
import os
import re
from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import translation

from reports import paper
from tests.office import at, say
from units.models import Unit
from units.pdf import RenderFailed


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-07-15"), tick=False):
        yield


@pytest.fixture
def quick(monkeypatch):
    """No PDF is drawn: this is about the command."""
    monkeypatch.setattr(paper.Paper, "render", lambda self: b"%PDF-quick")


@pytest.fixture
def folder(tmp_path):
    """An empty folder to write into."""
    made = tmp_path / "out"
    made.mkdir()
    return made


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command("oversight_report", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_writes_the_pdf_and_says_the_figures(office, folder):
    first, _second = office.assign(office.task())
    say(first, "submit", "head", "2024-06-10")
    with translation.override("en"):
        said, errors = run("2024-Q2", "--output", str(folder / "q2.pdf"))
    assert (folder / "q2.pdf").read_bytes().startswith(b"%PDF-")
    assert [int(number) for number in re.findall(r"\d+", said.split(":")[-1])] == [2, 0, 0, 1, 0, 1, 0, 0]
    assert "30/06/2024" in said
    assert errors == ""
    assert os.listdir(folder) == ["q2.pdf"]


@pytest.mark.parametrize("day", ["30/06/2024", "2024-06-30", "1/5/2024"])
def test_the_day_in_both_spellings(office, quick, folder, day):
    run("2024-Q2", "--on", day, "--output", str(folder / "x.pdf"))
    assert (folder / "x.pdf").read_bytes() == b"%PDF-quick"


def test_standard_output_holds_the_pdf_alone(office, quick, capsysbinary):
    _out, errors = run("2024-Q2", "--output", "-")
    assert capsysbinary.readouterr().out == b"%PDF-quick"
    assert "2024-Q2" in errors


def test_a_file_that_is_there_is_replaced(office, quick, folder):
    (folder / "x.pdf").write_text("before")
    run("2024-Q2", "--output", str(folder / "x.pdf"), "--resolution", str(office.resolution.pk), "--committee", str(office.committee.pk))
    assert (folder / "x.pdf").read_bytes() == b"%PDF-quick"


@pytest.mark.parametrize(
    "args",
    [
        ("2024-Q5",), ("2024-13",), ("Q4",), ("2024-10-01..2024-09-30",), ("quý IV",), ("",),
        ("2024-Q2", "--on", "31/02/2024"), ("2024-Q2", "--on", "16/07/2024"), ("2024-Q2", "--on", "31/03/2024"), ("2024-Q2", "--on", "hôm qua"),
        ("2024-Q4",), ("2024-Q2", "--resolution", "99999"), ("2024-Q2", "--committee", "99999"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_one_sentence_and_status_2(office, quick, folder, args):
    with pytest.raises(CommandError) as refused:
        run(*args, "--output", str(folder / "x.pdf"))
    assert refused.value.returncode == 2
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
    assert not os.listdir(folder)


@pytest.mark.parametrize("output", ["nowhere/x.pdf", "", ".", "file/x.pdf"])
def test_where_nothing_can_be_written_it_says_so_before_any_work(office, monkeypatch, folder, output):
    monkeypatch.setattr(paper, "compose", None)
    (folder / "file").write_text("")
    with pytest.raises(CommandError) as refused:
        run("2024-Q2", "--output", str(folder / output))
    assert refused.value.returncode == 2
    assert os.listdir(folder) == ["file"]


@pytest.mark.parametrize("code", ["timeout", "memory", "crashed", "no_pango"])
def test_what_the_renderer_refuses_leaves_the_file_as_it_was(office, monkeypatch, folder, code):
    def broken(self):
        raise RenderFailed(code)

    monkeypatch.setattr(paper.Paper, "render", broken)
    (folder / "x.pdf").write_text("before")
    with pytest.raises(CommandError) as refused:
        run("2024-Q2", "--output", str(folder / "x.pdf"))
    assert refused.value.returncode == 2
    assert (folder / "x.pdf").read_text() == "before"
    assert os.listdir(folder) == ["x.pdf"]


def test_a_full_disk_leaves_nothing_half_written(office, quick, monkeypatch, folder):
    def full(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError) as refused:
        run("2024-Q2", "--output", str(folder / "x.pdf"))
    assert refused.value.returncode == 2
    assert not os.listdir(folder)


def test_without_a_committee_it_says_so(db, folder):
    with pytest.raises(CommandError) as refused:
        run("2024-Q2", "--output", str(folder / "x.pdf"))
    assert refused.value.returncode == 2


def test_with_several_committees_it_asks_which(office, quick, folder):
    other = Unit.objects.create(name="Thị ủy Đức Phổ", kind="committee", valid_from=date(2020, 1, 1))
    run("2024-Q2", "--output", str(folder / "x.pdf"))  # only one has a document in force
    office.resolution.pk, office.resolution.committee = None, other
    office.resolution.save()
    with pytest.raises(CommandError) as refused:
        run("2024-Q2", "--output", str(folder / "y.pdf"))
    assert refused.value.returncode == 2
    run("2024-Q2", "--committee", str(other.pk), "--output", str(folder / "y.pdf"))
    run("2024-Q2", "--resolution", str(office.resolution.pk), "--output", str(folder / "y.pdf"))
