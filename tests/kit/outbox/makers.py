"""Mails for tests, to Ben unless it matters."""

from django.db import transaction

from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.outbox.writing import queue_mail

BEN = "ben@example.org"


def make_mail(*, key="1", to=BEN, subject="Hello", text="Good news.", **values) -> Message:
    defaults = {"purpose": "test", "language": "en", "template": "test_plain"}
    with transaction.atomic():
        return queue_mail(key=key, to=to, context={"subject": subject, "text": text}, **defaults | values)


def make_mails(number: int, **values) -> list[Message]:
    return [make_mail(key=str(n), to=f"reader{n}@example.org", **values) for n in range(1, number + 1)]
