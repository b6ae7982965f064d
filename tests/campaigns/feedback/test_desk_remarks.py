"""The organizers' desk: one remark, suggested wording, answers, and what came on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Feedback, Response
from tests.campaigns.makers import make_published_draft
from tests.html import elements, parse_strictly

from .browser import TEXT, here, of, press, shown, words
from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_published_draft(focus=TEXT, raids="We stop raids.")


@pytest.fixture
def key(draft):
    return text_in(draft).section.key


# -- one remark -----------------------------------------------------------------------------------------------------------------


def test_page_of_a_remark_shows_those_that_read_alike_and_answers_them_along(desk, draft):
    one = here(draft, body="The Twin Cities are in Minnesota.")
    alike = make_feedback(draft=draft, body="The Twin Cities are not in Wisconsin but in Minnesota.")
    make_feedback(draft=draft, body="When is the next draft?")

    said = desk.get(of(one))
    assert shown(desk, of(one)) == ["F-2"]
    parse_strictly(said.text)
    press(desk, of(one), "answer", alike, outcome="taken", reason="")

    assert [settlement.feedback.ref for settlement in Response.objects.get().settlements.all()] == ["F-1", "F-2"]


def test_remarks_that_read_alike_are_counted_as_one_and_apart_again(desk, draft):
    one, alike = here(draft, body="Meet in May please."), here(draft, body="Please meet in May.")

    press(desk, of(one), "same", alike)
    assert Feedback.objects.get(pk=alike.pk).same_as == one
    press(desk, of(alike), "apart")

    assert Feedback.objects.get(pk=alike.pk).same_as is None


def test_private_notes_are_for_organizers_alone(desk, client, draft):
    one = here(draft)

    press(desk, of(one), "note", text="Ask Ben about it.")

    assert "Amina, " in words(desk.get(of(one)))
    assert "Ask Ben about it." in words(desk.get(of(one)))
    assert "Ask Ben" not in client.get(one.get_absolute_url()).text
    assert press(desk, of(one), "note", text=" ").status_code == 422


def test_remark_is_hidden_and_shown_again(desk, draft):
    one = here(draft)

    press(desk, of(one), "hide", hidden_reason="It named somebody.")
    assert "Hidden: It named somebody." in words(desk.get(of(one)))
    press(desk, of(one), "publish")

    assert Feedback.objects.get().is_public


@pytest.mark.parametrize("key", ["0", "99", "x", "9" * 30, "1_0"])
def test_remark_that_is_not_there_is_not_found(desk, draft, key):
    assert desk.get(f"/admin/campaigns/feedback/{key}/change/").status_code == 404
    assert desk.get(f"/admin/campaigns/response/{key}/change/").status_code == 404


def change_in_working_draft(draft, body):
    text = text_in(start_working_draft(proposal=draft.proposal))
    text.body = body
    text.save()


# -- suggested wording ------------------------------------------------------------------------------------------------------------


def test_wording_is_taken_with_one_press(desk, draft):
    start_working_draft(proposal=draft.proposal)
    one = make_wording(text=text_in(draft), body=TEXT.replace("January", "May"))
    assert "This wording fits into the working draft." in words(desk.get(of(one)))

    assert "[removed: January ] [added: May ]" in words(desk.get(of(one, "take")))
    assert desk.post(of(one, "take"), {"reason": "Thank you."}).url == of(one)

    assert text_in(draft.proposal.drafts.working().get()).body == TEXT.replace("January", "May")
    assert Response.objects.get().reason == "Thank you."


def test_where_others_changed_the_same_place_both_sides_are_shown_and_a_field(desk, draft, key):
    change_in_working_draft(draft, TEXT.replace("January", "March"))
    one = make_wording(text=text_in(draft), body=TEXT.replace("January", "May"))

    both = desk.get(of(one, "take"))
    assert "January March May" in words(both)
    opened = next(a["value"] for _tag, a in elements(both.text, "input") if a.get("name") == "opened")
    typed = {"heading": "Focus", "body": "We meet in spring.", "partly": "yes", "reason": "Spring it is."}

    stale = desk.post(of(one, "take"), typed | {"opened": "old"})
    assert stale.status_code == 422
    assert "We meet in spring." in stale.text
    assert "Spring it is.</textarea>" in stale.text
    assert " checked> We took it in part" in stale.text
    endless = desk.post(of(one, "take"), typed | {"opened": opened, "reason": "x" * 4001})
    assert "An answer has at most 4,000 characters." in words(endless)
    assert desk.post(of(one, "take"), typed | {"opened": opened}).status_code == 303

    assert text_in(draft.proposal.drafts.working().get()).body == "We meet in spring."
    assert Response.objects.get().outcome == "partly"


def test_without_a_working_draft_nothing_can_be_taken(desk, draft):
    one = make_wording(text=text_in(draft))

    answer = desk.post(of(one, "take"), follow=True)

    assert "There is no working draft." in words(answer)


# -- answers ------------------------------------------------------------------------------------------------------------------------


def test_answer_is_changed_published_and_undone_on_its_own_page(desk, draft):
    one, other = here(draft), here(draft)
    response = make_answer(one, other)
    form = {
        "do": "save",
        "outcome": "noted",
        "reason": "We heard you.",
        "language": "es",
        "section": "",
        "opened_version": response.version,
    }

    assert desk.post(of(response), form).status_code == 303
    assert (Response.objects.get().reason, Response.objects.get().language) == ("We heard you.", "es")
    assert 'value="es" selected' in desk.get(of(response)).text
    stale = desk.post(of(response), form | {"reason": "Later."})
    assert stale.status_code == 422
    assert "Somebody else changed this answer" in words(stale)

    for nobody in ("out:²", "out:", "out:" + "9" * 30):
        assert desk.post(of(response), {"do": nobody}).status_code == 303
    assert response.settlements.count() == 2
    desk.post(of(response), {"do": "out:2"})
    assert [settlement.feedback for settlement in response.settlements.all()] == [one]
    desk.post(of(response), {"do": "publish"})
    assert Response.objects.get().is_published
    assert desk.post(of(response), {"do": "undo"}).status_code == 422
    assert "stays as it is" in words(desk.get(of(response)))


def test_undone_answer_leads_back_to_the_list(desk, draft):
    response = make_answer(here(draft))

    assert desk.post(of(response), {"do": "undo"}).url == reverse("admin:campaigns_response_changelist")

    assert not Response.objects.exists()


def test_list_of_answers_says_what_is_public(desk, draft):
    make_answer(here(draft), reason="Ready one.")
    make_answer(here(draft), reason="Public one.", published=True)
    url = reverse("admin:campaigns_response_changelist")

    assert "Ready one." not in words(desk.get(url + "?published=yes"))
    assert "Public one." in words(desk.get(url + "?published=yes"))


# -- paper --------------------------------------------------------------------------------------------------------------------------


def paper(draft, **values):
    return {
        "draft": draft.pk, "section": "", "kind": "comment", "body": "Say it in Spanish, too.", "source": "meeting",
        "occasion": "Meeting in Durham", "people": "25", "said_on": "2007-07-12", "language": "es", "shown_as": "nobody",
    } | values  # fmt: skip


ADD = "/admin/campaigns/feedback/add/"


def test_remark_from_a_meeting_is_typed_in_and_counts_for_all_who_said_it(desk, draft, key):
    answer = desk.post(ADD, paper(draft, section=key))

    one = Feedback.objects.get()
    assert answer.url == of(one)
    assert (one.state, one.people, one.occasion, one.language, one.section.key) == (
        "public", 25, "Meeting in Durham", "es", key,
    )  # fmt: skip
    assert one.said_at.date().isoformat() == "2007-07-13"  # the end of the day in Richmond, in UTC


def test_draft_is_chosen_first_so_that_its_sections_can_be(desk, draft, key):
    first = desk.get(ADD).text
    assert [a["name"] for _tag, a in elements(first, "select")] == ["draft"]
    assert "2007, Strategy: July 4" in first

    then = desk.get(f"{ADD}?draft={draft.pk}").text
    assert f'value="{key}"' in then
    assert "draft" not in [a["name"] for _tag, a in elements(then, "select")]


def test_what_was_said_today_was_said_by_now(desk, draft):
    desk.post(ADD, paper(draft, said_on=timezone.localdate(timezone=draft.proposal.conference.zone)))

    assert Feedback.objects.get().said_at <= timezone.now()


def test_wording_from_paper_is_typed_into_the_text_of_the_section(desk, draft, key):
    assert desk.post(ADD, paper(draft, section=key, kind="edit", suggested_body=TEXT)).status_code == 422

    empty = desk.post(ADD, paper(draft, section=key, kind="edit"))
    assert empty.status_code == 422
    assert f"{TEXT}</textarea>" in empty.text
    desk.post(ADD, paper(draft, section=key, kind="edit", suggested_body="Better.", suggested_heading=""))

    one = Feedback.objects.get()
    assert (one.base_body, one.suggested_body, one.suggested_heading) == (TEXT, "Better.", "Focus")


def test_next_one_of_the_pile_keeps_draft_place_and_day(desk, draft, key):
    led = desk.post(ADD, paper(draft, section=key) | {"_addanother": "yes"})

    html = desk.get(led.url).text
    values = {a["name"]: a.get("value") for _tag, a in elements(html, "input") if "name" in a}
    assert values["occasion"] == "Meeting in Durham"
    assert f'value="{key}" selected' in html


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"body": ""}, "Write what you want to say."),
        ({"people": "0"}, "greater than or equal to 1"),
        ({"said_on": "2007-07-01"}, "before the draft was published"),
        ({"said_on": "2999-07-01"}, "This day is still to come."),
        ({"shown_as": "name"}, "Fill it in"),
        ({"draft": "x"}, "Select a valid choice"),
        ({"section": "s9zzzzz"}, "Select a valid choice"),
        ({"body": "x" * 6000}, "at most 5000"),
    ],
)
def test_paper_that_cannot_be_stored_says_why_and_keeps_what_was_typed(desk, draft, values, message):
    refused = desk.post(ADD, paper(draft) | values)

    assert refused.status_code == 422
    assert message in words(refused)
    assert "Meeting in Durham" in refused.text
    assert not Feedback.objects.exists()
