"""PNG and JPG files: looked at before they are decoded, and shown small, upright, and without what the camera wrote beside them."""

import io
import re
import threading
from contextlib import contextmanager, suppress

from PIL import ExifTags, Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

MAX_PIXELS, MAX_SIDE, MAX_PASSES = 40_000_000, 65_500, 50
SIDE, QUALITY = 1200, 80  # of a preview
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
READERS = {"image/png": PngImageFile, "image/jpeg": JpegImageFile}
NEXT_MARK = re.compile(rb"\xff[\x02-\xcf\xd9-\xfe]")  # of a JPEG, outside its coded pixels
END_OF_PICTURE, PASS = 0xD9, 0xDA
ONE_AT_A_TIME = threading.Lock()  # 40 megapixels are 160 MB once decoded


class TooLarge(Exception):
    """More pixels than are decoded here."""


def fault(content_type, file):
    """The code of what is wrong with a picture, or None."""
    try:
        with opened(content_type, file) as picture:
            if content_type == "image/png":
                picture.verify()  # every part of it, to the end
        with opened(content_type, file) as picture:
            picture.draft(None, (1, 1))  # all of the file is read; of a JPEG, an eighth of each side is drawn
            picture.load()
    except TooLarge:
        return "pixels"
    except Exception:  # there is no end of what bytes of ill will make a library stumble over
        return "damaged"
    return None


def preview(content_type, file):
    """The picture as a JPEG, on white, of at most 1,200 pixels a side. None where it cannot be decoded."""
    out = io.BytesIO()
    try:
        with opened(content_type, file) as picture:
            picture.draft(None, (2 * SIDE, 2 * SIDE))
            picture.load()
            turn = orientation(picture)
            small = in_colour(picture) if picture.mode in ("1", "P") or "transparency" in picture.info else picture
            small.thumbnail((SIDE, SIDE), reducing_gap=None)
            small = in_colour(small)
            clean = Image.new("RGB", small.size, "white")  # a new one: nothing but pixels is carried over
            clean.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
            (clean if turn is None else clean.transpose(turn)).save(out, "JPEG", quality=QUALITY)
    except Exception:
        return None
    return out.getvalue()


@contextmanager
def opened(content_type, file):
    """The picture, with nothing decoded yet. One at a time in a process. Raises TooLarge, and whatever a damaged file leads to."""
    with ONE_AT_A_TIME:
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once loaded, would have cut pictures pass
        file.seek(0)
        if content_type == "image/jpeg" and passes(file.read()) > MAX_PASSES:
            raise ValueError
        file.seek(0)
        picture = READERS[content_type](file)
        if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
            raise TooLarge
        yield picture


def passes(data):
    """How often a decoder goes over all pixels of a JPEG. About ten at most as programs write them; each costs time, but hardly a byte."""
    found, at = 0, 2
    while mark := NEXT_MARK.search(data, at):
        at = mark.end()
        if data[at - 1] == END_OF_PICTURE:
            break
        found += data[at - 1] == PASS
        at += int.from_bytes(data[at : at + 2])
    return found


def orientation(picture):
    """The turn that brings it upright, or None. What cannot be read does not turn it."""
    with suppress(Exception):
        return TURNS.get(picture.getexif().get(ExifTags.Base.Orientation))
    return None


def in_colour(picture):
    """As RGB, or RGBA where something shines through."""
    if picture.mode.startswith("I"):  # grey of 16 bits
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == wanted else picture.convert(wanted)
