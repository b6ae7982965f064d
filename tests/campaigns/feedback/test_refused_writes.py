"""Every write about feedback that the database refuses, whatever way it comes, and what a volunteer is told."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.models import Feedback, FeedbackNote, Response, Section, Settlement
from campaigns.rules.feedback import RULES
from tests.campaigns.makers import add_text, change
from tests.campaigns.refusing import assert_refused

from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db

TABLES = (Feedback, FeedbackNote, Response, Settlement)


def sql(statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def remark(s, **values):
    return make_feedback(draft=s.current, **values)


def wording(s, **values):
    return make_wording(text=text_in(s.current), **values)


def three_in_a_row(s):
    one, other, third = remark(s), remark(s), remark(s)
    change(one, same_as=other)
    change(other, same_as=third)


def row_that_grows_at_its_end(s):
    one, other, third = remark(s), remark(s), remark(s)
    change(one, same_as=other)
    change(third, same_as=one)


def answer_elsewhere(s, **values):
    return make_answer(make_feedback(draft=s.elsewhere), **values)


def published_answer(s, **values):
    return make_answer(remark(s), published=True, **values)


WRITES = {
    # -- where it belongs
    "feedback on a working draft": (
        "feedback_on_a_published_draft", "Only organizers see this draft", lambda s: make_feedback(draft=s.working),
    ),
    "feedback on a draft of another proposal": (
        "feedback_in_draft_of_its_proposal", "belongs to another proposal",
        lambda s: remark(s, proposal=s.elsewhere.proposal),
    ),
    "feedback on a section that the draft does not have": (
        "feedback_on_a_section_of_its_draft", "does not have this section",
        lambda s: remark(s, section=add_text(draft=s.working).section),
    ),
    "feedback on a section of another proposal": (
        "feedback_on_a_section_of_its_draft", "does not have this section",
        lambda s: remark(s, section=text_in(s.elsewhere).section),
    ),
    "feedback that moves to another draft": (
        "feedback_stays_where_it_was_said", "that it was made on", lambda s: change(remark(s), draft=s.past),
    ),
    "held feedback that moves to a section": (
        "feedback_stays_where_it_was_said", "that it was made on",
        lambda s: change(remark(s, state="held"), section=text_in(s.current).section),
    ),
    # -- what it says
    "feedback of a kind that nobody knows": (
        "feedback_is_of_a_known_kind", "one of the kinds", lambda s: remark(s, kind="song"),
    ),
    "state that nobody knows": ("feedback_is_of_a_known_kind", "one of the kinds", lambda s: remark(s, state="great")),
    "comment that says nothing": ("feedback_says_something", "Write what you want to say", lambda s: remark(s, body="")),
    "endless comment": ("feedback_is_not_endless", "at most 5,000", lambda s: remark(s, body="x" * 5001)),
    "quote without a section": ("feedback_quote_needs_a_section", "needs the section", lambda s: remark(s, quote="We.")),
    "wording without the text it is about": (
        "feedback_wording_needs_a_section_and_a_text", "needs a section and the text", lambda s: wording(s, base_sha256=""),
    ),
    "wording without a section": (
        "feedback_wording_needs_a_section_and_a_text", "needs a section and the text", lambda s: remark(s, kind="edit", suggested_body="New.", base_sha256="0" * 64),
    ),
    "empty wording": (
        "feedback_wording_needs_a_section_and_a_text", "as you would write it",
        lambda s: wording(s, suggested_heading="", suggested_body=""),
    ),
    "comment with a wording": (
        "feedback_wording_needs_a_section_and_a_text", "needs a section", lambda s: remark(s, suggested_body="New."),
    ),
    "wording that is the text": (
        "feedback_wording_changes_something", "the same as the text",
        lambda s: wording(s, suggested_body=text_in(s.current).body),
    ),
    "wording a hundred times longer": (
        "feedback_wording_is_not_endless", "far longer", lambda s: wording(s, suggested_body="x" * 10_020),
    ),
    # -- who said it
    "name that is not shown": (
        "feedback_keeps_only_the_name_it_shows", "only the name that is shown", lambda s: remark(s, name="Ben"),
    ),
    "shown name that is missing": (
        "feedback_keeps_only_the_name_it_shows", "Fill it in", lambda s: remark(s, shown_as="name"),
    ),
    "name behind an organization": (
        "feedback_keeps_only_the_name_it_shows", "only the name",
        lambda s: remark(s, shown_as="organization", organization="Unite", name="Ben"),
    ),
    "remark of nobody": ("feedback_stands_for_people", "how many people", lambda s: remark(s, source="paper", people=0)),
    "remark of many on the site": ("feedback_stands_for_people", "always 1", lambda s: remark(s, people=30)),
    # -- its life
    "public without a day": ("feedback_public_since", "stays as a trace", lambda s: remark(s, published_at=None)),
    "spam that was public": ("feedback_public_since", "Hide it with a reason", lambda s: change(remark(s), state="spam")),
    "hidden without a reason": (
        "feedback_hidden_has_a_reason", "why it is hidden", lambda s: change(remark(s), state="hidden"),
    ),
    "reason although it is shown": (
        "feedback_hidden_has_a_reason", "why it is hidden", lambda s: remark(s, hidden_reason="Rude."),
    ),
    "taken back, but its words stay": (
        "feedback_withdrawn_has_no_words", "keeps no words", lambda s: change(remark(s), state="withdrawn"),
    ),
    "taken back, and back again": (
        "feedback_withdrawn_stays", "took this remark back",
        lambda s: change(remark(s, state="withdrawn"), state="public", body="Again.", published_at=timezone.now()),
    ),
    "words of a public remark": (
        "feedback_words_stay", "its words stay as they are", lambda s: change(remark(s), body="Other."),
    ),
    "kind of a public remark": ("feedback_words_stay", "its words stay", lambda s: change(remark(s), kind="question")),
    "words of a hidden remark": (
        "feedback_words_stay", "its words stay", lambda s: change(remark(s, state="hidden"), body="Other."),
    ),
    "words of a remark that is held again": (
        "feedback_words_stay", "its words stay", lambda s: change(change_to_held(s), body="Other."),
    ),
    "public remark deleted": (
        "feedback_that_was_public_stays", "Hide it with a reason",
        lambda s: sql("DELETE FROM campaigns_feedback WHERE id = %s", remark(s).pk),
    ),
    "answered remark deleted": (
        "feedback_answered_stays", "has an answer",
        lambda s: sql("DELETE FROM campaigns_feedback WHERE id = %s", answered(s, state="held").pk),
    ),
    # -- the same ones
    "the same as itself": ("feedback_not_the_same_as_itself", "another remark", lambda s: same_as_itself(s)),
    "the same as one of another proposal": (
        "feedback_same_as_one_of_its_proposal", "another proposal",
        lambda s: change(remark(s), same_as=make_feedback(draft=s.elsewhere)),
    ),
    "the same as one that is the same as a third": (
        "feedback_same_as_one_that_stands", "already counted", row_that_grows_at_its_end,
    ),
    "the same although another is the same as it": (
        "feedback_same_as_one_that_stands", "already counted", three_in_a_row,
    ),
    # -- notes
    "empty note": ("note_says_something", "Write the note", lambda s: FeedbackNote.objects.create(feedback=remark(s))),
    # -- answers
    "outcome that nobody knows": (
        "response_outcome_is_known", "what we did", lambda s: make_answer(remark(s), outcome="loved"),
    ),
    "no without a reason": (
        "response_gives_a_reason", "Write the reason", lambda s: change(make_answer(remark(s)), outcome="not_taken"),
    ),
    "endless answer": (
        "response_is_not_endless", "at most 4,000", lambda s: make_answer(remark(s), reason="x" * 4001),
    ),
    "answer shown in a draft before it is published": (
        "response_shown_once_published", "Only a published answer", lambda s: make_answer(remark(s), shown_in=s.current),
    ),
    "answer about a section of another proposal": (
        "response_section_of_its_proposal", "another proposal",
        lambda s: make_answer(remark(s), section=text_in(s.elsewhere).section),
    ),
    "answer shown in a draft of another proposal": (
        "response_shown_in_draft_of_its_proposal", "another proposal",
        lambda s: published_answer(s, shown_in=s.elsewhere),
    ),
    "reason of a published answer": (
        "response_is_frozen", "stays as it is", lambda s: change(published_answer(s), reason="Other."),
    ),
    "published answer taken back": (
        "response_is_frozen", "stays as it is", lambda s: change(published_answer(s), published_at=None),
    ),
    "published answer deleted": (
        "response_published_stays", "cannot be deleted",
        lambda s: sql("DELETE FROM campaigns_response WHERE id = %s", published_answer(s).pk),
    ),
    # -- which answers which
    "second answer to the same remark": (
        "settlement_one_live_answer", "Somebody else has answered", lambda s: two_answers(s),
    ),
    "the same answer twice": ("settlement_once_per_answer", "already counts", lambda s: same_answer_twice(s)),
    "answer to a remark of another proposal": (
        "settlement_of_feedback_of_its_proposal", "another proposal",
        lambda s: Settlement.objects.create(
            proposal=s.current.proposal, response=make_answer(remark(s)), feedback=make_feedback(draft=s.elsewhere)
        ),
    ),
    "answer of another proposal": (
        "settlement_of_response_of_its_proposal", "another proposal",
        lambda s: Settlement.objects.create(
            proposal=s.current.proposal, response=answer_elsewhere(s), feedback=remark(s)
        ),
    ),
    "published settlement deleted": (
        "settlement_published_stays", "takes its place",
        lambda s: sql("DELETE FROM campaigns_settlement WHERE response_id = %s", published_answer(s).pk),
    ),
    "published settlement for another remark": (
        "settlement_published_stays", "takes its place",
        lambda s: change(published_answer(s).settlements.get(), feedback=remark(s)),
    ),
    "superseded settlement that stands again": (
        "settlement_published_stays", "takes its place", lambda s: superseded_and_back(s),
    ),
}  # fmt: skip


def change_to_held(s):
    one = remark(s)
    change(one, state="held")
    return one


def answered(s, **values):
    one = remark(s, **values)
    make_answer(one)
    return one


def same_as_itself(s):
    one = remark(s)
    change(one, same_as=one)


def two_answers(s):
    one = remark(s)
    make_answer(one)
    make_answer(one)


def same_answer_twice(s):
    one = remark(s)
    response = make_answer(one)
    change(response.settlements.get(), superseded_at=timezone.now())
    Settlement.objects.create(proposal=one.proposal, response=response, feedback=one)


def superseded_and_back(s):
    settlement = published_answer(s).settlements.get()
    change(settlement, superseded_at=timezone.now())
    change(settlement, superseded_at=None)


@pytest.mark.parametrize("write", WRITES)
def test_write_is_refused_in_plain_words(stage, write):
    code, words, attempt = WRITES[write]

    assert_refused(attempt, stage, code=code, words=words, models=(*TABLES, Section))


def test_every_rule_is_tried_by_a_write():
    constraints = {constraint.name for model in TABLES for constraint in model._meta.constraints}
    # The first column of two is unique by itself. Numbers are given before their rules are asked.
    cannot_be_broken = {
        "feedback_of_proposal", "response_of_proposal", "feedback_has_a_number", "feedback_number_once",
    }  # fmt: skip

    assert {code for code, _words, _attempt in WRITES.values()} == constraints - cannot_be_broken | set(RULES)


def test_triggers_say_the_same_words_as_the_site():
    source = Path("campaigns/migrations/0004_feedback_rules.py").read_text()
    spoken = dict(re.findall(r"campaigns_refuse\('(\w+)',\s+'([^']+)'\)", source))

    assert {name: str(RULES[name]) for name in spoken} == spoken
    assert len(spoken) == source.count("PERFORM campaigns_refuse(")
