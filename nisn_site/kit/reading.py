"""What a reader gets of one text: never silently second best."""

from dataclasses import dataclass

from .languages import direction


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gets of one field: the text, its language, and whether it is second best."""

    text: str
    html: str
    language: str
    is_fallback: bool
    is_outdated: bool = False
    translated_at: object = None

    @property
    def direction(self) -> str:
        return direction(self.language)
