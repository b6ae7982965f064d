"""The one mail of a deed: a link, a code, and nothing of what was typed, so that nobody can send words to strangers."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from nisn_site.kit.gate.ladder import may_mail
from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.writing import queue_mail

from .links import code_of, make_link
from .models import Deed, Stage

MOST_MAILS = 4  # of one deed while it is not confirmed


def mail_link(pages, deed: Deed, *, occasion: str = "") -> bool:
    """Queue the mail with the deed's link, in the transaction that stores the deed; False when it may have no more.

    `occasion` names what the mail is for, so that the same occasion twice is one mail; default: its number.
    """
    if deed.is_unconfirmed and deed.mails_sent >= MOST_MAILS:
        return False
    make_link(deed)
    deed.mails_sent += 1
    deed.save(update_fields=["link_number", "link_hash", "link_expires_at", "code_tries", "mails_sent"])
    queue_mail(
        purpose=f"{pages.purpose}.link", key=f"{deed.submit_key.hex}.{occasion or deed.mails_sent}", to=deed.address,
        language=deed.language, template=pages.mail_template, context=mail_context(pages, deed),
    )  # fmt: skip
    return True


def mail_context(pages, deed: Deed) -> dict:
    with override(deed.language):
        link = absolute(pages.own_path(deed))
    return {
        "link": link, "code": code_of(deed), "words": pages.words, "deed": deed, "days": deed.unconfirmed_term.days,
        **pages.mail_context(deed),
    }  # fmt: skip


def mail_again(*, pages, deed: Deed) -> bool:
    """Mail the link once more, if the caps allow it."""
    if deed.stage == Stage.WITHDRAWN or not deed.link_hash or not may_mail(pages.purpose, pages.limits, deed.address):
        return False
    with transaction.atomic():
        deed = pages.model.objects.select_for_update().filter(pk=deed.pk).first()
        return deed is not None and mail_link(pages, deed)


def mails_of(deeds: Iterable[Deed]) -> QuerySet[Message]:
    """The outbox's rows of these deeds, which hold their addresses; without those that are being sent at this moment."""
    indexes = {deed.submit_key.hex: deed.address_index for deed in deeds}
    mails = Message.objects.filter(address_index__in=set(indexes.values())).exclude(state=State.SENDING)
    chosen = [pk for pk, key in mails.values_list("pk", "key") if key.partition(".")[0] in indexes]
    return Message.objects.filter(pk__in=chosen)


def forget_mails_of(deeds: Iterable[Deed]) -> None:
    """What is erased takes its mails along."""
    mails_of(deeds).delete()
