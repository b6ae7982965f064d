"""Messages for tests, and the mails that come of them."""

from django.utils import timezone

from conference.models import ContactMessage
from nisn_site.kit.outbox.messages import Message

FORM = "/en/contact/write/"
LIST = "/admin/conference/contactmessage/"


def make_message(*, topic=None, address="ben@example.org", proven=True, **values) -> ContactMessage:
    message = ContactMessage(topic=topic, message="Is there a bed?", name="Ben", **values)
    message.write_to(address)
    if address and proven:
        message.stage, message.address_proven_at, message.confirmed_at = "confirmed", timezone.now(), timezone.now()
    elif not address:
        message.stage, message.held_for = "held", "no_address"
    message.save()
    return message


def mails(purpose: str) -> list[Message]:
    return list(Message.objects.filter(purpose=f"contact.{purpose}").order_by("pk"))
