"""Fills in any form of the site, as a person might: for tests that go over all of them."""

import re

from nisn_site.kit.gate.ticket import FIELDS
from tests.deeds import form_values
from tests.html import elements

LEFT_EMPTY = {*FIELDS, "quote"}  # a quote must stand in the text that it is about


def filled(html: str, *, address: str, words: str) -> dict:
    """The first form of the page that posts, with something in every field that takes anything: values to post."""
    form = re.search(r"<form[^>]*method=\"post\".*?</form>", html, re.DOTALL)[0]
    values = form_values(html)
    options: dict[str, list[str]] = {}
    for tag, attributes in elements(form, "input", "textarea", "select", "option"):
        name, kind = attributes.get("name", ""), attributes.get("type", "text")
        if tag == "select":
            options[name] = []
        elif tag == "option":
            options[list(options)[-1]].append(attributes.get("value", ""))
        elif kind in {"radio", "checkbox"}:
            values.setdefault(name, attributes.get("value", "on"))
        elif name in LEFT_EMPTY or kind in {"hidden", "submit"} or values.get(name):
            continue
        else:
            values[name] = address if attributes.get("autocomplete") == "email" else words
    for name, choices in options.items():
        values[name] = values.get(name) or next(filter(None, choices), "")
    return values
