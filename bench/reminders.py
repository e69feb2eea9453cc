"""How long planning takes over many open assignments, with how many queries, and how fast letters go out.

    .venv/bin/python -m bench.reminders [--assignments 100000] [--mails 1000]
    .venv/bin/python bin/with_services.py .venv/bin/python -m bench.reminders      # on PostgreSQL

Without DATABASE_URL in the environment it works on a SQLite file of its own. 'first' plans a day on which nothing is on record yet, 'daily' the
next working days; before each the database looks at its tables, as its own housekeeping does within minutes in an office. On the fourth, all
that was late on the first has a yellow slip proposed at once. Letters go to a mail server in a process beside it. Exit status 1 if a daily
planning takes longer than MOST_SECONDS.
"""

import argparse
import resource
import socket
import subprocess
import sys
import time
from datetime import date

from bench.measuring import at, database, look_at_tables, timed

MOST_SECONDS = 5.0
ON, DAYS = date(2024, 6, 10), (11, 12, 13, 14, 17)
SERVER = """
import asyncio, sys
from aiosmtpd.controller import Controller
class Taking:
    async def handle_DATA(self, server, session, envelope):
        return "250 taken"
controller = Controller(Taking(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
"""


def planning(number):
    """Lines of the table for planning; the worst daily seconds."""
    from bench import load
    from tasks.models import Notice
    from tasks.reminders.plan import plan

    began = time.perf_counter()
    committee, units = load.people(load.UNITS)
    made = load.work(load.document(committee, ON), units, number, on=ON)
    print(f"{made:,} open assignments in {time.perf_counter() - began:.0f} s")
    worst = 0.0
    print(f"{'planning':10}{'seconds':>9}{'processor':>11}{'selects':>9}{'notices':>9}{'on record':>11}")
    for name, day in [("first", ON), *(("daily", ON.replace(day=day)) for day in DAYS)]:
        look_at_tables()
        told, seconds, worked, queries = timed(lambda day=day: plan(now=at(day)))
        print(f"{name:10}{seconds:9.2f}{worked:11.2f}{queries:9}{told:9,}{Notice.objects.count():11,}", flush=True)
        worst = max(worst, seconds) if name == "daily" else worst
    return worst


def draining(number):
    """So many letters of one line each, sent in ticks' own way: prints the rate."""
    from django.conf import settings
    from django.utils import timezone

    from units.models import Mail, User
    from units.outbox import letter, send_due

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    server.stdout.readline()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "units.smtp.EmailBackend", "127.0.0.1", port
    Mail.objects.update(status=Mail.Status.CANCELLED)
    user, now = User.objects.get(username="office"), timezone.now()
    Mail.objects.bulk_create(letter(key=f"bench/{n}", recipient=user, subject="Việc", body="Thân thư", now=now) for n in range(number))
    sent, began = 0, time.perf_counter()
    while Mail.objects.due(timezone.now()).exists():
        sent += send_due(clock=timezone.now, still_owed=lambda mail: (mail.subject, mail.body, mail.html))
    seconds = time.perf_counter() - began
    server.stdin.close()
    server.wait()
    print(f"{sent:,} letters in {seconds:.1f} s: {sent / seconds:.0f} a second")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--assignments", type=int, default=100_000)
    parser.add_argument("--mails", type=int, default=1000)
    chosen = parser.parse_args()
    with database():
        worst = planning(chosen.assignments)
        draining(chosen.mails)
        print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return worst > MOST_SECONDS


if __name__ == "__main__":
    sys.exit(main())
