"""How long the reader takes for a paper of 100 pages: as text, DOCX and PDF with a text layer, and with how much memory.

    .venv/bin/python -m bench.reader

The paper is made of the words of the tests' papers, each as a part of its own. Every form is read by a process of its own, three times;
the table gives the median seconds of ``text_of`` (the file becomes text) and of ``read``, and the most memory of that process and of the
child that opens files. Exit status 1 if 100 pages of text take longer than MOST_SECONDS.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from statistics import median

from pypdf import PdfReader

from resolutions.reader import read, text_of
from tests.resolutions.carried import docx_of, pdf_of

PAPERS = Path(__file__).parent.parent / "tests" / "resolutions" / "papers"
FRAME = "plan-district-discipline"  # whose head and foot the long paper has
PAGES, TIMES, MOST_SECONDS = 100, 3, 3.0
LETTERS_A_PAGE = 1465  # in the guide's margins and type, with as many short paragraphs as these papers have


def body_of(text: str) -> list[str]:
    """The lines of a paper between the rule under its subject and 'Nơi nhận', without tables and page breaks."""
    lines = text.replace("\f", "").split("\n")
    rule = next((i for i, line in enumerate(lines) if line.strip() and set(line.strip()) == {"-"}), None)
    foot = next((i for i, line in enumerate(lines) if line.lower().lstrip("*| ").startswith("nơi nhận")), None)
    kept = lines[rule + 1 : foot] if rule is not None and foot else []
    return [line for line in kept if line.strip() and not line.lstrip().startswith("|")]


def long_paper() -> str:
    """A paper of about PAGES pages, with the head and foot of FRAME."""
    frame = (PAPERS / f"{FRAME}.txt").read_text(encoding="utf-8").split("\n")
    rule = frame.index("-----")
    foot = next(i for i, line in enumerate(frame) if line.startswith("Nơi nhận"))
    bodies = [body for path in sorted(PAPERS.glob("*.txt")) if (body := body_of(path.read_text(encoding="utf-8")))]
    lines: list[str] = []
    letters, part = 0, 0
    while letters < PAGES * LETTERS_A_PAGE:
        added = [f"PHẦN {part + 1}. NỘI DUNG THỰC HIỆN", *bodies[part % len(bodies)]]
        letters += sum(map(len, added))
        lines += added
        part += 1
    return "\n".join([*frame[: rule + 1], *lines, "", *frame[foot:]])


def timed(path: Path) -> dict[str, float]:
    """Median seconds of both steps for one file, its provisions, and the most memory in MiB of this process and of its children."""
    data = path.read_bytes()
    opening, reading, count = [], [], 0
    for _ in range(TIMES):
        begun = time.perf_counter()
        text = text_of(data)
        opened = time.perf_counter()
        count = len(read(text).provisions)
        opening.append(opened - begun)
        reading.append(time.perf_counter() - opened)
    own, children = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"text_of": median(opening), "read": median(reading), "provisions": count, "own": own, "children": children}


def main() -> int:
    """Make the three files, have each read apart, print the table."""
    text = long_paper()
    pdf = pdf_of(text)
    print(f"{len(text):,} letters, {len(PdfReader(BytesIO(pdf)).pages)} pages")
    print(f"{'':6}{'text_of s':>10}{'read s':>8}{'sum s':>8}{'provisions':>12}{'MiB':>6}{'child MiB':>11}")
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        for kind, data in (("text", text.encode()), ("docx", docx_of(text)), ("pdf", pdf)):
            path = Path(folder) / f"paper.{kind}"
            path.write_bytes(data)
            told = subprocess.run((sys.executable, "-m", "bench.reader", str(path)), capture_output=True, text=True, check=True).stdout
            got = json.loads(told)
            whole = got["text_of"] + got["read"]
            slow = slow or (kind == "text" and whole > MOST_SECONDS)
            child = f"{got['children']:11.0f}" if got["children"] else f"{'-':>11}"
            print(f"{kind:6}{got['text_of']:10.2f}{got['read']:8.2f}{whole:8.2f}{got['provisions']:12}{got['own']:6.0f}{child}")
    if slow:
        print(f"100 pages of text took longer than {MOST_SECONDS} s")
    return int(slow)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(timed(Path(sys.argv[1]))))
    else:
        sys.exit(main())
