"""The newsletter: who gets it, and its issues, from draft to archive."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.models import Deed, DeedQuerySet, Stage
from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.languages import language_choices
from nisn_site.kit.translation import Translatable

KEPT_WHILE_HELD = timedelta(days=30)
# Words in addresses of the newsletter that are pages of their own.
TAKEN = ("sign-up", "stop", "stopped", "feed")


class SubscriberQuerySet(DeedQuerySet):
    def of_issue(self, issue: "NewsletterIssue"):
        """Who gets it: all readers, or those of one language."""
        readers = self.confirmed()
        return readers.filter(language=issue.audience) if issue.audience else readers


def is_left_lying(now: datetime) -> Q:
    """Sign-ups that waited for a person and never got one."""
    return Q(stage=Stage.HELD, created_at__lt=now - KEPT_WHILE_HELD)


class Subscriber(Deed):
    """A reader, known by an address and a language and nothing else. Whoever stops it is deleted at once."""

    unconfirmed_term = timedelta(days=2)
    link_term = timedelta(days=3650)

    objects = SubscriberQuerySet.as_manager()

    class Meta(Deed.Meta):
        verbose_name = _("newsletter reader")
        verbose_name_plural = _("newsletter readers")
        ordering = ["-pk"]
        constraints = [
            *Deed.Meta.constraints,
            models.UniqueConstraint(
                fields=["address_index"],
                condition=Q(stage=Stage.CONFIRMED),
                name="subscriber_once_per_address",
                violation_error_message=_("This address gets the newsletter already."),
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.CONFIRMED) | Q(address_proven_at__isnull=False),
                name="subscriber_has_proven_the_address",
                violation_error_message=_("Only the owner of an address can say that it gets the newsletter."),
            ),
        ]

    def __str__(self):
        return _("Reader %d") % (self.pk or 0)


def next_number() -> int:
    return (NewsletterIssue.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def audience_choices() -> list[tuple[str, str]]:
    return [("", _("All readers")), *language_choices()]


class NewsletterIssueQuerySet(models.QuerySet):
    def in_archive(self):
        """What everybody may read: from the moment its first mail is written."""
        return self.exclude(state=NewsletterIssue.State.DRAFT)

    def on_the_way(self):
        return self.filter(state__in=[NewsletterIssue.State.SENDING, NewsletterIssue.State.PAUSED])


class NewsletterIssue(Versioned, Translatable):
    """Written in one language, read in all: a reader without a translation gets the original, and a note that it is.

    `last_reader` is how far the mails are written: the primary key of the last reader who has one.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENDING = "sending", _("Being sent")
        PAUSED = "paused", _("Paused")
        SENT = "sent", _("Sent")

    translated_fields = ("subject", "summary", "body")
    markdown_fields = {"body": 2}

    number = models.PositiveSmallIntegerField(
        _("number"), default=next_number, unique=True, help_text=_("As readers see it: issue 3.")
    )
    slug = models.SlugField(
        _("words in the address"), max_length=80, unique=True, help_text=_("For example: summer-2007.")
    )
    subject = models.CharField(_("subject"), max_length=120, help_text=_("Of the mail, and heading in the archive."))
    summary = models.TextField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences, shown in the archive.")
    )
    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False, blank=True)
    audience = models.CharField(
        _("who gets it"), max_length=10, blank=True, choices=audience_choices,
        help_text=_("Everybody gets it in their own language where you have translated it, else as you wrote it."),
    )  # fmt: skip
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented for demonstration; carries a visible mark.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    readers = models.PositiveIntegerField(_("readers"), default=0, editable=False)
    last_reader = models.PositiveBigIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = NewsletterIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")
        ordering = ["-published_at", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$") & ~Q(slug__in=TAKEN),
                name="newsletterissue_slug_is_free",
                violation_error_message=_(
                    "Use small letters, digits and dashes; sign-up, stop, stopped and feed are taken."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None) | ~Q(state="draft") & Q(published_at__isnull=False),
                name="newsletterissue_goes_out_at_a_moment",
                violation_error_message=_("An issue has a day of sending if, and only if, it is no draft."),
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.subject}"

    def get_absolute_url(self):
        return reverse("conference:newsletter_issue", kwargs={"slug": self.slug})

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
