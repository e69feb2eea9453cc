"""What the reader was told: the list, the way from a notice to its thing, and what they say they know."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tasks.models import Assignment, Notice, Slip
from tasks.views.assignments import is_looked_at, opened

ON_A_PAGE, FOLDED = 30, 10


@require_safe
def notices(request):
    """Mine, the newest first; those about one thing are folded under the newest of them."""
    visible = Notice.objects.visible_to(request.user)
    unread = request.GET.get("loc") == "chua-doc"
    heads = (visible.unread() if unread else visible).newest_of_each()
    page = Paginator(heads, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    before = visible.before(shown, most=FOLDED)
    context = {
        "page": page,
        "lines": [(row, before.get(row.thing, [])) for row in shown],
        "only_unread": unread,
        "query": "loc=chua-doc&" if unread else "",
        "until": visible.aggregate(last=Max("pk"))["last"],
    }
    return render(request, "tasks/notice_list.html", context)


@require_safe
def notice(request, pk):
    """From a notice to its thing, which opens it and the older ones about the same; where the thing is no longer its reader's, the notice alone."""
    mine = Notice.objects.visible_to(request.user)
    row = get_object_or_404(mine.select_related("assignment", "slip"), pk=pk)
    if is_looked_at(request):
        opened(mine.about(row).up_to(row.pk), now=timezone.now())
    if leads_somewhere(row, request.user, on=timezone.localdate()):
        return redirect(row.subject)
    return render(request, "tasks/notice.html", {"notice": row})


def leads_somewhere(row, user, *, on):
    """Whether its reader may still see what a notice is about; a page says so itself."""
    if row.page:
        return True
    if row.slip_id:
        return Slip.objects.visible_to(user, on=on).filter(pk=row.slip_id).exists()
    rows = Assignment.objects
    return (
        rows.visible_to(user, on=on).filter(pk=row.assignment_id).exists()
        or rows.handed_over_by(user, on=on).filter(assignment=row.assignment_id).exists()
    )


@require_POST
def notice_read(request, pk):
    """One line, as it was shown, is marked as read: the notice and the older ones about the same thing."""
    mine = Notice.objects.visible_to(request.user)
    row = get_object_or_404(mine, pk=pk)
    mine.about(row).up_to(row.pk).mark_read(now=timezone.now())
    return back(request)


@require_POST
def notices_read(request):
    """All that was there when the list was shown is marked as read; what came meanwhile stays unread."""
    until = request.POST.get("until", "")
    if until.isdecimal() and len(until) < 19:  # a key; anything else is no form of ours
        Notice.objects.visible_to(request.user).up_to(int(until)).mark_read(now=timezone.now())
    return back(request)


def back(request):
    """To the list as it was."""
    return redirect(f"{reverse('notices')}?{request.POST.get('query', '')}".removesuffix("?"))
