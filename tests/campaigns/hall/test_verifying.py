"""What somebody changes in the database, around the site and its rules, is found."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from campaigns.drafting.canonical import content_sha256
from campaigns.hall.deciding import replace_decision
from campaigns.models import Decision, Draft
from campaigns.verifying import faults

from ..makers import make_proposal, make_published_draft
from .makers import adopt, decide, make_amendment, make_count


@pytest.fixture
def decided(hall) -> Decision:
    """An amendment adopted, its record corrected, and the text adopted with it."""
    amendment = make_amendment(draft=hall.final)
    mistaken = decide(amendment)
    counted = replace_decision(decision=mistaken, vote=make_count(note="Counted again."))
    adopt(hall.final)
    return counted


def behind_the_back(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def test_nothing_is_found_where_nothing_was_done(decided, capsys):
    assert list(faults()) == []

    call_command("verify_records")
    assert "3 records of decisions are as they were written." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE campaigns_decision SET votes_for = 14 WHERE votes_for = 41", "Record {} of strategy is not what was recorded."),
        ("UPDATE campaigns_decision SET decided_on = '2007-07-30' WHERE id = {}", "Record {} of strategy is not what was recorded."),
        ("DELETE FROM campaigns_decision WHERE id = {}", "Record {} is gone."),
        ("UPDATE campaigns_amendment SET body = 'No raids.'", "A-1 of strategy is not the amendment that was decided on."),
        ("UPDATE campaigns_sectiontext SET body = 'New.' WHERE heading = 'Walls' AND draft_id = {draft}",
         "/en/2007/proposals/strategy/2/ is not the text that was published."),
        ("UPDATE campaigns_draft SET content_sha256 = repeat('0', 64) WHERE id = {draft}",
         "/en/2007/proposals/strategy/2/ is not the text that was published."),
    ],
)  # fmt: skip
def test_row_that_was_changed_behind_the_sites_back_is_named(decided, statement, found):
    adopted = Draft.objects.get(kind="adopted")

    behind_the_back(statement.format(decided.pk, draft=adopted.pk))

    assert found.format(decided.pk) in list(faults())
    with pytest.raises(CommandError, match=r"What is on record is not what was decided\."):
        call_command("verify_records")


def test_record_that_somebody_slips_in_is_named(decided):
    columns = ", ".join(
        field.column for field in Decision._meta.local_fields if field.column not in {"id", "replaces_id"}
    )
    copy = f"SELECT {columns}, id FROM campaigns_decision WHERE id = {decided.pk}"
    behind_the_back(f"INSERT INTO campaigns_decision ({columns}, replaces_id) {copy}")

    slipped = Decision.objects.get(replaces=decided)
    assert f"Record {slipped.pk} of strategy was not written by the site." in list(faults())


def test_text_and_fingerprint_that_are_changed_together_differ_from_the_log(decided):
    drafts = [make_published_draft(proposal=make_proposal(number=9, slug="raids")), Draft.objects.get(kind="adopted")]
    for draft in drafts:
        behind_the_back(f"UPDATE campaigns_sectiontext SET body = 'New.' WHERE draft_id = {draft.pk}")
        forged = content_sha256(draft.texts.in_order().select_related("section"))
        behind_the_back(f"UPDATE campaigns_draft SET content_sha256 = '{forged}' WHERE id = {draft.pk}")

    found = [f"{draft.get_absolute_url()} is not the text that was published." for draft in drafts]
    assert sorted(faults()) == sorted(found)
