"""The protective headers, byte for byte, on every address, method and kind of answer."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.makers import make_announcement, make_conference, make_page

PUBLIC_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
STAFF_CSP = (
    "default-src 'none'; script-src 'self' NONCE; style-src 'self' NONCE; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STAFF_CSP_WITHOUT_NONCE = STAFF_CSP.replace(" NONCE", "")
MEDIA_CSP = "default-src 'none'; sandbox"
ALWAYS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), "
        "clipboard-read=(), display-capture=(), encrypted-media=(), "
        "fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), "
        "idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
        "screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"
    ),
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# What an address pattern needs to become an address: by the name in it, else by its kind.
NAMED = {
    "slug": "about", "object_id": "1", "language": "es", "app_label": "conference", "content_type_id": "1", "pk": "1",
    "path": "pictures/none.jpg", "extra": "", "proposal": "strategy", "newer": "2", "extension": "md", "code": "es",
}  # fmt: skip
OF_KIND = {
    "conference": "2007", "int": "1", "day": "2007-07-27", "uuid": "00000000-0000-4000-8000-000000000000",
}  # fmt: skip


@pytest.fixture
def production(settings):
    """The settings that make the difference between a development server and the real one."""
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.fixture
def browser(production, db):
    make_page(conference=make_conference(is_current=True), slug="about")
    make_page(slug="about")
    make_announcement(slug="about")
    return Client(raise_request_exception=False)


def addresses(patterns=None, prefix="/") -> list[str]:
    """One address for every pattern of the whole site, the admin's and the accounts' included."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = str(pattern.pattern).removeprefix("^").removesuffix("\\Z").removesuffix("$")
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, prefix + route)
        elif isinstance(pattern, URLPattern):
            found.append(filled(prefix + route))
    return found


def filled(route: str) -> str:
    route = re.sub(r"\(\?P<(\w+)>.*\)\??", lambda match: NAMED.get(match[1], "x"), route)
    route = re.sub(r"<(?:(\w+):)?(\w+)>", lambda match: NAMED.get(match[2]) or OF_KIND.get(match[1], "x"), route)
    return route.replace("\\", "")


def protective(response) -> dict:
    """The answer's protective headers, with the nonce's random part named."""
    found = {name: response.headers[name] for name in ALWAYS if name in response.headers}
    policy = response.headers.get("Content-Security-Policy", "")
    return found | {"Content-Security-Policy": re.sub(r"'nonce-[\w+/=-]+'", "NONCE", policy)}


def expected(path: str, response) -> list[dict]:
    if path.startswith(("/admin/", "/accounts/")):
        return [ALWAYS | {"Content-Security-Policy": policy} for policy in (STAFF_CSP, STAFF_CSP_WITHOUT_NONCE)]
    return [ALWAYS | {"Content-Security-Policy": MEDIA_CSP if path.startswith("/media/") else PUBLIC_CSP}]


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_headers_are_exact_on_every_address_and_method(browser, method):
    paths = sorted(set(addresses()))
    assert len(paths) > 60
    for path in paths:
        response = getattr(browser, method)(path, secure=True)
        assert protective(response) in expected(path, response), f"{method} {path} {response.status_code}"
        assert response.status_code < 500, f"{method} {path}"


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_headers_are_exact_on_every_admin_page_of_an_organizer(browser, amina, method):
    browser.force_login(amina)
    for path in sorted({path for path in addresses() if path.startswith("/admin/") and "logout" not in path}):
        response = getattr(browser, method)(path, secure=True)
        assert protective(response) in expected(path, response), f"{method} {path} {response.status_code}"
        assert response.status_code < 500, f"{method} {path}"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/en/nowhere/", {}, 404),
        ("/en/2099/", {}, 404),
        ("/xx/", {}, 404),
        ("/en/", {"q": "\x00"}, 400),
        ("/en/", {"q": "x" * 5000}, 413),
        ("/static/nothing.css", {}, 404),
    ],
)
def test_headers_are_exact_on_error_pages(browser, path, query, status):
    response = browser.get(path, query, secure=True)

    assert response.status_code == status
    assert protective(response) == ALWAYS | {"Content-Security-Policy": PUBLIC_CSP}


def test_headers_are_exact_when_the_site_itself_fails(browser, monkeypatch):
    def broken(request):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("conference.frame.build_frame", broken)
    response = browser.get("/en/", secure=True)

    assert response.status_code == 500
    assert protective(response) == ALWAYS | {"Content-Security-Policy": PUBLIC_CSP}


def test_plain_http_is_led_to_https_with_headers(browser, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/en/")

    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/en/"
    assert response.headers["Content-Security-Policy"] == PUBLIC_CSP


def test_organizers_pages_are_never_kept_by_a_cache(browser, amina):
    browser.force_login(amina)
    for path in ("/admin/", "/accounts/password/change/"):
        assert "no-store" in browser.get(path, secure=True).headers["Cache-Control"]
