"""How a file becomes text: DOCX, PDF with a text layer, text in UTF-8, UTF-16 or Windows-1258. Plain Python, no Django.

``opening`` tells by the first bytes what a file is, never by its name. DOCX and PDF come from strangers: they are read ``apart``, in a child
process with limits of its own.
"""

from .opening import text_of
from .plain import decode
from .refusals import MOST_BYTES, MOST_LETTERS, MOST_PAGES, NotText, ReaderError

__all__ = ["MOST_BYTES", "MOST_LETTERS", "MOST_PAGES", "NotText", "ReaderError", "decode", "text_of"]
