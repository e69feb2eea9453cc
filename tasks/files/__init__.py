"""Taking in files as evidence: checked, given a random name, written once."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.utils.translation import gettext_lazy as _

from tasks.files import packages, papers, pictures
from tasks.models import Evidence

MAX_SIZE, MAX_FILES, MAX_REQUEST = 20 * 2**20, 10, 60 * 2**20
LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0"  # a Word or Excel file behind a password, or of before 2007


@dataclass(frozen=True)
class Type:
    """A type of file that is taken: what it is called, how its bytes begin, and what finds the code of a fault in the rest of it."""

    content_type: str
    start: bytes
    fault: Callable


OFFICE = "application/vnd.openxmlformats-officedocument."
JPEG = Type("image/jpeg", b"\xff\xd8\xff", partial(pictures.fault, "image/jpeg"))
TYPES = {
    ".pdf": Type("application/pdf", b"%PDF-", papers.fault),
    ".png": Type("image/png", b"\x89PNG\r\n\x1a\n", partial(pictures.fault, "image/png")),
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".docx": Type(OFFICE + "wordprocessingml.document", b"PK\x03\x04", partial(packages.fault, "word/")),
    ".xlsx": Type(OFFICE + "spreadsheetml.sheet", b"PK\x03\x04", partial(packages.fault, "xl/")),
}
REFUSALS = {
    "type": _("%(name)s: only PDF, DOCX, XLSX, PNG and JPG files."),
    "empty": _("%(name)s is empty."),
    "size": _("%(name)s is larger than 20 MB."),
    "content": _("%(name)s is not what its ending says."),
    "cut": _("%(name)s is cut: its end is missing."),
    "damaged": _("%(name)s is damaged: save it anew and attach it again."),
    "locked": _("%(name)s has a password or an old format: save it without a password, as DOCX or XLSX."),
    "macro": _("%(name)s holds macros: save it without them."),
    "outside": _("%(name)s holds a part whose name leads out of the file."),
    "parts": _("%(name)s holds more than 2,000 parts."),
    "unpacked": _("%(name)s is larger than 50 MB when it is unpacked."),
    "pixels": _("%(name)s is too large a picture: at most 40 megapixels, and 65,500 pixels a side."),
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


def ending_of(upload):
    """'.pdf', in small letters; '' where the name has none."""
    return PurePath(upload.name or "").suffix.lower()


def check(upload):
    """Refuse what is no evidence. One sentence, which names the file: REFUSALS."""
    if code := fault(upload):
        raise ValidationError(REFUSALS[code], params={"name": shown_name(upload.name)}, code=code)


def fault(upload):
    """The code of what is wrong with an upload, or None. Whatever its bytes are, it takes little time and memory, and raises nothing."""
    kind = TYPES.get(ending_of(upload))
    if kind is None:
        return "type"
    if not upload.size:
        return "empty"
    if upload.size > MAX_SIZE:
        return "size"
    upload.seek(0)
    start = upload.read(8)
    if kind.content_type.startswith(OFFICE) and start.startswith(LOCKED_OR_OLD):
        return "locked"
    if not start.startswith(kind.start):
        return "content"
    try:
        return kind.fault(upload)
    finally:
        upload.seek(0)


def store(upload):
    """Write a checked upload aside, under a random name. The row that names it is written afterwards, by the verb."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    ending = ending_of(upload)
    name = default_storage.save(f"evidence/file{ending}", upload)
    return Stored(
        file=name, name=shown_name(upload.name), content_type=TYPES[ending].content_type, size=upload.size, sha256=digest.hexdigest()
    )


def discard(stored):
    """Take back files that no row names: the verb was refused, or had been done already."""
    for file in stored:
        default_storage.delete(file.file)


def discard_unnamed(stored, *, session):
    """Take back files after an error, if it is sure that no row names them; else they stay, at worst as orphans for ``check_files``.

    session: the connection on which the verb was done. Where another one had to be opened since, the first may still be committing; the
    same one has ended that transaction, and can be asked.
    """
    if stored and session is not None and session is connection.connection:
        with suppress(Error):
            if not Evidence.objects.filter(file__in=[file.file for file in stored]).exists():
                discard(stored)
