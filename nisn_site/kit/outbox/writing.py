"""Writes a mail into the outbox, in the transaction of its cause: either both are there or none."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from nisn_site.kit.languages import known_language
from nisn_site.kit.privacy.addresses import normalized
from nisn_site.kit.privacy.ciphers import address_index

from .failures import Failure
from .letters import own_domain
from .messages import Message, State
from .rendering import Text, render_mail
from .stopping import is_stopped
from .waking import MAILING, PERSONAL, wake


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """How a reader ends a mailing: a POST to this full address does, at once and without a question (RFC 8058).

    A GET shows a page with a button and changes nothing.
    """

    url: str


def queue_mail(
    *,
    purpose: str,
    key: str,
    to: str,
    language: str,
    template: str,
    context: dict,
    mailing: Unsubscribe | None = None,
    reply_to: str = "",
    not_before: datetime | None = None,
    is_automatic: bool = True,
) -> Message:
    """Store `templates/mail/<template>.txt` (see `rendering`) as a mail to `to`, and the job that sends it.

    The same `purpose` and `key` again returns the mail that is there, whatever has become of it: nothing is sent
    twice. A mailing to an address where mailings are stopped is stored as cancelled. `is_automatic` is False for what
    a person wrote to another. Raises ValidationError when `to` is no address, RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A mail belongs into the transaction of its cause.")
    if written := Message.objects.filter(purpose=purpose, key=key).first():
        return written
    language = known_language(language)
    text = render_mail(template, language, context, unsubscribe_url=mailing.url if mailing else "")
    headers = headers_of(purpose, mailing, reply_to, is_automatic=is_automatic)
    return store(
        purpose=purpose, key=key, to=to, language=language, text=text, headers=headers,
        is_mailing=mailing is not None, not_before=not_before,
    )  # fmt: skip


def store(
    *,
    purpose: str,
    key: str,
    to: str,
    language: str,
    text: Text,
    headers: dict[str, str],
    is_mailing: bool = False,
    not_before: datetime | None = None,
) -> Message:
    """Store a mail whose words are there already. Raises ValidationError when `to` is no address."""
    index = address_index(to)
    values = {
        "recipient": normalized(to),
        "address_index": index,
        "language": language,
        "subject": text.subject,
        "text": text.text,
        "html": text.html,
        "headers": json.dumps(headers),
        "is_mailing": is_mailing,
        "message_id": f"<{secrets.token_hex(16)}@{own_domain()}>",
        "next_try_at": not_before or timezone.now(),
    }
    if is_mailing and is_stopped(index):
        values |= {"state": State.CANCELLED, "failure": Failure.STOPPED}
    message, is_new = Message.objects.get_or_create(purpose=purpose, key=key, defaults=values)
    if is_new and message.state == State.WAITING:
        wake(at=not_before, priority=MAILING if is_mailing else PERSONAL)
    return message


def headers_of(purpose: str, mailing: Unsubscribe | None, reply_to: str, *, is_automatic: bool) -> dict[str, str]:
    headers = {}
    if is_automatic:  # RFC 3834, and what Exchange reads: no answer by a machine, please
        headers |= {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if reply_to:
        headers["Reply-To"] = normalized(reply_to)
    if mailing:
        headers |= {
            "List-Unsubscribe": f"<{mailing.url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"<{purpose.replace(':', '.')}.{own_domain()}>",
            "Precedence": "bulk",
        }
    return headers
