"""The daily seal goes to the administrator, so that it lies elsewhere too: a log rewritten whole no longer fits it."""

from django.utils import translation
from django.utils.translation import gettext as _

from tasks.models import Seal
from units.models import Installation, Mail, User
from units.outbox import letter


def tell_seals(*, now):
    """Write to each administrator with an address what was sealed last: one letter a seal's day. Returns how many. At most 4 queries.

    After days of silence one letter holds all the days that were sealed together.
    """
    last = Seal.objects.order_by("day").last()
    staff = list(User.objects.filter(is_staff=True, is_active=True).exclude(email="")) if last else []
    keys = {f"seal/{user.pk}/{last.day}": user for user in staff}
    there = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    if not keys.keys() - there:
        return 0
    seals, installation = list(Seal.objects.filter(made_at=last.made_at).order_by("day")), Installation.this()
    letters = []
    for key in keys.keys() - there:
        with translation.override(keys[key].language or "vi"):
            subject = _("Đôn đốc: the log's seal of %(day)s") % {"day": f"{last.day:%d/%m/%Y}"}
            body = body_of(seals)
        letters.append(letter(key=key, recipient=keys[key], subject=subject, body=body, now=now, installation=installation))
    return len(Mail.objects.bulk_create(letters, ignore_conflicts=True))


def body_of(seals):
    """Each day with the number of its entries and its hash, and what they are for."""
    line = _("%(day)s: %(number)s entries, %(hash)s")
    lines = [line % {"day": f"{seal.day:%d/%m/%Y}", "number": seal.entries, "hash": seal.hash} for seal in seals]
    kept = _("Keep this letter: whoever alters the log afterwards cannot make it fit these lines again.")
    return "\n".join([_("Seals of the log:"), "", *lines, "", kept])
