"""All that a report says, as data: what pages, PDF, DOCX, XLSX and JSON are made of, and what is frozen when it is issued. Knows no Django."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import msgspec

from reports.figures import Figures, values
from reports.narrative import Before, Sentence
from units.pdf.letterhead import Letterhead

FORMAT = 1
LINES = 2000  # rows that a paper, a Word file and the JSON list one by one; more are in the sheet alone


@dataclass(frozen=True)
class PrintedSeal:
    """The seal of the log that a report prints: of which day, and its hash in 64 hexadecimal figures."""

    day: date
    hash: str


@dataclass(frozen=True)
class Contents:
    """A report whole. All words are Vietnamese, as they are printed.

    code: 'BC-0012'; check: the code of the page that tells whether a paper is genuine, and ``address``: that page, '' for a paper without;
    layout: the rule of layout, 'HD 36-HD/VPTW' or 'HD 05-HD/VPTW'; number: '12' or '' and day: None where the registry fills them in; year: of
    the place's line where the day is blank; signature: the lines above the name, ('TRƯỞNG BAN',), ('K/T TRƯỞNG BAN', 'PHÓ TRƯỞNG BAN') or
    ('T/M BAN THƯỜNG VỤ', 'BÍ THƯ'); signed_by: the name, '' before; committee, short: its name and how it
    is addressed; subject: what was carried out; scope: whose work, '' for all of the committee's; period: 'quý II/2024'; is_named: whether that
    says its days already; instant: the cut-off; rows_left_out: how many rows the figures count that are not listed, because there are more
    than ``LINES``; is_draft: whether it is not issued yet, which the paper says; format: of this shape.
    """

    code: str
    check: str
    address: str
    layout: str
    head: Letterhead
    number: str
    day: date | None
    year: int
    signature: tuple[str, ...]
    signed_by: str
    committee: str
    short: str
    subject: str
    scope: str
    period: str
    is_named: bool
    instant: str
    demonstration: bool
    seal: PrintedSeal | None
    figures: Figures
    before: Before
    sentences: tuple[Sentence, ...]
    rows_left_out: int = 0
    is_draft: bool = False
    format: int = FORMAT

    def finished(self, sentences, **said):
        """The same with this text, and what else became of it: number, day, signed_by, is_draft."""
        return replace(self, sentences=tuple(sentences), **said)

    def part(self, name):
        """The sentences of a part, in order."""
        return [sentence.text for sentence in self.sentences if sentence.part == name]

    @property
    def values(self):
        """{address: figure}."""
        return values(self.figures)

    def without_too_many_rows(self):
        """The same, its rows left out where they are more than ``LINES``: the figures stay."""
        number = len(self.figures.rows)
        return self if number <= LINES else replace(self, figures=replace(self.figures, rows=()), rows_left_out=number)


def to_json(contents):
    """UTF-8 bytes, keys in the order of the classes, those of plain maps sorted: equal contents give equal bytes. Decimals are strings."""
    return msgspec.json.encode(contents, order="deterministic")


def of_json(data):
    """Contents of what ``to_json`` gave. Raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(data, type=Contents)


def schema():
    """The JSON Schema of what ``to_json`` gives: kept in the repository as reports/contents.schema.json."""
    return msgspec.json.schema(Contents)


def fingerprint(data):
    """SHA-256 of bytes, as 64 hexadecimal figures."""
    return sha256(data).hexdigest()
