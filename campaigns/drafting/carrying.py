"""A text that stands word for word in another place takes its translations along."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from nisn_site.kit.translation import Translatable, Translation


def carry_translations(source: Translatable, target: Translatable, *, fields: Iterable[str]) -> None:
    """In every language in which a field of the source is translated, the target gets that translation."""
    kind = ContentType.objects.get_for_model(target)
    for row in Translation.objects.of([source]).filter(field__in=list(fields)):
        Translation.objects.of([target]).filter(language=row.language, field=row.field).delete()
        row.pk, row.content_type, row.object_id = None, kind, target.pk
        row.save()
