"""Putting an intake in force: document, tasks and assignments in one transaction."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from resolutions.models import Provision, Resolution
from tasks.differences import differences
from tasks.forms.intakes import HeadForm
from tasks.forms.proposals import ProposalForm, filled
from tasks.models import Task
from tasks.recipients import Recipients
from units.periods import local_day

FOR_ALL = {"cadence", "supervising_unit"}  # asked once for the whole document


@dataclass
class Proposed:
    """A task that would be made: its part, its bound form, whom it would reach ((unit, post) each) and what is missing, in sentences.

    ``is_later``: its first period has not come yet, or is nearly over; the clock gives it with the next.
    ``due_on``: of what is done once. ``is_past``: that date has passed already.
    """

    part: dict
    form: ProposalForm
    places: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    is_later: bool = False
    due_on: date | None = None
    is_past: bool = False


def bound(intake, proposal, *, on, recipients):
    """The form of a kept proposal, filled in with what holds for all tasks where it says nothing itself."""
    form = ProposalForm(QueryDict(mutable=True), intake=intake, recipients=recipients, proposal=proposal, whole=True)
    fields = filled(proposal["fields"], form.common) | {"take": proposal["take"]}
    fields["starts_on"] = fields.get("starts_on") or first_day(fields.get("due_on"), intake, on).isoformat()
    for name, value in fields.items():
        if value not in (None, "", False, []):
            form.data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    for name in ("cadence", "supervising_unit", "starts_on"):
        form.fields[name].required = True
    return form


def first_day(due_on, intake, on):
    """When a task begins of which nobody said so: on the day; if its date (ISO) has passed by then, on the document's, or on that date."""
    if not due_on or date.fromisoformat(due_on) >= on:
        return on
    return min(intake.issued_on or date.max, date.fromisoformat(due_on))


def faults_of(form):
    """{field: what is wrong with it, in sentences that name it} of a form that is bound."""
    names = {name: field.label for name, field in form.fields.items()} | {NON_FIELD_ERRORS: ""}
    return {name: f"{names[name]}: {' '.join(said)}".removeprefix(": ") for name, said in form.errors.items()}


class Preview:
    """What putting an intake in force would do on a day: the tasks, whom they reach, and what stands in the way. A fixed number of queries.

    ``head_faults``: what of the head cannot stay so, in sentences. ``open_for_all``: of FOR_ALL what is not chosen yet, though a task needs it.
    ``idle``: orders of which no task is made.
    ``differences``: from the version that it replaces; ``unconfirmed``: those of them that nobody has looked at.
    """

    def __init__(self, intake, *, on):
        self.intake, self.on, self.open_for_all = intake, on, set()
        self.recipients = Recipients(intake.committee, on=on)
        self.head_faults = faults_of(HeadForm.as_it_stands(intake))
        self.differences = differences(intake, on=on)
        self.going_on = {one.part["id"] for one in self.differences if one.part and one.tasks}
        self.tasks = [self.look(part, task) for part in intake.parts for task in part["tasks"] if task["take"]]
        self.orders = [part for part in intake.parts if part["kind"] in Provision.TO_CARRY_OUT]
        self.unconfirmed = [one for one in self.differences if one.to_confirm and not one.is_confirmed]
        done = {part["label"] for part in intake.parts if part["id"] in self.going_on} | {task.part["label"] for task in self.tasks}
        parents = {part["label"]: part["parent"] for part in intake.parts}
        for part in reversed(intake.parts):  # what stands over a list is done by its parts
            done |= {parents[part["label"]]} if part["label"] in done else set()
        self.idle = [part for part in self.orders if part["label"] not in done]

    def look(self, part, task):
        """One task."""
        found = Proposed(part, bound(self.intake, task, on=self.on, recipients=self.recipients))
        found.places = found.form.reached()
        if part["kind"] not in Provision.TO_CARRY_OUT:
            found.faults = [_("Only a directive or a duty becomes a task.")]
        elif not found.form.is_valid():
            told = faults_of(found.form)
            self.open_for_all |= FOR_ALL & told.keys()
            found.faults = [said for name, said in told.items() if name not in FOR_ALL]
        elif not found.places:
            found.faults = [_("No unit is meant by the addressees on this day.")]
        elif part["id"] in self.going_on and not part["checked"]:
            found.faults = [_("Tasks of the version before go on here. Check whether this one is wanted as well.")]
        else:
            self.look_ahead(found)
        return found

    def look_ahead(self, found):
        """When it would be given, and whether it is late by then."""
        task = found.form.instance
        task.provision = Provision(resolution=Resolution(issued_on=self.intake.issued_on, in_force_on=self.on))
        is_once = task.cadence == Task.Cadence.ONCE
        if is_once and task.starts_on > self.on:
            found.faults = [_("Done once, it begins on the day on which it is given: leave its first day empty.")]
            return
        found.due_on = task.due_in(None) if is_once else None
        found.is_past = bool(found.due_on and found.due_on < self.on)
        found.is_later = not task.periods_to_open(on=self.on)

    @property
    def faults(self):
        """What stands in the way, each sentence with the tasks in whose way it stands."""
        found = {}
        for task in self.tasks:
            for sentence in task.faults:
                found.setdefault(sentence, []).append(task)
        return list(found.items())

    @property
    def is_ready(self):
        """Whether nothing stands in the way."""
        return not (self.head_faults or self.faults or self.open_for_all or self.unconfirmed)

    @property
    def assignments(self):
        """How many would be given at once."""
        return sum(len(task.places) for task in self.tasks if not task.is_later)

    @property
    def reached(self):
        """How many different units would get one."""
        return len({unit.pk for task in self.tasks for unit, _post in task.places})


def enter(intake, *, by, now, seen, **number):
    """Put an intake in force. ``number``: as ``Resolution.put_in_force`` takes it. Returns the document.

    All or nothing; the same form sent twice meets 'done'. Raises ValidationError: of ``Intake.changing``, of ``put_in_force``, or 'faults'
    where a task cannot be made as it stands.
    """
    on = local_day(now)
    with intake.changing(by=by, now=now, seen=seen) as row:
        day = number.get("issued_on")
        row.work["head"] |= {"number": number.get("number") or "", "issued_on": day and day.isoformat()}
        preview = Preview(row, on=on)
        if not preview.is_ready:
            raise ValidationError(_("Something is missing yet: see below."), code="faults")
        document = row.keep(by=by, now=now)
        document.put_in_force(by=by, on=on, **number)
        provisions = {provision.label: provision for provision in document.provisions.all()}
        for n, one in enumerate(preview.tasks):
            task = one.form.enter(provisions, one.part, by=by, now=now, key=uuid.uuid5(row.key, f"task/{n}"))
            if one.is_later:
                task.leave_to_clock(on=on)
            else:
                periods = task.periods_to_open(on=on)
                task.assign(by=by, now=now, key=uuid.uuid5(row.key, f"give/{n}"), period=periods[-1])
    return document
