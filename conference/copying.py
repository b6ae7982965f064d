"""Next year's conference starts as a copy of this year's: dates moved, texts kept as drafts."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from nisn_site.kit.translation import Translation

from .models import Conference, Phase
from .models.choices import State


@transaction.atomic
def copy_conference(*, source: Conference, slug: str, starts_on: date) -> Conference:
    """Copy a conference with its main pages, pages, travel advice and places to stay.

    The copy is off the site; its pages are drafts; what was checked must be checked again. Recorded facts
    and news stay with the past. Raises ValidationError when the slug is taken or malformed.
    """
    length = source.ends_on - source.starts_on
    changes = {"slug": slug, "starts_on": starts_on, "ends_on": starts_on + length}
    changes |= {"phase": Phase.BEFORE, "is_public": False, "is_current": False}
    copy = duplicate(source, validate=True, **changes)
    for page in source.main_pages.all():
        page_copy = duplicate(page, conference=copy)
        for action in page.actions.all():
            target = action.target.replace(f"{source.slug}/", f"{slug}/", 1)
            duplicate(action, main_page=page_copy, target=target)
    for page in source.pages.all():
        duplicate(page, conference=copy, state=State.DRAFT)
    for option in [*source.travel_options.all(), *source.housing_options.all()]:
        duplicate(option, conference=copy, checked_on=None)
    return copy


def duplicate(row: models.Model, *, validate: bool = False, **changes) -> models.Model:
    """A new row with the same values, the given changes, and drafts of the same translations."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name != "version"]
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in fields})
    for name, value in changes.items():
        setattr(copy, name, value)
    if validate:
        copy.full_clean()
    copy.save()
    content_type = ContentType.objects.get_for_model(row)
    for translation in Translation.objects.of([row]):
        translation.pk, translation.object_id, translation.content_type = None, copy.pk, content_type
        translation.save(force_insert=True)
    return copy
