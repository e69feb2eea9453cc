"""The parts of a DOCX: a package (ZIP) of XML files, unpacked under measure."""

import io
import zipfile
import zlib

from .refusals import NotText
from .tree import Node, grown

MOST_PARTS, MOST_STATED, MOST_UNPACKED = 2000, 400 * 2**20, 64 * 2**20
_PIECE = 2**16
_ENCRYPTED = 0x1
_IN_DIRECTORY = b"PK\x01\x02"  # begins each line of a package's directory
_TYPES = "[content_types].xml"


class Package:
    """A DOCX opened. Only the parts that are asked for are unpacked.

    Bounded: 2,000 parts, counted before the directory is read; 400 MB in all by the directory's word; 64 MB for the parts that are read,
    counted while they are unpacked, whatever the directory says; and see ``tree``. Packing other than deflate is refused: it has no measure.
    """

    def __init__(self, data: bytes):
        if data.count(_IN_DIRECTORY) > MOST_PARTS:
            raise NotText("unpacked")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise NotText("damaged") from None
        self.room = MOST_UNPACKED
        self.parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in self.zip.infolist()}
        if any(part.flag_bits & _ENCRYPTED for part in self.parts.values()):
            raise NotText("locked")
        if sum(part.file_size for part in self.parts.values()) > MOST_STATED:
            raise NotText("unpacked")
        self.types = self._types()

    def named(self, ending: str) -> list[str]:
        """The names of the parts of a type, by the end of the type's name ('numbering+xml')."""
        return [name for name, kind in self.types.items() if kind.endswith(ending)]

    def tree(self, name: str) -> Node:
        """The XML of a part."""
        return grown(self._unpacked(name))

    def _types(self) -> dict[str, str]:
        if _TYPES not in self.parts:
            raise NotText("not_word")
        overrides = [node for node in self.tree(_TYPES).children if node.name.endswith("Override")]
        found = {node.attributes.get("PartName", "").lstrip("/").lower(): node.attributes.get("ContentType", "") for node in overrides}
        return {name: kind for name, kind in found.items() if name in self.parts}

    def _unpacked(self, name: str) -> bytes:
        part = self.parts[name]
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotText("damaged")
        found = bytearray()
        try:
            with self.zip.open(part) as content:
                while piece := content.read(_PIECE):
                    self.room -= len(piece)
                    if self.room < 0:
                        raise NotText("unpacked")
                    found += piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
            raise NotText("damaged") from None
        return bytes(found)
