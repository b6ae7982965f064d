"""Whatever is pasted: no error but a clear refusal, and no word is lost without being listed. And never slow."""

import re
from dataclasses import replace
from time import perf_counter

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaigns.importing.lines import prepared_lines
from campaigns.importing.planning import Row, first_plan, planned
from campaigns.importing.preview import divide
from campaigns.importing.reading import read_file, read_text
from campaigns.importing.sections import Sections, find_sections, tidy_body
from nisn_site.kit.decoding import clean

WORD = re.compile(r"[^\W_]+")
LINES = st.sampled_from(
    ["# Aims", "## 2.1 Raids", "Aims", "====", "---", "- Title", "• item", "1. One", "II. Two", "A. Letter", "Article 3", "OUR AIMS",
     "**Bold**", "", "", "", "    indented", "```", "> quote", "Text that goes on, and on.", "We march together in all towns of this land.",
     "[link](https://example.org/a)", "# [x](y z) **b**", "\ttab", "<b>tag</b>", "<!-- c -->", "+++", "a = 1", "word\\", "承诺", "تعهدنا", "- ", "#"]
)  # fmt: skip
TAGS = st.sampled_from(["h1", "h2", "p", "li", "div", "b", "br", "x", "script"])
HOSTILE = {
    "stars": "*" * 300_000, "hashes": "# " * 300_000, "spaces": "# " + " " * 900_000, "brackets": "[" * 300_000, "links": "[a](" * 150_000,
    "underlines": "a\n===\n" * 50_000, "numbers": "1. a\n\n" * 50_000, "tags": "<script>" * 100_000, "comments": "<!--" * 200_000,
    "one line": "word " * 190_000, "capitals": "AIMS\n\n" * 50_000, "fences": "```\n" * 200_000, "hyphens": "- T\n\ntext\n\n" * 20_000,
    "html": "<p><b>a</b></p>" * 60_000, "cells": "<table><tr>" + "<td>a" * 50_000 + "</table></p></p>", "deep": "<div>" * 50_000 + "x</p></p>",
    "bullets": "• a\n◦ b\n" * 30_000, "quotes": "> " * 300_000, "escapes": "\\" * 500_000, "roman": "I" * 500_000 + ". a", "bold": "**a\n" * 200_000,
}  # fmt: skip


def words_in(*texts: str) -> set[str]:
    return {word for text in texts for word in WORD.findall(text)}


def outcome(read, given) -> tuple[Sections, str]:
    """What was found in it, or the code of the refusal."""
    try:
        return find_sections(read(given)), ""
    except ValidationError as refused:
        return Sections([]), refused.code


def assert_no_word_is_lost(text: str) -> None:
    sections, refusal = outcome(read_text, text)
    rows = first_plan(sections.found, [])
    kept = [piece for row in rows for piece in (row.heading, row.body, row.why.mark)]

    assert refusal in ("", "nothing_in_it")
    # Word's round bullet is an o.
    assert refusal or words_in(clean(text)) - words_in(*kept, *sections.dropped) - {"o"} == set()
    assert all(one.heading or one.body for one in planned(rows))
    # Nothing changes on the way through the form, nor is anything divided there that nobody asked for.
    assert [sent(row) for row in rows] == rows
    assert [len(divide(row)) for row in rows] == [1] * len(rows)


def sent(row: Row) -> Row:
    return replace(
        row, heading=" ".join(clean(row.heading).split()), body=tidy_body(clean(row.body.replace("\n", "\r\n")))
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=30).map("\n".join))
@example("# A\n\n# A\n\nB")
@example("A\n=\n\n==\nB\n==")
def test_no_word_of_a_written_text_is_lost(text):
    assert_no_word_is_lost(text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(blacklist_characters="<", blacklist_categories=[]), max_size=300))
def test_no_word_of_any_text_is_lost(text):
    assert_no_word_is_lost(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
@example(b"PK\x03\x04" + b"\x00" * 50)
def test_any_file_is_read_or_refused(data):
    sections, refusal = outcome(read_file, data)

    assert bool(sections.found) != bool(refusal)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TAGS, st.from_regex(r"\A[a-z]{3,8}\Z")), max_size=12))
def test_no_word_of_a_page_is_lost(parts):
    page = "<html>" + "".join(f"<{tag}>{word}</{tag}> " for tag, word in parts)
    seen = {word for tag, word in parts if tag != "script"}

    found = outcome(read_text, page)[0].found

    assert seen - words_in(*(piece for one in found for piece in (one.heading, one.body))) == set()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_answered_quickly(name):
    started = perf_counter()
    outcome(read_text, HOSTILE[name])

    assert perf_counter() - started < 6


def test_preparing_a_prepared_text_changes_nothing_more():
    source = read_text(
        "Aims\nWe march together in all the towns of this land, and in the fields, and we sing.\n- one\n- two"
    )
    lines = prepared_lines(source.text, source.kind)

    assert prepared_lines("\n".join(lines), source.kind)[: len(lines)] == lines
