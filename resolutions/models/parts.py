"""The parts of a document on its way in: read, corrected, joined, split, added."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from resolutions.models.provision import LONGEST, Provision
from resolutions.reader import clauses
from units.landing import at_field

MARK = 12  # letters that a mark between two parts may have: 'Điều 12. '
PARAGRAPH = re.compile(r"\w[^\n]{14,}")  # a line of some length; shorter ones are labels and leavings


def worded(parts, text):
    """(label, words) of parts as in ``Intake.work``, in reading order, without findings."""
    return [(part["label"], text[part["start"] : part["end"]].strip()) for part in parts if part["kind"] not in Provision.FINDINGS]


class Parts(models.Model):
    """What an intake knows of its parts. Where one is changed, ``told`` is by, now and seen, as ``Intake.changing`` takes them."""

    class Meta:
        abstract = True

    @property
    def parts(self):
        """Its parts, in reading order."""
        return self.work["parts"]

    def part(self, pk):
        """One part by its id, or None."""
        return next((part for part in self.parts if part["id"] == pk), None)

    def words(self, part):
        """The words of a part, or of a task's quote."""
        return self.text[part["start"] : part["end"]]

    def places_to_split(self, part):
        """(offset, the words from there) of each sentence or clause at which a part may be cut in two."""
        return [(a, self.text[a:b]) for a, b in clauses(self.text, part["start"], part["end"]) if a > part["start"]]

    def correct_part(self, pk, *, label, kind, tasks, checked, **told):
        """One part as a person has it; ``checked``: they are done with it.

        tasks: what was said of each, by its id; without an id it is a new one. Those of which nothing is said stay as they are, those that
        are here no more are left out. Raises ValidationError where the label is there already.
        """
        with self.changing(of=[f"p{pk}"], **told) as row:
            part = row.part(pk)
            if part is None:
                raise ValidationError(_("Somebody else changed this meanwhile. Read it again, then save."), code="stale")
            if any(other["label"] == label for other in row.parts if other is not part):
                raise at_field("label", _("This label is there already."), "unique")
            if label != part["label"]:
                row.rename(part["label"], label)
                part["parent"] = row.above(label)
            said = {task["id"]: task for task in tasks if task["id"]}
            kept = [task | said.get(task["id"], {}) for task in part["tasks"]]
            last = max((task["id"] for other in row.parts for task in other["tasks"]), default=0)
            words = {"start": part["start"], "end": part["end"]}
            new = [words | task | {"id": n} for n, task in enumerate((task for task in tasks if not task["id"]), start=last + 1)]
            part |= {"label": label, "kind": kind, "tasks": kept + new, "checked": checked}

    def rename(self, was, label):
        """Whoever names a part by its label follows it: the parts below it, and what it should cure."""
        for part in self.parts:
            part["parent"] = label if part["parent"] == was else part["parent"]
            for task in part["tasks"]:
                task["fields"]["cures"] = [label if one == was else one for one in task["fields"].get("cures") or ()]

    def above(self, label):
        """The longest label of which this one is a continuation, or None."""
        return max((part["label"] for part in self.parts if label.startswith(f"{part['label']}.")), key=len, default=None)

    def join(self, pk, **told):
        """A part goes on in the one before it in the text: both are one, under that one's label, with the tasks of both.

        Raises ValidationError for the first part, for one with parts below it, and where words of neither lie between the two.
        """
        with self.changing(**told) as row:
            at = next((n for n, part in enumerate(row.parts) if part["id"] == pk), 0)
            before, part = row.parts[at - 1], row.parts[at]
            if at == 0 or part["start"] < before["end"]:
                raise ValidationError(_("There is no part before it to be joined with."), code="first")
            if any(other["parent"] == part["label"] for other in row.parts):
                raise ValidationError(_("It has parts below it: join those first."), code="above")
            if len(row.text[before["end"] : part["start"]].strip()) > MARK:
                raise ValidationError(_("Between the two stand words that belong to neither."), code="between")
            row.parts.remove(part)
            row.rename(part["label"], before["label"])
            orders = part["kind"] in Provision.TO_CARRY_OUT and before["kind"] not in Provision.TO_CARRY_OUT
            before |= {"kind": part["kind"]} if orders else {}
            before |= {"end": part["end"], "tasks": before["tasks"] + part["tasks"], "checked": False}

    def split(self, pk, at, **told):
        """One part becomes two at a place in its text; tasks go with their words. Returns the new one's id."""
        with self.changing(**told) as row:
            part = row.part(pk)
            if part is None or not part["start"] < at < part["end"]:
                raise ValidationError(_("This place is not in the text of the part."), code="place")
            labels, stem = {other["label"] for other in row.parts}, part["label"][: LONGEST - 4]
            number = next(number for number in range(2, 1000) if f"{stem}/{number}" not in labels)
            new = part | {
                "id": 1 + max(other["id"] for other in row.parts),
                "label": f"{stem}/{number}",
                "start": at,
                "tasks": [task for task in part["tasks"] if task["start"] >= at],
                "checked": False,
            }
            row.parts.insert(row.parts.index(part) + 1, new)
            part |= {"end": at, "tasks": [task for task in part["tasks"] if task["start"] < at], "checked": False}
        return new["id"]

    def uncovered(self):
        """(start, end) of each paragraph of its text, or what of it is in no part: what the reader may have passed over."""
        edges = [(part["start"], part["end"]) for part in self.parts]
        found, at = [], 0
        for start, end in sorted([*edges, (len(self.text), len(self.text))]):
            found += [(at + m.start(), at + m.end()) for m in PARAGRAPH.finditer(self.text[at:start])]
            at = max(at, end)
        return found

    def add(self, at, **told):
        """What begins at a place and is in no part becomes one, a directive to begin with. Returns its id."""
        with self.changing(**told) as row:
            span = next((span for span in row.uncovered() if span[0] == at), None)
            if span is None:
                raise ValidationError(_("This place is not in the text of the part."), code="place")
            labels = {part["label"] for part in row.parts}
            new = {
                "id": 1 + max(part["id"] for part in row.parts),
                "label": next(f"+{n}" for n in range(1, 1000) if f"+{n}" not in labels),
                "kind": Provision.Kind.DIRECTIVE,
                "parent": None,
                "start": span[0],
                "end": span[1],
                "sure": "high",
                "why": "",
                "checked": False,
                "tasks": [],
            }
            later = (n for n, part in enumerate(row.parts) if part["start"] > at or part["kind"] in Provision.FINDINGS)
            row.parts.insert(next(later, len(row.parts)), new)
        return new["id"]
