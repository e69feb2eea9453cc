"""Urging slips: the list with what the office decides, one of them with its paper, its receipt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks import slip_paper
from tasks.forms.slips import DecideForm, SlipFilterForm
from tasks.models import Assignment, Entry, Slip
from tasks.views.assignments import is_looked_at
from units.kept import keeps_text, refill
from units.models import Appointment, Unit
from units.serving import private_file

MOST = 100


def slip_or_404(request, pk):
    """The slip, if its reader may know of it."""
    return get_object_or_404(Slip.objects.visible_to(request.user, on=timezone.localdate()).for_papers(), pk=pk)


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def slip_list(request):
    """What waits for the office or for the reader's unit, then all slips, filtered. The office decides on what is proposed."""
    user, on = request.user, timezone.localdate()
    offices = user.committees(on=on, roles=[Appointment.Role.OFFICE])
    visible = Slip.objects.visible_to(user, on=on)
    form = DecideForm(request.POST or None, slips=visible.filter(committee__in=offices))
    if request.method == "POST":
        if not offices:
            raise PermissionDenied
        if form.is_valid() and (result := form.save(by=user, now=timezone.now())):
            say(request, form.cleaned_data["deed"], *result)
            return redirect("slips")
    proposed = list(visible.to_send(user, on=on).for_lists().order_by("unit__name", "pk")[: MOST + 1]) if offices else []
    units = Unit.objects.filter(pk__in=visible.order_by().values("unit"))
    filters = SlipFilterForm(request.GET, units=units)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": refill(request, form),
        "chosen": set(request.POST.getlist("row")),
        "proposed": proposed[:MOST],
        "more": len(proposed) > MOST,
        "is_office": bool(offices),
        "to_receive": list(visible.to_receive(user, on=on).for_lists()[:MOST]),
        "filters": filters,
        "page": Paginator(filters.narrow(visible).for_lists(), 50).get_page(request.GET.get("page")),
        "query": f"{query.urlencode()}&" if query else "",
        "filtered": any(query.values()),
        "on": on,
    }
    return render(request, "tasks/slip_list.html", context)


def say(request, deed, done, left_out):
    """Tell the office what became of the slips that it chose."""
    if done and deed == DecideForm.SEND:
        numbers = ", ".join(str(slip.number) for slip in done)
        said = ngettext("Sent: slip number %(numbers)s.", "Sent: slips number %(numbers)s.", len(done))
        messages.success(request, said % {"numbers": numbers})
    elif done:
        said = ngettext("Postponed: %(number)s slip.", "Postponed: %(number)s slips.", len(done))
        messages.success(request, said % {"number": len(done)})
    if left_out:
        codes = ", ".join(slip.code for slip in left_out)
        messages.warning(request, _("Left out, because it was sent already or is answered meanwhile: %(codes)s.") % {"codes": codes})


@require_http_methods(["GET", "HEAD", "POST"])
def slip(request, pk):
    """One slip: its paper, what its reader can do, and what became of it. Sending the form makes a PDF again that failed."""
    found, on = slip_or_404(request, pk), timezone.localdate()
    if request.method == "POST":
        found.try_again()
        return redirect(found)
    if is_looked_at(request):
        found.opened_by(request.user, now=timezone.now())
    watches = found.committee_id in request.user.committees(on=on, roles=Appointment.COMMITTEE_ROLES)
    lines = list((found.lines if watches else found.lines.kept()).with_answers().for_papers())
    decides = found.is_waiting_for_the_office and found.may_be_sent_by(request.user, on=on)
    context = {
        "slip": found,
        "said": slip_paper.said(found.preview(now=timezone.now())),
        "lines": [(line, answer) for line, answer in answered(lines)],
        "linked": set(Assignment.objects.visible_to(request.user, on=on).filter(slip_lines__slip=found).values_list("pk", flat=True)),
        "is_answered": all(line.heard for line in lines if line.dropped_at is None),
        "watches": watches,
        "postponements": found.postponements.select_related("by") if watches else [],
        "form": DecideForm(slips=Slip.objects.filter(pk=found.pk)) if decides else None,
        "may_receive": found.is_sent and found.received_at is None and found.may_be_received_by(request.user, on=on),
        "on": on,
    }
    return render(request, "tasks/slip.html", context)


def answered(lines):
    """Pairs of a line and the entry that ended its silence, or None. 1 query."""
    entries = Entry.objects.select_related("by", "assignment", "on_behalf_of").in_bulk([line.heard for line in lines if line.heard])
    return [(line, entries.get(line.heard)) for line in lines]


@require_safe
def slip_pdf(request, pk):
    """The PDF, to keep, or with ?xem to look at in the browser; kept by the reader's browser alone."""
    found = slip_or_404(request, pk)
    if not found.is_ready:
        raise Http404
    name = f"Phiếu đôn đốc {found.number} {found.code}.pdf"
    return private_file(found.file.name, filename=name, content_type="application/pdf", inline="xem" in request.GET)


@require_POST
def slip_receive(request, pk):
    """The unit, or the person, confirms that the slip arrived."""
    found = slip_or_404(request, pk)
    found.receive(by=request.user, now=timezone.now())
    messages.success(request, _("Received. Now write what was done, or ask for more time, at each assignment."))
    return redirect(found)
