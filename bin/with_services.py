"""Runs a command beside a PostgreSQL and a Redis of its own, empty at first, removed afterwards.

bin/with_services.py COMMAND [ARGUMENT ...]

The command finds them in DATABASE_URL and REDIS_URL. Its exit status is ours; 1 if a server did not start or is not installed.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

PATIENCE = 30  # seconds for a server to come up; one or two are usual


def postgres_folder():
    """Where Debian keeps the newest PostgreSQL's programs, or None."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda folder: int(folder.parent.name), default=None)


def redis_program():
    """Redis is one program that acts by the name it is called by: Debian's redis-tools has it without the server's name."""
    return shutil.which("redis-server") or shutil.which("redis-check-rdb")


def lacking():
    """The programs that are not installed, as words for people."""
    return [name for name, found in (("PostgreSQL", postgres_folder()), ("Redis", redis_program())) if not found]


def ordinary_user():
    """PostgreSQL refuses root: another user's numbers, or our own if we are not root."""
    if os.getuid():
        return os.getuid(), os.getgid()
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)[2:4]
    return 65534, 65534


def as_ordinary_user(command):
    """The command, under that user if we are root, and told to stop if we are killed ourselves."""
    user, group = ordinary_user()
    change = [] if os.getuid() else ["--reuid", str(user), "--regid", str(group), "--clear-groups"]
    return ["setpriv", *change, "--pdeathsig", "INT", *map(str, command)]


class Server:
    """A server of ours: a context that starts it, waits until it answers, and stops it in the end; meanwhile it can be stopped and frozen."""

    def __init__(self, name, command, *, folder, answers):
        self.name, self.command, self.folder, self.answers = name, command, folder, answers

    def start(self):
        log = self.folder / f"{self.name}.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                as_ordinary_user(self.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{self.name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)

    def stop(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(signal.SIGINT)  # PostgreSQL: do not wait for clients
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def freeze(self):
        """It takes calls, since the system does, and says nothing more."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_error):
        self.stop()


@contextmanager
def postgres(folder):
    """A PostgreSQL on a socket in the folder; gives it and its address. Quick rather than safe: it forgets all anyway."""
    programs, data = postgres_folder(), folder / "postgres"
    making = [programs / "initdb", "-D", data, "-U", "dondoc", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(as_ordinary_user(making), cwd=folder, capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"PostgreSQL could not make a database:\n{made.stdout}{made.stderr}")
    quick = [f"-c{setting}=off" for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")]
    command = [programs / "postgres", "-D", data, "-k", folder, "-clisten_addresses=", *quick]
    ready = [programs / "pg_isready", "-q", "-h", folder, "-U", "dondoc", "-d", "postgres"]
    with Server("PostgreSQL", command, folder=folder, answers=lambda: subprocess.run(ready, check=False).returncode == 0) as server:
        yield server, f"postgres://dondoc@/{folder}/postgres"


@contextmanager
def redis(folder):
    """A Redis on a free port of this machine alone, saving nothing; gives it and its address."""
    program = folder / "redis-server"
    program.symlink_to(redis_program())
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [program, "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", folder]

    def answers():
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")

    with Server("Redis", command, folder=folder, answers=answers) as server:
        yield server, f"redis://127.0.0.1:{port}/0"


@contextmanager
def services():
    """Both; gives the two settings, and the two servers by name."""
    with ExitStack() as stack:
        # /tmp, because the path of a socket must be short, and the other user must be able to come this far
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dondoc-services-", dir="/tmp")))
        os.chown(folder, *ordinary_user())
        database, database_url = stack.enter_context(postgres(folder))
        broker, redis_url = stack.enter_context(redis(folder))
        yield {"DATABASE_URL": database_url, "REDIS_URL": redis_url}, {"postgres": database, "redis": broker}


def main(command):
    if not command:
        sys.exit(__doc__.strip())
    if names := lacking():
        sys.exit(f"Not installed: {' and '.join(names)}. bin/setup --dev installs what is missing.")
    # as an exception, so that everything opened is closed
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with services() as (settings, _servers), subprocess.Popen(command, env={**os.environ, **settings}) as process:
        try:
            return process.wait()
        finally:
            process.terminate()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
