"""Filters of the list of slips, and what the office decides on those that are proposed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tasks.forms.others import day_field, words
from tasks.models import Slip, SlipRefused
from units.landing import land
from units.models import Unit


class SlipFilterForm(forms.Form):
    """Filters of the list of slips; each may be left open."""

    STATES = [("unanswered", _("not answered")), ("unreceived", _("not received yet"))]

    colour = forms.ChoiceField(label=_("Colour"), required=False, choices=[("", _("all colours")), *Slip.Colour.choices])
    state = forms.ChoiceField(label=_("State"), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("all units"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["state"].choices = [("", _("all states")), *self.STATES, *Slip.State.choices]

    def narrow(self, slips):
        """The slips that fit what was chosen. A choice that does not exist narrows nothing."""
        said = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields), **self.cleaned_data}
        if said.get("colour"):
            slips = slips.filter(colour=said["colour"])
        if said.get("unit"):
            slips = slips.filter(unit=said["unit"])
        if said.get("state") == "unanswered":
            return slips.unanswered()
        if said.get("state") == "unreceived":
            return slips.sent().filter(received_at=None)
        return slips.filter(state=said["state"]) if said.get("state") else slips


class DecideForm(forms.Form):
    """The chosen slips are sent, or postponed until a day with a reason: each on its own, and what no longer fits is left out."""

    SEND, POSTPONE = "send", "postpone"

    row = forms.ModelMultipleChoiceField(queryset=None, error_messages={"required": _("Choose slips first: tick them in the list.")})
    deed = forms.ChoiceField(choices=[(SEND, _("Send the chosen")), (POSTPONE, _("Postpone the chosen"))])
    until = day_field(_("Propose again on"), required=False)
    reason = words(_("Why not yet"), required=False, rows=2)

    def __init__(self, *args, slips, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["row"].queryset = slips

    def clean(self):
        said = super().clean()
        if said.get("deed") == self.POSTPONE:
            if not said.get("until") and "until" not in self.errors:
                self.add_error("until", ValidationError(_("Say on which day it is to be proposed again."), code="required"))
            if not said.get("reason"):
                self.add_error("reason", ValidationError(_("Give the reason."), code="required"))
        return said

    def save(self, *, by, now):
        """Do it to each: (those to which it was done, those left out). None where the model refuses what was said: its error lands here."""
        said, done, left_out = self.cleaned_data, [], []
        for slip in said["row"].order_by("pk").for_papers():
            try:
                if said["deed"] == self.SEND:
                    slip.send(by=by, now=now)
                else:
                    slip.postpone(by=by, now=now, until=said["until"], reason=said["reason"])
                done.append(slip)
            except SlipRefused:
                left_out.append(slip)
            except ValidationError as error:
                land(self, error)
                return None
        return done, left_out
