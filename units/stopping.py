"""Being asked to stop: SIGTERM and SIGINT become a flag, so that what is in hand is finished first."""

import os
import select
import signal
import threading


class Stopping:
    """A context in which these signals set a flag: ``stopping()`` says whether, ``stopping.wait(seconds)`` sleeps until then at most.

    Outside the main thread, where Python hands over no signals, nothing ever sets it.
    """

    SIGNALS = (signal.SIGTERM, signal.SIGINT)

    def __init__(self):
        self.asked = False

    def __call__(self):
        return self.asked

    def __enter__(self):
        # A pipe, because an Event's lock may be held by the very thread that the signal interrupts.
        self.bell, self.button = os.pipe()
        os.set_blocking(self.button, False)
        self.before = {}
        if threading.current_thread() is threading.main_thread():
            self.before = {number: signal.signal(number, self.ring) for number in self.SIGNALS}
        return self

    def __exit__(self, *_error):
        for number, handler in self.before.items():
            signal.signal(number, handler)
        os.close(self.bell)
        os.close(self.button)

    def ring(self, *_signal):
        """Asked to stop. Asked again, it is asked no more than once."""
        if not self.asked:
            self.asked = True
            os.write(self.button, b".")

    def wait(self, seconds):
        """Sleep so long, or until asked to stop. Whether it was."""
        select.select([self.bell], [], [], max(0, seconds))
        return self.asked
