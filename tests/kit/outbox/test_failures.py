import smtplib
import socket
import ssl

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from nisn_site.kit.outbox.failures import Failure, NeedsUnicodeError, Trouble, trouble_of
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.turns import take_turn
from tests.makers import make_network

from .makers import BEN, make_mail

OF_SERVER = [
    (ConnectionRefusedError(), Failure.NO_ANSWER, ""),
    (socket.gaierror("no such host"), Failure.NO_ANSWER, ""),
    (TimeoutError(), Failure.SILENT, ""),
    (ssl.SSLCertVerificationError("wrong name"), Failure.ENCRYPTION, ""),
    (smtplib.SMTPNotSupportedError("STARTTLS"), Failure.ENCRYPTION, ""),
    (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong"), Failure.LOGIN, "535 5.7.8"),
    (smtplib.SMTPConnectError(554, b"no service"), Failure.BUSY, "554"),
    (smtplib.SMTPServerDisconnected("gone"), Failure.HUNG_UP, ""),
    (smtplib.SMTPSenderRefused(550, b"5.7.1 not yours", "a"), Failure.SENDER, "550 5.7.1"),
    (smtplib.SMTPSenderRefused(451, b"4.3.0 later", "a"), Failure.BUSY, "451 4.3.0"),
    (smtplib.SMTPRecipientsRefused({BEN: (421, b"4.7.0 closing")}), Failure.BUSY, "421 4.7.0"),
]
FINAL = [
    (smtplib.SMTPRecipientsRefused({BEN: (550, b"5.1.1 ben@example.org?")}), Failure.NO_MAILBOX, "550 5.1.1"),
    (smtplib.SMTPRecipientsRefused({BEN: (554, b"5.7.1 blocked")}), Failure.REFUSED, "554 5.7.1"),
    (smtplib.SMTPSenderRefused(552, b"5.3.4 too big", "a"), Failure.TOO_LARGE, "552"),
    (smtplib.SMTPDataError(554, b"5.6.0 spam"), Failure.CONTENT, "554 5.6.0"),
    (NeedsUnicodeError(), Failure.NEEDS_UNICODE, ""),
    (ValueError("header"), Failure.UNSENDABLE, ""),
]
PASSING = [
    (smtplib.SMTPRecipientsRefused({BEN: (450, b"greylisted")}), Failure.NOT_NOW, "450"),
    (smtplib.SMTPDataError(451, b"4.3.0 later"), Failure.NOT_NOW, "451 4.3.0"),
    (RuntimeError("?"), Failure.UNEXPECTED, ""),
]


@pytest.mark.parametrize(("error", "failure", "code"), OF_SERVER, ids=lambda value: type(value).__name__)
def test_trouble_of_the_server_blames_no_mail(error, failure, code):
    assert trouble_of(error) == Trouble(failure, code, is_of_server=True)


@pytest.mark.parametrize(("error", "failure", "code"), FINAL, ids=lambda value: type(value).__name__)
def test_some_trouble_is_final(error, failure, code):
    assert trouble_of(error) == Trouble(failure, code, is_final=True)


@pytest.mark.parametrize(("error", "failure", "code"), PASSING, ids=lambda value: type(value).__name__)
def test_other_trouble_passes(error, failure, code):
    assert trouble_of(error) == Trouble(failure, code)


class RaisingMailer(BaseEmailBackend):
    def __init__(self, *, error, **options):
        super().__init__(**options)
        self.error = error

    def send_messages(self, email_messages):
        raise self.error


@pytest.mark.parametrize("error", [RuntimeError("to ben@example.org"), ValueError("Subject: secret of Ben")])
def test_unexpected_trouble_is_logged_without_what_it_says(db, settings, caplog, error):
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.RaisingMailer", "OPTIONS": {"error": error}}}
    make_network()
    message = make_mail()

    take_turn()
    assert caplog.messages == [f"Trouble with mail {message.pk}: {type(error).__name__}"]


def test_mail_whose_key_is_missing_waits_for_it(db, settings, mailoutbox):
    make_network()
    make_mail()
    keys, settings.PERSONAL_DATA_KEYS = settings.PERSONAL_DATA_KEYS, [b"k" * 32]
    take_turn()
    waiting = Message.objects.unopened().get()
    assert (waiting.state, waiting.failure, waiting.attempts) == (State.WAITING, Failure.SEALED, 1)

    settings.PERSONAL_DATA_KEYS = keys
    take_turn(clock=lambda: waiting.next_try_at)
    assert len(mailoutbox) == 1
