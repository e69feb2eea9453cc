"""What a new version of a document changes, with the tasks that go on under the version before."""

from collections import defaultdict
from dataclasses import dataclass, replace

from resolutions.models import Provision
from resolutions.models.parts import worded
from resolutions.reader import Change, changes
from tasks.models import Task


@dataclass(frozen=True)
class Difference:
    """What became of one provision.

    ``tasks``: those of the version before that go on. ``part``: of an intake, as in ``Intake.work``; None for what was dropped.
    ``to_confirm``: the office has to look at it, since it orders something or did; ``is_confirmed``: it has.
    """

    change: Change
    tasks: list
    part: dict | None = None
    to_confirm: bool = False
    is_confirmed: bool = False

    @property
    def name(self):
        """Under which name it is ticked: 'new:I.2' for a part of the new version, 'old:I.4' for one that was dropped."""
        return f"new:{self.change.label}" if self.part else f"old:{self.change.was}"


def going_on(document, tasks):
    """{label: tasks} that go on under a document or under a version before it, by its own labels.

    tasks: a query set to choose from, such as those that have not ended. 1 query, and 3 for each version before.
    """
    found = defaultdict(list)
    if document.replaces:
        before = going_on(document.replaces, tasks)
        for change in document.changes():
            if change.kind != "removed":
                found[change.label] += before.get(change.was, ())
    for task in tasks.filter(provision__resolution=document).select_related("provision").order_by("pk"):
        found[task.provision.label].append(task)
    return found


def differences(intake, *, on):
    """A Difference for each provision of an intake and of the version that it replaces, in reading order; none without one. 3 queries."""
    if not intake.replaces:
        return []
    before = intake.replaces
    ordered = {part.label for part in before.provisions.all() if part.is_to_carry_out}
    tasks, parts = going_on(before, Task.objects.going_on(on=on)), {part["label"]: part for part in intake.parts}
    found = []
    for change in intake.changes():
        part = None if change.kind == "removed" else parts[change.label]
        orders = change.was in ordered or (part is not None and part["kind"] in Provision.TO_CARRY_OUT)
        to_confirm = orders and change.kind in ("changed", "added", "removed")
        one = Difference(change, tasks.get(change.was, []), part, to_confirm)
        confirmed = one.name in intake.work["looked_at"] or (part is not None and part["checked"])
        found.append(replace(one, is_confirmed=confirmed))
    return found


def told_apart(parts, text, before, *, on):
    """The parts of a document (``Intake.work``) as they are where it replaces ``before``, or None: what goes on there is not proposed anew.

    Tasks of a version stay with it. So a part whose words stood there already, and were changed or not, proposes none as long as those go
    on; a person may tick them again. Source: design, 'Documents'.
    """
    for task in (task for part in parts for task in part["tasks"] if task.pop("left", False)):
        task["take"] = True
    if before is None:
        return parts
    tasks = going_on(before, Task.objects.going_on(on=on))
    found = {change.label: change for change in changes(before.worded(), worded(parts, text)) if change.kind != "removed"}
    for part in parts:
        change = found.get(part["label"])
        if change and tasks.get(change.was):
            for task in (task for task in part["tasks"] if task["take"]):
                task.update(take=False, left=True)
        if change and change.kind in ("changed", "added"):
            part["checked"] = False  # whoever looked at it had not seen what it changes
    return parts
