"""The report as a Word file that can be edited on: the Party layout, the same words and figures as the paper. Knows no Django."""

from datetime import UTC

import docx

from reports import wording
from reports.contents import Contents
from reports.document import appendix, ends, results, shortcomings
from reports.document.blocks import Writer
from reports.document.layout import number_pages, portrait, set_language, set_styles, turn
from reports.document.package import leave_out_of_template, settled


def document(contents: Contents) -> bytes:
    """The bytes of a DOCX file. Equal contents give equal bytes.

    Rows above ``contents.LINES`` are not listed one by one, in no table: the paper says how many there are, and that the sheet has them.
    """
    contents = contents.without_too_many_rows()
    made = docx.Document()
    leave_out_of_template(made)
    set_styles(made)
    set_language(made)
    set_properties(made, contents)
    portrait(made.sections[0])
    number_pages(made.sections[0])
    writer = Writer(made)
    ends.head(writer, contents)
    results.write(writer, contents)
    shortcomings.write(writer, contents)
    ends.foot(writer, contents)
    turn(made.add_section())
    appendix.write(writer, contents)
    return settled(made)


def set_properties(made, contents):
    """Title, author and language; dated with the cut-off, so that nothing depends on when it is made. A property holds 255 letters."""
    kept, author = made.core_properties, wording.printable(contents.head.name)[:255]
    kept.title = wording.printable(f"Báo cáo {wording.title(contents)}, {contents.period}")[:255]
    kept.subject, kept.comments, kept.language = contents.code, "", "vi-VN"
    kept.author = kept.last_modified_by = author
    kept.created = kept.modified = contents.figures.cutoff.astimezone(UTC).replace(tzinfo=None)
