"""Files that are written once and never in place."""

import os
import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class Sealed(FileSystemStorage):
    """Writes a file aside, brings it to the disk, then gives it its name: under its name a file is always whole.

    Names are random; the name that people see is kept in the row beside it. A crash leaves at worst a ``.part``.
    There are no addresses: files are served by views that check the right.
    """

    def get_available_name(self, name, max_length=None):
        return str(Path(name).parent / (secrets.token_hex(16) + Path(name).suffix.lower()[:10]))

    def _save(self, name, content):
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        try:
            with open(part, "xb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            os.chmod(part, 0o640)
            os.rename(part, target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def url(self, name):
        raise ValueError("files have no public address")
