"""Sections divided and joined: the order of reading stays the same, and so does the address of the first half."""

import pytest
from django.core.exceptions import ValidationError

from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.writing import fingerprint_of, merge_with_above, split_section
from campaigns.models import Section
from nisn_site.kit.translation import Translation
from tests.makers import translate

from ..makers import make_published_draft, make_working_draft
from ..shapes import add_parts, code_of, key_of, shape, text_of

pytestmark = pytest.mark.django_db


def test_second_half_becomes_a_section_after_the_first_which_keeps_its_key():
    draft = make_working_draft(focus="One\n\nTwo\n\nThree", raids="B")
    key = key_of(draft, "Focus")

    new = split_section(draft=draft, key=key, at=1, heading="Rest")

    assert shape(draft) == "1 Focus, 2 Rest, 3 Raids"
    assert (text_of(draft, "Focus").body, text_of(draft, "Rest").body) == ("One", "Two\n\nThree")
    assert key_of(draft, "Focus") == key != new.section.key
    assert text_of(draft, "Focus").body_html == "<p>One</p>\n"
    assert text_of(draft, "Rest").body_html == "<p>Two</p>\n<p>Three</p>\n"


@pytest.mark.parametrize(
    ("parts_go_along", "expected"),
    [(True, "1 Focus, 2 Rest, 2.1 Jails, 2.2 Courts"), (False, "1 Focus, 1.1 Jails, 1.2 Courts, 2 Rest")],
)
def test_parts_follow_the_second_half_as_they_are_read_or_stay(parts_go_along, expected):
    draft = make_working_draft(focus="One\n\nTwo")
    add_parts(draft, "Focus", "Jails", "Courts")

    split_section(draft=draft, key=key_of(draft, "Focus"), at=1, heading="Rest", parts_go_along=parts_go_along)

    assert shape(draft) == expected


def test_heading_in_the_text_becomes_the_heading_of_the_section():
    draft = make_working_draft(focus="One\n\n### \\*No\\* raids ###\nTwo")

    split_section(draft=draft, key=key_of(draft, "Focus"), at=1)

    assert text_of(draft, "*No* raids").body == "Two"


def test_another_heading_goes_before_the_one_in_the_text():
    draft = make_working_draft(focus="One\n\n### Raids\n\nTwo")

    split_section(draft=draft, key=key_of(draft, "Focus"), at=1, heading="Rest")

    assert text_of(draft, "Rest").body == "Two"


@pytest.mark.parametrize("at", [0, -1, 2, 10**12])
def test_place_where_no_paragraph_begins_is_refused(at):
    draft = make_working_draft(focus="One\n\nTwo")

    with pytest.raises(ValidationError) as error:
        split_section(draft=draft, key=key_of(draft, "Focus"), at=at, heading="Rest")

    assert code_of(error) == "nothing_to_split"


def test_new_section_needs_a_heading():
    draft = make_working_draft(focus="One\n\nTwo")

    with pytest.raises(ValidationError) as error:
        split_section(draft=draft, key=key_of(draft, "Focus"), at=1, heading="  ")

    assert error.value.error_dict["heading"][0].code == "split_needs_a_heading"
    assert shape(draft) == "1 Focus"
    assert Section.objects.count() == 1


def test_text_that_somebody_changed_meanwhile_is_not_divided():
    draft = make_working_draft(focus="One\n\nTwo")
    opened = fingerprint_of(text_of(draft, "Focus"))
    draft.texts.update(body="Other\n\nWords")

    with pytest.raises(ValidationError) as error:
        split_section(draft=draft, key=key_of(draft, "Focus"), at=1, heading="Rest", opened=opened)

    assert code_of(error) == "text_changed_since"


def test_merged_text_stands_below_with_its_heading_as_a_small_one():
    draft = make_working_draft(focus="One", raids="Two")

    text = merge_with_above(draft=draft, key=key_of(draft, "Raids"))

    assert shape(draft) == "1 Focus"
    assert text.body == text_of(draft, "Focus").body == "One\n\n### Raids\n\nTwo"
    assert text_of(draft, "Focus").body_html == "<p>One</p>\n<h4>Raids</h4>\n<p>Two</p>\n"


def test_signs_in_a_heading_stay_signs():
    draft = make_working_draft(focus="One", raids="Two")
    draft.texts.filter(heading="Raids").update(heading="#1 *Stop* [it] <b>")

    text = merge_with_above(draft=draft, key=key_of(draft, "#1 *Stop* [it] <b>"))

    assert "<h4>#1 *Stop* [it] &lt;b&gt;</h4>" in text.body_html


def test_dividing_undoes_merging():
    draft = make_working_draft(focus="One", raids="Two")
    before = shape(draft), list(draft.texts.in_order().values_list("body", flat=True))
    merge_with_above(draft=draft, key=key_of(draft, "Raids"))

    split_section(draft=draft, key=key_of(draft, "Focus"), at=1)

    assert (shape(draft), list(draft.texts.in_order().values_list("body", flat=True))) == before


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ("Jails", "1 Focus, 1.1 Cells, 1.2 Courts, 2 Raids, 2.1 Towns"),
        ("Raids", "1 Focus, 1.1 Jails, 1.1.1 Cells, 1.2 Courts, 1.2.1 Towns"),
        ("Courts", "1 Focus, 1.1 Jails, 1.1.1 Cells, 2 Raids, 2.1 Towns"),
    ],
)
def test_section_is_merged_with_the_one_read_before_it_and_its_parts_keep_their_order(merged, expected):
    draft = make_working_draft(focus="A", raids="B")
    add_parts(draft, "Focus", "Jails", "Courts")
    add_parts(draft, "Jails", "Cells")
    add_parts(draft, "Raids", "Towns")

    merge_with_above(draft=draft, key=key_of(draft, merged))

    assert shape(draft) == expected


def test_first_section_has_nothing_to_be_merged_with():
    draft = make_working_draft(focus="A")

    with pytest.raises(ValidationError) as error:
        merge_with_above(draft=draft, key=key_of(draft, "Focus"))

    assert code_of(error) == "nothing_above"


def test_merging_into_too_long_a_text_is_refused_and_nothing_changes():
    draft = make_working_draft(focus="a" * 150_000, raids="b" * 150_000)

    with pytest.raises(ValidationError) as error:
        merge_with_above(draft=draft, key=key_of(draft, "Raids"))

    assert code_of(error) == "text_is_not_endless"
    assert shape(draft) == "1 Focus, 2 Raids"


def test_merging_forgets_a_section_nobody_has_seen_and_keeps_one_that_is_published():
    first = make_published_draft(focus="A", raids="B", jails="C")
    draft = start_working_draft(proposal=first.proposal)
    merge_with_above(draft=draft, key=key_of(draft, "Raids"))
    split_section(draft=draft, key=key_of(draft, "Focus"), at=1)
    assert Section.objects.count() == 4

    merge_with_above(draft=draft, key=key_of(draft, "Raids"))

    assert Section.objects.count() == 3
    assert shape(first) == "1 Focus, 2 Raids, 3 Jails"


def test_translations_of_a_merged_text_go_and_those_of_the_other_stay():
    draft = make_working_draft(focus="One", raids="Two")
    translate(text_of(draft, "Focus"), "es", body="Uno")
    translate(text_of(draft, "Raids"), "es", body="Dos")

    merge_with_above(draft=draft, key=key_of(draft, "Raids"))

    assert [translation.text for translation in Translation.objects.all()] == ["Uno"]


@pytest.mark.parametrize("deed", [merge_with_above, lambda **values: split_section(at=1, heading="New", **values)])
def test_published_sections_are_neither_divided_nor_joined(deed):
    draft = make_published_draft(focus="One\n\nTwo", raids="B")

    with pytest.raises(ValidationError) as error:
        deed(draft=draft, key=key_of(draft, "Raids"))

    assert code_of(error) == "draft_is_frozen"
