"""The chain of hashes through an assignment's log: one canonical form, taken from values as stored."""

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

FORMAT = 2
FIRST = [
    "assignment_id",
    "number",
    "key",
    "kind",
    "by_id",
    "on_behalf_of_id",
    "channel",
    "happened_on",
    "recorded_at",
    "text",
    "obstacles",
    "next_step",
    "figure",
    "figure_out_of",
    "state",
    "percent",
    "value",
    "out_of",
    "due_on",
    "done_on",
    "settled_on",
    "unit_id",
    "person_id",
]
SINCE_2 = "reported_percent about_id wanted_on retracted_id part_id part_unit_id part_done_on".split()
ENTRY = {1: FIRST, 2: [*FIRST, *SINCE_2]}
ASSIGNMENT = "task_id opened_for_id opened_for_person_id period_start period_end".split()
EVIDENCE = ["position", "file", "name", "content_type", "size", "sha256", "paper_number", "paper_date", "paper_issuer"]


def plain(value):
    """One spelling for each value: NFC text, days in ISO form, instants in UTC with microseconds, decimals with two places."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value if value is None or isinstance(value, int) else str(value)


def digest(entry, evidence, *, previous):
    """The hash of an entry: SHA-256 over the format's version, the hash before it ('' for the first) and what the assignment is for, and every
    field of entry and evidence. An entry of format 1 has none of the later fields (``proof`` sees to that)."""
    form = {
        "format": entry.format,
        "assignment": {name: plain(getattr(entry.assignment, name)) for name in ASSIGNMENT},
        "previous": previous,
        "entry": {name: plain(getattr(entry, name)) for name in ENTRY[entry.format]},
        "evidence": [{name: plain(getattr(row, name)) for name in EVIDENCE} for row in evidence],
    }
    return hashlib.sha256(json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
