"""What the reader hands back. Everything here quotes the paper: ``text[start:end]`` of the document gives the words again."""

from dataclasses import dataclass
from datetime import date

ORDERS = ("directive", "duty")  # the kinds that become tasks


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

    rhythm: weekly, monthly, quarterly, half-yearly, yearly or continuous.
    """

    text: str
    date: date | None
    rhythm: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Citation:
    """Another document that is named: its number without spaces, the words as they stand, and where."""

    number: str
    text: str
    offset: int


@dataclass(frozen=True)
class Provision:
    """A part of the document with its own label.

    kind: assessment, shortcoming, cause, directive, duty or other. ``parent`` is the label of the provision above, if any.
    ``addressees`` that lie outside ``start`` to ``end`` are inherited: from the sentence or the unit that stands over the list.
    """

    label: str
    kind: str
    text: str
    parent: str | None
    addressees: tuple[Quote, ...]
    deadlines: tuple[TimeWord, ...]
    start: int
    end: int

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
    """A Party document as read: a proposal beside its text, for a person to check. What the paper leaves blank is None."""

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
        }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _fields(thing) -> dict:
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _provision(provision: Provision) -> dict:
    return _fields(provision) | {
        "addressees": [_fields(quote) for quote in provision.addressees],
        "deadlines": [_fields(word) | {"date": _day(word.date)} for word in provision.deadlines],
    }
