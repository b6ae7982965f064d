"""Plain makers of what happens at a conference; defaults are values no test needs to read."""

from datetime import date

from campaigns.drafting.beginning import start_working_draft
from campaigns.hall.adopting import Wording, adopt_text
from campaigns.hall.amending import Motion, move_amendment
from campaigns.hall.deciding import Vote, decide_amendment
from campaigns.hall.laying import lay_before_conference
from campaigns.models import Amendment, Decision, Draft, SectionText
from tests.campaigns.makers import JULY_4, add_text, make_proposal, publish

JULY_29 = date(2007, 7, 29)
TEXTS = {"focus": "We act together.", "raids": "We stop all raids.", "walls": "We want no wall."}


def make_final_text(*, proposal=None, kind="campaign", **bodies) -> Draft:
    """A text before the conference, with one campaign for each name; see `make_working_draft`."""
    draft = start_working_draft(proposal=proposal or make_proposal())
    for heading, body in (bodies or TEXTS).items():
        add_text(draft=draft, heading=heading.capitalize(), body=body, kind=kind)
    return lay_before_conference(draft=publish(draft, published_at=JULY_4))


def text_called(draft: Draft, heading: str) -> SectionText:
    return draft.texts.select_related("section").get(heading=heading)


def key_of(draft: Draft, heading: str) -> str:
    return text_called(draft, heading).section.key


def make_amendment(*, draft: Draft, section="Raids", kind="replace", beside="", place="", **values) -> Amendment:
    """Of the final text; sections by their headings."""
    text = text_called(draft, section) if kind != "insert" else None
    defaults = {}
    if kind == "replace":
        defaults = {"heading": text.heading, "body": "We stop all raids, everywhere."}
    elif kind == "insert":
        defaults = {"heading": "Schools", "body": "Schools are for all.", "kind_of_new": "campaign"}
    names = ("heading", "body", "kind_of_new")
    motion = Motion(
        kind=kind,
        section=text.section.key if text else "",
        beside=key_of(draft, beside) if beside else "",
        place=place,
        **defaults | {name: values.pop(name) for name in names if name in values},
    )
    return move_amendment(proposal=draft.proposal, motion=motion, **values)


def make_vote(result="adopted", method="consensus", **values) -> Vote:
    return Vote(result=result, method=method, decided_on=JULY_29, **values)


def make_count(result="adopted", *, numbers=(41, 3, 2), eligible=None, method="count", **values) -> Vote:
    votes_for, votes_against, abstained = numbers
    return make_vote(
        result, method, votes_for=votes_for, votes_against=votes_against, abstained=abstained, eligible=eligible,
        **values,
    )  # fmt: skip


def decide(amendment, result="adopted", **values) -> Decision:
    return decide_amendment(amendment=amendment, vote=make_vote(result), **values)


def make_wording(label="Adopted text", **values) -> Wording:
    return Wording(label=label, **{"change_summary": "What the conference adopted."} | values)


def adopt(draft, result="adopted", **values) -> Decision:
    return adopt_text(proposal=draft.proposal, vote=make_vote(result), wording=make_wording(), **values)
