"""Filters of the list of assignments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.models import Assignment, Standing
from units.models import Unit


class FilterForm(forms.Form):
    """Filters of the list of assignments; each may be left open."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("all units"))
    state = forms.ChoiceField(label=_("State"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    document = forms.ModelChoiceField(label=_("Document"), queryset=None, required=False, empty_label=_("all documents"))
    task = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, units, documents, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset, self.fields["document"].queryset, self.fields["task"].queryset = units, documents, tasks
        self.fields["state"].choices = [("", _("all states")), ("open", _("open")), *Assignment.State.choices]
        self.fields["standing"].choices = [("", _("all standings")), *Standing.choices]

    def narrow(self, assignments, *, on):
        """The assignments that fit what was chosen. A choice that does not exist narrows nothing."""
        said = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields), **self.cleaned_data}
        if said.get("unit"):
            assignments = assignments.filter(unit=said["unit"])
        if said.get("document"):
            assignments = assignments.filter(task__provision__resolution=said["document"])
        if said.get("task"):
            assignments = assignments.filter(task=said["task"])
        if said.get("state") == "open":
            assignments = assignments.open()
        elif said.get("state"):
            assignments = assignments.filter(state=said["state"])
        if said.get("standing"):
            assignments = assignments if said["standing"] in (Standing.ON_TIME, Standing.LATE) else assignments.open()
            assignments = assignments.with_standing(on=on).filter(standing_now=said["standing"])
        return assignments
