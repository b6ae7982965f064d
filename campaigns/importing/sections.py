"""The sections of a text as they seem to be: a heading, what stands below it, and how deep it lies."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..drafting.matching import Passage, bare_heading
from ..drafting.objections import DEEPEST, MOST_SECTIONS
from .guessed_headings import guessed_headings, is_title
from .lines import prepared_lines
from .marked_headings import Head, marked_headings, plain
from .reading import Source
from .why import Why

MARKED_IS_ENOUGH = 2  # headings that are marked, besides the title; with fewer the others are guessed
TITLE_WITHIN = 3  # paragraphs from the top
NEARLY = 0.6


class Found(NamedTuple):
    heading: str
    body: str
    level: int  # 1 for a section that lies in no other
    why: Why
    is_title: bool = False  # of the whole text, so most likely no section


@dataclass
class Sections:
    found: list[Found]
    dropped: list[str] = field(default_factory=list)


def find_sections(source: Source, *, titles: tuple[str, ...] = ()) -> Sections:
    """Guess the sections of a text; `titles` are what the whole text may be called.

    Raises ValidationError (`too_many_headings`). No word is lost: each is in a heading, in the number that its `why`
    carries, in a body, or in `dropped`.
    """
    lines = prepared_lines(source.text, source.kind)
    heads = heads_of(lines, source)
    if not heads or heads[0].end > 1:
        heads = with_plain_title(lines, heads, titles)
    if len(heads) > MOST_SECTIONS:
        words = _(
            "We found %(count)d headings in it. A draft has at most 300 sections. Take a shorter text, or divide it into two proposals."
        )
        raise ValidationError(words, code="too_many_headings", params={"count": len(heads)})
    heads = with_titles_marked(heads, lines, titles)
    dropped = source.dropped + [piece for head in heads for piece in head.dropped]
    return Sections(sections_between(lines, heads), dropped)


def heads_of(lines: list[str], source: Source) -> list[Head]:
    marked = marked_headings(lines, source.kind)
    if len(marked) > MARKED_IS_ENOUGH or (len(marked) == MARKED_IS_ENOUGH and marked[0].rank == marked[1].rank):
        return marked
    taken = {at for head in marked for at in range(head.start, head.end)}
    guessed = [head._replace(rank=head.rank + 10) for head in guessed_headings(lines) if head.start not in taken]
    return sorted(marked + guessed)


def with_plain_title(lines: list[str], heads: list[Head], titles: tuple[str, ...]) -> list[Head]:
    """The title of the text is often a plain line at its top.

    We know it when it is the proposal's, or comes again, or stands alone above all headings.
    """
    known = [*titles, *(head.heading for head in heads)]
    above = [at for at, line in enumerate(lines) if line.strip() and not (heads and at >= heads[0].start)]
    stands_alone = len(above) == 1 and len(heads) > 1
    for at in above[:TITLE_WITHIN]:
        heading, dropped = plain(lines[at])
        if is_title(heading) and (stands_alone or is_called(heading, known)):
            return [Head(at, at + 1, 0, heading, Why("title"), dropped), *heads]
    return heads


def with_titles_marked(heads: list[Head], lines: list[str], titles: tuple[str, ...]) -> list[Head]:
    """The first heading is the title if it is called so, or stands alone above all others; so is each repetition."""
    if not heads:
        return heads
    first, others = heads[0], heads[1:]
    is_on_top = not any(line.strip() for line in lines[: first.start])
    stands_above = len(others) > 1 and all(head.rank > first.rank for head in others) and first.why.code != "short"
    is_repeated = is_called(first.heading, [head.heading for head in others[:1]])
    is_title_of_all = is_on_top and (stands_above or is_repeated or is_called(first.heading, titles))
    if not is_title_of_all and first.why.code != "title":
        return heads
    name = plain_name(first.heading)
    return [
        first._replace(why=Why("title", first.why.mark)),
        *(
            head._replace(why=Why("repeated", head.why.mark)) if plain_name(head.heading) == name else head
            for head in others
        ),
    ]


def sections_between(lines: list[str], heads: list[Head]) -> list[Found]:
    titles = ("title", "repeated")
    ranks = sorted({head.rank for head in heads if head.why.code not in titles})
    found: list[Found] = []
    before = body_of(lines[: heads[0].start if heads else None])
    if before:
        found.append(Found("", before, 1, Why("before")))
    for head, end in zip(heads, [*(one.start for one in heads), len(lines)][1:], strict=True):
        body = body_of(lines[head.end : end])
        if head.why.code in titles:
            found.append(Found(head.heading, "", 1, head.why, is_title=True))
            found += [Found("", body, 1, Why("before"))] if body else []
        else:
            found.append(Found(head.heading, body, min(DEEPEST, ranks.index(head.rank) + 1), head.why))
    return found


def body_of(lines: list[str]) -> str:
    """Without empty lines around it; more than one empty line between paragraphs means no more than one."""
    return tidy_body("\n".join(lines))


def tidy_body(text: str) -> str:
    """As it is stored, whether it comes from a file or back from a form: `\\n`, nothing empty around it."""
    lines = [
        line.rstrip() if not line.strip() else line
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return "\n".join(lines).strip("\n").rstrip()


def is_called(heading: str, names: Iterable[str]) -> bool:
    """Whether it is one of these names; people leave out a year or the name of the network."""
    own = plain_name(heading)
    for other in map(plain_name, names):
        shorter, longer = sorted((own, other), key=len)
        if shorter in longer and len(shorter) >= NEARLY * len(longer):
            return True
    return False


def plain_name(heading: str) -> str:
    """What two spellings of one title have in common."""
    return "".join(filter(str.isalnum, bare_heading(Passage(heading, "")))) or heading
