"""Files as they lie in the store, against what is known of them. Knows no model and no Django."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PART = ".part"  # written aside, and not brought to its name yet


def names(store: Path) -> Iterator[str]:
    """The name of every file in the store, 'evidence/3f….pdf', in no order; of half-written ones too. A folder that is not there holds none."""
    folders = [store]
    while folders:
        try:
            listing = os.scandir(folders.pop())
        except FileNotFoundError:
            continue
        with listing:
            for found in listing:
                if found.is_dir(follow_symlinks=False):
                    folders.append(Path(found))
                else:
                    yield Path(found).relative_to(store).as_posix()


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file: gone, cut, changed, size (the file is whole, its row counts wrongly) or unreadable; bytes found, or the cause."""

    code: str
    size: int = 0
    why: str = ""


def fault(path: Path, *, size: int | None, sha256: str) -> Fault | None:
    """What is wrong with a file, or None. All of it is read, a piece at a time.

    size: in bytes, None where nobody counted; sha256: of its bytes in hexadecimal, '' where nobody took it.
    """
    try:
        with path.open("rb") as file:
            found, there = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except (FileNotFoundError, NotADirectoryError):
        return Fault("gone")
    except OSError as error:
        return Fault("unreadable", why=error.strerror or str(error))
    whole = found == sha256 if sha256 else size in (None, there)
    if not whole:
        return Fault("cut" if size is not None and there < size else "changed", there)
    return Fault("size", there) if size not in (None, there) else None


def older_than(path: Path, instant: float) -> bool:
    """Whether it was last written before ``instant`` (seconds since 1970). What is gone meanwhile is not."""
    try:
        return path.lstat().st_mtime < instant
    except FileNotFoundError:
        return False
