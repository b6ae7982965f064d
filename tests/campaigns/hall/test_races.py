"""Two people in the hall at the same moment, on two real connections. Each race has a control that shows it is one."""

from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection

from campaigns.drafting.beginning import start_working_draft
from campaigns.hall import adopting
from campaigns.hall.adopting import merge_uncontested
from campaigns.hall.amended import amendment_sha256
from campaigns.models import Amendment, Decision, Draft, Feedback
from tests.campaigns.feedback.makers import make_feedback
from tests.campaigns.makers import change
from tests.campaigns.test_races import (
    PATIENCE,
    Pause,
    Person,
    both_at_once,
    first_then_second,
    wait_until_somebody_waits,
    without_trigger,
)

from .makers import adopt, decide, make_amendment, make_final_text, make_vote, make_wording
from .test_amending import reword
from .test_refused_writes import raw_amendment, raw_decision

pytestmark = pytest.mark.django_db(transaction=True)


class Hall:
    """As in conftest, but committed."""

    def __init__(self):
        self.final = make_final_text()
        self.proposal = self.final.proposal


@pytest.fixture
def hall(db):
    return Hall()


@contextmanager
def without_the_rule_of_one_decision():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'decision_once_for_an_amendment'")
        [definition] = cursor.fetchone()
        cursor.execute("DROP INDEX decision_once_for_an_amendment")
        yield
        with without_trigger("campaigns_decision", "guards_decision"):
            cursor.execute("DELETE FROM campaigns_decision")
        cursor.execute(definition)


def keeps_its_word(amendment: Amendment) -> bool:
    """Whether the amendment still says what was decided on."""
    amendment = Amendment.objects.select_related("section", "beside", "draft").get(pk=amendment.pk)
    decision = amendment.decisions.select_related("text").get()
    return decision.text_sha256 == amendment_sha256(amendment, decision.text)


# -- two recorders


def test_two_who_record_the_same_decision_at_once_record_it_once(hall):
    amendment = make_amendment(draft=hall.final)

    answers = both_at_once(lambda number: decide(amendment, ("adopted", "rejected")[number - 1]))

    assert answers == ["decision_once_for_an_amendment", "done"]
    assert Decision.objects.count() == 1


def record_carelessly(hall, amendment: Amendment) -> list[str]:
    """Both look whether something is recorded, and both see nothing."""
    both_have_looked = Barrier(2)

    def record(_number):
        assert not Decision.objects.exists()
        both_have_looked.wait(PATIENCE)
        raw_decision(hall, amendment=amendment)

    return both_at_once(record)


def test_two_who_look_before_they_record_both_go_ahead_and_the_database_stops_one(hall):
    assert record_carelessly(hall, make_amendment(draft=hall.final)) == ["decision_once_for_an_amendment", "done"]


def test_without_the_rule_both_are_recorded(hall):
    """The control."""
    amendment = make_amendment(draft=hall.final)

    with without_the_rule_of_one_decision():
        assert record_carelessly(hall, amendment) == ["done", "done"]
        assert Decision.objects.count() == 2


# -- recording while somebody changes the amendment


def test_amendment_that_is_reworded_while_it_is_decided_is_not_decided_unseen(hall):
    amendment = make_amendment(draft=hall.final)
    seen = amendment_sha256(amendment, hall.final)

    answers = first_then_second(lambda: reword(amendment, "Other words."), lambda: decide(amendment, seen=seen))

    assert answers == ("done", "amendment_changed_since")


def test_amendment_cannot_be_changed_while_its_decision_is_written(hall):
    amendment = make_amendment(draft=hall.final)

    answers = first_then_second(lambda: decide(amendment), lambda: change(amendment, body="Other words."))

    assert answers == ("done", "amendment_is_decided")
    assert keeps_its_word(amendment)


def test_without_the_trigger_the_decided_amendment_says_something_else(hall):
    """The control."""
    amendment = make_amendment(draft=hall.final)

    with without_trigger("campaigns_amendment", "guards_amendment"):
        answers = first_then_second(lambda: decide(amendment), lambda: change(amendment, body="Other words."))

    assert answers == ("done", "done")
    assert not keeps_its_word(amendment)


# -- entering while the text moves on, editing while it is adopted


def merge(hall, amendment):
    return merge_uncontested(
        proposal=hall.proposal, amendments=[amendment], vote=make_vote(), wording=make_wording("Second reading")
    )


def test_amendment_that_is_entered_while_the_text_moves_on_is_entered_on_the_new_one(hall):
    first = make_amendment(draft=hall.final)

    answers = first_then_second(lambda: merge(hall, first), lambda: make_amendment(draft=hall.final, body="No raids."))

    assert answers == ("done", "done")
    newer = hall.proposal.drafts.current().get()
    assert [one.draft for one in Amendment.objects.order_by("number")] == [hall.final, newer]


def test_without_the_deed_the_database_refuses_an_amendment_to_the_text_that_is_past(hall):
    first = make_amendment(draft=hall.final)

    assert first_then_second(lambda: merge(hall, first), lambda: raw_amendment(hall)) == (
        "done",
        "amendment_to_the_final_text",
    )


def test_working_draft_that_somebody_begins_while_the_text_is_adopted(hall):
    answers = first_then_second(lambda: start_working_draft(proposal=hall.proposal), lambda: adopt(hall.final))
    assert answers == ("done", "draft_one_working")

    hall.proposal.drafts.working().get().delete()
    answers = first_then_second(lambda: adopt(hall.final), lambda: start_working_draft(proposal=hall.proposal))
    assert answers == ("done", "done")


def test_two_who_write_the_same_amendment_anew_at_once_do_not_overwrite_each_other(hall):
    amendment = make_amendment(draft=hall.final)

    answers = both_at_once(lambda number: reword(amendment, f"Words of number {number}."))

    assert answers == ["done", "edit_conflict"]


def test_without_the_version_the_first_one_s_words_are_lost(hall):
    """The control."""
    amendment, both_have_read = make_amendment(draft=hall.final), Barrier(2)

    def save(number):
        row = Amendment.objects.get(pk=amendment.pk)
        both_have_read.wait(PATIENCE)
        row.body = f"Words of number {number}."
        row.save()

    assert both_at_once(save) == ["done", "done"]
    assert Amendment.objects.get().version == amendment.version + 1


# -- feedback arrives while the text is adopted


def adopt_while_feedback_arrives(hall, monkeypatch) -> tuple[str, str]:
    """The adoption stops after its first writes; then a remark comes in, which needs the draft and the site's version."""
    pause, working_copy = Pause(), adopting.working_copy
    draft = Draft.objects.get(pk=hall.final.pk)

    def copy_after_a_pause(*args):
        decide_carelessly(hall)
        pause.here()
        return working_copy(*args)

    monkeypatch.setattr(adopting, "working_copy", copy_after_a_pause)
    one = Person(lambda: adopt(hall.final))
    pause.wait_until_reached()
    other = Person(lambda: make_feedback(draft=draft))
    wait_until_somebody_waits()
    pause.end()
    return one.finish(), other.finish()


def decide_carelessly(hall):
    """A write to a table that readers see, so that the site's version is held from here on."""
    change(hall.final.proposal, summary="Something else.")


def test_feedback_that_arrives_while_the_text_is_adopted_waits_and_is_kept(hall, monkeypatch):
    assert adopt_while_feedback_arrives(hall, monkeypatch) == ("done", "done")
    assert Feedback.objects.get().draft == hall.final


def test_without_locking_everything_first_one_of_the_two_is_stopped(hall, monkeypatch):
    """The control: each holds what the other one needs."""
    monkeypatch.setattr(adopting, "lock_what_publishing_ends", lambda proposal: None)

    assert "busy" in adopt_while_feedback_arrives(hall, monkeypatch)
