"""Tells the organizers of a topic that a message has come."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.writing import queue_mail
from nisn_site.kit.privacy.sealing import address_index

from ..models import ContactMessage, ContactTopic, Network


def tell_organizers(*, message: ContactMessage) -> None:
    """One mail an hour and topic to each, without a word of the message: mail is not secret, and a flood is no news."""
    hour = f"{timezone.now():%Y%m%d%H}"
    link = absolute(reverse("admin:conference_contactmessage_changelist") + "?waits=yes")
    for address in recipients(message.topic):
        queue_mail(
            purpose="contact.notice", key=f"{message.topic_id or 0}.{hour}.{address_index(address)[:32]}", to=address,
            language=settings.LANGUAGE_CODE, template="contact_notice", context={"link": link, "topic": message.topic},
        )  # fmt: skip


def recipients(topic: ContactTopic | None) -> list[str]:
    """The organizers of the topic who may still sign in; if there are none, the network's own address."""
    chosen = topic.recipients.filter(is_active=True, is_staff=True).values_list("email", flat=True) if topic else []
    return list(chosen) or list(Network.objects.exclude(email="").values_list("email", flat=True))
