"""The way to the mail server: Django's, and it remembers what the server answered to a letter, or that no answer came."""

import smtplib

from django.core.mail.backends import smtp

ASKED_FOR = 354  # "start mail input"
PATIENCE_AT_THE_END = 2  # seconds for a last word; the letters are through by then


class InDoubt(smtplib.SMTPServerDisconnected):
    """The letter was handed over and the line broke before the answer: nobody knows whether it was taken."""


class Remembering:
    """A line to a mail server. ``taken``: its answer to the last letter, such as '250 2.0.0 Ok: queued as ABC'."""

    taken = ""
    last_code = None

    def getreply(self):
        """Every answer passes here."""
        self.last_code, words = super().getreply()
        return self.last_code, words

    def data(self, msg):
        """Hand over a letter. Raises InDoubt where the server had asked for it (354) and then said no more."""
        self.taken, self.last_code = "", None
        try:
            code, words = super().data(msg)
        except smtplib.SMTPServerDisconnected as error:
            if self.last_code == ASKED_FOR:
                raise InDoubt(str(error)) from error
            raise
        self.taken = f"{code} {words.decode(errors='replace')}"
        return code, words

    def quit(self):
        """Take leave, without waiting long for an answer."""
        if self.sock:
            self.sock.settimeout(PATIENCE_AT_THE_END)
        return super().quit()


class Line(Remembering, smtplib.SMTP):
    """In the clear, or with STARTTLS."""


class SecureLine(Remembering, smtplib.SMTP_SSL):
    """With TLS from the start."""


class EmailBackend(smtp.EmailBackend):
    """Django's, over such a line."""

    @property
    def connection_class(self):
        return SecureLine if self.use_ssl else Line

    @property
    def reply(self):
        """What the server answered to the last letter."""
        return getattr(self.connection, "taken", "")
