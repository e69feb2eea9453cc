"""How long an oversight report takes, from the log to the papers, and what a row of its PDF costs beside WeasyPrint's own table.

    .venv/bin/python -m bench.report [--tasks 14] [--assignments 100000]
    .venv/bin/python bin/with_services.py .venv/bin/python -m bench.report      # on PostgreSQL

Without DATABASE_URL in the environment it works on a SQLite file of its own. Three tables:

1. The board's report over 60 units and so many tasks a quarter: of the last of four quarters, of the last two and of the year. Above
   ``contents.LINES`` rows the paper, the Word file and the JSON do not list them one by one; the sheet does.
2. What a row of the quarter's PDF costs: the whole report, its appendix alone, and the same rows and columns as a table without a style,
   tagged PDF/A as ours and with WeasyPrint's own defaults. Each is made by a process of its own, whose start is taken off: it is that of a
   page with nothing on it.
3. Figures over so many assignments in one quarter: rows collected from the database, and the pure part, the best of three.

'processor' is of whoever worked: of this process, or of the child that made the PDF; beside other work it says more than the clock. Exit status
1 if the pure part takes more than MOST_SECONDS of the processor.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from io import BytesIO
from multiprocessing import get_context

from bench.measuring import database, look_at_tables, timed

MOST_SECONDS = 0.5
IN_FORCE_ON, MADE_ON = date(2024, 1, 1), date(2025, 4, 20)
PERIODS = ("2024-Q4", "2024-H2", "2024")
KINDS = ("subordinate", "subordinate", "front", "government")
BARE = """<!DOCTYPE html><html lang="vi"><head><title>Bare</title><style>@page {{ size: A4 landscape }} html {{ font: 10.5pt "Liberation Serif" }}
</style></head><body><table>{rows}</table></body></html>"""
DEFAULTS = "import sys; from weasyprint import HTML; HTML(string=sys.stdin.read()).write_pdf(sys.stdout.buffer)"


@dataclass(frozen=True)
class Printed:
    """A PDF made by a child process: its bytes, seconds of the wall and of the child's processor, and the most memory of the child in MiB."""

    data: bytes
    seconds: float
    processor: float
    memory: int

    @property
    def pages(self):
        from pypdf import PdfReader

        return len(PdfReader(BytesIO(self.data)).pages)


def printed(deed):
    """What a deed that starts one child process for a PDF gave and took."""
    began = time.perf_counter()
    data = deed()
    seconds, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Printed(data, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def apart(deed):
    """``printed`` in a process whose only child this one is, so that its memory and processor are known."""
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        return pool.submit(printed, deed).result()


def by_itself(html):
    """The PDF of a page as WeasyPrint makes it without any option."""
    return subprocess.run([sys.executable, "-c", DEFAULTS], input=html.encode(), capture_output=True, check=True).stdout


def say(name, seconds, processor, more=""):
    print(f"  {name:24}{seconds:9.3f}{processor:11.3f}  {more}".rstrip(), flush=True)


def report(committee, code):
    """Lines of the table of one report; its contents as it is kept, and the PDF of it."""
    from reports import paper
    from reports.contents import to_json
    from reports.document import document
    from reports.gathering import Wanted, gather
    from reports.narrative import Setting, draft
    from reports.workbook import workbook
    from units.periods import Period, end_of_day

    period = Period.parse(code)
    wanted = Wanted(committee, period, end_of_day(period.end))
    whole, seconds, processor, selects = timed(partial(gather, wanted, made_on=MADE_ON, code="BC-0001"))
    found = whole.figures
    print(f"{code}: {len(found.rows):,} rows, {found.total.overdue:,} overdue, {len(found.late_entries)} recorded late")
    print(f"  {'':24}{'seconds':>9}{'processor':>11}")
    say("gather", seconds, processor, f"{selects} selects; the figures of this period and of the one before, and the text")
    say("  figures, pure", *timed(partial(figures_of, found))[1:3])
    sentences, *took = timed(partial(draft, found, whole.before, Setting(whole.instant, whole.short)))
    say("  text, pure", *took[:2], f"{len(sentences)} sentences")
    contents = whole.without_too_many_rows()
    data, *took = timed(partial(to_json, contents))
    say("JSON", *took[:2], f"{len(data):,} bytes")
    composed, *took = timed(partial(paper.compose, contents))
    say("paper, as HTML", *took[:2], f"{len(composed.html.encode()):,} bytes")
    pdf = apart(composed.render)
    say("PDF of it", pdf.seconds, pdf.processor, f"{pdf.pages} pages, {len(pdf.data):,} bytes, {pdf.memory} MiB")
    for name, deed in (("XLSX", partial(workbook, contents, found.rows)), ("DOCX", partial(document, contents))):
        data, *took = timed(deed)
        say(name, *took[:2], f"{len(data):,} bytes")
    return contents, pdf


def figures_of(found):
    """The pure part over again: these rows into the same frame."""
    from reports import figures

    return figures.figures(
        found.rows, frame_of(found), start=found.period_start, end=found.period_end, cutoff=found.cutoff, late_entries=found.late_entries
    )


def frame_of(found):
    """What the rows of a report were counted into."""
    from reports import figures

    return figures.Frame(
        provisions=tuple(line.provision for line in found.provisions),
        findings=tuple(line.finding for line in found.findings),
        tasks=tuple(line.task for of in found.provisions for line in of.tasks),
        classes=tuple((line.kind, line.name) for line in found.classes),
    )


def cost_of_a_row(contents, whole):
    """Lines of the table of what a row of the PDF costs. whole: the Printed of these contents."""
    from django.template.loader import render_to_string
    from django.utils import translation

    from reports import appendix, paper
    from units import pdf

    groups, number = appendix.groups(contents.figures), len(contents.figures.rows)
    with translation.override("vi"):
        inner = render_to_string("reports/printed/_appendix.html", {**paper.common(contents), "appendix": groups})
    alone = f'<!DOCTYPE html><html lang="vi"><head><title>A</title><style>{paper.common(contents)["css"]}</style></head><body>{inner}</body></html>'
    bare = BARE.format(rows="".join(map(bare_row, (line for of in groups for task in of.tasks for line in task.lines))))
    start = apart(partial(pdf.render, BARE.format(rows="")))
    made = {
        "bare table, defaults": apart(partial(by_itself, bare)),
        "bare table, tagged PDF/A": apart(partial(pdf.render, bare)),
        "our appendix alone": apart(partial(pdf.render, alone)),
        "our report whole": whole,
    }
    each = {name: (one.processor - start.processor) / number * 1000 for name, one in made.items()}
    print(f"A row of the PDF, over {number:,} rows; a process starts in {start.processor:.2f} s of the processor")
    print(f"  {'':26}{'seconds':>9}{'processor':>11}{'ms a row':>10}{'times':>7}{'pages':>7}")
    for name, one in made.items():
        times = each[name] / each["bare table, defaults"]
        print(f"  {name:26}{one.seconds:9.2f}{one.processor:11.2f}{each[name]:10.2f}{times:7.2f}{one.pages:7}")


def bare_row(line):
    """A row of the appendix as a row of a table without a style."""
    from units import words

    due_on = words.day(line.row.due_on) if line.row.due_on else "–"
    cells = (line.row.code, line.row.unit_name, due_on, line.stands, line.measured, line.kind)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def figures_over(committee, code):
    """Lines of the table of figures over all there is; the best seconds of the pure part's processor."""
    from reports import rows
    from tasks.models import Assignment
    from units.periods import Period, end_of_day

    period = Period.parse(code)
    instant = end_of_day(period.end)
    documents = rows.documents(committee, instant=instant)
    collected = partial(rows.collect, Assignment.objects.all(), documents, period, instant)
    found, seconds, processor, selects = timed(collected)
    print(f"Figures over {len(found.rows):,} assignments, {code}\n  {'':24}{'seconds':>9}{'processor':>11}")
    say("collected and counted", seconds, processor, f"{selects} selects")
    _rows, seconds, processor, selects = timed(partial(rows.rows, Assignment.objects.all(), period, instant))
    say("  rows from the database", seconds, processor, f"{selects} selects")
    again = [timed(partial(figures_of, found)) for _n in range(3)]
    assert all(one[0] == found for one in again)
    _found, seconds, processor, _selects = min(again, key=lambda one: one[2])
    say("  figures, pure", seconds, processor, f"at most {MOST_SECONDS}")
    return processor


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=14)
    parser.add_argument("--assignments", type=int, default=100_000)
    chosen = parser.parse_args()
    with database():
        from bench import load, quarters
        from units.periods import Period

        committee, units = load.people(load.UNITS, KINDS)
        resolution = load.document(committee, IN_FORCE_ON)
        given, every = quarters.tasks(resolution, chosen.tasks), [Period.parse(f"2024-Q{n}") for n in (1, 2, 3, 4)]
        made = quarters.quarters(given, units, every)
        look_at_tables()
        print(f"{len(units)} units x {chosen.tasks} tasks x {len(every)} quarters: {made:,} assignments; load {os.getloadavg()[0]:.1f}")
        kept = {code: report(committee, code) for code in PERIODS}
        cost_of_a_row(*kept[PERIODS[0]])
        more = -(-chosen.assignments // len(units)) - chosen.tasks
        if more > 0:
            quarters.quarters(quarters.tasks(resolution, more), units, every[-1:])
            look_at_tables()
        pure = figures_over(committee, PERIODS[0])
        print(
            f"load {os.getloadavg()[0]:.1f}, most memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB"
        )
    return pure > MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main())
