"""The child process: a file on standard input, its text or the code of a refusal on standard output. Run by ``apart`` alone."""

import gc
import logging
import resource
import sys

from .docx import read_docx
from .pdf import read_pdf
from .refusals import NotText

MEMORY, SECONDS = 1 << 30, 80
READERS = {"docx": read_docx, "pdf": read_pdf}


def limit() -> None:
    """1 GB of addresses, 80 seconds of processor, no core file, no file written."""
    most = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    for what, value in most.items():
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main() -> int:
    limit()
    logging.disable()
    gc.disable()  # it lives for one file; looking for cycles took a sixth of its time
    text, code = read(READERS[sys.argv[1]], sys.stdin.buffer.read())
    sys.stdout.buffer.write((code or text).encode(errors="replace"))
    return 3 if code else 0


def read(reader, data: bytes) -> tuple[str, str]:
    """The text, or the code of a refusal. There is no end of what bytes of ill will make a library stumble over: it is 'damaged'."""
    try:
        return reader(data), ""
    except NotText as refusal:
        return "", refusal.code
    except MemoryError:
        return "", "costly"
    except Exception:
        return "", "damaged"
