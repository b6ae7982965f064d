"""What the plenary deals with at this moment: put up by an organizer, seen on the projector and on every phone."""

from django.db import transaction

from conference.models import Conference

from ..models import Amendment, Floor, Proposal
from ..refusals import in_plain_words


@in_plain_words()
@transaction.atomic
def put_up(*, conference: Conference, amendment: Amendment | None = None, proposal: Proposal | None = None) -> Floor:
    """Show an amendment, or the text of a proposal as a whole, or with neither nothing."""
    floor, _made = Floor.objects.update_or_create(
        conference=conference, defaults={"amendment": amendment, "proposal": proposal}
    )
    return floor
