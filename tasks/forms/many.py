"""One verb on many rows, and the end of a task or document with all that was given under it."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tasks.forms.others import day_field, units_of, words
from tasks.models.many import do_to_all
from tasks.reminders.whom import People, users_of
from units.landing import land
from units.models import Appointment


def read_seen(text):
    """{pk: number} of '12:3,15:1'; empty for what is no such text."""
    return {int(pk): int(number) for pk, number in re.findall(r"(\d{1,15}):(\d{1,9})(?:,|$)", text or "")}


class ManyForm(forms.Form):
    """The verb's own questions, asked once for all rows; the rows as they were seen travel along."""

    verb = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    due_on = day_field(_("New date"))
    unit = forms.ModelChoiceField(label=_("To which unit"), queryset=None)
    text = words(_("Reason"), says=_("Give the reason."))

    def __init__(self, *args, verb, committee, on, **kwargs):
        super().__init__(*args, **kwargs)
        if verb != "reschedule":
            del self.fields["due_on"]
        if verb == "reassign":
            self.fields["unit"].queryset = units_of(committee, on=on)
        else:
            del self.fields["unit"]
        if verb == "urge":
            self.fields["text"].label = _("What you want of the units")

    def save(self, *, by, now):
        """Do it to all or to none; errors of the rows land on the form, and None is returned. How many were done otherwise."""
        said = {name: self.cleaned_data[name] for name in ("due_on", "unit", "text") if name in self.cleaned_data}
        verb, seen, key = (self.cleaned_data[name] for name in ("verb", "seen", "key"))
        try:
            return do_to_all(verb, read_seen(seen), by=by, now=now, key=key, **said)
        except ValidationError as error:
            land(self, error)
            return None


class AcceptForm(forms.Form):
    """A new head accepts the list of what the one before left open."""

    seen = forms.CharField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def save(self, *, by, now):
        """Accept all or none. Returns how many, None where it was refused."""
        try:
            return do_to_all("take_over", read_seen(self.cleaned_data["seen"]), by=by, now=now, key=self.cleaned_data["key"])
        except ValidationError as error:
            land(self, error)
            return None


class SuccessorForm(AcceptForm):
    """The duties of a person whose appointment ended pass on to another appointment, with the reason."""

    person = forms.ModelChoiceField(label=_("To whom"), queryset=None)
    text = words(_("Reason"), says=_("Give the reason."))
    field_order = ["seen", "key", "person", "text"]

    def __init__(self, *args, post, committee, on, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Appointment.objects.valid(on=on).filter(unit__path__startswith=committee.path, role=post.role)
        self.fields["person"].queryset = posts.select_related("user", "unit").order_by("user__full_name", "pk")

    def save(self, *, by, now):
        """Pass all of them on, or none. Returns how many, None where it was refused."""
        said = {name: self.cleaned_data[name] for name in ("person", "text")}
        try:
            return do_to_all("reassign", read_seen(self.cleaned_data["seen"]), by=by, now=now, key=self.cleaned_data["key"], **said)
        except ValidationError as error:
            land(self, error)
            return None


class EndingForm(forms.Form):
    """Withdrawing a task or document with all that was given under it; ``seen`` says what the person saw that it touches."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = words(_("Reason"), says=_("Give the reason."))


class HaltForm(forms.Form):
    """No period begins from a day on: until the task goes on, or for good."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    day = day_field(_("From which day"))
    is_final = forms.TypedChoiceField(
        label=_("Until when"),
        choices=[("", _("until it is said to go on")), ("yes", _("for good: the task ends"))],
        coerce=lambda value: value == "yes",
        empty_value=False,
        required=False,
    )
    reason = words(_("Reason"), says=_("Give the reason."))

    def save(self, task, *, by, now):
        """Halt it; an error of the model lands on the form, and None is returned."""
        try:
            return task.halt(by=by, now=now, **self.cleaned_data)
        except ValidationError as error:
            land(self, error)
            return None


class GoOnForm(forms.Form):
    """A suspended task goes on from a day."""

    day = day_field(_("From which day"))

    def save(self, halt, *, by, on):
        """Let it go on; an error of the model lands on the form, and False is returned."""
        try:
            halt.go_on(by=by, on=self.cleaned_data["day"], today=on)
        except ValidationError as error:
            land(self, error)
            return False
        return True


class FurtherForm(forms.Form):
    """Giving a task that was given already to further units, for the period that runs."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    units = forms.ModelMultipleChoiceField(label=_("Further units"), queryset=None, widget=forms.SelectMultiple(attrs={"size": 8}))

    def __init__(self, *args, task, on, **kwargs):
        super().__init__(*args, **kwargs)
        have = task.addressees.filter(part="lead", unit__isnull=False).values("unit")
        self.fields["units"].queryset = units_of(task.resolution.committee, on=on).exclude(pk__in=have)
        people = People(on=on)
        self.fields["units"].label_from_instance = lambda unit: (
            _("%(unit)s (told: %(people)s)")
            % {
                "unit": unit.name,
                "people": ", ".join(str(person) for person in users_of(people.answering(unit.pk, None, alone=False))) or _("nobody"),
            }
        )

    def save(self, task, *, by, now):
        """Give it; an error of the verb lands on the form, and None is returned. The new assignments otherwise."""
        try:
            return task.give_further(self.cleaned_data["units"], by=by, now=now, key=self.cleaned_data["key"])
        except ValidationError as error:
            land(self, error)
            return None
