"""Every public address of the site, as the demo content fills it; used by all tests that walk over pages."""

from django.urls import reverse
from django.utils.translation import override

STRATEGY = {"conference": "2007", "proposal": "strategy"}
OPEN = {"conference": "2007", "proposal": "phone-tree"}
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
    ("contact_form", {}),
    ("contact_thanks", {}),
    ("contact_erased", {}),
    ("network_page", {"slug": "privacy"}),
    ("network_page", {"slug": "accessibility"}),
    ("network_page", {"slug": "conduct"}),
    ("network_page", {"slug": "glossary"}),
    ("news", {}),
    ("newsletter", {}),
    ("newsletter_issue", {"slug": "sample-two-ways-to-help"}),
    ("newsletter_form", {}),
    ("newsletter_later", {}),
    ("newsletter_erased", {}),
    ("newsletter_stopped", {}),
    ("archive", {}),
    ("search", {}),
    ("schedule", {"conference": "2007"}),
    ("schedule", {"conference": "2006"}),
    ("schedule", {"conference": "2009"}),
    ("schedule_day", {"conference": "2007", "day": "2007-07-28"}),
    ("schedule_now", {"conference": "2007"}),
    ("schedule_changes", {"conference": "2007"}),
    ("schedule_since", {"conference": "2007", "number": 1}),
    ("schedule_print", {"conference": "2007"}),
    ("schedule_doors", {"conference": "2007"}),
    ("my_list", {"conference": "2007"}),
    ("session", {"conference": "2007", "slug": "shared-tools"}),
    ("session", {"conference": "2006", "slug": "lgbt-caucus"}),
    ("rooms", {"conference": "2007"}),
    ("room", {"conference": "2007", "slug": "auditorium"}),
    ("people", {"conference": "2007"}),
    ("person", {"conference": "2007", "slug": "ana-sample"}),
    ("organization", {"conference": "2007", "slug": "sample-rights-line"}),
    ("campaigns:proposals", {"conference": "2007"}),
    ("campaigns:proposals", {"conference": "2006"}),
    ("campaigns:proposals", {"conference": "2009"}),
    ("campaigns:proposal", STRATEGY),
    ("campaigns:draft", STRATEGY | {"number": 1}),
    ("campaigns:section", STRATEGY | {"key": "s4walls"}),
    ("campaigns:changes", STRATEGY | {"older": 1, "newer": 2}),
    ("campaigns:changes_side_by_side", STRATEGY | {"older": 1, "newer": 2}),
    ("campaigns:changes_as_list", STRATEGY | {"older": 1, "newer": 2}),
    ("campaigns:feedback", STRATEGY),
    ("campaigns:remark", STRATEGY | {"number": 1}),
    ("campaigns:remark", STRATEGY | {"number": 7}),
    ("campaigns:feedback_figures", STRATEGY),
    ("campaigns:support_form", STRATEGY | {"number": 1}),
    ("campaigns:follow_form", STRATEGY),
    ("campaigns:follow_thanks", STRATEGY),
    ("campaigns:follow_erased", STRATEGY),
    ("campaigns:give_form", STRATEGY | {"number": 1, "key": "s4raids"}),
    ("campaigns:proposal", OPEN),
    ("campaigns:give_form", OPEN | {"number": 1, "key": "s5words"}),
    ("campaigns:give_form", OPEN | {"number": 1, "key": "whole"}),
    ("campaigns:answers", STRATEGY | {"number": 2}),
    ("campaigns:print", STRATEGY | {"number": 2}),
    ("campaigns:amendments", STRATEGY),
    ("campaigns:amendment", STRATEGY | {"number": 5}),
    ("unity:points", {"year": "2006"}),
    ("unity:points", {"year": "2007"}),
    ("unity:points", {"year": "2008"}),
    ("unity:points", {"year": "2009"}),
    ("unity:points", {"year": "2012"}),
    ("unity:point", {"year": "2007", "number": 3}),
    ("unity:point", {"year": "2012", "number": 5}),
    ("unity:since", {"year": "2012", "older": "2008"}),
    ("unity:sheet", {"year": "2012", "other": "es"}),
    ("unity:floor", {"conference": "2007"}),
]
LANGUAGES = ("en", "es", "ar")


def address(name: str, kwargs: dict, language: str) -> str:
    with override(language):
        return reverse(name if ":" in name else f"conference:{name}", kwargs=kwargs)


def addresses(*languages: str) -> list[str]:
    return [address(name, kwargs, language) for language in languages or LANGUAGES for name, kwargs in PAGES]
