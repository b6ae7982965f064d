"""A mail as a row: it waits, is sent, and is the record that it was sent. Its table is made by `nisn_site`."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.privacy.sealing import SealedTextField

from .failures import failure_choices

NAME = r"^[a-z0-9][a-z0-9._:-]*$"  # of a purpose or key: no "@", so no address
ACCOUNT_MAIL = "account"  # the purpose of mails with which an organizer signs in: nobody else may ever read them


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    BOUNCED = "bounced", _("came back")
    CANCELLED = "cancelled", _("cancelled")


WENT_OUT = (State.SENT, State.BOUNCED)
STILL_NEEDED = (State.WAITING, State.SENDING)


class MessageQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """What may be tried now, the most urgent first: what one person waits for goes before mailings."""
        return self.filter(state=State.WAITING, next_try_at__lte=now).order_by("is_mailing", "next_try_at", "pk")

    def unopened(self):
        """Without what is sealed: reading it costs time, and asks for the key."""
        return self.defer("recipient", "subject", "text", "html", "headers")

    def emptied(self) -> int:
        """Forget what these say and to whom; their keyed index stays for a while. Returns how many were changed."""
        return self.update(recipient="", subject="", text="", html="", headers="")


class Message(models.Model):
    """One mail to one person. `purpose` and `key` name its cause: there is never a second one of the same."""

    purpose = models.CharField(_("purpose"), max_length=40)
    key = models.CharField(_("what it is about"), max_length=100)
    recipient = SealedTextField(_("recipient"))
    address_index = models.CharField(max_length=64, db_index=True)
    language = models.CharField(_("language"), max_length=10)
    subject = SealedTextField(_("subject"), blank=True)
    text = SealedTextField(_("text"), blank=True)
    html = SealedTextField(blank=True)
    headers = SealedTextField(blank=True, help_text="JSON: Reply-To and what mailings need; holds links with tokens.")
    is_mailing = models.BooleanField(_("mailing"), default=False)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    failure = models.CharField(_("reason"), max_length=20, choices=failure_choices, blank=True)
    failure_code = models.CharField(max_length=20, blank=True, help_text="The mail server's number, as in 550 5.1.1")
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        app_label = "nisn_site"
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        permissions = [("read_message", "Can read the text of mails in the outbox")]
        indexes = [
            models.Index("is_mailing", "next_try_at", "id", name="message_due", condition=Q(state=State.WAITING)),
            models.Index("id", name="message_being_sent", condition=Q(state=State.SENDING)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "key"],
                name="message_once_for_its_cause",
                violation_error_message=_("This mail has been written already."),
            ),
            models.CheckConstraint(
                condition=Q(purpose__regex=NAME, key__regex=NAME),
                name="message_cause_is_no_address",
                violation_error_message=_("The cause of a mail is named by small letters, digits and . _ : - only."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=WENT_OUT, sent_at__isnull=False) | ~Q(state__in=WENT_OUT) & Q(sent_at=None),
                name="message_sent_at_is_true",
                violation_error_message=_("A mail has a moment at which it was sent if, and only if, it was sent."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STILL_NEEDED) | Q(text__empty=False),
                name="message_text_is_kept_until_sent",
                violation_error_message=_("The text of this mail is deleted already: it cannot be sent again."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FAILED) | ~Q(failure=""),
                name="message_failed_has_reason",
                violation_error_message=_("A mail that failed has a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.purpose} {self.key}"

    @property
    def is_emptied(self) -> bool:
        return not self.text

    @property
    def is_of_account(self) -> bool:
        return self.purpose == ACCOUNT_MAIL
