"""What holds for feedback and answers; made by migration 0004."""

from django.utils.translation import gettext_lazy as _

RULES = {
    "feedback_on_a_published_draft": _("Only organizers see this draft yet. There is no feedback on it."),
    "feedback_in_draft_of_its_proposal": _("This draft belongs to another proposal."),
    "feedback_on_a_section_of_its_draft": _("This draft does not have this section."),
    "feedback_stays_where_it_was_said": _("A remark belongs to the draft and the section that it was made on."),
    "feedback_words_stay": _(
        "This remark was public, so its words stay as they are. Its author can take it back; you can hide it."
    ),
    "feedback_withdrawn_stays": _("Its author took this remark back. It stays that way."),
    "feedback_that_was_public_stays": _("This remark was public and cannot be deleted. Hide it with a reason instead."),
    "feedback_answered_stays": _("This remark has an answer and cannot be deleted. Hide it with a reason instead."),
    "feedback_same_as_one_of_its_proposal": _("The other remark belongs to another proposal."),
    "feedback_same_as_one_that_stands": _(
        "One of the two is already counted as the same as another remark. Choose that one, or take it out first."
    ),
    "response_section_of_its_proposal": _("This section belongs to another proposal."),
    "response_shown_in_draft_of_its_proposal": _("This draft belongs to another proposal."),
    "response_is_frozen": _("This answer is published, so it stays as it is. Write a new answer instead."),
    "response_published_stays": _("This answer is published and cannot be deleted. Write a new answer instead."),
    "settlement_of_feedback_of_its_proposal": _("This remark belongs to another proposal."),
    "settlement_of_response_of_its_proposal": _("This answer belongs to another proposal."),
    "settlement_published_stays": _("This answer is published. Write a new answer, which takes its place."),
}
