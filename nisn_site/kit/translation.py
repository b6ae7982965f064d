"""Texts of the database in several languages, where the reader can always see what is a fallback or out of date.

The source text lives in the row itself, together with its language. Translations live in one table, one row
for each object, field and language. Nothing falls back silently: `read()` says what it found (see `reading`), and `translation_lookup` fetches
the translations of all objects on a page at once.
"""

import hashlib
from collections import defaultdict

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .languages import language_choices, source_language
from .markdown import render
from .reading import Reading


def fingerprint(text: str) -> str:
    """16 hex digits that change when the text does; spaces at the ends do not count."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


class TranslationQuerySet(models.QuerySet):
    def reviewed(self):
        return self.filter(state=Translation.State.REVIEWED)

    def of(self, objects):
        """Translations of the given saved objects, whatever their models."""
        found = models.Q(pk__in=[])
        for content_type, keys in keys_by_type(objects).items():
            found |= models.Q(content_type=content_type, object_id__in=keys)
        return self.filter(found)


class Translation(models.Model):
    """One field of one object in one language."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft: not shown yet")
        REVIEWED = "reviewed", _("Reviewed: shown on the site")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    field = models.CharField(max_length=50)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("translation"))
    html = models.TextField(editable=False, blank=True)
    source_fingerprint = models.CharField(max_length=16, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    translator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        app_label = "nisn_site"
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"],
                name="translation_once_per_field_and_language",
                violation_error_message=_("This text already has a translation into this language."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="translation_not_empty",
                violation_error_message=_("An empty translation would hide the text. Delete it instead."),
            ),
        ]

    def __str__(self):
        return f"{self.field} ({self.language})"


class Translatable(models.Model):
    """A row with texts. `translated_fields` lists them; `markdown_fields` maps some to their top heading level.

    For each Markdown field `body` the model declares a `body_html`, filled here, so that pages never render it.
    """

    translated_fields: tuple[str, ...] = ()
    markdown_fields: dict[str, int] = {}

    language = models.CharField(
        _("written in"),
        max_length=10,
        choices=language_choices,
        default=source_language,
        help_text=_("The language you write these texts in. Translations are added on their own page."),
    )
    translations = GenericRelation(Translation)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        for name, top_heading in self.markdown_fields.items():
            setattr(self, f"{name}_html", render(getattr(self, name), top_heading=top_heading))
        if update_fields is not None:
            update_fields = {
                *update_fields,
                *(f"{name}_html" for name in self.markdown_fields if name in update_fields),
            }
        super().save(*args, update_fields=update_fields, **kwargs)

    def read(self, field: str) -> Reading:
        """The field in the active language, or its source text marked as fallback.

        Raises AttributeError when translations are needed and `attach_translations` was not called,
        since asking row by row would cost a query each.
        """
        wanted = get_language() or settings.LANGUAGE_CODE
        source = getattr(self, field)
        if self.language != wanted and source and (found := self.attached_translations.get(field)):
            outdated = found.source_fingerprint != fingerprint(source)
            return Reading(
                found.text, found.html, wanted, is_fallback=False, is_outdated=outdated, translated_at=found.updated_at
            )
        html = getattr(self, f"{field}_html") if field in self.markdown_fields else ""
        return Reading(source, html, self.language, is_fallback=bool(source) and self.language != wanted)

    def translate(self, field: str, language: str, text: str, *, state: str, translator=None) -> Translation | None:
        """Store one translation (an empty text removes it) and remember which source text it belongs to."""
        key = {
            "content_type": ContentType.objects.get_for_model(self),
            "object_id": self.pk,
            "field": field,
            "language": language,
        }
        if not text.strip():
            Translation.objects.filter(**key).delete()
            return None
        html = render(text, top_heading=self.markdown_fields[field]) if field in self.markdown_fields else ""
        values = {"text": text, "html": html, "state": state, "translator": translator}
        values["source_fingerprint"] = fingerprint(getattr(self, field))
        return Translation.objects.update_or_create(**key, defaults=values)[0]


def keys_by_type(objects) -> dict[ContentType, set[int]]:
    keys = defaultdict(set)
    for thing in objects:
        keys[ContentType.objects.get_for_model(thing)].add(thing.pk)
    return keys
