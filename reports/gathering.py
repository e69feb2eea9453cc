"""A report's contents, gathered from the log as at its instant."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from reports import rows
from reports.contents import Contents, PrintedSeal
from reports.figures import PERSONS, values
from reports.narrative import Before, Setting, draft
from reports.scope import CLASS, PORTFOLIO, UNIT
from reports.signature import signature
from tasks.models import Assignment, Seal
from tasks.models.rights import holder
from units import words
from units.models import Appointment, Installation, Unit, UnitName
from units.pdf.letterhead import letterhead
from units.periods import end_of_day, local_day

NEW_LAYOUT = date(2026, 5, 27)
CLASSES = {
    Unit.Kind.COMMITTEE: "Cấp ủy",
    Unit.Kind.GOVERNMENT: "Cơ quan chính quyền",
    Unit.Kind.ADVISING: "Cơ quan tham mưu, giúp việc cấp ủy",
    Unit.Kind.SUBORDINATE: "Tổ chức đảng trực thuộc",
    Unit.Kind.FRONT: "Mặt trận và đoàn thể",
    PERSONS: "Trách nhiệm cá nhân",
}


@dataclass(frozen=True)
class Wanted:
    """What a report is to be about. documents: None for all that were in force; scope: a Scope."""

    committee: Unit
    period: object
    instant: object
    documents: tuple | None = None
    scope: object = rows.EVERYBODY


def layout_of(day):
    """The rule of layout of a paper of that day: HD 36-HD/VPTW until 26/5/2026, HD 05-HD/VPTW after. Source: party-documents, section 1.1."""
    return "HD 05-HD/VPTW" if day >= NEW_LAYOUT else "HD 36-HD/VPTW"


def ends(committee, *, on, post=None):
    """What the head and the foot of a paper of the day ``on`` say, by the names of Contents: layout, head, year, signature.

    It is the paper of the board of that day, whichever board it was at the figures' instant. post: the Appointment of who signs, once known.
    """
    head = letterhead(holder(committee, Appointment.Role.BOARD, on=on), committee, kind="BC")
    return {"layout": layout_of(on), "head": head, "year": on.year, "signature": signature(head, post.title if post else "")}


def subject(committee, documents, instant):
    """What was carried out, as in a title: 'Kết luận số …-KL/HU của Huyện ủy Bình Sơn', or 'các văn bản của …' for several."""
    if len(documents) != 1:
        return f"các văn bản của {committee.name}"
    (document,) = documents
    number = document.number_at(instant)
    issued_on = document.issued_on_at(instant)
    dated = f", ngày {words.day(issued_on)}" if number and issued_on else ""
    return f"{document.kind} số {number or f'…-{document.symbol}'}{dated} của {committee.name}"


def scope_words(scope, instant):
    """Whose work it is about, in words that follow 'của', 'về' or 'đối với': 'khối Mặt trận và đoàn thể'; '' for all."""
    if scope.kind == CLASS:
        return "các cá nhân được giao trách nhiệm" if scope.unit_kind == PERSONS else f"khối {CLASSES[scope.unit_kind]}"
    if scope.kind == UNIT:
        return UnitName.objects.at(local_day(instant), {scope.unit.pk}, known_by=instant)[scope.unit.pk]
    if scope.kind == PORTFOLIO:
        return f"các đơn vị do đồng chí {scope.leader.user} phụ trách"
    return ""


def gather(wanted, *, made_on, code="", check="", address=""):
    """The contents of a report that is neither numbered nor signed. About 30 queries, however many rows.

    made_on: the day of the paper, for its head and foot until it is signed. Words and class names are Vietnamese whoever asks.
    """
    with translation.override("vi"):
        return _gather(wanted, made_on=made_on, code=code, check=check, address=address)


def _gather(wanted, *, made_on, code, check, address):
    committee, instant, period = wanted.committee, wanted.instant, wanted.period
    found = collect(wanted, period, instant)
    on, short, scope = local_day(instant), committee.short_name or committee.name, scope_words(wanted.scope, instant)
    before = values_before(wanted)
    heads = ends(committee, on=made_on)
    setting = Setting(words.instant(instant), short, scope, by_board=heads["head"].is_agency)
    seal = Seal.objects.filter(day__lte=on).last()
    return Contents(
        code=code,
        check=check,
        address=address,
        number="",
        day=None,
        signed_by="",
        **heads,
        committee=committee.name,
        short=short,
        subject=subject(committee, list(documents_of(wanted, instant)) if wanted.documents is None else wanted.documents, instant),
        scope=scope,
        period=words.period(period),
        is_named=bool(words.NAMED.fullmatch(period.code)),
        instant=words.instant(instant),
        demonstration=Installation.objects.filter(demonstration_on__isnull=False).exists(),
        seal=seal and PrintedSeal(seal.day, seal.hash),
        figures=found,
        before=before,
        sentences=draft(found, before, setting),
    )


def documents_of(wanted, instant):
    """The documents that were in force at ``instant``, of those that are wanted."""
    found = rows.documents(wanted.committee, instant=instant)
    return found if wanted.documents is None else found.filter(pk__in=[document.pk for document in wanted.documents])


def collect(wanted, period, instant):
    """The figures of a period as at an instant, with the office's own names of the classes."""
    return rows.collect(Assignment.objects.all(), documents_of(wanted, instant), period, instant, wanted.scope, classes=CLASSES)


def values_before(wanted):
    """What was counted of the period before, at its end."""
    period = wanted.period.previous()
    return Before(words.period(period), values(collect(wanted, period, end_of_day(period.end))))
