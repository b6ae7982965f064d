from functools import cached_property

import pytest

from campaigns.models import Draft, Proposal
from tests.campaigns.makers import make_proposal

from .makers import make_final_text


class Hall:
    """A final text of three campaigns before the conference, and the final text of another proposal."""

    def __init__(self):
        self.final = make_final_text()

    @cached_property
    def elsewhere(self) -> Draft:
        return make_final_text(proposal=make_proposal(number=2, slug="other"), towns="Towns.")

    @property
    def proposal(self) -> Proposal:
        return self.final.proposal


@pytest.fixture
def hall(db):
    return Hall()
