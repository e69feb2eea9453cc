from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from units.models import Installation


class Command(BaseCommand):
    help = "Prints the code with which the first office is set up; nothing once there is one."

    def handle(self, *args, **options):
        installation = Installation.this()
        if installation.is_to_be_set_up:
            words = _("No office is set up yet: open %(page)s and give the set-up code %(code)s")
            self.stdout.write(words % {"page": reverse("setup"), "code": installation.setup_code})
