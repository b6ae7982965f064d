"""What the database lets happen although its rules are strict."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.models import Proposal, SectionText
from campaigns.refusals import in_plain_words

from .makers import change

pytestmark = pytest.mark.django_db


def test_closing_day_of_the_current_draft_may_move(stage):
    later = timezone.now() + timedelta(days=7)
    change(stage.current, feedback_closes_at=later)

    stage.current.refresh_from_db()
    assert stage.current.feedback_closes_at == later


def test_proposal_may_get_a_better_title(stage):
    change(stage.past.proposal, title="A better title")

    assert Proposal.objects.get(pk=stage.past.proposal_id).title == "A better title"


def test_two_texts_may_swap_places_within_a_transaction(stage):
    one, other = stage.text("working", 0), stage.text("working", 1)

    with transaction.atomic():
        change(one, position=other.position)
        change(other, position=one.position)
        connection.check_constraints()

    assert [text.heading for text in stage.working.texts.in_order()][:2] == [other.heading, one.heading]


def test_outer_and_inner_section_may_change_roles_within_a_transaction(stage):
    """A circle in between does not matter, whichever is written first."""
    outer, inner = stage.text("working", 1), stage.text("working", 2)

    with transaction.atomic():
        change(outer, parent=inner.section)
        change(inner, parent=None)
        connection.check_constraints()

    assert stage.text("working", 1).parent == inner.section


def test_working_draft_may_be_thrown_away(stage):
    stage.working.delete()

    assert list(stage.past.proposal.drafts.all()) == [stage.past, stage.current]


def test_section_of_a_working_draft_may_change_its_kind(stage):
    section = stage.text("working", 2).section
    change(section, kind="campaign")

    section.refresh_from_db()
    assert section.kind == "campaign"


def test_saving_a_text_of_a_published_draft_is_refused_by_its_form_as_well(stage):
    with pytest.raises(ValidationError, match="Publish a new draft instead"):
        stage.text("current").full_clean()


def test_fault_of_ours_is_not_dressed_up_as_theirs(stage):
    with pytest.raises(IntegrityError), in_plain_words(), transaction.atomic():
        SectionText.objects.create(
            proposal=stage.past.proposal,
            draft=stage.working,
            section_id=stage.text("working").section_id,
            position=None,
        )
