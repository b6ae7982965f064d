"""Two organizers confirm at the same moment, on two real connections."""

import pytest

from campaigns.importing.filling import fill_working_draft
from campaigns.importing.planning import Planned, basis_of
from campaigns.models import Draft

from ..makers import make_proposal
from ..test_races import Person

pytestmark = pytest.mark.django_db(transaction=True)


def race(*plans: list[Planned]) -> list[str]:
    proposal = make_proposal()
    seen = basis_of(proposal).seen
    people = [
        Person(lambda plan=plan: fill_working_draft(proposal=proposal, plan=plan, left_out=set(), seen=seen))
        for plan in plans
    ]
    return sorted(person.finish() for person in people)


def test_same_text_confirmed_twice_at_once_is_there_once():
    plan = [Planned("Aims", "Text.", 1), Planned("Raids", "Text.", 2)]

    assert race(plan, plan) == ["done", "done"]
    assert [text.heading for text in Draft.objects.get().texts.in_order()] == ["Aims", "Raids"]


def test_of_two_different_texts_the_second_is_asked_to_look_again():
    assert race([Planned("Aims", "One.", 1)], [Planned("Aims", "Two.", 1)]) == ["done", "draft_changed_since"]
    assert Draft.objects.get().texts.count() == 1
