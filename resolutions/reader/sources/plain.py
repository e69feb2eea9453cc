"""From the bytes of a text file to its text."""

import unicodedata

from .letters import in_old_letters, looks_vietnamese
from .refusals import MOST_BYTES, NotText

SPACE = "\ufeff \t\r\n\f\v\xa0\u200b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or in Windows-1258; marks composed (NFC), without a byte order mark.

    Raises NotText: 'too_big' over 20 MB, 'binary' for NUL bytes or control characters, 'not_utf8', 'old_letters' for bytes in TCVN3 or VNI,
    'empty' for nothing but space.
    """
    if len(data) > MOST_BYTES:
        raise NotText("too_big")
    text = _utf16(data) if data.startswith(_UTF16) else _eight_bits(data)
    if not text.strip(SPACE):
        raise NotText("empty")
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in text)
    if controls > 0.01 * len(text):
        raise NotText("binary")
    return unicodedata.normalize("NFC", text)


def _utf16(data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        raise NotText("not_utf8") from None
    if "\x00" in text:
        raise NotText("binary")
    return text


def _eight_bits(data: bytes) -> str:
    if b"\x00" in data or data.startswith((b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise NotText("binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(data)


def _windows(data: bytes) -> str:
    """Windows-1258 writes most toned letters as two: the letter, then its tone. Read so, it must give Vietnamese, or it is something else."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    if looks_vietnamese(text):
        return text
    raise NotText("old_letters" if in_old_letters(data.decode("latin-1")) else "not_utf8")
