"""HTML in, PDF out: in a child process with limits of its own, so that a wild page harms nobody else. Knows no model and no Django."""

import base64
import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from units.pdf.codes import MEMORY_OUT, NO_PANGO

COMMAND = (sys.executable, "-m", "units.pdf.child")
ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV")
NO_MEMORY_SIGNALS = (signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attachment:
    """A file that a PDF carries as its own data (PDF/A-3, relationship Data).

    name: in ASCII; made_at: with its zone, written down as both dates of the file, so that the same inputs give the same bytes.
    """

    name: str
    data: bytes
    description: str
    made_at: datetime


class RenderFailed(Exception):
    """No PDF came of it. ``code``: timeout, memory, crashed or no_pango; callers turn it into a sentence for people."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


def environment():
    """What the child needs to find fonts and libraries, and nothing of the product's secrets. One arena keeps its memory small."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith(("XDG_", "FONTCONFIG_"))}
    return {**kept, "MALLOC_ARENA_MAX": "1"}


def render(html, *, timeout=60, attachments=(), shorter=()):
    """The PDF of a whole HTML page, as bytes; the same page gives the same bytes on one machine.

    html: text that carries its own style and pictures: nothing is fetched but data: addresses. timeout: seconds, after which the child is
    killed. attachments: files to carry along. shorter: the same page saying less and less; the first of all that fits on one sheet is
    taken, or the last. Raises RenderFailed.
    """
    job = {"pages": [html, *shorter], "attachments": [plain(attachment) for attachment in attachments]}
    try:
        done = subprocess.run(  # noqa: S603  (our own command)
            COMMAND, input=json.dumps(job).encode(), capture_output=True, timeout=timeout, cwd=ROOT, env=environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise RenderFailed("timeout", f"{timeout} s") from None
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    said = done.stderr.decode(errors="replace")[-2000:]
    log.warning("no PDF, exit %s: %s", done.returncode, said)
    raise RenderFailed(code_of(done.returncode), said.strip().rsplit("\n", 1)[-1])


def plain(attachment):
    """An attachment as the child reads it."""
    return {
        "name": attachment.name,
        "data": base64.b64encode(attachment.data).decode(),
        "description": attachment.description,
        "made_at": attachment.made_at.isoformat(),
    }


def code_of(exit_status):
    """What an exit status of the child means. Libraries in C end by a signal where memory is refused to them."""
    if exit_status == NO_PANGO:
        return "no_pango"
    if exit_status == MEMORY_OUT or -exit_status in NO_MEMORY_SIGNALS:
        return "memory"
    return "timeout" if -exit_status == signal.SIGXCPU else "crashed"
