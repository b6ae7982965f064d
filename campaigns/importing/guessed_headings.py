"""Lines that people mean as headings without marking them: numbered, in capitals, in bold, like a list item, or short.

Used where a text has no marked headings. Every rule looks at the line itself and at what stands around it.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import NamedTuple

from .lines import HARD_BREAK, is_underline
from .marked_headings import HASHES, NUMBER, Head, fenced_lines, head
from .why import Why

ITEM = re.compile(r"^[-*+][ \t]+(?=\S)")
LETTER = re.compile(r"^([A-Z])[.)][ \t]+(?=\S)")
NAMED = re.compile(
    r"^((?:article|section|part|chapter|campaign|point|art[ií]culo|secci[oó]n|parte|cap[ií]tulo|campaña|punto)\s+"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7})|§\s*\d{1,3})(?=[\s.:)–—-]|$)",
    re.IGNORECASE,
)
BOLD = re.compile(r"^(?:\*\*\*?|__)(?=\S)([^*_]+)(?<=\S)(?:\*\*\*?|__):?$")
INDENTED = re.compile(r"^(?: {2,}|\t)")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LONGEST = 120
LONGEST_SHORT = 60
MOST_WORDS = 18
MOST_WORDS_SHORT = 9
LETTERS_IN_CAPITALS = 4
COUNTED = ("number", "roman", "letter")
LISTED = {"hyphen", *COUNTED}
LONGER = 2  # the paragraph below a short line is so many times longer


class Block(NamedTuple):
    """A paragraph: its first line's place, that line, and whether it has more lines that belong to it."""

    at: int
    line: str
    is_alone: bool
    length: int


class Guess(NamedTuple):
    family: str
    order: tuple[int, ...]  # of numbered ones: (2, 1) for 2.1
    text: str
    mark: str = ""


def guessed_headings(lines: list[str]) -> list[Head]:
    blocks = list(blocks_with_places(lines))
    guesses = [guess(block) for block in blocks]
    kept = {at for at, one in enumerate(guesses) if one and stands_as_heading(at, blocks, guesses)}
    kept |= between_numbers(guesses, kept)
    counted = sorted(at for at in kept if guesses[at].family in COUNTED)
    if len(counted) > 2:  # whoever numbers the sections numbers all of them, but for an opening
        kept = {at for at in kept if guesses[at].family != "short" or at < counted[0]}
    families = families_in_order([guesses[at].family for at in sorted(kept)])
    heads: list[Head] = []
    for at in sorted(kept):
        one = guesses[at]
        rank = 10 * families.get(one.family, 0) + max(1, len(one.order))
        code = "number" if one.family in COUNTED else one.family
        heads += head(blocks[at].at, blocks[at].at + 1, rank, one.text, Why(code, one.mark))
    return heads


def families_in_order(families: list[str]) -> dict[str, int]:
    """Each kind of heading lies inside the kind that came first.

    But one that comes only once, at the top, has no parts; and what opens and closes a text stands beside its listed
    titles, as a preamble, nine campaigns and a conclusion do.
    """
    listed = [at for at, family in enumerate(families) if family in LISTED]
    if listed and LISTED.issuperset(families[listed[0] : listed[-1] + 1]):
        families = families[listed[0] : listed[-1] + 1]
    counts = Counter(families)
    ordered = list(dict.fromkeys(families))
    if len(ordered) > 1 and counts[ordered[0]] == 1:
        ordered = [ordered[1], *ordered[2:]]
    return {family: at for at, family in enumerate(ordered)}


def blocks_with_places(lines: list[str]) -> Iterator[Block]:
    fenced = fenced_lines(lines)
    start = None
    for at, line in enumerate([*lines, ""]):
        if line.strip() and start is None:
            start = at
        elif start is not None and not line.strip():
            if start not in fenced:
                first = lines[start]
                # After a bold line, or one ended by hand, the text may go on without an empty line.
                is_ended = HARD_BREAK.search(first) or BOLD.match(first.strip()) or is_capitals(first.strip())
                is_alone = at - start == 1 or bool(is_ended)
                yield Block(start, first.rstrip(" \\") or first, is_alone, sum(map(len, lines[start:at])))
            start = None


def guess(block: Block) -> Guess | None:
    """What kind of heading a block's first line may be, judged by itself."""
    line = block.line
    if not block.is_alone or line[0] in ">|\t " or HASHES.match(line) or is_underline(line):
        return None
    if found := ITEM.match(line):
        text = line[found.end() :]
        return Guess("hyphen", (), text) if is_title(text) and not text[:1].islower() else None
    bold = BOLD.match(line)
    bare = bold[1].strip() if bold else line
    if found := NUMBER.match(bare) or LETTER.match(bare):
        text, mark = bare[found.end() :], found[0].strip()
        is_good = is_title(text.rstrip("*_.")) and not text.lstrip('*_“"')[:1].islower()
        return Guess(*place_of(mark), text, mark) if is_good else None
    if found := NAMED.match(bare):
        return Guess("named", (), bare, found[1]) if is_title(bare.rstrip(".")) else None
    if bold:
        return Guess("bold", (), bare.rstrip(":")) if is_title(bare.rstrip(".:")) else None
    if is_capitals(bare) and is_title(bare.rstrip(".:")):
        return Guess("capitals", (), bare.rstrip(":"))
    if is_title(bare, LONGEST_SHORT, MOST_WORDS_SHORT) and not bare[0].islower() and bare[-1] not in ':!)”"':
        return Guess("short", (), bare)
    return None


def place_of(mark: str) -> tuple[str, tuple[int, ...]]:
    """`("number", (2, 1))` for 2.1, `("roman", (4,))` for IV."""
    bare = mark.strip(".()．（）")
    if bare[0].isdecimal():
        return "number", tuple(map(int, re.split(r"[.．]", bare)))
    if bare in "ABDEFGHJKMNOPQRSTUWYZ" or (len(bare) == 1 and bare not in "IVX"):
        return "letter", (ord(bare) - ord("A") + 1,)
    values = [ROMAN[sign] for sign in bare]
    return "roman", (sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True)),)


def stands_as_heading(at: int, blocks: list[Block], guesses: list[Guess | None]) -> bool:
    """Whether what stands around a line makes it a heading: text below it, and not one item after another."""
    one, block = guesses[at], blocks[at]
    has_more = at + 1 < len(blocks)
    has_text_in_block = block.length > len(block.line) + 2
    if one.family == "number" and len(one.order) > 1:
        return True
    if not has_text_in_block and not has_more:
        return False
    if one.family in ("named", "bold"):
        return True
    before = family_around(at - 1, blocks, guesses)
    after = "" if has_text_in_block else family_around(at + 1, blocks, guesses)
    if one.family == "capitals":
        return after != "capitals"
    if one.family == "short":
        below = block.length - len(block.line) if has_text_in_block else blocks[at + 1].length
        return after not in ("short", "none") and below > LONGER * len(block.line)
    is_continued = not has_text_in_block and INDENTED.match(blocks[at + 1].line)
    return one.family not in (before, after) and after != "item" and not is_continued


def family_around(at: int, blocks: list[Block], guesses: list[Guess | None]) -> str:
    if not 0 <= at < len(blocks):
        return "none"
    if guesses[at]:
        return guesses[at].family
    return "item" if ITEM.match(blocks[at].line) else ""


def between_numbers(guesses: list[Guess | None], kept: set[int]) -> set[int]:
    """Numbered lines without text below them, where the headings before and after have the numbers around theirs."""
    found: set[int] = set()
    for family in COUNTED:
        counted = [at for at, one in enumerate(guesses) if one and one.family == family and len(one.order) == 1]
        upcoming = deque(guesses[at].order[0] for at in counted if at in kept)
        last = None
        for at in counted:
            [number] = guesses[at].order
            if at in kept:
                last = upcoming.popleft()
            elif last is not None and last == number - 1 and (not upcoming or upcoming[0] == number + 1):
                found.add(at)
                last = number
    return found


def is_title(text: str, longest: int = LONGEST, most_words: int = MOST_WORDS) -> bool:
    """Short, with a letter in it, and not a sentence."""
    is_short = 0 < len(text) <= longest and len(text.split()) <= most_words
    return is_short and any(map(str.isalpha, text)) and text.rstrip("*_ ")[-1:] not in ".;,。；，、"


def is_capitals(text: str) -> bool:
    """Written in capitals throughout; scripts without capitals never are."""
    cased = sum(letter.isupper() for letter in text)
    return cased >= LETTERS_IN_CAPITALS and not any(map(str.islower, text)) and 2 * cased > len(text.replace(" ", ""))
