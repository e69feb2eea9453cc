"""Việc của tôi: what waits for the reader, why, and until when."""

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.models import Report
from resolutions.models import Intake
from tasks.models import Assignment, Extension, Slip, Task
from tasks.views.assignments import with_standing
from units.models import Appointment, Mail

Role = Appointment.Role
SHOWN = 15


def section(title, rows, on, *, href="", empty=""):
    """One list of the page: its first rows, and where all of them are. ``rows`` is a query set of assignments."""
    found = list(rows.for_lists()[: SHOWN + 1])
    return {"title": title, "rows": with_standing(found[:SHOWN], on), "more": len(found) > SHOWN, "href": href, "empty": empty}


def numbers(visible, on):
    """How things stand, each number with the list of exactly its rows. One query."""
    rows, said = reverse("assignments"), visible.in_numbers(on=on)
    return [
        (said["open"], _("open"), f"{rows}?state=open", ""),
        (said["overdue"], _("overdue"), f"{rows}?standing=overdue", "number-overdue"),
        (said["submitted"], _("waiting for verification"), f"{rows}?state=submitted", ""),
        (said["undated"], _("no date yet"), f"{rows}?standing=no_date", ""),
    ]


def slips(user, on):
    """The urging slips that wait for this reader: a list each of those to be received, to be sent, to be looked after. One query."""
    titles = [_("Urging slips to be received"), _("Urging slips to be sent"), _("Urging slips without an answer")]
    found = list(Slip.objects.waiting_for(user, on=on).for_lists()[: SHOWN * 4])
    lists = [(title, [slip for slip in found if slip.place == place]) for place, title in enumerate(titles)]
    is_cut = len(found) == SHOWN * 4
    return [{"title": title, "rows": rows[:SHOWN], "more": is_cut or len(rows) > SHOWN} for title, rows in lists if rows]


@require_safe
def home(request):
    """One list for each thing that a reader's roles make them do. The number of queries follows the roles, never the rows."""
    user, on = request.user, timezone.localdate()
    posts = user.posts(on=on)
    roles = {post.role for post in posts}
    visible = Assignment.objects.visible_to(user, on=on)
    rows = reverse("assignments")
    sections = []
    if roles & set(Appointment.UNIT_ROLES) or roles & {Role.LEADER}:
        mine = Q(person__in=[post.pk for post in posts])
        mine |= Q(unit__in=[post.unit_id for post in posts if post.role in Appointment.UNIT_ROLES], person=None)
        open_work = visible.filter(mine).open().by_date()
        empty = _("Nothing is open for your unit. Well done.") if roles & set(Appointment.UNIT_ROLES) else ""
        sections.append(section(_("To be done"), open_work, on, href=f"{rows}?state=open", empty=empty))
        told = visible.filter(mine)
        sections.append(section(_("A leader waits for your answer"), told.to_answer().by_date(), on))
        sections.append(section(_("Written by the office for you: is it right?"), told.filter(settled_on=None).to_confirm().by_date(), on))
    if roles & {Role.OFFICE, Role.LEADER}:
        requests = [request.assignment for request in Extension.objects.waiting_for(user, on=on)]
        sections.append(
            {"title": _("Requests for time that you decide"), "rows": with_standing(requests, on), "more": False, "href": "", "empty": ""}
        )
    if roles & {Role.BOARD, Role.OFFICE, Role.LEADER}:
        waiting = visible.waiting_for(user, on=on).order_by("done_on", "pk")
        empty = _("Nothing waits for you.") if roles & {Role.BOARD, Role.OFFICE} else ""
        sections.append(section(_("Waiting for you to verify"), waiting, on, href=f"{rows}?state=submitted", empty=empty))
    if Role.OFFICE in roles:
        declined = visible.filter(state=Assignment.State.DECLINED).order_by("changed_at", "pk")
        sections.append(
            section(_("Declined by the unit: give it again, pass it on or withdraw it"), declined, on, href=f"{rows}?state=declined")
        )
        sections.append(section(_("The unit objects to what the office wrote"), visible.objected().by_date(), on))
        undated = visible.undated().order_by("assigned_at", "pk")
        sections.append(section(_("No date yet"), undated, on, href=f"{rows}?standing=no_date"))
        unreceived = visible.filter(state=Assignment.State.ASSIGNED).order_by("assigned_at", "pk")
        sections.append(section(_("Not received yet"), unreceived, on, href=f"{rows}?state=assigned"))
    if roles & set(Appointment.COMMITTEE_ROLES):
        late = visible.overdue(on=on).by_date()
        sections.append(section(_("Overdue"), late, on, href=f"{rows}?standing=overdue", empty=_("Nothing is overdue.")))
    reports = Report.objects.visible_to(user, on=on)
    context = {
        "sections": [one for one in sections if one["rows"] or one["empty"]],
        "numbers": numbers(visible, on) if posts else [],
        "report": reports.newest_to_read() if roles & set(Appointment.COMMITTEE_ROLES) else None,
        "reports_left": reports.under_way().defer("contents")[:SHOWN] if roles & {Role.BOARD, Role.OFFICE, Role.HEAD} else [],
        "may_report": bool(roles & set(Appointment.COMMITTEE_ROLES)),
        "not_given": Task.objects.visible_to(user, on=on).in_force().filter(opened_until=None)[:SHOWN] if Role.OFFICE in roles else [],
        "intakes": Intake.objects.visible_to(user, on=on).under_way().for_lists()[:SHOWN] if Role.OFFICE in roles else [],
        "letters_left": Mail.objects.visible_to(user, on=on).stuck(timezone.now()).count() if Role.OFFICE in roles or user.is_staff else 0,
        "slips": slips(user, on) if posts else [],
        "on": on,
        "posts_today": posts,
        "handover": (visible.to_take_over(user, on=on) | visible.left_to(user, on=on)).exists(),
    }
    return render(request, "reports/home.html", context)
