"""Confirmed sections in the working draft: known ones keep their identity, nothing else moves, nobody is overwritten."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.numbering import outline
from campaigns.importing.filling import Filled, fill_working_draft
from campaigns.importing.planning import Planned, basis_of
from campaigns.models import Draft, Section
from tests.makers import translate

from ..makers import add_text, make_proposal, make_published_draft, make_working_draft

pytestmark = pytest.mark.django_db


def fill(proposal, *plan, left_out=(), seen=None) -> Filled:
    seen = basis_of(proposal).seen if seen is None else seen
    return fill_working_draft(proposal=proposal, plan=list(plan), left_out=set(left_out), seen=seen)


def keys(proposal) -> dict[str, str]:
    return {one.heading: one.key for one in basis_of(proposal).existing}


def contents(proposal) -> list[str]:
    """Each section as `2.1 Heading: body`."""
    texts = Draft.objects.working().get(proposal=proposal).texts.all()
    return [f"{number} {text.heading}: {text.body}" for text, number, _depth in outline(texts)]


def test_proposal_without_a_draft_gets_a_working_one():
    proposal = make_proposal()

    filled = fill(proposal, Planned("Aims", "Text.", 1), Planned("Raids", "No *raids*.", 2, kind="campaign"))

    assert contents(proposal) == ["1 Aims: Text.", "1.1 Raids: No *raids*."]
    assert (filled.new, filled.changed, filled.same, filled.left_out) == (2, 0, 0, 0)
    inner = filled.draft.texts.get(heading="Raids")
    assert inner.section.kind == "campaign"
    assert "<em>raids</em>" in inner.body_html


def test_known_sections_keep_their_identity_and_stay_in_the_published_draft():
    published = make_published_draft(focus="We act.", raids="We stop raids.", wiki="A wiki.")
    proposal, known = published.proposal, keys(published.proposal)

    filled = fill(
        proposal,
        Planned("No raids", "We stop all raids.", 1, known["Raids"]),
        Planned("Labor", "We organize.", 2),
        Planned("Focus", "We act.", 1, known["Focus"]),
        left_out=[known["Wiki"]],
    )

    assert contents(proposal) == ["1 No raids: We stop all raids.", "1.1 Labor: We organize.", "2 Focus: We act."]
    assert (filled.new, filled.changed, filled.same, filled.left_out) == (1, 1, 1, 1)
    assert filled.draft.texts.get(heading="No raids").section.key == known["Raids"]
    assert [text.body for text in published.texts.in_order()] == ["We act.", "We stop raids.", "A wiki."]


def test_sections_that_the_text_does_not_have_stay_beside_their_neighbor():
    draft = make_working_draft(focus="A.", raids="B.", wiki="C.", labor="D.")
    inner = add_text(draft=draft, heading="Hotline", body="E.", inside=draft.texts.get(heading="Raids"))
    known = keys(draft.proposal)

    fill(
        draft.proposal,
        Planned("Labor", "D.", 1, known["Labor"]),
        Planned("Focus", "A!", 1, known["Focus"]),
        Planned("New", "N.", 1),
    )

    assert contents(draft.proposal) == [
        "1 Labor: D.",
        "2 Focus: A!",
        "3 Raids: B.",
        "3.1 Hotline: E.",
        "4 Wiki: C.",
        "5 New: N.",
    ]
    inner.refresh_from_db()
    assert inner.version == 1


def test_part_of_a_section_that_goes_stays_when_it_is_kept():
    draft = make_working_draft(focus="A.", raids="B.")
    add_text(draft=draft, heading="Hotline", body="E.", inside=draft.texts.get(heading="Raids"))
    known = keys(draft.proposal)

    fill(draft.proposal, Planned("Focus", "A.", 1, known["Focus"]), left_out=[known["Raids"]])

    assert contents(draft.proposal) == ["1 Focus: A.", "2 Hotline: E."]


def test_outer_and_inner_section_may_change_places():
    draft = make_working_draft(focus="A.")
    add_text(draft=draft, heading="Raids", body="B.", inside=draft.texts.get())
    known = keys(draft.proposal)

    fill(draft.proposal, Planned("Raids", "B.", 1, known["Raids"]), Planned("Focus", "A.", 2, known["Focus"]))

    assert contents(draft.proposal) == ["1 Raids: B.", "1.1 Focus: A."]


def test_same_import_twice_changes_nothing():
    draft = make_working_draft(focus="A.", raids="B.")
    known = keys(draft.proposal)
    plan = [Planned("Focus", "A.", 1, known["Focus"]), Planned("Raids", "B.", 1, known["Raids"])]
    before = list(draft.texts.order_by("pk").values())

    with CaptureQueriesContext(connection) as queries:
        filled = fill(draft.proposal, *plan)

    assert (filled.new, filled.changed, filled.same) == (0, 0, 2)
    assert list(draft.texts.order_by("pk").values()) == before
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_button_pressed_twice_writes_once():
    draft = make_working_draft(focus="A.", raids="B.")
    known, seen = keys(draft.proposal), basis_of(draft.proposal).seen
    plan = [Planned("New", "N.", 1), Planned("Part", "P.", 2), Planned("Focus", "A!", 1, known["Focus"])]

    fill(draft.proposal, *plan, left_out=[known["Raids"]], seen=seen)
    again = fill(draft.proposal, *plan, left_out=[known["Raids"]], seen=seen)

    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert contents(draft.proposal) == ["1 New: N.", "1.1 Part: P.", "2 Focus: A!"]
    assert Section.objects.count() == 3


def test_what_somebody_else_wrote_since_the_preview_is_not_overwritten():
    draft = make_working_draft(focus="A.", raids="B.")
    known, seen = keys(draft.proposal), basis_of(draft.proposal).seen
    text = draft.texts.get(heading="Raids")
    text.body = "B, better."
    text.save()

    with pytest.raises(ValidationError) as caught:
        fill(draft.proposal, Planned("Raids", "Old text.", 1, known["Raids"]), seen=seen)

    assert caught.value.code == "draft_changed_since"
    assert contents(draft.proposal) == ["1 Focus: A.", "2 Raids: B, better."]


def test_working_draft_that_somebody_began_meanwhile_is_no_change():
    proposal = make_published_draft(focus="A.").proposal
    known, seen = keys(proposal), basis_of(proposal).seen
    start_working_draft(proposal=proposal)
    fill(proposal, Planned("Focus", "A!", 1, known["Focus"]), seen=seen)

    assert contents(proposal) == ["1 Focus: A!"]


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ([], "nothing_to_import"),
        ([Planned("A", "a", 1, "Focus"), Planned("B", "b", 1, "Focus")], "section_twice"),
        ([Planned("A", "a", 1, "s2aaaaa")], "draft_changed_since"),
        ([Planned("A", "a" * 200_001, 1)], "section_is_too_long"),
        ([Planned("A" * 301, "a", 1)], "heading_is_too_long"),
        ([Planned("A", "a", 1)] * 300, "draft_has_too_many_sections"),
        ([Planned("A", "a" * 199_000, 1)] * 6, "draft_is_too_long"),
        ([Planned("A", "a", level) for level in range(1, 7)], "section_is_too_deep"),
    ],
)
def test_impossible_plan_is_refused_and_nothing_is_written(plan, code):
    draft = make_working_draft(focus="A.", raids="B.")
    known = keys(draft.proposal)
    plan = [one._replace(key=known.get(one.key, one.key)) for one in plan]

    with pytest.raises(ValidationError) as caught:
        fill(draft.proposal, *plan)

    assert [error.code for error in caught.value.error_list] == [code]
    assert contents(draft.proposal) == ["1 Focus: A.", "2 Raids: B."]


def test_translations_stay_with_changed_sections_and_go_with_those_left_out():
    draft = make_working_draft(focus="A.", raids="B.")
    known = keys(draft.proposal)
    focus, raids = draft.texts.get(heading="Focus"), draft.texts.get(heading="Raids")
    for text in (focus, raids):
        translate(text, heading="Título", body="Texto")

    fill(draft.proposal, Planned("Focus", "A!", 1, known["Focus"]), left_out=[known["Raids"]])

    assert focus.translations.count() == 2
    assert raids.translations.model.objects.filter(object_id=raids.pk, text="Texto").count() == 0


def test_number_of_queries_does_not_grow_with_sections():
    def count(sections):
        proposal = make_proposal(number=sections, slug=f"p{sections}")
        with CaptureQueriesContext(connection) as queries:
            fill(proposal, *(Planned(f"Heading {at}", "Text.", 1) for at in range(sections)))
        return len(queries)

    assert count(90) == count(3)
