"""Mail servers on this machine that fail on purpose, in every way we know."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

MAILER = "nisn_site.kit.outbox.smtp.Mailer"
PATIENCE = 0.3  # seconds before we take silence for an answer


class Post:
    """What a server has received, and how it answers: each a reply such as "451 4.3.0 later" by recipient or for all."""

    def __init__(self):
        self.calls = 0
        self.received: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.to_recipient: dict[str, str] = {}
        self.to_data = ""
        self.most_in_a_call = 1_000
        self.hangs_up = ""  # "before the dot" or "after the dot"
        self.holds_data = False  # takes the text and does not answer yet
        self.held = 0

    @property
    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.received]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 (aiosmtpd's names)
        session.host_name = hostname
        session.letters = 0
        self.calls += 1
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if session.letters >= self.most_in_a_call:
            server.transport.close()
        if refusal := self.to_recipient.get(address, self.to_recipient.get("*")):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.held += 1
        while self.holds_data:
            await asyncio.sleep(0.01)
        if self.to_data:
            return self.to_data
        self.raw.append(envelope.content)
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        session.letters += 1
        if self.hangs_up == "after the dot":
            server.transport.close()
        return "250 2.0.0 taken"


class HangingUp(SMTP):
    async def smtp_DATA(self, arg):  # noqa: N802
        if self.event_handler.hangs_up == "before the dot":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.close()
            return
        await super().smtp_DATA(arg)


class PostOffice(Controller):
    def factory(self):
        return HangingUp(self.handler, hostname="post.example.org", enable_SMTPUTF8=True)


@contextmanager
def post_office(port: int = 0) -> Iterator[tuple[Post, int]]:
    """A real SMTP server until the end of the block, and its port."""
    office = PostOffice(Post(), hostname="127.0.0.1", port=port or free_port())
    office.start()
    try:
        yield office.handler, office.port
    finally:
        office.stop()


@contextmanager
def black_hole() -> Iterator[int]:
    """Takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def mailers(port: int, *, patience: float = PATIENCE) -> dict:
    """Django's MAILERS for a server on this machine."""
    return {"default": {"BACKEND": MAILER, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": patience}}}
