"""From bytes to text, or a reason why not."""

import unicodedata

MOST_BYTES = 20 * 1024 * 1024


class ReaderError(Exception):
    """Something the reader refuses; ``code`` says why, and whoever shows it makes a sentence of the code."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class NotText(ReaderError):
    """Bytes that hold no text to read: 'empty', 'too_big', 'binary' or 'not_utf8'."""


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, marks composed (NFC), without a byte order mark.

    Raises NotText: 'too_big' over 20 MB, 'binary' for NUL bytes or control characters, 'not_utf8', 'empty' for nothing but space.
    """
    if len(data) > MOST_BYTES:
        raise NotText("too_big")
    if b"\x00" in data or data.startswith((b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise NotText("binary")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotText("not_utf8") from None
    if not text.strip("\ufeff \t\r\n\f\v\xa0\u200b"):
        raise NotText("empty")
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in text)
    if controls > 0.01 * len(text):
        raise NotText("binary")
    return unicodedata.normalize("NFC", text)
