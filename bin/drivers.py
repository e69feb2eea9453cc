"""What drives the clock in the fault run: a worker with beat, the loop, and cron's command again and again, each a process to be stopped and killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, "manage.py"]
CELERY = [sys.executable, "-m", "celery", "-q", "-A", "config", "worker", "-B", "-P", "solo", "-l", "warning"]
LEAN = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
PATIENCE = 30  # seconds that one who was asked to stop may take


class Driver:
    """One of them. What it says goes into a file of the folder."""

    def __init__(self, name, command, *, folder, env, again=False):
        self.name, self.command, self.folder, self.env, self.again = name, command, folder, env, again
        self.codes = []
        self.start()

    def start(self):
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *self.command],
                cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def look_after(self):
        """Cron's command ends by itself and is called again; the others must not end. Whether all is well."""
        code = self.process.poll()
        if code is not None and self.again:
            self.codes.append(code)
            self.start()
        return code is None or self.again

    def is_sending(self, port):
        """Whether it holds a line to the mail server."""
        lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        there = {line[9] for line in lines if line[2].endswith(f":{port:04X}") and line[3] == "01"}
        try:
            held = [os.readlink(one) for one in Path(f"/proc/{self.process.pid}/fd").iterdir()]
        except OSError:
            return False
        return any(name == f"socket:[{inode}]" for name in held for inode in there)

    def stop(self):
        """Ask it to stop, as an ordinary restart does. (Seconds it took, whether it ended by itself and with success.)"""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            code = None
        self.kill()
        return time.monotonic() - began, code == 0

    def kill(self):
        """At once, with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def all_of_them(folder, env):
    """The three, running."""
    worker = [*CELERY, "-s", str(folder / "schedule"), *LEAN]
    return [
        Driver("worker", worker, folder=folder, env=env),
        Driver("loop", [*MANAGE, "run_ticks", "--every", "2"], folder=folder, env=env),
        Driver("cron", [*MANAGE, "tick"], folder=folder, env=env, again=True),
    ]
