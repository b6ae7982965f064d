"""Fetches the translations of everything on a page in one query."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language

from .translation import Translation


def attach_translations(objects, language: str | None = None) -> None:
    """Give each object its reviewed translations in one query for all of them (none if all are in that language)."""
    language = language or get_language()
    foreign = [thing for thing in objects if thing and thing.language != language]
    found = defaultdict(dict)
    if foreign:
        for row in Translation.objects.reviewed().filter(language=language).of(foreign):
            found[row.content_type_id, row.object_id][row.field] = row
    for thing in foreign:
        thing.attached_translations = found[ContentType.objects.get_for_model(thing).pk, thing.pk]


def fallback_languages(objects) -> list[str]:
    """The source languages in which a reader will meet some of these objects' texts."""
    readings = (thing.read(field) for thing in objects if thing for field in thing.translated_fields)
    return sorted({reading.language for reading in readings if reading.is_fallback})
