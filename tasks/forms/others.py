"""The forms of the other verbs: asking and deciding, answering, passing on, supporting, correcting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.forms.verbs import FigureField, NewsForm, ReasonForm, VerbForm
from tasks.models import Entry
from tasks.models.verbs.correcting import restated
from units.models import Appointment, Unit

DAY = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}


def day_field(label, **more):
    """A day, written as people write it."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY), help_text=_("dd/mm/yyyy"), **more)


def words(label, *, required=True, rows=3, says=None):
    """A few lines of text."""
    messages = {"required": says} if says else None
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), error_messages=messages)


class AskTimeForm(ReasonForm):
    wanted_on = day_field(_("Until which day"))
    field_order = ["seen", "key", "wanted_on", "text"]


class GrantForm(VerbForm):
    due_on = day_field(_("Until which day"))
    text = words(_("Remark"), required=False, rows=2)

    def starts_with(self, assignment):
        request = assignment.extensions.pending().first()
        return {"due_on": request and request.wanted_on}


class RescheduleForm(ReasonForm):
    due_on = day_field(_("New date"))
    field_order = ["seen", "key", "due_on", "text"]

    def starts_with(self, assignment):
        return {"due_on": assignment.due_on}


class UrgeForm(VerbForm):
    text = words(_("What you want of the unit"), says=_("Write what you want of the unit."))


class RemarkForm(VerbForm):
    text = words(_("Your remark"), says=_("Write your remark."))
    wanted_on = day_field(_("Answer wanted by"), required=False)


class AnswerForm(VerbForm):
    text = words(_("Your answer"), says=_("Write your answer."))
    channel = NewsForm.base_fields["channel"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.on_behalf_of is None:
            del self.fields["channel"]


class ConfirmForm(VerbForm):
    text = words(_("Remark"), required=False, rows=2)


class ObjectForm(VerbForm):
    text = words(_("What is not right, and what is"), says=_("Give the reason."))


class HandForm(VerbForm):
    person = forms.ModelChoiceField(label=_("To whom"), queryset=None, required=False, empty_label=_("nobody: the head's own"))
    text = words(_("Remark"), required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posts = Appointment.objects.valid(on=self.on).filter(unit=self.assignment.unit, role__in=Appointment.UNIT_ROLES)
        self.fields["person"].queryset = posts.select_related("user")
        self.fields["person"].label_from_instance = lambda post: f"{post.user} ({post.title or post.get_role_display()})"

    def starts_with(self, assignment):
        return {"person": assignment.person_id}


def units_of(committee, *, on):
    """Units to which work can be given on that day."""
    return Unit.objects.at_or_below(committee).exclude(pk=committee.pk).valid(on=on)


class ReassignForm(ReasonForm):
    """To another unit; a duty of persons to another appointment."""

    unit = forms.ModelChoiceField(label=_("To which unit"), queryset=None)
    person = forms.ModelChoiceField(label=_("To whom"), queryset=None)
    field_order = ["seen", "key", "unit", "person", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.assignment
        if row.is_of_a_person:
            del self.fields["unit"]
            posts = Appointment.objects.valid(on=self.on).filter(unit__path__startswith=row.committee.path).exclude(pk=row.person_id)
            self.fields["person"].queryset = posts.select_related("user", "unit").order_by("role", "user__full_name", "pk")
        else:
            del self.fields["person"]
            self.fields["unit"].queryset = units_of(row.committee, on=self.on).exclude(pk=row.unit_id)


class PassPartForm(ReasonForm):
    unit = forms.ModelChoiceField(label=_("To which unit"), queryset=None)
    field_order = ["seen", "key", "unit", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(self.assignment.committee, on=self.on).exclude(pk=self.about.unit_id)


class SupportForm(NewsForm):
    """What a supporting unit did, and whether its part is done with that."""

    is_done = forms.BooleanField(label=_("Our part is done"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("figure", "figure_out_of", "percent"):
            self.fields.pop(name, None)


class AddForm(NewsForm):
    """What a unit adds to verified work: words or a file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("figure", "figure_out_of", "percent", "obstacles", "next_step"):
            self.fields.pop(name, None)
        self.fields["text"].required = False
        self.fields["text"].label = _("What you add")


class CorrectForm(VerbForm):
    """An entry as it should read; it stands there as it does."""

    happened_on = day_field(_("On which day"))
    text = words(_("What was done"), rows=4, says=_("Say what was done."))
    figure = FigureField(label=_("Figure"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True)
    figure_out_of = FigureField(label=_("out of"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True)
    percent = NewsForm.base_fields["percent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        task = self.assignment.task
        keep = {"figure": task.measure, "figure_out_of": task.measure and task.is_share}
        keep["percent"] = task.target is None and self.about.kind == Entry.Kind.LOG
        for name, kept in keep.items():
            if not kept or (name != "percent" and self.about.kind == Entry.Kind.ADD):
                del self.fields[name]

    def starts_with(self, assignment):
        return restated(self.about)
