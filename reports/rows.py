"""The rows of a report: its only queries, constant in number."""

from django.db.models import Case, Exists, F, Max, OuterRef, Q, When
from django.utils.translation import gettext as _

from reports import figures
from reports.scope import Scope
from resolutions.models import Provision
from tasks.models import Assignment, Entry, Standing, Task, standing
from tasks.models.stands import OPEN, State
from units.models import Unit, UnitName
from units.periods import end_of_day, local_day

LATE_ENTRIES = 200
EVERYBODY = Scope()
Kind = Entry.Kind
HEARD = (*Entry.TELLING, Kind.ASSIGN, Kind.INSIST, Kind.REASSIGN)
CLOSING = (Kind.GRANT, Kind.REFUSE, Kind.SUBMIT, Kind.DECLINE, Kind.RESCHEDULE, Kind.REASSIGN, Kind.WITHDRAW, Kind.INSIST)


def cutoff(period, *, on=None, now):
    """The instant at which everything stands: the end of the day ``on`` (by default the earlier of the period's end and today), or ``now``
    where that day is not over (rule 1).

    Raises ValueError, with a sentence for people, for a day to come, one before the period, or a period that has not begun.
    """
    today = local_day(now)
    if period.start > today:
        raise ValueError(_("The period has not begun yet."))
    on = on or min(period.end, today)
    if on > today:
        raise ValueError(_("The cut-off day has not come yet."))
    if on < period.start:
        raise ValueError(_("The cut-off day lies before the period begins."))
    return min(end_of_day(on), now)


def documents(committee, *, instant):
    """Its documents that were in force on the day of ``instant``, oldest first."""
    return committee.resolutions.in_force().filter(in_force_on__lte=local_day(instant)).order_by("in_force_on", "pk")


def name(resolution, instant):
    """A document as it could be cited at ``instant``: 'Kết luận 12-KL/HU', or 'Kết luận …-KL/HU' before its number was registered."""
    return f"{resolution.kind} {resolution.number_at(instant) or f'…-{resolution.symbol}'}"


def frame(resolutions, instant, classes=None):
    """Provisions, findings, tasks and classes of these documents (a list, in order), as plain data, as at ``instant``. 3 queries.

    classes: {kind: name} in their order, where they are not to be called as the reader's language does.
    """
    names = {resolution.pk: name(resolution, instant) for resolution in resolutions}
    place = {pk: n for n, pk in enumerate(names)}
    provisions = sorted(Provision.objects.filter(resolution__in=place), key=lambda p: (place[p.resolution_id], p.position, p.pk))
    given = Assignment.objects.filter(assigned_at__lte=instant).order_by().values("task")
    tasks = (
        Task.objects.filter(pk__in=given, provision__resolution__in=place).prefetch_related("cures").order_by("provision__position", "pk")
    )

    def plain(provision):
        return figures.Provision(
            provision.pk, provision.label, provision.kind, provision.text, names[provision.resolution_id], provision.resolution_id
        )

    return figures.Frame(
        provisions=tuple(plain(p) for p in provisions if p.is_to_carry_out),
        findings=tuple(plain(p) for p in provisions if p.is_finding),
        tasks=tuple(
            figures.Task(
                t.pk,
                t.title,
                t.provision_id,
                t.cadence,
                figures.Measure(t.measure, t.measure_unit, t.target, t.is_share, t.sums_over_units) if t.measure else None,
                tuple(cured.pk for cured in t.cures.all()),
            )
            for t in tasks
        ),
        classes=tuple((classes or {**dict(Unit.Kind.choices), figures.PERSONS: _("Duties of persons")}).items()),
    )


def rows(assignments, period, instant, scope=EVERYBODY):
    """The assignments in scope as they stood at ``instant``: a list of ``figures.Row`` (rule 2). At most 6 queries.

    assignments: what the reader may see, a query set.
    """
    on = local_day(instant)
    in_scope = scope.narrow(assignments.filter(period_start__lte=period.end).as_of(instant, since=period.start), on=on)
    fields = ["assignment_id", "number", "state", "percent", "value", "out_of", "due_on", "done_on", "unit_id"]
    found = in_scope.order_by("assignment_id").values(
        *fields, unit_kind=F("unit__kind"), person_name=F("person__printed_name"),
        duty_of=Case(When(assignment__opened_for_person__isnull=False, then=F("person"))),
        task=F("assignment__task"), start=F("assignment__period_start"), end=F("assignment__period_end"),
    )  # fmt: skip
    stood = [(row, standing(row["due_on"], row["done_on"], on=on)) for row in found]
    names, told = names_then((row["unit_id"] for row, _stands in stood), instant), {}
    heard = heard_by(in_scope, instant) if any(row["state"] in OPEN for row, _stands in stood) else {}
    asked = requests(in_scope, instant)
    if any(stands == Standing.OVERDUE for _row, stands in stood):
        late = in_scope.overdue(on=on).order_by().values("assignment")
        said = Entry.objects.filter(assignment__in=late, recorded_at__lte=instant).exclude(obstacles="").order_by("pk")
        told = dict(said.values_list("assignment", "obstacles"))
    return [
        figures.Row(
            assignment=row["assignment_id"],
            number=row["number"],
            task=row["task"],
            unit=row["unit_id"],
            unit_name=f"{row['person_name']} ({names[row['unit_id']]})" if row["duty_of"] else names[row["unit_id"]],
            unit_kind=figures.PERSONS if row["duty_of"] else row["unit_kind"],
            state=row["state"],
            standing=stands.value,
            percent=row["percent"],
            value=row["value"],
            out_of=row["out_of"],
            period_start=row["start"],
            period_end=row["end"],
            due_on=row["due_on"],
            done_on=row["done_on"],
            days_late=(on - row["due_on"]).days if stands == Standing.OVERDUE else 0,
            obstacles=told.get(row["assignment_id"], ""),
            person=row["duty_of"],
            heard_on=heard.get(row["assignment_id"]),
            request=asked.get(row["assignment_id"], ("", None))[0],
            wanted_on=asked.get(row["assignment_id"], ("", None))[1],
        )
        for row, stands in stood
    ]


def heard_by(in_scope, instant):
    """{assignment: the day on which its unit last said something of it by ``instant``, or was given it} of open work (rule 11). 1 query."""
    still_open = in_scope.filter(state__in=OPEN).order_by().values("assignment")
    words = Entry.objects.filter(assignment__in=still_open, recorded_at__lte=instant, kind__in=HEARD)
    last = words.order_by().values_list("assignment").annotate(Max("recorded_at"))
    return {assignment: local_day(at) for assignment, at in last}


def requests(in_scope, instant):
    """{assignment: (words, the day asked for or None)} of requests for time and refusals of work that waited for a decision then. 1 query."""
    waiting = in_scope.filter(Q(settled_on=None), state__in=(*OPEN, State.DECLINED)).order_by().values("assignment")
    closed = Entry.objects.filter(assignment=OuterRef("assignment"), pk__gt=OuterRef("pk"), recorded_at__lte=instant, kind__in=CLOSING)
    said = Entry.objects.filter(~Exists(closed), assignment__in=waiting, recorded_at__lte=instant, kind__in=(Kind.ASK_TIME, Kind.DECLINE))
    return {assignment: (text, until) for assignment, text, until in said.order_by("pk").values_list("assignment", "text", "wanted_on")}


def names_then(units, instant):
    """{unit pk: the name that held on the day of ``instant``, as it was known then} (rule 7). 1 query."""
    return UnitName.objects.at(local_day(instant), set(units), known_by=instant)


def late_entries(assignments, period, instant, scope=EVERYBODY, *, limit=LATE_ENTRIES):
    """Progress recorded after the cut-off about days up to the period's end (rule 9): the first ``limit``, as recorded. 2 queries."""
    entries = Entry.objects.filter(
        assignment__in=assignments.filter(period_start__lte=period.end).order_by().values("pk"),
        recorded_at__gt=instant,
        happened_on__lte=period.end,
        kind__in=Entry.AUTHORING,
    )
    entries = scope.narrow(entries, on=local_day(instant))
    found = list(entries.select_related("assignment").order_by("pk")[:limit])
    names = names_then((entry.unit_id for entry in found), instant)
    return [
        figures.LateEntry(entry.code, names[entry.unit_id], entry.happened_on, local_day(entry.recorded_at), entry.text) for entry in found
    ]


def collect(assignments, resolutions, period, instant, scope=EVERYBODY, *, classes=None):
    """The figures of a report over ``assignments`` (what the reader may see) of ``resolutions``, as at ``instant``. At most 13 queries."""
    resolutions = list(resolutions)
    assignments = assignments.filter(task__provision__resolution__in=[resolution.pk for resolution in resolutions])
    return figures.figures(
        rows(assignments, period, instant, scope),
        frame(resolutions, instant, classes),
        start=period.start,
        end=period.end,
        cutoff=instant,
        late_entries=late_entries(assignments, period, instant, scope),
    )
