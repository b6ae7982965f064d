"""Checks a value against a JSON Schema: the part of it that the schemas in our tests use, formats included.

An unknown keyword is an error, so that nothing passes only because it is not understood.
"""

import re
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
WORDS_FOR_PEOPLE = {"$schema", "$id", "title", "description", "examples", "deprecated", "default", "definitions"}
WORDS_FOR_PEOPLE |= {"$comment", "$todo", "$TODO", "$oneOf", "version"}


def errors(value, schema, root: dict | None = None, where: str = "$") -> list[str]:
    """What is wrong, each with the place; empty when the value is valid."""
    root = schema if root is None else root
    if isinstance(schema, bool):
        return [] if schema else [f"{where}: nothing may be here"]
    found = []
    for keyword, wanted in schema.items():
        if keyword not in WORDS_FOR_PEOPLE:
            found += CHECKS[keyword](value, wanted, schema, root, where)
    return found


def check_ref(value, wanted, schema, root, where):
    target = root
    for name in wanted.removeprefix("#/").split("/"):
        target = target[name]
    return errors(value, target, root, where)


def check_type(value, wanted, schema, root, where):
    names = wanted if isinstance(wanted, list) else [wanted]
    return [] if any(is_of_type(value, name) for name in names) else [f"{where}: {value!r} is no {wanted}"]


def is_of_type(value, name: str) -> bool:
    if name in {"integer", "number"}:
        return isinstance(value, int | (float if name == "number" else int)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def check_properties(value, wanted, schema, root, where):
    if not isinstance(value, dict):
        return []
    return [
        error
        for name, part in wanted.items()
        if name in value
        for error in errors(value[name], part, root, f"{where}.{name}")
    ]


def check_pattern_properties(value, wanted, schema, root, where):
    return [
        error
        for pattern, part in wanted.items()
        for name, inner in (value.items() if isinstance(value, dict) else ())
        if re.search(pattern, name)
        for error in errors(inner, part, root, f"{where}.{name}")
    ]


def check_additional(value, wanted, schema, root, where):
    if wanted is True or not isinstance(value, dict):
        return []
    known = set(schema.get("properties", ()))
    patterns = schema.get("patternProperties", ())
    return [
        f"{where}: {name} may not be here"
        for name in value
        if name not in known and not any(re.search(one, name) for one in patterns)
    ]


def check_required(value, wanted, schema, root, where):
    return [f"{where}: {name} is missing" for name in wanted if isinstance(value, dict) and name not in value]


def check_items(value, wanted, schema, root, where):
    if not isinstance(value, list):
        return []
    return [error for at, one in enumerate(value) for error in errors(one, wanted, root, f"{where}[{at}]")]


def check_one_of(value, wanted, schema, root, where):
    fitting = sum(not errors(value, one, root, where) for one in wanted)
    return [] if fitting == 1 else [f"{where}: fits {fitting} of the alternatives, not one"]


def check_pattern(value, wanted, schema, root, where):
    return (
        [f"{where}: {value!r} is not like {wanted}"] if isinstance(value, str) and not re.search(wanted, value) else []
    )


def check_format(value, wanted, schema, root, where):
    return [f"{where}: {value!r} is no {wanted}"] if isinstance(value, str) and not FORMATS[wanted](value) else []


def parses(parser):
    def check(value: str) -> bool:
        try:
            return bool(parser(value))
        except ValueError:
            return False

    return check


FORMATS = {
    "date": parses(date.fromisoformat),
    "date-time": parses(lambda value: datetime.fromisoformat(value).tzinfo and "T" in value),
    "uuid": parses(UUID),
    "uri": parses(lambda value: urlsplit(value).scheme and urlsplit(value).netloc),
    "color": parses(lambda value: re.fullmatch(r"#[0-9a-fA-F]{6}", value)),
}
CHECKS = {
    "$ref": check_ref, "type": check_type, "properties": check_properties, "patternProperties": check_pattern_properties,
    "additionalProperties": check_additional, "required": check_required, "items": check_items, "oneOf": check_one_of,
    "pattern": check_pattern, "format": check_format,
    "enum": lambda value, wanted, schema, root, where: [] if value in wanted else [f"{where}: {value!r} not in {wanted}"],
    "const": lambda value, wanted, schema, root, where: [] if value == wanted else [f"{where}: is not {wanted!r}"],
    "minimum": lambda value, wanted, schema, root, where: [] if value >= wanted else [f"{where}: less than {wanted}"],
}  # fmt: skip
