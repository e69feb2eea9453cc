"""Units merged, split or named anew: what the office fills in, and where each work of a split goes."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tasks.models import Outlook
from tasks.models.succession import hand_over
from units.forms.unit_lines import UnitLines
from units.landing import land
from units.models import Appointment, Succession, Unit, UnitName
from units.models.succession import check
from units.models.unit import committee_of


class DecisionForm(forms.Form):
    """From which day, by which paper; sent twice it is done once."""

    made = Succession

    key = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("From which day"), help_text=_("dd/mm/yyyy; a day to come is kept until then"))
    decision = forms.CharField(
        label=_("By which paper"), max_length=200, help_text=_("Its number and date, such as 15-QĐ/HU, 6/5/2024"),
        error_messages={"required": _("Say by which paper: its number and date.")},
    )  # fmt: skip

    def __init__(self, *args, user, today, **kwargs):
        self.user, self.today = user, today
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)
        self.fields["on"].widget.attrs |= {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}

    def was_sent(self):
        """Whether this very form was done already."""
        try:
            key = self.fields["key"].clean(self.data.get("key"))
        except ValidationError:
            return False
        return self.made.objects.filter(key=key, made_by=self.user).exists()


class PartiesForm(DecisionForm):
    """Which units pass into which. Nothing is saved before one has looked at what it does."""

    kind = None

    def there(self):
        """Units of the committees in whose office the user works that can be merged, split or take over: those that nobody took over from."""
        mine = self.user.committees(on=self.today, roles=[Appointment.Role.OFFICE])
        units = list(Unit.objects.visible_to(self.user, on=self.today).filter(heir=None).exclude(kind=Unit.Kind.COMMITTEE))
        nearest = committee_of(units)
        return Unit.objects.filter(pk__in=[unit.pk for unit in units if nearest.get(unit.pk) in mine])

    def clean(self):
        """The model's own reasons against it land here, before the preview."""
        said = super().clean()
        if not self.errors:
            try:
                olds, news = self.parties()
                check(self.kind, olds, news, on=said["on"], decision=said["decision"], today=self.today)
            except ValidationError as error:
                land(self, error)
            else:
                self.outlook = Outlook(olds, news, on=said["on"], user=self.user, today=self.today)
        return said

    def save(self, choices, *, now):
        """Decide it; what the verbs have against it lands on ``choices``, and None is returned."""
        said = {name: self.cleaned_data[name] for name in ("on", "decision", "key")}
        found, order = self.outlook, choices.order()
        try:
            return hand_over(
                self.kind, olds=found.olds, news=[found.news[n] for n in order], by=self.user, now=now, **said,
                sub_units=choices.places("unit", order), choices=choices.places("row", order),
            )  # fmt: skip
        except ValidationError as error:
            land(choices, error)
            return None


class MergeForm(PartiesForm):
    """Several units into one, new or there already."""

    kind = Succession.Kind.MERGE

    olds = forms.ModelMultipleChoiceField(
        label=_("Units that are merged"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    new = forms.ModelChoiceField(
        label=_("Into a unit that is there"), queryset=Unit.objects.none(), required=False, empty_label=_("a new one, named below")
    )
    name = forms.CharField(label=_("Name of the new unit"), max_length=200, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    code = forms.CharField(label=_("Code in document numbers"), max_length=20, required=False)

    field_order = ["olds", "new", "name", "short_name", "code", "on", "decision", "key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = self.there()
        for name in ("olds", "new"):
            self.fields[name].queryset = there
            self.fields[name].label_from_instance = full_name

    def clean(self):
        new, name = self.cleaned_data.get("new"), self.cleaned_data.get("name", "")
        if bool(new) == bool(name) and not {"new", "name"} & set(self.errors):
            self.add_error("name", ValidationError(_("Either choose a unit that is there, or name a new one."), code="new"))
        return super().clean()

    def parties(self):
        """The old units, and the new one in a list."""
        said = self.cleaned_data
        return list(said["olds"]), [said["new"] or Unit(**{name: said[name] for name in ("name", "short_name", "code")})]


class NewUnitLines(UnitLines):
    """New units as lines of text: 'name; short name; code'. Class and place are the old unit's."""

    default_error_messages = {
        "form": _("Line %(line)s: write name; short name; code, with semicolons between. The last two may be left out.")
    }

    def unit(self, n, line):
        return super().unit(n, f"đảng bộ;{line}")


class SplitForm(PartiesForm):
    """One unit into several, new or there already."""

    kind = Succession.Kind.SPLIT

    old = forms.ModelChoiceField(label=_("Unit that is split"), queryset=Unit.objects.none())
    lines = NewUnitLines(
        label=_("New units"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("A line each: name; short name; code. The last two may be left out."),
    )  # fmt: skip
    news = forms.ModelMultipleChoiceField(
        label=_("and units that are there"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["old", "lines", "news", "on", "decision", "key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = self.there()
        for name in ("old", "news"):
            self.fields[name].queryset = there
            self.fields[name].label_from_instance = full_name

    def parties(self):
        """The old unit in a list, and the new ones: those of the lines first."""
        said = self.cleaned_data
        return [said["old"]], [*said["lines"], *said["news"]]


def full_name(unit):
    """As a list offers it; with its end where it has one."""
    return f"{unit.name} (→ {unit.valid_until:%d/%m/%Y})" if unit.valid_until else unit.name


class ChoicesForm(forms.Form):
    """What one confirms: that one saw the lists as they are; of a split, where each work and each unit below goes, and who comes first."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, outlook, **kwargs):
        super().__init__(*args, **kwargs)
        self.outlook, self.names = outlook, [(n, unit.name) for n, unit in enumerate(outlook.news)]
        self.of_row, self.of_unit, self.of_first = {}, {}, None
        if len(self.names) > 1:
            self.of_first = self.add("first", _("Stands in the old unit's place where only one can"))
            self.of_unit = {unit.pk: self.add(f"unit_{unit.pk}", unit.name) for unit in outlook.sub_units}
            self.of_row = {row.pk: self.add(f"row_{row.pk}", row.code) for row in (*outlook.rows, *outlook.waiting)}

    def add(self, name, label):
        """One select of the new units, as it is bound."""
        widget = forms.Select(attrs={"class": "form-select", "aria-label": label})
        self.fields[name] = forms.TypedChoiceField(
            label=label, choices=self.names, coerce=int, empty_value=0, initial=0, required=False, widget=widget
        )
        return self[name]

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.outlook.seen:
            raise ValidationError(_("Meanwhile something changed here. Look at the lists again, then confirm."), code="changed")
        return self.cleaned_data["seen"]

    def order(self):
        """Places of the new units, the one that comes first at the head."""
        first = self.cleaned_data.get("first", 0)
        return sorted(range(len(self.names)), key=lambda n: n != first)

    def places(self, what, order):
        """{pk: place in ``order``} of the selects of this kind."""
        chosen = {name.partition("_")[2]: n for name, n in self.cleaned_data.items() if name.startswith(f"{what}_")}
        return {int(pk): order.index(n) for pk, n in chosen.items()}


class RenameForm(DecisionForm):
    """A new name of a unit."""

    made = UnitName

    name = forms.CharField(label=_("New name"), max_length=200, error_messages={"required": _("Give the name.")})
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)

    field_order = ["name", "short_name", "on", "decision", "key"]

    def __init__(self, *args, unit, **kwargs):
        self.unit = unit
        super().__init__(*args, **kwargs)
        self.initial |= {"name": unit.name, "short_name": unit.short_name}

    def row(self):
        """The dated name, not saved."""
        said = self.cleaned_data
        return UnitName(unit=self.unit, name=said["name"], short_name=said["short_name"], valid_from=said["on"], decision=said["decision"])

    def clean(self):
        """The model's own reasons against it land here, before the preview."""
        said = super().clean()
        if not self.errors:
            try:
                self.unit.check_name(self.row())
            except ValidationError as error:
                land(self, error)
        return said

    def save(self, *, now):
        """Record it; an error of the model lands on the form, and None is returned."""
        try:
            return self.unit.rename(by=self.user, now=now, **self.cleaned_data)
        except ValidationError as error:
            land(self, error)
            return None
