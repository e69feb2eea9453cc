"""A paper's text as a file of an office: DOCX and PDF with a letterhead and a foot in two columns, tables, page numbers.

The DOCX is written part by part, so that the test needs no library to make what another one reads.
"""

import html
import io
import re
import zipfile
from itertools import groupby

from units import pdf

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
RULE = re.compile(r"\|[\s\-|]+\|")
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page) } }
@page :first { @top-center { content: none } }
body { font: 14pt/18pt "Liberation Serif"; text-align: justify } p { margin: 0 0 6pt; text-indent: 10mm }
td { vertical-align: top; border: solid thin; text-align: left } .columns td { border: none } .columns p { text-indent: 0; margin: 0 }
.middle { text-align: center; text-indent: 0; margin: 0; font-weight: bold } table { width: 100%; border-collapse: collapse }
"""


def blocks(text):
    """The parts of a paper whose columns stand one after the other: ('columns', left, right), ('table', rows), ('title' or 'text', line)."""
    lines = [line.rstrip() for line in text.split("\n")]
    party = lines.index(PARTY)
    dated = next(n for n in range(party + 1, party + 4) if "ngày" in lines[n])
    yield "columns", [line for line in lines[:party] if line], [line for line in lines[party : dated + 1] if line]
    rest = lines[dated + 1 :]
    foot = next(n for n, line in enumerate(rest) if line.startswith("Nơi nhận"))
    yield from _plain(rest[:foot])
    left_end = rest.index("", foot)
    right = [n for n in range(left_end, len(rest)) if rest[n]][:3]
    end = next((n for n in right if rest[n].startswith(("PHỤ LỤC", "|"))), right[-1] + 1)
    yield "columns", rest[foot:left_end], [line for line in rest[left_end:end] if line]
    yield from _plain(rest[end:])


def _plain(lines):
    is_title = True
    for is_table, group in groupby(lines, lambda line: line.startswith("|")):
        if is_table:
            yield "table", [[cell.strip() for cell in row.strip("|").split("|")] for row in group if not RULE.fullmatch(row)]
            continue
        for line in filter(None, group):
            is_title = is_title and len(line) < 90 and line[-1] not in ".:;" and not line.startswith("Kính gửi")
            yield ("title" if is_title else "text"), line
            is_title = is_title and set(line) != {"-"}


def docx_of(text):
    """The bytes of a DOCX."""

    def paragraph(line, more=""):
        return f'<w:p>{more}<w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>'

    def table(rows):
        cells = ("".join(f"<w:tc>{''.join(map(paragraph, cell)) or '<w:p/>'}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    body = []
    for what, *content in blocks(text):
        if what == "columns":
            body.append(table([content]))
        elif what == "table":
            body.append(table([[[cell] for cell in row] for row in content[0]]))
        else:
            body.append(paragraph(content[0], '<w:pPr><w:jc w:val="center"/></w:pPr>' if what == "title" else ""))
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}"><w:body>{"".join(body)}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", document)
    return file.getvalue()


def pdf_of(text):
    """The bytes of a PDF, as the product's own printer makes them."""

    def cells(kind, rows):
        inside = ("".join(f"<td>{''.join(f'<p>{html.escape(line)}' for line in cell)}" for cell in row) for row in rows)
        return f'<table class="{kind}">' + "".join(f"<tr>{row}" for row in inside) + "</table>"

    body = []
    for what, *content in blocks(text):
        if what == "columns":
            body.append(cells("columns", [content]))
        elif what == "table":
            body.append(cells("lines", [[[cell] for cell in row] for row in content[0]]))
        else:
            body.append(f'<p class="{"middle" if what == "title" else "text"}">{html.escape(content[0])}</p>')
    return pdf.render(f'<html lang="vi"><title>Văn bản</title><style>{STYLE}</style><body>{"".join(body)}')
