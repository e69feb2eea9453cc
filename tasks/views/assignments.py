"""The list of assignments, and one of them with its log."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from resolutions.models import Resolution
from tasks.forms import FilterForm, form_for
from tasks.models import Assignment, Task
from units.models import Unit

MAIN = ("verify", "receive", "log", "submit")
WORDS = {
    "receive": _("Receive it"),
    "log": _("Write down progress"),
    "submit": _("Report it done"),
    "verify": _("Verify"),
    "send_back": _("Send back"),
    "withdraw": _("Withdraw"),
}


def with_standing(rows, on):
    """Pairs of an assignment and its standing on that day, as the tables of the pages want them."""
    return [(row, row.standing(on=on)) for row in rows]


def assignment_or_404(request, pk):
    """The assignment, if its reader may know of it, with all that its page shows of it."""
    rows = Assignment.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(
        rows.select_related("unit", "person__user", "task__supervising_unit", "task__provision__resolution__committee"), pk=pk
    )


def verb_form(verb, *sent, **about):
    """The form of a verb, with ids of its own: a page holds the forms of several."""
    return form_for(verb, *sent, auto_id=f"{verb}-%s", **about)


@require_safe
def assignment_list(request):
    """All that the reader may see, filtered. The filters stand in the address."""
    on = timezone.localdate()
    visible = Assignment.objects.visible_to(request.user, on=on)
    form = FilterForm(
        request.GET,
        units=Unit.objects.filter(pk__in=visible.order_by().values("unit")),
        documents=Resolution.objects.visible_to(request.user, on=on),
        tasks=Task.objects.visible_to(request.user, on=on),
    )
    rows = form.narrow(visible, on=on).for_lists().by_date()
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": with_standing(page.object_list, on),
        "query": f"{query.urlencode()}&" if query else "",
        "filtered": any(value for value in query.values()),
    }
    return render(request, "tasks/assignment_list.html", context)


@require_safe
def assignment(request, pk):
    return assignment_page(request, assignment_or_404(request, pk))


def assignment_page(request, row, *, form=None, verb=None, status=200):
    """The page of an assignment; with ``form``, the one that was sent and is not right yet, open and with its errors."""
    on = timezone.localdate()
    verbs = row.verbs_for(request.user, on=on)
    main = next((name for name in MAIN if name in verbs), None)
    forms = [
        {
            "verb": name,
            "form": form if name == verb else verb_form(name, assignment=row, on_behalf_of=behalf),
            "words": WORDS[name],
            "action": reverse(name, args=[row.pk]),
            "primary": name == main,
            "open": name == verb or (verb is None and name == main and name != "submit"),
        }
        for name, behalf in verbs.items()
    ]
    context = {
        "assignment": row,
        "task": row.task,
        "provision": row.task.provision,
        "document": row.task.provision.resolution,
        "standing": row.standing(on=on),
        "entries": row.entries.select_related("by", "on_behalf_of", "unit").prefetch_related("evidence").order_by("-number"),
        "forms": forms,
        "behalf": any(verbs.values()),
        "parts": row.parts.select_related("unit"),
        "on": on,
    }
    return render(request, "tasks/assignment.html", context, status=status)
