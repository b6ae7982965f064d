"""Mails about a proposal: one to each person when a draft or answers are published, and a reminder before it closes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from campaigns.checklist import checklist, publish_as_checked
from campaigns.drafting.beginning import start_working_draft
from campaigns.feedback.releasing import release_answers
from campaigns.jobs import remind_of_closing
from campaigns.models import Follower
from nisn_site.kit.deeds.links import make_link
from nisn_site.kit.outbox.messages import Message
from tests.campaigns.makers import make_published_draft
from tests.deeds import Sender
from tests.makers import translate

from .makers import make_answer, make_feedback
from .test_giving import form_url, open_draft
from .test_supporting import FOLLOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return open_draft(make_published_draft(focus="We act together.", raids="We stop raids."))


@pytest.fixture
def ben():
    return Sender()


def say(ben, draft, body, *, place=0, address="ben@example.org", language="en"):
    ben.send(form_url(draft, place, language), body=body, address=address)
    ben.confirm()
    return draft.feedback.latest("pk")


def make_follower(draft, address, **values):
    follower = Follower(
        proposal=draft.proposal,
        stage="confirmed",
        confirmed_at=timezone.now(),
        **{"address_proven_at": timezone.now()} | values,
    )
    follower.write_to(address)
    make_link(follower)
    follower.save()
    return follower


def publish_next(draft, **values):
    working = draft.proposal.drafts.working().first() or start_working_draft(proposal=draft.proposal)
    defaults = {"plain_summary": "Easy.", "label": "August 8", "change_summary": "We wrote what you told us."}
    return publish_as_checked(
        draft=working, seen=checklist(working).seen, feedback_closes_at=None, leaves_unanswered=99, **defaults | values
    )


def sent(run_jobs) -> dict[str, mail.EmailMessage]:
    """Mails but those with links to confirm, by recipient; nobody gets two."""
    Message.objects.filter(purpose__endswith=".link").delete()
    mail.outbox.clear()
    run_jobs()
    assert len(mail.outbox) == len({one.to[0] for one in mail.outbox})
    return {one.to[0]: one for one in mail.outbox}


def test_each_person_gets_one_mail_with_all_their_remarks_answers_and_links(draft, ben, run_jobs):
    one, other = say(ben, draft, "Say where we meet."), say(ben, draft, "Say when.", place=1)
    late = say(ben, draft, "And how?")
    make_answer(one, reason="In Richmond.")
    make_answer(other, outcome="not_taken", reason="It is too early for that.")

    publish_next(draft)

    [(address, letter)] = sent(run_jobs).items()
    assert (address, letter.subject) == ("ben@example.org", "August 8: Strategy")
    for expected in (
        "We wrote what you told us.", "F-1: “Say where we meet.”\nTaken. In Richmond.\nhttp",
        "F-2: “Say when.”\nNot taken. It is too early for that.", f"{late.ref}: “And how?”\nNot answered yet.",
        "/en/2007/proposals/strategy/feedback/F-1/", "/changes/1-2/", "/yours/", "because you told us what you think",
    ):  # fmt: skip
        assert expected in letter.body


def test_supporters_are_told_of_the_answer_and_followers_of_the_draft(draft, ben, run_jobs):
    one = make_feedback(draft=draft, body="Say where.")
    ben.send("/en/2007/proposals/strategy/feedback/F-1/me-too/", address="dao@example.org")
    ben.confirm()
    ben.send(FOLLOW, address="chika@example.org")
    ben.confirm()
    make_answer(one, reason="In Richmond.")

    publish_next(draft)

    letters = sent(run_jobs)
    assert sorted(letters) == ["chika@example.org", "dao@example.org"]
    assert "somebody else said it, and you agreed" in letters["dao@example.org"].body
    assert "F-1" not in letters["chika@example.org"].body
    assert "/stop/" in letters["chika@example.org"].extra_headers["List-Unsubscribe"]
    assert "List-Unsubscribe" not in letters["dao@example.org"].extra_headers


def test_who_does_all_of_it_still_gets_one_mail(draft, ben, run_jobs):
    one = say(ben, draft, "Say where.")
    ben.send("/en/2007/proposals/strategy/feedback/F-1/me-too/", address="ben@example.org")
    ben.confirm()
    make_follower(draft, "ben@example.org")
    make_answer(one, reason="In Richmond.")

    publish_next(draft)

    [letter] = sent(run_jobs).values()
    assert letter.body.count("Say where.") == 1
    assert "/stop/" in letter.extra_headers["List-Unsubscribe"]


def test_mail_is_in_the_language_in_which_the_person_wrote(draft, ben, run_jobs):
    one = say(ben, draft, "¿Dónde?", language="es")
    response = make_answer(one, reason="In Richmond.")
    translate(response, reason="En Richmond.")
    translate(draft.proposal, title="Estrategia")

    publish_next(draft)

    [letter] = sent(run_jobs).values()
    assert "Estrategia" in letter.subject
    assert "En Richmond." in letter.body
    assert "/es/2007/proposals/strategy/feedback/F-1/" in letter.body


def test_nobody_is_told_twice_however_often_the_job_runs(draft, ben, run_jobs):
    say(ben, draft, "Say where.")
    august = publish_next(draft)
    assert len(sent(run_jobs)) == 1
    from campaigns.jobs import tell_about_draft

    tell_about_draft.defer(draft_id=august.pk)

    assert sent(run_jobs) == {}


def test_only_confirmed_addresses_of_public_remarks_get_mail(draft, ben, run_jobs):
    ben.send(form_url(draft), body="Not confirmed.", address="ben@example.org")
    one = say(ben, draft, "Hidden later.", address="dao@example.org")
    type(one).objects.filter(pk=one.pk).update(state="hidden", hidden_reason="A name.")

    publish_next(draft)

    assert sent(run_jobs) == {}


def test_answers_published_before_the_draft_are_told_at_once_and_stand_in_the_mail_of_the_draft(draft, ben, run_jobs):
    one, other = say(ben, draft, "Say where."), say(ben, draft, "Say when.", address="dao@example.org")
    make_answer(one, reason="In Richmond.")

    release_answers(proposal=draft.proposal)
    letters = sent(run_jobs)
    assert list(letters) == ["ben@example.org"]
    assert "We answered what you said" in letters["ben@example.org"].body

    make_answer(other)
    publish_next(draft)
    assert sorted(sent(run_jobs)) == ["ben@example.org", "dao@example.org"]


def test_answer_to_one_that_says_the_same_reaches_both(draft, ben, run_jobs):
    one, other = say(ben, draft, "Say where."), say(ben, draft, "Where?", address="dao@example.org")
    type(other).objects.filter(pk=other.pk).update(same_as=one)
    make_answer(one, reason="In Richmond.")

    release_answers(proposal=draft.proposal)

    assert all("In Richmond." in letter.body for letter in sent(run_jobs).values())
    assert Message.objects.filter(purpose="campaigns.answers").count() == 2


def test_many_people_are_told_in_pieces(draft, run_jobs, monkeypatch):
    monkeypatch.setattr("campaigns.jobs.AT_ONCE", 2)
    for number in range(5):
        make_follower(draft, f"person{number}@example.org")

    publish_next(draft)

    assert len(sent(run_jobs)) == 5


def test_draft_of_a_conference_that_is_not_on_the_site_is_told_to_nobody(draft, run_jobs):
    make_follower(draft, "chika@example.org")
    conference = draft.proposal.conference
    type(conference).objects.filter(pk=conference.pk).update(is_public=False)

    publish_next(draft)

    assert sent(run_jobs) == {}


# -- before it closes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "count"), [(2, 1), (4, 0), (-1, 0)])
def test_those_who_asked_are_reminded_once_in_the_last_three_days(draft, run_jobs, days, count):
    type(draft).objects.filter(pk=draft.pk).update(feedback_closes_at=timezone.now() + timedelta(days=days))
    make_follower(draft, "chika@example.org")
    make_follower(draft, "dao@example.org", wants_reminder=False)

    remind_of_closing(timestamp=0)
    remind_of_closing(timestamp=1)
    letters = sent(run_jobs)

    assert list(letters) == ["chika@example.org"] * count
    if count:
        assert letters["chika@example.org"].subject == "Feedback closes soon: Strategy"
        assert "2 days are left" in letters["chika@example.org"].body
