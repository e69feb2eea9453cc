"""Who can be reached by letter, and who may say at which address."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
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


def may_correct_address(user, person, *, posts):
    """Whether this user may write the address of a person who holds these appointments: a new password is sent there, so it stands for the account.

    The administrator all of them (that of a superuser only another one); the office its own, and those of heads and members of units.
    """
    if user.is_staff or user == person:
        return user.is_superuser or not person.is_superuser
    roles = {post.role for post in posts}
    return not (person.is_staff or person.is_superuser) and roles <= set(Appointment.UNIT_ROLES)


def correct_address(person, email, *, by, now):
    """Write a person's address, on record; what waits for them goes there too. Call it inside a transaction."""
    before, person.email = person.email, email
    if before == email:
        return
    person.save(update_fields=["email"])
    Mail.objects.filter(recipient=person, status=Mail.Status.PENDING).exclude(key__startswith=SECRET).update(to=email)
    record(person, gettext("e-mail: %(before)s → %(after)s") % {"before": before or "–", "after": email}, by=by, now=now)
