"""What the search of the site looks through, whichever app it comes from."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models, transaction
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from nisn_site.kit.translation import Reading, Translatable
from nisn_site.kit.translation_lookup import attach_translations

from .conferences import Conference
from .pages import Announcement, Page

CONFIGURATIONS = {"en": "nisn_english", "es": "nisn_spanish"}
LONGEST_TITLE = 300


def configuration(language: str) -> str:
    """The rules by which PostgreSQL reads a language; made by the first migration."""
    return CONFIGURATIONS.get(language, "nisn_simple")


class Findable(NamedTuple):
    """One thing that can be found. `read` gives its title and its other words in the active language, after the
    translations of `texts` were attached; `address` is that of its page, below the language.
    """

    number: int  # its primary key
    address: str
    texts: list[Translatable]
    read: Callable[[], tuple[Reading, str]]


class SearchEntryQuerySet(models.QuerySet):
    @transaction.atomic
    def renew(self, kind: str, group: int, found: Iterable[Findable], *, conference: Conference | None = None) -> None:
        """Make these the only entries of a kind in a group, in every language of the site."""
        found, entries = list(found), []
        for language, _name in settings.LANGUAGES:
            attach_translations([text for one in found for text in one.texts], language)
            with override(language):
                entries += [entry_of(one, kind, group, conference, language) for one in found]
        self.filter(kind=kind, group=group).delete()
        self.bulk_create(entries, batch_size=500)


def entry_of(one: Findable, kind: str, group: int, conference: Conference | None, language: str) -> "SearchEntry":
    title, text = one.read()
    return SearchEntry(
        kind=kind, group=group, number=one.number, conference=conference, address=one.address, language=language,
        written_in=title.language, title=title.text[:LONGEST_TITLE], text=text, vector=vector_of(title.text, text, language),
    )  # fmt: skip


def vector_of(title: str, text: str, language: str) -> SearchVector:
    """Read by the rules of the reader's language even where the text is a fallback."""
    rules = configuration(language)
    return SearchVector(Value(title), weight="A", config=rules) + SearchVector(Value(text), weight="B", config=rules)


class SearchEntry(models.Model):
    """The words of one thing in one language, as PostgreSQL searches them (see `searching`).

    A page and an announcement take their entries along when they go. Everything else is known by `kind` and `number`,
    and its entries are renewed group by group: the sections of a proposal, the sessions of a conference.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        NEWS = "news", _("News")
        SESSION = "session", _("Session")
        PROPOSAL = "proposal", _("Campaign proposal")
        SECTION = "section", _("Section of a proposal")
        POINT = "point", _("Point of Unity")
        ISSUE = "issue", _("Newsletter")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAGE)
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="search_entries")
    announcement = models.ForeignKey(Announcement, models.CASCADE, null=True, related_name="search_entries")
    number = models.PositiveBigIntegerField(null=True)
    group = models.PositiveBigIntegerField(null=True)
    conference = models.ForeignKey(Conference, models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=10)
    written_in = models.CharField(max_length=10)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            models.Index(fields=["kind", "group"], name="search_entry_group"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, announcement=None, number=None)
                | Q(page=None, announcement__isnull=False, number=None)
                | Q(page=None, announcement=None, number__isnull=False),
                name="search_entry_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | (Q(group__isnull=False) & ~Q(address="")),
                name="search_entry_has_a_group_and_address",
            ),
            models.UniqueConstraint(
                fields=["page", "announcement", "kind", "number", "language"],
                nulls_distinct=False,
                name="search_entry_once_per_language",
            ),
        ]
