"""The checklist before publishing, the one button, and what can be done with a draft afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.drafting.arrangement import Place
from campaigns.drafting.arranging import move_up, remove_section
from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.writing import add_section, save_texts
from campaigns.models import Draft
from campaigns.publishing import withdraw_draft
from nisn_site.kit.audit import AuditEntry, name_of
from tests.html import elements
from tests.html import text_of as words_of
from tests.makers import make_conference, translate

from .editor import page
from .makers import make_proposal, make_published_draft, make_working_draft, publish
from .shapes import key_of, text_of, written


def publish_form(desk, draft, **changes) -> dict:
    """What the page holds when it is opened, with these changes."""
    html = desk.get(page(draft, "publish")).text
    values = {a["name"]: a.get("value", "") for _tag, a in elements(html, "input") if "name" in a}
    values |= {"plain_summary": "Easy words.", "change_summary": "We wrote what you told us."}
    return values | changes


def press(desk, draft, **changes):
    return desk.post(page(draft, "publish"), publish_form(desk, draft, **changes))


@pytest.fixture
def draft(db):
    """A working draft after a published one."""
    first = make_published_draft(focus="We act.", raids="We stop raids.", walls="No walls.")
    return start_working_draft(proposal=first.proposal)


def test_checklist_says_what_changed_since_the_last_published_draft(desk, draft):
    save_texts(draft=draft, written=[written(draft, "Focus", body="We all act.")])
    remove_section(draft=draft, key=key_of(draft, "Walls"))
    add_section(draft=draft, heading="Jails", body="No jails.")

    words = words_of(desk.get(page(draft, "publish")).text)

    assert "Since “\u2068July 4, 2007 Draft\u2069”:" in words
    assert "1 section changed. 1 section is new. 1 section was removed." in words


def test_checklist_names_what_stands_against_it_with_a_link_to_the_section(desk, draft):
    empty = add_section(draft=draft)

    answer = press(desk, draft)

    assert answer.status_code == 422
    assert "Section 4 is empty" in words_of(answer.text)
    assert f"{page(draft)}#{empty.section.key}" in [a["href"] for _tag, a in elements(answer.text, "a")]
    assert not Draft.objects.get(pk=draft.pk).is_published


def test_checklist_counts_translations_that_will_be_out_of_date(desk, draft):
    for name in ("Focus", "Raids"):
        translate(text_of(draft, name), "es", body="Texto")
    save_texts(draft=draft, written=[written(draft, "Focus", body="New")])

    words = words_of(desk.get(page(draft, "publish")).text)

    assert "Español : 1 translated text is out of date. 4 texts are not translated." in words


def test_checklist_says_who_will_see_it_and_where(desk, draft):
    assert "Everybody will see it" in (words := words_of(desk.get(page(draft, "publish")).text))
    assert "/en/2007/proposals/strategy/2/" in words

    type(draft.proposal.conference).objects.update(is_public=False)

    assert "not on the site yet" in words_of(desk.get(page(draft, "publish")).text)


def test_address_is_named_in_the_language_of_the_draft(desk, draft):
    Draft.objects.filter(pk=draft.pk).update(language="es")

    assert "http://testserver/es/2007/proposals/strategy/2/" in words_of(desk.get(page(draft, "publish")).text)
    publish(draft, label="Segundo")
    links = [
        a["href"]
        for _tag, a in elements(desk.get(page(draft, "published")).text, "a")
        if "address" in a.get("class", "")
    ]
    assert links == ["http://testserver/es/2007/proposals/strategy/2/"]


def test_zone_says_summer_or_winter_time_only_of_a_day_that_is_known(desk, draft):
    place = "The time at the place of the conference"
    assert f"{place} (America/New York)." in words_of(desk.get(page(draft, "publish")).text)

    closes_at = datetime(timezone.now().year + 1, 7, 4, 12, tzinfo=UTC)
    current = publish(draft, label="Second", feedback_closes_at=closes_at)

    assert f"{place} (America/New York, EDT)." in words_of(desk.get(page(current, "closing")).text)


def test_name_of_the_draft_is_suggested_from_the_day_at_the_place_of_the_conference(desk):
    conference = make_conference(time_zone="Pacific/Kiritimati")  # fourteen hours ahead of Greenwich
    draft = make_working_draft(proposal=make_proposal(conference=conference))
    today = timezone.localdate(timezone=conference.zone)

    assert publish_form(desk, draft)["label"] == f"{today:%B} {today.day}, {today.year} Draft"


def test_one_button_publishes_for_everybody_and_says_what_happens_next(desk, client, draft):
    closes_on = (timezone.now() + timedelta(days=20)).date()

    answer = press(desk, draft, label="Second Draft", closes_on=closes_on.isoformat(), closes_at_time="18:30")

    assert answer.url == page(draft, "published")
    draft.refresh_from_db()
    assert (draft.state, draft.label, draft.plain_summary) == ("current", "Second Draft", "Easy words.")
    assert draft.feedback_closes_at.astimezone(draft.proposal.conference.zone).strftime("%H:%M") == "18:30"
    html = desk.get(answer.url).text
    assert f"http://testserver{draft.get_absolute_url()}" in [a["href"] for _tag, a in elements(html, "a")]
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_second_press_of_the_button_gets_a_plain_message(desk, draft):
    sent = publish_form(desk, draft)
    desk.post(page(draft, "publish"), sent)

    answer = desk.post(page(draft, "publish"), sent, follow=True)

    assert answer.status_code == 200
    assert "This draft is already published." in words_of(answer.text)
    assert Draft.objects.published().count() == 2


def test_text_that_changed_since_the_page_was_opened_is_not_published(desk, draft):
    sent = publish_form(desk, draft)
    move_up(draft=draft, key=key_of(draft, "Walls"))

    answer = desk.post(page(draft, "publish"), sent)

    assert answer.status_code == 422
    assert "Somebody else has changed the draft meanwhile" in words_of(answer.text)
    assert not Draft.objects.get(pk=draft.pk).is_published

    again = {a["name"]: a.get("value", "") for _tag, a in elements(answer.text, "input") if "name" in a}
    assert desk.post(page(draft, "publish"), sent | {"seen": again["seen"]}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"label": ""}, "label", "required"),
        ({"label": "July 4, 2007 Draft"}, "label", "Another draft of this proposal has the same name"),
        ({"label": "x" * 61}, "label", "60"),
        ({"change_summary": " "}, "change_summary", "required"),
        ({"change_summary": "x" * 2001}, "change_summary", "2000"),
        ({"plain_summary": "word " * 61}, "plain_summary", "more than 60 words"),
        ({"closes_on": "2007-08-01"}, "closes_on", "from today on"),
        ({"closes_on": "9999-12-31"}, "closes_on", "at most three years"),
        ({"closes_on": "0001-01-01"}, "closes_on", "from today on"),
        ({"closes_on": "tomorrow"}, "closes_on", "valid date"),
        ({"closes_at_time": "25:00"}, "closes_at_time", "valid time"),
    ],
)
def test_refused_draft_says_why_beside_the_field_and_keeps_everything_typed(desk, draft, changes, field, words):
    answer = press(desk, draft, **{"change_summary": "Long and precious"} | changes)

    assert answer.status_code == 422
    row = next(part for part in answer.text.split('class="form-row')[1:] if f'name="{field}"' in part)
    assert words in words_of(row)
    assert changes.get("change_summary", "Long and precious") in answer.text
    draft.refresh_from_db()
    assert (draft.state, draft.plain_summary) == ("working", "")


def test_moment_that_has_passed_today_is_refused(desk, draft):
    now = timezone.now().astimezone(draft.proposal.conference.zone)

    answer = press(desk, draft, closes_on=now.date().isoformat(), closes_at_time="00:00")

    assert "has passed already" in words_of(answer.text)


def test_first_draft_needs_no_words_on_what_changed(desk):
    draft = make_working_draft()
    assert "This is the first draft. It has 2 sections." in words_of(desk.get(page(draft, "publish")).text)

    assert press(desk, draft, change_summary="").status_code == 302


def test_changes_page_shows_what_the_working_draft_changes(desk, draft):
    save_texts(draft=draft, written=[written(draft, "Focus", body="We all act.")])

    html = desk.get(page(draft, "changes")).text

    assert "1 section changed." in words_of(html)
    assert "all" in html.partition("<ins>")[2].partition("</ins>")[0]


def test_whole_draft_is_read_in_one_piece_before_it_is_published(desk, draft):
    save_texts(draft=draft, written=[written(draft, "Focus", body="We *act*.\n\n# Now\n\n<b>")])
    add_section(draft=draft, heading="Courts", body="In court.", place=Place.INSIDE, target=key_of(draft, "Focus"))

    answer = desk.get(page(draft, "read"))

    assert "1 Focus We act . Now &lt;b&gt; 1.1 Courts In court. 2 Raids We stop raids. 3 Walls No walls." in words_of(
        answer.text
    )
    assert "Only organizers see it now." not in words_of(desk.get(page(draft.proposal.drafts.first(), "read")).text)


def test_changes_page_of_a_first_draft_says_that_all_is_new(desk):
    assert "everything in it is new" in words_of(desk.get(page(make_working_draft(), "changes")).text)


def test_withdrawn_draft_says_why_to_everybody(desk, client, draft):
    first = draft.previous or draft.proposal.drafts.published().get()

    answer = desk.post(page(first, "withdraw"), {"reason": "Two sections were missing."}, follow=True)

    assert "The draft is withdrawn" in words_of(answer.text)
    assert "Two sections were missing." in client.get(first.get_absolute_url()).text


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_draft_is_not_withdrawn_without_a_reason_that_fits(desk, draft, reason):
    first = draft.proposal.drafts.published().get()

    answer = desk.post(page(first, "withdraw"), {"reason": reason})

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert Draft.objects.get(pk=first.pk).state == "current"


def test_draft_that_is_working_or_withdrawn_is_not_withdrawn(desk, draft):
    first = draft.proposal.drafts.published().get()
    withdraw_draft(draft=first, reason="Once.")

    for one in (draft, first):
        assert desk.post(page(one, "withdraw"), {"reason": "Again."}).status_code == 302
    first.refresh_from_db()
    assert first.withdrawn_reason == "Once."


def test_day_on_which_feedback_closes_moves_for_the_current_draft(desk, draft):
    first = draft.proposal.drafts.published().get()
    day = (timezone.now() + timedelta(days=400)).date()

    desk.post(page(first, "closing"), {"closes_on": day.isoformat(), "closes_at_time": ""})
    first.refresh_from_db()
    local = first.feedback_closes_at.astimezone(first.proposal.conference.zone)
    assert (local.date(), local.strftime("%H:%M")) == (day, "23:59")

    desk.post(page(first, "closing"), {"closes_on": ""})
    first.refresh_from_db()
    assert first.feedback_closes_at is None


def test_day_on_which_feedback_closes_is_asked_in_the_time_of_the_conference(desk):
    conference = make_conference(time_zone="America/Chicago")
    draft = publish(
        make_working_draft(proposal=make_proposal(conference=conference)),
        published_at=datetime(2026, 1, 1, tzinfo=UTC), feedback_closes_at=datetime(2026, 7, 5, 4, 59, tzinfo=UTC),
    )  # fmt: skip

    html = desk.get(page(draft, "closing")).text

    values = {a["name"]: a.get("value") for _tag, a in elements(html, "input") if "name" in a}
    assert (values["closes_on"], values["closes_at_time"]) == ("2026-07-04", "23:59")
    assert "America/Chicago, CDT" in words_of(html)


def test_day_on_which_feedback_closes_is_not_moved_for_other_drafts(desk, draft):
    first = draft.proposal.drafts.published().get()
    publish(draft, label="Second Draft")

    answer = desk.post(page(first, "closing"), {"closes_on": ""})

    assert answer.url == reverse("admin:campaigns_draft_change", args=[first.pk])


@pytest.mark.parametrize("name", ["publish", "withdraw", "closing", "read", "changes", "published", "write"])
def test_draft_that_does_not_exist_has_no_pages(desk, name):
    assert desk.get(page(Draft(pk=1), name)).status_code == 404
    assert desk.post(page(Draft(pk=10**30), name), {}).status_code == 404


def test_audit_log_knows_who_published_and_who_withdrew_a_draft(desk, amina, draft):
    press(desk, draft)
    desk.post(page(draft, "withdraw"), {"reason": "It was the wrong file."})

    draft.refresh_from_db()
    noted = [(one.action, one.actor, one.data) for one in AuditEntry.objects.filter(target=name_of(draft)).reverse()]
    data = {"number": 2, "hash": draft.content_sha256}
    assert noted == [("draft.published", amina.pk, data), ("draft.withdrawn", amina.pk, data)]
