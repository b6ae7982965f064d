"""Tells the organizers of a topic that a message has come."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.writing import queue_mail
from nisn_site.kit.privacy.addresses import is_address
from nisn_site.kit.privacy.sealing import address_index

from ..models import ContactMessage, ContactTopic, Network

PURPOSE = "contact.notice"


def tell_organizers(*, message: ContactMessage) -> None:
    """Without a word of the message: mail is not secret. Two mails an hour and topic to each at most, for a flood is no
    news: at once about the first message, and when the hour is over about those that came after it.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    link = absolute(reverse("admin:conference_contactmessage_changelist") + "?waits=yes")
    for address in recipients(message.topic):
        key = f"{message.topic_id or 0}.{hour:%Y%m%d%H}.{address_index(address)[:32]}"
        is_later = Message.objects.filter(purpose=PURPOSE, key=key).exclude(state=State.WAITING).exists()
        queue_mail(
            purpose=PURPOSE, key=f"{key}.later" if is_later else key, to=address, language=settings.LANGUAGE_CODE,
            template="contact_notice", context={"link": link, "topic": message.topic},
            not_before=hour + timedelta(hours=1) if is_later else None,
        )  # fmt: skip


def recipients(topic: ContactTopic | None) -> list[str]:
    """The organizers of the topic who may still sign in; if there are none, the network's own address.

    An address of theirs to which no mail can be written, such as admin@localhost, must not lose the message.
    """
    chosen = topic.recipients.filter(is_active=True, is_staff=True).values_list("email", flat=True) if topic else []
    network = Network.objects.values_list("email", flat=True)
    return [*filter(is_address, chosen)] or [*filter(is_address, network)]
