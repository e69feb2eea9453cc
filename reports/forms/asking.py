"""Asking for a report."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reports import figures, rows
from reports.labels import period_choices
from reports.models import Report
from reports.scope import CLASS, COMMITTEE, PORTFOLIO, UNIT, Scope
from resolutions.models import Resolution
from units.models import Appointment, Unit
from units.periods import Period, local_day


class DayField(forms.DateField):
    """A day, typed as in Vietnam."""

    def __init__(self, **kwargs):
        told = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
        wrong = {"invalid": _("This is not a day of the calendar. Write it as 31/12/2024.")}
        super().__init__(required=False, widget=forms.DateInput(attrs=told), error_messages=wrong, **kwargs)


class ReportForm(forms.Form):
    """Which document, which period, as at which day. Days of one's own go before the period that is chosen.

    The committee is asked for only where the reader has several.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    committee = forms.ModelChoiceField(label=_("Committee"), queryset=Unit.objects.none())
    resolutions = forms.ModelMultipleChoiceField(
        label=_("Documents"),
        queryset=Resolution.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all that were in force."),
    )
    scope = forms.ChoiceField(label=_("Over whom"), required=False)
    period = forms.ChoiceField(label=_("Period"))
    start = DayField(label=_("from"))
    end = DayField(label=_("until"))
    on = DayField(
        label=_("Figures as at the end of day"), help_text=_("Empty: the last day of the period, or this moment if it is not over.")
    )

    def __init__(self, *args, committees, units, now, on=None, **kwargs):
        """committees: those of the reader, at least one; units: those that they may see, a query set; on: the day whose quarter is proposed."""
        self.now, today = now, local_day(now)
        super().__init__(*args, initial={"key": uuid.uuid4(), "period": Period.holding(on or today, "quarterly").code}, **kwargs)
        documents = Resolution.objects.in_force().filter(committee__in=committees).order_by("-in_force_on", "-pk")
        self.fields["resolutions"].queryset = documents
        self.fields["scope"].choices = scope_choices(committees, units, on=today)
        self.fields["committee"].queryset = Unit.objects.filter(pk__in=committees)
        self.only = committees[0] if len(committees) == 1 else None
        if self.only:
            del self.fields["committee"]
        first = documents.order_by("in_force_on").values_list("in_force_on", flat=True).first()
        self.fields["period"].choices = period_choices(first or today, today)

    @property
    def shows_own(self):
        """Whether the two days of one's own must be seen."""
        return any(self[name].value() or self.errors.get(name) for name in ("start", "end"))

    def clean(self):
        said = super().clean()
        if {"period", "start", "end", "on", "resolutions", "committee", "scope"} & set(self.errors):
            return said
        if not (period := self.chosen_period(said)):
            return said
        try:
            said["cutoff"] = rows.cutoff(period, on=said["on"], now=self.now)
        except ValueError as error:
            about_period = period.start > local_day(self.now) or not said["on"]
            self.add_error(("start" if said["start"] else "period") if about_period else "on", str(error))
            return said
        said["days"] = period
        chosen = list(said["resolutions"])
        later = [document for document in chosen if document.in_force_on > local_day(said["cutoff"])]
        if later:
            self.add_error("resolutions", _("%(document)s was put in force after the cut-off day.") % {"document": later[0]})
        committee = self.only or said["committee"].pk
        if any(document.committee_id != committee for document in chosen):
            self.add_error("resolutions", _("This document is another committee's."))
        said["over"] = read_scope(said["scope"])
        unit = said["over"].unit or (said["over"].leader and said["over"].leader.unit)
        if unit and f"/{committee}/" not in unit.path:
            self.add_error("scope", _("This is another committee's."))
        return said

    def chosen_period(self, said):
        """The period that was chosen, or None once the error stands at its field."""
        missing = [name for name in ("start", "end") if not said[name]]
        if len(missing) == 2:
            return Period.parse(said["period"])
        for name in missing:
            self.add_error(name, _("Give this day."))
        if missing:
            return None
        try:
            return Period(said["start"], said["end"])
        except ValueError:
            self.add_error("end", _("The end lies before the beginning."))
            return None

    def save(self, *, by, replaces=None):
        """The report's row, which a job renders; the same key again gives the same row."""
        said = self.cleaned_data
        committee = said.get("committee") or Unit.objects.get(pk=self.only)
        return Report.objects.ask(
            key=said["key"],
            by=by,
            committee=committee,
            period=said["days"],
            cutoff=said["cutoff"],
            resolutions=said["resolutions"],
            scope=said["over"],
            replaces=replaces,
            now=self.now,
        )


def scope_choices(committees, units, *, on):
    """The whole committee; classes; leaders of that day; units, also those that are gone. 2 queries."""
    leaders = Appointment.objects.valid(on=on).filter(role=Appointment.Role.LEADER, unit__in=committees).select_related("user")
    classes = [*Unit.Kind.choices, (figures.PERSONS, _("Duties of persons"))]
    return [
        ("", _("the whole committee")),
        (_("A class of units"), [(f"{CLASS}-{kind}", label) for kind, label in classes]),
        (_("What a leader looks after"), [(f"{PORTFOLIO}-{post.pk}", str(post.user)) for post in leaders]),
        (_("A unit"), [(f"{UNIT}-{pk}", name) for pk, name in units.order_by("name", "pk").values_list("pk", "name")]),
    ]


def read_scope(text):
    """The Scope that one of the choices means; '' is the whole committee. At most 1 query."""
    kind, _dash, which = text.partition("-")
    if kind == CLASS:
        return Scope(CLASS, unit_kind=which)
    if kind == UNIT:
        return Scope(UNIT, unit=Unit.objects.get(pk=which))
    if kind == PORTFOLIO:
        return Scope(PORTFOLIO, leader=Appointment.objects.select_related("unit", "user").get(pk=which))
    return Scope(COMMITTEE)
