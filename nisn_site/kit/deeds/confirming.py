"""What the sender, or a person who looked, does with a deed. Each locks the row, checks and acts in one transaction."""

from django.db import transaction
from django.utils import timezone

from .links import is_code, make_link
from .mailing import mail_link, may_mail_again
from .models import Deed, Stage


def confirm(*, pages, deed: Deed, form=None) -> Deed | None:
    """The sender pressed the button; `form` holds what they changed on that page. Again: nothing more happens.

    Returns the row as it is now, or None when it is gone.
    """
    with transaction.atomic():
        deed = locked(pages, deed)
        if deed and deed.is_unconfirmed:
            if form is not None:
                pages.fill(deed=deed, form=form, place=pages.place_of(deed))
            prove(pages, deed)
        return deed


def confirm_by_code(*, pages, key, typed: str) -> Deed | None:
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
        pages.erase(deed)
        return True


def prove(pages, deed: Deed) -> None:
    deed.address_proven_at = timezone.now()
    if deed.held_for:
        deed.stage = Stage.HELD
        make_link(deed)
        deed.save()
        pages.was_held(deed)
    else:
        take_effect(pages, deed)


def take_effect(pages, deed: Deed) -> None:
    deed.stage, deed.held_for, deed.confirmed_at = Stage.CONFIRMED, "", timezone.now()
    if deed.link_hash:
        make_link(deed)
    deed.save()
    pages.took_effect(deed)


def release(*, pages, deed: Deed) -> Deed | None:
    """A person lets a held deed pass: it counts, or its mail goes out if its address is not confirmed yet."""
    with transaction.atomic():
        deed = locked(pages, deed)
        if deed is None or deed.stage != Stage.HELD:
            return deed
        if deed.address and not deed.address_proven_at:
            deed.stage, deed.held_for = Stage.UNCONFIRMED, ""
            deed.save()
            mail_link(pages, deed)
        else:
            take_effect(pages, deed)
        return deed


def mail_again(*, pages, deed: Deed) -> bool:
    """Mail the link once more, if the caps allow it."""
    if deed.stage == Stage.WITHDRAWN or not deed.address or not may_mail_again(pages, deed):
        return False
    with transaction.atomic():
        deed = locked(pages, deed)
        return deed is not None and bool(deed.link_hash) and mail_link(pages, deed)


def choose(*, pages, deed: Deed, name: str) -> bool:
    """Do what the sender chose on the deed's own page; False when that is not to be had (any more)."""
    with transaction.atomic():
        deed = locked(pages, deed)
        choice = deed and next((one for one in pages.choices_of(deed) if one.name == name), None)
        if choice:
            choice.act(deed)
        return bool(choice)


def change(*, pages, deed: Deed, form) -> Deed | None:
    """Store what the sender changed later; None when it may not be changed any more."""
    with transaction.atomic():
        deed = locked(pages, deed)
        if deed is None or not pages.may_change(deed):
            return None
        pages.fill(deed=deed, form=form, place=pages.place_of(deed))
        return deed


def locked(pages, deed: Deed) -> Deed | None:
    return pages.model.objects.select_for_update().filter(pk=deed.pk).first()
