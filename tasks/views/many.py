"""Bulk work: one verb on many rows, with a list of what would happen and what cannot and why; all or nothing."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tasks.forms.many import ManyForm, read_seen
from tasks.forms.words import DO
from tasks.models import Assignment
from tasks.models.ending import shown
from tasks.models.many import MANY, MOST, sort_out, verbs_of
from tasks.views.assignments import filter_form, with_standing


@require_POST
def many(request):
    """First what would happen to the rows that were chosen; then, when that was confirmed, the deed."""
    on, verb = timezone.localdate(), request.POST.get("verb", "")
    if verb not in MANY:
        raise Http404
    if verb not in verbs_of(request.user, on=on):
        raise PermissionDenied
    rows = chosen(request, on)
    number = rows.count()
    if not number:
        messages.error(request, _("Choose rows first: tick them in the list."))
        return redirect("assignments")
    if number > MOST:
        says = _("At most %(most)s rows at once; these are %(number)s. Narrow the list first.")
        messages.error(request, says % {"most": MOST, "number": number})
        return redirect(f"{reverse('assignments')}?{request.POST.get('query', '')}")
    found = sort_out(verb, rows, request.user, on=on)
    committee = [*found.can, *(row for row, _why in found.cannot)][0].committee
    about = {"verb": verb, "committee": committee, "on": on}
    if "confirm" in request.POST:
        form = ManyForm(request.POST, **about)
        if form.is_valid():
            done = form.save(by=request.user, now=timezone.now())
            if done:
                says = ngettext("Done to %(number)s assignment.", "Done to %(number)s assignments.", done)
                messages.success(request, says % {"number": done})
                return redirect("assignments")
        form.data = {**form.data.dict(), "seen": shown(found.can)} if form.errors else form.data
    else:
        form = ManyForm(initial={"verb": verb, "seen": shown(found.can), "key": uuid.uuid4()}, **about)
    context = {
        "verb": verb,
        "words": DO[verb],
        "form": form,
        "rows": with_standing(found.can, on),
        "cannot": found.cannot,
    }
    return render(request, "tasks/many.html", context)


def chosen(request, on):
    """The rows that were ticked, or all of the list that was looked at; of what the reader may see."""
    visible = Assignment.objects.visible_to(request.user, on=on)
    if seen := read_seen(request.POST.get("seen")):
        return visible.filter(pk__in=seen)
    if "all" in request.POST:
        return filter_form(request.user, QueryDict(request.POST.get("query", "")), visible, on=on).narrow(visible, on=on)
    return visible.filter(pk__in=[int(pk) for pk in request.POST.getlist("row") if pk.isdigit() and len(pk) < 16])
