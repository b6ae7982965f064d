"""A row of the outbox as the mail that travels."""

import json
from email.headerregistry import Address
from email.policy import EmailPolicy
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .lines import one_line
from .messages import Message
from .sender import sender


class LongLinksPolicy(EmailPolicy):
    """Writes headers that hold only a link unfolded; Python would break a long one up into encoded words."""

    UNFOLDED = frozenset({"list-unsubscribe"})

    def fold(self, name, value):
        return f"{name}: {value}{self.linesep}" if name.lower() in self.UNFOLDED else super().fold(name, value)

    def fold_binary(self, name, value):
        if name.lower() in self.UNFOLDED:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class Letter(EmailMultiAlternatives):
    """A mail to one person; it says itself whether their address needs SMTPUTF8 (RFC 6531)."""

    @property
    def needs_unicode(self) -> bool:
        return not self.to[0].rpartition("@")[0].isascii()

    def message(self, *, policy=None):
        return super().message(policy=LongLinksPolicy(linesep="\r\n", utf8=self.needs_unicode))


def compose(message: Message) -> Letter:
    """Raises ValueError for what cannot be a header, such as a line break in a subject."""
    headers = json.loads(message.headers or "{}")
    reply_to = headers.pop("Reply-To", "")
    headers["Message-ID"] = message.message_id
    headers["Content-Language"] = message.language
    letter = Letter(
        subject=message.subject,
        body=message.text,
        from_email=from_line(),
        to=[message.recipient],
        reply_to=[reply_to] if reply_to else None,
        headers=headers,
    )
    if message.html:
        letter.attach_alternative(message.html, "text/html")
    return letter


def from_line() -> str:
    """The site's address with the network's name, unless the settings give it another name."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(display_name=one_line(name or sender().name), addr_spec=address))


def own_domain() -> str:
    """What stands behind the "@" in our address; names our Message-IDs and lists."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
