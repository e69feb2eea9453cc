"""What the reader hands back. Everything here quotes the paper: ``text[start:end]`` of the document gives the words again."""

from dataclasses import dataclass, field
from datetime import date

ORDERS = ("directive", "duty")  # the kinds that become tasks
SURE = ("high", "middle", "low")  # how sure the reader is: it is written so; it follows from where it stands; it may well be otherwise


@dataclass(frozen=True)
class Quote:
    """Words that name an addressee; ``part`` is lead, support or watch where the words say so, else None."""

    text: str
    start: int
    end: int
    part: str | None = None


@dataclass(frozen=True)
class TimeWord:
    """Words about time. ``date`` is the last day they allow, ``rhythm`` how often; both None where the words leave it open.

    rhythm: weekly, monthly, quarterly, half-yearly, yearly or continuous. ``rule`` says how the date follows from the words (a name of
    ``timewords.RULES``); ``is_condition``: it depends on something that has not happened yet ('30 ngày sau khi …').
    """

    text: str
    date: date | None
    rhythm: str | None
    start: int
    end: int
    rule: str | None = None
    is_condition: bool = False


@dataclass(frozen=True)
class Citation:
    """Another document that is named: its number without spaces, the words as they stand, and where."""

    number: str
    text: str
    offset: int


@dataclass(frozen=True)
class Obligation:
    """One of the things that an order asks for, proposed as a task: a sentence or clause of the provision, verbatim.

    An order that asks for one thing has one, with the provision's whole text. ``addressees`` are its own; where it names nobody, those of
    the obligation before it, else of its provision. ``deadlines`` are its own, else those of its provision that belong to no other one.
    ``sure`` is one of SURE and ``why`` a name of ``obligations.WHY``.
    """

    text: str
    start: int
    end: int
    addressees: tuple[Quote, ...] = ()
    deadlines: tuple[TimeWord, ...] = ()
    sure: str = "high"
    why: str = ""


@dataclass(frozen=True)
class Provision:
    """A part of the document with its own label.

    ``label``: the path of marks: 'I.1', 'II.2.a', 'II.1.-3' for the third dash or plus, 'IV.*1' for a star, 'I.+1' for an order without a
    mark. The row of a table of tasks: 'PL.3' in an appendix, 'PL2.3' in appendix 2, 'PL.II.3' under a row that heads others, 'III.#3' in the
    body; its text is the cell of the task, its addressees and deadlines are those of the other cells.

    kind: assessment, shortcoming, cause, directive, duty or other. ``parent`` is the label of the provision above, if any.
    ``addressees`` that lie outside ``start`` to ``end`` are inherited: from the sentence or the unit that stands over the list.
    ``sure`` (one of SURE) and ``why`` (a name of ``kinds.WHY``) tell of the kind. ``obligations``: of a directive or duty at least one,
    of anything else none.
    """

    label: str
    kind: str
    text: str
    parent: str | None
    addressees: tuple[Quote, ...]
    deadlines: tuple[TimeWord, ...]
    start: int
    end: int
    obligations: tuple[Obligation, ...] = ()
    sure: str = "high"
    why: str = ""

    @property
    def is_order(self) -> bool:
        return self.kind in ORDERS


@dataclass(frozen=True)
class Finding:
    """A shortcoming or a cause from the running text of the assessment; its label is ``.~n`` under the part it stands in."""

    label: str
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class ParsedDocument:
    """A Party document as read: a proposal beside its text, for a person to check. What the paper leaves blank is None.

    ``places``: for each of kind, number, symbol, date, issuer, issuer_parent, subject, signer and signer_title that was found, where it
    stands: (start, end) of the text.
    """

    kind: str | None
    symbol: str | None
    number: str | None
    date: date | None
    is_draft: bool
    issuer: str | None
    issuer_parent: str | None
    title: str | None
    subject: str | None
    signer: str | None
    signer_title: str | None
    sent_to: tuple[str, ...]
    citations: tuple[Citation, ...]
    recipients: tuple[str, ...]
    provisions: tuple[Provision, ...]
    findings: tuple[Finding, ...]
    text: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def to_json(self) -> dict:
        """The same as plain data, for ``json.dumps``: dates as ISO days, ``kind`` of the document under ``type``."""
        names = ("symbol", "number", "is_draft", "issuer", "issuer_parent", "title", "subject", "signer", "signer_title")
        return {
            "type": self.kind,
            **{name: getattr(self, name) for name in names},
            "date": _day(self.date),
            "sent_to": list(self.sent_to),
            "citations": [citation.number for citation in self.citations],
            "recipients": list(self.recipients),
            "provisions": [_provision(provision) for provision in self.provisions],
            "findings": [_fields(finding) for finding in self.findings],
            "places": {name: list(place) for name, place in self.places.items()},
        }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _fields(thing) -> dict:
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _order(thing: Provision | Obligation) -> dict:
    return _fields(thing) | {
        "addressees": [_fields(quote) for quote in thing.addressees],
        "deadlines": [_fields(word) | {"date": _day(word.date)} for word in thing.deadlines],
    }


def _provision(provision: Provision) -> dict:
    return _order(provision) | {"obligations": [_order(obligation) for obligation in provision.obligations]}
