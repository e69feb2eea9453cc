"""Whether every file that the office keeps is there and whole, and what lies in the store that nobody names."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Copy, Report
from resolutions.models import Intake, Resolution
from tasks.models import Evidence, Slip
from units import stored

CHUNK = 500
ENOUGH = timedelta(days=1)  # a running upload stores its file before its row
FAULTS = {
    "gone": gettext_lazy("%(row)s: its file %(file)s is gone."),
    "cut": gettext_lazy("%(row)s: its file %(file)s is cut: %(there)s bytes are left of %(size)s."),
    "changed": gettext_lazy("%(row)s: its file %(file)s was changed."),
    "size": gettext_lazy("%(row)s: its file %(file)s is whole, but has %(there)s bytes and not %(size)s."),
    "unreadable": gettext_lazy("%(row)s: its file %(file)s cannot be read: %(why)s."),
}

ORPHAN, HALF_WRITTEN = gettext_lazy("%(file)s is named by no row."), gettext_lazy("%(file)s was never written to its end.")


@dataclass(frozen=True)
class Keeper:
    """A model whose rows name files of the store, and the columns in which they keep the name, the sum, and the size ('' if they do not)."""

    model: type[Model]
    file: str
    sha256: str
    size: str = ""

    def files(self):
        """(row, name, size or None, sum) for each row that names a file, read piece by piece."""
        columns = [column for column in (self.file, self.sha256, self.size) if column]
        for row in self.model.objects.exclude(**{self.file: ""}).order_by("pk").only(*columns).iterator(CHUNK):
            yield row, str(getattr(row, self.file)), getattr(row, self.size) if self.size else None, getattr(row, self.sha256)

    def named_of(self, names):
        """Those of these names that a row bears at this moment."""
        return self.model.objects.filter(**{f"{self.file}__in": names}).values_list(self.file, flat=True)

    def still_names(self, row, name):
        """Whether that row is there at this moment, with this name."""
        return self.model.objects.filter(**{"pk": row.pk, self.file: name}).exists()


KEEPERS = (
    Keeper(Evidence, file="file", sha256="sha256", size="size"),
    Keeper(Resolution, file="source", sha256="source_sha256"),
    Keeper(Intake, file="source", sha256="source_sha256"),
    Keeper(Report, file="file", sha256="sha256", size="size"),
    Keeper(Copy, file="file", sha256="sha256", size="size"),
    Keeper(Slip, file="file", sha256="sha256", size="size"),
)


class Command(BaseCommand):
    """Faults of rows go to standard error and end it with exit status 1; what no row names is listed, and is no fault."""

    help = "Checks that every stored file is there and whole, and lists those that no row names."

    def add_arguments(self, parser):
        parser.add_argument("--clean", action="store_true", help="remove what no row names and is older than a day")

    def handle(self, *, clean, **_options):
        named, wrong = self.look_at_rows()
        may_remove = clean and bool(named) and not wrong
        before = (timezone.now() - ENOUGH).timestamp() if may_remove else None
        said = {"rows": len(named), "wrong": wrong, **self.look_for_strays(named, before=before)}
        self.stdout.write(
            _("Files of rows: %(rows)s, of which wrong: %(wrong)s. Named by no row: %(orphans)s. Half written: %(parts)s.") % said
        )
        if may_remove:
            self.stdout.write(_("Removed, as older than a day: %(removed)s.") % said)
        elif clean:  # the wrong database beside a store would lose all of it
            self.stdout.write(_("Nothing was removed: files are named by no row of this database, or some that are named are wrong."))
        if wrong:
            raise CommandError(_("Problems found: %(found)s.") % {"found": wrong}, returncode=1)

    def look_at_rows(self):
        """The names of all files that rows name, and how many rows have a faulty one. A row that went meanwhile is no fault."""
        named, wrong = set(), 0
        for keeper in KEEPERS:
            for row, name, size, sha256 in keeper.files():
                named.add(name)
                fault = fault_of(name, size, sha256)
                if fault and keeper.still_names(row, name):
                    wrong += 1
                    said = {"row": words_of(row), "file": name, "there": fault.size, "size": size, "why": fault.why}
                    self.stderr.write(FAULTS[fault.code] % said)
        return named, wrong

    def look_for_strays(self, named, *, before):
        """List the files that no row names, and remove those last written before that instant (None: none). How many of each there were."""
        orphans = parts = removed = 0
        strays = (name for name in stored.names(Path(default_storage.location)) if name not in named)
        while some := list(islice(strays, CHUNK)):
            old = {name for name in some if before and stored.older_than(path_of(name), before)}
            now_named = named_of(some)  # an upload may have written its row since the rows were read
            for name in sorted(set(some) - now_named):
                is_part = name.endswith(stored.PART)
                orphans, parts = orphans + (not is_part), parts + is_part
                self.stdout.write((HALF_WRITTEN if is_part else ORPHAN) % {"file": printable(name)})
                if name in old:
                    path_of(name).unlink(missing_ok=True)
                    removed += 1
        return {"orphans": orphans, "parts": parts, "removed": removed}


def words_of(row):
    """A row as people know it: 'NV-0123/4 (ảnh.jpg)', 'Kết luận 12-KL/HU', 'BC-0007'."""
    return f"{row.entry.code} ({row.name})" if isinstance(row, Evidence) else str(row)


def fault_of(name, size, sha256):
    """The fault of one file, or None; a name that leads out of the store names nothing."""
    try:
        path = path_of(name)
    except (SuspiciousFileOperation, ValueError):
        return stored.Fault("gone")
    return stored.fault(path, size=size, sha256=sha256)


def path_of(name):
    """Where a file of the store lies."""
    return Path(default_storage.path(name))


def named_of(names):
    """Those of these names that a row bears at this moment."""
    asked = [name for name in names if name == printable(name)]
    return {name for keeper in KEEPERS for name in keeper.named_of(asked)}


def printable(name):
    """A name as text; bytes that are none are written as numbers."""
    return name.encode(errors="backslashreplace").decode()
