"""Who can be reached by letter, and who may say at which address."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from units.models.mail import SECRET, Mail, in_or_below
from units.models.person import Appointment
from units.models.record import record


def without_address(user, *, on):
    """People with a post and no address, of whom the office (or, all of them, the administrator) should know: no letter reaches them."""
    posts = Appointment.objects.valid(on=on).filter(user=OuterRef("pk"))
    if not user.is_staff:
        posts = posts.filter(in_or_below(user.committees(on=on, roles=[Appointment.Role.OFFICE])))
    return get_user_model().objects.filter(Exists(posts), email="", is_active=True)


def correctable(user, people, *, on):
    """Those of these people whose address this user may write: a new password is sent there, so it stands for the account. 1 query.

    The administrator all of them (that of a superuser only another one). The office those whose posts of today and to come are all of heads
    and members in or below its own committees.
    """
    if user.is_staff:
        return [person for person in people if user.is_superuser or not person.is_superuser]
    ours = Appointment.objects.filter(in_or_below(user.committees(on=on, roles=[Appointment.Role.OFFICE])), role__in=Appointment.UNIT_ROLES)
    held = Appointment.objects.filter(Q(valid_until=None) | Q(valid_until__gte=on), user__in=people)
    barred = set(held.exclude(pk__in=ours.values("pk")).values_list("user", flat=True))
    return [one for one in people if one == user or not (one.pk in barred or one.is_staff or one.is_superuser)]


def correct_address(person, email, *, by, now):
    """Write a person's address, on record; what waits for them goes there too. Call it inside a transaction."""
    before, person.email = person.email, email
    if before == email:
        return
    person.save(update_fields=["email"])
    Mail.objects.filter(recipient=person, status=Mail.Status.PENDING).exclude(key__startswith=SECRET).update(to=email)
    record(person, gettext("e-mail: %(before)s → %(after)s") % {"before": before or "–", "after": email}, by=by, now=now)
