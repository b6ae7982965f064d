"""Values of JSON files, which may be anything anywhere."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .limits import refuse
from .problems import Report
from .texts import tidy

DAMAGED = _("This JSON file is damaged near line %(line)s. Export it again from where it comes, then try again.")
TOO_DEEP = _("This JSON file is nested so deeply that it cannot be a schedule.")
DEEPEST = 12


def load(text: str) -> Any:
    """Raises ValidationError (`damaged_file`)."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise refuse(DAMAGED, "damaged_file", line=error.lineno) from error
    except (RecursionError, ValueError) as error:  # digits without end are a ValueError
        raise refuse(TOO_DEEP, "damaged_file") from error


def a_dict(value: Any) -> dict:
    return value if isinstance(value, dict) else {}


def dicts_in(value: Any) -> list[dict]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def words_of(value: Any, report: Report) -> str:
    """A text, or the reader's language of a text in several: `{"en": "Lunch", "fr": "Déjeuner"}`."""
    if isinstance(value, dict):
        language = (get_language() or "").split("-")[0]
        value = value.get(language) or value.get("en") or next((one for one in value.values() if one), "")
    return tidy(value, report)


def first(thing: dict, *names: str, report: Report) -> str:
    """The first of these that says something."""
    return next((words for name in names if (words := words_of(thing.get(name), report))), "")


def walk(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict]]:
    """All objects in a value with the keys that lead to each, from the outside in."""
    if len(path) > DEEPEST:
        return
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from walk(inner, (*path, str(key)))
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, (*path, ""))
