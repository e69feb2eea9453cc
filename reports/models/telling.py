"""Who is told that a report was issued: leaders of the report, everybody it is about of their own sheet. Never a figure."""

from collections import defaultdict

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from reports.models.copy import Copy
from tasks.models import Notice
from units.models import Appointment, Mail
from units.outbox import letter
from units.periods import local_day

Role = Appointment.Role


def said_to(user, sentence, report):
    """A sentence with the report's code and period, in this person's language. ``sentence``: a function, so that it is translated then."""
    with translation.override(user.language or "vi"):
        return sentence() % {"code": report.code, "period": report.period_words}


def tell_leaders(report, *, now):
    """A notice and a letter to each leader of the committee. 4 queries."""
    posts = Appointment.objects.valid(on=local_day(now)).filter(role=Role.LEADER, user__is_active=True, unit=report.committee)
    leaders = {post.user_id: post.user for post in posts.select_related("user")}
    texts = {
        pk: said_to(user, lambda: gettext("Oversight report %(code)s was issued: %(period)s."), report) for pk, user in leaders.items()
    }
    keys = {pk: f"report/{report.pk}/{pk}" for pk in leaders}
    letters = [
        letter(key=keys[pk], recipient=user, subject=texts[pk], body=f"{texts[pk]}\n\n{report.address}\n", now=now)
        for pk, user in leaders.items()
        if user.email
    ]
    Mail.objects.bulk_create(letters, ignore_conflicts=True)
    mails = dict(Mail.objects.filter(key__in=keys.values()).values_list("key", "pk"))
    page = reverse("report", args=[report.pk])
    notices = [
        Notice(key=keys[pk], recipient=user, step="REPORT", page=page, text=texts[pk], mail_id=mails.get(keys[pk]), made_at=now)
        for pk, user in leaders.items()
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def tell_units(report, *, now):
    """A notice, without a letter, to the heads of each unit with a sheet (of one that is gone those of its heir), and to persons. 3 queries."""
    on = local_day(now)
    sheets = list(report.copies.filter(kind=Copy.Kind.UNIT).select_related("unit__heir", "person__user"))
    places = {copy.unit.in_its_place.pk for copy in sheets if not copy.person_id}
    heads = defaultdict(dict)
    for post in Appointment.objects.valid(on=on).filter(role=Role.HEAD, user__is_active=True, unit__in=places).select_related("user"):
        heads[post.unit_id][post.user_id] = post.user
    notices = []
    for copy in sheets:
        if copy.person_id:
            told = [copy.person.user] if copy.person.holds(on) and copy.person.user.is_active else []
        else:
            told = heads[copy.unit.in_its_place.pk].values()
        for user in told:
            text = said_to(
                user, lambda: gettext("Oversight report %(code)s was issued: %(period)s. Your own sheet of it is there."), report
            )
            key = f"report/{report.pk}/{user.pk}/{copy.line}"
            notices.append(Notice(key=key, recipient=user, step="REPORT", page=copy.get_absolute_url(), text=text, made_at=now))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
