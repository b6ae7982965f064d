from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.models import Deed, DeedQuerySet, Stage
from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.privacy.sealing import SealedTextField
from nisn_site.kit.translation import Translatable

NAME_LENGTH = 120
MESSAGE_LENGTH = 4_000
KEPT_AFTER_ANSWER = timedelta(days=90)
KEPT_UNANSWERED = timedelta(days=365)


class ContactTopic(Versioned, Translatable):
    """What somebody can write to us about, and who is told."""

    translated_fields = ("name",)

    name = models.CharField(
        _("name"), max_length=80, help_text=_("As people choose it, for example: Coming to the conference.")
    )
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who is told"),
        blank=True,
        limit_choices_to={"is_active": True, "is_staff": True},
        related_name="+",
        help_text=_(
            "They get a mail when a message has come, without its text. Nobody chosen: the network's address gets it."
        ),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("contact topic")
        verbose_name_plural = _("contact topics")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class ContactMessageQuerySet(DeedQuerySet):
    def readable(self):
        """What organizers may read: everything that its sender has not taken back."""
        return self.exclude(stage=Stage.WITHDRAWN)

    def to_answer(self):
        """What waits for an organizer; an unconfirmed one may be read, but waits for its sender first."""
        return self.filter(stage__in=[Stage.HELD, Stage.CONFIRMED], answered_at__isnull=True)


def is_over(now: datetime) -> Q:
    """What is to be deleted: 90 days after the answer, without one after a year."""
    return Q(answered_at__lt=now - KEPT_AFTER_ANSWER) | Q(answered_at=None, created_at__lt=now - KEPT_UNANSWERED)


class ContactMessage(Deed):
    """A message to the organizers.

    Organizers may read it at once, also before its address is confirmed and when there is none: a mail of ours that is
    lost or never opened must not silence somebody in need. But we mail no stranger: the answer goes out, and organizers
    are told by mail, only when the sender has pressed the button in our mail. Without an address a person reads it, and
    no answer by mail is possible; the page says so and names the phone.
    """

    topic = models.ForeignKey(
        ContactTopic, models.SET_NULL, null=True, blank=True, verbose_name=_("topic"), editable=False
    )
    name = SealedTextField(_("name"), blank=True, default="", editable=False)
    message = SealedTextField(_("message"), editable=False)
    answer = SealedTextField(_("answer"), blank=True, default="", help_text=_("As it went out by mail."))
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = ContactMessageQuerySet.as_manager()

    class Meta(Deed.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Deed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answer__empty=True) | Q(answered_at__isnull=False, address_proven_at__isnull=False),
                name="contact_answer_goes_to_a_proven_address",
                violation_error_message=_("We answer only an address whose owner has confirmed it."),
            ),
        ]

    def __str__(self):
        about = self.topic or _("Message")  # not inside the braces: makemessages does not look there
        return f"{about}, {timezone.localtime(self.created_at):%Y-%m-%d %H:%M}"

    @property
    def can_be_answered(self) -> bool:
        return self.address_proven_at is not None and self.answered_at is None
