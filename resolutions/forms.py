"""Reading a document, checking what was read, putting it in force."""

import base64
import binascii
from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resolutions.models import Provision, Resolution
from resolutions.reader import MOST_BYTES, ReaderError, read, secrecy, text_of
from resolutions.refusals import SENTENCES, TAKEN


def understood(data):
    """The document that these bytes hold, read. Raises ValidationError with one sentence where they hold none, or a secret one."""
    try:
        text = text_of(data)
    except ReaderError as error:
        raise ValidationError(SENTENCES[error.code], code=error.code) from error
    if mark := secrecy(text):
        raise ValidationError(
            _("This paper is marked %(mark)s. Secret papers do not belong on a networked system; nothing was stored."),
            params={"mark": mark},
            code="secret",
        )
    document = read(text)
    if not document.provisions:
        raise ValidationError(_("No numbered section or item was found in this text, so there is nothing to follow up."), code="nothing")
    return document


class ReadForm(forms.Form):
    """A file or pasted text; gives ``document`` and the ``data`` it was read from."""

    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True, help_text=TAKEN)
    text = forms.CharField(  # no draft of it is kept in the browser: it may turn out to be a secret paper
        label=_("Or paste the text"), required=False, widget=forms.Textarea(attrs={"rows": 10, "data-no-draft": ""}), strip=False
    )

    def clean(self):
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        if not file and not text.strip() and "file" not in self.errors:
            raise ValidationError(_("Choose a file, or paste the text of the document."), code="required")
        if self.errors:
            return self.cleaned_data
        if file and file.size > MOST_BYTES:
            raise ValidationError({"file": SENTENCES["too_big"]}, code="too_big")
        self.name_read = file.name if file else "van-ban.txt"
        self.data_read = file.read() if file else text.replace("\r\n", "\n").encode()
        try:
            self.document = understood(self.data_read)
        except ValidationError as error:
            raise ValidationError({"file" if file else "text": error}) from error
        return self.cleaned_data


class CheckForm(forms.Form):
    """What was read, beside the text, for a person to correct. Nothing is stored before it is saved."""

    data = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput)
    kind = forms.CharField(label=_("Kind of document"), max_length=60)
    symbol = forms.CharField(label=_("Symbol"), max_length=40, required=False, help_text=_("As in 55-KH/HU: KH/HU"))
    number = forms.CharField(label=_("Number"), max_length=60, required=False, help_text=_("Leave empty where the paper has a blank."))
    issued_on = forms.DateField(label=_("Date"), required=False, help_text=_("Leave empty where the paper has a blank."))
    issuer = forms.CharField(label=_("Issuer"), max_length=200)
    subject = forms.CharField(label=_("Subject"), widget=forms.Textarea(attrs={"rows": 3}))
    signer_title = forms.CharField(label=_("Signs as"), max_length=200, required=False)
    signer = forms.CharField(label=_("Signer"), max_length=120, required=False)
    recipients = forms.CharField(label=_("Recipients, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args, document=None, data=b"", name="", **kwargs):
        if document:
            kwargs["initial"] = {
                "data": base64.b64encode(data).decode(),
                "name": name,
                **{
                    field: getattr(document, field) or ""
                    for field in ("kind", "symbol", "number", "issuer", "subject", "signer_title", "signer")
                },
                "issued_on": document.date,
                "recipients": "\n".join(document.recipients),
            }
        super().__init__(*args, **kwargs)
        self.document = document or self._reread()
        for label, field, part in self._parts():
            select = forms.Select(attrs={"class": "form-select w-auto"})
            self.fields[field] = forms.ChoiceField(label=label, choices=Provision.Kind, initial=part.kind, widget=select)

    def _reread(self):
        try:
            return understood(base64.b64decode(self["data"].value() or "", validate=True))
        except (ValidationError, binascii.Error, ValueError):
            return None

    def _parts(self):
        parts = (*self.document.provisions, *self.document.findings) if self.document else ()
        return [(part.label, f"kind_{n}", part) for n, part in enumerate(parts)]

    def parts(self):
        """For the page: (label, words, bound field of the kind), in reading order."""
        return [(label, part.text, self[field]) for label, field, part in self._parts()]

    def head(self):
        """For the page: the bound fields of head and foot."""
        return [
            self[name] for name in ("kind", "symbol", "number", "issued_on", "issuer", "subject", "signer_title", "signer", "recipients")
        ]

    def clean(self):
        if not self.document:
            raise ValidationError(_("The text was lost on its way. Read the document again."), code="lost")
        return self.cleaned_data

    def save(self, *, committee, by):
        """Keep the document as a draft, as it was corrected. Raises ValidationError if it is on file already."""
        said = self.cleaned_data
        document = replace(
            self.document,
            date=said["issued_on"],
            recipients=tuple(line.strip() for line in said["recipients"].splitlines() if line.strip()),
            **{name: said[name] for name in ("kind", "symbol", "number", "issuer", "subject", "signer_title", "signer")},
        )
        return Resolution.objects.keep(
            document,
            committee=committee,
            data=base64.b64decode(said["data"]),
            name=said["name"],
            by=by,
            now=timezone.now(),
            kinds={label: said[field] for label, field, _part in self._parts()},
        )


class NumberForm(forms.Form):
    """Number and date, or the open word that there are none yet."""

    number = forms.CharField(label=_("Number"), max_length=60, required=False, help_text=_("The whole of it, as in 55-KH/HU"))
    issued_on = forms.DateField(label=_("Date of the document"), required=False, help_text=_("dd/mm/yyyy"))

    def clean_number(self):
        number = self.cleaned_data["number"].strip()
        if number and not any(letter.isdigit() for letter in number):
            raise ValidationError(_("A number has digits, as in 55-KH/HU."), code="digits")
        return number


class ForceForm(NumberForm):
    """Putting a draft in force: from then on tasks may be given."""

    without_number = forms.BooleanField(label=_("It has no number yet"), required=False)
    without_date = forms.BooleanField(label=_("It has no date yet"), required=False)

    field_order = ["number", "without_number", "issued_on", "without_date"]

    def clean(self):
        said = super().clean()
        if not said.get("number") and not said.get("without_number") and "number" not in self.errors:
            self.add_error("number", _("Give the number, or say that it has none yet."))
        if not said.get("issued_on") and not said.get("without_date") and "issued_on" not in self.errors:
            self.add_error("issued_on", _("Give the date, or say that it has none yet."))
        return said
