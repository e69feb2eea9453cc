"""A process that sends what is due and is killed at a named point of its first letter.

python -m tests.units.dying_sender POINT INSTANT

Run by test_dying_sender.py on the test's database, with the mail server of the test.
"""

import os
import sys
from datetime import datetime
from unittest.mock import patch

import django


def die(*_args, **_kwargs):
    """At once: nothing is closed, nothing written down."""
    os._exit(9)


def then_die(function):
    def until_then(*args, **kwargs):
        function(*args, **kwargs)
        die()

    return until_then


def points():
    """Where it may die: {name: (what is replaced, by what)}."""
    from units import outbox
    from units.models.mail import MailQuerySet
    from units.smtp import Line

    return {
        "before claim": (MailQuerySet, "claim", die),
        "after claim": (MailQuerySet, "claim", then_die(MailQuerySet.claim)),
        "after accept": (Line, "data", then_die(Line.data)),
        "before mark": (outbox, "mark", die),
        "after mark": (outbox, "mark", then_die(outbox.mark)),
    }


def main(point, instant):
    django.setup()
    from units.outbox import send_due

    now = datetime.fromisoformat(instant)
    with patch.object(*points()[point]):
        send_due(clock=lambda: now, still_owed=lambda mail: (mail.subject, mail.body, ""))


if __name__ == "__main__":
    main(*sys.argv[1:])
