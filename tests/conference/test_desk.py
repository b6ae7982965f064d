"""What organizers do in the admin, as they do it: open, read, press."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conference.desk import tasks
from conference.models import Action, HousingOption, Page, PhoneLine, RecordedFact, Term, TravelOption, Venue
from conference.schedule.releasing import publish_draft
from nisn_site.kit.translation import Translation
from tests.conference.schedule.makers import (
    make_organization,
    make_person,
    make_room,
    make_session,
    make_topic,
    place,
)  # fmt: skip
from tests.html import elements, text_of
from tests.makers import make_announcement, make_conference, make_main_page, make_page, translate

OURS = [model for model in admin.site._registry if model._meta.app_label in {"conference", "nisn_site"}]
TYPED_INTO = [
    model
    for model, registered in admin.site._registry.items()
    if model in OURS and not (registered.fields and {*flatten(registered.fields)} <= {*registered.readonly_fields})
]


@pytest.fixture
def rows(db):
    """One row of everything."""
    return fill(1)


def fill(count: int, *, start: int = 0):
    for number in range(start, count):
        conference = make_conference(slug=f"{1990 + number}")
        main_page = make_main_page(conference=conference)
        Action.objects.create(main_page=main_page, label="Go", target="contact/")
        make_page(conference=conference)
        make_announcement(conference=conference, slug=f"news-{number}")
        TravelOption.objects.create(conference=conference, section="local", title="Bus")
        HousingOption.objects.create(conference=conference, name="House", kind="Hostel")
        RecordedFact.objects.create(conference=conference, label="Place", value="Here")
        Term.objects.create(slug=f"term-{number}", term="Raid", meaning="Agents come.")
        Venue.objects.create(name="Hall", city="Here", region="There")
        fill_schedule(conference)


def fill_schedule(conference):
    ana = make_person(conference=conference, organization=make_organization(conference=conference))
    make_topic(conference=conference)
    session = make_session(conference=conference, people=[ana], languages=["es"])
    place(session, make_room(conference=conference), "28 10:00", note="Bring chairs")
    publish_draft(conference=conference)


def url_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_page_of_the_admin_opens(desk, rows, model):
    assert desk.get(url_of(model, "changelist")).status_code == 200
    if row := model.objects.first():
        for page in ("change", "history"):
            assert desk.get(url_of(model, page, row.pk), follow=True).status_code == 200
        assert desk.get(url_of(model, "delete", row.pk)).status_code in {200, 403}
    assert desk.get(url_of(model, "add")).status_code in {200, 403}


def queries_of_lists(desk) -> dict[str, int]:
    numbers = {}
    for model in OURS:
        url = url_of(model, "changelist")
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        numbers[model.__name__] = len(queries)
    return numbers


def test_every_list_costs_the_same_queries_with_one_and_thirty_rows(desk, rows):
    with_one = queries_of_lists(desk)
    fill(30, start=1)
    with_thirty = queries_of_lists(desk)

    # One more at most: with a second row Django counts the filtered rows apart from all rows.
    assert {name: number for name, number in with_thirty.items() if number > with_one[name] + 1} == {}


@pytest.mark.parametrize("model", TYPED_INTO, ids=lambda model: model.__name__)
def test_every_field_that_needs_explaining_is_explained(model):
    obvious = {
        "name", "title", "state", "phase", "kind", "section", "mode", "city", "street", "postal_code", "country", "region",
        "venue", "picture", "conference", "place", "currency", "position", "source", "credit", "body", "email", "term",
        "starts_on", "ends_on", "ends_at", "step_free", "address", "entrance", "landmark", "source_note", "certainty", "is_superuser",
        "groups", "user_permissions", "is_staff", "password", "last_login", "founded_year", "summary",
    }  # fmt: skip
    fields = [
        field for field in model._meta.get_fields() if getattr(field, "editable", False) and not field.auto_created
    ]
    bare = {field.name for field in fields if hasattr(field, "help_text") and not field.help_text}

    assert bare - obvious == set()


def test_home_is_a_list_of_things_to_do(desk):
    conference = make_conference(is_current=True, phase="open")
    make_page(published=False)

    words = text_of(desk.get("/admin/").text)

    assert "The conference is over" in words
    assert "1 page is a draft" in words
    assert "to translate" in words
    assert conference.phase == "open"


def test_home_of_a_new_site_asks_for_a_conference(desk):
    assert "Choose the current conference" in text_of(desk.get("/admin/").text)


@pytest.mark.parametrize(
    ("starts_in", "phase", "is_urgent"),
    [
        (10, "open", False),
        (10, "after", True),
        (0, "open", True),
        (0, "now", False),
        (-10, "after", False),
        (-10, "now", True),
    ],
)
@pytest.mark.django_db
def test_phase_that_does_not_fit_the_day_is_urgent(starts_in, phase, is_urgent):
    starts_on = date.today() + timedelta(days=starts_in)
    make_conference(is_current=True, phase=phase, starts_on=starts_on, ends_on=starts_on + timedelta(days=2))

    assert any(task.is_urgent for task in tasks()) is is_urgent


@pytest.mark.django_db
def test_travel_fact_is_to_be_checked_when_it_is_old_and_the_conference_is_to_come():
    soon = date.today() + timedelta(days=30)
    conference = make_conference(is_current=True, starts_on=soon, ends_on=soon)
    old = date.today() - timedelta(days=91)
    for checked_on, is_sample in [(None, False), (old, False), (date.today(), False), (None, True)]:
        TravelOption.objects.create(
            conference=conference, section="local", title="Bus", checked_on=checked_on, is_sample=is_sample
        )

    assert [task.words for task in tasks() if "checked" in task.words] == ["2 travel facts were not checked lately"]


def page_form(page, **changes):
    opened = {"opened_version": page.version}
    return opened | {
        "title": page.title, "summary": page.summary, "body": page.body, "state": page.state, "publish_at_0": "2007-01-01",
        "publish_at_1": "00:00", "slug": page.slug, "kind": page.kind, "position": page.position, "language": "en",
        "in_menu": "on",
    } | changes  # fmt: skip


def test_page_is_changed_and_seen_at_once(desk, client):
    page = make_page(slug="about", body="Old")

    desk.post(url_of(Page, "change", page.pk), page_form(page, body="# New\n\nwords"))

    assert "<h2>New</h2>" in client.get("/en/about/").text


def test_fault_in_a_form_keeps_everything_typed(desk):
    page = make_page()

    answer = desk.post(url_of(Page, "change", page.pk), page_form(page, slug="news", body="Long and precious"))

    assert answer.status_code == 200
    assert "Long and precious" in answer.text
    assert "are taken" in answer.text


def test_page_scheduled_for_later_appears_by_itself(desk, client):
    page = make_page(slug="about", publish_at=timezone.now() + timedelta(hours=1))
    assert client.get("/en/about/").status_code == 404
    assert "Scheduled" in desk.get(url_of(Page, "changelist")).text

    Page.objects.update(publish_at=timezone.now())

    assert client.get("/en/about/").status_code == 200
    assert page.state == "published"


def test_unpublished_page_is_shown_to_whoever_has_its_link(desk, client):
    page = make_page(slug="about", title="Secret plan", published=False)
    html = desk.get(url_of(Page, "change", page.pk)).text
    [link] = [a["href"] for _n, a in elements(html, "a") if "viewsitelink" in a.get("class", "")]
    desk.logout()

    answer = client.get(link)

    assert "Secret plan" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert client.get("/en/about/").status_code == 404


@pytest.mark.parametrize("token", ["x", "", "WyJwYWdlIiwxXQ:1abc:zzz", "\u202e", "a" * 3000])
@pytest.mark.django_db
def test_forged_preview_link_shows_nothing(client, token):
    make_page(slug="about", published=False)

    assert client.get("/en/about/", {"preview": token}).status_code == 404


def test_preview_link_of_one_page_opens_no_other(desk, client):
    from conference.previews import preview_path

    token = preview_path(make_page(slug="one", published=False)).partition("?")[2]
    make_page(slug="two", published=False)

    assert client.get(f"/en/two/?{token}").status_code == 404


def test_preview_of_markdown_shows_it_as_readers_will_and_saves_nothing(desk):
    page = make_page(body="Old")

    answer = desk.post(reverse("admin:preview_markdown"), page_form(page, body="# New <script>", preview_of="body"))

    assert "<h2>New &lt;script&gt;</h2>" in answer.text
    assert Page.objects.get().body == "Old"


def test_page_to_translate_on_stores_and_shows_a_translation(desk, client):
    page = make_page(slug="about", title="About us", summary="", body="", menu_label="")
    url = url_of(Page, "translate", page.pk, "es")
    assert "About us" in desk.get(url).text

    answer = desk.post(url, {f"page-{page.pk}-title": "Quiénes somos", "is_reviewed": "on"}, follow=True)

    assert "1 text saved" in answer.text
    assert "Quiénes somos" in client.get("/es/about/").text


def test_translation_to_be_reviewed_is_not_shown(desk, client):
    page = make_page(slug="about", title="About us")

    desk.post(url_of(Page, "translate", page.pk, "es"), {f"page-{page.pk}-title": "Quiénes somos"})

    assert "Quiénes somos" not in client.get("/es/about/").text
    assert Translation.objects.get().translator is not None


def test_outdated_translation_stays_so_until_changed_or_confirmed(desk):
    page = make_page(title="About us", summary="", body="")
    translate(page, "es", title="Quiénes somos")
    page.title = "About all of us"
    page.save()
    url, key = url_of(Page, "translate", page.pk, "es"), f"page-{page.pk}-title"

    desk.post(url, {key: "Quiénes somos", "is_reviewed": "on"})
    assert "The original has changed" in desk.get(url).text

    desk.post(url, {key: "Quiénes somos", f"right-{key}": "on", "is_reviewed": "on"})
    assert "The original has changed" not in desk.get(url).text


def test_two_translators_on_one_text_see_both(desk):
    page = make_page(title="About us", summary="", body="")
    url, key = url_of(Page, "translate", page.pk, "es"), f"page-{page.pk}-title"
    [opened] = [a["value"] for _n, a in elements(desk.get(url).text, "input") if a.get("name") == f"opened-{key}"]
    desk.post(url, {key: "Quiénes somos", f"opened-{key}": opened})

    answer = desk.post(url, {key: "Sobre nosotros", f"opened-{key}": opened})

    assert answer.status_code == 422
    assert "Quiénes somos" in answer.text
    assert "Sobre nosotros" in answer.text
    assert Translation.objects.get().text == "Quiénes somos"


@pytest.mark.parametrize("language", ["en", "fr", "xx"])
def test_page_to_translate_on_knows_only_languages_of_the_site(desk, language):
    assert desk.get(url_of(Page, "translate", make_page().pk, language)).status_code == 404


def test_parts_are_translated_on_the_page_of_what_they_belong_to(desk, client):
    conference = make_conference(is_current=True)
    main_page = make_main_page(conference=conference)
    action = Action.objects.create(main_page=main_page, kind="button", label="Plan your trip", target="contact/")
    url = url_of(type(main_page), "translate", main_page.pk, "es")

    desk.post(url, {f"action-{action.pk}-label": "Planee su viaje", "is_reviewed": "on"})

    assert "Planee su viaje" in client.get("/es/").text


def test_list_of_missing_translations_leads_to_each(desk):
    conference = make_conference()
    main_page = make_main_page(conference=conference)
    Action.objects.create(main_page=main_page, label="Go", target="contact/")
    phone = PhoneLine.objects.get()
    phone.hours = "Always"
    phone.save()

    html = desk.get(reverse("admin:translation_list", args=["es"])).text

    links = [a["href"] for _n, a in elements(html, "a") if "/translate/es/" in a.get("href", "")]
    assert url_of(type(main_page), "translate", main_page.pk, "es") in links
    assert url_of(type(conference.network), "translate", 1, "es") in links
    assert all(desk.get(link).status_code == 200 for link in links)


def test_menu_order_is_changed_in_the_list(desk, client):
    make_conference(is_current=True)
    first, second = (
        make_page(slug="first", title="First", position=10),
        make_page(slug="second", title="Second", position=20),
    )
    form = {
        "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "form-0-id": first.pk, "form-0-position": 30, "form-0-in_menu": "on",
        "form-1-id": second.pk, "form-1-position": 20, "form-1-in_menu": "on", "_save": "Save",
    }  # fmt: skip

    desk.post(url_of(Page, "changelist"), form)

    html = client.get("/en/").text
    assert html.index(">Second<") < html.index(">First<")


def test_deleting_a_travel_line_takes_it_out_of_the_search(desk, client):
    conference = make_conference(is_current=True)
    page = make_page(conference=conference, slug="travel", kind="travel")
    line = TravelOption.objects.create(conference=conference, section="local", title="Trolley")
    desk.post(url_of(Page, "change", page.pk), page_form(page, conference=conference.pk))
    assert "/en/2007/travel/" in client.get("/en/search/?q=trolley").text.partition("<main")[2].partition("</main>")[0]

    desk.post(url_of(TravelOption, "delete", line.pk), {"post": "yes"})

    assert (
        "/en/2007/travel/" not in client.get("/en/search/?q=trolley").text.partition("<main")[2].partition("</main>")[0]
    )
