"""A mail server on this machine that counts what it gets, as slow as one far away."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from aiosmtpd.controller import Controller

from .production import free_port


class Post:
    """Message-IDs in the order in which they came; `delay` is in seconds, before each mail is taken."""

    def __init__(self, delay: float):
        self.delay, self.ids = delay, []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        await asyncio.sleep(self.delay)
        head = envelope.content.partition(b"\r\n\r\n")[0].decode()
        self.ids.append(next(line for line in head.splitlines() if line.lower().startswith("message-id:")))
        return "250 2.0.0 taken"


@contextmanager
def post_office(port: int, *, delay: float = 0.0) -> Iterator[Post]:
    office = Controller(Post(delay), hostname="127.0.0.1", port=port)
    office.start()
    try:
        yield office.handler
    finally:
        with suppress(OSError):
            office.stop()


def reserved_port() -> int:
    """A port on which nobody listens yet: calls to it are refused."""
    port = free_port()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    return port


def mail_settings(port: int) -> dict[str, str]:
    """The site's variables for that server."""
    return {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(port), "MAIL_TLS": "0"}
