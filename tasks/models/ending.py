"""A task ends, pauses, or is withdrawn with all that was given under it; so does a document with all its tasks."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from tasks.models.assignment import Assignment
from tasks.models.entry import Entry
from tasks.models.halt import Halt
from tasks.models.log import Conflict, need_reason
from tasks.models.table import FROM
from units.landing import at_field, refuse_year
from units.models import Appointment
from units.periods import local_day


class Ending(models.Model):
    """What a task knows of its end."""

    class Meta:
        abstract = True

    @transaction.atomic
    def halt(self, *, by, now, key, day, reason, is_final=False):
        """No period begins from ``day`` on: until it goes on, or for good. What was given stays given. Returns the halt.

        Raises PermissionDenied for whoever is not of the committee's office; ValidationError for a day that has passed, or a task that is
        halted already.
        """
        need_reason(reason)
        row, today = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk), local_day(now)
        if made := Halt.objects.filter(key=key, task=row, by=by).first():
            return made
        office_only(by, row.provision.resolution, on=today)
        refuse_year("day", day)
        if day < today:
            raise at_field("day", _("This day has passed already."), "past")
        last = row.halts.order_by("valid_from").last()
        if last and (last.valid_until is None or last.valid_until >= day):
            raise at_field("day", _("The task is suspended or ended on that day already."), "halted")
        return Halt.objects.create(task=row, valid_from=day, is_final=is_final, reason=reason.strip(), key=key, by=by, made_at=now)

    @transaction.atomic
    def withdraw(self, *, by, now, key, text, seen):
        """Take the whole task back, with the reason: it ends today, and all that was given and is not verified is withdrawn.

        seen: what stood there when it was decided, as ``shown`` gives it. Raises Conflict if that changed meanwhile. Returns how many were
        withdrawn; 0 where it was done already.
        """
        need_reason(text)
        row, today = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk), local_day(now)
        office_only(by, row.provision.resolution, on=today)
        number = withdraw_all(row.assignments, by=by, now=now, key=key, text=text, seen=seen)
        end(row, by=by, now=now, key=key, text=text)
        return number


def end(task, *, by, now, key, text):
    """End a task for good from today; a suspension that is open becomes the end."""
    today = local_day(now)
    if task.halts.filter(is_final=True).exists():
        return
    task.halts.filter(valid_until=None).update(valid_until=Greatest("valid_from", Value(today)), ended_by=by)
    Halt.objects.create(task=task, valid_from=today, is_final=True, reason=text, key=uuid.uuid5(key, "end"), by=by, made_at=now)


@transaction.atomic
def withdraw_document(resolution, *, by, now, key, text, seen):
    """Withdraw a document with all its tasks and all that was given under it. Arguments and errors as for a task's ``withdraw``."""
    need_reason(text)
    today = local_day(now)
    office_only(by, resolution, on=today)
    resolution.withdraw(by=by, on=today, why=text)
    number = withdraw_all(Assignment.objects.filter(task__provision__resolution=resolution), by=by, now=now, key=key, text=text, seen=seen)
    tasks = {task for provision in resolution.provisions.prefetch_related("tasks__halts") for task in provision.tasks.all()}
    for task in sorted(tasks, key=lambda task: task.pk):
        end(task, by=by, now=now, key=uuid.uuid5(key, str(task.pk)), text=text)
    return number


def to_withdraw(rows):
    """Of these assignments (a query set), those that a withdrawal touches."""
    return rows.filter(state__in=FROM["withdraw"])


def shown(rows):
    """What stood there, for a form to carry: 'pk:number' of each assignment (a query set or list), by pk."""
    return ",".join(f"{row.pk}:{row.number}" for row in sorted(rows, key=lambda row: row.pk))


def withdraw_all(rows, *, by, now, key, text, seen):
    """Withdraw each of them that is not settled, all or nothing; each one's key is made from ``key``. Sent twice it is done once."""
    if seen and Entry.objects.filter(key=uuid.uuid5(key, seen.partition(":")[0])).exists():
        return 0
    found = list(to_withdraw(rows).select_for_update(of=("self",)).select_related("task__provision__resolution__committee").order_by("pk"))
    if shown(found) != seen:
        raise Conflict(found[0] if found else rows.first())
    for row in found:
        row.withdraw(by=by, seen=row.number, key=uuid.uuid5(key, str(row.pk)), now=now, text=text)
    return len(found)


def office_only(user, resolution, *, on):
    """Raises PermissionDenied for whoever does not work in this document's committee's office on that day."""
    if resolution.committee_id not in user.committees(on=on, roles=[Appointment.Role.OFFICE]):
        raise PermissionDenied
