"""Two organizers in the same draft at the same moment, on two real connections."""

from html import unescape

import pytest
from django.urls import reverse

from campaigns.checklist import checklist, publish_as_checked
from campaigns.drafting.arranging import move_down, move_in, move_up, remove_section
from campaigns.drafting.writing import add_section, merge_with_above, save_texts
from campaigns.models import Draft, Proposal

from ..editor import proposal_form
from ..makers import make_proposal, make_working_draft, publish
from ..shapes import key_of, shape, text_of, written
from ..test_races import both_at_once, first_then_second, save

pytestmark = pytest.mark.django_db(transaction=True)


def test_second_of_two_who_save_at_once_overwrites_nothing():
    draft = make_working_draft(focus="Old", raids="Old")
    mine, theirs = written(draft, "Focus", body="Mine"), written(draft, "Focus", body="Theirs")
    outcomes = {}

    def save_as(name, one):
        outcomes[name] = save_texts(draft=draft, written=[one])

    answers = first_then_second(lambda: save_as("theirs", theirs), lambda: save_as("mine", mine))

    assert answers == ("done", "done")
    assert outcomes["theirs"].is_complete
    assert outcomes["mine"].theirs[mine.key].body == "Theirs"
    assert text_of(draft, "Focus").body == "Theirs"


def test_who_saves_without_looking_overwrites_what_the_first_saved():
    """The control."""
    draft = make_working_draft(focus="Old")
    mine, theirs = text_of(draft, "Focus"), text_of(draft, "Focus")

    assert first_then_second(lambda: save(theirs, body="Theirs"), lambda: save(mine, body="Mine")) == ("done", "done")
    assert text_of(draft, "Focus").body == "Mine"


def test_text_that_is_saved_while_its_draft_is_published_is_refused_and_not_lost():
    draft = make_working_draft(focus="Old")
    mine = written(draft, "Focus", body="Mine")

    answers = first_then_second(lambda: publish(draft), lambda: save_texts(draft=draft, written=[mine]))

    assert answers == ("done", "draft_is_frozen")


def test_text_of_a_section_that_is_being_removed_comes_back_to_its_writer():
    draft = make_working_draft(focus="Old", raids="Old")
    mine, outcomes = written(draft, "Focus", body="Mine"), []

    answers = first_then_second(
        lambda: remove_section(draft=draft, key=mine.key),
        lambda: outcomes.append(save_texts(draft=draft, written=[mine])),
    )

    assert answers == ("done", "done")
    assert outcomes[0].gone == [mine]


def test_two_moves_at_once_are_both_made():
    draft = make_working_draft(focus="A", raids="B", jails="C", walls="D")
    focus, walls = key_of(draft, "Focus"), key_of(draft, "Walls")

    answers = both_at_once(
        lambda number: move_down(draft=draft, key=focus) if number == 1 else move_up(draft=draft, key=walls)
    )

    assert answers == ["done", "done"]
    assert shape(draft) == "1 Raids, 2 Focus, 3 Walls, 4 Jails"


def test_two_moves_into_each_other_do_not_form_a_circle():
    draft = make_working_draft(focus="A", raids="B")
    raids, focus = key_of(draft, "Raids"), key_of(draft, "Focus")

    answers = first_then_second(
        lambda: (move_up(draft=draft, key=raids), move_in(draft=draft, key=focus)),
        lambda: move_in(draft=draft, key=raids),
    )

    assert answers == ("done", "nothing_to_move_into")
    assert shape(draft) == "1 Raids, 1.1 Focus"


def test_two_who_merge_the_same_section_at_once_merge_it_once():
    draft = make_working_draft(focus="A", raids="B", walls="C")
    raids = key_of(draft, "Raids")

    answers = both_at_once(lambda _number: merge_with_above(draft=draft, key=raids))

    assert answers == ["done", "section_not_in_draft"]
    assert text_of(draft, "Focus").body == "A\n\n### Raids\n\nB"


def test_two_sections_added_at_once_have_two_places():
    draft = make_working_draft(focus="A")

    assert both_at_once(lambda number: add_section(draft=draft, heading=f"New {number}")) == ["done", "done"]
    assert sorted(draft.texts.values_list("position", flat=True)) == [1, 2, 3]


def publish_checked(draft: Draft, seen: str, label: str = "July 4, 2007 Draft"):
    return publish_as_checked(
        draft=draft, seen=seen, plain_summary="Easy.", label=label, change_summary="", feedback_closes_at=None
    )


def test_button_that_is_pressed_twice_publishes_once():
    draft = make_working_draft()
    seen = checklist(draft).seen

    answers = both_at_once(lambda number: publish_checked(draft, seen, f"Draft of {number}"))

    assert answers[0] == "done"
    assert answers[1] in {"draft_already_published", "draft_is_frozen"}
    assert draft.proposal.drafts.published().count() == 1


def test_text_that_somebody_saves_meanwhile_is_not_published_unseen():
    draft = make_working_draft(focus="Old")
    seen, theirs = checklist(draft).seen, written(draft, "Focus", body="Unseen")

    answers = first_then_second(lambda: save_texts(draft=draft, written=[theirs]), lambda: publish_checked(draft, seen))

    assert answers == ("done", "draft_changed_since")
    assert not draft.proposal.drafts.published().exists()
    assert draft.proposal.drafts.get().plain_summary == ""


def save_proposal(desk, proposal, answers: list, **changes):
    url = reverse("admin:campaigns_proposal_change", args=[proposal.pk])
    answers.append(desk.post(url, proposal_form(proposal, title="Long and precious", **changes)))


def test_number_that_somebody_else_takes_at_the_same_moment_becomes_a_message(desk):
    """The check of the form sees nothing wrong; only the database does."""
    proposal, answers = make_proposal(), []

    first_then_second(
        lambda: make_proposal(number=2, slug="two"), lambda: save_proposal(desk, proposal, answers, number=2)
    )

    assert answers[0].status_code == 200
    assert "already has a proposal with this number" in answers[0].text
    assert "Long and precious" in answers[0].text


def test_number_of_a_proposal_that_is_being_published_stays(desk):
    draft, answers = make_working_draft(), []

    first_then_second(lambda: publish(draft), lambda: save_proposal(desk, draft.proposal, answers, number=2))

    assert answers[0].status_code == 200
    assert "so its conference, number and address stay" in unescape(answers[0].text)
    assert Proposal.objects.get().number == 1


def test_working_draft_that_is_being_published_is_not_deleted(desk):
    draft, answers = make_working_draft(), []
    url = reverse("admin:campaigns_draft_delete", args=[draft.pk])

    first_then_second(lambda: publish(draft), lambda: answers.append(desk.post(url, {"post": "yes"})))

    assert answers[0].status_code == 302
    assert Draft.objects.get().state == "current"


def test_proposal_whose_draft_is_being_published_is_not_deleted(desk):
    draft, answers = make_working_draft(), []
    url = reverse("admin:campaigns_proposal_delete", args=[draft.proposal_id])

    first_then_second(lambda: publish(draft), lambda: answers.append(desk.post(url, {"post": "yes"})))

    assert answers[0].status_code == 302
    assert Draft.objects.get().state == "current"
