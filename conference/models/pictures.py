from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation import Translatable

FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
WIDTHS = (480, 960)


class Picture(Translatable):
    """A picture that was re-encoded from an upload: six small files and a text for those who cannot see it."""

    translated_fields = ("alt",)

    stem = models.CharField(max_length=40, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        _("text alternative"),
        max_length=300,
        blank=True,
        help_text=_(
            "What one must know from the picture. For example: The law school is the third building left of the gate."
        ),
    )
    is_decorative = models.BooleanField(
        _("decoration only"), default=False, help_text=_("Nothing is lost when the picture is not seen.")
    )
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who made it. Show faces only with written consent.")
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True, alt="") | (Q(is_decorative=False) & ~Q(alt="")),
                name="picture_has_alternative_or_is_decorative",
                violation_error_message=_("Write a text alternative, or mark the picture as decoration only."),
            )
        ]

    def __str__(self):
        return self.alt or self.credit or self.stem

    def widths(self) -> list[int]:
        """The widths there are: never wider than the picture itself."""
        return sorted({min(self.width, width) for width in WIDTHS})

    def name(self, width: int, extension: str) -> str:
        return f"pictures/{self.stem}-{width}.{extension}"

    def names(self) -> list[str]:
        return [self.name(width, extension) for width in self.widths() for extension in FORMATS]

    def srcset(self, extension: str) -> str:
        return ", ".join(f"{default_storage.url(self.name(width, extension))} {width}w" for width in self.widths())

    @property
    def sources(self) -> list[tuple[str, str]]:
        """`(media type, srcset)` for the better formats, best first; JPEG is the fallback."""
        return [(FORMATS[extension], self.srcset(extension)) for extension in ("avif", "webp")]

    @property
    def fallback_url(self) -> str:
        return default_storage.url(self.name(self.widths()[0], "jpg"))
