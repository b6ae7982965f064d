"""Every public address of the site, as the demo content fills it; used by all tests that walk over pages."""

from django.urls import reverse
from django.utils.translation import override

PAGES = [
    ("home", {}),
    ("main", {"conference": "2007"}),
    ("main", {"conference": "2006"}),
    ("main", {"conference": "2009"}),
    ("page", {"conference": "2007", "slug": "about"}),
    ("page", {"conference": "2006", "slug": "about"}),
    ("page", {"conference": "2009", "slug": "about"}),
    ("page", {"conference": "2007", "slug": "travel"}),
    ("page", {"conference": "2006", "slug": "travel"}),
    ("page", {"conference": "2009", "slug": "travel"}),
    ("network_page", {"slug": "network"}),
    ("network_page", {"slug": "contact"}),
    ("network_page", {"slug": "privacy"}),
    ("network_page", {"slug": "accessibility"}),
    ("network_page", {"slug": "conduct"}),
    ("network_page", {"slug": "glossary"}),
    ("news", {}),
    ("archive", {}),
    ("search", {}),
]
LANGUAGES = ("en", "es", "ar")


def address(name: str, kwargs: dict, language: str) -> str:
    with override(language):
        return reverse(f"conference:{name}", kwargs=kwargs)


def addresses(*languages: str) -> list[str]:
    return [address(name, kwargs, language) for language in languages or LANGUAGES for name, kwargs in PAGES]
