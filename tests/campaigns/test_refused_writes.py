"""Every write that the database refuses, whatever way it comes, and what a volunteer is told.

The writes go around models, forms and deeds on purpose: by bulk updates and raw SQL.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Comparison, Draft, Proposal, Section, SectionText
from campaigns.publishing import withdraw_draft
from campaigns.refusals import RULES

from .makers import add_text, change, make_proposal, publish
from .refusing import assert_refused

pytestmark = pytest.mark.django_db
MODELS = (Proposal, Draft, Section, SectionText, Comparison)

LONG_SUMMARY = "word " * 61


def sql(statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def empty(table: str):
    connection.check_constraints()  # TRUNCATE would wait for nothing
    sql(f"TRUNCATE {table} CASCADE")


def new_draft(stage, **values):
    Draft.objects.create(proposal=stage.past.proposal, **{"number": 9} | values)


def publish_by_hand(draft, **values):
    defaults = {
        "state": "current",
        "label": "By hand",
        "title": "Strategy",
        "published_at": timezone.now(),
        "content_sha256": "0" * 64,
    }
    change(draft, **defaults | values)


def swap_parents(stage):
    outer, inner = stage.text("working", 1), stage.text("working", 2)
    change(outer, parent=inner.section)


def keep(older, newer, of=None):
    proposal = (of or newer).proposal
    Comparison.objects.create(
        proposal=proposal, older=older, newer=newer, language="en", edition=1, counts={}, marks={}, result={}
    )


def only_working_draft() -> Draft:
    return start_working_draft(proposal=make_proposal(number=3, slug="third"))


def draft_two_elsewhere(stage) -> Draft:
    return publish(start_working_draft(proposal=stage.elsewhere.proposal), label="August 8")


WRITES = {
    # -- a proposal
    "two proposals with one number": (
        "proposal_number_once", "already has a proposal with this number",
        lambda s: make_proposal(number=2, slug="third"),
    ),
    "number of a proposal with a published draft": (
        "proposal_address_stays", "conference, number and address stay", lambda s: change(s.past.proposal, number=7),
    ),
    "address of a proposal with a published draft": (
        "proposal_address_stays", "conference, number and address stay", lambda s: change(s.past.proposal, slug="new"),
    ),
    "proposal without a title": (
        "proposal_has_a_title", "Give the proposal a title", lambda s: change(s.past.proposal, title=""),
    ),
    "proposal with number zero": (
        "proposal_number_starts_at_one", "numbered 1, 2, 3",
        lambda s: make_proposal(number=0, slug="zero"),
    ),
    "two proposals with one address": (
        "proposal_address_once", "Choose another word", lambda s: make_proposal(number=3, slug="strategy"),
    ),
    "address that is no word": (
        "proposal_slug_is_a_word", "small letters", lambda s: make_proposal(number=3, slug="2007"),
    ),
    "proposal with a long summary": (
        "proposal_summary_is_short", "more than 60 words", lambda s: change(s.past.proposal, summary=LONG_SUMMARY),
    ),
    # -- one working and one current draft
    "second working draft": ("draft_one_working", "already has a working draft", new_draft),
    "second current draft": (
        "draft_one_current", "already has a current draft", lambda s: publish_by_hand(s.working),
    ),
    "second draft with the same number": (
        "draft_number_once", "already has a draft with this number", lambda s: change(s.working, number=1),
    ),
    "second draft with the same name": (
        "draft_label_once", "has the same name", lambda s: change(s.working, label="August 8"),
    ),
    "kind of draft that nobody knows": (
        "draft_kind_is_known", "a final text or an adopted text", lambda s: change(s.working, kind="song"),
    ),
    "state that nobody knows": (
        "draft_goes_forward", "never taken back", lambda s: change(s.current, state="adopted"),
    ),
    # -- what a published draft has
    "published without a date": (
        "draft_published_has_date_and_hash", "date and a fingerprint",
        lambda s: publish_by_hand(s.working, published_at=None),
    ),
    "published without a fingerprint": (
        "draft_published_has_date_and_hash", "date and a fingerprint",
        lambda s: publish_by_hand(s.working, content_sha256=""),
    ),
    "working draft with a date": (
        "draft_published_has_date_and_hash", "date and a fingerprint",
        lambda s: change(s.working, published_at=timezone.now()),
    ),
    "published without a name": (
        "draft_published_has_a_name", "name that people can cite", lambda s: publish_by_hand(s.working, label=""),
    ),
    "published without a title": (
        "draft_published_has_a_title", "title of its own", lambda s: publish_by_hand(s.working, title=""),
    ),
    "working draft with a title": (
        "draft_published_has_a_title", "title of its own", lambda s: change(s.working, title="Strategy"),
    ),
    "title of a published draft": (
        "draft_is_frozen", "published and cannot be changed", lambda s: change(s.current, title="New"),
    ),
    "published without saying what changed": (
        "draft_says_what_changed", "Write what changed", lambda s: publish_by_hand(s.working, previous=s.current),
    ),
    "feedback that closes before publishing": (
        "draft_feedback_closes_after_publishing", "Choose a later day",
        lambda s: publish_by_hand(s.working, feedback_closes_at=timezone.now() - timedelta(days=1)),
    ),
    "withdrawn without a reason": (
        "draft_withdrawn_has_a_reason", "why the draft is withdrawn",
        lambda s: change(s.current, state="withdrawn", withdrawn_at=timezone.now()),
    ),
    "draft with a long summary": (
        "draft_summary_is_short", "more than 60 words", lambda s: change(s.working, plain_summary=LONG_SUMMARY),
    ),
    "draft that follows one of another proposal": (
        "draft_follows_one_of_its_proposal", "belongs to another proposal",
        lambda s: publish_by_hand(only_working_draft(), previous=s.elsewhere, change_summary="All."),
    ),
    # -- published drafts are frozen
    "draft that is published from the first": (
        "draft_begins_as_working", "begins as a working draft",
        lambda s: new_draft(s, state="past", label="x", published_at=timezone.now(), content_sha256="0" * 64),
    ),
    "date of a published draft": (
        "draft_is_frozen", "published and cannot be changed", lambda s: change(s.current, published_at=timezone.now()),
    ),
    "name of a published draft": ("draft_is_frozen", "cannot be changed", lambda s: change(s.past, label="New")),
    "number of a published draft": ("draft_is_frozen", "cannot be changed", lambda s: change(s.past, number=8)),
    "fingerprint of a published draft": (
        "draft_is_frozen", "cannot be changed", lambda s: change(s.current, content_sha256="1" * 64),
    ),
    "summaries of a published draft": (
        "draft_is_frozen", "cannot be changed", lambda s: change(s.current, plain_summary="New."),
    ),
    "published draft that changes its proposal": (
        "draft_is_frozen", "cannot be changed",
        lambda s: change(s.current, proposal=s.elsewhere.proposal),
    ),
    "all published drafts at once": (
        "draft_is_frozen", "cannot be changed", lambda s: Draft.objects.published().update(change_summary="New."),
    ),
    "closing day of a past draft": (
        "draft_is_frozen", "cannot be changed", lambda s: change(s.past, feedback_closes_at=timezone.now()),
    ),
    "published draft back to working": (
        "draft_goes_forward", "never taken back",
        lambda s: change(s.current, state="working", published_at=None, content_sha256=""),
    ),
    "past draft back to current": ("draft_goes_forward", "never taken back", lambda s: change(s.past, state="current")),
    "working draft to past": (
        "draft_goes_forward", "never taken back", lambda s: publish_by_hand(s.working, state="past"),
    ),
    "withdrawn draft that stands again": (
        "draft_goes_forward", "never taken back",
        lambda s: change(
            withdraw_draft(draft=s.past, reason="Wrong."), state="past", withdrawn_at=None, withdrawn_reason=""
        ),
    ),
    "reason of a withdrawal": (
        "draft_is_frozen", "cannot be changed",
        lambda s: change(withdraw_draft(draft=s.past, reason="Wrong."), withdrawn_reason="Other."),
    ),
    "published draft deleted": (
        "draft_is_not_deleted", "Withdraw it with a reason",
        lambda s: sql("DELETE FROM campaigns_draft WHERE id = %s", s.past.pk),
    ),
    # -- texts of published drafts are frozen
    "text of a published draft saved": (
        "text_is_frozen", "its text stays as it is", lambda s: s.text("current").save(),
    ),
    "texts of a published draft in bulk": (
        "text_is_frozen", "its text stays as it is", lambda s: s.past.texts.update(body="New."),
    ),
    "text of a published draft by raw SQL": (
        "text_is_frozen", "its text stays as it is",
        lambda s: sql("UPDATE campaigns_sectiontext SET heading = 'New' WHERE draft_id = %s", s.past.pk),
    ),
    "text added to a published draft": (
        "text_is_frozen", "its text stays as it is", lambda s: add_text(draft=s.current),
    ),
    "text of a published draft deleted": (
        "text_is_frozen", "its text stays as it is", lambda s: s.text("current").delete(),
    ),
    "all texts deleted by raw SQL": (
        "text_is_frozen", "its text stays as it is", lambda s: sql("DELETE FROM campaigns_sectiontext"),
    ),
    "text taken out of a published draft": (
        "text_stays_in_its_draft", "belongs to its draft",
        lambda s: change(s.text("current"), draft=s.working, position=9),
    ),
    "text put into a published draft": (
        "text_stays_in_its_draft", "belongs to its draft",
        lambda s: change(s.text("working"), draft=s.current, position=9),
    ),
    # -- nothing points across proposals or drafts
    "text whose draft is of another proposal": (
        "text_in_draft_of_its_proposal", "belongs to another proposal",
        lambda s: change(s.text("working"), proposal=s.elsewhere.proposal),
    ),
    "text of a section of another proposal": (
        "text_of_section_of_its_proposal", "belongs to another proposal",
        lambda s: add_text(draft=s.working, section=s.text("elsewhere").section),
    ),
    "text inside a section that is not in the draft": (
        "text_inside_one_of_its_draft", "not in this draft",
        lambda s: change(s.text("working"), parent=Section.objects.create(proposal=s.past.proposal)),
    ),
    "text removed from around another one": (
        "text_inside_one_of_its_draft", "Move it out before", lambda s: s.text("working", 1).delete(),
    ),
    "section twice in a draft": (
        "text_once_per_draft", "already has a text in this draft",
        lambda s: add_text(draft=s.working, section=s.text("working").section),
    ),
    # -- order and nesting
    "two texts in one place": (
        "text_place_once", "same place in the draft", lambda s: change(s.text("working"), position=2),
    ),
    "text inside itself": (
        "text_not_inside_itself", "cannot lie inside itself",
        lambda s: change(s.text("working"), parent=s.text("working").section),
    ),
    "text inside its own part": ("text_not_inside_its_own_part", "one of its own parts", swap_parents),
    "endless text": (
        "text_is_not_endless", "Divide it into several sections", lambda s: change(s.text("working"), body="x" * 200_001),
    ),
    # -- whole tables
    "all drafts emptied at once": (
        "draft_is_not_deleted", "Withdraw it with a reason", lambda s: empty("campaigns_draft"),
    ),
    "all texts emptied at once": (
        "draft_is_not_deleted", "Withdraw it with a reason", lambda s: empty("campaigns_sectiontext"),
    ),
    "drafts emptied along with their proposals": (
        "draft_is_not_deleted", "Withdraw it with a reason", lambda s: empty("campaigns_proposal"),
    ),
    # -- sections are for life
    "key of a published section": (
        "section_is_for_life", "its key and kind stay", lambda s: change(s.text("past").section, key="s2aaaaa"),
    ),
    "kind of a published section": (
        "section_is_for_life", "its key and kind stay", lambda s: change(s.text("past").section, kind="campaign"),
    ),
    "published section deleted": (
        "section_is_for_life", "leave it out of the next draft",
        lambda s: sql("DELETE FROM campaigns_section WHERE id = %s", s.text("past").section_id),
    ),
    "two sections with one key": (
        "section_key_once", "already has a section with this key",
        lambda s: Section.objects.create(proposal=s.past.proposal, key=s.text("past").section.key),
    ),
    "key that cannot be cited": (
        "section_key_can_be_cited", "five more letters or digits",
        lambda s: Section.objects.create(proposal=s.past.proposal, key="summary"),
    ),
    "kind that nobody knows": (
        "section_kind_is_known", "a text or a campaign",
        lambda s: Section.objects.create(proposal=s.past.proposal, kind="song"),
    ),
    # -- kept comparisons
    "kept comparison with a working draft": (
        "comparison_of_published_drafts", "two published drafts", lambda s: keep(s.current, s.working),
    ),
    "kept comparison the wrong way round": (
        "comparison_of_published_drafts", "the older one first", lambda s: keep(s.current, s.past),
    ),
    "kept comparison with another proposal": (
        "comparison_older_of_its_proposal", "of the same proposal", lambda s: keep(s.elsewhere, s.current),
    ),
    "kept comparison of another proposal": (
        "comparison_newer_of_its_proposal", "of the same proposal", lambda s: keep(s.past, draft_two_elsewhere(s), of=s.past),
    ),
    "comparison kept twice": ("comparison_once", "already compared", lambda s: keep(s.past, s.current)),
    "draft compared with itself": (
        "comparison_of_published_drafts", "two published drafts", lambda s: keep(s.past, s.past),
    ),
}  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
def test_write_is_refused_in_plain_words(stage, write):
    code, words, attempt = WRITES[write]

    assert_refused(attempt, stage, code=code, words=words, models=MODELS)


def test_every_rule_is_tried_by_a_write():
    constraints = {
        constraint.name
        for model in (Proposal, Draft, Section, SectionText, Comparison)
        for constraint in model._meta.constraints
    }
    only_for_keys = {"draft_of_proposal", "section_of_proposal"}  # their first column is unique by itself

    assert {code for code, _words, _attempt in WRITES.values()} == constraints - only_for_keys | set(RULES)


def test_triggers_say_the_same_words_as_the_site():
    source = Path("campaigns/migrations/0002_frozen_drafts.py").read_text()
    spoken = dict(re.findall(r"campaigns_refuse\('(\w+)',\s+'([^']+)'\)", source))

    assert {name: str(RULES[name]) for name in spoken} == spoken
    assert len(spoken) == source.count("PERFORM campaigns_refuse(")
