"""One call to the mail server, over which several mails can go."""

import smtplib
from contextlib import suppress

from django.core.mail import mailers

from .letters import Letter

CLOSING = 421  # RFC 5321, 4.2.1


class Call:
    """Connects when the first mail needs it, says goodbye at the end of the block."""

    def __init__(self):
        self.mailer, self.sent = None, 0

    def __enter__(self) -> "Call":
        return self

    def __exit__(self, *problem) -> None:
        if self.mailer is not None:
            with suppress(OSError, smtplib.SMTPException):  # what was sent is sent
                self.mailer.close()

    def connect(self) -> None:
        """Raises OSError or smtplib's errors when the server cannot be had."""
        if self.mailer is None:
            self.mailer, self.sent = mailers.default, 0
            try:
                self.mailer.open()
            except BaseException:
                self.hang_up()
                raise

    def send(self, letter: Letter) -> None:
        """Many servers end a call after some mails: then there is a second call for the next one."""
        try:
            self.mailer.send_messages([letter])
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as error:
            if not self.sent or getattr(error, "smtp_code", CLOSING) != CLOSING:
                raise
            self.hang_up()
            self.connect()
            self.mailer.send_messages([letter])
        self.sent += 1

    def hang_up(self) -> None:
        mailer, self.mailer = self.mailer, None
        if hasattr(mailer, "hang_up"):  # those of development and tests have no line to hang up
            mailer.hang_up()
