"""What visitors find when they compare two drafts, in the text and as a list."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Comparison
from campaigns.publishing import publish_draft, withdraw_draft
from tests.campaigns.makers import (
    AUGUST_8,
    add_text,
    make_published_draft,
    make_two_drafts,
    publish,
    retitle,
)
from tests.html import elements, text_of
from tests.makers import translate

pytestmark = pytest.mark.django_db
STRATEGY = "/en/2007/proposals/strategy/"
PAIR = f"{STRATEGY}changes/1-2/"


@pytest.fixture
def two_drafts(db):
    first, second = make_two_drafts(
        old={"focus": "We try to set up a phone line.\n\nIt is free.\n\nIt is safe.", "raids": "Stop.", "wall": "No wall."},
        new={"focus": "We set up a phone line in two languages.\n\nIt is free.\n\nIt is safe.", "raids": "Stop.", "border": "Open."},
    )  # fmt: skip
    second.texts.filter(heading="Border").update(position=90)
    return first, publish(second, label="August 8, 2007 Framework", published_at=AUGUST_8)


def words(client, url=PAIR) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return text_of(response.text)


def without(name: str, html: str) -> str:
    """The plain text of a comparison, without all that one of the elements holds and without hidden words."""
    html = re.sub(r'<span class="vh"[^>]*>.*?</span>', "", html)
    html = re.sub(rf"<{name}>.*?</{name}>", "", html)
    return re.sub(r"<[^>]+>", "", html).strip()


def test_comparison_begins_with_its_counts_in_words(client, two_drafts):
    found = words(client)

    assert (
        "From “July 4, 2007 Draft” to “August 8, 2007 Framework”. 1 section changed. 1 section is new. 1 section was removed. 1 section is the same."
        in found
    )
    assert "5 words added, 5 words removed." in found


def test_comparison_marks_words_with_elements_and_hidden_words(client, two_drafts):
    html = client.get(PAIR).text

    said = '<span class="vh" lang="en" dir="ltr">{}</span>'.format
    assert f"<del>{said('[removed: ')} try to{said(']')}</del>" in html
    assert "[added: in two languages ]" in text_of(html)


def test_marked_text_without_insertions_is_the_old_and_without_deletions_the_new_one(client, two_drafts):
    [paragraph] = re.findall(r'<p class="is-changed"[^>]*>(.*?)</p>', client.get(PAIR).text)

    assert without("ins", paragraph) == "We try to set up a phone line."
    assert without("del", paragraph) == "We set up a phone line in two languages."


def test_comparison_keeps_the_direction_of_another_language(client):
    first = make_published_draft(focus="We act.")
    second = start_working_draft(proposal=first.proposal)
    add_text(draft=second, heading="مداهمات", body="أوقفوا المداهمات.", language="ar")
    publish(second, label="Second", published_at=AUGUST_8)

    html = client.get(PAIR).text

    assert '<p class="is-new" lang="ar" dir="rtl"><ins><span class="vh" lang="en" dir="ltr">' in html
    assert '<bdi lang="ar" dir="rtl">' in html


def test_removed_section_says_its_old_number_and_takes_no_new_one(client, two_drafts):
    found = words(client)

    assert "[removed: Wall ] Removed Was 3." in found
    assert "3 [removed: Wall" not in found


def test_comparison_says_that_a_draft_was_withdrawn(client, two_drafts):
    withdraw_draft(draft=two_drafts[1], reason="We mixed up two files.")

    assert "The network took “August 8, 2007 Framework” back on" in words(client)


def test_change_of_spaces_alone_is_told_as_well(client):
    _first, second = make_two_drafts(old={"focus": "Our words, no more."}, new={"focus": "Our words,no more."})
    publish(second, label="Second", published_at=AUGUST_8)

    assert "Only spaces differ: “Our words" in words(client, f"{PAIR}list/")
    assert "[removed: a space ]" in words(client)


def test_same_sections_and_paragraphs_are_folded(client, two_drafts):
    html = client.get(PAIR).text

    assert re.search(r"<details class=\"same\"><summary>1 section is the same</summary>", html)
    assert re.search(r"<details class=\"same\"><summary>2 paragraphs are the same</summary>", html)


def test_changes_lead_to_the_next_one(client, two_drafts):
    html = client.get(PAIR).text
    ids = {a["id"] for _n, a in elements(html) if "id" in a}
    links = [a["href"] for _n, a in elements(html, "a") if re.fullmatch(r"#s\d\w{5}", a.get("href", ""))]

    assert len(links) == 4
    assert {link[1:] for link in links} <= ids


def test_moved_section_says_from_where_to_where(client):
    first = make_published_draft(focus="We act.", raids="Stop.", wall="No wall.")
    second = start_working_draft(proposal=first.proposal)
    for position, heading in enumerate(["Wall", "Focus", "Raids"], start=100):
        second.texts.filter(heading=heading).update(position=position)
    publish(second, label="Second", published_at=AUGUST_8)

    found = words(client)

    assert "1 Wall Moved Was 3, is now 1." in found
    assert "1 section moved. 2 sections are the same." in found
    assert "word added" not in found


def test_list_tells_every_change_in_a_sentence(client, two_drafts):
    found = words(client, f"{PAIR}list/")

    assert "1 Focus After “We” , these words were taken out: “try to” ." in found
    assert "these words are new: “in two languages”" in found
    assert "3 Border It is new: 2 words." in found
    assert "Wall It was removed. Before, it was 3." in found


def test_list_has_one_heading_for_each_section_that_differs(client, two_drafts):
    html = client.get(f"{PAIR}list/").text

    headings = [text_of(heading) for heading in re.findall(r"<h2 class=\"card-title\".*?</h2>", html, re.DOTALL)]
    assert headings == ["1 Focus", "Wall", "3 Border"]


def test_side_by_side_shows_each_version_in_one_piece(client, two_drafts):
    html = client.get(f"{PAIR}side-by-side/").text

    rows = re.findall(r'<div class="two">\s*<p[^>]*>(.*?)</p>\s*<p[^>]*>(.*?)</p>', html, re.DOTALL)
    assert [tuple(without("none", part) for part in row) for row in rows] == [
        ("We try to set up a phone line.", "We set up a phone line in two languages."),
        ("No wall.", ""),
        ("", "Open."),
    ]


def test_unchanged_address_of_a_link_is_set_small_and_a_changed_one_is_marked(client):
    old = "We [meet](https://old.example) and [talk](/en/talk/) <now>."
    _first, second = make_two_drafts(old={"focus": old}, new={"focus": old.replace("old", "new")})
    publish(second, label="Second", published_at=AUGUST_8)

    html = client.get(PAIR).text

    assert "and talk <small>(/en/talk/)</small> &lt;now&gt;." in html
    assert re.search(r"<del>.*?\(https://old.example\).*?</del><wbr><ins>.*?\(https://new.example\)", html)


def test_line_may_end_between_an_old_word_and_the_new_one(client):
    _first, second = make_two_drafts(old={"focus": "No militization here."}, new={"focus": "No militarization here."})
    publish(second, label="Second", published_at=AUGUST_8)

    assert "</del><wbr><ins>" in client.get(PAIR).text


def test_comparison_tells_that_the_title_changed(client):
    first = make_published_draft()
    retitle(first.proposal, "Framework")
    publish(start_working_draft(proposal=first.proposal), label="Second", published_at=AUGUST_8)

    assert "The title changed: “Strategy” became “Framework” ." in words(client)


def test_comparison_says_nothing_about_a_title_that_stayed(client, two_drafts):
    retitle(two_drafts[0].proposal, "Framework")

    assert "The title changed" not in words(client)


def test_comparison_of_equal_drafts_says_that_nothing_changed(client):
    first = make_published_draft()
    publish(start_working_draft(proposal=first.proposal), label="Second", published_at=AUGUST_8)

    assert "Nothing changed: all sections are the same." in words(client)
    assert "Nothing changed" in words(client, f"{PAIR}list/")


def test_reader_sees_the_comparison_in_her_language_where_both_drafts_have_it(client, two_drafts):
    old, new = (draft.texts.get(heading="Focus") for draft in two_drafts)
    translate(old, heading="Enfoque", body="Tratamos de poner una línea.\n\nGratis.\n\nSegura.")
    translate(new, heading="Enfoque", body="Ponemos una línea.\n\nGratis.\n\nSegura.")
    url = PAIR.replace("/en/", "/es/")

    assert "Enfoque" in words(client, url)
    translate(new, heading="Enfoque", body="Abrimos una línea.\n\nGratis.\n\nSegura.")

    assert "Abrimos" in words(client, url)
    assert Comparison.objects.filter(language="es").count() == 1


def test_reader_sees_the_source_where_a_translation_is_missing_or_out_of_date(client, two_drafts):
    old = two_drafts[0].texts.get(heading="Focus")
    translate(old, heading="Enfoque", body="Tratamos de poner una línea.")

    html = client.get(PAIR.replace("/en/", "/es/")).text

    assert "Tratamos" not in html
    assert re.search(r'<p class="is-changed" lang="en" dir="ltr">We<del>', html)


# -- choosing --------------------------------------------------------------------------------------------


def test_form_leads_to_the_pair_whichever_draft_is_named_first(client, two_drafts):
    for query in ({"from": 1, "to": 2}, {"from": 2, "to": 1}, {}):
        assert client.get(f"{STRATEGY}compare/", query).headers["Location"] == PAIR


def test_form_keeps_the_view(client, two_drafts):
    for view, address in [("as_list", f"{PAIR}list/"), ("side_by_side", f"{PAIR}side-by-side/"), ("nope", PAIR)]:
        response = client.get(f"{STRATEGY}compare/", {"from": 1, "to": 2, "view": view})

        assert response.headers["Location"] == address


def test_pair_the_wrong_way_round_is_shown_in_the_order_of_time(client, two_drafts):
    assert client.get(f"{STRATEGY}changes/2-1/").headers["Location"] == PAIR
    assert client.get(f"{STRATEGY}changes/2-1/list/").headers["Location"] == f"{PAIR}list/"


def test_draft_compared_with_itself_leads_to_the_draft(client, two_drafts):
    assert client.get(f"{STRATEGY}changes/2-2/").headers["Location"] == f"{STRATEGY}2/"
    assert client.get(f"{STRATEGY}compare/", {"from": 1, "to": 1}).headers["Location"] == f"{STRATEGY}1/"


def test_form_with_the_same_draft_twice_leads_to_its_own_changes(client, two_drafts):
    assert client.get(f"{STRATEGY}compare/", {"from": 2, "to": 2}).headers["Location"] == PAIR


def test_proposal_with_one_draft_has_nothing_to_compare(client):
    make_published_draft()

    assert client.get(f"{STRATEGY}compare/").headers["Location"] == STRATEGY


@pytest.mark.parametrize("query", ["from=7", "to=x", "from=1&to=9", "from=%D9%A1", "to=-1", "to=" + "9" * 30])
def test_unknown_draft_is_not_found(client, two_drafts, query):
    assert client.get(f"{STRATEGY}compare/?{query}").status_code == 404


@pytest.mark.parametrize("pair", ["1-3", "0-2", "1-99999999999999999999", "9-8"])
def test_unknown_pair_is_not_found(client, two_drafts, pair):
    assert client.get(f"{STRATEGY}changes/{pair}/", follow=True).status_code == 404


def test_working_draft_cannot_be_compared_by_visitors(client, two_drafts):
    start_working_draft(proposal=two_drafts[0].proposal)

    assert client.get(f"{STRATEGY}changes/2-3/").status_code == 404


def test_comparison_leads_to_the_changes_before_and_after(client, two_drafts):
    third = start_working_draft(proposal=two_drafts[0].proposal)
    publish(third, label="Third", published_at=AUGUST_8 + timedelta(days=9))

    assert f'rel="next" href="{STRATEGY}changes/2-3/"' in client.get(PAIR).text
    assert f'rel="prev" href="{PAIR}list/"' in client.get(f"{STRATEGY}changes/2-3/list/").text


def test_comparisons_stay_out_of_search_engines(client, two_drafts):
    assert '<meta name="robots" content="noindex">' in client.get(PAIR).text
    assert "Disallow: /*/proposals/*/changes/" in client.get("/robots.txt").text


def test_comparison_costs_the_same_queries_however_long_the_drafts_are(client, two_drafts):
    def queries(url):
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        return len(found)

    url = PAIR.replace("/en/", "/es/")
    few = queries(url)
    draft = start_working_draft(proposal=two_drafts[0].proposal)
    for number in range(60):
        add_text(draft=draft, heading=f"Heading {number}")
    publish_draft(draft=draft, label="Long", change_summary="More.")

    assert queries(url.replace("1-2", "2-3")) == few <= 8
