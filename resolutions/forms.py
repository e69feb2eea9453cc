"""Reading a document, checking what was read, putting it in force."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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

    key = forms.UUIDField(widget=forms.HiddenInput)

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
