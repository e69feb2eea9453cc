"""The head of the paper and its foot: who reports what, to whom it goes, who signs, and what proves it."""

from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports import counting_rules, wording
from reports.document.blocks import add
from units import words

ISSUER, PARTY = 71, 94  # mm
BESIDE = Mm(9.5)  # on each side of the party's name in bold 15, which is 73 mm long
POWERS = ("T/M", "K/T", "T/L", "Q.")  # in bold; a post is not


def head(writer, contents):
    """Issuer and number at the left, the party's name, place and day at the right, then type and subject."""
    of, style = contents.head, "Letterhead"
    issuer = [(of.above, style)] if of.above else []
    issuer += [(((of.own, "b"),), style), ("*", style), (f"Số {wording.paper_number(contents)}", style)]
    if contents.is_draft:
        issuer.append(((("Dự thảo", "i"),), style))
    place = ((f"{of.place}, {wording.paper_day(contents)}", "i"),)
    _issuer, party = writer.frame([ISSUER, PARTY], [issuer, [((("ĐẢNG CỘNG SẢN VIỆT NAM", "b"),), style), (place, style)]])
    underline(party[0])
    Paragraph(party[1], None).paragraph_format.space_before = Pt(9)
    writer.paragraph("BÁO CÁO", "Kind", keep=True)
    writer.paragraph(f"{wording.title(contents)},\n{contents.period}", "Subject", keep=True)
    writer.paragraph("-----", "Letterhead")
    if contents.demonstration:
        writer.paragraph(((wording.DEMONSTRATION, "i"),), "Letterhead")


def underline(paragraph):
    """The party's name in 15 points, and a line below it as long as the text."""
    of = Paragraph(paragraph, None)
    of.runs[0].font.size = Pt(15)
    told = of.paragraph_format
    told.left_indent = told.right_indent = BESIDE
    borders = OxmlElement("w:pBdr")
    add(borders, "w:bottom", val="single", sz="6", space="1", color="000000")
    paragraph.pPr.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def foot(writer, contents):
    """The closing sentence, the signature beside the recipients, and what proves the paper."""
    of, whose = contents.head, contents.short
    told = f"Trên đây là {wording.title(contents)}, {contents.period}; {of.name} báo cáo Thường trực {whose} theo dõi, chỉ đạo."
    writer.paragraph(told, keep=True)
    recipients = [
        f"- Thường trực {whose} (báo cáo),",
        f"- Các đồng chí Ủy viên Ban Thường vụ {whose},",
        f"- Các cơ quan tham mưu, giúp việc {whose},",
        "- Các chi, đảng bộ trực thuộc,",
        f"- Lưu {of.name}.",
    ]
    signer = [(((line, "b" if line.startswith(POWERS) else ""),), "Letterhead") for line in contents.signature]
    signer += [("", "Letterhead")] * 4
    signer += [(((contents.signed_by, "b"),), "Letterhead")] if contents.signed_by else []
    writer.frame([90, 75], [[((("Nơi nhận:", "u"),), "To"), *((line, "Recipients") for line in recipients)], signer])
    writer.paragraph(proof(contents), "Proof")


def proof(contents):
    """'Mã báo cáo: BC-0012. Số liệu tính đến …': what the figures rest on, and where the paper can be checked."""
    code = f"Mã báo cáo: {contents.code}. " if contents.code else ""
    check = f" Kiểm tra tại {contents.address}, mã {contents.check}." if contents.address else ""
    seal = contents.seal
    sealed = f"Niêm phong nhật ký ngày {words.day(seal.day)}: {seal.hash[:16]}." if seal else "Nhật ký chưa có niêm phong đến ngày này."
    return f"{code}Số liệu tính đến {contents.instant}; {counting_rules.cited(contents)}. {sealed}{check}"
