"""What holds at the conference, for amendments, decisions and points; made by migration 0007."""

from django.utils.translation import gettext_lazy as _

RULES = {
    "draft_kind_goes_forward": _(
        "Only the current draft can become the final text of the conference, and it stays that."
    ),
    "amendment_of_draft_of_its_proposal": _("This draft belongs to another proposal."),
    "amendment_of_section_of_its_proposal": _("This section belongs to another proposal."),
    "amendment_beside_a_section_of_its_text": _("The final text does not have the section that it goes beside."),
    "amendment_from_feedback_of_its_proposal": _("This remark belongs to another proposal."),
    "amendment_taken_up_in_its_proposal": _("This draft belongs to another proposal."),
    "amendment_is_not_deleted": _("Everybody has seen this amendment, so it cannot be deleted. Withdraw it instead."),
    "amendment_stays_what_it_is": _(
        "An amendment keeps its number, its kind and its section. Withdraw it and enter a new one instead."
    ),
    "amendment_is_decided": _("This amendment is decided, so it stays as it is."),
    "amendment_is_in_the_text": _("This amendment is part of a published text."),
    "amendment_to_the_final_text": _("Amendments are made to the final text that lies before the conference."),
    "amendment_of_a_section_of_its_text": _("The final text does not have this section."),
    "decision_on_amendment_of_its_proposal": _("This amendment belongs to another proposal."),
    "decision_on_text_of_its_proposal": _("This text belongs to another proposal."),
    "decision_stays": _("Decisions are never changed or deleted. Record a correction, which takes its place."),
    "decision_not_on_a_withdrawn_amendment": _("This amendment is withdrawn."),
    "decision_is_in_the_text": _("A published text holds this amendment. You can correct the numbers, not the result."),
    "decision_replaces_one_about_the_same": _("The other record is about something else."),
    "decision_on_a_published_text": _("A conference decides on a text that is published."),
    "decision_has_the_fingerprint_of_its_text": _("The fingerprint is not that of the text. Look at the text again."),
    "decision_adopts_an_adopted_text": _("Adopting a text publishes it as the adopted text. Use the page for that."),
    "decision_is_not_of_the_future": _("This day is still to come."),
    "point_stays": _("A point keeps its number, its text and its decision."),
    "point_is_what_was_adopted": _("The decision is not about this text."),
    "unity_year_stays": _("There are points at this address, so the year stays."),
}
# One-to-one: a record is replaced once, a conference has its points once.
RULES |= {
    "campaigns_decision_replaces_id_key": _("Somebody else has corrected this record already. Look at theirs first."),
    "campaigns_unitystatement_conference_id_key": _("This conference has its Points of Unity already."),
}
RULES |= {
    f"campaigns_decision_{column}_check": _("Numbers of people are 0 or more.")
    for column in ("votes_for", "votes_against", "abstained", "eligible")
}
