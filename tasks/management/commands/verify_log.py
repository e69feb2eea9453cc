from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tasks.models import Assignment, Entry, Seal
from tasks.proof import problems


class Command(BaseCommand):
    help = "Proves that the log is whole: chains, copies, seals, triggers. Exit status 1 if anything was altered."

    def handle(self, *args, **options):
        found = 0
        for problem in problems():
            found += 1
            self.stderr.write(problem)
        if found:
            raise CommandError(_("Problems found: %(found)s.") % {"found": found}, returncode=1)
        said = {"assignments": Assignment.objects.count(), "entries": Entry.objects.count(), "seals": Seal.objects.count()}
        self.stdout.write(_("The log is whole: %(entries)s entries of %(assignments)s assignments, %(seals)s seals.") % said)
