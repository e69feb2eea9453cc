"""Files of strangers are read in a child process with limits of its own, so that a wild one neither hangs nor fills this one."""

import subprocess
import sys
from pathlib import Path

from .refusals import CODES, NotText

COMMAND = (sys.executable, "-I", "-c")
ROOT = Path(__file__).resolve().parents[3]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from resolutions.reader.sources.child import main; sys.exit(main())"
SECONDS = 90  # of the clock; 500 full pages of a PDF take about 30
DONE, REFUSED = 0, 3


def read_apart(kind: str, data: bytes, *, seconds: float = SECONDS) -> str:
    """The text of a DOCX or PDF; ``kind`` is 'docx' or 'pdf'. Raises NotText: 'costly' where a limit ended the child, else its code."""
    try:
        done = subprocess.run(  # noqa: S603  (our own command)
            (*COMMAND, START, kind), input=data, capture_output=True, timeout=seconds, env={"MALLOC_ARENA_MAX": "1"}, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotText("costly") from None
    said = done.stdout.decode(errors="replace")
    if done.returncode == DONE:
        return said
    if done.returncode == REFUSED and said in CODES:
        raise NotText(said)
    raise NotText("costly" if done.returncode < 0 else "damaged")  # below 0: ended by a signal, as limits do
