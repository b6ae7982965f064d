"""Plain makers of feedback and answers; defaults are values no test needs to read."""

from datetime import UTC, datetime

from django.utils import timezone

from campaigns.drafting.canonical import section_sha256
from campaigns.models import Draft, Feedback, Response, SectionText, Settlement

JULY_10 = datetime(2007, 7, 10, 12, tzinfo=UTC)


def text_in(draft: Draft, place: int = 0) -> SectionText:
    return draft.texts.in_order().select_related("section")[place]


def make_feedback(*, draft, section=None, state="public", **values) -> Feedback:
    """A comment on the whole draft, or on one of its sections; public from the first."""
    defaults = {
        "proposal": draft.proposal, "body": "Say where we meet.", "said_at": JULY_10,
        "published_at": JULY_10 if state in {"public", "hidden"} else None,
        "hidden_reason": "It named somebody." if state == "hidden" else "",
    }  # fmt: skip
    if state == "withdrawn":
        defaults["body"] = ""
    return Feedback.objects.create(draft=draft, section=section, state=state, **defaults | values)


def make_wording(*, text: SectionText, body="We act together, everywhere.", heading=None, **values) -> Feedback:
    """Suggested wording for a section of a published draft."""
    defaults = {"kind": "edit", "body": "", "base_heading": text.heading, "base_body": text.body}
    defaults |= {"base_sha256": section_sha256(text.heading, text.body)}
    defaults |= {"suggested_heading": text.heading if heading is None else heading, "suggested_body": body}
    return make_feedback(draft=text.draft, section=text.section, **defaults | values)


def make_answer(*feedback: Feedback, outcome="taken", reason="", published=False, **values) -> Response:
    """One answer to all of these; ready, or published by itself."""
    response = Response.objects.create(
        proposal=feedback[0].proposal,
        outcome=outcome,
        reason=reason or ("" if outcome in {"taken", "noted"} else "There is no room for it."),
        published_at=timezone.now() if published else None,
        **values,
    )
    for one in feedback:
        Settlement.objects.create(proposal=one.proposal, response=response, feedback=one)
    return response
