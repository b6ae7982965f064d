"""Every write about amendments, decisions and points that the database refuses, and what a volunteer is told."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.models import Amendment, Decision, Draft, Floor, PointOfUnity, Section, UnityStatement
from campaigns.rules.conference import RULES
from tests.campaigns.feedback.makers import make_feedback
from tests.campaigns.makers import change
from tests.campaigns.refusing import assert_refused
from tests.makers import make_conference

from .makers import JULY_29, adopt, decide, make_amendment, text_called

TABLES = (Amendment, Decision, Floor, UnityStatement, PointOfUnity)


def sql(statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def raw_amendment(h, **values):
    """As somebody would write it who does not use the deed."""
    text = text_called(h.final, "Raids")
    defaults = {"proposal": h.proposal, "draft": h.final, "section": text.section, "kind": "replace", "body": "New."}
    return Amendment.objects.create(**defaults | values)


def raw_insertion(h, **values):
    defaults = {"kind": "insert", "section": Section.objects.create(proposal=h.proposal)}
    return raw_amendment(h, **defaults | values)


def raw_decision(h, **values):
    amendment = values.pop("amendment", None) or make_amendment(draft=h.final)
    defaults = {
        "proposal": h.proposal, "amendment": amendment, "text": h.final, "text_sha256": "0" * 64, "result": "adopted",
        "method": "consensus", "decided_on": JULY_29,
    }  # fmt: skip
    return Decision.objects.create(**defaults | values)


def counted(h, **values):
    defaults = {"method": "count", "votes_for": 40, "votes_against": 3, "abstained": 2}
    return raw_decision(h, **defaults | values)


def about_the_text(h, **values):
    row = {
        "proposal": h.proposal, "text": h.final, "text_sha256": h.final.content_sha256, "result": "rejected",
        "method": "consensus", "decided_on": JULY_29,
    }  # fmt: skip
    return Decision.objects.create(**row | values)


def decided(h, result="adopted"):
    amendment = make_amendment(draft=h.final)
    decide(amendment, result)
    return amendment


def taken_up(h):
    amendment = decided(h)
    adopt(h.final)
    return amendment


def withdrawn(h):
    amendment = make_amendment(draft=h.final)
    change(amendment, withdrawn_at=timezone.now())
    return amendment


def correction(h, **values):
    first = raw_decision(h)
    defaults = {"amendment": first.amendment, "replaces": first, "note": "We counted again."}
    return raw_decision(h, **defaults | values)


def statement(h, **values):
    return UnityStatement.objects.create(**{"year": "2008", "title": "Points"} | values)


def known_point(h, **values):
    values.setdefault("statement", UnityStatement.objects.filter(year="2008").first() or statement(h))
    return PointOfUnity.objects.create(**{"number": 1, "title": "No wall"} | values)


def adopted_point(h) -> PointOfUnity:
    adopt(h.final)
    return PointOfUnity.objects.first()


WRITES = {
    # -- the final text
    "final text that is a draft again": (
        "draft_kind_goes_forward", "stays that", lambda h: change(h.final, kind="draft"),
    ),
    "final text that says it is adopted": (
        "draft_kind_goes_forward", "stays that", lambda h: change(h.final, kind="adopted"),
    ),
    # -- what an amendment is
    "amendment of a draft of another proposal": (
        "amendment_of_draft_of_its_proposal", "another proposal",
        lambda h: raw_insertion(h, draft=h.elsewhere),
    ),
    "amendment of a section of another proposal": (
        "amendment_of_section_of_its_proposal", "another proposal",
        lambda h: raw_insertion(h, section=Section.objects.create(proposal=h.elsewhere.proposal)),
    ),
    "amendment of a section that the text does not have": (
        "amendment_of_a_section_of_its_text", "does not have",
        lambda h: raw_amendment(h, section=Section.objects.create(proposal=h.proposal)),
    ),
    "insertion of a section that the text has": (
        "amendment_of_a_section_of_its_text", "does not have",
        lambda h: raw_insertion(h, section=text_called(h.final, "Raids").section),
    ),
    "amendment beside a section that the text does not have": (
        "amendment_beside_a_section_of_its_text", "goes beside",
        lambda h: raw_insertion(h, place="after", beside=Section.objects.create(proposal=h.proposal)),
    ),
    "amendment from a remark on another proposal": (
        "amendment_from_feedback_of_its_proposal", "another proposal",
        lambda h: raw_amendment(h, from_feedback=make_feedback(draft=h.elsewhere)),
    ),
    "amendment to a draft that is not final": (
        "amendment_to_the_final_text", "final text", lambda h: (adopt(h.final), raw_amendment(h)),
    ),
    "replacement without words": (
        "amendment_has_the_words_it_needs", "Write the new wording", lambda h: raw_amendment(h, body=""),
    ),
    "deletion with words": (
        "amendment_has_the_words_it_needs", "choose that", lambda h: raw_amendment(h, kind="delete"),
    ),
    "replacement at a place": ("amendment_says_where", "Choose where", lambda h: raw_amendment(h, place="after")),
    "move to nowhere": ("amendment_says_where", "Choose where", lambda h: raw_amendment(h, kind="move", body="")),
    "move beside itself": (
        "amendment_says_where", "seen from another section",
        lambda h: raw_amendment(
            h, kind="move", body="", place="after", beside=text_called(h.final, "Raids").section
        ),
    ),
    "endless amendment": (
        "amendment_is_not_endless", "200,000", lambda h: raw_amendment(h, body="x" * 200_001),
    ),
    # -- its life
    "amendment deleted": (
        "amendment_is_not_deleted", "Withdraw it",
        lambda h: sql("DELETE FROM campaigns_amendment WHERE id = %s", make_amendment(draft=h.final).pk),
    ),
    "amendment with another number": (
        "amendment_stays_what_it_is", "keeps its number", lambda h: change(make_amendment(draft=h.final), number=7),
    ),
    "words of a decided amendment": (
        "amendment_is_decided", "stays as it is", lambda h: change(decided(h), body="Other words."),
    ),
    "words of a rejected amendment": (
        "amendment_is_decided", "stays as it is", lambda h: change(decided(h, "rejected"), body="Other words."),
    ),
    "decided amendment withdrawn": (
        "amendment_is_decided", "stays as it is", lambda h: change(decided(h), withdrawn_at=timezone.now()),
    ),
    "amendment taken up, and not": (
        "amendment_is_in_the_text", "part of a published text", lambda h: change(taken_up(h), taken_up_in=None),
    ),
    "amendment taken up in another proposal": (
        "amendment_taken_up_in_its_proposal", "another proposal",
        lambda h: change(decided(h), taken_up_in=h.elsewhere),
    ),
    # -- what a decision is about
    "decision on an amendment of another proposal": (
        "decision_on_amendment_of_its_proposal", "another proposal",
        lambda h: raw_decision(h, amendment=make_amendment(draft=h.elsewhere, section="Towns")),
    ),
    "decision on a text of another proposal": (
        "decision_on_text_of_its_proposal", "another proposal", lambda h: raw_decision(h, text=h.elsewhere),
    ),
    "decision on a withdrawn amendment": (
        "decision_not_on_a_withdrawn_amendment", "withdrawn", lambda h: raw_decision(h, amendment=withdrawn(h)),
    ),
    "decision on a working draft": (
        "decision_on_a_published_text", "published",
        lambda h: raw_decision(h, text=Draft.objects.create(proposal=h.proposal, number=9)),
    ),
    "decision without a fingerprint": (
        "decision_names_the_exact_text", "exact text", lambda h: raw_decision(h, text_sha256=""),
    ),
    "decision on a text with another fingerprint": (
        "decision_has_the_fingerprint_of_its_text", "not that of the text",
        lambda h: about_the_text(h, text_sha256="0" * 64),
    ),
    "adoption of a text that is not published as adopted": (
        "decision_adopts_an_adopted_text", "the page for that", lambda h: about_the_text(h, result="adopted"),
    ),
    "second decision on an amendment": (
        "decision_once_for_an_amendment", "recorded already", lambda h: raw_decision(h, amendment=decided(h)),
    ),
    "second decision on the text": (
        "decision_once_for_the_text", "recorded already", lambda h: (about_the_text(h), about_the_text(h)),
    ),
    "decision of the future": (
        "decision_is_not_of_the_future", "still to come",
        lambda h: raw_decision(h, decided_on=timezone.now().date() + timedelta(days=2)),
    ),
    # -- how it was decided
    "method that nobody knows": (
        "decision_is_of_a_known_kind", "how it was decided", lambda h: raw_decision(h, method="dice"),
    ),
    "only votes for": ("decision_counts_all_or_none", "all three", lambda h: counted(h, abstained=None)),
    "ballot without counts": (
        "decision_counts_fit_the_method", "needs its numbers", lambda h: raw_decision(h, method="ballot"),
    ),
    "consensus with counts": (
        "decision_counts_fit_the_method", "have none", lambda h: counted(h, method="consensus"),
    ),
    "consensus among a number of people": (
        "decision_counts_fit_the_method", "have none", lambda h: raw_decision(h, eligible=60),
    ),
    "more votes than people": (
        "decision_not_more_votes_than_people", "more votes than people", lambda h: counted(h, eligible=44),
    ),
    "more people than any conference": (
        "decision_numbers_are_of_people_in_a_room", "larger than any", lambda h: counted(h, votes_for=1_000_000),
    ),
    **{
        f"fewer than nobody: {name}": (
            f"campaigns_decision_{name}_check", "0 or more", lambda h, name=name: counted(h, **{name: -1}),
        )
        for name in ("votes_for", "votes_against", "abstained", "eligible")
    },
    # -- a record stays
    "decision rewritten": ("decision_stays", "never changed", lambda h: change(counted(h), votes_for=50)),
    "decision deleted": (
        "decision_stays", "Record a correction",
        lambda h: sql("DELETE FROM campaigns_decision WHERE id = %s", raw_decision(h).pk),
    ),
    "decisions emptied": ("decision_stays", "never changed", lambda h: empty_decisions(h)),
    "correction without a reason": (
        "decision_says_why_it_replaces_another", "why this replaces", lambda h: correction(h, note=""),
    ),
    "mistake that is the first record": (
        "decision_says_why_it_replaces_another", "why this replaces", lambda h: raw_decision(h, result="void"),
    ),
    "two corrections of one record": (
        "campaigns_decision_replaces_id_key", "Somebody else has corrected", lambda h: corrected_twice(h),
    ),
    "correction of a record about something else": (
        "decision_replaces_one_about_the_same", "something else",
        lambda h: correction(h, amendment=make_amendment(draft=h.final, section="Walls")),
    ),
    "other result of an amendment that a text holds": (
        "decision_is_in_the_text", "correct the numbers", lambda h: rejected_after_all(h),
    ),
    # -- the floor
    "floor with two things": (
        "floor_shows_one_thing", "one thing at a time",
        lambda h: Floor.objects.create(
            conference=h.proposal.conference, proposal=h.proposal, amendment=make_amendment(draft=h.final)
        ),
    ),
    # -- points
    "year in words": ("unity_year_is_a_year", "four digits", lambda h: statement(h, year="this-year")),
    "second Points of Unity of one year": (
        "unity_year_once", "are here already", lambda h: (statement(h), statement(h)),
    ),
    "second Points of Unity of one conference": (
        "campaigns_unitystatement_conference_id_key", "its Points of Unity already",
        lambda h: (statement(h, conference=h.proposal.conference), statement(h, year="2010", conference=h.proposal.conference)),
    ),
    "Points of Unity without a title": ("unity_has_a_title", "a title", lambda h: statement(h, title="")),
    "year of points that are at their address": (
        "unity_year_stays", "the year stays", lambda h: change(known_point(h).statement, year="2010"),
    ),
    "points that move to a conference": (
        "unity_year_stays", "the year stays",
        lambda h: change(known_point(h).statement, conference=make_conference(slug="2012")),
    ),
    "two points with one number": (
        "point_number_once", "already a point", lambda h: (known_point(h), known_point(h)),
    ),
    "point number nothing": ("point_number_starts_at_one", "1, 2, 3", lambda h: known_point(h, number=0)),
    "point without a title": ("point_has_a_title", "a title", lambda h: known_point(h, title="")),
    "point that says maybe": ("point_side_is_known", "no or yes", lambda h: known_point(h, side="hm")),
    "point with a decision and no text": (
        "point_has_its_text_and_decision", "exact text and the decision",
        lambda h: known_point(h, decision=adopt(h.final)),
    ),
    "point of a text that was not decided on": (
        "point_is_what_was_adopted", "not about this text", lambda h: another_text(h),
    ),
    "second point of one text": ("point_once_for_a_text", "a point already", lambda h: second_point(h)),
    "point with another number": ("point_stays", "keeps its number", lambda h: change(known_point(h), number=2)),
    "adopted point deleted": (
        "point_stays", "keeps its number",
        lambda h: sql("DELETE FROM campaigns_pointofunity WHERE id = %s", adopted_point(h).pk),
    ),
}  # fmt: skip


def empty_decisions(h):
    sql("ALTER TABLE campaigns_decision ENABLE TRIGGER ALL")  # the tests switch it off: see conftest
    raw_decision(h)
    connection.check_constraints()
    sql("TRUNCATE campaigns_decision CASCADE")


def corrected_twice(h):
    second = correction(h)
    raw_decision(h, amendment=second.amendment, replaces=second.replaces, note="We counted again.")


def rejected_after_all(h):
    first = taken_up(h).decisions.get()
    raw_decision(h, amendment=first.amendment, replaces=first, result="rejected", note="A mistake.")


def another_text(h):
    known_point(h, text=text_called(h.final, "Raids"), decision=adopted_point(h).decision)


def second_point(h):
    point = adopted_point(h)
    known_point(h, text=point.text, decision=point.decision)


@pytest.mark.parametrize("write", WRITES)
def test_write_is_refused_in_plain_words(hall, write):
    code, words, attempt = WRITES[write]

    assert_refused(attempt, hall, code=code, words=words, models=TABLES)


def test_every_rule_is_tried_by_a_write():
    constraints = {constraint.name for model in TABLES for constraint in model._meta.constraints}
    # The first column of two is unique by itself. Numbers are given before their rules are asked.
    cannot_be_broken = {"amendment_of_proposal", "amendment_number_once"}

    assert {code for code, _words, _attempt in WRITES.values()} == constraints - cannot_be_broken | set(RULES)


def test_triggers_say_the_same_words_as_the_site():
    source = Path("campaigns/migrations/0007_conference_rules.py").read_text()
    spoken = dict(re.findall(r"campaigns_refuse\('(\w+)',\s+'([^']+)'\)", source))
    ours = {name: words for name, words in spoken.items() if name in RULES}

    assert ours["point_stays"] in {
        str(RULES["point_stays"]),
        "A conference adopted this point. It stays, with its number.",
    }
    assert {name: str(RULES[name]) for name in ours} | {"point_stays": ours["point_stays"]} == ours
    assert spoken.keys() - ours.keys() == {
        "draft_begins_as_working", "draft_is_not_deleted", "draft_goes_forward", "draft_is_frozen",
    }  # fmt: skip
