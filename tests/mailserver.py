"""A mail server of the tests' own, which answers as it is told to and remembers what it took.

In a test: ``with MailServer() as server``. As a process of its own: python -m tests.mailserver FOLDER [DELAY]; it writes its port to
FOLDER/port and a line for each letter that it took to FOLDER/taken.
"""

import asyncio
import email
import signal
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

SILENT = 60  # seconds, longer than any test waits


class Handler:
    """What it does with each letter: 'accept', 'cut' (takes it and breaks the line before it answers), 'silent', or an answer such as '451 later'.

    ``at_address`` is answered to the address, ``at_letter`` to the letter itself, the first in the list first, the last from then on.
    """

    def __init__(self, *, delay=0, note=None):
        self.at_address, self.at_letter, self.delay, self.note = ["accept"], ["accept"], delay, note
        self.taken, self.letters, self.lines = [], [], 0
        self.met, self.go_on = threading.Event(), threading.Event()
        self.waits = False

    @staticmethod
    def next(answers):
        return answers.pop(0) if len(answers) > 1 else answers[0]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.lines += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = self.next(self.at_address)
        if answer == "silent":
            await asyncio.sleep(SILENT)
        if answer != "accept":
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.next(self.at_letter)
        if taken := answer in ("accept", "cut"):
            self.take(email.message_from_bytes(envelope.content))
        self.met.set()
        await asyncio.sleep(self.delay)
        while self.waits and not self.go_on.is_set():
            await asyncio.sleep(0.01)
        if answer == "silent":
            await asyncio.sleep(SILENT)
        if answer == "cut":
            server.transport.abort()
        return f"250 2.0.0 Ok: queued as {len(self.taken)}" if taken else answer

    def take(self, letter):
        """From here on it is the server's, whether its answer arrives or not."""
        self.letters.append(letter)
        self.taken.append(letter["Message-ID"].strip())
        if self.note:
            self.note(f"{self.taken[-1]} {letter['X-Reminder-Key']}")


class MailServer(Controller):
    """On a free port of this machine, in a thread; a context."""

    def __init__(self, **how):
        super().__init__(Handler(**how), hostname="127.0.0.1", port=0, ready_timeout=10)

    def factory(self):
        return SMTP(self.handler, hostname="mail.example", enable_SMTPUTF8=True)

    def _trigger_server(self):
        """Before the base class asks it for a first word: the port is the one that the system chose."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    @property
    def address(self):
        """The setting that names it."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.handler.go_on.set()
        self.stop(no_assert=True)


def main(folder, delay="0"):
    place = Path(folder)
    with (
        (place / "taken").open("a", encoding="utf-8", buffering=1) as taken,
        MailServer(delay=float(delay), note=lambda line: taken.write(f"{line}\n")) as server,
    ):
        (place / "port").write_text(str(server.port))
        signal.sigwait({signal.SIGTERM, signal.SIGINT})


if __name__ == "__main__":
    main(*sys.argv[1:])
