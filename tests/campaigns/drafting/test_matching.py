"""Which section of an imported text is which one we have: a guess from the words, not from headings alone."""

import pytest

from campaigns.drafting.matching import Passage, match_sections

from ..real_drafts import needs, read

AIMS = Passage("1. Our aims", "We stop raids, detention and deportation together with local coalitions.")
LABOR = Passage("2. Labor", "We support day labor centers and unions that defend the rights of workers.")
BORDER = Passage("3. The border", "No money for the wall; no more agents in the border states.")
ALL = [AIMS, LABOR, BORDER]


def old_of(old, new) -> list[int | None]:
    return [match.old for match in match_sections(old, new)]


def test_same_sections_are_found_in_any_order():
    assert old_of(ALL, [BORDER, AIMS, LABOR]) == [2, 0, 1]
    assert all(match.is_certain for match in match_sections(ALL, ALL))


def test_renamed_section_is_known_by_its_words():
    assert old_of(ALL, [Passage("What we want", AIMS.body)]) == [0]


def test_rewritten_section_is_known_by_its_heading_without_the_number():
    [match] = match_sections(ALL, [Passage("7) LABOR", "Unions and workers come first in every campaign we run.")])

    assert (match.old, match.is_certain) == (1, False)


def test_other_text_is_a_new_section():
    assert old_of(ALL, [Passage("Youth", "Students organize walkouts at schools.")]) == [None]


def test_each_section_is_used_once():
    assert old_of([AIMS], [Passage("Copy", AIMS.body), AIMS]) == [None, 0]


def test_repeated_headings_are_told_apart_by_their_words():
    old = [Passage("Why", AIMS.body), Passage("Why", LABOR.body)]

    assert old_of(old, old[::-1]) == [1, 0]


def test_chinese_sections_are_known_by_their_characters():
    old = [Passage("承诺", "我们承诺建设开放友好的环境。"), Passage("准则", "尊重不同的主张、观点和经历。")]

    assert old_of(
        old, [Passage("准则", "尊重不同的观点和感受。"), Passage("约定", "我们承诺建设开放、友善的环境。")]
    ) == [1, 0]


@pytest.mark.parametrize(("old", "new"), [([], []), ([], ALL), (ALL, [])])
def test_empty_texts_match_nothing(old, new):
    assert old_of(old, new) == [None] * len(new)


def test_very_many_sections_are_matched_by_heading_only():
    old = [Passage(f"Heading {number}", "The same words in each.") for number in range(600)]

    assert old_of(old, old[::-1]) == list(range(600))[::-1]


def test_sections_of_the_covenant_are_known_again_in_the_next_version():
    files = ("contributor-covenant/en-2.0.md", "contributor-covenant/en-2.1.md")
    needs(*files)
    old, new = map(read, files)

    assert old_of(old, new) == list(range(len(old)))
