"""The organizers' desk at the conference, as a browser uses it."""

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.hall.amended import amendment_sha256
from campaigns.models import Amendment, Decision, Draft, Floor
from tests.campaigns.feedback.makers import make_wording
from tests.campaigns.makers import make_published_draft
from tests.html import elements, text_of

from .makers import decide, key_of, make_amendment, text_called
from .test_amending import reword
from .test_pages import make_known

pytestmark = pytest.mark.django_db


def url(name: str, thing, **query) -> str:
    model = type(thing)._meta.model_name
    return reverse(f"admin:campaigns_{model}_{name}", args=[thing.pk], query=query)


def vote(amendment=None, **values) -> dict:
    defaults = {"result": "adopted", "method": "consensus", "decided_on": "2007-07-29"}
    return defaults | ({"seen": amendment_sha256(amendment, amendment.draft)} if amendment else {}) | values


def counted(amendment, votes_for="41", votes_against="3", abstained="2", **values) -> dict:
    numbers = {"votes_for": votes_for, "votes_against": votes_against, "abstained": abstained}
    return vote(amendment, method="count", **numbers | values)


def hidden_fields(html: str) -> dict:
    """What the last step carries along."""
    found = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', html, re.DOTALL)
    return dict(found)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# -- the desk


def test_desk_offers_to_lay_the_current_draft_before_the_conference(desk):
    draft = make_published_draft()
    assert "When the conference begins, lay “July 4, 2007 Draft” before it." in text_of(
        desk.get(url("hall", draft.proposal)).text
    )

    assert desk.get(url("lay", draft.proposal)).status_code == 200
    desk.post(url("lay", draft.proposal))

    draft.refresh_from_db()
    assert draft.kind == Draft.Kind.FINAL
    assert desk.get(url("lay", draft.proposal)).status_code == 302


def test_desk_lists_what_waits_and_what_is_decided(hall, desk):
    decide(make_amendment(draft=hall.final, body="One."))
    make_amendment(draft=hall.final, body="Two.")

    page = text_of(desk.get(url("hall", hall.proposal)).text)

    assert "1 amendment to decide on A-2 Change section 2 “Raids”" in page
    assert "Decided or withdrawn A-1 Adopted" in page


def test_desk_costs_the_same_queries_with_one_and_ten_amendments(hall, desk):
    make_amendment(draft=hall.final)
    desk.get(url("hall", hall.proposal))
    with CaptureQueriesContext(connection) as with_one:
        desk.get(url("hall", hall.proposal))
    for number in range(9):
        make_amendment(draft=hall.final, body=f"We stop {number} raids.")

    with CaptureQueriesContext(connection) as with_ten:
        desk.get(url("hall", hall.proposal))

    assert len(with_ten) == len(with_one)


@pytest.mark.parametrize("name", ["amendment", "decision", "unitystatement", "pointofunity"])
def test_lists_cost_the_same_queries_with_one_and_five_rows(hall, desk, name):
    def fill(start, count):
        for number in range(start, count):
            decide(make_amendment(draft=hall.final, body=f"We stop {number} raids."), "rejected")
            make_known(f"20{number:02}", "No wall")

    page = reverse(f"admin:campaigns_{name}_changelist")
    fill(10, 11)
    desk.get(page)
    with CaptureQueriesContext(connection) as with_one:
        assert desk.get(page).status_code == 200
    fill(11, 15)

    with CaptureQueriesContext(connection) as with_ten:
        desk.get(page)

    assert len(with_ten) == len(with_one)


def test_projector_is_changed_from_the_desk(hall, desk):
    amendment = make_amendment(draft=hall.final)
    put = url("put", hall.proposal)

    desk.post(put, {"amendment": "1"})
    assert Floor.objects.get().amendment == amendment
    desk.post(put, {"text": "1"})
    assert (Floor.objects.get().amendment, Floor.objects.get().proposal) == (None, hall.proposal)
    desk.post(put)
    assert Floor.objects.get().proposal is None
    assert desk.get(put).status_code == 405


def test_home_page_of_the_admin_says_what_the_conference_has_to_decide(hall, desk):
    amendment = make_amendment(draft=hall.final)
    home = reverse("admin:index")
    assert "“Strategy”: the conference has 1 amendment to decide on" in text_of(desk.get(home).text)

    decide(amendment)

    assert "“Strategy”: the conference has the text as a whole to decide on" in text_of(desk.get(home).text)


# -- entering


def test_amendment_is_entered_from_the_words_of_the_text(hall, desk, amina):
    amend = url("amend", hall.proposal)
    key = key_of(hall.final, "Raids")
    assert f"?kind=replace&section={key}" in [a["href"] for _t, a in elements(desk.get(amend).text, "a")]
    form = url("amend", hall.proposal, kind="replace", section=key)
    assert "We stop all raids." in desk.get(form).text

    response = desk.post(form, {"heading": "Raids", "body": "No raids.", "mover": "Group 2", "reason": "Now."})

    amendment = Amendment.objects.get()
    assert response.headers["Location"] == f"{url('hall', hall.proposal)}#A-1"
    assert (amendment.body, amendment.mover, amendment.kind) == ("No raids.", "Group 2", "replace")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("delete", {}),
        ("move", {"place": "before", "beside": "Focus"}),
        ("insert", {"heading": "New", "place": "after", "beside": "Focus", "kind_of_new": "campaign"}),
        ("insert", {"heading": "New", "place": "after", "beside": "", "kind_of_new": "text"}),
    ],
)
def test_each_kind_is_entered_with_its_own_form(hall, desk, kind, typed):
    form = url("amend", hall.proposal, kind=kind, section=key_of(hall.final, "Raids"))
    assert desk.get(form).status_code == 200
    if typed.get("beside"):
        typed = typed | {"beside": key_of(hall.final, typed["beside"])}

    assert desk.post(form, typed).status_code == 302

    assert Amendment.objects.get().kind == kind


def test_unchanged_words_come_back_with_a_message_and_nothing_is_lost(hall, desk):
    form = url("amend", hall.proposal, kind="replace", section=key_of(hall.final, "Raids"))

    response = desk.post(form, {"heading": "Raids", "body": "We stop all raids.", "mover": "Group <2>"})

    assert response.status_code == 422
    assert "This is what the text says already." in response.text
    assert 'value="Group &lt;2&gt;"' in response.text


@pytest.mark.parametrize("query", [{"kind": "song"}, {"kind": "replace"}, {"kind": "replace", "section": "s9zzzzz"}])
def test_kinds_and_sections_that_are_not_there_are_not_found(hall, desk, query):
    assert desk.get(url("amend", hall.proposal, **query)).status_code == 404


def test_suggested_wording_of_a_remark_comes_along_merged(hall, desk):
    remark = make_wording(text=text_called(hall.final, "Raids"), body="We stop all raids, always.")
    query = {"kind": "replace", "section": key_of(hall.final, "Raids"), "feedback": remark.pk}
    assert "We stop all raids, always." in desk.get(url("amend", hall.proposal, **query)).text

    links = [a["href"] for _t, a in elements(desk.get(url("change", remark)).text, "a")]
    assert url("amend", hall.proposal, feedback=remark.pk) in links

    desk.post(url("amend", hall.proposal, **query), {"heading": "Raids", "body": "We stop all raids, always."})

    assert Amendment.objects.get().from_feedback == remark


# -- recording


def test_decision_is_recorded_only_after_a_second_look(hall, desk, amina):
    amendment = make_amendment(draft=hall.final)
    record = url("record", amendment)
    assert desk.get(record).status_code == 200

    first = desk.post(record, counted(amendment))
    assert "A-1: Adopted" in text_of(first.text)
    assert "41 for, 3 against, 2 abstained." in text_of(first.text)
    assert not Decision.objects.exists()
    kept = hidden_fields(first.text)
    back = desk.post(record, kept | {"sure": "no"})
    assert 'name="votes_for" value="41"' in back.text
    second = desk.post(record, kept | {"sure": "yes"})

    decision = Decision.objects.get()
    assert second.headers["Location"] == f"{url('hall', hall.proposal)}#A-1"
    assert (decision.votes_for, decision.votes_against, decision.recorded_by) == (41, 3, amina)


def test_double_click_records_once_and_says_so_kindly(hall, desk):
    amendment = make_amendment(draft=hall.final)
    typed = vote(amendment, sure="yes")

    responses = [desk.post(url("record", amendment), typed) for _click in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert "A decision on A-1 is recorded already." in said(responses[1])
    assert Decision.objects.count() == 1


WRONG_VOTES = [
    ({"result": ""}, "Choose the result."),
    ({"method": "dice"}, "Select a valid choice"),
    ({"method": "ballot"}, "needs its numbers"),
    ({"votes_for": "41"}, "Write all three numbers"),
    (
        {"method": "count", "votes_for": "41", "votes_against": "3", "abstained": "2", "eligible": "40"},
        "more votes than",
    ),
    ({"votes_for": "-1"}, "greater than or equal to 0"),
    ({"votes_for": "9" * 30}, "less than or equal to"),
    ({"votes_for": "many"}, "whole number"),
    ({"decided_on": "2099-01-01"}, "today or a day before"),
    ({"decided_on": "0001-01-01"}, "today or a day before"),
    ({"decided_on": "99999-99-99"}, "valid date"),
]


def test_vote_that_cannot_be_is_refused_before_the_last_step(hall, desk):
    amendment = make_amendment(draft=hall.final)

    for typed, words in WRONG_VOTES:
        response = desk.post(url("record", amendment), vote(amendment, sure="yes", **typed))
        assert response.status_code == 422, typed
        assert words in text_of(response.text), typed
    assert not Decision.objects.exists()


def test_numbers_that_say_the_opposite_of_the_result_are_pointed_out(hall, desk):
    amendment = make_amendment(draft=hall.final)

    page = desk.post(url("record", amendment), counted(amendment, votes_for="3", votes_against="41")).text

    assert "The numbers say the opposite of the result." in text_of(page)


def test_amendment_that_was_reworded_meanwhile_is_looked_at_again(hall, desk):
    amendment = make_amendment(draft=hall.final)
    typed = vote(amendment, sure="yes")
    again = reword(amendment, "Other words.")

    response = desk.post(url("record", amendment), typed)

    assert response.status_code == 422
    assert "is not what you saw any more" in text_of(response.text)
    [seen] = [a["value"] for _t, a in elements(response.text, "input") if a.get("name") == "seen"]
    assert seen == amendment_sha256(again, hall.final)


def test_amendment_whose_words_have_changed_cannot_be_adopted_and_says_why(hall, desk):
    decide(make_amendment(draft=hall.final, body="We stop some raids."))
    amendment = make_amendment(draft=hall.final, body="We stop most raids.")
    assert "It cannot be adopted as it is written." in text_of(desk.get(url("record", amendment)).text)

    response = desk.post(url("record", amendment), vote(amendment, sure="yes"))

    assert response.status_code == 422
    assert "Write it anew on the text as it is now." in text_of(response.text)
    assert "First publish the text with what is adopted so far." in text_of(desk.get(url("reword", amendment)).text)


def test_record_is_corrected_by_another_one(hall, desk):
    decision = decide(make_amendment(draft=hall.final))
    correct = url("correct", decision)
    assert desk.get(correct).status_code == 200
    assert desk.post(correct, vote(result="rejected", sure="yes")).status_code == 422

    desk.post(correct, vote(result="void", note="It was A-2.", sure="yes"))

    assert [one.result for one in Decision.objects.oldest_first()] == ["adopted", "void"]
    assert desk.get(correct).status_code == 302
    amendment = decision.amendment
    desk.post(url("record", amendment), vote(amendment, note="Decided after lunch.", sure="yes"))
    assert Decision.objects.standing().get().replaces.result == "void"


# -- other pages of an amendment


def test_amendment_is_written_anew_unless_somebody_else_did(hall, desk):
    amendment = make_amendment(draft=hall.final)
    form = url("reword", amendment)
    assert "We stop all raids, everywhere." in desk.get(form).text
    typed = {"heading": "Raids", "body": "Mine.", "mover": "", "reason": "", "opened": amendment.version}
    reword(amendment, "Theirs.")

    response = desk.post(form, typed)
    assert response.status_code == 422
    assert "Theirs." in response.text
    assert "Mine." in response.text
    amendment.refresh_from_db()
    desk.post(form, typed | {"opened": amendment.version, "is_uncontested": "on"})

    amendment.refresh_from_db()
    assert (amendment.body, amendment.is_uncontested) == ("Mine.", True)


def test_withdrawing_asks_first_and_can_be_undone(hall, desk):
    amendment = make_amendment(draft=hall.final)
    assert desk.get(url("withdraw", amendment)).status_code == 200

    states = []
    for _time in range(2):
        desk.post(url("withdraw", amendment))
        amendment.refresh_from_db()
        states.append(amendment.is_withdrawn)

    assert states == [True, False]


def test_name_of_a_mover_can_be_taken_away_and_a_remark_credited_after_the_decision(hall, desk):
    amendment = make_amendment(draft=hall.final, mover="Ben")
    remark = make_wording(text=text_called(hall.final, "Raids"))
    decide(amendment)
    assert "no public remark with this number" in desk.post(url("reword", amendment), {"remark": "99"}).text

    desk.post(url("reword", amendment), {"mover": "", "remark": remark.number})

    amendment.refresh_from_db()
    assert (amendment.mover, amendment.from_feedback) == ("", remark)
