"""Files for the tests: good ones of each type, and what makes bad ones of them."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
TYPES = "[Content_Types].xml"
TYPED = b'<?xml version="1.0"?><Types/>'


def package(kind="docx", more=(), *, types=TYPED, main=b"<document/>" * 50, how=zipfile.ZIP_DEFLATED):
    """A DOCX or XLSX with these further parts: [(name, bytes)]."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in [(TYPES, types), ("_rels/.rels", b"<Relationships/>"), (MAIN[kind], main), *more]:
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def directory_lines(data):
    """Where each line of a package's directory begins."""
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        yield at
        at = data.find(b"PK\x01\x02", at + 4)


def changed(data, at, fmt, value):
    """The same bytes with one number written over."""
    return data[:at] + struct.pack(fmt, value) + data[at + struct.calcsize(fmt) :]


def lying(data, size, *, crc=None):
    """The directory says of its last part that it unpacks to ``size`` bytes (and has that sum)."""
    line = list(directory_lines(data))[-1]
    data = changed(data, line + 24, "<I", size)
    return data if crc is None else changed(data, line + 16, "<I", crc)


def encrypted(data):
    """Its last part is marked as behind a password."""
    return changed(data, list(directory_lines(data))[-1] + 8, "<H", 1)


def renamed(data, name):
    """Its last part bears another name of the same length, in the directory and before its bytes."""
    line = list(directory_lines(data))[-1]
    length = struct.unpack_from("<H", data, line + 28)[0]
    old = data[line + 46 : line + 46 + length]
    assert len(old) == len(name)
    return data.replace(old, name)


def overlapping(times, size):
    """So many lines of the directory lead to the same bytes, which unpack to ``size``."""
    data = package(more=[("word/media.bin", bytes(size))])
    lines = list(directory_lines(data))
    end = data.rfind(b"PK\x05\x06")
    last = data[lines[-1] : end]
    directory = data[lines[0] : end] + last * (times - 1)
    count = len(lines) + times - 1
    return data[: lines[0]] + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), lines[0], 0)


def said_to_be_few(data):
    """The directory's end says that it has one line."""
    end = data.rfind(b"PK\x05\x06")
    return changed(changed(data, end + 8, "<H", 1), end + 10, "<H", 1)


def picture(width=60, height=40, *, kind="PNG", mode="RGB", **options):
    """A picture in red, its right half in blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def noise(side=200, *, kind="PNG", **options):
    out = io.BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, pixels=b"", *more):
    """A PNG of eight bits of grey with this head, these compressed pixels, and these chunks before them."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg_head(data, width, height):
    """The same JPEG, whose head says another size."""
    at = next(data.find(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if data.find(mark) >= 0)
    return changed(changed(data, at + 5, ">H", height), at + 7, ">H", width)


def many_passes(times):
    """A JPEG whose last pass over the pixels stands there so many times more."""
    data = noise(64, kind="JPEG", progressive=True)
    last, end = data.rfind(b"\xff\xda"), data.rfind(b"\xff\xd9")
    return data[:end] + data[last:end] * times + data[end:]


def with_text(size):
    """A PNG with a compressed text that unpacks to ``size`` bytes."""
    info = PngImagePlugin.PngInfo()
    info.add(b"zTXt", b"k\0\0" + zlib.compress(bytes(size)))
    return picture(pnginfo=info)


def flipped(data, at):
    """One byte is another."""
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


GOOD = {
    "pdf": PDF,
    "docx": package(),
    "xlsx": package("xlsx"),
    "png": picture(),
    "jpg": picture(kind="JPEG"),
    "jpeg": noise(kind="JPEG", progressive=True),
}
