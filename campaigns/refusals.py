"""What the database refuses, in words of the reader's language.

Whoever writes proposals, drafts or texts does it inside `in_plain_words()`, and gets a ValidationError whose code is
the name of the broken rule. See `nisn_site.kit.refusals`.
"""

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.refusals import Refusals

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

refusals = Refusals(
    "campaigns",
    RULES | {name: words for rules in ROOMS for name, words in rules.items()},
    busy=_("Somebody else is saving this proposal at this moment. Nothing of yours was stored; try again."),
)
in_plain_words = refusals.in_plain_words
