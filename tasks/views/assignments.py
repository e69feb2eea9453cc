"""The list of assignments, and one of them with its log."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from resolutions.models import Resolution
from tasks.forms import FilterForm, form_for
from tasks.forms.words import DO, FIRST
from tasks.models import Assignment, Entry, Evidence, Notice, Part, Slip, Task
from tasks.models.many import verbs_of
from tasks.models.table import ABOUT_A_PART, FROM
from units.models import Unit

BIG = 2


def with_standing(rows, on):
    """Pairs of an assignment and its standing on that day, as the tables of the pages want them."""
    return [(row, row.standing(on=on)) for row in rows]


def assignment_or_404(request, pk):
    """The assignment, if its reader may know of it, with all that its page shows of it."""
    return get_object_or_404(Assignment.objects.visible_to(request.user, on=timezone.localdate()).for_pages(), pk=pk)


def verb_form(verb, *sent, **about):
    """The form of a verb, with ids of its own: a page holds the forms of several."""
    return form_for(verb, *sent, auto_id=f"{verb}-%s", on=timezone.localdate(), **about)


def filter_form(user, chosen, visible, *, on):
    """The filters of the list, over what this person may see."""
    return FilterForm(
        chosen,
        units=Unit.objects.filter(pk__in=visible.order_by().values("unit")),
        documents=Resolution.objects.visible_to(user, on=on),
        tasks=Task.objects.visible_to(user, on=on),
    )


@require_safe
def assignment_list(request):
    """All that the reader may see, filtered. The filters stand in the address."""
    on = timezone.localdate()
    visible = Assignment.objects.visible_to(request.user, on=on)
    form = filter_form(request.user, request.GET, visible, on=on)
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
        "verbs": [(verb, DO[verb]) for verb in verbs_of(request.user, on=on)],
        "passed_on": Assignment.objects.handed_over_by(request.user, on=on).exists(),
    }
    return render(request, "tasks/assignment_list.html", context)


@require_safe
def passed_on(request):
    """What the reader's units had and passed on: as it stood there."""
    on = timezone.localdate()
    last = Assignment.objects.handed_over_by(request.user, on=on).select_related("assignment__task__provision", "unit").order_by("-pk")
    return render(request, "tasks/passed_on.html", {"page": Paginator(last, 50).get_page(request.GET.get("page")), "on": on})


@require_safe
def assignment(request, pk):
    """An assignment, for whoever may know of it; as it stood when it was passed on, for whoever had it before."""
    on = timezone.localdate()
    last = None
    if not Assignment.objects.visible_to(request.user, on=on).filter(pk=pk).exists():
        last = get_object_or_404(Assignment.objects.handed_over_by(request.user, on=on), assignment=pk)
    row = get_object_or_404(Assignment.objects.for_pages(), pk=pk)
    if is_looked_at(request):
        opened(Notice.objects.visible_to(request.user).filter(assignment=pk), now=timezone.now())
    return assignment_page(request, row, until=last)


def is_looked_at(request):
    """Whether a person looks at what is answered: not who asks for its head alone, nor a browser that fetches ahead of its reader."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))


def opened(notices, *, now):
    """Their reader opened the thing that these notices are about. Most of the time there is nothing to mark, and no row is locked."""
    if notices.filter(opened_at=None).exists():
        notices.mark_opened(now=now)


def assignment_page(request, row, *, form=None, until=None, status=200):
    """The page of an assignment.

    form: the one that was asked for or sent, alone and open, with its errors. until: the last entry that a former unit may read; the page
    then shows how the work stood there, and nothing can be done.
    """
    on = timezone.localdate()
    history = row.history(until=until.number + 1 if until else None)
    if until:
        row.stand_as(until)
    verbs = {} if until else row.verbs_for(request.user, on=on)
    big = [name for name in FIRST if name in verbs][:BIG]
    forms = [offered(name, form=verb_form(name, assignment=row, on_behalf_of=verbs[name]), primary=n == 0) for n, name in enumerate(big)]
    if form is not None:
        forms = [offered(form.verb, form=form, primary=True)]
    requests = row.extensions.select_related("asked").order_by("-pk")
    requests = [one for one in requests if until is None or one.asked.number <= until.number]
    context = {
        "assignment": row,
        "task": row.task,
        "provision": row.task.provision,
        "document": row.task.provision.resolution,
        "standing": row.standing(on=on),
        "lines": [bare(entry) for entry in reversed(history)] if until else lines(history, row, request.user, on=on),
        "forms": forms,
        "alone": form is not None,
        "others": [
            (words_for(name, verbs[name]), reverse(name, args=[row.pk])) for name in verbs if name not in [one["verb"] for one in forms]
        ],
        "behalf": any(one["form"].on_behalf_of for one in forms),
        "parts": parts(row, request.user, on=on) if not until else [],
        "slip_lines": slip_lines(row, request.user, on=on) if not until else [],
        "requests": requests,
        "silent_days": max((one.silent_days(on=on) for one in requests if one.outcome == one.Outcome.PENDING), default=0),
        "first_due": next((entry.due_on for entry in history if entry.due_on), None),
        "until": until,
        "handed_to": history[-1].unit if until else None,
        "about_text": form.about_text() if form else "",
        "queue": waiting(row, request.user, on=on) if "verify" in verbs else (0, None),
        "on": on,
    }
    return render(request, "tasks/assignment.html", context, status=status)


def words_for(verb, behalf):
    """What a link to a verb's form says; marked where the office would write for the unit."""
    return format_lazy("{} ({})", DO[verb], _("for the unit")) if behalf else DO[verb]


def offered(verb, *, form, primary):
    """A verb that the page offers with its form; the main one stands open, but for those that end something."""
    is_open = primary and verb not in ("submit", "withdraw", "reassign", "add")
    return {"verb": verb, "form": form, "words": DO[verb], "action": address(form), "primary": primary, "open": is_open}


def address(form):
    """Where a verb's form is sent."""
    about = form.about
    if isinstance(about, Evidence):
        return reverse("retract", args=[about.pk])
    if isinstance(about, Entry):
        return reverse(form.verb, args=[form.assignment.pk, about.number])
    if isinstance(about, Part):
        return reverse(form.verb, args=[form.assignment.pk, about.pk])
    return reverse(form.verb, args=[form.assignment.pk])


def bare(entry):
    """A line of the log about which its reader may do nothing."""
    return {"entry": entry, "links": [], "corrections": [], "retracts": False}


def lines(history, row, user, *, on):
    """The log with what its reader may do about each entry: [(entry, [(words, address)], its corrections)], the newest first."""
    answered, corrections = {}, {}
    for entry in history:
        answered.setdefault(entry.about_id, []).append(entry.kind)
        if entry.kind == Entry.Kind.CORRECT:
            corrections.setdefault(entry.about_id, []).append(entry)
    found = []
    for entry in reversed(history):
        verbs = entry.verbs_about(answered.get(entry.pk, []))
        may = [verb for verb in verbs if row.state in FROM[verb] and row.may_somehow(verb, user, on=on, about=entry)]
        links = [(DO[verb], reverse(verb, args=[row.pk, entry.number])) for verb in may]
        retracts = row.state in FROM["retract"] and bool(entry.evidence.all()) and row.may("retract", user, on=on, about=entry)
        found.append({"entry": entry, "links": links, "corrections": corrections.get(entry.pk, []), "retracts": retracts})
    return found


def parts(row, user, *, on):
    """The supporting parts, each with what its reader may do about it."""
    found = []
    for part in row.parts.select_related("unit"):
        verbs = [verb for verb in ABOUT_A_PART if row.state in FROM[verb] and row.may_somehow(verb, user, on=on, about=part)]
        if part.done_on is None:
            verbs = [verb for verb in verbs if verb != "return_part"]
        found.append((part, [(DO[verb], reverse(verb, args=[row.pk, part.pk])) for verb in verbs]))
    return found


def slip_lines(row, user, *, on):
    """The assignment's lines on urging slips that this reader may know of, the newest first."""
    return row.slip_lines.kept().filter(slip__in=Slip.objects.visible_to(user, on=on)).with_answers().select_related("slip").order_by("-pk")


def waiting(row, user, *, on):
    """How many others wait for this verifier, and the next of them: (number, assignment or None)."""
    others = Assignment.objects.visible_to(user, on=on).waiting_for(user, on=on).exclude(pk=row.pk)
    in_order = others.order_by("done_on", "pk")
    later = in_order.filter(Q(done_on__gt=row.done_on) | Q(done_on=row.done_on, pk__gt=row.pk)) if row.done_on else others.none()
    return others.count(), later.first() or in_order.first()
