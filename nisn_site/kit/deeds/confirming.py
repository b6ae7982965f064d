"""What the sender, or a person who looked, says yes or no to. Each locks the row, checks and acts in one transaction."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nisn_site.kit.gate.ladder import reason_in

from .links import is_code, make_link
from .mailing import MOST_MAILS, forget_mails_of, mail_link
from .models import Deed, Stage


def confirm(*, pages, deed: Deed, form=None) -> Deed | None:
    """The sender pressed the button; `form` holds what they changed on that page. Again: nothing more happens.

    Returns the row as it is now, or None when it is gone.
    """
    with transaction.atomic():
        deed = locked(pages, deed)
        if deed and deed.is_unconfirmed:
            if form is not None:
                deed.held_for = deed.held_for or reason_in(pages.texts_of(form), pages.limits)
                pages.fill(deed=deed, form=form, place=pages.place_of(deed))
            prove(pages, deed)
        return deed


def confirm_by_code(*, pages, key: UUID, typed: str) -> Deed | None:
    """The same by the mailed code, typed where the form was sent; None when the code is wrong or used up."""
    with transaction.atomic():
        deed = pages.model.objects.select_for_update().filter(submit_key=key).first()
        if deed is None or deed.stage == Stage.WITHDRAWN or not is_code(deed, typed):
            return None
        if deed.is_unconfirmed:
            prove(pages, deed)
        return deed


def refuse(*, pages, deed: Deed) -> bool:
    """The owner of the address says: this was not me. What is not confirmed yet is erased; returns whether it was."""
    with transaction.atomic():
        deed = locked(pages, deed)
        if deed is None or deed.address_proven_at:
            return False
        forget_mails_of([deed])
        pages.erase(deed)
        return True


def release(*, pages, deed: Deed) -> Deed | None:
    """A person lets a held deed pass: it counts, or its mail goes out if its address is not confirmed yet."""
    with transaction.atomic():
        deed = locked(pages, deed)
        if deed is None or deed.stage != Stage.HELD:
            return deed
        if deed.address and not deed.address_proven_at:
            deed.stage, deed.held_for = Stage.UNCONFIRMED, ""
            deed.mails_sent = min(deed.mails_sent, MOST_MAILS - 1)  # the person decides, whatever was mailed before
            deed.save()
            mail_link(pages, deed, occasion=f"released.{deed.link_number}")
        else:
            take_effect(pages, deed)
        return deed


def prove(pages, deed: Deed) -> None:
    """Its address is confirmed; it counts now, unless a person must look first."""
    deed.address_proven_at = timezone.now()
    if deed.held_for:
        hold(pages, deed)
    else:
        take_effect(pages, deed)


def take_effect(pages, deed: Deed) -> None:
    pages.will_take_effect(deed)
    deed.stage, deed.held_for = Stage.CONFIRMED, ""
    deed.confirmed_at = deed.confirmed_at or timezone.now()
    if deed.link_hash:
        make_link(deed)
    deed.save()
    pages.took_effect(deed)


def hold(pages, deed: Deed) -> None:
    deed.stage = Stage.HELD
    make_link(deed)
    deed.save()
    pages.was_held(deed)


def locked(pages, deed: Deed) -> Deed | None:
    return pages.model.objects.select_for_update().filter(pk=deed.pk).first()
