"""Real texts with a history: the next version of each, imported over the one before."""

from time import perf_counter

import pytest

from campaigns.importing.planning import LEFT_OUT, Existing, Row, certainty, first_plan, planned
from campaigns.importing.reading import read_file
from campaigns.importing.sections import find_sections

from ..real_drafts import FOLDER, HISTORIES, needs


def rows_of(name: str, existing: list[Existing] = ()) -> list[Row]:
    needs(name)
    source = read_file((FOLDER / name).read_bytes(), name=name)
    return first_plan(find_sections(source).found, list(existing))


def existing_of(name: str) -> list[Existing]:
    """As the sections of a draft that was made from this text; their keys are their headings."""
    return [
        Existing(one.heading or "preamble", str(at), one.heading, one.body, None)
        for at, one in enumerate(planned(rows_of(name)), start=1)
    ]


def matches(old: str, new: str) -> dict[str, str]:
    """What each passage of the new text is taken for: the heading of an old section, or `new-text`."""
    return {row.heading: row.same_as for row in rows_of(new, existing_of(old)) if row.place != LEFT_OUT}


def test_covenant_2_0_over_1_4_knows_the_sections_that_stayed():
    found = matches("contributor-covenant/en-1.4.md", "contributor-covenant/en-2.0.md")

    assert found["Our Pledge"] == "Our Pledge"
    assert found["Our Standards"] == "Our Standards"
    assert found["Enforcement Responsibilities"] == "Our Responsibilities"
    assert found["Scope"] == "Scope"
    assert found["Enforcement"] == "Enforcement"
    assert found["Attribution"] == "Attribution"
    assert {found[name] for name in ("Correction", "Warning", "Temporary Ban", "Permanent Ban")} == {"new-text"}


def test_levels_of_the_covenant_are_its_own_and_its_title_is_no_section():
    rows = rows_of("contributor-covenant/en-2.0.md")

    assert rows[0].place == LEFT_OUT
    assert [row.heading for row in rows if row.place == "2"] == [
        "Correction",
        "Warning",
        "Temporary Ban",
        "Permanent Ban",
    ]


@pytest.mark.parametrize("history", ["covenant-ar", "covenant-zh", "covenant-ja", "openpolitics", "pep-639"])
def test_most_sections_of_a_history_are_known_again(history):
    for old, new in zip(HISTORIES[history], HISTORIES[history][1:], strict=False):
        before = existing_of(old)
        found = matches(old, new)
        known = [one for one in found.values() if one != "new-text"]

        assert len(known) >= 0.5 * min(len(before), len(found)), (old, new)
        assert len(known) == len(set(known))


@pytest.mark.parametrize("name", [name for files in HISTORIES.values() for name in files])
def test_same_text_again_is_the_same_section_by_section(name):
    existing = existing_of(name)
    rows = [row for row in rows_of(name, existing) if row.place != LEFT_OUT]

    assert [row.same_as for row in rows] == [one.key for one in existing]
    assert {str(words) for words in certainty(rows, existing)} == {"the same text as now"}


def test_pep_is_divided_at_its_underlines_in_three_levels():
    rows = rows_of("pep-0639/draft5-7c650b756.rst")

    assert [row.heading for row in rows][:3] == ["", "Abstract", "Goals"]
    assert {row.place for row in rows} == {"1", "2", "3"}
    assert next(row for row in rows if row.heading == "Add License-File field").place == "3"


def test_twenty_thousand_words_are_read_and_matched_in_a_second():
    words = " ".join(f"word{number % 1999}" for number in range(330))
    text = "\n\n".join(f"## Section {number}\n\n{words} {number * 7919}" for number in range(61))
    source = text.encode()
    existing = [Existing(f"s{at}", str(at), f"Section {at}", f"{words} {at}", None) for at in range(61)]

    started = perf_counter()
    rows = first_plan(find_sections(read_file(source)).found, existing)
    took = perf_counter() - started

    assert len(text.split()) > 20_000
    assert len(rows) == 61
    assert took < 1
