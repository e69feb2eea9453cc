"""Files for the tests of how a file becomes text, made on the spot: the conclusion of Bình Sơn as DOCX and PDF, and small papers."""

import html
import io
import re
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.office import SAMPLE

TEXT = SAMPLE.read_text()
W = nsdecls("w")
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/>{3}<w:lvlText w:val="{2}"/></w:lvl>'
OUTLINE = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")]


def paragraphs():
    """The paragraphs of the sample's body, without Markdown; the one that a page cut in two is whole."""
    body = TEXT[TEXT.index("Tại Hội nghị") : TEXT.index("Nơi nhận")].replace("theo\n\ndõi", "theo dõi")
    return [part.strip().replace("*", "") for part in body.split("\n\n") if part.strip()]


HEAD = (["HUYỆN ỦY", "*", "Số     - KL/HU", "Dự thảo"], ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "Bình Sơn, ngày     tháng     năm 2024"])
TITLE = ["KẾT LUẬN", "CỦA HỘI NGHỊ HUYỆN ỦY"]
SUBJECT = re.search(r"\nsơ kết.*\n", TEXT)[0].strip()
FOOT = (re.findall(r"^(?:Nơi nhận:|- .*)$", TEXT, re.MULTILINE), ["T/M HUYỆN ỦY", "BÍ THƯ", "", "Võ Văn Đông"])


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def typed_docx():
    """The sample with every number typed and its head one under the other."""
    document = Document()
    for line in [*HEAD[0], *TITLE, SUBJECT, *paragraphs(), *FOOT[0], *FOOT[1]]:
        document.add_paragraph(line)
    return saved(document)


def numbered_docx():
    """The sample with automatic numbers, head and foot in tables without borders, title and subject in the middle."""
    document = Document()
    add_list(document, 77, OUTLINE)
    side_by_side(document, *HEAD)
    for line in [*TITLE, SUBJECT, "-----"]:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in paragraphs():
        match = re.match(r"(?:([IVX]+)|\d+)\. ", line)
        paragraph = document.add_paragraph(line[match.end() :] if match else line)
        if match:
            number(paragraph, 77, 0 if match[1] else 1)
    side_by_side(document, *FOOT)
    return saved(document)


def side_by_side(document, left, right):
    cells = document.add_table(1, 2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def add_list(document, number_id, levels, *, more="", overrides=""):
    """A list of these levels (form, text), as w:abstractNum and w:num of this id. ``more``: XML inside each level."""
    numbering = document.part.numbering_part.element
    inside = "".join(LEVEL.format(at, form, text, more) for at, (form, text) in enumerate(levels))
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number_id}">{inside}</w:abstractNum>')
    numbering.insert(0, abstract)
    add_num(document, number_id, number_id, overrides)


def add_num(document, number_id, abstract_id, overrides=""):
    num = f'<w:num {W} w:numId="{number_id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'
    document.part.numbering_part.element.append(parse_xml(num))


def number(paragraph, number_id, level):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'))


def with_body(xml, document=None):
    """A DOCX whose body is this XML of Word."""
    document = document or Document()
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    spaces = (
        nsdecls("w", "wp", "a")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    for at, child in enumerate(list(parse_xml(f"<w:body {spaces}>{xml}</w:body>"))):
        body.insert(at, child)
    return saved(document)


def repacked(data, change):
    """A package with its parts changed: ``change`` takes a name and bytes and gives bytes, or None to leave the part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if (content := change(part.filename, old.read(part))) is not None:
                new.writestr(part.filename, content)
    return out.getvalue()


def page_html():
    """The sample as a page of paper for the product's own PDF machinery: A4, justified, head and foot in two columns, pages numbered."""
    rows = [f"<table><tr><td>{'<br>'.join(left)}<td>{'<br>'.join(right)}</table>" for left, right in (HEAD, FOOT)]
    head, foot = (row.replace("  ", "&nbsp; ") for row in rows)
    body = "".join(f"<p>{html.escape(part)}" for part in paragraphs())
    style = """
    @page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page) } }
    body { font: 14pt "Liberation Serif" } p { text-align: justify; text-indent: 1cm; margin: 6pt 0 }
    .middle { text-align: center; text-indent: 0 } table { width: 100% } td { width: 50%; vertical-align: top }
    """
    title = f'<p class="middle">{"<br>".join(TITLE)}<p class="middle">{SUBJECT}<br>-----'
    return f'<html lang="vi"><title>Kết luận</title><style>{style}</style>{head}{title}{body}{foot}'


def small_pdf(pages, *, more=b"", trailer=b""):
    """A PDF written by hand: each page is the bytes of its content stream, in Helvetica as /F1. ``more``: what else its resources hold."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for content in pages:
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        resources = b"<</Font<</F1 3 0 R>>%s>>" % more
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>" % (resources, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.7\n", []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + head + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))


def line(text, x=70, y=700, size=12):
    """The operators that print one line."""
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, text.encode("cp1252"))
