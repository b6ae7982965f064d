"""What is still missing in a language: the translators' list of work."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from .translation import Translatable, Translation, fingerprint


@dataclass
class Gap:
    """One object whose texts are not all there in a language."""

    subject: Translatable
    missing: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.missing or self.outdated or self.drafts)


def translatable_models() -> list[type[Translatable]]:
    return [model for model in apps.get_models() if issubclass(model, Translatable)]


def gap(subject: Translatable, language: str, found: dict[str, Translation]) -> Gap:
    """Compare an object's texts with its translations (by field name) into `language`."""
    result = Gap(subject)
    for name in subject.translated_fields if subject.language != language else ():
        source, translation = getattr(subject, name), found.get(name)
        if not source:
            continue
        if translation is None:
            result.missing.append(name)
        elif translation.source_fingerprint != fingerprint(source):
            result.outdated.append(name)
        elif translation.state == Translation.State.DRAFT:
            result.drafts.append(name)
    return result


def gaps_of(subjects, language: str) -> list[Gap]:
    """The gaps of these objects, in one query."""
    found = defaultdict(dict)
    for row in Translation.objects.filter(language=language).of(subjects):
        found[row.content_type_id, row.object_id][row.field] = row
    keys = [(ContentType.objects.get_for_model(subject).pk, subject.pk) for subject in subjects]
    all_gaps = (gap(subject, language, found[key]) for subject, key in zip(subjects, keys, strict=True))
    return [one for one in all_gaps if one]


def gaps(language: str) -> list[Gap]:
    """Every gap on the site; one query a model and one for the translations."""
    return gaps_of([subject for model in translatable_models() for subject in rows_to_translate(model)], language)


def rows_to_translate(model: type[Translatable]):
    """All rows, or those that the model's `to_translate` names, where some are not worth a translator's time."""
    return getattr(model, "to_translate", model.objects.all)()
