"""In which languages people can follow a session, and how, in a few words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from ..models import SessionLanguage
from ..models.choices import SPOKEN
from .words import kept_together

SIGNED = {"ase": gettext_lazy("American Sign Language"), "mfs": gettext_lazy("Mexican Sign Language")}


PATTERNS = {
    SessionLanguage.How.SPOKEN: gettext_lazy("Spoken: %s."),
    SessionLanguage.How.INTERPRETED: gettext_lazy("Interpretation: %s."),
    SessionLanguage.How.SIGN: gettext_lazy("Sign language: %s."),
    SessionLanguage.How.CAPTIONS: gettext_lazy("Live captions: %s."),
}


def language_label(code: str) -> str:
    """A spoken language in its own words, a sign language in the reader's; a code nobody knows as it is."""
    return str(SPOKEN.get(code) or SIGNED.get(code) or code)


def languages_in_words(languages: Iterable[SessionLanguage]) -> str:
    """For example: Spoken: English. Interpretation: Español."""
    found: dict[str, list[str]] = {how: [] for how in PATTERNS}
    for one in languages:
        found[one.how].append(kept_together(language_label(one.language)))
    return " ".join(str(PATTERNS[how]) % ", ".join(names) for how, names in found.items() if names)
