"""The site's languages, as model fields and templates need them."""

from django.conf import settings
from django.utils.translation import get_language, get_language_info


def language_choices() -> list[tuple[str, str]]:
    """A callable, so that a new language in the settings needs no migration."""
    return list(settings.LANGUAGES)


def source_language() -> str:
    return settings.LANGUAGE_CODE


def direction(code: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def active_language() -> str:
    """The language a page is read in; where translation is switched off, the site's first one."""
    return get_language() or settings.LANGUAGE_CODE


def known_language(code: str) -> str:
    """The code if the site speaks that language, else its first one."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
