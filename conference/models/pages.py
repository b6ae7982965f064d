from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .choices import State
from .conferences import Conference
from .pictures import Picture

# First words of addresses that belong to something else.
RESERVED_SLUGS = ("news", "newsletter", "archive", "search", "style")


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """What everybody may see now, in conferences that are on the site."""
        on_site = Q(conference=None) | Q(conference__is_public=True)
        return self.filter(on_site, state=State.PUBLISHED, publish_at__lte=timezone.now())

    def waiting(self):
        """Published by an organizer for a later moment."""
        return self.filter(state=State.PUBLISHED, publish_at__gt=timezone.now())

    def drafts(self):
        return self.filter(state=State.DRAFT)


class PageQuerySet(PublishableQuerySet):
    def for_menu(self, conference):
        """Titles of the pages of a conference and of the network, in menu order, without their texts."""
        return (
            self.published()
            .filter(Q(conference=conference) | Q(conference=None))
            .select_related("conference")
            .only("slug", "title", "menu_label", "language", "in_menu", "position", "conference__slug")
        )


class Publishable(Versioned, Translatable):
    """A text that is a draft until an organizer publishes it, now or for later."""

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    publish_at = models.DateTimeField(
        _("visible from"), default=timezone.now, help_text=_("Choose a later moment to publish by itself then.")
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented for demonstration; carries a visible mark.")
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def is_visible(self) -> bool:
        return self.state == State.PUBLISHED and self.publish_at <= timezone.now()


class Page(Publishable):
    """A page of a conference, or of the whole network when `conference` is empty."""

    translated_fields = ("title", "menu_label", "summary", "body")
    markdown_fields = {"body": 2}

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        ABOUT = "about", _("Text and recorded facts")
        TRAVEL = "travel", _("Travel and housing")
        CONTACT = "contact", _("Contact: phones and email")
        GLOSSARY = "glossary", _("Glossary")

    conference = models.ForeignKey(
        Conference,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="pages",
        verbose_name=_("conference"),
        help_text=_("Empty: a page of the whole network."),
    )
    slug = models.SlugField(
        _("word in the address"),
        max_length=50,
        help_text=_("Short, small English letters, for example: travel. Do not change it later."),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, default=Kind.TEXT, help_text=_("What is shown besides the text.")
    )
    title = models.CharField(_("title"), max_length=120)
    menu_label = models.CharField(_("words in the menu"), max_length=40, blank=True, help_text=_("Empty: the title."))
    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences on top of the page, also for search engines."),
    )
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    picture = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, verbose_name=_("picture"))
    in_menu = models.BooleanField(_("in the menu"), default=True, help_text=_("Off: in the footer."))
    position = models.PositiveSmallIntegerField(
        _("order in the menu"), default=50, help_text=_("Smaller numbers come first. The main page is first by itself.")
    )
    leave_quickly = models.BooleanField(
        _("“Leave this page” link"),
        default=False,
        help_text=_("For pages that could put a reader at risk when somebody looks over their shoulder."),
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "slug"],
                nulls_distinct=False,
                name="page_address_once",
                violation_error_message=_(
                    "There is already a page with this word in its address. Choose another word."
                ),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z][a-z0-9-]*$") & ~Q(slug__in=RESERVED_SLUGS),
                name="page_slug_is_a_free_word",
                violation_error_message=_(
                    "Start with a letter and use small letters, digits and dashes; news, newsletter, archive, search and style are taken."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.conference.slug})" if self.conference else self.title

    def get_absolute_url(self):
        if self.conference_id:
            return reverse("conference:page", kwargs={"conference": self.conference.slug, "slug": self.slug})
        return reverse("conference:network_page", kwargs={"slug": self.slug})


class Announcement(Publishable):
    """News with a date, of one conference or of the network."""

    translated_fields = ("title", "summary", "body")
    markdown_fields = {"body": 2}

    conference = models.ForeignKey(
        Conference, models.CASCADE, null=True, blank=True, related_name="announcements", verbose_name=_("conference")
    )
    slug = models.SlugField(
        _("words in the address"), max_length=80, unique=True, help_text=_("For example: draft-of-july-4.")
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("One or two sentences, shown in lists and feeds.")
    )
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    picture = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, verbose_name=_("picture"))

    objects = PublishableQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-publish_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("conference:announcement", kwargs={"slug": self.slug})


class Term(Translatable):
    """A word that a newcomer may not know, explained once."""

    translated_fields = ("term", "meaning")

    slug = models.SlugField(
        _("word in the address"),
        max_length=50,
        unique=True,
        help_text=_("Made from the word. Links lead to it, so do not change it later."),
    )
    term = models.CharField(_("word"), max_length=80)
    meaning = models.TextField(
        _("meaning"), max_length=500, help_text=_("One or two sentences that need no other hard word.")
    )

    class Meta:
        verbose_name = _("glossary word")
        verbose_name_plural = _("glossary")
        ordering = ["term"]

    def __str__(self):
        return self.term
