"""check_files: every file that a row names is there and whole; what no row names is listed, and removed only when it is old."""

import os
import shutil
import tracemalloc
import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import FileField
from django.utils import timezone

from reports.management.commands.check_files import KEEPERS
from reports.models import Report
from resolutions.models import Resolution
from tasks import files, triggers
from tasks.models import Evidence, Paper
from tests.children import manage
from tests.office import START, at, say
from units import stored
from units.periods import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DATA = b"%PDF-1.7 " + bytes(range(256)) * 8 + b"%%EOF"
NAMES = ["evidence", "document", "report"]


@pytest.fixture
def kept(office):
    """{what: a row that names a file}: two papers beside, a report that is not made yet, and a text that was read."""
    row = office.assign(office.task(units=["chau_o"], cadence="once"))[0]
    file = files.store(ContentFile(DATA, name="ảnh.pdf"))
    entry = say(row, "log", office.head, "2024-04-02", evidence=[Paper("12-BC/ĐU"), file])
    asked = {"by": office.office, "committee": office.committee, "period": Period.holding(START, "quarterly")}
    [_waiting, report] = [Report.objects.ask(key=uuid.uuid4(), cutoff=at("2024-05-06"), now=at("2024-05-06"), **asked) for _n in range(2)]
    report.file.save("report.pdf", ContentFile(DATA), save=False)
    report.status, report.size, report.sha256 = Report.Status.READY, len(DATA), file.sha256
    report.save()
    return {"evidence": entry.evidence.get(position=2), "document": office.resolution, "report": report}


def path_of(row):
    return Path(default_storage.path(str(row.source if isinstance(row, Resolution) else row.file)))


def said(*arguments):
    """(exit status, faults, listed) of the command: the lines of each."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("check_files", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        status = error.returncode
    return status, err.getvalue().splitlines(), out.getvalue().splitlines()


def alter(row, **columns):
    """Change a row as only someone with the database's own keys can: the log refuses it."""
    with connection.cursor() as cursor:
        for refusal in triggers.wanted(connection.vendor):
            cursor.execute(f"DROP TRIGGER {refusal.name}" + (f" ON {refusal.table}" if connection.vendor == "postgresql" else ""))
    type(row).objects.filter(pk=row.pk).update(**columns)
    triggers.install(connection)


def stray(name="evidence/stray.pdf", *, age=timedelta(0)):
    """A file that no row names, last written so long ago."""
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(DATA)
    os.utime(path, ((timezone.now() - age).timestamp(),) * 2)
    return path


def test_where_all_is_whole_it_says_how_much(kept):
    summary = "Files of rows: 3, of which wrong: 0. Named by no row: 0. Half written: 0."
    assert said() == (0, [], [summary])
    assert said("--clean") == (0, [], [summary, "Removed, as older than a day: 0."])


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def with_another_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def longer(path):
    path.write_bytes(path.read_bytes() + b"x")


def replaced_by_a_folder(path):
    path.unlink()
    path.mkdir()


FAULTS = {
    "gone": (Path.unlink, "is gone."),
    "one byte changed": (with_another_byte, "was changed."),
    "cut": (cut, f"is cut: {len(DATA) - 1} bytes are left of {len(DATA)}."),
    "emptied": (lambda path: path.write_bytes(b""), f"is cut: 0 bytes are left of {len(DATA)}."),
    "longer": (longer, "was changed."),
    "no file": (replaced_by_a_folder, "cannot be read: Is a directory."),
    "its folder gone": (lambda path: shutil.rmtree(path.parent), "is gone."),
}


@pytest.mark.parametrize("what", NAMES)
@pytest.mark.parametrize("fault", FAULTS)
def test_it_finds_each_fault_of_each_kind_of_file(kept, what, fault):
    """One sentence, which names the row and the file, and the exit status. A document's row keeps no size: cut is changed there."""
    hurt, sentence = FAULTS[fault]
    hurt(path_of(kept[what]))
    if what == "document" and "is cut" in sentence:
        sentence = "was changed."
    words = {"evidence": f"{kept['evidence'].entry.code} (ảnh.pdf)"}.get(what, str(kept[what]))
    name = path_of(kept[what]).relative_to(default_storage.location)
    status, faults, _listed = said()
    assert (status, faults) == (1, [f"{words}: its file {name} {sentence}"])


@pytest.mark.parametrize("what", ["evidence", "report"])
@pytest.mark.parametrize("size", [len(DATA) - 1, len(DATA) + 1])
def test_it_finds_a_row_with_a_wrong_size(kept, what, size):
    alter(kept[what], size=size)
    status, faults, _listed = said()
    assert status == 1
    assert [fault.partition("is whole, ")[2] for fault in faults] == [f"but has {len(DATA)} bytes and not {size}."]


def test_it_finds_a_row_with_a_wrong_sum(kept):
    alter(kept["evidence"], sha256="0" * 64)
    status, faults, _listed = said()
    assert (status, len(faults)) == (1, 1)
    assert faults[0].endswith("was changed.")


def test_a_row_that_names_a_place_outside_names_no_file(kept, tmp_path):
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(DATA)
    alter(kept["evidence"], file="../outside.pdf")
    status, faults, listed = said("--clean")
    assert (status, len(faults)) == (1, 1)
    assert faults[0].endswith("../outside.pdf is gone.")
    assert any("named by no row" in line for line in listed)
    assert outside.exists()


def test_a_row_without_a_sum_is_checked_by_its_size(kept):
    Report.objects.filter(pk=kept["report"].pk).update(sha256="")
    assert said()[0] == 0
    cut(path_of(kept["report"]))
    assert said()[0] == 1


def test_a_row_that_went_while_it_was_looked_at_is_no_fault(kept, monkeypatch):
    whole = stored.fault

    def goes_first(path, **known):
        if path == path_of(kept["report"]):
            path.unlink()
            Report.objects.filter(pk=kept["report"].pk).delete()
        return whole(path, **known)

    monkeypatch.setattr(stored, "fault", goes_first)
    assert said()[:2] == (0, [])


def test_what_no_row_names_is_listed_and_is_no_fault(kept):
    stray(), stray("documents/deep/er/x.txt"), stray("evidence/y.png.part")
    status, faults, listed = said()
    assert (status, faults) == (0, [])
    assert sorted(listed[:-1]) == [
        "documents/deep/er/x.txt is named by no row.",
        "evidence/stray.pdf is named by no row.",
        "evidence/y.png.part was never written to its end.",
    ]
    assert listed[-1] == "Files of rows: 3, of which wrong: 0. Named by no row: 2. Half written: 1."


def test_cleaning_takes_away_what_is_older_than_a_day_and_no_more(kept):
    day, minute = timedelta(days=1), timedelta(minutes=1)
    old = [stray(age=day + minute), stray("reports/old.pdf.part", age=2 * day)]
    young = [stray("evidence/young.pdf", age=day - minute), stray("reports/young.part"), stray("evidence/later.pdf", age=-day)]
    for row in kept.values():
        os.utime(path_of(row), (0, 0))
    assert said()[0] == 0
    assert all(path.exists() for path in old)
    assert said("--clean")[2][-1] == "Removed, as older than a day: 2."
    assert [path.exists() for path in old + young] == [False, False, True, True, True]
    assert all(path_of(row).exists() for row in kept.values())


def test_an_orphan_that_got_its_row_in_time_is_kept(kept, monkeypatch):
    """An upload stores its file first and its row at the end: here between the listing and the removal."""
    path = stray(age=timedelta(days=2))
    older = stored.older_than

    def its_row_comes(*arguments):
        alter(kept["evidence"], file="evidence/stray.pdf")
        return older(*arguments)

    monkeypatch.setattr(stored, "older_than", its_row_comes)
    said("--clean")
    assert path.exists()
    assert Evidence.objects.filter(file="evidence/stray.pdf").exists()


def test_nothing_is_removed_where_something_is_wrong(kept):
    path = stray(age=timedelta(days=2))
    cut(path_of(kept["report"]))
    assert said("--clean")[2][-1].startswith("Nothing was removed")
    assert path.exists()


def test_nothing_is_removed_beside_a_database_that_names_no_file(db):
    path = stray(age=timedelta(days=2))
    assert said("--clean")[2][-1].startswith("Nothing was removed")
    assert path.exists()
    assert said() == (
        0,
        [],
        ["evidence/stray.pdf is named by no row.", "Files of rows: 0, of which wrong: 0. Named by no row: 1. Half written: 0."],
    )


def test_a_name_that_is_no_text_is_listed_in_numbers(kept):
    """No row can bear it."""
    path = os.fsencode(stray(age=timedelta(days=2))) + b"\xff"
    os.rename(stray(age=timedelta(days=2)), path)
    status, faults, listed = said("--clean")
    assert (status, faults, listed[0]) == (0, [], "evidence/stray.pdf\\udcff is named by no row.")
    assert not os.path.exists(path)


def test_every_column_that_names_a_file_is_looked_at():
    """Whoever adds a model with files adds it there: what is not looked at would be removed as an orphan."""
    columns = {(model, field.name) for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, FileField)}
    assert columns <= {(keeper.model, keeper.file) for keeper in KEEPERS}
    assert (Evidence, "file") in {(keeper.model, keeper.file) for keeper in KEEPERS}


def test_many_rows_and_files_take_little_memory(kept, monkeypatch):
    """Three thousand rows and five times as many orphans: less than half a kilobyte for each row, and nothing for an orphan."""
    entry, many = kept["evidence"].entry, 3_000
    Evidence.objects.bulk_create(
        [Evidence(entry=entry, position=n + 3, file=f"evidence/{uuid.uuid4().hex}.pdf", size=1, sha256="0" * 64) for n in range(many)]
    )
    monkeypatch.setattr(stored, "fault", lambda *_path, **_known: None)
    monkeypatch.setattr(stored, "names", lambda _store: (f"evidence/{n}.part" for n in range(5 * many)))
    with open(os.devnull, "w") as nowhere:
        call_command("check_files", stdout=nowhere)  # what is loaded but once is not counted
        tracemalloc.start()
        call_command("check_files", stdout=nowhere)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 500 * many


@pytest.mark.django_db(transaction=True)
def test_from_the_terminal(office):
    assert manage("check_files").returncode == 0
    Path(default_storage.path(office.resolution.source.name)).unlink()
    done = manage("check_files")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert office.resolution.source.name in done.stderr
