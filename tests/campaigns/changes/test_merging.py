"""Changes of two people in one text: brought together, or shown as a conflict; never guessed, never doubled."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.changes.merging import Conflict, merge
from campaigns.changes.tokens import exact_tokens_of

from ..texts import two_versions

PLEDGE = "We pledge a safe place for all, regardless of age, body size, disability, or religion."


def test_changes_in_different_places_are_brought_together():
    mine = PLEDGE.replace("disability", "visible or invisible disability")
    theirs = PLEDGE.replace("a safe place", "a safe and open place")

    merged = merge(base=PLEDGE, mine=mine, theirs=theirs)

    assert merged.text == (
        "We pledge a safe and open place for all, regardless of age, body size, visible or invisible disability,"
        " or religion."
    )
    assert (merged.conflicts, merged.changes_nothing) == ((), False)


def test_changes_of_the_same_words_are_a_conflict_with_both_sides():
    mine = PLEDGE.replace("disability", "health")
    theirs = PLEDGE.replace("disability", "ability")

    merged = merge(base=PLEDGE, mine=mine, theirs=theirs)

    assert merged.text is None
    assert merged.conflicts == (Conflict("disability", "health", "ability"),)


def test_changes_of_neighbouring_words_are_a_conflict():
    merged = merge(base="no more raids", mine="no new raids", theirs="no more walls")

    assert merged.conflicts == (Conflict("more raids", "new raids", "more walls"),)


def test_each_place_is_a_conflict_of_its_own_however_many_changes_touch_there():
    base = "one two three four five six seven eight nine"
    mine = "one 2 three four five six seven 8 nine"
    theirs = "one TWO three four five six seven EIGHT nine"

    assert merge(base=base, mine=mine, theirs=theirs).conflicts == (
        Conflict("two", "2", "TWO"),
        Conflict("eight", "8", "EIGHT"),
    )


@pytest.mark.parametrize("theirs", [PLEDGE, PLEDGE.replace("age", "class")])
def test_what_is_there_already_changes_nothing(theirs):
    mine = PLEDGE.replace("age", "class")

    merged = merge(base=PLEDGE, mine=mine, theirs=theirs)

    assert (merged.text, merged.changes_nothing) == (mine, True)


def test_merging_twice_is_merging_once():
    theirs = PLEDGE.replace("or religion", "caste, or religion")
    once = merge(base=PLEDGE, mine=PLEDGE.replace("We", "We all"), theirs=theirs)

    twice = merge(base=PLEDGE, mine=once.text, theirs=theirs)

    assert (twice.text, twice.changes_nothing) == (once.text, True)


def test_ends_of_lines_and_spaces_stay_as_they_were_typed():
    base = "### Raids\n\n- no raids\n-  no  walls\n\nWe act."
    mine = base.replace("no raids", "no more raids")
    theirs = base.replace("We act.", "We act\n\ntogether.")

    assert merge(base=base, mine=mine, theirs=theirs).text == (
        "### Raids\n\n- no more raids\n-  no  walls\n\nWe act\n\ntogether."
    )


def test_a_paragraph_that_was_only_split_counts_as_changed():
    assert merge(base="One. Two. Three.", mine="One.\n\nTwo. Three.", theirs="One. Two. 3.").text == "One.\n\nTwo. 3."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text"),
    [
        ("我们承诺反对突袭和围墙", "我们都承诺反对突袭和围墙", "我们承诺反对突袭和高墙", "我们都承诺反对突袭和高墙"),
        ("لا للجدار ولا للمداهمات اليوم", "لا للجدار أبدا ولا للمداهمات اليوم", "لا للجدار ولا للمداهمات غدا",
         "لا للجدار أبدا ولا للمداهمات غدا"),
        ("दीवार नहीं और छापे नहीं चाहिए", "कोई दीवार नहीं और छापे नहीं चाहिए", "दीवार नहीं और छापे कभी नहीं चाहिए",
         "कोई दीवार नहीं और छापे कभी नहीं चाहिए"),
    ],
)  # fmt: skip
def test_scripts_of_all_kinds_are_merged_without_cutting_words(base, mine, theirs, text):
    assert merge(base=base, mine=mine, theirs=theirs).text == text


@given(two_versions())
@settings(max_examples=30, deadline=None)
def test_merging_into_what_nobody_changed_gives_exactly_what_was_written(versions):
    base, theirs = versions

    assert merge(base=base, mine=base, theirs=theirs).text == theirs
    assert merge(base=base, mine=theirs, theirs=theirs).changes_nothing


@given(two_versions(), two_versions())
@settings(max_examples=30, deadline=None)
def test_nothing_is_ever_brought_in_twice(versions, others):
    base, theirs = versions
    merged = merge(base=base, mine=others[1], theirs=theirs)

    if merged.text is not None:
        again = merge(base=base, mine=merged.text, theirs=theirs)
        assert again.text in {merged.text, None}


@given(st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_exact_words_give_the_text_again(source):
    assert "".join(space + word for space, word in exact_tokens_of(source)) == source.rstrip()


def test_costly_texts_are_one_conflict_and_quick():
    base, mine, theirs = "the " * 9000, "the a " * 8000, "a the " * 8000
    started = time.process_time()

    merged = merge(base=base, mine=mine, theirs=theirs)

    assert merged.conflicts == (Conflict(base, mine, theirs),)
    assert time.process_time() - started < 2
