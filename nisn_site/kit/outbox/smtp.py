"""Django's way to a mail server, which also writes to addresses in every script and can hang up."""

from contextlib import suppress

from django.core.mail.backends import smtp

from .failures import NeedsUnicodeError
from .letters import Letter


class Mailer(smtp.EmailBackend):
    def _send(self, email_message: Letter) -> bool:
        options = []
        if email_message.needs_unicode:
            self.connection.ehlo_or_helo_if_needed()
            if not self.connection.has_extn("smtputf8"):
                raise NeedsUnicodeError
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        sender = self.prep_address(email_message.from_email)
        recipients = [self.prep_address(address, force_ascii=not options) for address in email_message.to]
        self.connection.sendmail(sender, recipients, email_message.message().as_bytes(), mail_options=options)
        return True

    def hang_up(self) -> None:
        """End the connection without a goodbye, for which a server that is stuck would let us wait again."""
        for connection in (self.connection, self._partial_connection):
            if connection is not None:
                with suppress(OSError):
                    connection.close()
        self.connection = self._partial_connection = None
