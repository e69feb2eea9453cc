"""The first page of a new installation."""

from datetime import date

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from units.fold import fold
from units.forms.unit_lines import UnitLines
from units.models import Appointment, Installation, SignInFailure, Unit, User

EXAMPLE = "ban; Văn phòng; Văn phòng; VP"


class SetupForm(BaseUserCreationForm):
    """The committee, its units and the first administrator: all of it or nothing."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("The terminal of the server shows it (manage.py setup_code), so that nobody else sets up your office."),
    )
    committee_name = forms.CharField(label=_("Name of the committee"), max_length=200, help_text=_("Such as Huyện ủy Bình Sơn"))
    committee_short_name = forms.CharField(label=_("Short name"), max_length=80, required=False, help_text=_("Such as Huyện ủy"))
    committee_code = forms.CharField(label=_("Code in document numbers"), max_length=20, help_text=_("As in 55-KH/HU: HU"))
    place = forms.CharField(label=_("Place in letterheads"), max_length=80, help_text=_("Such as Bình Sơn"))
    letterhead_above = forms.CharField(
        label=_("Body above it in letterheads"), max_length=120, required=False, help_text=_("Such as ĐẢNG BỘ TỈNH QUẢNG NGÃI")
    )
    units = UnitLines(
        label=_("Units"),
        initial=EXAMPLE,
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    office_unit = forms.CharField(
        label=_("The office's own unit"),
        max_length=200,
        required=False,
        initial="Văn phòng",
        help_text=_("Its name or short name as written above: there you are appointed to the office. Empty: in the committee itself."),
    )

    class Meta:
        model = User
        fields = ["username", "full_name", "email"]

    field_order = [
        "code", "committee_name", "committee_short_name", "committee_code", "place", "letterhead_above", "units", "office_unit",
        "full_name", "username", "email", "password1", "password2",
    ]  # fmt: skip

    def __init__(self, *args, address, **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address
        for name in ("full_name", "email"):
            self.fields[name].required = True
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["username"].help_text = _("To sign in with: letters, digits and @ . + - _, such as van-phong")

    def clean_code(self):
        """Eight letters cannot be guessed: here too five tries in 15 minutes."""
        this = {"username": "setup:", "address": self.address}
        if not SignInFailure.objects.begin(**this, now=timezone.now()):
            raise ValidationError(_("Too many tries. Please wait 15 minutes and try again; nothing is blocked for good."), code="wait")
        code = self.cleaned_data["code"].strip().lower()
        if not constant_time_compare(code, Installation.this().setup_code):
            raise ValidationError(_("This is not the code that the server's terminal shows."), code="code")
        SignInFailure.objects.forget(**this)
        return code

    def clean(self):
        cleaned = super().clean()
        wanted = fold(cleaned.get("office_unit") or "")
        named = [unit for unit in cleaned.get("units") or () if wanted in (fold(unit.name), fold(unit.short_name))]
        if wanted.strip() and "units" in cleaned and not named:
            self.add_error("office_unit", ValidationError(_("No line above has this name or short name."), code="office_unit"))
        self.office = named[0] if named and wanted.strip() else None
        return cleaned

    @transaction.atomic
    def save(self, *, on):
        """Returns the administrator. Raises ValidationError if someone else was quicker. Units hold from the first day of the year."""
        Installation.this()
        if not Installation.objects.select_for_update().get().is_to_be_set_up:
            raise ValidationError(_("Meanwhile somebody else has set up the office."), code="late")
        cleaned, since = self.cleaned_data, date(on.year, 1, 1)
        committee = Unit.objects.create(
            name=cleaned["committee_name"],
            short_name=cleaned["committee_short_name"],
            code=cleaned["committee_code"],
            kind=Unit.Kind.COMMITTEE,
            place=cleaned["place"],
            letterhead_above=cleaned["letterhead_above"],
            letterhead=cleaned["committee_name"].upper()[:120],
            valid_from=since,
        )
        for unit in cleaned["units"]:
            unit.parent, unit.valid_from = committee, since
            unit.save()
        user = super().save(commit=False)
        user.is_staff = user.is_superuser = True
        user.save()
        Appointment.objects.create(user=user, unit=self.office or committee, role=Appointment.Role.OFFICE, valid_from=on)
        return user
