"""The file around a Word document: without what its template brings along, and the same bytes each time."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NOT_OURS = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects")
ALWAYS = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can name


def leave_out_of_template(made):
    """Drop what python-docx's template says of another file: its picture, its program, its bibliography, its second set of styles."""
    for rels in (made.part.package.rels, made.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(NOT_OURS)]:
            del rels[key]


def settled(made):
    """The document's bytes, each of its parts dated the same: python-docx dates them with the clock."""
    written, settled = BytesIO(), BytesIO()
    made.save(written)
    with ZipFile(written) as parts, ZipFile(settled, "w") as file:
        for part in parts.infolist():
            file.writestr(ZipInfo(part.filename, ALWAYS), parts.read(part), compress_type=ZIP_DEFLATED)
    return settled.getvalue()
