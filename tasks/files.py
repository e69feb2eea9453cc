"""Taking in files as evidence: checked, given a random name, written once."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

MAX_SIZE, MAX_FILES, MAX_REQUEST = 20 * 2**20, 10, 60 * 2**20
TYPES = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
}


@dataclass(frozen=True)
class Stored:
    """A file that lies in the store: its random name there, the name people see, its type, size in bytes, and SHA-256 of its bytes."""

    file: str
    name: str
    content_type: str
    size: int
    sha256: str


def shown_name(name):
    """The name that people see: NFC, no folders, no control or direction marks, at most 120 letters with its ending kept."""
    path = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    clean = re.sub(r"\s+", " ", "".join(c for c in path.name if unicodedata.category(c)[0] != "C")).strip(" .") or "tep"
    ending = PurePath(clean).suffix
    return clean if len(clean) <= 120 else clean[: 120 - len(ending)] + ending


def check(upload):
    """Refuse what is no evidence: a type that is not on the list, a content that is not its type, empty or more than 20 MB. One sentence each."""
    ending = PurePath(upload.name or "").suffix.lower()
    if ending not in TYPES:
        raise ValidationError(
            _("%(name)s: only PDF, DOCX, XLSX, PNG and JPG files."), params={"name": shown_name(upload.name)}, code="type"
        )
    if not upload.size:
        raise ValidationError(_("%(name)s is empty."), params={"name": shown_name(upload.name)}, code="empty")
    if upload.size > MAX_SIZE:
        raise ValidationError(_("%(name)s is larger than 20 MB."), params={"name": shown_name(upload.name)}, code="size")
    upload.seek(0)
    if not upload.read(8).startswith(TYPES[ending][1]):
        raise ValidationError(_("%(name)s is not what its ending says."), params={"name": shown_name(upload.name)}, code="content")
    upload.seek(0)


def store(upload):
    """Write a checked upload aside, under a random name. The row that names it is written afterwards, by the verb."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    ending = PurePath(upload.name).suffix.lower()
    name = default_storage.save(f"evidence/file{ending}", upload)
    return Stored(file=name, name=shown_name(upload.name), content_type=TYPES[ending][0], size=upload.size, sha256=digest.hexdigest())


def discard(stored):
    """Take back files that no row names: the verb was refused, or had been done already."""
    for file in stored:
        default_storage.delete(file.file)
