"""Whether anything in the log was altered: chains, copies, seals and triggers, each against what it should be."""

from datetime import timedelta
from itertools import groupby

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tasks import triggers
from tasks.models import Assignment, Entry, Extension, Part, Seal
from tasks.models.chain import ENTRY, SINCE_2, digest
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
    entries = Entry.objects.order_by("assignment_id", "number").prefetch_related("evidence")
    parts, requests = by_assignment(Part), by_assignment(Extension)
    for pk, found_chain in groupby(entries.iterator(CHUNK), key=lambda entry: entry.assignment_id):
        copy, chain = copies.pop(pk, None), list(found_chain)
        if (copy is None or broken(chain, copy, parts.pop(pk, []), requests.pop(pk, []))) and (found := broken_now(pk)):
            yield found
    for row in copies.values():
        yield _("%(code)s has no entry at all.") % {"code": row.code}


def by_assignment(model):
    """{assignment pk: its rows, oldest first}."""
    found = {}
    for row in model.objects.order_by("pk").iterator(CHUNK):
        found.setdefault(row.assignment_id, []).append(row)
    return found


def broken_now(pk):
    """The same under the row's lock: work that went on while the log was read is no fault."""
    with transaction.atomic():
        copy = Assignment.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if copy is None:
            return _("%(code)s has entries, and is gone.") % {"code": f"NV-{pk:04}"}
        chain = list(copy.entries.order_by("number").prefetch_related("evidence"))
        return broken(chain, copy, list(copy.parts.order_by("pk")), list(copy.extensions.order_by("pk")))


def broken(chain, copy, parts, requests):
    """The first thing wrong in one assignment's chain and copies, as a sentence, or None."""
    previous, before = "", None
    for number, entry in enumerate(chain, start=1):
        entry.assignment = copy
        if entry.number != number:
            return _("%(code)s: entry %(number)s is missing.") % {"code": copy.code, "number": number}
        if not is_whole(entry, previous):
            return _("%(code)s was altered.") % {"code": entry.code}
        if before and not (before.pk < entry.pk and before.recorded_at <= entry.recorded_at):
            return _("%(code)s is out of order.") % {"code": entry.code}
        previous, before = entry.hash, entry
    return broken_copy(chain, copy, parts, requests)


def broken_copy(chain, copy, parts, requests):
    """The first copy of a whole chain that does not say what the chain says, as a sentence, or None."""
    before = chain[-1]
    same = copy.stands == before.stands and (copy.number, copy.head, copy.changed_at) == (before.number, before.hash, before.recorded_at)
    first = chain[0]
    if not same or (copy.assigned_at, copy.opened_for_id, copy.opened_for_person_id) != (first.recorded_at, first.unit_id, first.person_id):
        return _("%(code)s: what the row says is not what its log says.") % {"code": copy.code}
    if not parts_agree(chain, parts):
        return _("%(code)s: what a supporting part says is not what its log says.") % {"code": copy.code}
    if [facts_of(row) for row in requests] != requests_in(chain):
        return _("%(code)s: what a request for time says is not what its log says.") % {"code": copy.code}
    return None


def is_whole(entry, previous):
    """Whether an entry's hash fits; one of the first format has none of the later fields."""
    if entry.format not in ENTRY or (entry.format == 1 and any(getattr(entry, name) is not None for name in SINCE_2)):
        return False
    return entry.hash == digest(entry, entry.evidence.all(), previous=previous)


def parts_agree(chain, parts):
    """Whether each part stands as the last entry about it says; without one, as it was opened."""
    last = {entry.part_id: entry for entry in chain if entry.part_id}
    for part in parts:
        entry = last.pop(part.pk, None)
        if (part.unit_id, part.done_on) != ((entry.part_unit_id, entry.part_done_on) if entry else (part.opened_for_id, None)):
            return False
    return not last


def facts_of(request):
    """The columns of a request for time."""
    return (request.asked_id, request.due_before, request.wanted_on, request.outcome, request.decided_id, request.granted_on)


def requests_in(chain):
    """What the requests for time of a chain must say: each is decided, or made needless, by the first later entry that does so."""
    found = []
    for n, asked in enumerate(chain):
        if asked.kind == Entry.Kind.ASK_TIME:
            by = next((entry for entry in chain[n + 1 :] if entry.kind in Extension.DECIDING), None)
            outcome = Extension.DECIDING[by.kind] if by else Extension.Outcome.PENDING
            granted = by.due_on if outcome == Extension.Outcome.GRANTED else None
            found.append((asked.pk, asked.due_on, asked.wanted_on, outcome, by and by.pk, granted))
    return found


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
