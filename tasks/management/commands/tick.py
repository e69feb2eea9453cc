from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tasks.models import Seal
from tasks.reminders.ticking import tick
from units.periods import ZONE, local_day
from units.stopping import Stopping


class Command(BaseCommand):
    help = "Opens periods, seals past days, plans reminders and sends what is due: once, now."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATETIME", help="as if it were this instant, such as 2024-06-20T08:00 (Vietnam's time)")

    def handle(self, *args, **options):
        now = timezone.now()
        if options["on"]:
            try:
                now = datetime.fromisoformat(options["on"])
            except ValueError as error:
                raise CommandError(
                    _("Not an instant: %(text)s. Write it like 2024-06-20T08:00.") % {"text": options["on"]}, returncode=2
                ) from error
            now = now if now.tzinfo else now.replace(tzinfo=ZONE)
            last = Seal.objects.order_by("day").last()
            if now > timezone.now() or (last and local_day(now) <= last.day):
                raise CommandError(_("This instant is still to come, or lies in a day that is sealed."), returncode=2)
        with Stopping() as stop:
            done = tick(now=now, clock=(lambda: now) if options["on"] else timezone.now, stop=stop)
        self.stdout.write(_("Opened %(opened)s, sealed %(sealed)s, planned %(planned)s, sent %(sent)s.") % done)
