"""What readers see of feedback: below the text, as a list, each remark on its own page, and what came of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.drafting.beginning import start_working_draft
from campaigns.feedback.releasing import release_with
from campaigns.models import Feedback
from tests.campaigns.makers import AUGUST_8, change, make_published_draft, make_two_drafts, publish
from tests.html import elements, parse_strictly, text_of

from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db

HERE = "/en/2007/proposals/strategy/"


@pytest.fixture
def draft():
    return make_published_draft(focus="We act together. We meet in January.", raids="We stop raids.", walls="No walls.")


def section(draft, place=0):
    return text_in(draft, place).section


@pytest.fixture
def read(client):
    def get(address="", **query):
        answer = client.get(HERE + address, query)
        assert answer.status_code == 200
        parse_strictly(answer.text)
        return text_of(answer.text)

    return get


def hrefs(client, address) -> list[str]:
    return [a["href"] for _tag, a in elements(client.get(HERE + address).text, "a") if "href" in a]


# -- below the text ---------------------------------------------------------------------------------------------------


def test_draft_shows_below_each_section_what_was_said_and_how_it_was_answered(draft, read):
    one = make_feedback(draft=draft, section=section(draft), body="Say where.")
    make_feedback(draft=draft, section=section(draft), body="And when.", kind="question")
    make_answer(one, published=True)
    make_feedback(draft=draft, body="All of it is good.")
    make_feedback(draft=draft, section=section(draft, 1), state="held", body="Not yet to be seen")

    words = read()

    assert (
        "2 remarks, 1 answered, 1 not answered yet (1) F-1 Comment · Taken Say where. F-2 Question And when." in words
    )
    assert "1 remark, 1 not answered yet (the whole draft) F-3 Comment All of it is good." in words
    assert "3 remarks, 1 answered, 2 not answered yet" in words
    assert "Not yet to be seen" not in words


def test_draft_shows_few_remarks_of_a_section_those_of_most_people_first(draft, read):
    for people in (1, 30, 2, 5):
        make_feedback(draft=draft, section=section(draft), source="meeting", people=people, body=f"Said by {people}.")

    words = read()

    assert "4 remarks" in words
    assert [words.find(f"Said by {people}.") for people in (30, 5, 2)] == sorted(
        words.find(f"Said by {people}.") for people in (30, 5, 2)
    )
    assert "Said by 1." not in words


def test_answer_that_is_not_published_is_not_to_be_seen(draft, read):
    make_answer(make_feedback(draft=draft, section=section(draft)), outcome="not_taken", reason="Secret still.")

    for address in ("", "feedback/", "feedback/F-1/"):
        assert "Secret still." not in read(address)
    assert "Not taken" not in read() + read("feedback/F-1/")
    assert "1 not answered yet" in read()


def test_page_of_a_draft_costs_the_same_queries_with_one_and_with_thirty_remarks(draft, client):
    make_answer(make_feedback(draft=draft, section=section(draft)), published=True)
    client.get(HERE)
    with CaptureQueriesContext(connection) as with_one:
        client.get(HERE)
    for number in range(30):
        make_answer(make_feedback(draft=draft, section=section(draft, number % 3)), published=True)

    with CaptureQueriesContext(connection) as with_thirty:
        client.get(HERE)

    assert len(with_thirty) == len(with_one) <= 10


def test_list_of_proposals_says_how_much_was_said(draft, client):
    make_answer(make_feedback(draft=draft), published=True)

    assert "1 remark, 1 answered" in text_of(client.get("/en/2007/proposals/").text)


def test_history_of_a_section_says_how_much_was_said_about_each_of_its_drafts(draft, read):
    make_answer(make_feedback(draft=draft, section=section(draft)), published=True)
    working = start_working_draft(proposal=draft.proposal)
    text_in(working).delete()
    publish(working, label="August 8", published_at=AUGUST_8)

    words = read(f"{section(draft).key}/")

    assert "July 4, 2007 Draft 1 remark, 1 answered" in words


# -- you said, we did -------------------------------------------------------------------------------------------------


@pytest.fixture
def next_draft(draft):
    """Of July's remarks two led to August, one was refused, one is not answered."""
    focus, raids = section(draft), section(draft, 1)
    one, other = (
        make_wording(text=text_in(draft)),
        make_feedback(draft=draft, section=focus, shown_as="name", name="Dao"),
    )
    refused = make_feedback(draft=draft, section=raids, body="Stop it all.")
    make_feedback(draft=draft, section=raids)
    make_answer(one, other, reason="You are right.", section=focus)
    make_answer(refused, outcome="not_taken", reason="Too much for us.")
    working = start_working_draft(proposal=draft.proposal)
    change(text_in(working), body="We act together, everywhere.")
    august = publish(working, label="August 8", published_at=AUGUST_8)
    if not august.responses.exists():
        release_with(august)
    return august


def test_changed_section_names_the_remarks_that_led_to_it(next_draft, read, client):
    words = read()

    assert "Changed because of F-1 , F-2" in words.replace(" ,", " ,")
    assert words.count("Changed because of") == 1
    assert "You said, we did: 4 remarks, 3 answered, 1 not answered yet" in words
    assert HERE + "feedback/F-1/" in hrefs(client, "")


def test_page_of_answers_lists_them_by_section_with_credit_and_says_what_is_missing(next_draft, read):
    words = read("2/answers/")

    assert "What people said about July 4, 2007 Draft: 4 remarks, 3 answered, 1 not answered yet" in words
    first, second = (
        words.index("Taken August 8, 2007 You are right. You said: F-1 , F-2 ( Dao )"),
        words.index("Not taken August 8, 2007 Too much for us. You said: F-3"),
    )
    assert first < second


def test_closed_draft_leads_to_the_answers(next_draft, client):
    assert HERE + "2/answers/" in hrefs(client, "1/")
    make_feedback(draft=next_draft)
    assert HERE + "feedback/?draft=2" in hrefs(client, "2/")


def test_section_that_reads_the_same_is_not_said_to_have_changed(draft, read):
    make_answer(make_feedback(draft=draft, section=section(draft, 1)), section=section(draft, 1))
    working = start_working_draft(proposal=draft.proposal)
    change(text_in(working), body="We act together, everywhere.")
    publish(working, label="August 8", published_at=AUGUST_8)

    assert "Changed because of" not in read()
    assert "You said: F-1" in read("2/answers/")


def test_those_that_say_the_same_are_credited_as_well(next_draft, read):
    make_feedback(draft=next_draft.previous, same_as=Feedback.objects.get(number=1))

    assert "Changed because of F-1 , F-2 , F-5" in read().replace(" ,", " ,")
    assert "You said: F-1 , F-5 , F-2 ( Dao )" in read("2/answers/")


def test_first_draft_has_no_answers_and_says_so(draft, read):
    assert "No answers came with this draft." in read("1/answers/")


# -- each remark ------------------------------------------------------------------------------------------------------


def test_page_of_a_remark_tells_its_whole_story(next_draft, read):
    words = read("feedback/F-1/")

    for expected in (
        "F-1: Suggested wording", "On 1 Focus", "July 10, 2007 Said about July 4, 2007 Draft",
        "August 8, 2007 Taken You are right.", "See it in August 8", "Reworded since The section was reworded.",
        "The text it is about",
    ):  # fmt: skip
        assert expected in words
    assert "Removed" not in words


@pytest.mark.parametrize(
    ("quote", "new", "expected"),
    [
        (
            "We meet in January.",
            "We act. We meet in January.",
            "Still there The sentence it quotes still stands there.",
        ),
        (
            "We meet in January.",
            "We act together. We meet in May.",
            "Reworded since The sentence it quotes was reworded.",
        ),
        (
            "We meet in January.",
            "Nothing of it.",
            "Removed The sentence it quotes is gone. The section is still there.",
        ),
        ("", "We act together. We meet in January.", "Still there The section still reads the same."),
        ("", None, "Removed The section is gone. You can still read it below."),
    ],
)
def test_remark_says_what_became_of_the_words_it_is_about(read, quote, new, expected):
    old = {"focus": "We act together. We meet in January.", "raids": "We stop raids."}
    first, second = make_two_drafts(old=old, new={"raids": "We stop raids."} | ({"focus": new} if new else {}))
    make_feedback(draft=first, section=section(first), quote=quote)
    publish(second, label="August 8", published_at=AUGUST_8)

    assert expected in read("feedback/F-1/")


def test_remark_in_another_language_carries_it(draft, client):
    make_feedback(draft=draft, body="لا نجد مترجمين", language="ar")
    make_feedback(draft=draft, body="Another one", language="und")

    said = [a for _tag, a in elements(client.get(HERE + "feedback/").text, "div") if a.get("class") == "said"]

    assert said == [{"class": "said", "lang": "ar", "dir": "auto"}, {"class": "said", "dir": "auto"}]


def test_markup_and_scripts_in_remarks_are_only_words(draft, client):
    make_feedback(draft=draft, body="<script>alert(1)</script> <b>x</b>", shown_as="name", name="<i>Ben</i>")

    for address in ("", "feedback/", "feedback/F-1/"):
        html = client.get(HERE + address).text
        assert "<script>alert" not in html
        assert "<i>Ben" not in html


def test_remarks_counted_as_one_name_each_other(draft, read):
    main = make_feedback(draft=draft)
    make_feedback(draft=draft, same_as=main)
    make_answer(main, published=True, reason="Both are right.")

    assert "The same was said in F-2 ." in read("feedback/F-1/")
    assert "It says the same as F-1" in read("feedback/F-2/")
    assert "Both are right." in read("feedback/F-2/")


def test_earlier_answer_stays_on_record_beside_the_better_one(draft, read):
    one = make_feedback(draft=draft)
    old = make_answer(one, outcome="not_taken", reason="First no.", published=True)
    change(old.settlements.get(), superseded_at=timezone.now())
    make_answer(one, reason="Then yes.", published=True)

    words = read("feedback/F-1/")

    assert words.index("An earlier answer, before we looked again: Not taken First no.") < words.index("Then yes.")


# -- the list -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def many(draft):
    raids = section(draft, 1)
    one = make_feedback(draft=draft, body="Where do we meet?", kind="question")
    make_feedback(
        draft=draft, section=raids, body="¿Dónde están los abogados?", language="es", people=9, source="paper"
    )
    make_wording(text=text_in(draft), body="We act at once.")
    make_feedback(
        draft=draft, section=raids, body="Raids must stop now.", shown_as="organization", organization="Unite"
    )
    make_answer(one, outcome="noted", published=True)
    return draft


def found(client, **query) -> list[str]:
    return [a["id"] for _tag, a in elements(client.get(HERE + "feedback/", query).text, "li") if "id" in a]


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ({}, ["F-1", "F-3", "F-2", "F-4"]),
        ({"order": "newest"}, ["F-4", "F-3", "F-2", "F-1"]),
        ({"order": "people"}, ["F-2", "F-1", "F-3", "F-4"]),
        ({"kind": "edit"}, ["F-3"]),
        ({"language": "es"}, ["F-2"]),
        ({"answer": "unanswered"}, ["F-3", "F-2", "F-4"]),
        ({"answer": "answered"}, ["F-1"]),
        ({"answer": "noted"}, ["F-1"]),
        ({"answer": "taken"}, []),
        ({"section": "whole"}, ["F-1"]),
        ({"draft": "1"}, ["F-1", "F-3", "F-2", "F-4"]),
        ({"words": "meet"}, ["F-1"]),
        ({"words": "ABOGADOS"}, ["F-2"]),
        ({"words": "donde estan"}, ["F-2"]),
        ({"words": "at once"}, ["F-3"]),
        ({"words": "unite"}, ["F-4"]),
        ({"words": "f-3"}, ["F-3"]),
        ({"words": "2"}, ["F-2"]),
        ({"words": "100% _x_ '"}, []),
        ({"draft": "nine", "kind": "song", "answer": "x", "language": "xx", "section": "s9", "order": "up", "page": "-1"},
         ["F-1", "F-3", "F-2", "F-4"]),
    ],
)  # fmt: skip
def test_list_is_narrowed_and_ordered_by_the_address(many, client, query, refs):
    assert found(client, **query) == refs


def test_those_counted_along_lend_their_people_to_the_one_that_speaks_for_them(many, client):
    make_feedback(draft=many, same_as=Feedback.objects.get(number=4), source="meeting", people=100)

    assert found(client, order="people") == ["F-4", "F-5", "F-2", "F-1", "F-3"]


def test_list_of_a_section_holds_what_was_said_on_all_drafts(many, client):
    publish(start_working_draft(proposal=many.proposal), label="August 8", published_at=AUGUST_8)
    second = many.proposal.drafts.get(number=2)
    make_feedback(draft=second, section=section(many, 1))

    assert found(client, section=section(many, 1).key) == ["F-5", "F-2", "F-4"]


def test_list_has_pages_and_costs_the_same_queries_however_long_it_is(draft, client):
    make_answer(make_feedback(draft=draft, section=section(draft)), published=True)
    client.get(HERE + "feedback/")
    with CaptureQueriesContext(connection) as with_one:
        client.get(HERE + "feedback/")
    for number in range(30):
        make_answer(make_wording(text=text_in(draft, number % 3), body=f"New {number}."), published=True)

    with CaptureQueriesContext(connection) as with_many:
        assert len(found(client)) == 20

    assert len(with_many) == len(with_one) <= 10
    assert len(found(client, page=2)) == 11


def test_empty_lists_say_what_to_do(draft, read):
    assert "Nobody has said anything yet." in read("feedback/")
    make_feedback(draft=draft)
    assert "Nothing fits." in read("feedback/", kind="edit")
