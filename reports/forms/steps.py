"""The steps of a report's life, each with what it asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports import rows
from reports.forms.asking import DayField
from units.periods import local_day


class StepForm(forms.Form):
    """A step that asks for nothing. ``seen``: the edition that was shown."""

    verb, label, style = "", "", "primary"
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, report, typed=None, **kwargs):
        """typed: what was sent over an older edition, to be shown again over this one."""
        initial = {name: typed[name] for name in self.base_fields if typed and name in typed} | {"seen": report.edition}
        super().__init__(*args, initial=initial, auto_id=f"id_{self.verb}_%s", **kwargs)
        self.report, self.is_open = report, self.is_bound or typed is not None

    def save(self, *, by, now):
        """Do it. Raises what the verb raises."""
        said = dict(self.cleaned_data)
        getattr(self.report, self.verb)(by=by, now=now, **said)


class SignForm(StepForm):
    verb, label, done = "sign", _("Sign off"), _("The report is signed off: its text stands.")


class ReopenForm(StepForm):
    verb, label, style, done = "reopen", _("Open it again"), "secondary", _("The report is a draft again.")


class NumberForm(StepForm):
    """Number and date of the registry."""

    number = forms.CharField(label=_("Number"), required=False, max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    issued_on = DayField(label=_("Date"))


class IssueForm(NumberForm):
    verb, label = "issue", _("Issue")
    done = _("The report is issued. Its final PDF is being made, and the leaders are told.")


class RegisterForm(NumberForm):
    verb, label, style, done = "register", _("Register number and date"), "secondary", _("Number and date are registered.")


class WithdrawForm(StepForm):
    verb, label, style = "withdraw", _("Withdraw"), "secondary"
    done = _("The report is withdrawn; whoever checks a paper of it is told so.")
    reason = forms.CharField(label=_("Why"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RefreshForm(StepForm):
    """Figures of another day."""

    verb, label, style, done = "refresh", _("Take the figures of another day"), "secondary", _("The figures are being taken anew.")
    on = DayField(
        label=_("Figures as at the end of day"), help_text=_("Empty: the last day of the period, or this moment if it is not over.")
    )

    def save(self, *, by, now):
        """Raises ValidationError at the day that cannot be."""
        said = self.cleaned_data
        try:
            cutoff = rows.cutoff(self.report.period, on=said["on"], now=now)
        except ValueError as error:
            raise forms.ValidationError({"on": str(error)}) from error
        self.report.refresh(cutoff, by=by, seen=said["seen"], now=now)


FORMS = {form.verb: form for form in (SignForm, IssueForm, RegisterForm, ReopenForm, RefreshForm, WithdrawForm)}
NEEDS = {"refresh": "edit", "reopen": "sign"}  # which right a step asks for, where it is not its own


def open_to(report, user, *, now):
    """The steps that this person may take now, in the order of the page."""
    stage, stages = report.stage, report.Stage
    by_stage = {stages.DRAFT: ["sign", "refresh"], stages.SIGNED: ["issue", "reopen"], stages.ISSUED: ["register", "withdraw"]}
    found = by_stage.get(stage, ["register"] if report.is_kept else [])
    if report.number:
        found = [verb for verb in found if verb != "register"]
    if stage == stages.DRAFT and not report.is_drafted:
        found = []
    return [verb for verb in found if report.may(NEEDS.get(verb, verb), user, on=local_day(now))]
