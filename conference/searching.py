"""Full-text search over everything that can be read here, each language by its own rules and without accents.

The words are written into `SearchEntry` whenever a text is saved or published, so a search reads one index. What may be
seen at this moment is asked of each kind's own rows (`settings.FINDABLE`), so that what is hidden is gone at once.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from django.utils.translation import override

from nisn_site.kit.translation_lookup import attach_translations

from .models import Announcement, HousingOption, Page, RecordedFact, SearchEntry, Term, TravelOption
from .models.choices import State
from .models.search import configuration, vector_of

# Characters that no text contains, so that highlighting survives escaping.
HIT_STARTS, HIT_ENDS = "\ue000", "\ue001"


@transaction.atomic
def index(thing: Page | Announcement) -> None:
    """Write the words of one page or announcement in every language of the site."""
    thing.search_entries.all().delete()
    SearchEntry.objects.bulk_create(entry(thing, code) for code, _name in settings.LANGUAGES)


def entry(thing: Page | Announcement, language: str) -> SearchEntry:
    """What a reader of `language` sees of it."""
    others = companions(thing)
    attach_translations([thing, *others], language)
    with override(language):
        title = thing.read("title")
        text = " ".join([thing.read("summary").text, strip_tags(thing.read("body").html), *map(texts_of, others)])
    if isinstance(thing, Page):
        target = {"kind": SearchEntry.Kind.PAGE, "page": thing}
    else:
        target = {"kind": SearchEntry.Kind.NEWS, "announcement": thing}
    return SearchEntry(
        language=language, written_in=title.language, title=title.text, text=text, conference=thing.conference,
        vector=vector_of(title.text, text, language), **target,
    )  # fmt: skip


def texts_of(thing) -> str:
    return " ".join(strip_tags(thing.read(name).text) for name in thing.translated_fields)


def companions(thing) -> list:
    """Rows that are shown on a page besides its own text, and should be found there."""
    if not isinstance(thing, Page):
        return []
    match thing.kind:
        case Page.Kind.TRAVEL:
            models = (TravelOption, HousingOption)
            return [row for model in models for row in model.objects.filter(conference=thing.conference)]
        case Page.Kind.ABOUT:
            return list(thing.conference.facts.all()) if thing.conference else []
        case Page.Kind.GLOSSARY:
            return list(Term.objects.all())
    return []


def find(query: str, language: str, kind: str = ""):
    """Entries in `language` that match, best first, with a marked `excerpt`; only of what everybody may see."""
    rules = configuration(language)
    # Plain words only: PostgreSQL's "websearch" syntax runs out of stack on a row of minus signs.
    wanted = SearchQuery(query, config=rules, search_type="plain")
    entries = SearchEntry.objects.filter(seen_by_all(), language=language, vector=wanted)
    if kind:
        entries = entries.filter(kind=kind)
    return (
        entries.select_related("page__conference", "announcement__conference", "conference")
        .annotate(
            rank=SearchRank(F("vector"), wanted),
            excerpt=SearchHeadline(
                "text", wanted, config=rules, start_sel=HIT_STARTS, stop_sel=HIT_ENDS,
                max_words=30, min_words=15, max_fragments=2, fragment_delimiter=" … ",
            ),
        )
        .order_by("-rank", "pk")
    )  # fmt: skip


def seen_by_all() -> Q:
    found = visible("page") | visible("announcement")
    for kind, rows in sources().items():
        found |= Q(kind=kind, number__in=rows().values("pk"))
    return found


def sources() -> dict[str, Callable]:
    """By kind: what gives the rows that everybody may see."""
    return {kind: rows for name in settings.FINDABLE for kind, rows in import_string(name).items()}


def visible(relation: str) -> Q:
    on_site = Q(**{f"{relation}__conference": None}) | Q(**{f"{relation}__conference__is_public": True})
    published = {f"{relation}__state": State.PUBLISHED, f"{relation}__publish_at__lte": timezone.now()}
    return Q(**{f"{relation}__isnull": False}, **published) & on_site


def index_where_shown(thing) -> None:
    """Renew the search entries of every page on which this row is read."""
    if isinstance(thing, Page | Announcement):
        index(thing)
        return
    kinds = {
        TravelOption: Page.Kind.TRAVEL,
        HousingOption: Page.Kind.TRAVEL,
        RecordedFact: Page.Kind.ABOUT,
        Term: Page.Kind.GLOSSARY,
    }
    if kind := kinds.get(type(thing)):
        pages = Page.objects.filter(kind=kind)
        if kind != Page.Kind.GLOSSARY:
            pages = pages.filter(conference=thing.conference)
        for page in pages:
            index(page)
