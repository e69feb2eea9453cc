"""Page, styles and language of a Party paper in Word. Source: HD 36-HD/VPTW, appendix 3 (HD 05-HD/VPTW agrees); party-documents, section 1."""

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
SHORT, LONG = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT, NUMBER = Mm(20), Mm(20), Mm(30), Mm(15), Mm(10)
WIDTH, WIDTH_TURNED = 165, 252  # mm between the margins
CENTRE, JUSTIFY, START, END = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
BODY = {"align": JUSTIFY, "indent": Mm(10), "space": 6, "line": Pt(18)}
PLAIN = {"align": START, "indent": Mm(0), "space": 0, "line": 1.0}
OWN = {  # style's id: (its name in Word, size in points, how it differs from PLAIN)
    "Letterhead": ("Đầu văn bản", 14, {"align": CENTRE, "line": Pt(18)}),
    "Kind": ("Tên loại", 16, {"align": CENTRE, "line": Pt(21), "before": 16, "bold": True}),
    "Subject": ("Trích yếu", 14, {"align": CENTRE, "line": Pt(18), "bold": True}),
    "To": ("Nơi nhận", 14, {"line": Pt(18)}),
    "Recipients": ("Danh sách nơi nhận", 12, {"line": Pt(15)}),
    "Proof": ("Mã và niêm phong", 9, {"before": 10}),
    "TableHead": ("Đầu bảng", 10, {"align": CENTRE, "bold": True, "before": 2, "after": 2}),
    "TableText": ("Chữ trong bảng", 10.5, {"before": 2, "after": 2}),
    "TableCount": ("Số trong bảng", 10.5, {"align": END, "before": 2, "after": 2}),
    "TableDate": ("Ngày trong bảng", 10.5, {"align": CENTRE, "before": 2, "after": 2}),
    "Rule": ("Cách tính", 11, {"after": 2}),
    "Note": ("Chú thích bảng", 10.5, {"before": 4, "after": 4, "italic": True}),
}


def set_styles(made):
    """Normal is the body's text; headings, header and our own styles follow from it. All are black Times New Roman."""
    styles = made.styles
    style(styles["Normal"], 14, **BODY)
    for name in ("Heading 1", "Heading 2"):
        style(styles[name], 14, **BODY, bold=True)
    style(styles["Header"], 14, **PLAIN | {"align": CENTRE})
    for key, (name, size, differs) in OWN.items():
        own = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        own.element.styleId, own.base_style, own.quick_style = key, styles["Normal"], True
        style(own, size, **PLAIN | differs)


def style(of, size, *, align, indent, space, line, before=None, after=None, bold=False, italic=False):
    """Set one paragraph style. space: points before and after, unless ``before`` or ``after`` say otherwise; line: times the letters' height, or
    an exact Length."""
    told, text = of.paragraph_format, of.font
    text.name, text.size, text.bold, text.italic, text.color.rgb = FONT, Pt(size), bold, italic, RGBColor(0, 0, 0)
    fonts = of.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    told.alignment, told.first_line_indent = align, indent
    told.space_before, told.space_after = Pt(space if before is None else before), Pt(space if after is None else after)
    told.line_spacing = line
    if not isinstance(line, float):
        told.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def set_language(made):
    """Vietnamese for the speller, a comma for decimals, and the layout of Word 2013 and later."""
    kept = made.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    for script in ("val", "eastAsia"):
        kept.set(qn(f"w:{script}"), LANGUAGE)
    settings = made.settings.element
    for tag, key, value in (
        ("zoom", "percent", "100"),
        ("compatSetting", "val", "15"),
        ("themeFontLang", "val", LANGUAGE),
        ("decimalSymbol", "val", ","),
        ("listSeparator", "val", ";"),
    ):
        settings.find(f".//{qn(f'w:{tag}')}").set(qn(f"w:{key}"), value)


def portrait(section):
    """A4 upright, with the margins of a paper's front."""
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, SHORT, LONG
    margins(section)


def turn(section):
    """A4 lying, for a wide table, with its own page numbers from 1."""
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, LONG, SHORT
    margins(section)
    begins = OxmlElement("w:pgNumType")
    begins.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:cols")).addprevious(begins)


def margins(section):
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.header_distance = section.footer_distance = NUMBER


def number_pages(section):
    """The page's number centred above the text, but not on the first page. Sections that follow do the same."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = OxmlElement("w:r")
    shown.text = "2"
    field.append(shown)
    section.header.paragraphs[0]._p.append(field)
