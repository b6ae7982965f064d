"""The page on which an organizer writes a draft as one document: open, type, press."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.drafting.arranging import remove_section
from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.writing import save_texts
from campaigns.models import Draft
from tests.html import elements
from tests.html import text_of as words_of

from .editor import fields_of, form, make_draft_with_parts, page, press
from .makers import add_text, make_proposal, publish
from .shapes import key_of, shape, text_of, written


@pytest.fixture
def draft(db):
    return make_draft_with_parts()


def test_page_shows_the_whole_document_in_the_order_of_reading(desk, draft):
    html = desk.get(page(draft)).text

    headings = [a["value"] for _tag, a in elements(html, "input") if a.get("name", "").startswith("heading-")]
    assert headings == ["Focus", "Jails", "Courts", "Raids", "Walls"]
    assert "5 sections, 11 words" in words_of(html)
    assert "1.2 Courts" in words_of(html)
    assert fields_of(html)[f"kind-{key_of(draft, 'Focus')}"]


def test_every_button_names_its_section(desk, draft):
    html = desk.get(page(draft)).text

    names = [a["aria-label"] for _tag, a in elements(html, "button") if ":" in a.get("value", "")]
    assert len(names) > 5 * 8
    assert len(set(names)) == len(names)
    assert {name for name in names if not any(text.heading in name for text in draft.texts.all())} == set()


def test_enter_key_saves_since_save_is_the_first_button(desk, draft):
    html = desk.get(page(draft)).text.partition("manuscript")[2]

    assert elements(html, "button")[0][1]["value"] == "save"


def test_many_sections_are_saved_at_once(desk, draft):
    answer = press(desk, draft, body_focus="New\r\n\r\nwords", heading_raids="Raids end")

    assert answer.url == page(draft)
    assert "2 sections saved" in words_of(desk.get(answer.url).text)
    assert text_of(draft, "Focus").body == "New\n\nwords"
    assert text_of(draft, "Raids end").body == "We stop raids."


def test_saving_what_nobody_changed_writes_nothing(desk, draft):
    versions = list(draft.texts.in_order().values_list("version", flat=True))

    press(desk, draft)

    assert list(draft.texts.in_order().values_list("version", flat=True)) == versions


@pytest.mark.parametrize(
    ("verb", "heading", "at", "expected"),
    [
        ("up", "Raids", "Raids", "1 Raids, 2 Focus, 2.1 Jails, 2.2 Courts, 3 Walls"),
        ("down", "Focus", "Focus", "1 Raids, 2 Focus, 2.1 Jails, 2.2 Courts, 3 Walls"),
        ("in", "Walls", "Walls", "1 Focus, 1.1 Jails, 1.2 Courts, 2 Raids, 2.1 Walls"),
        ("out", "Jails", "Jails", "1 Focus, 1.1 Courts, 2 Jails, 3 Raids, 4 Walls"),
        ("after", "Raids", "", "1 Focus, 1.1 Jails, 1.2 Courts, 2 Raids, 3 , 4 Walls"),
        ("inside", "Raids", "", "1 Focus, 1.1 Jails, 1.2 Courts, 2 Raids, 2.1 , 3 Walls"),
        ("merge", "Walls", "Raids", "1 Focus, 1.1 Jails, 1.2 Courts, 2 Raids"),
    ],
)
def test_button_saves_what_was_typed_then_does_what_it_says_and_goes_there(desk, draft, verb, heading, at, expected):
    answer = press(desk, draft, verb, heading, body_courts="Typed before.")

    assert shape(draft) == expected
    assert text_of(draft, "Courts").body == "Typed before."
    key = key_of(draft, at)
    assert answer.url == f"{page(draft)}?at={key}#{key}"
    section = desk.get(answer.url).text.partition(f'id="{key}"')[2].partition("</section>")[0]
    assert "messagelist" in section


def test_new_section_at_the_end(desk, draft):
    press(desk, draft, "end")

    assert shape(draft).endswith("4 ")


@pytest.mark.parametrize("verb", ["split", "move", "remove"])
def test_button_that_needs_a_choice_saves_and_leads_to_a_page_with_a_way_back(desk, draft, verb):
    answer = press(desk, draft, verb, "Raids", body_raids="One\n\nTwo")

    key = key_of(draft, "Raids")
    assert answer.url == page(draft, verb, key)
    html = desk.get(answer.url).text
    assert f"{page(draft)}#{key}" in [a["href"] for _tag, a in elements(html, "a")]
    assert text_of(draft, "Raids").body == "One\n\nTwo"


def test_step_that_leads_nowhere_is_explained_at_the_section(desk, draft):
    answer = press(desk, draft, "up", "Focus", body_focus="Typed")

    assert answer.status_code == 422
    section = answer.text.partition(f'id="{key_of(draft, "Focus")}"')[2].partition("</section>")[0]
    assert "is the first one here" in section
    assert text_of(draft, "Focus").body == "Typed"


def test_two_organizers_on_one_section_both_texts_are_shown_and_nothing_is_lost(desk, draft):
    mine = form(draft, body_focus="Mine & yours", body_raids="Mine, too")
    save_texts(draft=draft, written=[written(draft, "Focus", body="Theirs")])

    answer = desk.post(page(draft), mine | {"do": f"up:{key_of(draft, 'Raids')}"})

    assert answer.status_code == 422
    section = answer.text.partition(f'id="{key_of(draft, "Focus")}"')[2].partition("</section>")[0]
    assert "Theirs" in section
    assert "Mine &amp; yours</textarea>" in section
    assert text_of(draft, "Focus").body == "Theirs"
    assert text_of(draft, "Raids").body == "Mine, too"
    assert shape(draft).startswith("1 Focus")  # the button waits until everything is saved

    opened = fields_of(answer.text)[f"opened-{key_of(draft, 'Focus')}"]["value"]
    desk.post(page(draft), mine | {"do": "save", f"opened-{key_of(draft, 'Focus')}": opened})
    assert text_of(draft, "Focus").body == "Mine & yours"


def test_heading_that_is_too_long_is_marked_and_everything_typed_is_kept(desk, draft):
    answer = press(desk, draft, heading_focus="x" * 301, body_focus="Long and precious", body_raids="New")

    assert answer.status_code == 422
    assert "The heading has 301 characters" in answer.text
    assert "x" * 301 in answer.text
    assert "Long and precious" in answer.text
    assert text_of(draft, "Raids").body == "New"


def test_text_of_a_section_that_somebody_removed_is_shown(desk, draft):
    mine = form(draft, body_walls="Long and precious")
    remove_section(draft=draft, key=key_of(draft, "Walls"))

    answer = desk.post(page(draft), mine)

    assert answer.status_code == 422
    assert "Long and precious</textarea>" in answer.text


def test_text_of_a_draft_that_somebody_published_is_shown(desk, draft):
    mine = form(draft, body_walls="Long and precious")
    publish(draft)

    answer = desk.post(page(draft), mine)

    assert answer.status_code == 422
    assert "Long and precious</textarea>" in answer.text
    assert "We stop raids." not in answer.text  # only what would be lost
    assert text_of(draft, "Walls").body == "No walls."


def test_page_of_a_published_draft_leads_to_what_can_be_done_with_it(desk, draft):
    publish(draft)

    assert desk.get(page(draft)).url == reverse("admin:campaigns_draft_change", args=[draft.pk])
    assert desk.get(page(draft, "split", key_of(draft, "Focus"))).status_code == 404


def test_summary_and_language_are_saved_along(desk, draft):
    desk.post(page(draft), form(draft) | {"plain_summary": "Easy words.", "language": "es"})

    draft.refresh_from_db()
    assert (draft.plain_summary, draft.language) == ("Easy words.", "es")
    assert set(draft.texts.values_list("language", flat=True)) == {"es"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"plain_summary": "word " * 61}, "more than 60 words"),
        ({"plain_summary": "x" * 601}, "600"),
        ({"language": "tlh"}, "valid choice"),
    ],
)
def test_summary_that_is_too_long_is_marked_and_the_sections_are_saved(desk, draft, changes, words):
    answer = desk.post(page(draft), form(draft, body_focus="New") | changes)

    assert answer.status_code == 422
    assert words in words_of(answer.text)
    assert text_of(draft, "Focus").body == "New"


def test_two_summaries_are_both_shown(desk, draft):
    mine = form(draft) | {"plain_summary": "Mine"}
    Draft.objects.update(plain_summary="Theirs")

    answer = desk.post(page(draft), mine)

    assert answer.status_code == 422
    assert "Theirs" in answer.text
    assert "Mine</textarea>" in answer.text


def test_left_out_section_is_listed_and_brought_back(desk, draft):
    publish(draft)
    following = start_working_draft(proposal=draft.proposal)
    key = key_of(following, "Walls")
    remove_section(draft=following, key=key)
    assert "Bring back" in desk.get(page(following)).text

    desk.post(page(following), form(following) | {"do": f"back:{key}"})

    assert text_of(following, "Walls").body == "No walls."
    assert "Bring back" not in desk.get(page(following)).text


def test_what_differs_from_the_published_draft_is_marked(desk, draft):
    publish(draft)
    following = start_working_draft(proposal=draft.proposal)
    press(desk, following, "end", body_focus="New")

    contents = desk.get(page(following)).text.partition('id="contents"')[2].partition("</nav>")[0]

    assert words_of(contents).count("changed") == 1
    assert words_of(contents).count("new") == 1


def test_page_costs_the_same_queries_with_3_and_60_sections(desk, draft):
    publish(draft)
    following = start_working_draft(proposal=draft.proposal)
    desk.get(page(following))
    with CaptureQueriesContext(connection) as with_few:
        desk.get(page(following))
    for number in range(57):
        add_text(draft=following, heading=f"More {number}")

    with CaptureQueriesContext(connection) as with_many:
        assert desk.get(page(following)).status_code == 200

    assert len(with_many) == len(with_few) <= 9


def test_saving_costs_the_same_queries_with_3_and_60_sections(desk, draft):
    with CaptureQueriesContext(connection) as with_few:
        press(desk, draft, body_focus="One")
    for number in range(57):
        add_text(draft=draft, heading=f"More {number}")
    sent = form(draft, body_focus="Two")

    with CaptureQueriesContext(connection) as with_many:
        desk.post(page(draft), sent)

    assert len(with_many) <= len(with_few)


@pytest.mark.parametrize(
    "do",
    [
        "",
        "up",
        "up:",
        "nope:s2xxxxx",
        "up:s2xxxxx",
        "split:../../x",
        "move:" + "9" * 500,
        "save:\u202e",
        "back:s2xxxxx",
        "end:x",
    ],
)
def test_button_that_does_not_exist_breaks_nothing(desk, draft, do):
    assert desk.post(page(draft), form(draft) | {"do": do}).status_code in {302, 422}


def test_form_that_came_incomplete_changes_nothing_it_does_not_name(desk, draft):
    key = key_of(draft, "Focus")

    for sent in (
        {},
        {f"heading-{key}": "x"},
        {f"opened-{key}": "x"},
        {"opened-x": "1", "heading-x": "2", "body-x": "3"},
    ):
        assert desk.post(page(draft), sent).status_code == 302

    assert text_of(draft, "Focus").body == "We act."


def test_page_of_an_empty_draft_says_how_to_begin(desk):
    draft = start_working_draft(proposal=make_proposal())

    assert "This draft is empty" in desk.get(page(draft)).text


def test_preview_of_a_section_shows_what_was_typed_and_saves_nothing(desk, draft):
    key = key_of(draft, "Focus")
    button = next(a for _tag, a in elements(desk.get(page(draft)).text, "button") if a.get("value") == f"body-{key}")

    answer = desk.post(
        button["formaction"], form(draft, body_focus="We *all* act.") | {button["name"]: button["value"]}
    )

    assert "<em>all</em>" in answer.text
    assert text_of(draft, "Focus").body == "We act."
