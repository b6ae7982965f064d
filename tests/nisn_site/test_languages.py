import pytest
from django.urls import reverse

from conference.models import Term
from tests.html import elements, text_of
from tests.makers import make_announcement, make_conference, make_main_page, make_network, make_page, translate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "leads_to"),
    [
        ("es", "/es/"),
        ("es-MX,es;q=0.9,en;q=0.5", "/es/"),
        ("fr", "/en/"),
        ("", "/en/"),
        ("ar,en;q=0.1", "/ar/"),
        ("x" * 3000, "/en/"),
    ],
)
def test_bare_address_leads_to_the_readers_language_once(client, accepted, leads_to):
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response.headers["Location"]) == (302, leads_to)
    assert response.headers["Vary"] == "Accept-Language"
    assert response.cookies == {}


def test_address_without_language_is_led_on(client):
    make_conference()

    assert client.get("/2007/", follow=True).redirect_chain == [("/en/2007/", 302)]


def test_language_of_the_address_wins_over_the_browser(client):
    make_conference(is_current=True)

    [(_name, html)] = elements(client.get("/es/", headers={"accept-language": "ar"}).text, "html")
    assert html["lang"] == "es"


@pytest.mark.parametrize("path", ["/fr/", "/xx/", "/EN/", "/en/2099/", "/en/2007/nothing/", "/en/Nothing/"])
def test_unknown_language_conference_or_page_is_not_found(client, path):
    make_conference()

    assert client.get(path).status_code == 404


def test_translated_page_is_shown_without_any_note(client):
    page = make_page(title="About us", summary="We are.", body="Hello")
    make_network()
    translate(page, "es", title="Quiénes somos", summary="Somos.", body="Hola")

    html = client.get("/es/about/").text

    assert "Quiénes somos" in html
    assert 'lang="en"' not in "".join(
        f'lang="{a["lang"]}"' for n, a in elements(html) if "lang" in a and n not in {"a", "link"}
    )
    assert "notice-fallback" not in html


def test_missing_translation_is_visible_and_carries_its_own_language(client):
    make_page(title="About us", body="Hello")

    html = client.get("/ar/about/").text

    assert "notice-fallback" in html
    [prose] = [a for _n, a in elements(html, "div") if "prose" in a.get("class", "").split()]
    assert (prose["lang"], prose["dir"]) == ("en", "ltr")


def test_outdated_translation_says_so(client):
    page = make_page(title="About us", body="Hello")
    translate(page, "es", title="Quiénes somos", summary="Somos", body="Hola")
    page.body = "Hello all"
    page.save()

    html = client.get("/es/about/").text

    assert "Hola" in html
    assert "notice-outdated" in html


def test_search_keeps_its_words_when_the_language_changes(client):
    html = client.get("/en/search/", {"q": "bus & train"}).text
    links = {a["hreflang"]: a["href"] for _n, a in elements(html, "a") if "hreflang" in a}

    assert links["es"] == "/es/search/?q=bus+%26+train"


def test_menu_is_translated_and_marks_a_fallback(client):
    conference = make_conference(is_current=True)
    make_main_page(conference=conference)
    translate(make_page(conference=conference, slug="about", title="About", position=20), "es", title="Acerca de")
    make_page(conference=conference, slug="travel", title="Travel", position=10)

    html = client.get("/es/").text
    [nav] = [html[html.index("<nav", start) :] for start in [html.index('id="menu"') if 'id="menu"' in html else 0]]

    assert "Acerca de" in nav
    assert '<span lang="en" dir="ltr">Travel</span>' in nav


def test_feed_speaks_the_language_of_its_address(client):
    translate(make_announcement(title="A bus goes"), "es", title="Sale un autobús", summary="Sale a las nueve.")

    feed = client.get("/es/news/feed/")

    assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Sale un autobús" in feed.text
    assert "/es/news/news/" in feed.text


def test_sitemap_lists_each_page_in_each_language_with_its_counterparts(client):
    make_page(slug="about")
    make_page(slug="secret", published=False)

    text = client.get("/sitemap.xml").text

    for code in ("en", "es", "ar"):
        assert f"<loc>https://testserver/{code}/about/</loc>" in text
        assert f'hreflang="{code}" href="https://testserver/{code}/about/"' in text
    assert 'hreflang="x-default"' in text
    assert "secret" not in text


def test_admin_speaks_the_browsers_language(desk):
    assert "Organizers" in text_of(desk.get(reverse("admin:index"), headers={"accept-language": "en"}).text)


def test_glossary_is_in_the_order_of_the_readers_alphabet(client):
    make_page(slug="glossary", kind="glossary")
    for slug, term, spanish in [("raid", "raid", "redada"), ("union", "union", "árbol"), ("ally", "ally", "Zona")]:
        translate(Term.objects.create(slug=slug, term=term, meaning="x"), "es", term=spanish)

    html = client.get("/es/glossary/").text

    assert html.index("árbol") < html.index("redada") < html.index("Zona")
