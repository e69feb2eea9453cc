"""A PDF with a text layer as its printed lines, page after page.

Read by pypdf, in the ``apart`` child alone. Bounded: 500 pages, by the root's word and by count; 10 MB for a stream once unpacked; 400,000
operators a page; forms inside forms to five levels, 200 a page; 1.5 million letters; the rest, the clock above all, by the child's limits.
"""

import io
import unicodedata

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from ..head import HEAD_LINES, secrecy
from .pages import lines_of
from .refusals import MOST_LETTERS, MOST_PAGES, NotText
from .strokes import strokes

_LIMITS = {
    "zlib_maximum_output_length": 10_000_000,
    "lzw_maximum_output_length": 10_000_000,
    "run_length_maximum_output_length": 10_000_000,
    "array_based_stream_maximum_output_length": 10_000_000,
    "page_tree_maximum_entries": 20_000,
    "jbig2dec_binary": None,
    "disable_legacy_handling": True,
}
_FEW = 100  # letters that a stamp or a page number may put on a picture of a page
_UNREADABLE = "\ufffd"


def read_pdf(data: bytes) -> str:
    """The text of a PDF: its lines as printed, with the spaces that show columns; form feeds between pages. Raises NotText."""
    with apply_configuration(**_LIMITS):
        return _read(data)


def _read(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data))
    _open(reader)
    pages, letters, pictures = [], 0, 0
    fonts: dict = {}
    for page in reader.pages:
        try:
            lines = lines_of(strokes(page, fonts))
        except LimitReachedError:
            raise NotText("costly") from None
        text = "\n".join(lines)
        pages.append(text)
        here = sum(c.isalnum() for c in text)
        pictures += here < _FEW and (not here or _has_picture(page))
        letters += len(text)
        if letters > MOST_LETTERS:
            raise NotText("pages")
    if not pages:
        raise NotText("empty")
    if 2 * pictures > len(pages):
        raise NotText("scanned")
    if _is_noise("".join(pages)):
        raise NotText("noise")
    mark = _mark_of_secrecy(pages[0])
    return "\f".join([f"{mark}\n{pages[0]}" if mark else pages[0], *pages[1:]])


def _open(reader: PdfReader) -> None:
    """Without a password, and short enough; pages are counted before any is read."""
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotText("locked")
        stated = reader.root_object["/Pages"].get("/Count", 0)
        if isinstance(stated, int) and stated > MOST_PAGES:
            raise NotText("pages")
        if len(reader.pages) > MOST_PAGES:
            raise NotText("pages")
    except LimitReachedError:
        raise NotText("pages") from None
    except (DependencyError, FileNotDecryptedError, NotImplementedError):
        raise NotText("locked") from None


def _has_picture(page) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    found = objects.get_object().values() if objects is not None else ()
    return any(one.get_object().get("/Subtype") in ("/Image", "/Form") for one in list(found)[:100])


def _is_noise(text: str) -> bool:
    """Whether the text layer tells other letters than the page shows, as fonts without a table of their letters do."""
    seen = [c for c in text if not c.isspace()]
    strange = sum(c == _UNREADABLE or unicodedata.category(c)[0] == "C" or (c.isalpha() and not _is_latin(c)) for c in seen)
    return strange > 0.1 * len(seen)


def _is_latin(c: str) -> bool:
    return c < "\u0250" or "\u1e00" <= c <= "\u1eff"


def _mark_of_secrecy(page: str) -> str | None:
    """A mark of secrecy that stands on the first page, but which its file tells after the text."""
    lines = page.split("\n")
    return next((mark for line in lines[HEAD_LINES // 2 :] if len(line.split()) < 4 and (mark := secrecy(line.strip()))), None)
