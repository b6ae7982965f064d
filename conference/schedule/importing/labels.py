"""Paragraphs such as `What to bring: a warm coat.`, in which our own exports say what other formats have no place for."""

import re
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.translation import gettext, override

from ..labels import EVERYWHERE, LABELS, NOTE, ROLES, SAMPLE, WAYS
from .language_words import read_languages
from .people import read_listed
from .problems import Report
from .programme import Led, Use

LABEL = re.compile(r"^([^\n:]{2,60}): ?(.+)\Z", re.DOTALL)


@dataclass(slots=True)
class Labelled:
    """`rest` is the text without the paragraphs that were understood."""

    rest: str = ""
    goal: str = ""
    bring: str = ""
    place: str = ""
    note: str = ""
    sample: str = ""
    languages: list[Use] = field(default_factory=list)
    led_by: list[Led] = field(default_factory=list)


@cache
def known_labels() -> dict[str, tuple[str, str]]:
    """For each label in each language of the site what it stands for, as `("text", "goal")` or `("role", "speaker")`."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for kind, labels in (("text", LABELS | {"note": NOTE, "sample": SAMPLE}), ("role", ROLES), ("how", WAYS)):
                found |= {gettext(label).casefold(): (kind, name) for name, label in labels.items()}
    return found


@cache
def words_for_everywhere() -> set[str]:
    """What stands instead of a room where there is none."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(gettext(EVERYWHERE).casefold())
    return found


def read_labels(text: str, report: Report) -> Labelled:
    found, rest = Labelled(), []
    for paragraph in text.split("\n\n"):
        label = LABEL.match(paragraph.strip())
        kind, name = known_labels().get(label[1].strip().casefold(), ("", "")) if label else ("", "")
        if kind == "text" and not getattr(found, name):
            setattr(found, name, label[2].strip())
        elif kind == "role":
            found.led_by += read_listed(label[2], name)
        elif kind == "how":
            found.languages += read_languages(label[2], report, how=name)
        else:
            rest.append(paragraph)
    found.rest = "\n\n".join(rest).strip()
    return found
