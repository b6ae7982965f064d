"""What the database refuses, in words of the reader's language.

The database decides, since it alone sees what others do at the same moment. Whoever writes proposals, drafts or
texts does it inside `in_plain_words()`, and gets a ValidationError whose code is the name of the broken rule.
"""

from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.utils.translation import gettext_lazy as _

from .rules import ROOMS

# Rules that live in migration 0002. Where its triggers speak, they say the same words in English.
RULES = {
    "draft_begins_as_working": _("A draft begins as a working draft."),
    "draft_is_not_deleted": _("This draft is published and cannot be deleted. Withdraw it with a reason instead."),
    "draft_goes_forward": _(
        "A draft is published once. After that it can be followed by another one or withdrawn, never taken back."
    ),
    "draft_is_frozen": _("This draft is published and cannot be changed. Publish a new draft instead."),
    "draft_follows_one_of_its_proposal": _("The draft before this one belongs to another proposal."),
    "text_is_frozen": _(
        "This draft is published, so its text stays as it is. Write your change into the working draft."
    ),
    "text_stays_in_its_draft": _("A text belongs to its draft. Copy it into the other one."),
    "text_in_draft_of_its_proposal": _("This draft belongs to another proposal."),
    "text_of_section_of_its_proposal": _("This section belongs to another proposal."),
    "text_inside_one_of_its_draft": _(
        "A section lies inside one that is not in this draft. Move it out before you remove the one around it."
    ),
    "text_not_inside_its_own_part": _("A section cannot lie inside one of its own parts."),
    "section_is_for_life": _(
        "A draft with this section is published, so its key and kind stay. You can leave it out of the next draft."
    ),
    "proposal_address_stays": _("A draft of this proposal is published, so its conference, number and address stay."),
    "comparison_of_published_drafts": _("Only comparisons of two published drafts are kept, the older one first."),
    "comparison_older_of_its_proposal": _("Choose two drafts of the same proposal."),
    "comparison_newer_of_its_proposal": _("Choose two drafts of the same proposal."),
}

# Deadlock, lock or statement taking too long, serialization: nothing is wrong with what was written.
BUSY = {"40P01", "55P03", "57014", "40001"}


@contextmanager
def in_plain_words():
    """Turn refusals of the database into ValidationError; goes around the transaction, not inside it.

    Codes are names of rules, or `busy` (worth another try) or `cannot_be_stored` (characters no text holds).
    Also a decorator.
    """
    try:
        yield
    except (IntegrityError, DataError, OperationalError) as error:
        if (refusal := refusal_of(error)) is None:
            raise
        raise refusal from error


def refusal_of(error: DatabaseError) -> ValidationError | None:
    """What to tell people, or None when it is a fault of ours that they cannot do anything about."""
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) in BUSY:
        return ValidationError(
            _("Somebody else is saving this proposal at this moment. Nothing of yours was stored; try again."),
            code="busy",
        )
    if isinstance(error, DataError):
        return ValidationError(
            _(
                "The text holds characters that cannot be stored, or is too long. Type the place anew instead of pasting."
            ),
            code="cannot_be_stored",
        )
    name = getattr(getattr(cause, "diag", None), "constraint_name", None)
    words = words_of_rule(name)
    return ValidationError(words, code=name) if words else None


def words_of_rule(name: str | None):
    for rules in (RULES, *ROOMS):
        if name in rules:
            return rules[name]
    for model in apps.get_app_config("campaigns").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return constraint.violation_error_message
    return None
