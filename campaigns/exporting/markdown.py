"""A draft as Markdown: the bodies as they were written, below headings that keep the outline of the whole.

What is about the text and not in it stands in front matter, so that our own import finds nothing but the sections.
"""

import json
import re
from itertools import pairwise

from markdown_it.token import Token

from nisn_site.kit.markdown import markdown_reader

from ..drafting.canonical import clean
from .copies import CopiedSection, Copy

LOWEST_HEADING = 6
MARKS = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
CLOSING_HASHES = re.compile(r"(?<!\S)(#+)$")
# Where something may begin that means more to other programs, and what begins there.
SIGN = re.compile(r"[\\`<!]")
AUTOLINK = re.compile(r"<(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>", re.IGNORECASE)
TAG_OR_PICTURE = re.compile(r"<[a-z/!?]|!\[", re.IGNORECASE)
# At the beginning of a line a tag counts even inside code, where a line end is the same as a space.
TAG_ON_NEXT_LINE = re.compile(r"\n[\s>]*<")
TICKS = re.compile("`+")


def as_markdown(copy: Copy) -> str:
    parts = [front_matter(copy), f"# {escaped(copy.title.text)}"]
    for section in copy.sections:
        parts += section_parts(section)
    return "\n\n".join(parts) + "\n"


def front_matter(copy: Copy) -> str:
    """Names in English, as programs expect them; every value on one line, quoted as JSON, which is YAML as well."""
    draft = copy.draft
    values = {
        "title": copy.title.text,
        "draft": copy.label.text,
        "published": draft.published_on.isoformat(),
        "publisher": copy.publisher,
        "address": copy.address,
        "fingerprint": draft.content_sha256,
        "language": copy.language,
        "summary": copy.summary.text,
        "what_changed": copy.change_summary.text,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    notes = [f"  - {json.dumps(note, ensure_ascii=False)}" for note in copy.notes]
    return "\n".join(["---", *lines, *(["notes:", *notes] if notes else []), "---"])


def section_parts(section: CopiedSection) -> list[str]:
    level = section.depth + 1
    heading = f"{'#' * level} {section.number} {escaped(section.heading.text)}".rstrip()
    body = body_below(clean(section.body.text), level=level)
    return [heading, body] if body else [heading]


def escaped(text: str) -> str:
    """A heading is no Markdown, so its signs must not become any."""
    return CLOSING_HASHES.sub(r"\\\1", MARKS.sub(r"\\\g<0>", " ".join(text.split())))


def body_below(text: str, *, level: int) -> str:
    """The body with its headings below `level`, and safe between others: no open code, no HTML, no pictures."""
    lines = text.split("\n")
    tokens = markdown_reader.parse(text)
    if tokens and tokens[-1].type == "fence" and is_open(tokens[-1], lines):
        lines.append(tokens[-1].markup)
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            write_heading(lines, before, token, level + 1 + levels.index(before.tag))
        elif token.type == "inline":
            start, end = token.map
            own = without_risk("\n".join(lines[start:end])).split("\n")
            lines[start:end] = own + [None] * (end - start - len(own))
    return "\n".join(line for line in lines if line is not None).strip("\n").rstrip()


def without_risk(text: str) -> str:
    """Tags and pictures escaped, which our own pages show as plain words; code and addresses in `<>` as they are."""
    parts, at, never_closed = [], 0, set()
    while sign := SIGN.search(text, at):
        start = sign.start()
        if sign[0] == "`":
            end = end_of_code(text, start, never_closed)
        elif link := AUTOLINK.match(text, start):
            end = link.end()
        else:
            end = start + 1 + (sign[0] == "\\")
        is_risky = end == start + 1 and TAG_OR_PICTURE.match(text, start)
        kept = TAG_ON_NEXT_LINE.sub(" <", text[start:end])
        parts += [text[at:start], "\\" if is_risky else "", kept]
        at = end
    return "".join([*parts, text[at:]])


def end_of_code(text: str, start: int, never_closed: set[int]) -> int:
    """Code ends at the next row of as many backticks; without one, they are only signs."""
    end = TICKS.match(text, start).end()
    length = end - start
    if length not in never_closed:
        for ticks in TICKS.finditer(text, end):
            if ticks.end() - ticks.start() == length:
                return ticks.end()
        never_closed.add(length)
    return end


def is_open(fence: Token, lines: list[str]) -> bool:
    """Whether code goes on to the end of the text, so that it would swallow the next section."""
    last = lines[fence.map[1] - 1].strip()
    return fence.map[1] - fence.map[0] < 2 or not (last.startswith(fence.markup) and not last.strip(fence.markup[0]))


def write_heading(lines: list, heading: Token, words: Token, level: int) -> None:
    """With hashes; where the outline has no level left, as bold words. Further lines of the heading become None."""
    start, end = heading.map
    first = heading.markup if heading.markup.startswith("#") else words.content[:1]
    before = lines[start][: max(0, lines[start].find(first))]  # it may lie in a quote or a list
    if level <= LOWEST_HEADING:
        text = without_risk(" ".join(line.strip() for line in words.content.split("\n")))
        text = f"{'#' * level} {CLOSING_HASHES.sub(r'\\\1', text)}".rstrip()
    else:
        text = bold("".join(part.content for part in words.children))
    lines[start] = before + text
    lines[start + 1 : end] = [None] * (end - start - 1)


def bold(words: str) -> str:
    return f"**{escaped(words)}**" if words.strip() else ""
