"""The layout of a Party paper as data: one profile for each rule, with its source, and the style that follows from it.

Sizes are in points and lengths in millimetres. Both rules were found to give the same sizes; HD 05 was seen second-hand only.
"""

from dataclasses import dataclass

FONT = "Liberation Serif"  # as wide as Times New Roman, which the rules name


@dataclass(frozen=True)
class Layout:
    """A rule of layout. margins: top, right, bottom, left of an upright sheet; page_number_at: from the top edge to the number's line; lines: from one
    baseline to the next; space: before a paragraph; indent: of its first line."""

    rule: str
    source: str
    margins: tuple[int, int, int, int] = (20, 15, 20, 30)
    page_number: float = 14
    page_number_at: int = 10
    party: float = 15
    issuer: float = 14
    kind: float = 16
    subject: float = 14
    body: float = 14
    line: float = 18.5
    space: float = 6
    indent: int = 10
    signature: float = 14
    recipients_head: float = 14
    recipients: float = 12


LAYOUTS = {
    layout.rule: layout
    for layout in (
        Layout("HD 36-HD/VPTW", "Hướng dẫn 36-HD/VPTW, 03/4/2018, phụ lục 3; until 26/5/2026"),
        Layout("HD 05-HD/VPTW", "Hướng dẫn 05-HD/VPTW, 27/5/2026, under Quy định 399-QĐ/TW; from 27/5/2026"),
    )
}


def css(layout):
    """The style that a profile sets, to stand after what all papers share (static/print/party.css).

    An appendix lies on its side and counts its pages from 1. Its margins are those of the upright sheet turned a quarter to the left, so that
    the bound edge keeps its width.
    """
    top, right, bottom, left = layout.margins
    number = (
        f'@top-center {{ content: counter(page); font: {layout.page_number}pt/1.15 "{FONT}"; vertical-align: top; '
        f"padding-top: {layout.page_number_at}mm; }}"
    )
    return f"""
@page {{ size: 210mm 297mm; margin: {top}mm {right}mm {bottom}mm {left}mm; {number} }}
@page :first {{ @top-center {{ content: none; }} }}
@page appendix {{ size: 297mm 210mm; margin: {left}mm {top}mm {right}mm {bottom}mm; {number} }}
@page appendix:nth(1 of appendix) {{ counter-reset: page 1; }}
html {{ font: {layout.body}pt/{layout.line}pt "{FONT}"; }}
p {{ margin-top: {layout.space}pt; text-indent: {layout.indent}mm; }}
h1 {{ font-size: {layout.kind}pt; }}
h1 .subject, .reference {{ font-size: {layout.subject}pt; line-height: {layout.line}pt; }}
h2, h3 {{ font: bold {layout.body}pt/{layout.line}pt "{FONT}"; text-indent: {layout.indent}mm; }}
.letterhead td {{ font-size: {layout.issuer}pt; }}
.letterhead .name {{ font-size: {layout.party}pt; }}
.signature p {{ font-size: {layout.recipients}pt; }}
.signature .to {{ font-size: {layout.recipients_head}pt; }}
.signature .signer p {{ font-size: {layout.signature}pt; }}
"""
