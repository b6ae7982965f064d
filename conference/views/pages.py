from unicodedata import normalize

from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.translation_lookup import attach_translations

from ..frame import current_conference, find_conference
from ..models import HousingOption, Page, PhoneLine, RecordedFact, Term, TravelOption
from ..previews import previewed_key


@require_safe
def page(request, *, conference: str, slug: str):
    conference = find_conference(request, conference)
    return show_page(request, find_page(request, conference=conference, slug=slug), conference)


@require_safe
def network_page(request, *, slug: str):
    return show_page(request, find_page(request, conference=None, slug=slug), None)


def find_page(request, **address) -> Page:
    """The published page at this address; an unpublished one only through its signed link."""
    pages = Page.objects.select_related("picture").filter(**address)
    if key := previewed_key(request, Page):
        return get_object_or_404(pages, pk=key)
    return get_object_or_404(pages.published())


def show_page(request, page: Page, conference):
    extra, texts = EXTRAS[page.kind](request, conference or current_conference(request))
    context = {"page": page, "is_preview": not page.is_visible, **extra}
    template = f"conference/page_{page.kind}.html"
    response = render_page(request, template, context, conference=conference, texts=[page, page.picture, *texts])
    if "preview" in request.GET:
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
    return response


# What each kind of page shows besides its text: (context, translatable objects).


def nothing(request, conference):
    return {}, []


def facts(request, conference):
    facts = list(RecordedFact.objects.filter(conference=conference))
    return {"facts": facts}, facts


def travel(request, conference):
    options = list(TravelOption.objects.filter(conference=conference))
    housing = list(HousingOption.objects.filter(conference=conference))
    venue = conference.venue if conference else None
    sections = [
        {"code": code, "label": label, "options": [option for option in options if option.section == code]}
        for code, label in TravelOption.Section.choices
    ]
    texts = [*options, *housing, *([venue, venue.map_picture] if venue else [])]
    return {"sections": sections, "housing": housing, "venue": venue}, texts


def contact(request, conference):
    phones = list(PhoneLine.objects.all())
    return {"phones": phones, "network": conference.network if conference else None}, phones


def glossary(request, conference):
    terms = list(Term.objects.all())
    attach_translations(terms)  # before the frame does it, since the order depends on the language
    return {"terms": sorted(terms, key=alphabetical)}, terms


def alphabetical(term: Term) -> str:
    """The word as a dictionary sorts it: accents and capitals do not count."""
    return normalize("NFD", term.read("term").text).encode("ascii", "ignore").decode().casefold() or term.slug


EXTRAS = {
    Page.Kind.TEXT: nothing,
    Page.Kind.ABOUT: facts,
    Page.Kind.TRAVEL: travel,
    Page.Kind.CONTACT: contact,
    Page.Kind.GLOSSARY: glossary,
}
