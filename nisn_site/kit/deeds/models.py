"""Something that a visitor without an account does: it counts when their address is confirmed or a person has looked.

An app's own model adds what was said. All that leads back to the sender is here, sealed or hashed; no secret of the
mailed link is stored (see `links`).
"""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.gate.ladder import Reason
from nisn_site.kit.languages import language_choices, source_language
from nisn_site.kit.privacy.sealing import SealedTextField, address_index


class Stage(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Waits for the button in our mail")
    HELD = "held", _("Waits for a person")
    CONFIRMED = "confirmed", _("Confirmed")
    WITHDRAWN = "withdrawn", _("Taken back")


class DeedQuerySet(models.QuerySet):
    def unconfirmed(self):
        return self.filter(stage=Stage.UNCONFIRMED)

    def held(self):
        return self.filter(stage=Stage.HELD)

    def confirmed(self):
        """What counts."""
        return self.filter(stage=Stage.CONFIRMED)

    def of_address(self, address: str):
        """All that came from this address, in any spelling of it."""
        return self.filter(address_index=address_index(address))


class Deed(models.Model):
    """`held_for` may also stand on an unconfirmed deed: it will then be held when its address is confirmed."""

    Stage, Reason = Stage, Reason
    unconfirmed_term = timedelta(days=7)  # then its row dies
    link_term = timedelta(days=180)  # of a confirmed one; an older link asks for a fresh one by mail

    stage = models.CharField(_("state"), max_length=12, choices=Stage, default=Stage.UNCONFIRMED, editable=False)
    held_for = models.CharField(
        _("why a person should look"), max_length=12, choices=Reason, blank=True, editable=False
    )
    submit_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    address = SealedTextField(_("email"), blank=True, default="", editable=False)
    address_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=language_choices, default=source_language, editable=False
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    address_proven_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("counts since"), null=True, editable=False)
    link_number = models.PositiveSmallIntegerField(default=1, editable=False)
    link_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 -- none is not a link
    link_expires_at = models.DateTimeField(null=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    mails_sent = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = DeedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="%(class)s_stage_is_known",
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.HELD) | ~Q(held_for=""), name="%(class)s_held_says_why",
                violation_error_message=_("What is held needs a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.CONFIRMED) | Q(confirmed_at__isnull=False, held_for=""),
                name="%(class)s_confirmed_since_a_moment",
                violation_error_message=_("What is confirmed has a moment and waits for nobody."),
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.UNCONFIRMED) | ~Q(address_index=""),
                name="%(class)s_unconfirmed_has_an_address",
                violation_error_message=_("Only somebody with an address can confirm it."),
            ),
            models.CheckConstraint(
                condition=Q(link_hash__isnull=True, link_expires_at__isnull=True)
                | Q(link_hash__isnull=False, link_expires_at__isnull=False),
                name="%(class)s_link_has_an_end",
                violation_error_message=_("Every link has an end."),
            ),
        ]  # fmt: skip

    def write_to(self, address: str) -> None:
        """Set the address and what it is found by."""
        self.address, self.address_index = address, address_index(address) if address else ""

    @property
    def is_confirmed(self) -> bool:
        return self.stage == Stage.CONFIRMED

    @property
    def is_unconfirmed(self) -> bool:
        return self.stage == Stage.UNCONFIRMED

    @property
    def is_withdrawn(self) -> bool:
        return self.stage == Stage.WITHDRAWN
