"""Which sections are new, removed, moved, renamed, changed or the same."""

import json
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.changes import Changes, Counts, Edit, Wording, compare
from campaigns.changes.budget import Budget
from campaigns.changes.order import in_order
from nisn_site.kit.markdown import render

from ..texts import marked, new_text, old_text, texts


def section(
    key: str, body: str = "Text.", *, heading: str | None = None, parent: str = "", number: str = ""
) -> Wording:
    heading = f"Heading of {key}" if heading is None else heading
    return Wording(
        key=key, number=number, heading=heading, html=render(body, top_heading=4), parent=parent, language="en"
    )


def keys(changes: Changes, question: str) -> list[str]:
    return [one.key for one in changes.sections if getattr(one, f"is_{question}")]


def only(changes: Changes, key: str):
    [found] = [one for one in changes.sections if one.key == key]
    return found


# -- sections -----------------------------------------------------------------------------------------------------


def test_drafts_that_are_the_same_differ_nowhere():
    draft = [section("a"), section("b", parent="a")]

    changes = compare(draft, draft)

    assert keys(changes, "same") == ["a", "b"]
    assert changes.counts == Counts(0, 0, 0, 0, 0, same=2, differing=0, words_added=0, words_removed=0)


def test_new_and_removed_sections_stand_where_they_belong():
    old = [section("first"), section("a"), section("gone"), section("b"), section("also-gone", parent="b")]
    new = [section("a"), section("new"), section("b")]

    changes = compare(old, new)

    assert [one.key for one in changes.sections] == ["first", "a", "gone", "new", "b", "also-gone"]
    assert keys(changes, "removed") == ["first", "gone", "also-gone"]
    assert keys(changes, "new") == ["new"]
    assert keys(changes, "moved") == []


def test_new_section_is_added_as_a_whole():
    change = only(compare([], [section("a", "One two.\n\n- three", heading="Four five")]), "a")

    assert marked(change.heading) == [("+", "Four five")]
    assert [(part.change, marked(part.runs)) for part in change.paragraphs] == [
        ("new", [("+", "One two.")]),
        ("new", [("+", "three")]),
    ]
    assert (change.words_added, change.words_removed) == (5, 0)


def test_renamed_section_shows_the_words_of_its_heading():
    change = only(compare([section("a", heading="Our Proposal")], [section("a", heading="Our Framework")]), "a")

    assert change.is_renamed
    assert not change.is_changed
    assert marked(change.heading) == [("-", "Proposal"), ("+", "Framework")]


def test_number_alone_is_no_change():
    changes = compare([section("b", number="1")], [section("a", number="1"), section("b", number="2")])

    assert only(changes, "b").is_same
    assert (only(changes, "b").before.number, only(changes, "b").after.number) == ("1", "2")


@pytest.mark.parametrize("order", ["".join(order) for order in permutations("abcd")])
def test_pure_reordering_shows_moves_and_no_changed_character(order):
    bodies = {key: f"Body of {key}.\n\n- item" for key in "abcd"}

    changes = compare([section(key, bodies[key]) for key in "abcd"], [section(key, bodies[key]) for key in order])

    assert keys(changes, "changed") == keys(changes, "renamed") == []
    assert (changes.counts.words_added, changes.counts.words_removed) == (0, 0)
    assert changes.counts.moved == 4 - len(in_order(["abcd".index(key) for key in order]))


def test_one_section_that_went_to_the_front_is_the_only_one_moved():
    assert keys(compare([section(key) for key in "abcd"], [section(key) for key in "dabc"]), "moved") == ["d"]


def test_section_that_went_into_another_is_moved_there():
    old = [section("a"), section("b"), section("c")]
    new = [section("a"), section("c", parent="a"), section("b")]

    changes = compare(old, new)

    assert keys(changes, "moved") == ["c"]
    assert (only(changes, "c").before.parent, only(changes, "c").after.parent) == ("", "a")


def test_parts_of_a_moved_section_are_not_moved_themselves():
    old = [section("a"), section("b"), section("b1", parent="b"), section("b2", parent="b")]
    new = [section("b"), section("b1", parent="b"), section("b2", parent="b"), section("a")]

    assert compare(old, new).counts.moved == 1


def test_moved_section_may_be_renamed_and_changed_as_well():
    old = [section("a"), section("b"), section("c", "Old text.", heading="Old")]
    new = [section("c", "New text.", heading="New"), section("a"), section("b")]

    change = only(compare(old, new), "c")

    assert (change.is_moved, change.is_renamed, change.is_changed, change.is_same) == (True, True, True, False)


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), unique=True))
def test_fewest_sections_are_moved(places):
    kept = [places[index] for index in sorted(in_order(places))]

    assert kept == sorted(kept)
    longest = [1] * len(places)
    for index, place in enumerate(places):
        longest[index] += max((longest[other] for other in range(index) if places[other] < place), default=0)
    assert len(kept) == max(longest, default=0)


# -- paragraphs -------------------------------------------------------------------------------------------------


def paragraphs(old: str, new: str) -> list[tuple[str, str]]:
    change = only(compare([section("a", old)], [section("a", new)]), "a")
    return [(part.change, new_text(part.runs) or old_text(part.runs)) for part in change.paragraphs]


def test_unchanged_paragraphs_of_a_changed_section_are_there_to_be_folded():
    assert paragraphs("One.\n\nTwo is here.\n\nThree.", "One.\n\nTwo was here.\n\nThree.") == [
        ("same", "One."),
        ("changed", "Two was here."),
        ("same", "Three."),
    ]


def test_new_paragraph_between_others_changes_none_of_them():
    assert paragraphs("One stays.\n\nTwo stays.", "One stays.\n\nQuite another one.\n\nTwo stays.") == [
        ("same", "One stays."),
        ("new", "Quite another one."),
        ("same", "Two stays."),
    ]


def test_paragraphs_with_nothing_in_common_are_removed_and_new():
    assert paragraphs("March in Denver.", "Write letters today!") == [
        ("removed", "March in Denver."),
        ("new", "Write letters today!"),
    ]


def test_repeated_paragraphs_are_aligned_in_order():
    assert paragraphs("Stop.\n\nStop.\n\nGo on.", "Stop.\n\nStop.\n\nStop.\n\nGo on.") == [
        ("same", "Stop."),
        ("same", "Stop."),
        ("new", "Stop."),
        ("same", "Go on."),
    ]


def test_lines_wrapped_in_other_places_are_no_change():
    assert paragraphs("One two\nthree.", "One\ntwo three.") == []


@pytest.mark.parametrize(
    ("old", "new"), [("We act.", "We *act*."), ("We act.", "- We act."), ("*We* act.", "**We** act.")]
)
def test_other_look_of_the_same_words_is_formatting(old, new):
    change = only(compare([section("a", old)], [section("a", new)]), "a")

    assert change.is_only_formatted
    assert (change.words_added, change.words_removed) == (0, 0)


def test_link_that_leads_elsewhere_is_a_change_of_words():
    [(change, text)] = paragraphs("[Call](https://old.example/) us.", "[Call](https://new.example/) us.")

    assert (change, text) == ("changed", "Call (https://new.example/) us.")


def test_heading_inside_a_section_is_never_compared_with_a_paragraph():
    assert paragraphs("# Our aims today\n\nText.", "Our aims for today\n\nText.") == [
        ("removed", "Our aims today"),
        ("new", "Our aims for today"),
        ("same", "Text."),
    ]


# -- as data ----------------------------------------------------------------------------------------------------


def everything_at_once() -> Changes:
    old = [section("a", "One.\n\nTwo is here."), section("gone"), section("b", heading="Old"), section("c")]
    new = [section("c"), section("a", "One.\n\n*Two* was here.\n\nThree."), section("new"), section("b", heading="New")]
    return compare(old, new)


def test_result_is_the_same_after_a_journey_through_json():
    changes = everything_at_once()

    assert Changes.from_json(json.loads(json.dumps(changes.as_json()))) == changes


def test_counts_say_how_much_is_new_at_a_glance():
    assert everything_at_once().counts == Counts(
        new=1, removed=1, moved=1, renamed=1, changed=1, same=0, differing=5, words_added=7, words_removed=6
    )


def test_edits_are_told_one_by_one_with_the_words_before_them():
    change = only(
        compare(
            [section("a", "We stop the raids in every city.")], [section("a", "We end the raids in every single city.")]
        ),
        "a",
    )

    [paragraph] = change.paragraphs
    assert list(paragraph.edits) == [
        Edit(after="We", removed="stop", added="end"),
        Edit(after="the raids in every", removed="", added="single"),
    ]


def test_edit_stands_after_words_that_can_be_found_where_links_hide_their_addresses():
    old, new = (f"See our [points](/en/glossary/) of unity{end}." for end in ("", " now"))

    [paragraph] = only(compare([section("a", old)], [section("a", new)]), "a").paragraphs
    assert list(paragraph.edits) == [Edit(after="See our points of unity", removed="", added="now")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("so: we act", "so : we act", True), ("so: we act", "so : you act", False), ("*act*", "act", False)],
)
def test_change_of_spaces_alone_is_told_apart(old, new, expected):
    [paragraph] = only(compare([section("a", old)], [section("a", new)]), "a").paragraphs

    assert paragraph.only_spaces_differ is expected


@st.composite
def drafts(draw) -> list[Wording]:
    chosen = draw(st.lists(st.sampled_from("abcdefgh"), unique=True))
    return [section(key, "\n\n".join(draw(st.lists(texts(max_size=12), max_size=4)))) for key in chosen]


@settings(deadline=None, max_examples=60)
@given(drafts(), drafts())
def test_every_section_of_both_drafts_is_told_about_once(old, new):
    changes = compare(old, new)

    told = [one.key for one in changes.sections]
    assert sorted(told) == sorted({one.key for one in (*old, *new)})
    assert [key for key in told if only(changes, key).after] == [one.key for one in new]
    assert Changes.from_json(json.loads(json.dumps(changes.as_json()))) == changes


# -- bounds -----------------------------------------------------------------------------------------------------


def test_comparison_beyond_its_budget_says_that_it_is_incomplete():
    old = [section("a", "We stop all raids. " * 20), section("b")]
    new = [section("a", "They end each raid. " * 20 + "We stop."), section("b")]

    assert compare(old, new).is_complete
    assert not compare(old, new, Budget(characters=0)).is_complete


def test_thousands_of_sections_and_paragraphs_stay_within_the_budget():
    old = [section(str(number), "Old.") for number in range(5_000)]
    many = "\n\n".join(f"Paragraph {number} of many." for number in range(2_000))
    new = [*reversed(old), section("long", many)]
    budget = Budget()

    changes = compare(old, new, budget)
    other = compare([section("long", many)], [section("long", many.replace("many", "some"))], budget)

    assert changes.counts.moved == 4_999
    assert {part.change for part in other.sections[0].paragraphs} == {"removed", "new"}
    assert min(budget.characters, budget.word_pairs, budget.paragraph_pairs) >= 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3. act\n4. rest", "7. act\n8. rest"),
        ("1. act", "- act"),
        ("act\n\n---\n\nrest", "act\n\nrest"),
        ("1. a\n2. b", "1. a\n\n1) b"),
        ("- act", "> - act"),
        ("# A\n\n## B", "# A\n\n# B"),
        ("act  \nnow", "act now"),
    ],
)
def test_other_numbers_lines_and_levels_are_formatting(old, new):
    change = only(compare([section("a", old)], [section("a", new)]), "a")

    assert change.is_only_formatted
    assert (change.words_added, change.words_removed) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("3. act\n4. rest", "7. act\n8. eat\n9. rest", ["formatting", "new", "formatting"]),
        ("1. act\n2. rest", "1. act\n\n1) rest", ["same", "formatting"]),
    ],
)
def test_items_are_marked_whose_list_begins_elsewhere_or_was_split(old, new, expected):
    assert [change for change, _text in paragraphs(old, new)] == expected


def test_item_that_is_put_in_changes_none_of_those_that_follow():
    changes = compare([section("a", "1. act\n2. rest")], [section("a", "1. act\n2. eat\n3. rest")])

    assert [(one.change, one.marker) for one in only(changes, "a").paragraphs] == [
        ("same", "1."), ("new", "2."), ("same", "3."),
    ]  # fmt: skip
