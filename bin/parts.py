"""Runs the parts of bin/test, side by side where that is safe, prints what each said, and counts.

A part is one command or a few. A suite counts its tests, any other part counts as one.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import with_services

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LIMIT = {"": 40 * 60, "1": 60 * 60}  # seconds a part may take, without and with --full: one that hangs is a failure


def module(*command):
    return [PYTHON, "-m", *command]


def suite(marker):
    return module("pytest", "-m", marker, "--tb=short", "--junitxml={junit}")


def no_services():
    return f"not installed: {' and '.join(names)}" if (names := with_services.lacking()) else ""


def no_gettext():
    return "" if shutil.which("xgettext") and shutil.which("msgmerge") else "not installed: gettext"


def no_chromium():
    return "" if shutil.which(CHROMIUM) else "not installed: Chromium"


@dataclass(frozen=True)
class Part:
    """What it runs, and why it cannot: a reason, or nothing. Alone: nothing runs beside it, since it measures patience. Long: with --full, or by name."""

    name: str
    commands: Sequence[Sequence[str]]
    obstacle: Callable[[], str] = str
    alone: bool = False
    long: bool = False


PARTS = [
    Part("ruff", [module("ruff", "check", ".")]),
    Part("format", [module("ruff", "format", "--check", ".")]),
    Part("templates", [module("djlint", "templates", "--lint", "--quiet")]),
    Part("contracts", [[PYTHON, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]]),
    Part(
        "migrations",
        [[PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], [PYTHON, "manage.py", "check", "--fail-level", "WARNING"]],
    ),
    Part("translations", [[PYTHON, "bin/check_translations.py"]], obstacle=no_gettext),
    Part("sqlite", [suite("not browser")]),
    Part("postgres", [[PYTHON, "bin/with_services.py", *suite("not browser")]], obstacle=no_services),
    Part("browser", [suite("browser")], obstacle=no_chromium, alone=True),
    Part("faults", [[PYTHON, "bin/faults.py"]], obstacle=no_services, alone=True, long=True),
]


LAST = {"faults": 4}  # lines that say what a part came to, where it is more than one


@dataclass
class Outcome:
    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    note: str = ""
    output: str = field(default="", repr=False)


class Runner:
    """Runs parts in a folder of their own and can stop them all at once."""

    def __init__(self, folder, *, full):
        self.folder = Path(folder)
        self.full = "1" if full else ""
        self.running = set()
        self.stopped = False

    def environment(self, place):
        """The suite's own settings, whatever the caller's environment or .env say; its temporary files where we remove them."""
        kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SECRET_KEY", "DATA_DIR", "EMAIL_URL"}}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "REDIS_URL": "",
            "TMPDIR": str(place),
            "CHROMIUM": CHROMIUM,
            "DONDOC_FULL": self.full,
        }

    def run(self, part):
        """One part from start to end. Never raises: what goes wrong is a failure of the part."""
        outcome, began = Outcome(part.name), time.monotonic()
        if reason := part.obstacle():
            outcome.note = reason
            if os.environ.get("CI") == "true":
                outcome.failed = 1
            else:
                outcome.skipped = 1
            return outcome
        place = self.folder / part.name
        place.mkdir()
        log, junit = place / "output", place / "junit.xml"
        with log.open("wb") as output:
            statuses = [self.call([word.format(junit=junit) for word in command], place, output) for command in part.commands]
        outcome.seconds = time.monotonic() - began
        outcome.output = log.read_text(errors="replace").strip()
        self.count(outcome, junit, statuses)
        return outcome

    def call(self, command, place, output):
        """The command's exit status, 124 if it took too long."""
        if self.stopped:
            return 130
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", *command],  # should we be killed, it ends too
            cwd=ROOT,
            env=self.environment(place),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.running.add(process)
        try:
            return process.wait(LIMIT[self.full])
        except subprocess.TimeoutExpired:
            self.end(process)
            output.write(b"\nstopped: it took too long\n")
            return 124
        finally:
            self.running.discard(process)

    @staticmethod
    def end(process):
        """The command and all it started: asked first, so that servers are stopped and folders removed."""
        for number, patience in ((signal.SIGTERM, 20), (signal.SIGKILL, None)):
            try:
                os.killpg(process.pid, number)
                process.wait(patience)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue

    @staticmethod
    def count(outcome, junit, statuses):
        """A suite's tests from its report; without one, or with a status that no test explains, the part itself."""
        if junit.exists():
            for tests in ElementTree.parse(junit).getroot().iter("testsuite"):
                bad, skipped = (sum(int(tests.get(key, 0)) for key in keys) for keys in (("failures", "errors"), ("skipped",)))
                outcome.passed += int(tests.get("tests", 0)) - bad - skipped
                outcome.failed += bad
                outcome.skipped += skipped
        bad = [status for status in statuses if status]
        if bad and not outcome.failed:
            outcome.failed = 1
            outcome.note = f"exit status {bad[0]}"
        elif not bad and not junit.exists():
            outcome.passed = 1

    def stop(self):
        self.stopped = True
        for process in list(self.running):
            self.end(process)


def report(outcome):
    """Everything a failure said; of the others the last line."""
    lines = outcome.output.splitlines() if outcome.failed else outcome.output.splitlines()[-LAST.get(outcome.name, 1) :]
    note = f": {outcome.note}" if outcome.note else ""
    print(f"\n=== {outcome.name} ({outcome.seconds:.1f} s){note}", *lines, sep="\n", flush=True)


def table(outcomes):
    print(f"\n{'part':14}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for outcome in outcomes:
        print(f"{outcome.name:14}{outcome.passed:8}{outcome.failed:8}{outcome.skipped:9}{outcome.seconds:9.1f}  {outcome.note}".rstrip())


def run(parts, *, full):
    """Those that bear company two at a time, in order; then the others, one by one."""
    # ignore_cleanup_errors: a stopped test may still be writing
    with tempfile.TemporaryDirectory(prefix="dondoc-parts-", ignore_cleanup_errors=True) as folder:
        runner = Runner(folder, full=full)
        pool = ThreadPoolExecutor(min(2, os.cpu_count() or 1))
        outcomes = []
        try:
            for outcome in pool.map(runner.run, [part for part in parts if not part.alone]):
                outcomes.append(outcome)
                report(outcome)
            for part in parts:
                if part.alone:
                    outcomes.append(runner.run(part))
                    report(outcomes[-1])
        finally:
            runner.stop()
            pool.shutdown(cancel_futures=True)
    return outcomes


def main():
    names = [part.name for part in PARTS]
    parser = argparse.ArgumentParser(prog="bin/test")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--part", action="append", choices=names, metavar="NAME", help=", ".join(names))
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    wanted = chosen.part or [part.name for part in PARTS if chosen.full or not part.long]
    try:
        outcomes = run([part for part in PARTS if part.name in wanted], full=chosen.full)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    table(outcomes)
    passed, failed, skipped = (sum(getattr(outcome, key) for outcome in outcomes) for key in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
