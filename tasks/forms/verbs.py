"""The verbs as forms: little, once."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tasks import files
from tasks.models import Entry, Evidence, Paper, Part
from units.landing import land

PAPER = ("paper_number", "paper_date", "paper_issuer")
ABOUT = {Entry: ("about", "number"), Part: ("part", "pk"), Evidence: ("item", "pk")}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; each is checked, and each refusal names its file. Cleans to a list."""

    widget = FilesInput(attrs={"accept": ".pdf,.docx,.xlsx,image/png,image/jpeg"})

    def clean(self, data, initial=None):
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if len(uploads) > files.MAX_FILES or sum(upload.size for upload in uploads) > files.MAX_REQUEST:
            raise ValidationError(_("At most 10 files, 60 MB together."), code="many")
        errors = []
        for upload in uploads:
            try:
                files.check(upload)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return uploads


class FigureField(forms.DecimalField):
    """A number as people here write it: 1.234.567,5 in Vietnamese, where a point between threes of digits only groups them."""

    def to_python(self, value):
        if isinstance(value, str) and get_language() == "vi" and re.fullmatch(r"\s*\d{1,3}(\.\d{3})+(,\d*)?\s*", value):
            value = value.replace(".", "")
        return super().to_python(value)


class VerbForm(forms.Form):
    """A verb as a form: the version that was seen, and a key that makes sending it twice harmless."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, assignment, verb, on_behalf_of=None, about=None, on, **kwargs):
        """about: the entry, part or evidence that the verb is about; on: today."""
        self.assignment, self.verb, self.on_behalf_of, self.about, self.on = assignment, verb, on_behalf_of, about, on
        super().__init__(*args, initial={"seen": assignment.number, "key": uuid.uuid4(), **self.starts_with(assignment)}, **kwargs)

    basic = more = more_open = more_words = None

    def starts_with(self, assignment):
        """What the form proposes."""
        return {}

    def about_text(self):
        """The words that the form is about, to stand above it."""
        return getattr(self.about, "text", "") or str(self.about or "")

    def said(self):
        """The verb's own arguments: all fields of the form but those that every form has."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "key", "channel", "files")}
        if self.about is not None:
            name, attribute = ABOUT[type(self.about)]
            said[name] = getattr(self.about, attribute)
        if self.on_behalf_of is not None:
            said |= {"on_behalf_of": self.on_behalf_of, "channel": self.cleaned_data["channel"]}
        return said

    def save(self, *, by, now):
        """Do the verb. An error of the verb lands on the form, and False is returned; the entry otherwise.

        After any other error the files are taken back only where it is sure that no row names them: after a database's silence they stay, at
        worst as orphans.
        """
        stored, session = [], connection.connection
        try:
            said = self.said()
            for upload in self.cleaned_data.get("files") or []:
                stored.append(files.store(upload))
            if stored or "evidence" in said:
                said["evidence"] = [*stored, *said.get("evidence", [])]
            entry = getattr(self.assignment, self.verb)(
                by=by, now=now, seen=self.cleaned_data["seen"], key=self.cleaned_data["key"], **said
            )
        except ValidationError as error:
            files.discard(stored)
            land(self, error)
            return False
        except Exception:
            files.discard_unnamed(stored, session=session)
            raise
        if stored and not entry.evidence.filter(file=stored[0].file).exists():
            files.discard(stored)
        return entry


class ReceiveForm(VerbForm):
    """Nothing to fill in."""


class VerifyForm(VerbForm):
    text = forms.CharField(label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(VerbForm):
    text = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Give the reason.")})


class NewsForm(VerbForm):
    """What was done; figures only where the task counts something; for the office, how the news came."""

    BASIC = ("channel", "text", "figure", "figure_out_of", "percent", "is_done", "happened_on", "files")
    FOLDED = ("obstacles", "next_step", "paper_number", "paper_date", "paper_issuer")

    text = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": _("Say what was done.")}
    )
    figure = FigureField(label=_("Figure"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True)
    figure_out_of = FigureField(label=_("out of"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True)
    percent = forms.IntegerField(
        label=_("How far, in percent"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages={
            "min_value": _("A percentage lies between 0 and 100."),
            "max_value": _("A percentage lies between 0 and 100."),
            "invalid": _("Write a whole number between 0 and 100."),
        },
    )
    happened_on = forms.DateField(label=_("On which day"), help_text=_("dd/mm/yyyy"))
    obstacles = forms.CharField(label=_("Obstacles"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    next_step = forms.CharField(label=_("Next step"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    files = FilesField(label=_("Photos or files"), required=False, help_text=_("PDF, DOCX, XLSX, PNG, JPG; at most 20 MB each."))
    paper_number = forms.CharField(label=_("or the number of a paper"), required=False, max_length=60)
    paper_date = forms.DateField(label=_("its date"), required=False)
    paper_issuer = forms.CharField(label=_("its issuer"), required=False, max_length=200)
    channel = forms.ChoiceField(label=_("How the news came"), choices=[c for c in Entry.Channel.choices if c[0] != Entry.Channel.HERE])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        task, verb = self.assignment.task, self.verb
        if self.on_behalf_of is None:
            del self.fields["channel"]
        if not task.measure:
            del self.fields["figure"]
        else:
            self.fields["figure"].label = f"{task.measure} ({task.measure_unit})" if task.measure_unit else task.measure
            self.fields["figure"].help_text = (
                _("Added to what was reported before.") if task.adds_up else _("The whole so far in the period.")
            )
        if not (task.measure and task.is_share):
            del self.fields["figure_out_of"]
        if task.target is not None or verb != "log":
            del self.fields["percent"]
        for name in ("happened_on", "paper_date"):
            self.fields[name].widget.attrs |= {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}

    def starts_with(self, assignment):
        return {"happened_on": self.on, "percent": assignment.percent}

    def said(self):
        said = super().said()
        number, date, issuer = [said.pop(name, None) for name in PAPER]
        if number and number.strip():
            said["evidence"] = [Paper(number.strip(), date, issuer or "")]
        return said

    def basic(self):
        """For the page: what everybody fills in."""
        return [self[name] for name in self.BASIC if name in self.fields]

    def more(self):
        """For the page: what stands folded away."""
        return [self[name] for name in self.FOLDED if name in self.fields]

    @property
    def more_words(self):
        """What stands folded away, in words."""
        if "obstacles" in self.fields:
            return _("More: obstacles, next step, a paper as evidence")
        return _("More: a paper as evidence")

    @property
    def more_open(self):
        """Whether something folded away holds an error, or what was typed, so that it must be seen."""
        return any(field.errors or field.value() for field in self.more())

    def clean(self):
        said = super().clean()
        if (said.get("paper_date") or said.get("paper_issuer")) and not said.get("paper_number"):
            self.add_error("paper_number", _("Give the paper's number too."))
        if said.get("figure_out_of") is not None and said.get("figure") is None and "figure" not in self.errors:
            self.add_error("figure", _("Give the figure too."))
        return said
