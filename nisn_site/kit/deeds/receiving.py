"""A valid form becomes a row, with its mail in the same transaction, once for each form that was shown."""

from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from nisn_site.kit.gate.ladder import Reason, Verdict, reason_in

from .mailing import mail_link
from .models import Deed, Stage


def receive(*, pages, form, place, key: UUID, verdict: Verdict) -> Deed:
    """Store what the form says, queue the mail with the link, and return the row.

    The same key again: a double click or a retry changes nothing. Other words under the same key (Back, then Send) take
    the place of the first ones while nothing is confirmed; once it counts, they are something new.
    """
    try:
        with transaction.atomic():
            return received(pages, form, place, key, verdict)
    except IntegrityError:  # the same form at the same moment: one of the two was first, and is there now
        if not pages.model.objects.filter(submit_key=key).exists():
            raise
        with transaction.atomic():
            return received(pages, form, place, key, verdict)


def received_before(pages, form, key: UUID) -> Deed | None:
    """The row, if the very same was sent already: then there is nothing to count and nothing to do."""
    deed = pages.model.objects.filter(submit_key=key).first()
    return deed if deed and says_the_same(pages, deed, form) else None


def received(pages, form, place, key: UUID, verdict: Verdict) -> Deed:
    deed = pages.model.objects.select_for_update().filter(submit_key=key).first()
    if deed is None:
        if known := pages.known(form, place):
            if verdict.may_mail:
                mail_link(pages, known, occasion=key.hex)
            return known
        return store(pages, pages.model(submit_key=key), form, place, verdict)
    if says_the_same(pages, deed, form):
        return deed
    if deed.address_proven_at or deed.is_confirmed:
        deed = pages.model(submit_key=uuid4())
    return store(pages, deed, form, place, verdict)


def says_the_same(pages, deed: Deed, form) -> bool:
    said = pages.initial(deed) | {"address": deed.address}
    return all(said[name] == value for name, value in form.cleaned_data.items() if name in said)


def store(pages, deed: Deed, form, place, verdict: Verdict) -> Deed:
    address = form.cleaned_data.get("address", "")
    if deed.link_hash and address != deed.address:  # whoever has the mail of the first address must not open this
        deed.link_number, deed.link_hash, deed.link_expires_at = deed.link_number + 1, None, None
    deed.language = get_language()
    deed.write_to(address)
    deed.held_for = verdict.held_for
    deed.stage = Stage.UNCONFIRMED if address and verdict.may_mail else Stage.HELD
    if deed.link_hash and verdict.held_for == Reason.MANY_MAILS:  # the one it needs is sent already
        deed.stage, deed.held_for = Stage.UNCONFIRMED, reason_in(pages.texts_of(form), pages.limits)
    pages.fill(deed=deed, form=form, place=place)
    if deed.is_unconfirmed and not deed.link_hash and not mail_link(pages, deed):
        deed.stage, deed.held_for = Stage.HELD, Reason.MANY_MAILS  # or it would wait for ever for a mail
        deed.save(update_fields=["stage", "held_for"])
    if deed.stage == Stage.HELD:
        pages.was_held(deed)
    return deed
