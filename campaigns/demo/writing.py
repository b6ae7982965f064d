"""How the demo content writes a row with texts in several languages."""

from django.conf import settings

from nisn_site.kit.languages import source_language
from nisn_site.kit.translation import Translation


def write(thing, **texts: dict[str, str]) -> None:
    """Save the row with these texts in the source language and, reviewed, in all others that they are given in."""
    thing.language = source_language()
    for name, text in texts.items():
        setattr(thing, name, text[source_language()].strip())
    thing.full_clean(validate_unique=False, validate_constraints=False)  # the database checks, once all is in place
    thing.save()
    translate(thing, **texts)


def translate(thing, **texts: dict[str, str]) -> None:
    for name, text in texts.items():
        for language in text.keys() & dict(settings.LANGUAGES).keys() - {thing.language}:
            thing.translate(name, language, text[language].strip(), state=Translation.State.REVIEWED)
