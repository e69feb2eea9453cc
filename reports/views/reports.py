"""Asking for oversight reports, looking at one, the steps of its life."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from reports import figures
from reports.forms.asking import ReportForm
from reports.forms.steps import FORMS, NEEDS, open_to
from reports.gathering import ends
from reports.models import Conflict, Reading, Report, WrongStage
from reports.models.passage import TITLES
from reports.picture import picture
from reports.views.copies import own_sheets
from reports.views.found import is_slow, note, report_or_404
from units.kept import keeps_text, refill
from units.landing import land
from units.models import Appointment, Installation, Unit
from units.models.record import records

PARTS = {
    figures.ON_TIME: gettext_lazy("done on time"),
    figures.LATE: gettext_lazy("done late"),
    figures.WAITING: gettext_lazy("waiting for verification"),
    figures.IN_TIME: gettext_lazy("in progress, in time"),
    figures.OVERDUE: gettext_lazy("overdue"),
    figures.DECLINED: gettext_lazy("declined"),
}


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request):
    """The reports made so far, and the form that asks for one. A page never makes the PDF: it writes down that it is wanted."""
    on, now = timezone.localdate(), timezone.now()
    posts, visible = request.user.posts(on=on), Report.objects.visible_to(request.user, on=on)
    if not posts:
        raise Http404
    committees = sorted(request.user.committees(on=on, roles=Appointment.COMMITTEE_ROLES))
    if request.method == "POST" and not committees:
        raise PermissionDenied
    if not Report.objects.committees_of(request.user, on=on):
        return own_sheets(request, on=on)
    replaces, is_gone = replaced(request, visible, on=on)
    units = Unit.objects.visible_to(request.user, on=on)
    form = None
    if committees:
        form = ReportForm(request.POST or None, committees=committees, units=units, now=now, on=Installation.this().demonstration_on)
        if request.method == "POST" and form.is_valid() and not is_gone:
            return redirect(form.save(by=request.user, replaces=replaces))
        form = refill(request, form)
    page = Paginator(visible.for_lists(), 20).get_page(request.GET.get("page"))
    return render(request, "reports/report_list.html", {"form": form, "page": page, "replaces": replaces})


def replaced(request, visible, *, on):
    """The issued report that the one asked for is to replace, as the address says, or None; and whether it is one that holds no longer.

    Raises PermissionDenied for who may not.
    """
    which = request.GET.get("thay", "")
    if not which.isdecimal() or len(which) > 9:
        return None, False
    found = visible.filter(pk=which).first()
    if found and not found.may("edit", request.user, on=on):
        raise PermissionDenied
    if found and found.stage != Report.Stage.ISSUED:
        messages.error(request, _("%(code)s was replaced or withdrawn meanwhile, so nothing is left to replace.") % {"code": found.code})
        return None, True
    return found, False


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """The report: how it stands, its figures and text, and the steps that its reader may take. Sending a form takes a step."""
    found = report_or_404(request, pk)
    now = timezone.now()
    verb, form, status = request.POST.get("verb", ""), None, 200
    if request.method == "POST":
        if verb in ("", "try"):
            found.try_again()
            return redirect(found)
        form, status = step(request, found, verb, now=now)
        if form is None:
            return redirect(found)
        found = report_or_404(request, pk)
        if status == 409:  # what was typed stands; the step is taken on what is shown now
            form = FORMS[verb](report=found, typed=request.POST)
    note(request, found, Reading.What.PAGE)
    verbs = open_to(found, request.user, now=now)
    forms = [refill(request, form) if form and form.verb == one else FORMS[one](report=found) for one in verbs]
    return render(request, "reports/report.html", {**shown(found), **life(found, request.user, now=now), "forms": forms}, status=status)


def step(request, found, verb, *, now):
    """Take the step that was sent: (None, 302) where it is done, else its form with what is wrong, and the status. Raises PermissionDenied."""
    if verb not in FORMS:
        raise Http404
    if not found.may(NEEDS.get(verb, verb), request.user, on=timezone.localdate()):
        raise PermissionDenied
    form, status = FORMS[verb](request.POST, report=found), 200
    if form.is_valid():
        try:
            form.save(by=request.user, now=now)
            messages.success(request, form.done)
            return None, 302
        except ValidationError as error:
            land(form, error)
        except Conflict:
            status = 409
            messages.error(request, _("Somebody changed this report meanwhile. Look at it again, then take the step."))
        except WrongStage:
            status = 409
            messages.error(request, _("This step does not fit how the report stands by now."))
    return form, status


def shown(found):
    """What the page shows of its figures and text; nothing where it is not drafted yet."""
    context = {"report": found, "is_slow": is_slow(found), "documents": list(found.resolutions.all())}
    if not found.is_drafted:
        return context
    contents, values = found.gathered, found.gathered.values
    passages = list(found.passages.all())
    counted = contents.figures
    return context | {
        "contents": contents,
        "figures": counted,
        "picture": picture(counted, PARTS, _("How things stand, by provision")),
        "many": len(counted.documents) > 1,
        "parts": [(title, [one for one in passages if one.part == part and one.text]) for part, title in TITLES.items()],
        "changed": sum(passage.is_flagged(values) for passage in passages) if found.is_draft else 0,
    }


def life(found, user, *, now):
    """What the page shows of its life: who did what, who read it, what replaces it."""
    on = timezone.localdate(now)
    return {
        "may_edit": found.is_draft and found.is_drafted and found.may("edit", user, on=on),
        "may_replace": found.stage == Report.Stage.ISSUED and found.may("edit", user, on=on),
        "signers": signers(found, on=on) if found.is_draft and (found.may("edit", user, on=on) or found.may("sign", user, on=on)) else None,
        "records": list(records(found)[:50]),
        "readings": list(found.readings.select_related("by")[:20]) if found.is_kept else [],
        "replaced_by": found.replaced_by.filter(stage__in=Report.KEPT).first() if found.is_kept else None,
    }


def signers(found, *, on):
    """(appointment, what would stand over the name) of those who may sign it."""
    return [(post, ends(found.committee, on=on, post=post)["signature"]) for post in found.signers(on=on)]


@require_safe
def report_state(request, pk):
    """How the PDF stands: the part of the page that asks again by itself. Once the figures are there, the whole page is asked for."""
    found = report_or_404(request, pk)
    answer = render(request, "reports/_state.html", {"report": found, "is_slow": is_slow(found)})
    if found.is_drafted and "chua-co" in request.GET:
        answer["HX-Refresh"] = "true"
    return answer
