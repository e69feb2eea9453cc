"""What a file is, told by its first bytes, and its text."""

import unicodedata

from .apart import read_apart
from .letters import in_old_letters
from .plain import SPACE, decode
from .refusals import MOST_BYTES, MOST_LETTERS, NotText

_BEFORE_PDF = b"\xef\xbb\xbf\x00 \t\r\n"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_LOCKED_WORD = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a DOCX behind a password
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8")
_MARKUP = (b"<html", b"<!doctype html", b"<?xml", b"mime-version:")
_AS_TYPED = str.maketrans({"\u2010": "-", "\u2011": "-", "\ufb01": "fi", "\ufb02": "fl", "\u00ad": None})


def text_of(data: bytes) -> str:
    """The text of a file: NFC, hyphens as typed, one paragraph a line (of a PDF one printed line), form feeds between pages.

    Raises NotText. Whatever the bytes are, it raises nothing else, and comes to an end: at most 20 MB are looked at and 1.5 million letters
    handed back; what is bounded in a DOCX or PDF is told in ``package``, ``docx``, ``pdf`` and ``apart``.
    """
    if len(data) > MOST_BYTES:
        raise NotText("too_big")
    text = unicodedata.normalize("NFC", _text(data)).translate(_AS_TYPED)
    if not text.strip(SPACE):
        raise NotText("empty")
    if len(text) > MOST_LETTERS:
        raise NotText("pages")
    if in_old_letters(text):
        raise NotText("old_letters")
    return text


def _text(data: bytes) -> str:
    if data[:1024].lstrip(_BEFORE_PDF).startswith(b"%PDF-"):
        return read_apart("pdf", data)
    if data.startswith(_ZIP):
        return read_apart("docx", data)
    if data.startswith(_OLD_WORD):
        raise NotText("locked" if _LOCKED_WORD in data else "old_word")
    if data.startswith(b"{\\rtf"):
        raise NotText("rtf")
    if data.startswith(_PICTURES):
        raise NotText("scanned")
    if data[:1024].lstrip(_BEFORE_PDF).lower().startswith(_MARKUP):
        raise NotText("old_word")
    if len(data) > 4 * MOST_LETTERS and b"\x00" not in data:
        raise NotText("pages")
    return decode(data)
