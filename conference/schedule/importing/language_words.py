"""Which languages a session has, from what people write: `en, de`, `English / Spanish`, `EN → ES`, `es (interpreted)`."""

import re
from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import override

from ...models.choices import SPOKEN
from ..language_words import SIGNED as LABELS_OF_SIGNED
from .problems import Report
from .programme import Use
from .words import folded

NAMES = {
    "english": "en", "ingles": "en", "englisch": "en", "anglais": "en",
    "spanish": "es", "espanol": "es", "castellano": "es", "spanisch": "es", "espagnol": "es",
    "french": "fr", "frances": "fr", "franzosisch": "fr", "francais": "fr",
    "german": "de", "aleman": "de", "deutsch": "de", "allemand": "de",
    "arabic": "ar", "arabe": "ar", "chinese": "zh-hans", "mandarin": "zh-hans", "chino": "zh-hans", "zh": "zh-hans",
    "korean": "ko", "coreano": "ko", "vietnamese": "vi", "vietnamita": "vi", "tagalog": "tl", "filipino": "tl",
    "haitian": "ht", "kreyol": "ht", "creole": "ht", "portuguese": "pt", "portugues": "pt", "russian": "ru", "ruso": "ru",
    "amharic": "am", "italian": "it", "italiano": "it",
}  # fmt: skip
SIGNED = {"asl": "ase", "lsm": "mfs", "lsf": "fsl", "dgs": "gsg", "bsl": "bfi", "ase": "ase", "sign": "ase"}
TWO_LETTERS = {code for code in LANG_INFO if len(code) == 2}
HOW = {
    "interpreted": "interpreted", "interpretation": "interpreted", "interpreter": "interpreted", "translation": "interpreted", "translated": "interpreted",
    "interpretacion": "interpreted", "traduccion": "interpreted", "simultaneous": "interpreted", "ubersetzung": "interpreted",
    "captions": "captions", "caption": "captions", "captioned": "captions", "subtitles": "captions", "subtitulos": "captions", "cart": "captions",
    "sign": "sign", "signed": "sign", "senas": "sign", "asl": "sign", "lsm": "sign",
}  # fmt: skip
PARTS = re.compile(r"[,;/|+&\n]|\band\b|\by\b|\bund\b|\bet\b", re.IGNORECASE)
INTO = re.compile(r"→|->|=>|>|\binto\b", re.IGNORECASE)
MOST = 200


@cache
def known_words() -> dict[str, str]:
    own = {folded(name.split()[0]): code for code, name in {**SPOKEN, **settings.LANGUAGE_NAMES}.items()}
    return {code: code for code in TWO_LETTERS} | own | {code.split("-")[0]: code for code in SPOKEN} | NAMES


def read_languages(text: str, report: Report, *, how: str = "spoken") -> tuple[Use, ...]:
    """All languages named, each once for each way; reports words that are none. `how` is that of the column."""
    found: dict[Use, None] = {}
    spoken, *into = INTO.split(text[:MOST])
    for words, default in [(spoken, how), *((part, "interpreted") for part in into)]:
        for part in filter(None, (part.strip() for part in PARTS.split(words))):
            for use in uses_in(part, default, report):
                found[use] = None
    return tuple(found)


@cache
def sign_languages() -> dict[str, str]:
    """Their names in the site's languages, as our exports write them."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {folded(str(label)): sign for sign, label in LABELS_OF_SIGNED.items()}
    return found


def uses_in(part: str, default: str, report: Report) -> list[Use]:
    if part.lower() in SPOKEN:
        return [Use(part.lower(), default)]
    if code := sign_languages().get(folded(part)):
        return [Use(code, "sign")]
    words = folded(part).split()
    how = next((HOW[word] for word in words if word in HOW), default)
    signed = [SIGNED[word] for word in words if word in SIGNED]
    codes = signed or [known_words()[word] for word in words if word in known_words()]
    if not codes:
        report.once("no_such_language", about=part[:40], text=part[:40])
    return [Use(code, "sign" if signed else how) for code in dict.fromkeys(codes)]
