"""Whether anything in the log was altered: chains, copies, seals and triggers, each against what it should be."""

from datetime import timedelta
from itertools import groupby

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tasks import triggers
from tasks.models import Assignment, Entry, Seal
from tasks.models.chain import digest
from tasks.models.seal import SETTLE
from units.models import Installation
from units.periods import local_day

CHUNK = 2000


def problems():
    """What is wrong, a sentence each, the first of every assignment only; nothing where all is well. Reads the log once."""
    for name in triggers.missing(connection):
        yield _("The database does not hold the refusal %(name)s: run migrate.") % {"name": name}
    yield from of_chains()
    yield from of_seals()


def of_chains():
    """Each assignment's chain from its first entry to its copy."""
    copies = {}
    for row in Assignment.objects.order_by("pk").iterator(CHUNK):
        copies[row.pk] = row
    entries = Entry.objects.order_by("assignment", "number").prefetch_related("evidence")
    for pk, found_chain in groupby(entries.iterator(CHUNK), key=lambda entry: entry.assignment_id):
        copy, chain = copies.pop(pk, None), list(found_chain)
        if (copy is None or broken(chain, copy)) and (found := broken_now(pk)):
            yield found
    for row in copies.values():
        yield _("%(code)s has no entry at all.") % {"code": row.code}


def broken_now(pk):
    """The same under the row's lock: work that went on while the log was read is no fault."""
    with transaction.atomic():
        copy = Assignment.objects.select_for_update(of=("self",)).get(pk=pk)
        return broken(list(copy.entries.order_by("number").prefetch_related("evidence")), copy)


def broken(chain, copy):
    """The first thing wrong in one assignment's chain, as a sentence, or None."""
    previous, before = "", None
    for number, entry in enumerate(chain, start=1):
        entry.assignment = copy
        if entry.number != number:
            return _("%(code)s: entry %(number)s is missing.") % {"code": copy.code, "number": number}
        if entry.hash != digest(entry, entry.evidence.all(), previous=previous):
            return _("%(code)s was altered.") % {"code": entry.code}
        if before and not (before.pk < entry.pk and before.recorded_at <= entry.recorded_at):
            return _("%(code)s is out of order.") % {"code": entry.code}
        previous, before = entry.hash, entry
    same = copy.stands == before.stands and (copy.number, copy.head, copy.changed_at) == (before.number, before.hash, before.recorded_at)
    first = chain[0]
    if not same or (copy.assigned_at, copy.opened_for_id, copy.opened_for_person_id) != (first.recorded_at, first.unit_id, first.person_id):
        return _("%(code)s: what the row says is not what its log says.") % {"code": copy.code}
    return None


def of_seals():
    """Each day's seal over the one before; and that no sealed day lacks its seal."""
    previous, day = "", None
    for seal in Seal.objects.order_by("day"):
        if day and (seal.day - day).days != 1:
            yield _("The seal of a day between %(day)s and %(next)s is missing.") % {
                "day": f"{day:%d/%m/%Y}",
                "next": f"{seal.day:%d/%m/%Y}",
            }
        count, hash_ = Seal.of(seal.day, previous)
        if (seal.entries, seal.hash) != (count, hash_):
            yield _("The seal of %(day)s does not fit the entries of that day.") % {"day": f"{seal.day:%d/%m/%Y}"}
        previous, day = seal.hash, seal.day
    yield from of_missing_seals(day)


def of_missing_seals(last):
    """A first or last day without its seal. ``last``: the last day that has one, or None. Each tick seals up to the day before it."""
    first, ticked = Entry.objects.order_by("recorded_at").first(), Installation.this().last_tick
    if not first:
        return
    begun = local_day(first.recorded_at)
    earliest = Seal.objects.order_by("day").values_list("day", flat=True).first()
    if earliest and earliest > begun:
        yield _("The seal of %(day)s is missing.") % {"day": f"{begun:%d/%m/%Y}"}
    until = local_day(ticked - SETTLE) - timedelta(days=1) if ticked else None
    if until and begun <= until and (last is None or last < until):
        yield _("The seal of %(day)s is missing.") % {"day": f"{until:%d/%m/%Y}"}
