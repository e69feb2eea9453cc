"""A proposed task of a document on its way in: its form, and how it is kept."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from resolutions.models import Provision
from tasks.forms.tasks import TaskFields
from tasks.models import Task
from units.models import Unit

BASIC, SINGLES = ("take", "title", "unit_kinds", "cadence", "due_on"), ("units", "roles")
WHOM = ("unit_kinds", *SINGLES)


class ProposalForm(TaskFields):
    """A proposed task: as a task's own form, but for what may be left to what holds for all."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    take = forms.BooleanField(label=_("Make this a task"), required=False)
    cadence = forms.ChoiceField(label=_("Rhythm"), required=False)
    supervising_unit = forms.TypedChoiceField(label=_("Supervised by"), required=False, empty_value=None)
    units = forms.TypedMultipleChoiceField(label=_("Single units"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}))
    supporting = forms.TypedMultipleChoiceField(label=_("Supporting units"), required=False, widget=forms.SelectMultiple(attrs={"size": 5}))
    cures = forms.MultipleChoiceField(
        label=_("shortcomings and causes it should cure"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, intake, recipients, proposal=None, whole=False, **kwargs):
        """whole: what is missing counts as wrong; else it may be filled in later."""
        kwargs.setdefault("initial", opened(proposal) if proposal else {"take": True})
        super().__init__(*args, **kwargs)
        self.recipients, self.whole, units = recipients, whole, recipients.units
        self.names_somebody = bool(proposal and proposal.get("whom"))  # then nobody else is chosen for them
        self.common = intake.work["common"] | ({"unit_kinds": []} if self.names_somebody else {})
        named = [(pk, unit.name) for pk, unit in units.items()]
        for name in ("units", "supporting", "supervising_unit"):
            self.fields[name].coerce = lambda pk: units[int(pk)]
            self.fields[name].choices = named
            self.fields[name].error_messages["invalid_choice"] = _("A unit that was chosen is not there any more. Choose again.")
        for name, numbers in (("unit_kinds", recipients.by_kind), ("roles", recipients.by_role)):
            self.fields[name].choices = [(value, f"{words} ({numbers[value]})") for value, words in self.fields[name].choices]
        perhaps = [pk for one in (proposal or {}).get("whom", ()) for pk in one["may_units"] if pk in units]
        self.has_candidates = bool(perhaps)
        if perhaps:
            groups = [(_("Perhaps these are meant"), [(pk, units[pk].name) for pk in dict.fromkeys(perhaps)])]
            groups += [(_("All"), [(pk, name) for pk, name in named if pk not in perhaps])]
            self.fields["units"].choices = groups
        self.fields["supervising_unit"].choices = [("", _("as for all tasks of this document")), *named]
        self.fields["cadence"].choices = [("", _("as for all tasks of this document")), *Task.Cadence.choices]
        self.fields["starts_on"].required = self.fields["due_day"].required = False
        self.fields["starts_on"].help_text = _("Empty: the day on which the document is put in force.")
        findings = [part for part in intake.parts if part["kind"] in Provision.FINDINGS]
        self.fields["cures"].choices = [(part["label"], f"{part['label']} {intake.words(part)}") for part in findings]

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"supervising_unit"}  # one of the choices, which were asked for once

    def reached(self):
        """[(unit, post or None)] that would get it today, by what the form says now."""
        said = filled({name: self[name].value() or () for name in WHOM}, self.common)
        return self.recipients.reached(kinds=said["unit_kinds"], units=said["units"], roles=said["roles"])

    def singles(self):
        """Units and posts by themselves: shown at once where some are chosen, or may be meant, or no class is."""
        return [self[name] for name in SINGLES]

    def singles_open(self):
        """Whether these are shown at once."""
        return not self["unit_kinds"].value() or any(field.value() or field.errors for field in self.singles()) or self.has_candidates

    def more(self):
        """The others."""
        return [field for field in self.visible_fields() if field.name not in BASIC + SINGLES]

    def more_open(self):
        """Whether one of the others has a remark."""
        return any(field.errors for field in self.more())

    def clean(self):
        if not self.cleaned_data.get("take"):
            self._errors.clear()
            return self.cleaned_data
        try:
            return super().clean()
        except ValidationError as error:
            if error.code != "nobody" or (self.whole and not (self.names_somebody or self.common.get("unit_kinds"))):
                raise
            if self.whole and self.names_somebody:
                raise ValidationError(_("The text names somebody who is not known here. Choose who is to do it."), code="nobody") from error
        return self.cleaned_data

    def _post_clean(self):
        if self.cleaned_data.get("take"):  # what is no task need not be one that could be made
            super()._post_clean()

    def enter(self, provisions, part, *, by, now, key):
        """The task of a provision that is there now. ``provisions``: those of the document, by label."""
        self.instance.provision = provisions[part["label"]]
        self.instance.clean()
        task = self.make(by=by, now=now, key=key)
        task.cures.set(provisions[label] for label in self.cleaned_data["cures"] if label in provisions)
        return task

    def proposal(self):
        """What was said, as it is kept in the intake."""
        said = self.cleaned_data
        kept = {name: closed(value) for name, value in said.items() if name not in ("id", "take")}
        return {"id": said.get("id"), "take": said.get("take", False), "fields": kept}


def filled(fields, common):
    """The fields of a proposal with what holds for all tasks where they say nothing. common: as in ``Intake.work``."""
    fields = dict(fields)
    if not fields.get("cadence") and common.get("cadence"):
        fields["cadence"] = common["cadence"]
        fields["cadence_note"] = fields.get("cadence_note") or gettext("The text names none; set by the office")
    if not any(fields.get(name) for name in WHOM):
        fields["unit_kinds"] = common.get("unit_kinds") or []
    return fields | {"supervising_unit": fields.get("supervising_unit") or common.get("supervising_unit")}


def closed(value):
    """A cleaned value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Unit):
        return value.pk
    return [closed(one) for one in value] if isinstance(value, list) else value


def opened(proposal):
    """A kept proposal as the form shows it."""
    days = {name: date.fromisoformat(proposal["fields"][name]) for name in ("starts_on", "due_on") if proposal["fields"].get(name)}
    return proposal["fields"] | days | {"id": proposal["id"], "take": proposal["take"]}
