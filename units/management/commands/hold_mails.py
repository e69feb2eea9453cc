from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.models import Mail
from units.periods import ZONE


class Command(BaseCommand):
    help = "Holds back the letters that wait to be sent: after a backup was restored, which cannot know what went out since. See the page of letters."

    def add_arguments(self, parser):
        parser.add_argument("--before", metavar="DATETIME", help="those written before this instant (Vietnam's time); by default all")

    def handle(self, *args, **options):
        before = timezone.now()
        if options["before"]:
            try:
                before = datetime.fromisoformat(options["before"])
            except ValueError as error:
                says = _("Not an instant: %(text)s. Write it like 2024-06-20T08:00.") % {"text": options["before"]}
                raise CommandError(says, returncode=2) from error
            before = before if before.tzinfo else before.replace(tzinfo=ZONE)
        number = Mail.objects.hold(before=before)
        self.stdout.write(ngettext("%(number)s letter is held back.", "%(number)s letters are held back.", number) % {"number": number})
