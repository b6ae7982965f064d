"""What the sender does with a deed later, on its own page: change it, hide it, take it back, have it deleted."""

from django.db import transaction

from nisn_site.kit.gate.ladder import reason_in

from .confirming import hold, locked
from .mailing import mails_of
from .models import Deed


def change(*, pages, deed: Deed, form) -> Deed | None:
    """Store what the sender changed; None when it may not be changed any more.

    New words can give a new reason for a person to look: then it is held again.
    """
    with transaction.atomic():
        deed = locked(pages, deed)
        if deed is None or not pages.may_change(deed):
            return None
        pages.fill(deed=deed, form=form, place=pages.place_of(deed))
        reason = reason_in(pages.texts_of(form), pages.limits)
        if reason and not deed.held_for:
            deed.held_for = reason
            hold(pages, deed) if deed.is_confirmed else deed.save(update_fields=["held_for"])
        return deed


def choose(*, pages, deed: Deed, name: str) -> bool:
    """Do what the sender chose; False when that is not to be had (any more). With a deed or its address go its mails."""
    with transaction.atomic():
        deed = locked(pages, deed)
        choice = deed and next((one for one in pages.choices_of(deed) if one.name == name), None)
        if not choice:
            return False
        rows, mails = pages.model.objects.filter(pk=deed.pk), mails_of([deed])
        choice.act(deed)
        if not rows.exclude(address_index="").exists():
            mails.delete()
        return True
