"""Real texts with a history, taken apart into sections as an organizer would see them.

The files lie beside the project (their licences are in `SOURCES-drafts.tsv` there); tests skip where they are not.
"""

import re
from itertools import combinations
from pathlib import Path

import pytest

from campaigns.changes import Wording
from campaigns.drafting.matching import Passage, match_sections
from nisn_site.kit.markdown import render

FOLDER = Path(__file__).parents[3] / "shared" / "cases" / "drafts"
HISTORIES = {
    "covenant-en": [f"contributor-covenant/en-{version}.md" for version in ("1.4", "2.0", "2.1")],
    "covenant-zh": [f"contributor-covenant/zh-cn-{version}.md" for version in ("1.4", "2.0", "2.1")],
    "covenant-ja": [f"contributor-covenant/ja-{version}.md" for version in ("1.4", "2.0", "2.1")],
    "covenant-ar": [
        f"contributor-covenant/ar-{version}.md" for version in ("1.4-first-2018-10-13", "1.4-2018-10-16", "1.4", "2.1")
    ],
    "openpolitics": [
        f"openpolitics-democracy/{name}.md"
        for name in ("2014-01-15-989e8aa", "2016-06-29-91e7525", "2017-01-26-efa0c1b", "2019-07-09-dba4094")
    ],
    "pep-639": [
        f"pep-0639/draft{name}.rst"
        for name in ("1-0efd25707", "2-c21ff5581", "3-db2a96f8e", "4-1f6cac14e", "5-7c650b756")
    ],
}
PAIRS = [pair for files in HISTORIES.values() for pair in combinations(files, 2)]

FRONT_MATTER = re.compile(r"\A(\+\+\+|---)\n.*?\n\1\n", re.DOTALL)
MARKDOWN_HEADING = re.compile(r"^(#{1,6}) +(.+)$")
RST_UNDERLINE = re.compile(r"^([=\-~'\"`^*])\1{2,}$")


def needs(*files: str) -> None:
    """Skip the test where the files are not at hand."""
    if missing := [name for name in files if not (FOLDER / name).is_file()]:
        pytest.skip(f"real drafts are not on this machine: {missing}")


def passages(source: str) -> list[Passage]:
    """Sections by Markdown headings, or by lines underlined as in reStructuredText."""
    found, heading, lines = [], "", []
    source_lines = [*FRONT_MATTER.sub("", source).split("\n"), ""]
    for number, line in enumerate(source_lines[:-1]):
        marked = MARKDOWN_HEADING.match(line)
        is_underlined = bool(line.strip()) and len(source_lines[number + 1]) >= len(line) - 2
        if marked or (is_underlined and RST_UNDERLINE.match(source_lines[number + 1]) and not line.startswith(" ")):
            found.append(Passage(heading, "\n".join(lines)))
            heading, lines = (marked[2] if marked else line), []
        elif not RST_UNDERLINE.match(line):
            lines.append(line)
    found.append(Passage(heading, "\n".join(lines)))
    return [one for one in found if one.heading or one.body.strip()]


def read(name: str) -> list[Passage]:
    return passages((FOLDER / name).read_text(encoding="utf-8"))


def as_drafts(old: list[Passage], new: list[Passage]) -> tuple[list[Wording], list[Wording]]:
    """Both as drafts of one proposal: matched sections share their key."""
    keys = {
        at: f"old-{match.old}" if match.old is not None else f"new-{at}"
        for at, match in enumerate(match_sections(old, new))
    }
    return (
        [wording(f"old-{at}", at, one) for at, one in enumerate(old)],
        [wording(keys[at], at, one) for at, one in enumerate(new)],
    )


def wording(key: str, at: int, passage: Passage) -> Wording:
    return Wording(
        key=key, number=str(at + 1), heading=passage.heading, html=render(passage.body, top_heading=4), language="en"
    )
