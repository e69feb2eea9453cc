"""A task with its addressees, and giving it."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from resolutions.models import Provision
from tasks.models import Addressee, Task
from units.landing import land
from units.models import Unit


def units_below(committee, *, on):
    """Units of a committee that may be given something, or follow it."""
    return Unit.objects.at_or_below(committee).exclude(pk=committee.pk).valid(on=on)


class TaskFields(forms.ModelForm):
    """What a task asks for, and whom; where its units come from, the forms below say."""

    unit_kinds = forms.MultipleChoiceField(
        label=_("Classes of units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Addressee.KINDS,
    )
    roles = forms.MultipleChoiceField(
        label=_("Duties of persons: all who hold such a post"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Addressee.ROLES,
    )
    parts_required = forms.BooleanField(
        label=_("The lead reports the work done only when the supporting units have reported their parts"), required=False, initial=True
    )

    class Meta:
        model = Task
        fields = [
            "title", "description", "cadence", "cadence_note", "starts_on", "due_rule", "due_on", "due_day", "due_after", "evidence_required",
            "supervising_unit", "measure", "measure_unit", "target", "is_share", "adds_up", "sums_over_units",
        ]  # fmt: skip
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        said = super().clean()
        whom = ("unit_kinds", "units", "roles")
        if not any(said.get(name) or name in self.errors for name in whom):
            raise ValidationError(_("Say who is to do it: a class of units, single units, or the holders of a post."), code="nobody")
        return said

    def make(self, *, by, now, key):
        """The task with its addressees; nothing is given yet. The same form sent twice makes it once."""
        self.instance.created_by, self.instance.created_at, self.instance.key = by, now, key
        with transaction.atomic():
            Provision.objects.select_for_update().get(pk=self.instance.provision_id)
            if made := Task.objects.filter(key=key, created_by=by).first():
                return made
            task = super().save()
            lead = [Addressee(task=task, unit_kind=kind) for kind in self.cleaned_data["unit_kinds"]]
            lead += [Addressee(task=task, unit=unit) for unit in self.cleaned_data["units"]]
            lead += [Addressee(task=task, role=role) for role in self.cleaned_data["roles"]]
            about = {"part": Addressee.Part.SUPPORT, "required": self.cleaned_data["parts_required"]}
            support = [Addressee(task=task, unit=unit, **about) for unit in self.cleaned_data["supporting"]]
            Addressee.objects.bulk_create(lead + support)
        return task


class TaskForm(TaskFields):
    """A task of one provision, with its addressees."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    units = forms.ModelMultipleChoiceField(
        label=_("Single units"), required=False, queryset=Unit.objects.none(), widget=forms.SelectMultiple(attrs={"size": 8})
    )
    supporting = forms.ModelMultipleChoiceField(
        label=_("Supporting units"), required=False, queryset=Unit.objects.none(), widget=forms.SelectMultiple(attrs={"size": 5})
    )

    field_order = ["key", *TaskFields.Meta.fields[:2], "unit_kinds", "units", "roles", "supporting", "parts_required"]

    class Meta(TaskFields.Meta):
        fields = [*TaskFields.Meta.fields, "cures"]
        widgets = {**TaskFields.Meta.widgets, "cures": forms.CheckboxSelectMultiple}

    def __init__(self, *args, provision, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.provision = provision
        for name in ("units", "supporting", "supervising_unit"):
            self.fields[name].queryset = units_below(provision.resolution.committee, on=on)
        cures = self.fields["cures"]
        cures.queryset = provision.resolution.provisions.to_cure()
        cures.label_from_instance = lambda finding: f"{finding.label} {finding.text}"
        self.fields["starts_on"].initial = on

    def save(self, *, by, now):
        """As ``make``, under the form's own key."""
        return self.make(by=by, now=now, key=self.cleaned_data["key"])


class GiveForm(forms.Form):
    """Giving a task: its date, where it is to differ from the rule."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    due_on = forms.DateField(label=_("Due on"), required=False, help_text=_("dd/mm/yyyy; empty: no date yet"))

    def __init__(self, *args, task, period, **kwargs):
        self.task, self.period = task, period
        super().__init__(*args, initial={"key": uuid.uuid4(), "due_on": task.due_in(period)}, **kwargs)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < (self.period.start if self.period else self.task.starts_on):
            raise ValidationError(_("The date lies before the start."), code="order")
        if day and day.year > 2100:
            raise ValidationError(_("Look at the year: it lies between 1990 and 2100."), code="year")
        return day

    def save(self, *, by, now):
        """Give it; an error of the verb lands on the form, and None is returned."""
        try:
            return self.task.assign(by=by, now=now, key=self.cleaned_data["key"], period=self.period, due_on=self.cleaned_data["due_on"])
        except ValidationError as error:
            land(self, error)
            return None
