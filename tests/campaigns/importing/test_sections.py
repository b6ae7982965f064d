"""Where the sections of a text begin, in texts as people write them."""

import pytest
from django.core.exceptions import ValidationError

from campaigns.importing.reading import read_text
from campaigns.importing.sections import find_sections

LONG = "We stop raids, detention and deportation together with the coalitions in each state of the country."

PAGE_OF_2007 = f"""2007–2008 Strategic Campaign Proposal
July 4, 2007 Draft

OPENING

On June 28 the Senate ended the “grand compromise” bill. {LONG}

- Pressure Political Candidates at 2008 Elections

A year of pressure, with

- marches
- town halls

until August.

- No to the Border Wall
{LONG} No money for the wall.

In solidarity,

Lee
"""


def found_in(text, **values):
    return find_sections(read_text(text), **values).found


def outline(text, **values) -> list[tuple[int, str]]:
    return [(one.level, one.heading) for one in found_in(text, **values) if not one.is_title]


def test_page_of_2007_is_divided_at_its_hyphen_titles():
    found = found_in(PAGE_OF_2007, titles=("Strategic Campaign Proposal",))

    assert [(one.heading, one.is_title) for one in found] == [
        ("2007–2008 Strategic Campaign Proposal", True),
        ("", False),
        ("OPENING", False),
        ("Pressure Political Candidates at 2008 Elections", False),
        ("No to the Border Wall", False),
    ]
    assert found[3].body == "A year of pressure, with\n\n- marches\n- town halls\n\nuntil August."
    assert found[4].body.startswith(LONG)
    assert found[3].why.words == "it stands like a list item before a paragraph"
    assert "“grand compromise”" in found[2].body


@pytest.mark.parametrize(
    "items",
    [
        "- raids\n- labor",
        "- Raids\n\n- Labor",
        "* Raids and more\n* Labor",
        "1. Call them\n2. Write",
        "1. Call\n\n2. Write",
        "(1) Call\n(2) Write",
    ],
)
def test_lists_stay_in_the_text(items):
    text = f"AIMS\n\nWe work on:\n\n{items}\n\nThat is all of it."

    [section] = found_in(text)

    assert section.body == text.removeprefix("AIMS\n\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"## Aims\n\n{LONG}\n\n### Raids\n{LONG}\n\n## Labor ##\n\nText", [(1, "Aims"), (2, "Raids"), (1, "Labor")]),
        (f"Aims\n====\n{LONG}\n\nRaids\n-----\n\nText\n\nLabor\n===\nText", [(1, "Aims"), (2, "Raids"), (1, "Labor")]),
        (f"====\nAims\n====\n{LONG}\n\nRaids\n~~~~~\nText\n\n=====\nLabor\n=====", [(1, "Aims"), (2, "Raids"), (1, "Labor")]),
        (f"1. Aims\n\n{LONG}\n\n1.1 Raids\n{LONG}\n\n2) Labor\n\n{LONG}", [(1, "Aims"), (2, "Raids"), (1, "Labor")]),
        (f"(1) Aims\n\n{LONG}\n\n(2) Labor\n\n{LONG}", [(1, "Aims"), (1, "Labor")]),
        (f"I. Aims\n\n{LONG}\n\nII. Labor\n\n{LONG}\n\nIII. Border\n\nText", [(1, "Aims"), (1, "Labor"), (1, "Border")]),
        (f"1. Aims\n\n{LONG}\n\n2. Labor\n\n3. Border\n\n{LONG}", [(1, "Aims"), (1, "Labor"), (1, "Border")]),
        (f"Article 1\n\n{LONG}\n\nArticle 2: Labor\n\n{LONG}", [(1, "Article 1"), (1, "Article 2: Labor")]),
        (f"OUR AIMS\n{LONG}\n\nLABOR\n\n{LONG}", [(1, "OUR AIMS"), (1, "LABOR")]),
        (f"**Our aims**\n\n{LONG}\n\n**Labor:**\n{LONG}", [(1, "Our aims"), (1, "Labor")]),
        (f"Our aims\n{LONG} {LONG}\nLabor\n{LONG} {LONG}", [(1, "Our aims"), (1, "Labor")]),
        (f"• Our aims\n\n{LONG}\n\n• Labor\n\n{LONG}", [(1, "Our aims"), (1, "Labor")]),
        (f"AIMS\n\n{LONG}\n\nLABOR\n\n**Unions**\n\n{LONG}\n\n**Centers**\n\nText", [(1, "AIMS"), (1, "LABOR"), (2, "Unions"), (2, "Centers")]),
        ("我们的目标\n====\n\n我们一起前进。\n\n劳动\n====\n\n权利。", [(1, "我们的目标"), (1, "劳动")]),
        (f"Preamble\n\n{LONG}\n\n1. Aims\n\n{LONG}\n\n2. Labor\n\n{LONG}", [(1, "Preamble"), (1, "Aims"), (1, "Labor")]),
        (f"OPENING\n\n{LONG}\n\n- Aims\n{LONG}\n\n- Labor\n{LONG}\n\nCLOSING\n\n{LONG}", [(1, "OPENING"), (1, "Aims"), (1, "Labor"), (1, "CLOSING")]),
        (f"AIMS\n\n- Raids\n{LONG}\n\n- Labor\n{LONG}\n\nMEANS\n\n- Money\n{LONG}", [(1, "AIMS"), (2, "Raids"), (2, "Labor"), (1, "MEANS"), (2, "Money")]),
        (f"Preamble\n{LONG}\n\n1. Aims\n{LONG}\n\n2. Labor\n{LONG}\n\n3. Border\n\nNo wall\n\n{LONG}", [(1, "Preamble"), (1, "Aims"), (1, "Labor"), (1, "Border")]),
        ("1. 目标\n\n我们一起前进。\n\n2. 劳动\n\n权利。", [(1, "目标"), (1, "劳动")]),
        ("1. الأهداف\n\nنسير معا.\n\n2. العمل\n\nالحقوق.", [(1, "الأهداف"), (1, "العمل")]),
        (f"<h2>Aims</h2><p>{LONG}</p><h3>Raids</h3><p>Text</p>", [(1, "Aims"), (2, "Raids")]),
        (f"<b>Aims</b><br>{LONG}<br><br><b>Labor</b><br>{LONG}<p></p>", [(1, "Aims"), (1, "Labor")]),
    ],
)  # fmt: skip
def test_headings_are_found_however_they_are_written(text, expected):
    assert outline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "I will march. " + LONG,
        "2007 was a hard year.\n\n" + LONG,
        "We march\nand we sing\nuntil we win.",
        "#hashtag of the day\n\nWe march.",
        "```\n# no heading\n```\n\nText",
        "Text.\n\n---\n\nMore text.",
        "A. Philip Randolph said that he would march, and so will we.",
    ],
)
def test_texts_without_headings_are_one_section(text):
    [section] = found_in(text)

    assert (section.heading, section.body) == ("", text)
    assert section.why.words == "the text before the first heading"


def test_text_before_the_first_heading_is_a_section_of_its_own():
    assert outline("Welcome.\n\n## Aims\n\nText.\n\n## Labor") == [(1, ""), (1, "Aims"), (1, "Labor")]


@pytest.mark.parametrize(
    "text",
    [
        "# Our Plan\n\n## Aims\n\nText\n\n## Labor",
        "Our Plan\n\n## Our plan\n\n## Aims\n\nText\n\n## Labor\n",
        "# Our Plan\n\n# Our plan\n\n## Aims\n\nText\n\n## Labor\n",
        "OUR PLAN\n\n## Aims\n\nText\n\n## Labor",
        f"Our plan\n\nAims\n\n{LONG} {LONG}\n\nLabor\n\n{LONG} {LONG}",
    ],
)
@pytest.mark.parametrize("titles", [("Our plan",), ()])
def test_title_of_the_whole_text_is_offered_as_no_section(text, titles):
    found = found_in(text, titles=titles)

    assert [one.heading for one in found if not one.is_title] == ["Aims", "Labor"]
    assert {one.heading.lower() for one in found if one.is_title} == {"our plan"}


def test_headings_lose_their_marks_and_numbers_but_no_words():
    sections = find_sections(read_text("## 2.1 **Raids** and [hotline](https://example.org/x) \\*\n\nText\n\n## Labor"))

    assert (sections.found[0].heading, sections.found[0].why.mark) == ("Raids and hotline *", "2.1")
    assert sections.dropped == ["https://example.org/x"]


def test_years_and_names_are_no_numbers():
    assert outline("## 2007 in review\n\nText\n\n## I am Lee\n") == [(1, "2007 in review"), (1, "I am Lee")]


def test_single_returns_after_paragraphs_become_empty_lines_but_wrapped_lines_stay():
    wrapped = "We stop raids and detention in all states of this\ncountry, with coalitions of many kinds, in towns and\nin the fields."
    found = found_in(f"{wrapped}\n\n{LONG} {LONG}\n{LONG} {LONG}")

    assert found[0].body == f"{wrapped}\n\n{LONG} {LONG}\n\n{LONG} {LONG}"


def test_indented_paragraphs_are_no_code_and_nested_signs_are_nested_lists():
    found = found_in("     An indented paragraph.\n\nAims are:\n• raids\n- hotline\n- lawyers\n• labor")

    assert found[0].body == "An indented paragraph.\n\nAims are:\n\n- raids\n    - hotline\n    - lawyers\n- labor"


def test_too_many_headings_are_refused_with_their_number():
    with pytest.raises(ValidationError) as caught:
        found_in("\n\n".join(f"# Heading {number}\n\nText." for number in range(5000)))

    assert "5000" in caught.value.messages[0]
