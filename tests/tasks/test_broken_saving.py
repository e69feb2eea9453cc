"""The database fails in the middle of saving an entry with three files: all of it is kept, or nothing."""

import uuid
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tasks.models import Assignment, Entry, Evidence
from tasks.models.evidence import EvidenceQuerySet
from tasks.proof import problems
from tests.office import Office
from tests.tasks.made_files import GOOD
from units.storage import Sealed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post():
    """Sends the form of progress with three files, as the head. Before each of them nothing but the giving is in the log."""
    made = Office.make()
    made.read()
    row = made.assign(made.task(units=["chau_o"], cadence="once"))[0]
    client = Client()
    client.force_login(made.head)

    def sent():
        said = {
            "seen": row.number,
            "key": uuid.uuid4(),
            "text": "Đã làm.",
            "happened_on": f"{timezone.localdate():%d/%m/%Y}",
            "percent": "50",
        }
        said["files"] = [SimpleUploadedFile(f"tệp.{ending}", GOOD[ending]) for ending in ("pdf", "jpg", "png")]
        return client.post(reverse("log", args=[row.pk]), said)

    return sent


def left():
    """(entries of progress, rows of evidence, files)."""
    folder = Path(default_storage.path("evidence"))
    files = [path for path in folder.iterdir() if path.suffix != ".part"] if folder.exists() else []
    return Entry.objects.filter(kind="log").count(), Evidence.objects.count(), len(files)


def fails(*_args, **_kwargs):
    raise OperationalError("the database is gone")


def fails_after(function):
    def until_then(*args, **kwargs):
        function(*args, **kwargs)
        fails()

    return until_then


POINTS = {
    "before the entry": lambda: (Entry, "save", fails),
    "after the entry": lambda: (Entry, "save", fails_after(Entry.save)),
    "before the evidence": lambda: (EvidenceQuerySet, "bulk_create", fails),
    "after the evidence": lambda: (EvidenceQuerySet, "bulk_create", fails_after(EvidenceQuerySet.bulk_create)),
    "at the commit": lambda: (connection, "_commit", fails),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_database_that_fails_leaves_nothing_and_then_it_works(post, monkeypatch, point):
    with monkeypatch.context() as broken:
        broken.setattr(*POINTS[point]())
        with pytest.raises(OperationalError):
            post()
    assert left() == (0, 0, 0)
    assert Assignment.objects.get().number == 1
    assert not list(problems())
    assert post().status_code == 302
    assert left() == (1, 3, 3)


def test_a_mistake_of_ours_leaves_nothing_either(post, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(EvidenceQuerySet, "bulk_create", lambda *_args: {}["no such key"])
        with pytest.raises(KeyError):
            post()
    assert left() == (0, 0, 0)


def test_a_store_that_is_full_leaves_nothing(post, monkeypatch):
    """After the second of three files."""
    save, room = Sealed._save, [2]

    def saved(self, name, content):
        room[0] -= 1
        if room[0] < 0:
            raise OSError(28, "No space left on device")
        return save(self, name, content)

    with monkeypatch.context() as broken:
        broken.setattr(Sealed, "_save", saved)
        with pytest.raises(OSError, match="No space"):
            post()
    assert left() == (0, 0, 0)


def test_where_nobody_can_be_asked_the_files_stay_as_orphans(post, monkeypatch, capsys, english):
    """They may be named by a row after all: better a file too many than one too few."""
    with monkeypatch.context() as broken:
        broken.setattr(EvidenceQuerySet, "bulk_create", fails)
        broken.setattr(EvidenceQuerySet, "exists", lambda self: fails_to_answer())
        with pytest.raises(OperationalError):
            post()
    assert left() == (0, 0, 3)
    call_command("check_files")
    assert capsys.readouterr().out.count("named by no row.") == 3


def fails_to_answer():
    raise InterfaceError("connection already closed")


def test_where_the_line_was_lost_the_files_stay(post, monkeypatch):
    """On another line nobody can tell yet whether the first is still committing."""

    def line_is_cut(*_args, **_kwargs):
        connection.close()
        fails()

    with monkeypatch.context() as broken:
        broken.setattr(EvidenceQuerySet, "bulk_create", line_is_cut)
        with pytest.raises(OperationalError):
            post()
    assert left() == (0, 0, 3)


def test_a_row_that_was_written_after_all_keeps_its_files(post, monkeypatch):
    """The database did its work, and failed only to say so."""
    with monkeypatch.context() as broken:
        broken.setattr(Assignment, "log", fails_after(Assignment.log))
        with pytest.raises(OperationalError):
            post()
    assert left() == (1, 3, 3)
