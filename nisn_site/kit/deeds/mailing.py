"""The one mail of a deed: a link, a code, and nothing of what was typed, so that nobody can send words to strangers."""

from django.utils.translation import override

from nisn_site.kit.gate.ladder import may_mail as count_mail
from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.writing import queue_mail

from .links import code_of, make_link
from .models import Deed

MOST_MAILS = 4  # of one deed while it is not confirmed


def mail_link(pages, deed: Deed, *, occasion: str = "", may_mail: bool = True) -> bool:
    """Queue the mail with the deed's link, in the transaction that stores the deed; False when it may have no more.

    `occasion` names what the mail is for, so that the same occasion twice is one mail; default: its number.
    """
    if not may_mail or (deed.is_unconfirmed and deed.mails_sent >= MOST_MAILS):
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


def may_mail_again(pages, deed: Deed) -> bool:
    """Count one more mail to this address. Call it outside of the transaction that queues the mail."""
    return count_mail(pages.purpose, pages.limits, deed.address)
