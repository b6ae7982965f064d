"""Nothing that arrives from outside may end in an error of ours: on public pages, in the admin, in any part of a request.

Every answer is below 500, every refusal is a page of our own, and no value comes back as markup. Requests are
made with Django's client, so an exception that the site would turn into a page for 500 is seen here by its name.
"""

import logging
from time import perf_counter

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import URLResolver, get_resolver
from django.utils.encoding import iri_to_uri

from conference.models import Page
from tests.hostile import CORPUS, GROUPS, Hostile
from tests.makers import make_announcement, make_conference, make_main_page, make_page

pytestmark = pytest.mark.django_db

FIXED = ["/", "/robots.txt", "/llms.txt", "/.well-known/security.txt", "/favicon.ico", "/sitemap.xml"]
PAGES = [
    "/en/", "/en/2007/", "/en/2007/about/", "/en/2007/travel/", "/en/contact/", "/en/glossary/", "/en/news/", "/en/news/feed/",
    "/en/news/bus/", "/en/archive/", "/en/search/", "/es/2007/about/", "/ar/search/",
]  # fmt: skip
PUBLIC = [*FIXED, *PAGES]
PLACES_IN_PATHS = [
    "/{}",
    "/{}/",
    "/en/{}/",
    "/{}/2007/",
    "/en/2007/{}/",
    "/en/{}/about/",
    "/en/news/{}/",
    "/en/{}/a/b/",
]
PARAMETERS = [
    ("/en/search/", "q"), ("/ar/search/", "q"), ("/en/search/?q=plan", "page"), ("/en/news/", "page"), ("/en/2007/about/", "preview"),
    ("/en/contact/", "preview"), ("/en/news/bus/", "preview"),
]  # fmt: skip
METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO", "get"]
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def quiet():
    """Thousands of refusals would only fill the report."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def site(db, quiet):
    """A small site with one page of each kind whose address takes a word."""
    conference = make_conference(is_current=True)
    make_main_page(conference=conference)
    make_page(conference=conference, slug="about", kind=Page.Kind.ABOUT)
    make_page(conference=conference, slug="travel", kind=Page.Kind.TRAVEL)
    make_page(slug="contact", kind=Page.Kind.CONTACT)
    make_page(slug="glossary", kind=Page.Kind.GLOSSARY)
    make_announcement(slug="bus", conference=conference)


def of(group: str) -> list[Hostile]:
    return [value for value in CORPUS if value.group == group]


def faults(client, requests, *, method="GET", allowed=range(200, 500), **extra) -> list[str]:
    """What is wrong with the answers to these (label, address) pairs: nothing, if all is well."""
    return [
        f"{label}: {fault} at {address[:90]}"
        for label, address in requests
        if (fault := fault_of(client, method, address, allowed, extra))
    ]


def fault_of(client, method, address, allowed, extra) -> str | None:
    try:
        with transaction.atomic():  # what breaks the database connection of one request must not reach the next
            answer = client.generic(method, address, **extra)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    if answer.status_code not in allowed:
        return f"status {answer.status_code}"
    if answer.status_code >= 400 and method != "HEAD" and "<main" not in answer.text:
        return f"bare page for {answer.status_code}"
    return leak(answer)


def leak(answer) -> str | None:
    """A way out of our site or our markup that a value has found."""
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        text = ""
    else:
        text = answer.text
    target = answer.headers.get("Location", "/")
    if not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return f"redirect to {target[:60]}"
    if answer.cookies and "x" in answer.cookies:
        return "a cookie of theirs"
    for sign in (
        "<svg/onload",
        "<script>alert",
        "<img src=x",
        "<title='",
        "' onmouseover='",
        'href="javascript:',
        "{{7*7}}\x00",
    ):
        if sign in text:
            return f"unescaped {sign}"
    return None


# -- values in addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", GROUPS)
def test_a_value_in_any_place_of_a_path_is_answered(visitor, group):
    requests = [(value, place.format(value.quoted)) for value in of(group) for place in PLACES_IN_PATHS]

    assert faults(visitor, requests) == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_value_in_a_parameter_that_a_page_reads_is_answered(visitor, group):
    requests = [
        (value, f"{address}{'&' if '?' in address else '?'}{name}={value.quoted}")
        for value in of(group)
        for address, name in PARAMETERS
    ]

    assert faults(visitor, requests) == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_value_in_a_parameter_that_a_page_does_not_read_is_answered(visitor, address):
    values = [of(group)[number] for group in GROUPS for number in (0, -1)]
    requests = [
        (value, f"{address}?{value.quoted}=1&utm_source={value.quoted}&next={value.quoted}") for value in values
    ]

    assert faults(visitor, requests) == []


@pytest.mark.parametrize("value", [value for value in CORPUS if not value.is_text], ids=str)
def test_what_the_database_cannot_keep_is_refused_as_unreadable(visitor, value):
    addresses = [
        f"/en/search/?q={value.quoted}",
        f"/en/search/?{value.quoted}=1",
        f"/en/{value.quoted}/",
        f"/?a={value.quoted}",
    ]

    assert [visitor.get(address).status_code for address in addresses] == [400] * 4


@pytest.mark.parametrize("value", of("names"), ids=str)
def test_a_persons_name_can_be_searched_for(visitor, value):
    answer = visitor.get("/en/search/", {"q": value.text})

    assert answer.status_code == 200
    assert answer.context["query"] == value.text


@pytest.mark.parametrize("size", [4_001, 8_000, 100_000])
def test_an_address_longer_than_any_of_ours_is_refused_as_too_large(visitor, size):
    for address in PUBLIC:
        assert visitor.get(f"{address}?q={'x' * size}").status_code == 413
    assert visitor.get(f"/en/{'x' * size}/").status_code == 413


@pytest.mark.parametrize("letter", ["x", "文", "@", "?", "a@", "%25"])
def test_a_long_address_costs_no_more_than_a_short_one(visitor, letter):
    """Logging counts, too: what cleans log lines sees all that anybody sends."""
    logging.disable(logging.NOTSET)
    visitor.get("/en/")
    started = perf_counter()
    visitor.get(f"/en/{letter * 16_000}/")

    assert perf_counter() - started < 0.2


def test_a_search_for_more_than_anybody_types_is_refused_with_its_words_kept(visitor):
    answer = visitor.get("/en/search/", {"q": "solidarity " * 40})

    assert answer.status_code == 400
    assert "solidarity solidarity" in answer.text


@pytest.mark.parametrize(
    "page", ["0", "-1", "2", "abc", "9" * 20, "1.0", "+1", "²", "１", "١", "", " 1", "1 ", "1_0", "00", "1e0", "0x1"]
)
def test_a_page_of_a_list_that_is_not_there_is_not_found(visitor, page):
    assert visitor.get("/en/news/", {"page": page}).status_code == 404
    assert visitor.get("/en/search/", {"q": "bus", "page": page}).status_code == 404


def test_parameters_that_come_twice_or_by_the_thousand_are_answered(visitor):
    queries = [
        "q=a&q=b", "page=1&page=2", "preview=a&preview=b", "q[]=a", "q[a]=b", "q", "=", "&&&&", "?", "%", "q=%", "a=1&" * 900,
        "&".join(f"a{number}=" for number in range(600)), "+" * 3_000, "q=a;page=1", "__proto__=1", "q=" + "%00" * 900,
    ]  # fmt: skip
    requests = [(query[:20], f"{address}?{query}") for query in queries for address in PUBLIC]

    assert faults(visitor, requests) == []


def test_three_thousand_parameters_are_refused_as_too_large(visitor):
    assert [visitor.get(f"{address}?" + "a=1&" * 3_000).status_code for address in PUBLIC] == [413] * len(PUBLIC)


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "//evil.example/", "///evil.example/en", "/\\evil.example", "//evil.example/%2e%2e", "/en//evil.example", "/%2f%2fevil.example"],
)  # fmt: skip
def test_an_address_with_two_slashes_never_leads_away(visitor, address):
    assert faults(visitor, [(address, address)]) == []
    assert faults(Client(headers={"host": "localhost"}), [(address, address)]) == []


def test_every_pattern_of_the_site_is_tried_here():
    """A new address must be added to the lists above, or it would be the one that nobody has attacked."""
    tried = {get_resolver().resolve(address).url_name for address in [*PUBLIC, *AS_ORGANIZER]}
    ours = {name for name in names_of(get_resolver()) if not name.startswith(("account_", "mfa_"))}

    assert ours - tried - {"style"} == set()


def names_of(resolver) -> set[str]:
    """Names of the patterns of the public site: the admin's are tried by model, allauth's by its forms."""
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= names_of(pattern) if pattern.app_name != "admin" else set()
        elif pattern.name:
            found.add(pattern.name)
    return found


# -- everything else in a request ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_a_page_does_not_know_is_refused(visitor, method):
    requests = [(method, address) for address in [*PUBLIC, "/en/nothing/", "/accounts/login/", "/static/nothing.css"]]

    assert (
        faults(
            visitor,
            requests,
            method=method,
            allowed={200, 302, 403, 404, 405} if method == "OPTIONS" else {302, 403, 404, 405},
        )
        == []
    )


HEADERS = {
    "language, 5 kB": {"Accept-Language": "x" * 5_000},
    "language, deep": {"Accept-Language": "en-" + "a-" * 2_000},
    "language, many": {"Accept-Language": ",".join(f"a{number};q=0.{number}" for number in range(900))},
    "language, nonsense": {"Accept-Language": "*;q=NaN,../..;q=1e309,\x01"},
    "language, wide": {"Accept-Language": "en\xff\xfe"},
    "cookie, garbage": {"Cookie": "session=\xff\x01; csrf=;;;=;\"; csrf=\"; =x; messages=[[]]"},
    "cookie, long": {"Cookie": "session=" + "a" * 4_000},
    "cookie, nul": {"Cookie": "session=%00; messages=%00; csrf=%00"},
    "cookie, language": {"Cookie": "django_language=../../etc"},
    "range": {"Range": "bytes=0-,0-,0-,-1,5-2"},
    "range, nonsense": {"Range": "bytes=99999999999999999999-"},
    "modified since nonsense": {"If-Modified-Since": "Thu, 99 Foo 99999999999 99:99:99 GMT"},
    "modified since beyond": {"If-Modified-Since": "Thu, 31 Dec 9999999 23:59:59 GMT"},
    "none match": {"If-None-Match": '"' * 2_000},
    "accept": {"Accept": "a/b;q=x," * 500},
    "accept, nothing": {"Accept": ";;;"},
    "encoding": {"Accept-Encoding": "br;q=NaN, gzip;q=-1, " + "x, " * 900},
    "forwarded host": {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "99999", "Forwarded": "for=_x;host=evil.example"},
    "forwarded address": {"X-Forwarded-For": "::1, 999.999.999.999, '\"><script>", "X-Real-Ip": "\xff"},
    "rewritten": {"X-Original-Url": "/admin/", "X-Rewrite-Url": "/admin/", "X-Http-Method-Override": "DELETE"},
    "referrer": {"Referer": "javascript:alert(1)//" + "x" * 3_000},
    "origin": {"Origin": "null"},
    "agent": {"User-Agent": "() { :; }; \xff" + "x" * 5_000},
    "type": {"Content-Type": "multipart/form-data"},
    "type, nonsense": {"Content-Type": "a/b; charset=\xff; boundary=" + "-" * 900},
    "authorization": {"Authorization": "Basic \xff\xfe"},
    "connection": {"Connection": "Upgrade", "Upgrade": "h2c", "Transfer-Encoding": "chunked, identity", "Te": "trailers"},
    "underscore": {"X_Forwarded_Proto": "https", "Proxy": "http://evil.example"},
}  # fmt: skip


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_headers_out_of_order_are_ignored(visitor, headers):
    requests = [("header", address) for address in [*PUBLIC, "/accounts/login/"]]

    assert faults(visitor, requests, allowed={200, 302, 304}, headers=headers) == []


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 30, "1.5", "+5", "٣", " ", "0x10", "5, 5"])
def test_a_length_that_is_none_is_refused_or_ignored(visitor, length):
    for method in ("GET", "POST"):
        assert (
            faults(visitor, [(length, "/en/"), (length, "/accounts/login/")], method=method, CONTENT_LENGTH=length)
            == []
        )


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:99999999", "testserver@evil.example", "", "[::1", "a b", "testserver\x00", "\xff", "x" * 300]
)  # fmt: skip
def test_a_host_that_is_not_ours_is_refused(visitor, host):
    for address in ("/", "/en/", "/en/nothing/", "/robots.txt", "/sitemap.xml", "/admin/", "/accounts/login/"):
        assert faults(visitor, [(host, address)], allowed={400}, HTTP_HOST=host) == []


def multipart(text: bytes, boundary: str = "x") -> tuple[bytes, str]:
    return (
        b"--x\r\nContent-Disposition: form-data; " + text + b"\r\n--x--\r\n",
        f"multipart/form-data; boundary={boundary}",
    )


BODIES = {
    "nul": (b"login=a%00b&password=x", FORM),
    "nul, raw": (b"login=\x00", FORM),
    "nul in a name": (b"a%00b=1", FORM),
    "broken utf-8": (b"login=%ff%fe", FORM),
    "broken utf-8, raw": (b"login=\xff\xfe\x00", FORM),
    "surrogate": (b"login=%ED%A0%80", FORM),
    "bogus charset": (b"login=a", f"{FORM}; charset=bogus"),
    "utf-7": (b"login=+AD4-", f"{FORM}; charset=utf-7"),
    "utf-16": ("login=a".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "charset of a codec": (b"login=a", f"{FORM}; charset=zlib_codec"),
    "json": (b'{"login": 1', "application/json"),
    "xml": (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "text/xml"),
    "no type": (b"login=a", ""),
    "type of signs": (b"login=a", ";;;/"),
    "50,000 fields": (b"&".join(b"a%d=1" % number for number in range(50_000)), FORM),
    "1,001 fields": (b"a=1&" * 1_001, FORM),
    "a field of 1.9 MB": (b"login=" + b"x" * 1_900_000, FORM),
    "10 MB": (b"login=" + b"x" * 10_000_000, FORM),
    "10 MB in parts": multipart(b'name="login"\r\n\r\n' + b"x" * 10_000_000),
    "part of 2.5 MB": multipart(b'name="login"\r\n\r\n' + b"x" * 2_500_000),
    "no boundary": (b"--x\r\nfoo", "multipart/form-data"),
    "wrong boundary": multipart(b'name="login"\r\n\r\na', boundary="y"),
    "boundary of 500 signs": multipart(b'name="login"\r\n\r\na', boundary="y" * 500),
    "boundary beyond ascii": multipart(b'name="login"\r\n\r\na', boundary="\xff"),
    "cut short": (b"--x\r\nfoo", "multipart/form-data; boundary=x"),
    "cut in a header": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    "nul in a part": multipart(b'name="login"\r\n\r\na\x00b'),
    "nul in a part's name": multipart(b'name="a\x00b"\r\n\r\na'),
    "broken utf-8 in a part": multipart(b'name="login"\r\n\r\n\xff\xfe'),
    "no name": multipart(b"\r\n\r\na"),
    "base64 that is none": multipart(b'name="login"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%'),
    "file": multipart(b'name="login"; filename="a.txt"\r\n\r\na'),
    "file with nul in its name": multipart(b'name="upload"; filename="a\x00.png"\r\n\r\na'),
    "file with a path as name": multipart(b'name="upload"; filename="../../etc/passwd"\r\n\r\na'),
    "file with a long name": multipart(b'name="upload"; filename="' + b"a" * 3_000 + b'.png"\r\n\r\na'),
    "101 files": (
        b"".join(b'--x\r\nContent-Disposition: form-data; name="f%d"; filename="a"\r\n\r\na\r\n' % n for n in range(101)) + b"--x--",
        "multipart/form-data; boundary=x",
    ),
    "part with 2,000 headers": multipart(b'name="login"\r\n' + b"X-A: b\r\n" * 2_000 + b"\r\na"),
    "continued name": multipart(b"name*=utf-8''%ff%fe\r\n\r\na"),
    "bogus continued name": multipart(b"name*=bogus'x'%41\r\n\r\na"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "content_type"), BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_form_is_refused(visitor, desk, body, content_type):
    extra = {"data": body, "content_type": content_type}

    assert faults(visitor, [("visitor", "/en/search/"), ("visitor", "/accounts/login/")], method="POST", **extra) == []
    assert faults(Client(), [("visitor", "/en/search/"), ("visitor", "/accounts/login/")], method="POST", **extra) == []
    places = ["/admin/preview-markdown/", "/admin/conference/page/add/", "/admin/conference/picture/add/"]
    assert faults(desk, [("organizer", place) for place in places], method="POST", **extra) == []


# -- the organizers' pages -----------------------------------------------------------------------------------------

AS_ORGANIZER = ["/admin/"]
SHARP = [
    of("control")[0],
    of("control")[2],
    *of("broken_unicode")[:6],
    *of("numbers"),
    *of("injection")[:12],
    *of("marks")[:2],
    *of("size")[:4],
]
FILTERS = [
    "q", "p", "o", "all", "e", "_facets", "_popup", "_to_field", "_changelist_filters", "publish_at__year", "publish_at__gte", "state__exact",
    "conference__id__exact", "conference__isnull", "id__in", "pk", "nope__x", "nope", "conference__network__name__contains", "title__regex",
    "starts_on__year", "date_joined__year", "password__startswith", "user_permissions__codename", "is_superuser__exact", "action",
]  # fmt: skip
MODELS = sorted(f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry)


@pytest.mark.parametrize("model", MODELS)
def test_an_admin_list_survives_any_filter(desk, model):
    queries = [
        f"{name}={value.quoted}"
        for name in FILTERS
        for value in (SHARP[0], SHARP[2], *of("numbers")[3:6], *of("injection")[:2])
    ]
    queries += [f"{name}={value.quoted}" for name in ("q", "p") for value in SHARP]
    queries += [
        "publish_at__year=99999999999999999999",
        "p=99999999",
        "o=99.-1.abc.1..",
        "o=-",
        "q=" + "a " * 900,
        "id__in=" + "1," * 900,
    ]

    assert faults(desk, [(query, f"/admin/{model}/?{query}") for query in queries]) == []


@pytest.mark.parametrize("model", MODELS)
def test_an_admin_form_survives_any_key(desk, model):
    keys = [value.quoted for value in [*SHARP, *of("places"), *of("tokens")]]
    pages = ["change/", "delete/", "history/", "", "translate/es/", "copy/"]
    requests = [(key[:40], f"/admin/{model}/{key}/{page}") for key in keys for page in pages[:2]]
    requests += [
        (key[:40], f"/admin/{model}/{key}/{page}") for key in ("1", "0", "9" * 20, "_00", "abc") for page in pages
    ]

    assert faults(desk, requests) == []


def test_admin_search_fields_of_forms_survive_any_question(desk):
    question = "/admin/autocomplete/?app_label={}&model_name={}&field_name={}&term={}&page={}"
    fields = [
        ("conference", "page", "picture"),
        ("conference", "conference", "venue"),
        ("conference", "venue", "map_picture"),
    ]
    requests = [(value, question.format(*field, value.quoted, "1")) for field in fields for value in SHARP]
    requests += [(value, question.format(*fields[0], "a", value.quoted)) for value in SHARP]
    requests += [(value, question.format(*[value.quoted] * 3, "a", "1")) for value in SHARP]

    # Django answers an unknown field with a bare 403; its page is ours by the middleware.
    assert faults(desk, requests) == []


def test_other_admin_pages_survive_any_address(desk):
    places = [
        "/admin/{}/",
        "/admin/{}/{}/",
        "/admin/r/{}/{}/",
        "/admin/translations/{}/",
        "/admin/conference/page/1/translate/{}/",
    ]
    places += [
        "/admin/login/?next={}",
        "/accounts/login/?next={}",
        "/accounts/confirm-email/{}/",
        "/accounts/password/reset/key/{}/",
    ]
    places += [
        "/admin/jsi18n/?{}",
        "/admin/conference/page/add/?title={}&conference={}&publish_at={}&_popup={}&_to_field={}",
    ]
    requests = [(value, place.replace("{}", value.quoted)) for value in [*SHARP, *of("places")] for place in places]

    assert faults(desk, requests) == []


def test_a_sign_in_never_leads_to_another_site():
    addresses = [value.text for value in of("places")]
    for address in addresses:
        for page in ("/accounts/login/", "/admin/login/", "/admin/"):
            assert faults(Client(), [(address, f"{page}?next={iri_to_uri(address)}")]) == []


@pytest.mark.parametrize("group", GROUPS)
def test_an_admin_form_with_any_text_is_saved_or_refused_by_name(desk, group):
    """The form comes back with what was typed, or the text is kept and the page that shows it is answered."""
    found = []
    for number, value in enumerate(of(group)):
        text = value.text.replace("\ufffd", "?")
        typed = dict.fromkeys(("title", "menu_label", "summary", "body"), text)
        fixed = {
            "slug": f"hostile-{number}",
            "kind": "text",
            "state": "published",
            "publish_at_0": "2007-01-01",
            "publish_at_1": "12:00",
            "position": "9",
            "language": "en",
        }
        found += faults(
            desk,
            [(value, "/admin/conference/page/add/")],
            method="POST",
            allowed={200, 302, 400, 413, 422},
            **form(typed | fixed),
        )
        found += faults(
            desk, [(value, "/admin/preview-markdown/")], method="POST", **form({"preview_of": "body", "body": text})
        )
    for page in Page.objects.filter(slug__startswith="hostile"):
        found += faults(
            Client(),
            [
                (page.slug, page.get_absolute_url()),
                (page.slug, f"/es/{page.slug}/"),
                (page.slug, "/en/search/?q=alert"),
            ],
        )
    assert found == []


def form(values: dict) -> dict:
    client = Client()
    return {
        "data": client._encode_data(values, "multipart/form-data; boundary=BoUnDaRyStRiNg"),
        "content_type": "multipart/form-data; boundary=BoUnDaRyStRiNg",
    }


@pytest.mark.parametrize("model", MODELS)
def test_an_admin_form_without_its_fields_is_refused(desk, model):
    posts = [
        {}, {"_save": ""}, {"phones-TOTAL_FORMS": "99999999999", "phones-INITIAL_FORMS": "-1"}, {"actions-TOTAL_FORMS": "abc"},
        {"opened_version": "9" * 30}, {"opened_version": "x"}, {"conference": "9" * 30, "venue": "abc", "picture": "-1", "network": "1"},
        {"latitude": "NaN", "longitude": "1e309", "price_cents": "9" * 30, "position": "-1", "starts_on": "99999-99-99", "publish_at_0": "0000-00-00"},
        {"action": "delete_selected", "_selected_action": ["abc", "9" * 30, "-1"]}, {"action": "nope", "_selected_action": "1"},
        {"action": "delete_selected", "_selected_action": "1", "post": "yes", "select_across": "abc", "index": "99"},
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "9" * 30, "_save": "1"}, {"_save": "1", "form-TOTAL_FORMS": "x"},
    ]  # fmt: skip
    key = admin_object(model)
    places = [
        f"/admin/{model}/add/",
        f"/admin/{model}/",
        *([f"/admin/{model}/{key}/change/", f"/admin/{model}/{key}/translate/es/"] if key else []),
    ]
    found = []
    for values in posts:
        found += faults(desk, [(str(values)[:60], place) for place in places], method="POST", **form(values))
    assert found == []


def admin_object(model: str) -> int | None:
    found = next(one for one in admin.site._registry if f"{one._meta.app_label}/{one._meta.model_name}" == model)
    return found._default_manager.values_list("pk", flat=True).first()


def test_the_limits_tried_here_are_those_of_the_settings():
    assert settings.LONGEST_QUERY_BYTES == 4_000
    assert settings.LARGEST_FORM_BYTES < 10_000_000
    assert reverse("admin:index") == "/admin/"
