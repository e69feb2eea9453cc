import logging
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from tasks.reminders.ticking import tick
from units.models.rendered import render_all
from units.stopping import Stopping

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Ticks again and again, where neither Celery nor cron does: until SIGTERM or Ctrl-C, whatever fails meanwhile."
    requires_system_checks = []  # a database that is away at the start will come

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=60, metavar="SECONDS", help="from one beginning to the next; 60 by default")

    def handle(self, *args, **options):
        if not 0 < options["every"] <= 300:
            raise CommandError(_("--every takes up to 300 seconds: after that the clock counts as silent."), returncode=2)
        with Stopping() as stop:
            while not stop():
                began = time.monotonic()
                self.tick(stop)
                stop.wait(options["every"] - (time.monotonic() - began))

    def tick(self, stop):
        """One tick, then the PDFs that wait, over a connection that still works; what goes wrong is logged, and the next one tries again."""
        close_old_connections()
        try:
            tick(now=timezone.now(), stop=stop)
            render_all(now=timezone.now(), stop=stop)
        except Exception as failure:
            log.error("the tick failed: %s: %s", type(failure).__name__, failure)  # the step told more
