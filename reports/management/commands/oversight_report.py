"""The quarterly oversight report as a PDF, from the server's terminal."""

import os
import secrets
import sys
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import paper, rows
from reports.gathering import Wanted, gather
from reports.models import Report
from resolutions.models import Resolution
from units.models import Unit
from units.pdf import RenderFailed
from units.periods import Period, local_day


class Command(BaseCommand):
    """Bad input ends with one sentence and exit status 2; nothing half written is left behind."""

    help = "Writes the oversight report of a period as a PDF: manage.py oversight_report 2024-Q4 --output report.pdf"

    def add_arguments(self, parser):
        parser.add_argument("period", help="2024-Q4, 2024-H2, 2024-11, 2024, or 2024-10-01..2024-12-31")
        parser.add_argument("--output", required=True, metavar="FILE", help="where to write it; - for standard output")
        parser.add_argument("--on", metavar="DAY", help="the cut-off day, 31/12/2024 or 2024-12-31 (default: the period's end, or today)")
        parser.add_argument("--resolution", type=int, metavar="ID", help="one document (default: all in force)")
        parser.add_argument("--committee", type=int, metavar="ID", help="whose documents; needed only where there are several committees")

    def handle(self, *, period, output, on, resolution, committee, **_options):
        period, on = read_period(period), read_day(on)
        try:
            instant = rows.cutoff(period, on=on, now=timezone.now())
        except ValueError as error:
            raise refusal(error) from error
        document = read_resolution(resolution, instant)
        committee = document.committee if document else read_committee(committee)
        write = standard_output if output == "-" else beside(Path(output))
        try:
            wanted = Wanted(committee, period, instant, (document,) if document else None)
            found = gather(wanted, made_on=timezone.localdate())
            data = paper.compose(found.without_too_many_rows()).render()
        except RenderFailed as error:
            raise refusal(Report.ERRORS[error.code]) from error
        write(data)
        total = found.figures.total
        said = _(
            "%(period)s, figures as at %(instant)s: %(assigned)d assigned, %(on_time)d done on time, %(late)d done late, "
            "%(waiting)d waiting for verification, %(in_time)d in progress in time, %(overdue)d overdue, %(declined)d declined; "
            "%(withdrawn)d withdrawn beside."
        ) % {
            "period": period, "instant": f"{timezone.localtime(instant):%H:%M %d/%m/%Y}", "assigned": total.assigned,
            "on_time": total.on_time, "late": total.late, "waiting": total.waiting, "in_time": total.in_time,
            "overdue": total.overdue, "declined": total.declined, "withdrawn": total.withdrawn,
        }  # fmt: skip
        (self.stderr if output == "-" else self.stdout).write(said)


def refusal(sentence):
    """What ends the command with one sentence and exit status 2."""
    return CommandError(str(sentence), returncode=2)


def read_period(text):
    try:
        return Period.parse(text)
    except ValueError as error:
        message = _("“%(text)s” is not a period. Write 2024-Q4, 2024-H2, 2024-11, 2024 or 2024-10-01..2024-12-31.")
        raise refusal(message % {"text": text}) from error


def read_day(text):
    """A day as dd/mm/yyyy or YYYY-MM-DD; None stays None."""
    if text is None:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  (a day, not an instant)
        except ValueError:
            continue
    raise refusal(_("“%(text)s” is not a day. Write it as 31/12/2024 or 2024-12-31.") % {"text": text})


def read_resolution(pk, instant):
    """The document with this number in the database, in force by ``instant``; None stays None."""
    if pk is None:
        return None
    found = Resolution.objects.in_force().filter(pk=pk, in_force_on__lte=local_day(instant)).select_related("committee").first()
    if not found:
        raise refusal(_("There is no document %(pk)s that was in force on the cut-off day.") % {"pk": pk})
    return found


def read_committee(pk):
    """The committee that is named, or the only one; where there are several, the only one with a document in force."""
    committees = Unit.objects.of_kind(Unit.Kind.COMMITTEE)
    if pk is not None:
        if not (found := committees.filter(pk=pk).first()):
            raise refusal(_("There is no committee %(pk)s.") % {"pk": pk})
        return found
    found = list(committees[:2])
    if len(found) > 1:
        found = list(committees.filter(pk__in=Resolution.objects.in_force().values("committee"))[:2])
    if not found:
        raise refusal(_("No committee is set up yet. Set up the office first."))
    if len(found) > 1:
        raise refusal(_("There are several committees. Say which one with --committee or --resolution."))
    return found[0]


def standard_output(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def beside(path):
    """What writes the file, so that under its name it is always whole: aside, to the disk, then renamed.

    Refuses at once, before any work is done, where nothing can be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError
        part.touch(exist_ok=False)
        part.unlink()
    except (OSError, ValueError) as error:
        raise refusal(
            _("Nothing can be written to “%(path)s”. Name a file in a folder that is there and open to you.") % {"path": path}
        ) from error

    def write(data):
        try:
            with open(part, "xb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
        except OSError as error:
            raise refusal(_("“%(path)s” could not be written: %(why)s.") % {"path": path, "why": error.strerror}) from error
        finally:
            part.unlink(missing_ok=True)

    return write
