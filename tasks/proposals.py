"""From what the reader found to what a person is asked to check: the parts of an intake, each with the tasks that it may become."""

from itertools import chain, count

from resolutions.models.provision import LONGEST
from resolutions.reader import resolve
from tasks.models import Addressee

RHYTHMS = {  # a weekly duty is reported once a month; what is 'continuous' at the pace that the office sets for all
    "weekly": "monthly",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "half-yearly": "half_yearly",
    "yearly": "yearly",
}
TITLE = 200


def parts_of(document, known):
    """The parts of ``Intake.work`` for a document that was read.

    document: a ParsedDocument; known: the committee's units (``resolutions.reader.Known``). What the text does not say stays empty: a
    task has a rhythm, a date and addressees only where words say so.
    """
    stands, called, parts = givable(known), {}, []
    for n, part in enumerate((*document.provisions, *document.findings), start=1):
        label = label_of(part.label, {one["label"] for one in parts})
        parent = getattr(part, "parent", None) or part.label.rpartition(".")[0]
        parts.append(
            {
                "id": n,
                "label": label,
                "kind": part.kind,
                "parent": called.get(parent),
                "start": part.start,
                "end": part.end,
                "sure": getattr(part, "sure", "high"),
                "why": getattr(part, "why", ""),
                "checked": False,
                "tasks": [task_of(obligation, known, stands) for obligation in getattr(part, "obligations", ())],
            }
        )
        called[part.label] = label
    return parts


def label_of(label, taken):
    """A label as short as one may be, and none that is taken: 'I.2', a second one 'I.2/2'."""
    stem = label[: LONGEST - 4]
    return next(one for one in chain([label[:LONGEST]], (f"{stem}/{n}" for n in count(2))) if one not in taken)


def givable(known):
    """{key: key of the unit that may be given something in its place}: not the committee itself; for one that has ended its heir."""
    keys = {unit.pk for unit in known.units}
    return {unit.pk: unit.heir if unit.until else unit.pk for unit in known.units if unit.parent in keys and (unit.heir or not unit.until)}


def task_of(obligation, known, stands):
    """One proposed task, as it is kept in an intake: its quote, how sure it is, what it names, and the fields of its form.

    stands: as ``givable`` gives it.
    """
    matches = resolve(obligation.addressees, known)
    watching = [match for match in matches if match.part == "watch"]
    leads = [match for match in matches if match.part == "lead"] or watching  # who alone are to follow something are obliged to that
    watchers = units_of(watching, stands) if leads is not watching else []
    fields = {
        "title": title_of(obligation.text),
        "description": obligation.text.strip() if len(obligation.text.strip()) > TITLE else "",
        "unit_kinds": sorted({kind for match in leads for kind in match.kinds} & dict(Addressee.KINDS).keys()),
        "units": units_of(leads, stands),
        "roles": sorted({role for match in leads for role in match.roles} & dict(Addressee.ROLES).keys()),
        "supporting": units_of((match for match in matches if match.part == "support"), stands),
        "supervising_unit": watchers[0] if len(watchers) == 1 else None,
        "parts_required": True,
        "sums_over_units": True,
        "due_day": 20,
        "due_rule": "day",
        **when(obligation.deadlines),
    }
    return {
        "start": obligation.start,
        "end": obligation.end,
        "take": obligation.why != "over_list",  # what stands over a list is done by its parts
        "sure": obligation.sure,
        "why": obligation.why,
        "whom": [whom_of(quote, match) for quote, match in zip(obligation.addressees, matches, strict=True)],
        "when": [when_of(word) for word in obligation.deadlines],
        "fields": fields,
    }


def units_of(matches, stands):
    """Keys of the units that these matches mean, as far as they may be given something."""
    return sorted({stands[pk] for match in matches for pk in match.units if pk in stands})


def whom_of(quote, match):
    """An addressee as written, how far it is known who is meant and why, units that have ended, and who else may be meant."""
    about = {"part": match.part, "sure": match.sure, "why": match.why, "gone": list(match.gone), "may_units": list(match.may_units)}
    return {"text": quote.text, "start": quote.start, "end": quote.end, **about, "left": list(match.left)}


def when_of(word):
    """Words about time, and by which rule they give a date or a rhythm."""
    about = {"date": word.date and word.date.isoformat(), "rhythm": word.rhythm, "rule": word.rule, "condition": word.is_condition}
    return {"text": word.text, "start": word.start, "end": word.end, **about}


def when(words):
    """Rhythm and date, as far as words about time give them: the first of each."""
    rhythm = next((word for word in words if word.rhythm in RHYTHMS), None)
    day = next((word for word in words if word.date and not word.is_condition), None)
    if rhythm:
        return {"cadence": RHYTHMS[rhythm.rhythm], "cadence_note": rhythm.text}
    if day:
        return {"cadence": "once", "cadence_note": day.text, "due_on": day.date.isoformat()}
    return {}


def title_of(text):
    """The words of a task's title: the whole text, or what of it fits before a comma or a word's end."""
    words = " ".join(text.split()).rstrip(" .;:,")
    words = words[:1].upper() + words[1:]
    if len(words) <= TITLE:
        return words
    head = words[:TITLE]
    cut = max(head.rfind(";"), head.rfind(","), head.rfind("."))
    return head[: cut if cut > TITLE // 2 else head.rfind(" ")].rstrip(" .;:,")
