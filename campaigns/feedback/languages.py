"""The languages that people may say something in: those of the site first, then others they may bring along."""

from django.conf import settings
from django.utils.translation import gettext_lazy

# As their speakers write them, in the order of the alphabet they are written in.
OTHERS = {
    "af": "Afrikaans", "de": "Deutsch", "ht": "Kreyòl ayisyen", "it": "Italiano", "pl": "Polski", "pt": "Português",
    "so": "Soomaali", "sw": "Kiswahili", "tl": "Tagalog", "ru": "Русский", "uk": "Українська", "am": "አማርኛ",
    "fa": "فارسی", "ur": "اردو", "bn": "বাংলা", "hi": "हिन्दी", "pa": "ਪੰਜਾਬੀ", "ja": "日本語", "km": "ខ្មែរ", "my": "မြန်မာ",
}  # fmt: skip
ANOTHER, ANOTHER_NAME = "und", gettext_lazy("Another")  # BCP 47: undetermined


def language_names() -> list[tuple[str, str]]:
    """Codes with names, for a field to choose from."""
    codes = [code for code, _name in settings.LANGUAGES]
    rest = {code: name for code, name in (settings.LANGUAGE_NAMES | OTHERS).items() if code not in codes}
    return [
        *((code, settings.LANGUAGE_NAMES[code]) for code in codes),
        *rest.items(),
        (ANOTHER, gettext_lazy("Another")),
    ]


def name_of(code: str) -> str:
    return settings.LANGUAGE_NAMES.get(code) or OTHERS.get(code) or (str(ANOTHER_NAME) if code == ANOTHER else code)
