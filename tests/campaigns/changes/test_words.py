"""Two versions of a paragraph: exact in both directions, readable, and never slow."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.changes.budget import Budget
from campaigns.changes.spans import SAME, spans_of
from campaigns.changes.tokens import count_words, tokens_of
from campaigns.changes.words import compare_words

from ..texts import cut_words, marked, new_text, old_text, texts, two_versions

versions = st.one_of(two_versions(), st.tuples(texts(), texts()))


def compared(old: str, new: str):
    return compare_words(old, new, Budget())


def shown(old: str, new: str) -> str:
    """`We [-stop][+end] raids.`"""
    return "".join(text if op == "=" else f"[{op}{text}]" for op, text in compared(old, new).runs)


@settings(deadline=None, max_examples=400)
@given(versions)
def test_both_versions_can_be_read_from_the_runs_exactly(pair):
    old, new = pair
    runs = compared(old, new).runs

    assert (old_text(runs), new_text(runs)) == (old, new)


@settings(deadline=None, max_examples=400)
@given(two_versions())
def test_no_word_is_ever_cut(pair):
    assert cut_words(compared(*pair).runs) == []


@settings(deadline=None)
@given(versions)
def test_runs_are_never_empty_and_never_repeat_their_kind(pair):
    runs = compared(*pair).runs

    assert all(run.text for run in runs)
    assert not any(one.op == other.op for one, other in pairwise(runs))


@settings(deadline=None)
@given(versions)
def test_counts_of_words_add_up(pair):
    old, new = pair
    result = compared(old, new)

    def words(text):
        return count_words(tokens_of(text))

    assert words(old) - result.words_removed == words(new) - result.words_added


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("We act.", "We act.", "We act."),
        ("We act.", "We act now.", "We act[+ now]."),
        ("We stop raids.", "We end raids.", "We [-stop][+end] raids."),
        ("race, religion, or age", "race, caste, color, religion, or age", "race,[+ caste, color,] religion, or age"),
        ("One. Two.", "One. One and a half. Two.", "One.[+ One and a half.] Two."),
        ("人種、宗教、または", "人種、カースト、肌の色、宗教、または", "人種、[+カースト、肌の色、]宗教、または"),
        ("(a)", "( a )", "([+ ]a[+ ])"),
        ("نحن مُحَمَّد هنا", "نحن محمد هنا", "نحن [-مُحَمَّد][+محمد] هنا"),
        ("hindi में लिखा", "hindi में लिखी", "hindi में [-लिखा][+लिखी]"),
        ("👍🏽 yes", "👍🏻 yes", "[-👍🏽][+👍🏻] yes"),
        ("", "New.", "[+New.]"),
        ("Old.", "", "[-Old.]"),
    ],
)
def test_changes_read_as_people_would_mark_them(old, new, expected):
    assert shown(old, new) == expected


def test_what_is_the_same_by_chance_is_taken_into_the_change():
    old = "Members meet in the capital of Virginia. " * 3
    new = old.replace("in the capital of Virginia", "at a hall in one of the suburbs", 1)

    assert shown(old.strip(), new.strip()).startswith(
        "Members meet [-in the capital of Virginia][+at a hall in one of the suburbs]. Members"
    )


def test_paragraph_of_which_little_is_left_is_shown_as_replaced():
    old = "We will march in every state before the primaries and hold town halls with all of the candidates that come."
    new = "Volunteers and allies write letters, knock on doors, and record what each of the candidates answers."

    result = compared(old, new)

    assert result.change == "rewritten"
    assert marked(result.runs) == [("-", old), ("+", new)]


# -- bounds -----------------------------------------------------------------------------------------------------------


def test_repeated_words_cost_little():
    """difflib takes 15 seconds for this pair; `bench/comparing.py` measures the time, here the work is bounded."""
    old, new = ("the " * 500).strip(), ("the a " * 500).strip()
    budget = Budget()

    result = compare_words(old, new, budget)

    assert marked(result.runs) == [("+", "a")] * 500
    assert Budget().word_pairs - budget.word_pairs <= 500 * 1000


def test_paragraph_beyond_the_bounds_is_shown_as_replaced_and_says_so():
    old, new = "x " * 6_000 + "end", "y " * 6_000 + "end."
    budget = Budget()

    result = compare_words(old, new, budget)

    assert result.change == "too_long"
    assert (old_text(result.runs), new_text(result.runs)) == (old, new)
    assert (result.words_removed, result.words_added) == (6_001, 6_001)
    assert budget.word_pairs == Budget().word_pairs


def test_long_paragraph_with_a_small_change_is_within_the_bounds():
    text = " ".join(f"word{number}" for number in range(20_000))

    assert marked(compared(text, text.replace("word9000 ", "")).runs) == [("-", "word9000")]


@pytest.mark.parametrize("budget", [Budget(characters=10), Budget(word_pairs=1)])
def test_what_was_spent_before_counts(budget):
    assert compare_words("We stop all raids.", "They end a raid.", budget).change == "too_long"


@settings(deadline=None)
@given(versions)
def test_exactness_does_not_depend_on_the_budget(pair):
    old, new = pair
    runs = compare_words(old, new, Budget(characters=40, word_pairs=9)).runs

    assert (old_text(runs), new_text(runs)) == (old, new)


@settings(deadline=None)
@given(versions)
def test_spans_lie_side_by_side(pair):
    before, after = map(tokens_of, pair)

    spans = spans_of(before, after, Budget())

    assert [span.a for span in spans] == [0, *(span.b for span in spans)][: len(spans)]
    assert [span.c for span in spans] == [0, *(span.d for span in spans)][: len(spans)]
    for _kind, a, b, c, d in (span for span in spans if span.kind == SAME):
        assert [word for _, word in before[a:b]] == [word for _, word in after[c:d]]
