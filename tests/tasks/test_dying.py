"""kill -9 in the middle of uploads: no row is ever without its file. The control: written in place, after its row, it is."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from tasks.models import Entry, Evidence
from tests.children import ROOT, environment
from tests.office import Office

pytestmark = pytest.mark.django_db(transaction=True)
UPLOADS, DAY = 3, 24 * 3600

# where it dies: uploads that went through, files that no row names, files half written
POINTS = {
    "before the first file": (UPLOADS - 1, 0, 0),
    "in the middle of a file": (UPLOADS - 1, 0, 1),
    "after the first file": (UPLOADS - 1, 1, 0),
    "after the second file": (UPLOADS - 1, 2, 0),
    "after all files": (UPLOADS - 1, 3, 0),
    "after the entry": (UPLOADS - 1, 3, 0),
    "after the evidence": (UPLOADS - 1, 3, 0),
    "after the commit": (UPLOADS, 0, 0),
}


@pytest.fixture
def row():
    made = Office.make()
    made.read()
    return made.assign(made.task(units=["chau_o"], cadence="once"))[0]


def killed(point, row, *how):
    """A process uploads and dies there."""
    command = [sys.executable, "-m", "tests.tasks.dying", point, "head", str(row.pk), str(UPLOADS), *how]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr


def said_by(*command):
    """(exit status, what it prints) of a command."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*command, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue() + err.getvalue() + str(error)
    return 0, out.getvalue()


def strays():
    """The files in the store that no row of evidence names, among them half-written ones."""
    named = set(Evidence.objects.values_list("file", flat=True))
    folder = Path(default_storage.path("evidence"))
    return sorted(path for path in folder.iterdir() if f"evidence/{path.name}" not in named)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("point", POINTS)
def test_killed_in_the_middle_of_uploads_no_row_is_without_its_file(row, point):
    through, orphans, parts = POINTS[point]
    killed(point, row)
    assert Entry.objects.filter(kind="log").count() == through
    assert Counter(Evidence.objects.values_list("entry__number", flat=True)) == dict.fromkeys(range(2, through + 2), 3)
    status, words = said_by("check_files")
    assert (status, words.count("named by no row.\n"), words.count("never written to its end")) == (0, orphans, parts)
    assert f"wrong: 0. Named by no row: {orphans}. Half written: {parts}." in words
    assert len(strays()) == orphans + parts
    assert said_by("verify_log")[0] == 0
    for age, left in [(DAY - 600, orphans + parts), (DAY + 600, 0)]:
        for path in strays():
            os.utime(path, (time.time() - age,) * 2)
        status, words = said_by("check_files", "--clean")
        assert (status, len(strays())) == (0, left)
        assert f"Removed, as older than a day: {orphans + parts - left}." in words
    assert said_by("check_files")[0] == 0


@pytest.mark.usefixtures("english")
def test_written_in_place_and_after_their_rows_files_are_missing(row):
    """The control: the same death without the guard leaves rows without their files. The same command finds them, and removes nothing then."""
    killed("in the middle of a file", row, "unguarded")
    assert Evidence.objects.count() == 3 * UPLOADS
    status, words = said_by("check_files", "--clean")
    assert (status, words.count("is gone."), words.count("is cut:")) == (1, 2, 1)
    assert "Nothing was removed" in words
