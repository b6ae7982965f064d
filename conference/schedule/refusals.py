"""What the database refuses about the schedule, in words. See `nisn_site.kit.refusals`."""

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.refusals import Refusals

OTHER_CONFERENCE = {
    "person_organization_of_their_conference": _("This organization belongs to another conference."),
    "session_topic_of_its_conference": _("This topic belongs to another conference."),
    "session_person_in_session_of_its_conference": _("This session belongs to another conference."),
    "session_person_of_its_conference": _("This person belongs to another conference."),
    "session_person_organization_of_its_conference": _("This organization belongs to another conference."),
    "slot_session_of_its_conference": _("This session belongs to another conference."),
    "slot_room_of_its_conference": _("This room belongs to another conference."),
    "slot_release_of_its_conference": _("This release belongs to another conference."),
}

# Rules that live in migration 0005. Where its triggers speak, they say the same words in English.
RULES = OTHER_CONFERENCE | {
    "release_is_frozen": _(
        "This schedule is published and cannot be changed. Change the draft, then publish a new release."
    ),
    "release_begins_open": _("A release is written first and published at its end."),
    "release_is_closed_at_once": _("A release is published in the transaction that writes it, or not at all."),
    "appearance_follows_its_slot": _("People are where their session is, at the same time."),
}

refusals = Refusals(
    "conference",
    RULES,
    busy=_("Somebody else is saving this schedule at this moment. Nothing of yours was stored; try again."),
)
in_plain_words = refusals.in_plain_words
