from copy import copy

import pytest

from campaigns.models import Draft, Proposal
from tests.campaigns.makers import make_proposal
from tests.conftest import content_of_a_file

from .makers import make_final_text


class Hall:
    """A final text of three campaigns before the conference, and the final text of another proposal."""

    def __init__(self):
        self.first = make_final_text()
        self.other = make_final_text(proposal=make_proposal(number=2, slug="other"), towns="Towns.")

    @property
    def final(self) -> Draft:
        """A fresh one each time: what one test does to it must not be seen by the next."""
        return copy(self.first)

    @property
    def elsewhere(self) -> Draft:
        return copy(self.other)

    @property
    def proposal(self) -> Proposal:
        return Proposal.objects.select_related("conference").get(pk=self.first.proposal_id)


@pytest.fixture(scope="module")
def open_hall(django_db_setup, django_db_blocker):
    """Made once for all tests of a file, which leave nothing behind."""
    with content_of_a_file(django_db_blocker):
        with django_db_blocker.unblock():
            hall = Hall()
        yield hall


@pytest.fixture
def hall(open_hall, db):
    return open_hall
