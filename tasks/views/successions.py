"""Units through time: who took over from whom, which name holds from when; and merging, splitting and renaming them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tasks.forms.successions import ChoicesForm, MergeForm, RenameForm, SplitForm
from tasks.models import Assignment
from tasks.models.succession import stranded
from tasks.views.assignments import with_standing
from units.kept import keeps_text, refill
from units.landing import sent
from units.models import Appointment, Succession, Unit, UnitName
from units.models.unit import committee_of

FORMS = {"merge": MergeForm, "split": SplitForm}
WORDS = {"merge": gettext_lazy("Merge units"), "split": gettext_lazy("Split a unit")}
SHOWN = 50


def offices(user, on):
    """Committees in whose office this person works today."""
    return user.committees(on=on, roles=[Appointment.Role.OFFICE])


@require_safe
def succession_list(request):
    """Units as they are today, what is to come, what was, and open work that nobody has because its unit is gone."""
    on, user = timezone.localdate(), request.user
    if not user.committees(on=on, roles=Appointment.COMMITTEE_ROLES):
        raise Http404
    visible = Unit.objects.visible_to(user, on=on)
    known = Succession.objects.filter(old__in=visible).select_related("old", "new", "made_by")
    names = UnitName.objects.filter(unit__in=visible).exclude(made_at=None).select_related("unit", "made_by")
    left = stranded(on)[0].filter(pk__in=Assignment.objects.visible_to(user, on=on).order_by().values("pk")).for_lists().by_date()
    units, mine = list(visible.valid(on=on)), offices(user, on)
    nearest = committee_of(units)
    context = {
        "units": [(unit, nearest.get(unit.pk) in mine) for unit in units],
        "to_come": known.filter(applied_at=None).order_by("on", "pk"),
        "names_to_come": names.filter(valid_from__gt=on).order_by("valid_from", "pk"),
        "page": Paginator(known.exclude(applied_at=None), SHOWN).get_page(request.GET.get("page")),
        "names": names.filter(valid_from__lte=on).order_by("-valid_from", "-pk")[:SHOWN],
        "left": with_standing(left[:SHOWN], on),
        "is_office": bool(mine),
    }
    return render(request, "tasks/succession_list.html", context)


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def succession_create(request, kind):
    """A merger or a split: filled in, looked at, confirmed. Only confirming saves anything."""
    on = timezone.localdate()
    if not offices(request.user, on):
        raise PermissionDenied
    form = refill(request, FORMS[kind](*sent(request), user=request.user, today=on))
    if form.is_bound and form.was_sent():
        return redirect("successions")
    if form.is_bound and "edit" not in request.POST and form.is_valid():
        choices = ChoicesForm(request.POST if "confirm" in request.POST else None, outlook=form.outlook)
        if choices.is_bound and choices.is_valid() and form.save(choices, now=timezone.now()):
            return done(request, form.cleaned_data["on"], on)
        return preview(request, kind, form, choices, on)
    return render(request, "tasks/succession_create.html", {"form": form, "words": WORDS[kind]})


def done(request, day, today):
    """Back to the list, with what was done."""
    kept = _("Kept. It takes effect on %(day)s.") % {"day": f"{day:%d/%m/%Y}"}
    messages.success(request, kept if day > today else _("Done. It holds from %(day)s on.") % {"day": f"{day:%d/%m/%Y}"})
    return redirect("successions")


def preview(request, kind, form, choices, on):
    """What it would do, on one page."""
    found = form.outlook
    context = {
        "form": form,
        "choices": choices,
        "words": WORDS[kind],
        "outlook": found,
        "rows": [(row, standing, choices.of_row.get(row.pk)) for row, standing in with_standing(found.rows, on)],
        "waiting": [(row, standing, choices.of_row.get(row.pk)) for row, standing in with_standing(found.waiting, on)],
        "sub_units": [(unit, choices.of_unit.get(unit.pk)) for unit in found.sub_units],
        "to_come": found.on > on,
    }
    return render(request, "tasks/succession_preview.html", context)


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def unit_rename(request, pk):
    """A new name from a day on: filled in, looked at, confirmed."""
    on = timezone.localdate()
    unit = get_object_or_404(Unit.objects.visible_to(request.user, on=on), pk=pk)
    if not unit.is_of_office(request.user, on=on):
        raise PermissionDenied
    form = refill(request, RenameForm(*sent(request), unit=unit, user=request.user, today=on))
    if form.is_bound and form.was_sent():
        return redirect("successions")
    context = {"form": form, "unit": unit, "row": None, "to_come": False}
    if form.is_bound and "edit" not in request.POST and form.is_valid():
        if "confirm" in request.POST and form.save(now=timezone.now()):
            return done(request, form.cleaned_data["on"], on)
        if form.is_valid():
            context |= {"row": form.row(), "to_come": form.cleaned_data["on"] > on}
    return render(request, "tasks/unit_rename.html", context)
