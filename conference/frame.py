"""The frame around every page: names, menu, languages, phones. Three queries, whatever the page."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import DisallowedHost, TooManyFieldsSent
from django.http import Http404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nisn_site.kit.languages import direction
from nisn_site.kit.translation_lookup import attach_translations, fallback_languages

from .models import Conference, Network, Page, PhoneLine


@dataclass(frozen=True, slots=True)
class MenuItem:
    url: str
    label: SafeString | str
    is_current: bool


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    dir: str
    url: str
    is_current: bool


@dataclass
class Frame:
    network: Network | None
    conference: Conference | None
    current_conference: Conference | None
    phones: list[PhoneLine]
    menu: list[MenuItem] = field(default_factory=list)
    footer_pages: list[MenuItem] = field(default_factory=list)
    languages: list[LanguageLink] = field(default_factory=list)
    leave_quickly: bool = False
    origin: str = ""

    @property
    def is_archive(self) -> bool:
        return self.conference is not None and self.conference != self.current_conference


def public_conferences(request) -> list[Conference]:
    """All conferences on the site, newest first; read once a request."""
    if not hasattr(request, "public_conferences"):
        request.public_conferences = list(Conference.objects.public().with_frame())
    return request.public_conferences


def find_conference(request, slug: str) -> Conference:
    """The public conference with this slug; raises Http404."""
    for conference in public_conferences(request):
        if conference.slug == slug:
            return conference
    raise Http404(f"no conference {slug}")


def current_conference(request) -> Conference | None:
    """The one marked as current, else the newest."""
    conferences = public_conferences(request)
    return next((conference for conference in conferences if conference.is_current), next(iter(conferences), None))


def framed(request, conference: Conference | None) -> Conference | None:
    """The same conference with what the frame needs; other apps' views fetch it without."""
    return next((one for one in public_conferences(request) if one == conference), None)


def frame(request) -> dict:
    """Context processor. Pages made by `render_page` get their frame at once, others when they look at it."""
    if hasattr(request, "page_texts"):
        return {"frame": build_frame(request)}
    return {"frame": SimpleLazyObject(lambda: build_frame(request))}


def build_frame(request) -> Frame:
    current = current_conference(request)
    conference = framed(request, getattr(request, "page_conference", None)) or current
    network = conference.network if conference else Network.objects.first()
    pages = list(Page.objects.for_menu(conference))
    texts = getattr(request, "page_texts", [])
    # A list, not a set: the page shown and its entry in the menu are two objects of one row.
    attach_translations([*texts, *pages, conference, current, network])
    request.fallback_languages = fallback_languages(texts)
    result = Frame(network, conference, current, phones=phones_of(conference))
    result.menu = [main_item(request, conference, current), *menu_items(request, pages, in_menu=True)]
    result.footer_pages = menu_items(request, pages, in_menu=False)
    result.languages = [language_link(request, code) for code, _name in settings.LANGUAGES]
    result.origin = origin(request)
    result.leave_quickly = any(getattr(thing, "leave_quickly", False) for thing in (request, *texts))
    return result


def origin(request) -> str:
    """Scheme and host for full addresses; empty when the request names a host that is not ours."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


def phones_of(conference) -> list[PhoneLine]:
    """Place and number only: that is what the conference's own query brought along."""
    return [PhoneLine(**values) for values in conference.network_phones] if conference else []


def main_item(request, conference, current) -> MenuItem:
    home = reverse("conference:home")
    url = conference.get_absolute_url() if conference and conference != current else home
    return MenuItem(url, _("Main page"), is_current=request.path in {url, home})


def menu_items(request, pages, *, in_menu: bool) -> list[MenuItem]:
    return [menu_item(request, page) for page in pages if page.in_menu == in_menu]


def menu_item(request, page: Page) -> MenuItem:
    reading = page.read("menu_label" if page.menu_label else "title")
    label = reading.text
    if reading.is_fallback:
        label = format_html('<span lang="{}" dir="{}">{}</span>', reading.language, reading.direction, label)
    url = page.get_absolute_url()
    return MenuItem(url, label, is_current=request.path == url)


def language_link(request, code: str) -> LanguageLink:
    """A link to this very page in another language; slugs are the same in all of them."""
    active = get_language()
    path = request.path
    rest = path.removeprefix(f"/{active}/") if path.startswith(f"/{active}/") else ""
    query = query_of(request)
    url = f"/{code}/{rest}" + (f"?{query}" if query and rest else "")
    return LanguageLink(code, settings.LANGUAGE_NAMES[code], direction(code), url, is_current=code == active)


def query_of(request) -> str:
    """The query, written safely; a page about too many parameters must not read them again."""
    try:
        return request.GET.urlencode()
    except TooManyFieldsSent:
        return ""
