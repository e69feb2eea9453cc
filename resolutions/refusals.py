"""Why a file is not read, one sentence for each code of the reader, and what to do about it. For the pages and the command alike."""

from django.utils.translation import gettext_lazy as _

TAKEN = _("Word (.docx), PDF with text that can be marked, or plain text; at most 20 MB and 500 pages.")
SENTENCES = {
    "empty": _("The file is empty: there is nothing to read."),
    "too_big": _("The file is larger than 20 MB: leave out its pictures, or paste the text."),
    "pages": _("The document is longer than 500 pages: split it, or paste the part to follow up."),
    "binary": _("The file is neither Word, PDF nor text: save the document as DOCX, or paste its text."),
    "old_word": _(
        "The file is in an old form of Word (.doc): open it in Word, choose Save As, Word Document (*.docx), and take that file."
    ),
    "rtf": _("The file is in Rich Text Format (RTF): open it in Word, choose Save As, Word Document (*.docx), and take that file."),
    "not_word": _("The file is a package without a Word document in it: choose the document itself, saved as DOCX."),
    "not_utf8": _("The letters of this text cannot be told: save it as UTF-8, or paste the text."),
    "old_letters": _(
        "The text is in an old Vietnamese encoding (TCVN3 or VNI, fonts .VnTime or VNI-Times): convert it to Unicode, for example with "
        "UniKey's Ctrl+Shift+F6, and take that file."
    ),
    "scanned": _(
        "The pages are pictures (a scan), without text: take the DOCX file, run text recognition (OCR) and check it, or type the text."
    ),
    "noise": _("The letters of this PDF cannot be told from its fonts: take the DOCX file it was made from, or paste the text."),
    "locked": _("The file is protected by a password: save it without protection, and take that file."),
    "damaged": _("The file is damaged: open it in Word or a PDF reader, save it anew, and take that file."),
    "unpacked": _("The file unpacks to far more than a document holds, so it was not read."),
    "costly": _(
        "Reading this file takes more time or memory than a document needs, so it was stopped: save it anew as DOCX, or paste the text."
    ),
}
