"""A document on its way in: its head, its parts with the tasks that are proposed, and putting it in force."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize_input
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from resolutions.forms import ForceForm
from resolutions.models import Provision, Resolution
from resolutions.models.provision import LONGEST
from tasks.differences import told_apart
from tasks.forms.tasks import units_below
from tasks.models import Addressee, Task
from units.landing import refuse_year
from units.models import Unit
from units.periods import local_day

SAID = ("kind", "symbol", "number", "issued_on", "issuer", "subject", "signer_title", "signer", "recipients")


class IntakeForm(forms.Form):
    """What every form about an intake carries: the version it has seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, intake, initial=None, **kwargs):
        self.intake = intake
        super().__init__(*args, initial={"seen": intake.number, **(initial or {})}, **kwargs)

    def look_again(self, now):
        """Somebody was quicker: the form carries the version that is there ``now`` (an Intake), so that sending it again is a decision."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = now.number


def lines_of(text):
    """The lines of a text that hold something, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def theirs(mine, fresh):
    """[(label, words)] of what stands in a form made anew and not in the one that was sent."""
    found = []
    for field in fresh.visible_fields():
        said, sent = ({str(one) for one in as_list(form[field.name].value())} for form in (fresh, mine))
        if said != sent:
            names = {str(value): words for value, words in flat(getattr(field.field, "choices", ()))}
            found.append((field.label, ", ".join(str(names.get(one, one)) for one in sorted(said)) or "–"))
    return found


def as_list(value):
    """What a field holds, as a list of what is there; a date as its field writes it."""
    if isinstance(value, date):
        return [localize_input(value)]
    return value if isinstance(value, list | tuple) else [] if value in (None, "", False) else ["on" if value is True else value]


def flat(choices):
    """(value, words) of choices that may be grouped."""
    for value, words in choices:
        yield from words if isinstance(words, list | tuple) else [(value, words)]


class HeadForm(IntakeForm):
    """Head and foot of the paper, and which document it is a new version of, if any."""

    kind = forms.CharField(label=_("Kind of document"), max_length=60)
    symbol = forms.CharField(label=_("Symbol"), max_length=40, required=False, help_text=_("As in 55-KH/HU: KH/HU"))
    number = forms.CharField(label=_("Number"), max_length=60, required=False, help_text=_("Leave empty where the paper has a blank."))
    issued_on = forms.DateField(label=_("Date"), required=False, help_text=_("Leave empty where the paper has a blank."))
    issuer = forms.CharField(label=_("Issuer"), max_length=200)
    subject = forms.CharField(label=_("Subject"), widget=forms.Textarea(attrs={"rows": 3}))
    signer_title = forms.CharField(label=_("Signs as"), max_length=200, required=False)
    signer = forms.CharField(label=_("Signer"), max_length=120, required=False)
    recipients = forms.CharField(label=_("Recipients, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    citations = forms.CharField(
        label=_("Documents it names, one number a line"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    replaces = forms.ModelChoiceField(
        label=_("New version of"), queryset=Resolution.objects.none(), required=False, empty_label=_("no other: a document of its own"),
        help_text=_("The version before stays with its tasks; what is the same here is not proposed again."),
    )  # fmt: skip

    def __init__(self, *args, intake, **kwargs):
        head = intake.work["head"]
        lists = {"recipients": head["recipients"], "citations": [one["number"] for one in intake.work["citations"]]}
        initial = head | {name: "\n".join(lines) for name, lines in lists.items()}
        initial |= {"issued_on": intake.issued_on, "replaces": intake.replaces_id}
        super().__init__(*args, intake=intake, initial=initial, **kwargs)
        chosen = Resolution.objects.filter(pk=intake.replaces_id)  # which may have been replaced by another one meanwhile
        self.fields["replaces"].queryset = Resolution.objects.newest(intake.committee) | chosen
        self.fields["replaces"].label_from_instance = lambda one: Truncator(f"{one}: {one.subject}").chars(90)

    @classmethod
    def as_it_stands(cls, intake):
        """The form, sent as the head stands: its remarks are what cannot stay so."""
        form = cls({}, intake=intake)
        form.data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        return form

    def clean_citations(self):
        if long := next((line for line in lines_of(self.cleaned_data["citations"]) if len(line) > 60), None):
            raise ValidationError(_("A number has at most 60 characters: %(number)s"), params={"number": long}, code="long")
        return self.cleaned_data["citations"]

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        refuse_year("issued_on", day)
        return day

    def save(self, *, by, now):
        """Raises ValidationError as ``Intake.changing``."""
        said = {name: self.cleaned_data[name] for name in SAID}
        said["issued_on"] = said["issued_on"] and said["issued_on"].isoformat()
        said["recipients"] = lines_of(said["recipients"])
        before, told = self.cleaned_data["replaces"], {"by": by, "now": now}
        with transaction.atomic():
            self.intake.correct_head(said, lines_of(self.cleaned_data["citations"]), seen=self.cleaned_data["seen"], **told)
            if before != self.intake.replaces:
                parts = told_apart(self.intake.parts, self.intake.text, before, on=local_day(now))
                self.intake.follow(before, parts, seen=self.intake.number, **told)


class CommonForm(IntakeForm):
    """What holds for every proposed task that says nothing else of its own."""

    cadence = forms.ChoiceField(label=_("Rhythm where the text names none"), required=False)
    supervising_unit = forms.ModelChoiceField(label=_("Supervised by"), queryset=Unit.objects.none(), required=False)
    unit_kinds = forms.MultipleChoiceField(
        label=_("Given to, where the text names nobody"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Addressee.KINDS,
    )

    def __init__(self, *args, intake, on, **kwargs):
        super().__init__(*args, intake=intake, initial=intake.work["common"], **kwargs)
        self.fields["cadence"].choices = [("", _("not chosen yet")), *Task.Cadence.choices]
        self.fields["supervising_unit"].queryset = units_below(intake.committee, on=on)

    def save(self, *, by, now):
        """Raises ValidationError as ``Intake.changing``."""
        unit = self.cleaned_data["supervising_unit"]
        common = {name: self.cleaned_data[name] for name in ("cadence", "unit_kinds")} | {"supervising_unit": unit and unit.pk}
        self.intake.correct_common(common, by=by, now=now, seen=self.cleaned_data["seen"])


class PartForm(IntakeForm):
    """One part: its label and what it is."""

    label = forms.CharField(label=_("Label"), max_length=LONGEST)
    kind = forms.ChoiceField(label=_("What it is"), choices=Provision.Kind)

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, initial={"label": part["label"], "kind": part["kind"]}, **kwargs)


class AddForm(IntakeForm):
    """One of the paragraphs that are in no part yet."""

    at = forms.TypedChoiceField(label=_("What was passed over"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, intake, **kwargs):
        super().__init__(*args, intake=intake, **kwargs)
        self.fields["at"].choices = [(start, Truncator(intake.text[start:end]).words(40)) for start, end in intake.uncovered()]

    def save(self, *, by, now):
        """Raises ValidationError as ``Intake.changing``. Returns the id of the new part."""
        return self.intake.add(self.cleaned_data["at"], by=by, now=now, seen=self.cleaned_data["seen"])


class ChangesForm(IntakeForm):
    """What differs from the version before: the office ticks what it has looked at."""

    looked_at = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, differences, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["looked_at"].choices = [(one.name, one.name) for one in differences if one.to_confirm]
        self.initial["looked_at"] = [one.name for one in differences if one.to_confirm and one.is_confirmed]

    def save(self, *, by, now):
        """Raises ValidationError as ``Intake.changing``."""
        self.intake.confirm(self.cleaned_data["looked_at"], by=by, now=now, seen=self.cleaned_data["seen"])


class EnterForm(IntakeForm, ForceForm):
    """Putting an intake in force, with number and date or the word that there are none."""

    field_order = ["seen", *ForceForm.field_order]

    def __init__(self, *args, intake, **kwargs):
        initial = {"number": intake.work["head"]["number"], "issued_on": intake.issued_on}
        super().__init__(*args, intake=intake, initial=initial, **kwargs)
