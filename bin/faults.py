"""The fault run: three drivers of the clock send 300 letters, and all that can go wrong does. Run by bin/test --full; about five minutes.

Ten times a driver is asked to stop (SIGTERM) and ten times killed (SIGKILL), each time while it sends, and started again; PostgreSQL is
restarted, Redis stopped and frozen. In the end no letter may be lost; none may be doubled but by a kill, at most one by each, with the same
Message-ID, and it must be seen: tried more than once, a try without an end. Prints its figures; ends with 0 only if all of that holds.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import django
import with_services
from django.apps import apps
from django.db import close_old_connections
from django.utils import timezone
from drivers import ROOT, all_of_them

LETTERS, STOPS, KILLS, DELAY = 300, 10, 10, 0.8
LEASES = 200  # seconds after the last deed: a lease of two minutes, and time to send what it held
SEED = 5


def mail_server(folder):
    """In a process of its own, slow to answer: (process, port)."""
    command = [sys.executable, "-m", "tests.mailserver", str(folder), str(DELAY)]
    process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *command], cwd=ROOT)
    wait_until((folder / "port").exists, 30, "the mail server starts")
    return process, int((folder / "port").read_text())


def wait_until(true, seconds, what, meanwhile=lambda: None):
    """Look every tenth of a second; a run that hangs is a failure."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            sys.exit(f"It did not come to this within {seconds} s: {what}.")
        meanwhile()
        time.sleep(0.1)


def environment(settings, folder, port):
    kept = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "SITE_URL", "ALLOWED_HOSTS")}
    return kept | settings | {
        "DJANGO_SETTINGS_MODULE": "config.settings.base", "SECRET_KEY": "only-for-the-fault-run-" * 3, "DATA_DIR": str(folder),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}", "TICK_SECONDS": "2", "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def rows(model):
    """The manager of one of our models, once Django is set up."""
    return apps.get_model("units", model).objects


def write_letters():
    """They hold a link to a new password: no notice says whether they are still owed, so all of them are."""
    letter, now = import_module("units.outbox").letter, timezone.now()
    head = rows("User").create(username="head", email="head@example.org")
    rows("Mail").bulk_create(letter(key=f"reset/{n}", recipient=head, subject="Thư", body="Thân", now=now) for n in range(LETTERS))


def restart(server, seconds):
    def deed():
        server.stop()
        time.sleep(seconds)
        server.start()

    return deed


def freeze(server, seconds):
    def deed():
        server.freeze()
        time.sleep(seconds)
        server.thaw()

    return deed


class Run:
    """What is done to whom, and what came of it."""

    def __init__(self, drivers, port):
        self.drivers, self.port, self.lot = drivers, port, random.Random(SEED)
        self.stopped, self.killed, self.wrong = [], [], []

    def look_after(self):
        for driver in self.drivers:
            if not driver.look_after():
                self.wrong.append(f"{driver.name} ended by itself (exit status {driver.process.poll()})")
                driver.start()

    def one_who_sends(self):
        """A driver that holds a line to the mail server, by lot."""
        found = []

        def look():
            found[:] = [driver for driver in self.drivers if driver.is_sending(self.port)]
            return found

        wait_until(look, 60, "a driver sends", meanwhile=self.look_after)
        return self.lot.choice(found)

    def stop(self):
        driver = self.one_who_sends()
        time.sleep(self.lot.random() * DELAY)
        seconds, well = driver.stop()
        self.stopped.append(seconds)
        if not well:
            self.wrong.append(f"{driver.name} was asked to stop and did not end well within {seconds:.0f} s")
        driver.start()

    def kill(self):
        driver = self.one_who_sends()
        time.sleep(self.lot.random() * DELAY)
        driver.kill()
        self.killed.append(timezone.now())
        driver.start()

    def deeds(self, servers):
        """All of them, in an order by lot; the servers' faults in between."""
        deeds = [self.stop] * STOPS + [self.kill] * KILLS
        self.lot.shuffle(deeds)
        deeds.insert(5, restart(servers["postgres"], 3))
        deeds.insert(11, restart(servers["redis"], 5))
        deeds.insert(17, freeze(servers["redis"], 8))
        return deeds


def arrived(folder):
    """The Message-IDs that the mail server took, in order."""
    return [line.split()[0] for line in (folder / "taken").read_text().splitlines()]


def judge(run, folder):
    """What is wrong with the outcome, in words; prints the figures."""
    copies = Counter(arrived(folder))
    mails = list(rows("Mail").prefetch_related("tries"))
    states, wrong = Counter(mail.status for mail in mails), run.wrong
    lost = [mail for mail in mails if not copies[mail.message_id]]
    doubled = {mail: copies[mail.message_id] - 1 for mail in mails if copies[mail.message_id] > 1}
    unended = {mail: [one for one in mail.tries.all() if one.ended_at is None] for mail in mails}
    by_a_kill = 0
    for mail, more in doubled.items():
        deaths = [one for one in unended[mail] if any(timedelta(0) <= at - one.began_at < timedelta(seconds=60) for at in run.killed)]
        by_a_kill += min(more, len(deaths))
        if mail.attempts < 2 or len(deaths) < more:
            wrong.append(f"{mail.key} arrived {more + 1} times, with {mail.attempts} tries, {len(deaths)} of them ended by a kill")
    if lost:
        wrong.append(f"{len(lost)} letters were lost")
    if sum(doubled.values()) > len(run.killed):
        wrong.append(f"{sum(doubled.values())} letters doubled by {len(run.killed)} kills")
    if set(copies) - {mail.message_id for mail in mails}:
        wrong.append("letters arrived under a Message-ID that no row has")
    if states != {"sent": LETTERS}:
        wrong.append(f"states: {dict(states)}")
    print(
        f"{LETTERS} letters; {len(run.stopped)} SIGTERM (slowest end {max(run.stopped):.1f} s), {len(run.killed)} SIGKILL; PostgreSQL restarted, "
        f"Redis stopped and frozen.\nLost: {len(lost)}. Doubled: {sum(doubled.values())}, of which by a kill, with the same Message-ID and a try "
        f"without an end: {by_a_kill}. Tries: {sum(mail.attempts for mail in mails)}, without an end: {sum(map(len, unended.values()))}.",
        flush=True,
    )
    return wrong


def main():
    if names := with_services.lacking():
        sys.exit(f"Not installed: {' and '.join(names)}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began = time.monotonic()
    with with_services.services() as (settings, servers), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        server, port = mail_server(folder)
        env = environment(settings, folder, port)
        os.environ.update(env)
        sys.path.insert(0, str(ROOT))
        run = None
        try:
            subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
            django.setup()
            write_letters()
            run = Run(all_of_them(folder, env), port)
            wrong = to_its_end(run, servers, folder, began)
        finally:
            for driver in run.drivers if run else []:
                driver.kill()
            server.terminate()
            server.wait()
    print(*wrong, sep="\n")
    sys.exit(1 if wrong else 0)


def to_its_end(run, servers, folder, began):
    """From the first letter to the last; what is wrong with the outcome."""
    deeds = run.deeds(servers)
    for number, deed in enumerate(deeds):
        enough = LETTERS * 0.9 * number / len(deeds)
        wait_until(lambda so_far=enough: len(arrived(folder)) >= so_far, 60, "letters arrive between two deeds", meanwhile=run.look_after)
        deed()
        run.look_after()
    close_old_connections()  # the database was away
    left = rows("Mail").filter(status__in=["pending", "sending"])
    print(f"After all deeds ({time.monotonic() - began:.0f} s) {left.count()} letters were left.", flush=True)
    wait_until(lambda: not left.exists(), LEASES, "all letters are sent", meanwhile=run.look_after)
    for driver in run.drivers:
        seconds, well = driver.stop()
        if not well and not driver.again:
            run.wrong.append(f"{driver.name} did not end well ({seconds:.0f} s)")
    wrong = judge(run, folder)
    print(f"It took {time.monotonic() - began:.0f} s.", flush=True)
    if wrong:
        for driver in run.drivers:
            print(f"--- {driver.name}", *(folder / f"{driver.name}.log").read_text(errors="replace").splitlines()[-40:], sep="\n")
    return wrong


if __name__ == "__main__":
    main()
