from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from units.demo import ACCOUNTS, DEMO_PASSWORD
from units.models import Installation


class Command(BaseCommand):
    help = "Prints the accounts of the demonstration; nothing where real work is done."

    def handle(self, *args, **options):
        if not Installation.this().demonstration_on:
            return
        self.stdout.write(_("Accounts of the demonstration; the password of all is %(password)s") % {"password": DEMO_PASSWORD})
        width = max(len(username) for username, _role in ACCOUNTS)
        for username, role in ACCOUNTS:
            self.stdout.write(f"  {username:{width}}  {role}")
