"""The comparison of texts that people really changed, in five languages."""

import pytest

from campaigns.changes import Changes, compare
from campaigns.changes.paragraphs import paragraphs_of
from campaigns.changes.tokens import normalized

from ..real_drafts import PAIRS, as_drafts, needs, read, wording
from ..texts import cut_words, marked, new_text, old_text


def changes_between(old: str, new: str) -> Changes:
    needs(old, new)
    return compare(*as_drafts(read(old), read(new)))


def runs_of(change):
    return [change.heading, *(part.runs for part in change.paragraphs)]


@pytest.fixture(scope="module", params=PAIRS, ids=" → ".join)
def pair(request):
    old, new = request.param
    needs(old, new)
    drafts = as_drafts(read(old), read(new))
    return *drafts, compare(*drafts)


def test_without_additions_it_is_the_old_text_and_without_removals_the_new_one(pair):
    old, new, changes = pair

    told = {change.key: change for change in changes.sections}
    for draft, version, absent in ((old, old_text, "is_new"), (new, new_text, "is_removed")):
        for one in draft:
            change = told[one.key]
            assert not getattr(change, absent)
            assert version(change.heading) == normalized(one.heading)
            if change.paragraphs:
                texts = [version(part.runs) for part in change.paragraphs]
                assert [text for text in texts if text] == [part.text for part in paragraphs_of(one.html)]


def test_unchanged_sections_read_the_same_in_both_drafts(pair):
    old, new, changes = pair

    before, after = ({one.key: one for one in draft} for draft in (old, new))
    for change in changes.sections:
        if change.is_kept and not change.is_changed:
            assert paragraphs_of(before[change.key].html) == paragraphs_of(after[change.key].html)


def test_no_word_is_cut(pair):
    _old, _new, changes = pair

    assert [cut for change in changes.sections for runs in runs_of(change) for cut in cut_words(runs)] == []


def test_nothing_was_too_long_to_be_compared(pair):
    assert pair[2].is_complete


def test_comparison_of_a_draft_with_itself_finds_nothing(pair):
    old, _new, _changes = pair

    assert compare(old, old).counts.differing == 0


LINK, PAGE = "https://www.contributor-covenant.org/version", "code_of_conduct.html"


def test_covenant_2_1_differs_from_2_0_by_caste_and_color_and_its_own_number():
    changes = changes_between("contributor-covenant/en-2.0.md", "contributor-covenant/en-2.1.md")

    different = {
        normalized(change.after.heading): [marked(part.runs) for part in change.paragraphs if part.change != "same"]
        for change in changes.sections
        if not change.is_same
    }
    assert different == {
        "Our Pledge": [[("+", "caste, color,")]],
        "Attribution": [[("-", "2.0"), ("+", "2.1"), ("-", f"{LINK}/2/0/{PAGE}"), ("+", f"{LINK}/2/1/{PAGE}")]],
    }


def test_japanese_covenant_2_1_differs_by_the_same_two_words():
    changes = changes_between("contributor-covenant/ja-2.0.md", "contributor-covenant/ja-2.1.md")

    [pledge, _attribution] = [change for change in changes.sections if not change.is_same]
    assert [marked(part.runs) for part in pledge.paragraphs if part.change != "same"] == [[("+", "カースト、肌の色、")]]


def test_small_corrections_of_an_arabic_text_are_shown_word_by_word():
    changes = changes_between("contributor-covenant/ar-1.4-2018-10-16.md", "contributor-covenant/ar-1.4.md")

    found = [marked(part.runs) for change in changes.sections for part in change.paragraphs if part.change == "changed"]
    assert found == [
        [("-", "، أو الهوية الجنسية")],
        [("-", "للآخرين"), ("+", "بالآخرين")],
        [("-", "بإزالة"), ("+", "في إزالة")],
        [("-", "إضافة"), ("+", "أضف"), ("-", "المبلغ"), ("+", "المُبَلّغ")],
    ]


def test_real_text_in_another_order_shows_moves_and_no_changed_character():
    name = "openpolitics-democracy/2019-07-09-dba4094.md"
    needs(name)
    draft = [wording(str(at), at, one) for at, one in enumerate(read(name))]

    changes = compare(draft, [*draft[10:], *draft[:10]])

    assert changes.counts.moved == 10
    assert changes.counts.same == len(draft) - 10
    assert all(run.op == "=" for change in changes.sections for run in change.heading)
    assert all(change.paragraphs == () for change in changes.sections)
