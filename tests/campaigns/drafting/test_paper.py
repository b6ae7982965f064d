"""The numbered lines of a draft on paper."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.changes.paragraphs import paragraphs_of
from campaigns.changes.tokens import normalized
from campaigns.drafting.paper import COLUMNS, lines_of, printed_paragraph, width
from nisn_site.kit.markdown import render

from ..texts import texts


def without_spaces(text: str) -> str:
    return "".join(text.split())


@given(texts(), st.integers(4, COLUMNS))
def test_lines_hold_the_whole_text_in_order(text, columns):
    assert without_spaces("".join(lines_of(text, columns))) == without_spaces(normalized(text))


@given(texts(), st.integers(20, COLUMNS))
def test_lines_are_not_wider_than_the_paper_unless_one_word_is(text, columns):
    for line in lines_of(text, columns):
        assert width(line) <= columns or " " not in line


def test_lines_break_between_words():
    assert lines_of("we act together now", 10) == ["we act", "together", "now"]


def test_chinese_breaks_between_characters_but_keeps_its_signs():
    assert lines_of("我们承诺，我们行动。", 8) == ["我们承", "诺，我们", "行动。"]
    assert width("我们承诺") == 8


def test_arabic_words_stay_whole():
    assert lines_of("المساهمون مُحَمَّد والعمل", 12) == ["المساهمون", "مُحَمَّد والعمل"]


@pytest.mark.parametrize(("text", "line"), [("(see 2.1)", "(see 2.1)"), ("“we” act.", "“we” act.")])
def test_signs_stay_with_their_words(text, line):
    assert lines_of(text, 20) == [line]


def test_nothing_makes_no_line():
    assert lines_of("", 10) == lines_of("  \n ", 10) == []


def test_link_says_where_it_leads_on_paper_unless_that_is_this_site():
    [paragraph] = paragraphs_of(render("We [act](/en/act/) with [them](https://them.example)."))
    [line] = printed_paragraph(paragraph, count(1)).lines

    assert line.text == "We act with them (https://them.example)."


def test_list_keeps_its_numbers_on_paper():
    numbers = count(1)
    printed = [printed_paragraph(one, numbers) for one in paragraphs_of(render("7. x\n8. y\n\n   z\n\n- p"))]

    assert [(one.marker, [(line.number, line.text) for line in one.lines]) for one in printed] == [
        ("7.", [(1, "x")]), ("8.", [(2, "y")]), ("", [(3, "z")]), ("•", [(4, "p")]),
    ]  # fmt: skip
