"""Reads HTML for tests: strictly where it is ours to be right, plainly where we only look."""

import re
from html.parser import HTMLParser

import html5lib


class Collector(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements(html: str, *names: str) -> list[tuple[str, dict]]:
    """`(name, attributes)` of all elements in order, or only of the named ones."""
    collector = Collector()
    collector.feed(html)
    return [pair for pair in collector.found if not names or pair[0] in names]


def text_of(html: str) -> str:
    """The words a reader sees, with single spaces."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def parse_strictly(html: str) -> None:
    """Raise html5lib's ParseError at the first fault of the markup."""
    html5lib.HTMLParser(strict=True).parse(html)


def heading_levels(html: str) -> list[int]:
    return [int(name[1]) for name, _attributes in elements(html, "h1", "h2", "h3", "h4", "h5", "h6")]
