"""One verb on many assignments: what would happen, what cannot and why; then all of it or nothing."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tasks.models.assignment import Assignment
from tasks.models.entry import Entry
from tasks.models.log import Conflict, WrongState
from tasks.models.table import FROM
from units.models import Appointment

MANY = ("urge", "reschedule", "reassign", "withdraw")
MOST = 500
Role = Appointment.Role


def verbs_of(user, *, on):
    """The verbs that this person may do to many rows at once: the office all, the board urging."""
    if user.committees(on=on, roles=[Role.OFFICE]):
        return MANY
    return ("urge",) if user.committees(on=on, roles=[Role.BOARD]) else ()


@dataclass(frozen=True)
class Sorted:
    """Assignments sorted by whether a verb is possible: ``can``, and ``cannot`` as pairs of an assignment and the reason."""

    can: list
    cannot: list


def sort_out(verb, rows, user, *, on):
    """Which of these assignments (a query set of what the user may see) the verb may be done to by this user, as they stand.

    At most 4 queries, however many rows. Verifying and sending back are not among the verbs: they are done one by one, on purpose.
    """
    can, cannot = [], []
    for row in rows.select_related("unit", "person__user", "task__provision__resolution__committee").order_by("pk"):
        if row.state not in FROM[verb]:
            cannot.append((row, row.get_state_display()))
        elif not row.may(verb, user, on=on):
            cannot.append((row, _("not among what you may do")))
        elif verb == "reassign" and row.is_of_a_person:
            cannot.append((row, _("a duty of a person is passed on by itself")))
        else:
            can.append(row)
    return Sorted(can, cannot)


@transaction.atomic
def do_to_all(verb, seen, *, by, now, key, **said):
    """Do the verb to each assignment, in the order of their numbers; each one's key is made from ``key``, so sent twice it is done once.

    seen: {assignment pk: the number of the entry that was seen}. said: the verb's own arguments. Returns how many were done. Raises
    PermissionDenied, or ValidationError that names each assignment that refuses or was changed meanwhile: then nothing was done at all.
    """
    if verb not in (*MANY, "take_over"):
        raise PermissionDenied
    if Entry.objects.filter(key__in=[uuid.uuid5(key, str(pk)) for pk in seen], by=by).count() == len(seen):
        return len(seen)
    errors = []
    rows = Assignment.objects.filter(pk__in=seen).select_related("task__provision__resolution__committee").order_by("pk")
    if len(rows) != len(seen):
        raise ValidationError(_("Some of these are not there any more."), code="gone")
    for row in rows:
        try:
            with transaction.atomic():
                getattr(row, verb)(by=by, seen=seen[row.pk], key=uuid.uuid5(key, str(row.pk)), now=now, **said)
        except ValidationError as error:
            errors.append(ValidationError(f"{row.code}: {' '.join(error.messages)}", code="row"))
        except (Conflict, WrongState) as error:
            changed = _("%(code)s was changed by somebody meanwhile.") % {"code": error.assignment.code}
            errors.append(ValidationError(changed, code="changed"))
    if errors:
        raise ValidationError(errors)
    return len(seen)
