"""Reads a Party document: its head, whom it cites and addresses, what it orders and what it found wanting.

Pure Python without Django. The reader quotes and never invents: each text, addressee and time word stands in the cleaned text of
the paper, and what the paper leaves blank is None. A file and its text go through these hands:

    sources    a file of any kind becomes text: ``text_of``
    lines      what a page, a scanner or Markdown added is taken off
    zones      letterhead, title, subject, body, foot
    sheet      one paragraph a line; from here on everything is a place in this one text
    head, issuer, citations, foot
    body       the tree of provisions by their marks; kinds, carriers, time words, obligations and findings from their words
    tables     the rows of tables of tasks as provisions
    places     where the things of the head and foot stand
"""

from .body import read_body
from .citations import read_citations
from .foot import read_foot
from .head import read_head, secrecy
from .issuer import read_issuer
from .places import read_places
from .reasons import REASONS
from .resolving import Known, KnownUnit, Match, resolve
from .result import Citation, Finding, Obligation, ParsedDocument, Provision, Quote, TimeWord
from .sentences import clauses
from .sheet import lay_flat
from .sources import MOST_BYTES, NotText, ReaderError, decode, text_of
from .tables import read_tables
from .versions import Change, changes, same_document

__all__ = [
    "MOST_BYTES", "REASONS", "Change", "Citation", "Finding", "Known", "KnownUnit", "Match", "NotText", "Obligation", "ParsedDocument", "Provision",
    "Quote", "ReaderError", "TimeWord", "changes", "clauses", "decode", "read", "resolve", "same_document", "secrecy", "text_of",
]  # fmt: skip


def read(text: str) -> ParsedDocument:
    """The document that a text holds. Any text gives one: of a text without a paper's form little more than the text."""
    sheet = lay_flat(text)
    head = read_head(sheet)
    issuer, parent = read_issuer(sheet)
    recipients, signer, signer_title = read_foot(sheet)
    provisions, findings = read_body(sheet)
    provisions = tuple(sorted((*provisions, *read_tables(sheet, provisions)), key=lambda part: part.start))
    told = {"issuer": issuer, "issuer_parent": parent, "signer": signer, "signer_title": signer_title}
    return ParsedDocument(
        kind=head.kind,
        symbol=head.symbol,
        number=head.number,
        date=head.date,
        is_draft=head.is_draft,
        issuer=issuer,
        issuer_parent=parent,
        title=head.title,
        subject=head.subject,
        signer=signer,
        signer_title=signer_title,
        sent_to=head.sent_to,
        citations=read_citations(sheet, head.number, head.line),
        recipients=recipients,
        provisions=provisions,
        findings=findings,
        text=sheet.text,
        places=read_places(sheet, head, told),
    )
