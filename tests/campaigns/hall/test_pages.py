"""What everybody reads: amendments, decisions, the floor, and the Points of Unity."""

import json
import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from campaigns.hall.adopting import merge_uncontested
from campaigns.hall.amending import withdraw_amendment
from campaigns.hall.deciding import decide_amendment, replace_decision
from campaigns.hall.floor import put_up
from campaigns.models import PointOfUnity, UnityStatement
from tests.campaigns.feedback.makers import make_feedback
from tests.campaigns.makers import make_proposal, make_published_draft
from tests.html import elements, text_of
from tests.makers import make_conference, translate

from .makers import adopt, decide, make_amendment, make_count, make_vote, make_wording, text_called

pytestmark = pytest.mark.django_db

LIST = "/en/2007/proposals/strategy/amendments/"
FLOOR = "/en/2007/floor/"


def words(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return squeezed(response.text)


def squeezed(html: str) -> str:
    """The words of a page, without the spaces that stand for borders of elements."""
    return re.sub(r" (?=[.,\]])", "", text_of(html)).replace("[added: ,", "[added:,")


# -- amendments


def test_amendment_shows_what_it_changes_who_moves_it_and_what_was_decided(hall, client):
    amendment = make_amendment(draft=hall.final, mover="Working group 2", reason="Raids are everywhere.")
    decide_amendment(amendment=amendment, vote=make_count(eligible=60))

    page = words(client, f"{LIST}1/")

    for part in (
        "Amendment A-1", "Change section 2 “Raids”.", "Working group 2", "Raids are everywhere.",
        "[added:, everywhere]", "Adopted", "41 for, 3 against, 2 abstained. 60 people could vote.", "July 29, 2007",
    ):  # fmt: skip
        assert part in page, part


def test_each_kind_of_amendment_says_what_it_asks_for(hall, client):
    make_amendment(draft=hall.final, section="Walls", kind="delete")
    make_amendment(draft=hall.final, kind="insert", beside="Raids", place="before")
    make_amendment(draft=hall.final, kind="insert", heading="Last")
    make_amendment(draft=hall.final, section="Focus", kind="move", beside="Walls", place="inside")

    page = words(client, LIST)

    for part in (
        "Take out section 3 “Walls”.", "Add a new section before 2 “Raids”.", "Add a new section at the end.",
        "Move section 1 “Focus” into 3 “Walls”, as its last part.",
    ):  # fmt: skip
        assert part in page, part


def test_list_counts_what_became_of_amendments(hall, client):
    results = ["adopted", "rejected", "referred"]
    for result in results:
        decide(make_amendment(draft=hall.final, body=f"We stop raids: {result}."), result)
    withdraw_amendment(amendment=make_amendment(draft=hall.final))
    make_amendment(draft=hall.final, section="Walls", body="None.")

    page = words(client, LIST)

    assert "5 amendments 1 not decided yet 1 adopted 1 not adopted 1 referred 1 withdrawn" in page


def test_list_can_be_read_in_the_order_of_the_text(hall, client):
    for section in ("Walls", "Focus"):
        make_amendment(draft=hall.final, section=section, kind="delete")

    def names(url):
        return [attributes["id"] for _tag, attributes in elements(client.get(url).text, "li") if "id" in attributes]

    assert (names(LIST), names(f"{LIST}?order=text")) == (["A-1", "A-2"], ["A-2", "A-1"])


@pytest.mark.parametrize("path", ["9/", "?page=2", "?page=x", "export.pdf"])
def test_what_is_not_there_is_not_found(hall, client, path):
    make_amendment(draft=hall.final)

    assert client.get(f"{LIST}{path}").status_code == 404


def test_proposal_that_never_came_before_a_conference_has_no_amendments(hall, client):
    make_published_draft(proposal=make_proposal(number=3, slug="third"))

    assert client.get("/en/2007/proposals/third/amendments/").status_code == 404


def test_corrected_record_stays_to_be_read(hall, client):
    first = decide_amendment(amendment=make_amendment(draft=hall.final), vote=make_count())
    replace_decision(decision=first, vote=make_count(numbers=(42, 3, 2), note="We counted again."))

    page = words(client, f"{LIST}1/")

    assert page.index("41 for") < page.index("42 for") < page.index("We counted again.")
    assert "takes the place of the record before it" in page


def test_amendment_in_the_reader_s_language_where_everything_is_translated(hall, client):
    text = text_called(hall.final, "Raids")
    translate(text, heading="Redadas", body="Paramos todas las redadas.")
    translate(make_amendment(draft=hall.final), body="Paramos todas las redadas, siempre.")

    page = words(client, "/es/2007/proposals/strategy/amendments/1/")

    assert "Paramos todas las redadas" in page
    assert "We stop" not in page


def test_list_costs_the_same_queries_with_one_and_ten_amendments(hall, client):
    make_amendment(draft=hall.final)
    client.get(LIST)
    with CaptureQueriesContext(connection) as with_one:
        client.get(LIST)
    for number in range(9):
        decide(make_amendment(draft=hall.final, body=f"We stop {number} raids."), "rejected")

    with CaptureQueriesContext(connection) as with_ten:
        client.get(LIST)

    assert len(with_ten) == len(with_one) <= 9


def test_remark_and_its_amendment_lead_to_each_other(hall, client):
    remark = make_feedback(draft=hall.final)
    amendment = make_amendment(draft=hall.final, from_feedback=remark)
    decide_amendment(amendment=amendment, vote=make_count())

    assert f"It was made from this remark: {remark.ref}" in words(client, f"{LIST}1/")
    story = words(client, f"/en/2007/proposals/strategy/feedback/{remark.ref}/")
    assert "At the conference it became amendment A-1" in story
    assert "Adopted. By a show of hands, counted. 41 for, 3 against, 2 abstained." in story


def test_remark_leads_to_the_point_that_its_section_became(hall, client):
    remark = make_feedback(draft=hall.final, section=text_called(hall.final, "Raids").section)
    withdraw_amendment(amendment=make_amendment(draft=hall.final))
    adopt(hall.final)

    story = client.get(f"/en/2007/proposals/strategy/feedback/{remark.ref}/").text
    assert "The section was adopted: Point 2 of the Points of Unity 2007" in text_of(story)
    assert 'href="/en/2007/unity/2/"' in story
    assert "Withdrawn." in words(client, "/en/2007/unity/2/")


# -- files


def test_files_hold_every_decision_also_replaced_ones_and_no_formula(hall, client):
    first = decide_amendment(amendment=make_amendment(draft=hall.final, mover="=1+1"), vote=make_count())
    replace_decision(decision=first, vote=make_count(numbers=(42, 3, 2), note="Again."))
    make_amendment(draft=hall.final, body="No.")
    adopt(hall.final, leave_open=True)

    csv = b"".join(client.get(f"{LIST}export.csv").streaming_content).decode().splitlines()
    book = client.get(f"{LIST}export.xlsx").content
    data = json.loads(client.get(f"{LIST}export.json").content)

    assert [row.split('","')[0].strip('"\ufeff') for row in csv] == [
        "Amendment",
        "A-1",
        "A-1",
        "A-2",
        "Text as a whole",
    ]
    assert "'=1+1" in csv[1]
    rows = list(load_workbook(BytesIO(book)).active.values)
    assert [(row[0], row[15]) for row in rows[1:]] == [
        ("A-1", 41),
        ("A-1", 42),
        ("A-2", None),
        ("Text as a whole", None),
    ]
    assert [len(one["decisions"]) for one in data["amendments"]] == [2, 0]
    assert data["decisions_on_the_text"][0]["result"] == "adopted"


# -- the floor


def test_floor_shows_the_amendment_under_vote_and_then_the_result(hall, client):
    amendment = make_amendment(draft=hall.final)
    conference = hall.proposal.conference
    assert "Nothing is put to the vote" in words(client, FLOOR)

    put_up(conference=conference, amendment=amendment)
    before = client.get(FLOOR).text
    assert "A-1 Change section 2 “Raids”." in squeezed(before)
    assert "Adopted" not in squeezed(before)

    decide_amendment(amendment=amendment, vote=make_count())
    after = client.get(FLOOR).text
    assert "Adopted for 41 against 3 abstained 2" in squeezed(after)
    [old, new] = ([a["data-mark"] for _t, a in elements(html, "div") if "data-mark" in a] for html in (before, after))
    assert old != new


def test_floor_shows_what_an_amendment_changes_in_the_text_as_it_is_now(hall, client):
    amendment = make_amendment(draft=hall.final, body="People stop all raids.")
    decide(make_amendment(draft=hall.final, body="We stop all night raids."))
    put_up(conference=hall.proposal.conference, amendment=amendment)

    page = words(client, FLOOR)

    assert "[removed: We] [added: People] stop all night raids." in page


def test_floor_says_when_the_words_have_changed(hall, client):
    amendment = make_amendment(draft=hall.final, body="We stop some raids.")
    decide(make_amendment(draft=hall.final, body="We stop most raids."))
    put_up(conference=hall.proposal.conference, amendment=amendment)

    assert "These words have changed." in words(client, FLOOR)


def test_floor_shows_the_text_as_a_whole_and_its_adoption(hall, client):
    put_up(conference=hall.proposal.conference, proposal=hall.proposal)
    assert "with everything that was adopted today" in words(client, FLOOR)

    adopt(hall.final)

    assert "The text as a whole Adopted" in words(client, FLOOR)


# -- points of unity


def test_points_are_listed_in_order_with_the_decision(hall, client):
    adopt(hall.final)

    page = words(client, "/en/2007/unity/")

    assert page.index("Point 1: Focus") < page.index("Point 2: Raids") < page.index("Point 3: Walls")
    assert "By consensus: nobody was against it." in page
    assert client.get("/en/unity/").headers["Location"] == "/en/2007/unity/"


def test_point_tells_where_it_comes_from(hall, client):
    section = text_called(hall.final, "Raids").section
    for _person in range(2):
        make_feedback(draft=hall.final, section=section)
    decide_amendment(amendment=make_amendment(draft=hall.final), vote=make_count())
    consensual = make_amendment(draft=hall.final, section="Walls", body="No wall.")
    merge_uncontested(
        proposal=hall.proposal, amendments=[consensual], vote=make_vote(), wording=make_wording("Second reading")
    )
    adopt(hall.proposal.drafts.current().get())

    page = words(client, "/en/2007/unity/2/")

    chain = "Point 2 Adopted text Adopted text Second reading Final text July 4, 2007 Draft Final text 2 remarks"
    assert chain in page
    assert "A-1 Change section 2 “Raids”. Adopted. 41 for" in page
    assert "We stop all raids, everywhere." in page


def test_point_whose_adoption_does_not_stand_is_not_listed_but_keeps_its_page(hall, client):
    decision = adopt(hall.final)
    replace_decision(decision=decision, vote=make_vote("rejected", note="Another text was meant."))

    assert "We have no record of these points." in words(client, "/en/2007/unity/")
    assert "This does not stand any more." in words(client, "/en/2007/unity/2/")


def make_known(year: str, *titles: str, before: UnityStatement | None = None, **values) -> UnityStatement:
    """The points of a year that we only know of, each the same as the one with its number before."""
    statement = UnityStatement.objects.create(year=year, title="Points", source="/page.html", **values)
    for number, title in enumerate(titles, start=1):
        same_as = before.points.filter(number=number).first() if before else None
        PointOfUnity.objects.create(statement=statement, number=number, title=title, side="no", same_as=same_as)
    return statement


def test_years_are_compared_word_by_word(hall, client):
    first = make_known("2008", "No wall", "No raids")
    make_known("2012", "No wall", "No raids, no prisons", "No fear", before=first)

    page = words(client, "/en/2012/unity/since/2008/")

    assert "1 point changed. 1 point is the same. 1 point is new." in page
    assert "No raids [added:, no prisons]" in page
    assert client.get("/en/2008/unity/since/2012/").headers["Location"] == "/en/2012/unity/since/2008/"
    assert client.get("/en/2008/unity/since/2008/").headers["Location"] == "/en/2008/unity/"


def test_sheet_has_both_languages_side_by_side(hall, client):
    statement = make_known("2008", "No wall")
    translate(statement.points.get(), title="Ningún muro")

    for url in ("/en/2008/unity/sheet/es/", "/es/2008/unity/sheet/en/", "/es/2008/unity/sheet/es/"):
        page = words(client, url)
        assert "No wall" in page
        assert "Ningún muro" in page


@pytest.mark.parametrize("path", ["2030/unity/", "2008/unity/7/", "2008/unity/sheet/xx/", "2008/unity/since/1999/"])
def test_points_that_nobody_knows_are_not_found(hall, client, path):
    make_known("2008", "No wall")

    assert client.get(f"/en/{path}").status_code == 404


def test_points_of_a_hidden_conference_are_hidden(hall, client):
    hidden = make_conference(slug="2030", is_public=False)
    make_known("2030", "No wall", conference=hidden)
    make_known("2031", "No wall", is_public=False)

    assert [client.get(f"/en/{year}/unity/").status_code for year in ("2030", "2031")] == [404, 404]


def test_poster_costs_the_same_queries_with_one_and_thirty_points(hall, client):
    statement = make_known("2008", "No wall")
    client.get("/es/2008/unity/")
    with CaptureQueriesContext(connection) as with_one:
        client.get("/es/2008/unity/")
    for number in range(2, 31):
        PointOfUnity.objects.create(statement=statement, number=number, title=f"No {number}")

    with CaptureQueriesContext(connection) as with_thirty:
        client.get("/es/2008/unity/")

    assert len(with_thirty) == len(with_one) <= 6


# -- shown elsewhere


@pytest.mark.parametrize("path", ["", "2007/", "2007/proposals/"])
def test_pages_of_a_conference_lead_to_its_points_once_there_are_some(hall, client, path):
    assert "/unity/" not in client.get(f"/en/{path}").text
    adopt(hall.final)

    links = [a["href"] for _t, a in elements(client.get(f"/en/{path}").text, "a")]

    assert "/en/2007/unity/" in links


def test_draft_says_that_it_lay_before_the_conference_and_what_came_of_it(hall, client):
    make_amendment(draft=hall.final)
    links = [a["href"] for _t, a in elements(client.get("/en/2007/proposals/strategy/1/").text, "a")]
    assert LIST in links

    adopt(hall.final, leave_open=True)

    newest = client.get("/en/2007/proposals/strategy/").text
    assert "Adopted text" in text_of(newest)
    assert "/en/2007/unity/" in [a["href"] for _t, a in elements(newest, "a")]
