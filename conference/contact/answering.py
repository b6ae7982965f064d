"""An organizer answers a message, once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nisn_site.kit.audit import record
from nisn_site.kit.outbox.writing import queue_mail
from nisn_site.kit.privacy.addresses import is_address

from ..models import ContactMessage, Network


def answer(*, message_id: int, text: str, by) -> ContactMessage:
    """Store the answer and queue its mail in one transaction; raises ValidationError when it can go to nobody."""
    with transaction.atomic():
        message = open_message(message_id)
        if not message.can_be_answered:
            raise ValidationError(_("Nobody has confirmed this address, so we cannot write to it."), code="unproven")
        message.answer = text
        finish(message, by)
        queue_mail(
            purpose="contact.answer", key=message.submit_key.hex, to=message.address, language=message.language,
            template="contact_answer", reply_to=reply_address(),
            context={"answer": text, "sent_at": message.created_at, "by": by.name},
        )  # fmt: skip
        record(by, "contact.answered", message)
        return message


def close(*, message_id: int, by) -> ContactMessage:
    """Done without an answer by mail: by telephone, or because there is nothing to say."""
    with transaction.atomic():
        message = open_message(message_id)
        finish(message, by)
        record(by, "contact.closed", message)
        return message


def open_message(message_id: int) -> ContactMessage:
    """The row, locked; raises ValidationError when it is gone, not there for us yet, or answered by somebody faster."""
    rows = ContactMessage.objects.select_for_update(of=("self",)).select_related("answered_by")
    message = rows.filter(pk=message_id).first()
    if message is None:
        raise ValidationError(_("Its sender has just deleted this message. Nothing was sent."), code="gone")
    if message.is_unconfirmed:
        raise ValidationError(_("Its sender has not confirmed the address yet. Wait for that."), code="unproven")
    if message.answered_at:
        words = _("%(organizer)s was faster and has answered this. Nothing more was sent. Their answer: %(answer)s")
        who = message.answered_by or _("Another organizer")
        raise ValidationError(words, code="answered", params={"organizer": who, "answer": message.answer or "–"})
    return message


def finish(message: ContactMessage, by) -> None:
    message.answered_at, message.answered_by = timezone.now(), by
    message.save(update_fields=["answer", "answered_at", "answered_by"])


def reply_address() -> str:
    return next(filter(is_address, Network.objects.values_list("email", flat=True)), "")
