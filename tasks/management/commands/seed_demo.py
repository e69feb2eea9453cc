from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tasks.demo.seeding import FIRST_DAY, seed
from units.models import Unit, User


class Command(BaseCommand):
    help = "Loads the demonstration into an empty database: the Bình Sơn conclusion, its units, tasks and up to four quarters of log."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATE", help="the day on which the demonstration stands, such as 2024-12-15; today by default")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")

    def handle(self, *args, **options):
        on = timezone.localdate()
        if options["on"]:
            try:
                on = date.fromisoformat(options["on"])
            except ValueError as error:
                raise CommandError(_("Not a day: %(text)s. Write it like 2024-12-15.") % {"text": options["on"]}, returncode=2) from error
        if on < FIRST_DAY:
            raise CommandError(_("The demonstration begins with the conference of 28/3/2024; choose a later day."), returncode=2)
        if on > timezone.localdate():
            raise CommandError(_("This day has not come yet."), returncode=2)
        if Unit.objects.exists() or User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(_("This database holds data already; the demonstration wants an empty one."), returncode=2)
        self.stdout.write(_("Loading the demonstration as of %(day)s. This takes a little while.") % {"day": f"{on:%d/%m/%Y}"})
        made = seed(on=on)
        self.stdout.write(_("Loaded: %(tasks)s tasks, %(assignments)s assignments.") % made)
