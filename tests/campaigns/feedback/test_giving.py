"""A visitor without an account says something about a draft: the form, the mail, the button, and taking it back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from campaigns.drafting.beginning import start_working_draft
from campaigns.feedback.moderating import publish_feedback
from campaigns.feedback.pages import GivePages
from campaigns.models import Feedback, FeedbackSender, Follower
from nisn_site.kit.gate.ladder import Limits
from nisn_site.kit.outbox.messages import Message
from tests.campaigns.makers import make_published_draft, publish
from tests.deeds import Sender, form_values
from tests.html import text_of
from tests.makers import translate

from .makers import text_in

pytestmark = pytest.mark.django_db

TEXT = "We act together in each state. We meet in **January**."
ALL = {"kind": "comment", "language": "en", "shown_as": "nobody"}


@pytest.fixture
def draft():
    return open_draft(make_published_draft(focus=TEXT, raids="We stop raids."))


def open_draft(draft):
    draft.feedback_closes_at = timezone.now() + timedelta(days=9)
    draft.save(update_fields=["feedback_closes_at"])
    return draft


@pytest.fixture
def ben():
    return Sender()


def form_url(draft, place=0, language="en") -> str:
    key = "whole" if place is None else text_in(draft, place).section.key
    return f"/{language}/2007/proposals/strategy/{draft.number}/say/{key}/"


def words(answer) -> str:
    return text_of(answer.text)


def suggest(ben, url, **typed):
    """Send a changed text; the page that shows the change comes first, and its form is sent then."""
    look = ben.send(url, **typed)
    assert look.status_code == 200, look.status_code
    return ben.post(url, form_values(look.text))


# -- with an address ------------------------------------------------------------------------------------------------------


def test_remark_is_public_after_the_button_in_the_mail(draft, ben):
    answer = ben.send(form_url(draft), body="Say where.", kind="question", address="ben@example.org")
    assert "/sent/" in answer.headers["Location"]
    assert Feedback.objects.get().state == "unconfirmed"
    assert Feedback.objects.get().number is None

    done = ben.confirm()

    one = Feedback.objects.get()
    assert (one.ref, one.state, one.kind, one.body, one.section, one.language, one.source, one.people) == (
        "F-1", "public", "question", "Say where.", text_in(draft).section, "en", "web", 1,
    )  # fmt: skip
    assert "Thank you. Everybody can read it now." in words(done)
    assert "Your remark is F-1" in words(done)
    assert "Say where." in words(ben.get(one.get_absolute_url()))
    assert "ben@example.org" not in ben.get(one.get_absolute_url()).text


def test_mail_says_nothing_of_what_was_typed(draft, ben):
    ben.send(form_url(draft), body="Buy my pills.", address="dao@example.org")

    [mail] = Message.objects.all()
    assert "pills" not in mail.text
    assert "Please confirm what you wrote about our draft" in mail.subject


def test_words_can_be_changed_until_they_are_public(draft, ben):
    ben.send(form_url(draft), body="Say wher.", address="ben@example.org")

    ben.confirm(body="Say where.")

    assert Feedback.objects.get().body == "Say where."
    change = ben.mailed_path() + "change/"
    assert ben.get(change).status_code == 303


def test_whoever_confirms_after_the_draft_closed_wrote_in_time(draft, ben):
    ben.send(form_url(draft), body="Say where.", address="ben@example.org")
    publish(start_working_draft(proposal=draft.proposal), label="August 8")

    ben.confirm()

    assert Feedback.objects.get().is_public


def test_stranger_whose_address_was_typed_makes_it_vanish(draft, ben):
    ben.send(form_url(draft), body="Not mine.", address="dao@example.org")

    ben.press(ben.mailed_path(), "not-me")

    assert not Feedback.objects.exists()
    assert not FeedbackSender.objects.exists()


def test_name_is_shown_only_by_choice_and_can_be_taken_away(draft, ben):
    ben.send(form_url(draft), body="Yes.", shown_as="name", name="Ben", organization="Unite", address="ben@example.org")
    ben.confirm()
    one = Feedback.objects.get()
    assert "Ben , Unite" in words(ben.get(one.get_absolute_url()))

    ben.press(ben.mailed_path(), "hide-name")

    assert "Ben" not in words(ben.get(one.get_absolute_url()))
    assert Feedback.objects.get().name == ""


def test_only_the_organization_is_kept_when_only_it_is_shown(draft, ben):
    ben.send(form_url(draft), body="Yes.", shown_as="organization", name="Ben", organization="Unite")

    assert (Feedback.objects.get().name, Feedback.objects.get().organization) == ("", "Unite")


def test_public_remark_is_taken_back_and_only_its_number_stays(draft, ben):
    ben.send(form_url(draft), body="Say where.", address="ben@example.org")
    ben.confirm()

    ben.press(ben.mailed_path(), "erase")

    assert (Feedback.objects.get().state, Feedback.objects.get().body) == ("withdrawn", "")
    assert not FeedbackSender.objects.exists()
    assert "took it back" in words(ben.get("/en/2007/proposals/strategy/feedback/F-1/"))


def test_address_goes_and_the_remark_stays(draft, ben):
    ben.send(form_url(draft), body="Say where.", address="ben@example.org")
    ben.confirm()

    ben.press(ben.mailed_path(), "forget")

    assert Feedback.objects.get().is_public
    assert not FeedbackSender.objects.exists()


def test_erasing_a_person_takes_their_words_and_address(draft, ben):
    ben.send(form_url(draft), body="Say where.", address="ben@example.org", follows="on")
    ben.confirm()
    ben.send(form_url(draft, 1), body="Not confirmed.", address="ben@example.org")

    call_command("erase_person", "Ben@Example.org", verbosity=0)

    assert [one.state for one in Feedback.objects.all()] == ["withdrawn"]
    assert not FeedbackSender.objects.exists()
    assert not Follower.objects.exists()


def test_who_ticks_the_box_follows_the_proposal_from_then_on(draft, ben):
    ben.send(form_url(draft), body="Say where.", address="ben@example.org", follows="on")
    assert not Follower.objects.exists()

    ben.confirm()

    assert [one.address for one in Follower.objects.confirmed()] == ["ben@example.org"]


# -- without an address ---------------------------------------------------------------------------------------------------


def test_remark_without_an_address_waits_for_a_person_and_has_a_number(draft, ben):
    answer = ben.send(form_url(draft), body="Say where.")

    assert "A volunteer reads it first." in words(ben.get(answer.headers["Location"]))
    one = Feedback.objects.get()
    assert (one.ref, one.state) == ("F-1", "held")
    assert not Message.objects.exists()
    publish_feedback(remarks=[one])
    assert Feedback.objects.get().is_public
    assert FeedbackSender.objects.get().is_confirmed


def test_address_of_a_busy_network_is_asked_to_confirm_when_an_organizer_has_published_the_remark(
    draft, ben, desk, monkeypatch
):
    """Thirty an hour from one network are usual; the next ones are held, and no mail goes out."""
    monkeypatch.setattr(GivePages, "limits", Limits(network=0))
    ben.send(form_url(draft), body="Say where.", address="ben@example.org", follows="on")
    assert not Message.objects.exists()

    desk.post("/admin/campaigns/feedback/", {"action": "let_pass", "_selected_action": [Feedback.objects.get().pk]})

    assert Feedback.objects.get().is_public
    assert (FeedbackSender.objects.get().stage, Follower.objects.count()) == ("unconfirmed", 0)
    ben.confirm()
    assert (FeedbackSender.objects.get().stage, Follower.objects.count()) == ("confirmed", 1)


def test_organizer_puts_a_held_remark_aside_as_spam(draft, ben, desk):
    ben.send(form_url(draft), body="Buy my pills.")

    desk.post("/admin/campaigns/feedback/", {"action": "is_spam", "_selected_action": [Feedback.objects.get().pk]})

    assert Feedback.objects.get().state == "spam"


def test_double_click_is_one_remark(draft, ben):
    values = ben.open(form_url(draft)) | {"body": "Say where."}

    assert ben.post(form_url(draft), values).status_code == ben.post(form_url(draft), values).status_code == 303

    assert Feedback.objects.count() == 1


# -- languages --------------------------------------------------------------------------------------------------------------


def test_language_of_the_page_is_recorded_unless_another_is_chosen(draft, ben):
    ben.send(form_url(draft, language="es"), body="¿Dónde?")
    ben.send(form_url(draft, language="es"), body="Kote?", language="ht")

    assert [one.language for one in Feedback.objects.all()] == ["es", "ht"]


def test_wording_for_a_translation_remembers_what_it_was_written_against(draft, ben):
    text = text_in(draft)
    translate(text, heading="Enfoque", body="Actuamos juntos.")
    url = form_url(draft, language="es")
    assert ben.open(url)["suggested_body"] == "Actuamos juntos."

    suggest(ben, url, suggested_body="Actuamos juntos y juntas.")

    one = Feedback.objects.get()
    assert (one.read_in, one.base_heading, one.base_body) == ("es", "Enfoque", "Actuamos juntos.")


def test_half_translated_section_is_suggested_as_it_was_written(draft, ben):
    translate(text_in(draft), heading="Enfoque")

    assert ben.open(form_url(draft, language="es"))["suggested_body"] == TEXT


# -- closed -------------------------------------------------------------------------------------------------------------------


def test_closed_draft_says_since_when_and_leads_to_the_answers_and_to_the_open_one(draft, ben):
    open_draft(publish(start_working_draft(proposal=draft.proposal), label="August 8"))

    closed = ben.get(form_url(draft))

    assert closed.status_code == 200
    assert "We took feedback on this draft until" in words(closed)
    assert "Say what you think about August 8" in words(closed)
    assert "You said, we did: August 8" in words(closed)
    assert "Read what people said, and the answers" in words(closed)


def test_draft_for_which_nobody_asked_says_so(ben):
    draft = make_published_draft()

    assert "We did not ask for feedback on this draft." in words(ben.get(form_url(draft)))


def test_what_was_typed_while_the_draft_closed_is_kept_and_can_be_taken_to_the_next_one(draft, ben):
    values = ben.open(form_url(draft)) | {"body": "My long words"}
    second = open_draft(publish(start_working_draft(proposal=draft.proposal), label="August 8"))

    closed = ben.post(form_url(draft), values)
    assert closed.status_code == 422
    assert "Your words are still here" in words(closed)
    assert "My long words" in words(closed)

    along = ben.post(form_url(second), form_values(closed.text) | {"do": "look"})
    assert form_values(along.text)["body"] == "My long words"


def test_section_that_is_gone_from_the_open_draft_leads_to_that_draft_as_a_whole(draft, ben):
    values = ben.open(form_url(draft)) | {"body": "My long words"}
    working = start_working_draft(proposal=draft.proposal)
    text_in(working).delete()
    second = open_draft(publish(working, label="August 8"))

    closed = ben.post(form_url(draft), values)

    assert form_url(second, None) in closed.text
    assert "My long words" in words(closed)


def test_draft_that_closes_at_the_very_moment_gives_the_words_back(draft, ben, monkeypatch):
    """The page was asked for while it was open; the deed, which holds the draft, finds it closed."""
    values = ben.open(form_url(draft)) | {"body": "My long words"}
    from campaigns.feedback import pages

    def close_first(*args, **kwargs):
        type(draft).objects.filter(pk=draft.pk).update(feedback_closes_at=timezone.now())
        return give(*args, **kwargs)

    give = pages.give_feedback
    monkeypatch.setattr(pages, "give_feedback", close_first)

    closed = ben.post(form_url(draft), values)

    assert closed.status_code == 422
    assert "My long words" in words(closed)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("path", ["9/say/whole/", "1/say/s9zzzzz/", "1/say/nothing/"])
def test_places_that_do_not_exist_are_not_found(draft, ben, path):
    assert ben.get(f"/en/2007/proposals/strategy/{path}").status_code == 404


def test_working_draft_has_no_form(draft, ben):
    assert ben.get(form_url(start_working_draft(proposal=draft.proposal))).status_code == 404


def test_open_draft_offers_the_form_below_each_section(draft, client):
    page = client.get("/en/2007/proposals/strategy/").text

    assert [form_url(draft, place) in page for place in (0, 1, None)] == [True, True, True]
    publish(start_working_draft(proposal=draft.proposal), label="August 8")
    assert "/say/" not in client.get("/en/2007/proposals/strategy/").text
