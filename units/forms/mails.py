"""At which address somebody is reached, and a letter sent once more."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from units.models import User
from units.models.reach import correct_address

WIDGET = forms.EmailInput(attrs={"autocomplete": "off", "placeholder": "ten@example.vn"})


class AddressesForm(forms.Form):
    """An address for each of these people, where one is known. Sent twice, it writes once; an address given meanwhile stays."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {f"address_{person.pk}": person for person in people}
        for name, person in self.people.items():
            self.fields[name] = forms.EmailField(label=str(person), required=False, widget=WIDGET)

    def clean(self):
        said = super().clean()
        typed = any(value.strip() for name, value in self.data.items() if name.startswith("address_"))
        if not self.errors and not typed:
            raise ValidationError(_("Give at least one address."), code="none")
        return said

    @transaction.atomic
    def save(self, *, by, now):
        """How many were written."""
        given = {self.people[name].pk: email for name, email in self.cleaned_data.items() if email}
        people = User.objects.select_for_update().filter(pk__in=given, email="")
        for person in people:
            correct_address(person, given[person.pk], by=by, now=now)
        return len(people)


class SendAgainForm(forms.Form):
    """The letter once more, to the person's address, which may be corrected by who may. ``seen``: how often it had been tried."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("Address"), widget=WIDGET, help_text=_("Further letters to this person go there too."),
        error_messages={"required": _("Give an address.")},
    )  # fmt: skip

    def __init__(self, *args, mail, may_correct, **kwargs):
        self.mail = mail
        person = mail.recipient
        super().__init__(*args, initial={"seen": mail.attempts, "email": person.email if person else mail.to}, **kwargs)
        if not (person and may_correct):
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("The administrator can correct the address of this person.")

    @transaction.atomic
    def save(self, *, by, now):
        """Whether it waits to be sent again because of this form."""
        email, person = self.cleaned_data["email"], self.mail.recipient
        if person and not self.fields["email"].disabled:
            correct_address(person, email, by=by, now=now)
        return self.mail.send_again(by=by, seen=self.cleaned_data["seen"], now=now)
