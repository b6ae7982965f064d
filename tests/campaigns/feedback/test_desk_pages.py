"""The organizers' desk: the queue by section, one remark, many at once, suggested wording, answers, paper."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.desk import tasks
from campaigns.models import Feedback, Response
from campaigns.publishing import start_working_draft
from tests.campaigns.editor import make_helper, page
from tests.campaigns.makers import add_text, change, make_proposal, make_published_draft
from tests.html import elements, parse_strictly, text_of

from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db

TEXT = "We act together in each state. We meet in January."


@pytest.fixture
def draft():
    return make_published_draft(focus=TEXT, raids="We stop raids.")


@pytest.fixture
def key(draft):
    return text_in(draft).section.key


def of(thing, name="change"):
    return reverse(f"admin:campaigns_{thing._meta.model_name}_{name}", args=[thing.pk])


def words(answer) -> str:
    return text_of(answer.text)


def here(draft, **values) -> Feedback:
    return make_feedback(draft=draft, section=text_in(draft).section, **values)


def shown(desk, url, **query) -> list[str]:
    """The remarks with a tick box, in order."""
    html = desk.get(url, query).text
    ticks = [a["value"] for _tag, a in elements(html, "input") if a.get("name") == "chosen"]
    refs = {str(one.pk): one.ref for one in Feedback.objects.all()}
    return [refs[pk] for pk in ticks]


def press(desk, url, do, *chosen, **values):
    return desk.post(url, {"do": do, "chosen": [one.pk for one in chosen]} | values)


# -- the queue ----------------------------------------------------------------------------------------------------------


def test_overview_counts_what_waits_in_each_section(desk, draft, key):
    here(draft)
    make_answer(here(draft))
    here(draft, state="held")
    here(draft, state="spam", published_at=None)
    make_feedback(draft=draft)

    overview = desk.get(page(draft, "feedback"))

    assert "The draft as a whole 1 0 0 1 1 Focus 1 1 1 3 2 Raids 0 0 0 0" in words(overview)
    assert "2 remarks want an answer. 1 is held. 1 answer is ready." in words(overview)


def test_answers_that_are_ready_are_published_from_the_overview(desk, draft):
    make_answer(here(draft))

    assert desk.post(page(draft, "feedback")).status_code == 303

    assert Response.objects.get().is_published
    desk.post(page(draft, "feedback"))  # twice: told, not broken
    assert "No answer is waiting" in words(desk.get(page(draft, "feedback")))


def test_section_shows_its_text_what_changed_since_and_the_remarks_that_wait(desk, draft, key):
    change_in_working_draft(draft, TEXT.replace("January", "March"))
    here(draft, body="Why in winter?")
    make_wording(text=text_in(draft), body=TEXT.replace("January", "May"))

    said = words(desk.get(page(draft, "feedback_section", key)))

    assert "1 Focus We act together in each state. We meet in January." in said
    assert "[removed: January ] [added: March ]" in said
    assert "Why in winter?" in said
    assert "[removed: January ] [added: May ]" in said


def change_in_working_draft(draft, body):
    text = text_in(start_working_draft(proposal=draft.proposal))
    text.body = body
    text.save()


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ({}, ["F-2", "F-1"]),
        ({"show": "ready"}, ["F-3"]),
        ({"show": "held"}, ["F-4"]),
        ({"show": "all", "order": "place"}, ["F-1", "F-2", "F-3", "F-4"]),
        ({"order": "newest"}, ["F-2", "F-1"]),
        ({"kind": "question"}, ["F-1"]),
        ({"language": "es"}, ["F-2"]),
        ({"show": "x", "order": "y", "kind": "z", "language": "q", "page": "w"}, []),
    ],
)  # fmt: skip
def test_queue_is_narrowed_by_the_address(desk, draft, key, query, refs):
    here(draft, kind="question")
    here(draft, language="es", source="paper", people=7)
    make_answer(here(draft))
    here(draft, state="held")

    assert shown(desk, page(draft, "feedback_section", key), **query) == refs


def test_queue_costs_the_same_queries_with_one_and_with_twenty_remarks(desk, draft, key):
    url = page(draft, "feedback_section", key) + "?show=all"
    make_answer(make_wording(text=text_in(draft)))
    desk.get(url)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(url)
    for number in range(20):
        make_answer(make_wording(text=text_in(draft), body=f"New {number}"))

    with CaptureQueriesContext(connection) as with_twenty:
        desk.get(url)

    assert len(with_twenty) == len(with_one) <= 30


def test_no_feedback_pages_for_working_drafts_other_sections_or_helpers_without_the_right(desk, client, draft, key):
    working = start_working_draft(proposal=draft.proposal)
    new = add_text(draft=working).section

    assert desk.get(page(working, "feedback")).status_code == 404
    assert desk.get(page(draft, "feedback_section", new.key)).status_code == 404
    client.force_login(make_helper("view_draft"))
    assert client.get(page(draft, "feedback")).status_code == 403
    assert client.get(of(here(draft))).status_code in {403, 404}
    assert client.get(reverse("admin:campaigns_feedback_together") + "?ids=1").status_code == 403


# -- many at once -----------------------------------------------------------------------------------------------------------


def test_one_answer_is_written_for_all_ticked_remarks(desk, draft, key):
    one, other, third = here(draft), here(draft), here(draft)
    url = page(draft, "feedback_section", key)

    answer = press(desk, url, "answer", one, third, outcome="partly", reason="Half of it.", section=key)

    assert (answer.status_code, answer.url) == (303, url)
    assert shown(desk, url) == [other.ref]
    assert Response.objects.get().section.key == key


def test_answer_that_cannot_be_stored_comes_back_with_all_that_was_typed(desk, draft, key):
    one = here(draft)
    url = page(draft, "feedback_section", key)

    refused = press(desk, url, "answer", one, outcome="not_taken", reason=" ")
    assert refused.status_code == 422
    assert "Write the reason." in words(refused)
    assert f'value="{one.pk}" checked' in refused.text

    refused = press(desk, url, "answer", outcome="noted", reason="My long words")
    assert refused.status_code == 422
    assert "Tick at least one remark." in words(refused)
    assert "My long words" in refused.text
    assert not Response.objects.exists()


def test_remark_that_somebody_else_answered_meanwhile_is_not_answered_over(desk, draft, key):
    one = here(draft)
    url = page(draft, "feedback_section", key) + "?show=all"
    make_answer(one)

    refused = press(desk, url, "answer", one, outcome="noted")

    assert refused.status_code == 422
    assert "F-1 has an answer already." in words(refused)
    seen = {f"seen-{one.pk}": one.settlements.get().pk, "replace": "yes"}
    assert press(desk, url, "answer", one, outcome="noted", **seen).status_code == 303
    assert [one.outcome for one in Response.objects.all()] == ["noted"]


def test_answer_that_is_there_is_used_once_more(desk, draft, key):
    response, late = make_answer(here(draft), published=True, reason="As before."), here(draft)
    url = page(draft, "feedback_section", key)
    assert "As before." in words(desk.get(url))

    assert press(desk, url, "use", late, response=response.pk).status_code == 303

    assert response.settlements.count() == 2
    assert press(desk, url, "use", here(draft), response="9x").status_code == 422


@pytest.mark.parametrize(
    ("do", "values", "state"),
    [
        ("hide", {"hidden_reason": "A name."}, "hidden"),
        ("hide", {"hidden_reason": ""}, "public"),
        ("hold", {}, "held"),
        ("publish", {}, "public"),
        ("spam", {}, "public"),
        ("dance", {}, "public"),
    ],
)
def test_other_buttons_do_what_they_say_with_all_ticked_remarks(desk, draft, key, do, values, state):
    one, other = here(draft), here(draft)

    press(desk, page(draft, "feedback_section", key), do, one, other, **values)

    assert {one.state for one in Feedback.objects.all()} == {state}


def test_ticked_remarks_are_counted_as_one(desk, draft, key):
    one, other = here(draft), here(draft)

    press(desk, page(draft, "feedback_section", key), "same", one, other)

    assert Feedback.objects.get(pk=other.pk).same_as == one
    assert "Counted along: F-2" in words(desk.get(page(draft, "feedback_section", key)))


def test_remarks_ticked_in_the_list_are_answered_together(desk, draft):
    one, other = here(draft), make_feedback(draft=draft)
    changelist = reverse("admin:campaigns_feedback_changelist")

    led = desk.post(changelist, {"action": "answer_together", "_selected_action": [one.pk, other.pk]})
    assert shown(desk, led.url) == ["F-1", "F-2"]
    press(desk, led.url, "answer", one, other, outcome="noted")

    assert not Feedback.objects.unanswered().exists()
    assert desk.get(reverse("admin:campaigns_feedback_together") + "?ids=x,,9").status_code == 302


# -- the list -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("", ["F-4", "F-3", "F-2", "F-1"]),
        ("?answer=unanswered", ["F-1"]),
        ("?answer=ready", ["F-2"]),
        ("?answer=answered", ["F-3"]),
        ("?state__exact=held", ["F-4"]),
        ("?q=winter", ["F-1"]),
        ("?q=F-3", ["F-3"]),
        ("?answer=nonsense&on=9", ["F-4", "F-3", "F-2", "F-1"]),
    ],
)
def test_list_of_all_feedback_is_narrowed_in_organizers_words(desk, draft, query, refs):
    here(draft, body="Why in winter?")
    make_answer(here(draft))
    make_answer(here(draft), published=True)
    here(draft, state="held", body="Buy pills")
    here(draft, state="unconfirmed")
    for number, one in enumerate(Feedback.objects.order_by("pk")):
        if one.number:
            change(one, said_at=timezone.now() + timedelta(seconds=number)) if one.state == "held" else None
    url = reverse("admin:campaigns_feedback_changelist")

    html = desk.get(url + query).text

    listed = [word for word in text_of(html).split() if word.startswith("F-") and word[2:].isdigit()]
    assert sorted(listed) == sorted(refs)


def test_list_publishes_holds_and_puts_aside(desk, draft):
    held, spam = here(draft, state="held"), here(draft, state="held")
    url = reverse("admin:campaigns_feedback_changelist")

    desk.post(url, {"action": "let_pass", "_selected_action": [held.pk]})
    desk.post(url, {"action": "is_spam", "_selected_action": [spam.pk]})

    assert [one.state for one in Feedback.objects.order_by("pk")] == ["public", "spam"]


def test_list_costs_the_same_queries_however_long_it_is(desk, draft):
    url = reverse("admin:campaigns_feedback_changelist")
    make_answer(here(draft))
    desk.get(url)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(url)
    for number in range(20):
        make_answer(make_feedback(draft=draft, body=f"{number}"))

    with CaptureQueriesContext(connection) as with_many:
        desk.get(url)

    assert len(with_many) == len(with_one)


def test_nobody_deletes_feedback(desk, draft):
    assert desk.post(of(here(draft), "delete"), {"post": "yes"}).status_code == 403


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
        "section": "",
        "opened_version": response.version,
    }

    assert desk.post(of(response), form).status_code == 303
    assert Response.objects.get().reason == "We heard you."
    stale = desk.post(of(response), form | {"reason": "Later."})
    assert stale.status_code == 422
    assert "Somebody else changed this answer" in words(stale)

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


def test_wording_from_paper_is_typed_into_the_text_of_the_section(desk, draft, key):
    assert desk.post(ADD, paper(draft, section=key, kind="edit", suggested_body=TEXT)).status_code == 422

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


# -- home -----------------------------------------------------------------------------------------------------------------------------


def test_home_page_says_what_waits_and_leads_there(desk, draft):
    here(draft)
    here(draft, state="held")
    make_answer(here(draft))
    other = make_published_draft(proposal=make_proposal(number=2, slug="two", title="Two"))
    make_answer(make_feedback(draft=other))

    found = [(task.words, task.is_urgent) for task in tasks() if "remark" in task.words]

    assert found == [("1 remark on “Strategy” is held", True), ("1 remark on “Strategy” wants an answer", False)]
    assert all(desk.get(task.url).status_code == 200 for task in tasks())
