"""Sections are moved with everything inside them, taken out, and brought back from the last published draft."""

import pytest
from django.core.exceptions import ValidationError

from campaigns.drafting.arrangement import Place
from campaigns.drafting.arranging import (
    bring_back,
    left_out,
    move_down,
    move_in,
    move_out,
    move_section,
    move_up,
    remove_section,
)
from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Section
from nisn_site.kit.translation import Translation
from tests.makers import translate

from ..makers import make_proposal, make_published_draft, make_working_draft, publish
from ..shapes import add_parts, code_of, key_of, shape, text_of

pytestmark = pytest.mark.django_db

WHOLE = "1 Focus, 1.1 Jails, 1.1.1 Cells, 1.2 Courts, 2 Raids, 2.1 Towns, 3 Walls"


@pytest.fixture
def draft():
    draft = make_working_draft(focus="A", raids="B", walls="C")
    fill(draft)
    return draft


def fill(draft):
    add_parts(draft, "Focus", "Jails", "Courts")
    add_parts(draft, "Jails", "Cells")
    add_parts(draft, "Raids", "Towns")


@pytest.fixture
def next_draft():
    """A working draft after a published one with the same sections."""
    first = make_working_draft(focus="A", raids="B", walls="C")
    fill(first)
    publish(first)
    return start_working_draft(proposal=first.proposal)


def test_the_fixture_is_what_these_tests_think(draft):
    assert shape(draft) == WHOLE


@pytest.mark.parametrize(
    ("step", "name", "expected"),
    [
        (move_up, "Raids", "1 Raids, 1.1 Towns, 2 Focus, 2.1 Jails, 2.1.1 Cells, 2.2 Courts, 3 Walls"),
        (move_up, "Courts", "1 Focus, 1.1 Courts, 1.2 Jails, 1.2.1 Cells, 2 Raids, 2.1 Towns, 3 Walls"),
        (move_down, "Focus", "1 Raids, 1.1 Towns, 2 Focus, 2.1 Jails, 2.1.1 Cells, 2.2 Courts, 3 Walls"),
        (move_in, "Raids", "1 Focus, 1.1 Jails, 1.1.1 Cells, 1.2 Courts, 1.3 Raids, 1.3.1 Towns, 2 Walls"),
        (move_in, "Courts", "1 Focus, 1.1 Jails, 1.1.1 Cells, 1.1.2 Courts, 2 Raids, 2.1 Towns, 3 Walls"),
        (move_out, "Jails", "1 Focus, 1.1 Courts, 2 Jails, 2.1 Cells, 3 Raids, 3.1 Towns, 4 Walls"),
        (move_out, "Cells", "1 Focus, 1.1 Jails, 1.2 Cells, 1.3 Courts, 2 Raids, 2.1 Towns, 3 Walls"),
    ],
)
def test_section_moves_one_step_with_everything_inside_it(draft, step, name, expected):
    keys = set(draft.texts.values_list("section__key", flat=True))

    step(draft=draft, key=key_of(draft, name))

    assert shape(draft) == expected
    assert set(draft.texts.values_list("section__key", flat=True)) == keys
    assert sorted(draft.texts.values_list("position", flat=True)) == list(range(1, 8))


@pytest.mark.parametrize(
    ("step", "name", "code"),
    [
        (move_up, "Focus", "section_is_first"),
        (move_up, "Jails", "section_is_first"),
        (move_down, "Walls", "section_is_last"),
        (move_down, "Courts", "section_is_last"),
        (move_in, "Focus", "nothing_to_move_into"),
        (move_out, "Raids", "section_lies_in_no_other"),
    ],
)
def test_step_that_leads_nowhere_is_refused_in_words(draft, step, name, code):
    with pytest.raises(ValidationError) as error:
        step(draft=draft, key=key_of(draft, name))

    assert code_of(error) == code
    assert shape(draft) == WHOLE


@pytest.mark.parametrize(
    ("name", "place", "target", "expected"),
    [
        ("Walls", Place.BEFORE, "Focus", "1 Walls, 2 Focus, 2.1 Jails, 2.1.1 Cells, 2.2 Courts, 3 Raids, 3.1 Towns"),
        ("Focus", Place.INSIDE, "Towns", "1 Raids, 1.1 Towns, 1.1.1 Focus, 1.1.1.1 Jails, 1.1.1.1.1 Cells, 1.1.1.2 Courts, 2 Walls"),
        ("Cells", Place.AFTER, "Walls", "1 Focus, 1.1 Jails, 1.2 Courts, 2 Raids, 2.1 Towns, 3 Walls, 4 Cells"),
        ("Courts", Place.BEFORE, "Jails", "1 Focus, 1.1 Courts, 1.2 Jails, 1.2.1 Cells, 2 Raids, 2.1 Towns, 3 Walls"),
        ("Jails", Place.INSIDE, "Focus", "1 Focus, 1.1 Courts, 1.2 Jails, 1.2.1 Cells, 2 Raids, 2.1 Towns, 3 Walls"),
    ],
)  # fmt: skip
def test_section_moves_to_any_place(draft, name, place, target, expected):
    move_section(draft=draft, key=key_of(draft, name), place=place, target=key_of(draft, target))

    assert shape(draft) == expected


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("target", ["Focus", "Jails", "Cells"])
def test_section_is_not_moved_to_a_place_inside_itself(draft, place, target):
    with pytest.raises(ValidationError) as error:
        move_section(draft=draft, key=key_of(draft, "Focus"), place=place, target=key_of(draft, target))

    assert code_of(error) == "section_inside_itself"
    assert shape(draft) == WHOLE


def test_section_of_another_draft_is_no_place_to_move_to(draft):
    other = make_working_draft(proposal=make_proposal(number=2, slug="other"), focus="A")

    with pytest.raises(ValidationError) as error:
        move_section(draft=draft, key=key_of(draft, "Walls"), place=Place.INSIDE, target=key_of(other, "Focus"))

    assert code_of(error) == "section_not_in_draft"


def test_only_rows_that_moved_are_written(draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        move_up(draft=draft, key=key_of(draft, "Courts"))


def test_moving_changes_no_text_and_keeps_its_translations(draft):
    translate(text_of(draft, "Cells"), "es", heading="Celdas")

    move_out(draft=draft, key=key_of(draft, "Jails"))

    assert Translation.objects.get().subject == text_of(draft, "Cells")
    assert text_of(draft, "Cells").body == "About Cells."


@pytest.mark.parametrize(
    ("name", "with_parts", "expected", "count"),
    [
        ("Walls", False, "1 Focus, 1.1 Jails, 1.1.1 Cells, 1.2 Courts, 2 Raids, 2.1 Towns", 1),
        ("Focus", False, "1 Jails, 1.1 Cells, 2 Courts, 3 Raids, 3.1 Towns, 4 Walls", 1),
        ("Jails", False, "1 Focus, 1.1 Cells, 1.2 Courts, 2 Raids, 2.1 Towns, 3 Walls", 1),
        ("Focus", True, "1 Raids, 1.1 Towns, 2 Walls", 4),
        ("Jails", True, "1 Focus, 1.1 Courts, 2 Raids, 2.1 Towns, 3 Walls", 2),
    ],
)
def test_removed_section_leaves_its_parts_in_its_place_or_takes_them_along(draft, name, with_parts, expected, count):
    removed = remove_section(draft=draft, key=key_of(draft, name), with_parts=with_parts)

    assert shape(draft) == expected
    assert removed == count
    assert Section.objects.count() == draft.texts.count()


def test_removed_section_that_is_published_stays_in_the_published_draft(next_draft):
    first = next_draft.proposal.drafts.published().get()

    remove_section(draft=next_draft, key=key_of(next_draft, "Focus"), with_parts=True)

    assert shape(first) == WHOLE
    assert [text.heading for text in left_out(next_draft)] == ["Focus", "Jails", "Cells", "Courts"]


@pytest.mark.parametrize("name", ["Focus", "Jails", "Cells", "Courts", "Raids", "Towns", "Walls"])
def test_removed_section_without_parts_comes_back_to_its_place(next_draft, name):
    key = key_of(next_draft, name)
    remove_section(draft=next_draft, key=key, with_parts=True)
    gone = [text.section.key for text in left_out(next_draft)]

    for one in gone:
        bring_back(draft=next_draft, key=one)

    assert shape(next_draft) == WHOLE
    assert text_of(next_draft, name).section.key == key
    assert left_out(next_draft) == []


def test_section_comes_back_beside_what_is_left_around_it(next_draft):
    cells = key_of(next_draft, "Cells")
    for name in ("Cells", "Jails"):
        remove_section(draft=next_draft, key=key_of(next_draft, name))

    bring_back(draft=next_draft, key=cells)

    assert shape(next_draft) == "1 Focus, 1.1 Cells, 1.2 Courts, 2 Raids, 2.1 Towns, 3 Walls"


def test_section_comes_back_with_its_text_and_translations(next_draft):
    published = next_draft.proposal.drafts.published().get()
    translate(text_of(published, "Walls"), "es", body="Muros")
    remove_section(draft=next_draft, key=key_of(next_draft, "Walls"))

    text = bring_back(draft=next_draft, key=key_of(published, "Walls"))

    assert (text.heading, text.body, text.body_html) == ("Walls", "C", "<p>C</p>\n")
    assert Translation.objects.of([text]).get().text == "Muros"


def test_section_that_is_there_or_was_never_published_is_not_brought_back(next_draft):
    with pytest.raises(ValidationError) as there:
        bring_back(draft=next_draft, key=key_of(next_draft, "Walls"))
    with pytest.raises(ValidationError) as never:
        bring_back(draft=next_draft, key="s2xxxxx")

    assert (code_of(there), code_of(never)) == ("section_is_in_draft", "section_not_in_published_draft")


def test_first_draft_of_a_proposal_has_nothing_to_bring_back(draft):
    assert left_out(draft) == []
    with pytest.raises(ValidationError) as error:
        bring_back(draft=draft, key="s2xxxxx")
    assert code_of(error) == "section_not_in_published_draft"


def place_after_the_other(*, draft, key):
    return move_section(draft=draft, key=key, place=Place.AFTER, target=key_of(draft, "Raids"))


@pytest.mark.parametrize(
    "deed", [move_up, move_down, move_in, move_out, place_after_the_other, remove_section, bring_back]
)
def test_published_draft_is_not_arranged(deed):
    draft = make_published_draft(focus="A", raids="B", walls="C")

    with pytest.raises(ValidationError) as error:
        deed(draft=draft, key=key_of(draft, "Focus"))

    assert code_of(error) == "draft_is_frozen"
    assert shape(draft) == "1 Focus, 2 Raids, 3 Walls"
