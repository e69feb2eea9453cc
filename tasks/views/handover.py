"""When people change posts: what a new head accepts, and what lies with somebody whose appointment has ended."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.forms.many import AcceptForm, SuccessorForm, read_seen
from tasks.models import Assignment, Entry
from tasks.models.ending import shown
from tasks.views.assignments import with_standing
from units.kept import keeps_text, refill
from units.landing import sent
from units.models import Appointment


@require_safe
def handover(request):
    """The lists of the reader, each with what they do about it."""
    on = timezone.localdate()
    visible = Assignment.objects.visible_to(request.user, on=on)
    mine = list(visible.to_take_over(request.user, on=on).for_lists().by_date())
    left = list(visible.left_to(request.user, on=on).for_lists().by_date())
    duties = {}
    for row in left:
        if row.is_of_a_person:
            duties.setdefault(row.person, []).append(row)
    context = {
        "mine": with_standing(mine, on),
        "form": AcceptForm(initial={"seen": shown(mine)}),
        "members": [row for row in left if not row.is_of_a_person],
        "duties": list(duties.items()),
    }
    return render(request, "tasks/handover.html", context)


@require_POST
def handover_accept(request):
    """The new head accepts the whole list, as it was seen."""
    form = AcceptForm(*sent(request))
    done = form.save(by=request.user, now=timezone.now()) if form.is_valid() else None
    if done:
        messages.success(
            request, ngettext("Taken over: %(number)s assignment.", "Taken over: %(number)s assignments.", done) % {"number": done}
        )
        return redirect("home")
    messages.error(request, " ".join(form.non_field_errors()) or _("There is nothing to take over."))
    return redirect("handover")


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def handover_person(request, pk):
    """The duties of one person whose appointment has ended, and to whom they pass on."""
    on = timezone.localdate()
    visible = Assignment.objects.visible_to(request.user, on=on)
    rows = list(visible.left_to(request.user, on=on).filter(person=pk).exclude(opened_for_person=None).for_lists().order_by("pk"))
    post = get_object_or_404(Appointment.objects.select_related("user", "unit"), pk=pk)
    about = {"post": post, "on": on, "committee": next((row.task.resolution.committee for row in rows), None)}
    if not rows:
        done = Entry.objects.filter(assignment__in=read_seen(request.POST.get("seen")), by=request.user, kind=Entry.Kind.REASSIGN)
        if done.exists():  # the form was sent twice
            return redirect("handover")
        raise Http404
    form = refill(request, SuccessorForm(*sent(request), initial={"seen": shown(rows)}, **about))
    if form.is_valid():
        done = form.save(by=request.user, now=timezone.now())
        if done:
            messages.success(
                request, ngettext("Passed on: %(number)s assignment.", "Passed on: %(number)s assignments.", done) % {"number": done}
            )
            return redirect("handover")
        form.data = {**form.data.dict(), "seen": shown(rows)}
    return render(request, "tasks/handover_person.html", {"post": post, "form": form, "rows": with_standing(rows, on)})
