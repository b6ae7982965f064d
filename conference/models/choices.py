"""Choices and fields that several models of the conference share."""

import zoneinfo

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SPOKEN = {
    "en": "English", "es": "Español", "zh-hans": "中文", "ko": "한국어", "vi": "Tiếng Việt", "tl": "Tagalog",
    "ht": "Kreyòl Ayisyen", "ar": "العربية", "fr": "Français", "pt": "Português", "ru": "Русский", "am": "አማርኛ",
}  # fmt: skip


# Roles at a session that readers want to know of; the others are there so that nobody is needed in two places at once.
PUBLIC_ROLES = ("facilitator", "speaker", "moderator")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft: only organizers see it")
    PUBLISHED = "published", _("Published")


def spoken_languages_field():
    return ArrayField(
        models.CharField(max_length=10, choices=list(SPOKEN.items())),
        verbose_name=_("languages spoken"),
        default=list,
        blank=True,
        help_text=_("Leave all empty when you do not know."),
    )


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("We do not know this time zone. Write for example America/New_York."), code="unknown_time_zone"
        )
