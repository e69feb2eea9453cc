"""DOCX and XLSX files: packages of parts, each looked at before anybody's Word or Excel opens it."""

import re
import zipfile

from tasks.files.reading import PIECE, occurrences, pieces

MAX_PARTS, MAX_UNPACKED = 2000, 50 * 2**20
ENCRYPTED = 0x1
IN_DIRECTORY = b"PK\x01\x02"  # begins each line of a package's directory
TYPES_OF_PARTS = "[content_types].xml"
MACROS = (b"vbaproject", b"macroenabled")


def fault(folder, file):
    """The code of what is wrong with a package whose parts lie in ``folder`` (word/ or xl/), or None.

    The directory of a package can lie: its lines are counted before it is read, and sizes while parts are unpacked, 64 KB at a time.
    """
    if occurrences(file, IN_DIRECTORY) > MAX_PARTS:
        return "parts"
    try:
        with zipfile.ZipFile(file) as package:
            return fault_of_names(folder, package.infolist()) or fault_of_parts(package)
    except Exception:  # there is no end of what bytes of ill will make a library stumble over
        return "damaged"


def fault_of_names(folder, parts):
    """What the directory alone tells."""
    names = [name_of(part) for part in parts]
    if any(part.flag_bits & ENCRYPTED for part in parts):
        return "locked"
    if any(re.match("/|[a-z]:", name) or ".." in name.split("/") for name in names):
        return "outside"
    if any("vbaproject" in name for name in names):
        return "macro"
    if TYPES_OF_PARTS not in names or not any(name.startswith(folder) for name in names):
        return "content"
    return None


def fault_of_parts(package):
    """What shows when each part is unpacked, to its real end and sum, whatever length the directory gives it."""
    room = MAX_UNPACKED
    for part in package.infolist():
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others unpack without measure
            return "damaged"
        stated, part.file_size = part.file_size, MAX_UNPACKED + 2 * PIECE
        size, tail = 0, b""
        with package.open(part) as content:
            for piece in pieces(content):
                size += len(piece)
                if size > room:
                    return "unpacked"
                if name_of(part) == TYPES_OF_PARTS:
                    tail = tail[-64:] + piece.replace(b"\0", b"").lower()  # in UTF-16 each letter has a NUL
                    if any(word in tail for word in MACROS):
                        return "macro"
        if size != stated:
            return "damaged"
        room -= size
    return None


def name_of(part):
    """As written in the directory, with one kind of stroke and small letters."""
    return part.orig_filename.replace("\\", "/").lower()
