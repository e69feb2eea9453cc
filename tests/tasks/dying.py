"""A process that uploads, three files a time, and is killed at a named point of its last upload.

python -m tests.tasks.dying POINT USER ASSIGNMENT UPLOADS [unguarded]

Run by test_dying.py on the test's database and store. ``unguarded`` takes away what the product relies on: then a file is written in place,
under its name, and only after the row that names it.
"""

import os
import signal
import sys
import uuid
from pathlib import Path
from unittest.mock import patch

import django


def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def after(function, times=1):
    """The function, which is the last thing that this process does when it is called so often."""
    left = [times]

    def until_then(*args, **kwargs):
        made = function(*args, **kwargs)
        left[0] -= 1
        return made if left[0] else die()

    return until_then


def points():
    """Where it may die: {name: (what is replaced, by what)}."""
    from tasks import files
    from tasks.models import Assignment
    from tasks.models.evidence import EvidenceQuerySet
    from units.storage import Sealed

    return {
        "before the first file": (Sealed, "_save", die),
        "in the middle of a file": (os, "fsync", die),
        "after the first file": (files, "store", after(files.store)),
        "after the second file": (files, "store", after(files.store, 2)),
        "after all files": (Assignment, "log", die),
        "after the entry": (EvidenceQuerySet, "bulk_create", die),
        "after the evidence": (EvidenceQuerySet, "bulk_create", after(EvidenceQuerySet.bulk_create)),
        "after the commit": (Assignment, "log", after(Assignment.log)),
    }


def unguarded():
    """A store that only promises a file, writes it in place, and does so once its row is there."""
    from django.core.files.storage import default_storage

    from tasks.models import Assignment
    from units.storage import Sealed

    promised, log = [], Assignment.log

    def promise(self, name, content):
        promised.append((Path(self.path(name)), content))
        return name

    def row_first(self, **said):
        entry = log(self, **said)
        while promised:
            write_in_place(*promised.pop(0))
        return entry

    Path(default_storage.path("evidence")).mkdir(parents=True, exist_ok=True)
    Sealed._save, Assignment.log = promise, row_first


def write_in_place(path, content):
    data = content.read()
    with path.open("wb") as out:
        out.write(data[: len(data) // 2])
        out.flush()
        os.fsync(out.fileno())
        out.write(data[len(data) // 2 :])


def upload(client, assignment, number):
    """One form of progress with a PDF, a JPG and a PNG."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse
    from django.utils import timezone

    from tests.tasks.made_files import GOOD

    assignment.refresh_from_db()
    said = {"seen": assignment.number, "key": uuid.uuid4(), "text": "Đã làm.", "happened_on": f"{timezone.localdate():%d/%m/%Y}"}
    said["files"] = [SimpleUploadedFile(f"tệp {number}.{ending}", GOOD[ending]) for ending in ("pdf", "jpg", "png")]
    answer = client.post(reverse("log", args=[assignment.pk]), said | {"percent": "50"})
    assert answer.status_code == 302, answer.content.decode()


def main(point, user, assignment, uploads, *how):
    django.setup()
    from django.test import Client

    from tasks.models import Assignment
    from units.models import User

    if how:
        unguarded()
    client, row = Client(SERVER_NAME="127.0.0.1"), Assignment.objects.get(pk=assignment)
    client.force_login(User.objects.get(username=user))
    for number in range(1, int(uploads)):
        upload(client, row, number)
    with patch.object(*points()[point]):
        upload(client, row, uploads)


if __name__ == "__main__":
    main(*sys.argv[1:])
