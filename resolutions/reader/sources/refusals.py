"""What the reader refuses, and the limits that it holds."""

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 500
MOST_LETTERS = 3000 * MOST_PAGES  # a full page of small print has 3,000: what has more is longer than 500 pages, whatever its format

CODES = frozenset(
    """
    empty too_big pages binary old_word rtf not_word not_utf8 old_letters scanned noise locked damaged unpacked costly
    """.split()
)


class ReaderError(Exception):
    """Something the reader refuses; ``code`` says why, and whoever shows it makes a sentence of the code."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class NotText(ReaderError):
    """A file that holds no text to read. ``code`` is one of CODES.

    empty        nothing but space
    too_big      over 20 MB
    pages        over 500 pages, or over 3,000 letters for each of them
    binary       no format that is known here
    old_word     Word of before 2007, or a web page or XML that calls itself Word
    rtf          Rich Text Format
    not_word     a package (ZIP) without a Word document in it
    not_utf8     bytes that are neither UTF-8, nor UTF-16 with its mark, nor Windows-1258
    old_letters  Vietnamese in TCVN3 (ABC) or VNI, which only old fonts show as letters
    scanned      pictures of pages
    noise        a PDF whose letters are not told
    locked       a password
    damaged      cut, or not made as its format asks
    unpacked     larger, once unpacked, than any document of 500 pages
    costly       it took more time or memory than any document of 500 pages
    """
