"""What can go wrong with a mail, in an organizer's words, and whose trouble it is: the mail's or the mail server's.

The server's own words are never kept: they repeat the address.
"""

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.privacy.ciphers import CannotUnsealError


class Failure(models.TextChoices):
    # of one mail
    NO_MAILBOX = "no_mailbox", _("There is no such mailbox, or it takes no mail.")
    REFUSED = "refused", _("The recipient’s mail server takes no mail from us.")
    CONTENT = "content", _("The mail server refused this text, perhaps as spam.")
    TOO_LARGE = "too_large", _("This mail is too large.")
    NOT_NOW = "not_now", _("The recipient’s mail server asked us to come back later.")
    NEEDS_UNICODE = "needs_unicode", _("Our mail server cannot write to addresses in this script.")
    UNSENDABLE = "unsendable", _("This cannot be written as a mail. Tell whoever looks after the site.")
    SEALED = "sealed", _("The key that opens this mail is missing. Tell whoever looks after the site.")
    UNEXPECTED = "unexpected", _("Something unexpected went wrong. The log says more.")
    BOUNCED = "bounced", _("It came back: the mailbox does not exist or is full.")
    COMPLAINED = "complained", _("The reader said that this is spam.")
    STOPPED = "stopped", _("Earlier mail to this address came back or was called spam: no more mailings go there.")
    # of the mail server
    NO_ANSWER = "no_answer", _("The mail server cannot be reached.")
    SILENT = "silent", _("The mail server takes our call and then says nothing.")
    HUNG_UP = "hung_up", _("The mail server hung up in the middle.")
    BUSY = "busy", _("The mail server says that it is busy.")
    LOGIN = "login", _("The mail server does not accept our name and password.")
    SENDER = "sender", _("The mail server does not let us send as our own address.")
    ENCRYPTION = "encryption", _("The way to the mail server cannot be encrypted.")


def failure_choices() -> list[tuple[str, str]]:
    """A callable, so that better words need no migration."""
    return Failure.choices


@dataclass(frozen=True, slots=True)
class Trouble:
    failure: Failure
    code: str = ""  # the server's number, as in "550 5.1.1"
    is_final: bool = False  # trying again is no use
    is_of_server: bool = False  # other mails would fare the same


def trouble_of(error: Exception) -> Trouble:
    """What an exception of smtplib, the network or our own code means for the mail that was being sent."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return answered(*next(iter(error.recipients.values())), final=Failure.NO_MAILBOX)
        case smtplib.SMTPSenderRefused(smtp_code=552):
            return Trouble(Failure.TOO_LARGE, "552", is_final=True)
        case smtplib.SMTPSenderRefused() if error.smtp_code >= 500:
            return Trouble(Failure.SENDER, code_of(error.smtp_code, error.smtp_error), is_of_server=True)
        case smtplib.SMTPDataError():
            return answered(error.smtp_code, error.smtp_error, final=Failure.CONTENT)
        case smtplib.SMTPAuthenticationError():
            return Trouble(Failure.LOGIN, code_of(error.smtp_code, error.smtp_error), is_of_server=True)
        case smtplib.SMTPResponseException():  # its greeting, or 4xx for our sender
            return Trouble(Failure.BUSY, code_of(error.smtp_code, error.smtp_error), is_of_server=True)
        case smtplib.SMTPServerDisconnected():  # smtplib says so too when it has waited in vain
            is_silence = isinstance(error.__context__, TimeoutError)
            return Trouble(Failure.SILENT if is_silence else Failure.HUNG_UP, is_of_server=True)
        case NeedsUnicodeError():
            return Trouble(Failure.NEEDS_UNICODE, is_final=True)
        case ssl.SSLError() | smtplib.SMTPNotSupportedError():
            return Trouble(Failure.ENCRYPTION, is_of_server=True)
        case TimeoutError() if not isinstance(error, socket.gaierror):
            return Trouble(Failure.SILENT, is_of_server=True)
        case OSError():
            return Trouble(Failure.NO_ANSWER, is_of_server=True)
        case CannotUnsealError():
            return Trouble(Failure.SEALED)
        case ValueError():  # Django's and Python's way to refuse a header or an address
            return Trouble(Failure.UNSENDABLE, is_final=True)
    return Trouble(Failure.UNEXPECTED)


class NeedsUnicodeError(Exception):
    """The address has letters beyond ASCII before the "@", and the mail server does not know SMTPUTF8 (RFC 6531)."""


def answered(code: int, text: bytes, *, final: Failure) -> Trouble:
    """The server said something about this mail: 5xx never, 4xx not now; but 421 means that it is closing."""
    number = code_of(code, text)
    if code == 421:
        return Trouble(Failure.BUSY, number, is_of_server=True)
    if code < 500:
        return Trouble(Failure.NOT_NOW, number)
    if " 5.7." in number and final == Failure.NO_MAILBOX:
        final = Failure.REFUSED
    return Trouble(final, number, is_final=True)


def code_of(code: int, text: bytes | str) -> str:
    """The two numbers of an answer (RFC 5321 and 3463), as in "550 5.1.1"; the second one is not always there."""
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    enhanced = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", text)
    return f"{code} {enhanced[1]}" if enhanced else str(code)
