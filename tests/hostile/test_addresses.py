"""No address may end in an error of ours, lead to another site, or bring its own markup back.

Every refusal is a page of our own. Requests are made with Django's client, so an exception that the site would turn
into its page for 500 is seen here by its name.
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls.resolvers import URLResolver, get_resolver
from django.utils.translation import override

from .attack import faults, in_turns, spread
from .corpus import CORPUS, GROUPS, SHARP, of, one_of_each


def of_deeds(form: str) -> list[str]:
    """Every address of something that people do without an account."""
    nobody = "00000000-0000-4000-8000-000000000000"
    return [
        form + rest for rest in ("", f"sent/{nobody}/", "thanks/", "later/", "erased/", "yours/x/", "yours/x/change/")
    ]


FIXED = ["/", "/robots.txt", "/llms.txt", "/.well-known/security.txt", "/favicon.ico", "/sitemap.xml"]
PAGES = [
    "/en/", "/en/2007/", "/en/2007/about/", "/en/2007/travel/", "/en/contact/", "/en/glossary/", "/en/news/", "/en/news/feed/",
    "/en/news/bus/", "/en/archive/", "/en/search/", "/es/2007/about/", "/ar/search/", "/es/2007/proposals/",
    "/en/2007/proposals/strategy/", "/en/2007/proposals/strategy/compare/", "/en/2007/proposals/strategy/changes/1-2/",
    "/en/2007/proposals/strategy/1/", "/en/2007/proposals/strategy/2/print/", "/en/2007/proposals/strategy/2/export.md",
    "/en/2007/proposals/strategy/changes/1-2/list/", "/en/2007/proposals/strategy/changes/1-2/side-by-side/", "/en/2007/proposals/strategy/s2focus/",
    "/en/2007/proposals/adopted/amendments/", "/en/2007/proposals/adopted/amendments/1/",
    "/es/2007/proposals/adopted/amendments/export.csv", "/en/unity/", "/en/2007/unity/", "/es/2007/unity/2/",
    "/en/2007/unity/sheet/es/", "/en/2007/unity/since/2008/", "/ar/2007/floor/",
    "/en/contact/write/", "/es/contact/write/thanks/", "/en/contact/write/later/", "/ar/contact/write/erased/",
    "/en/contact/write/sent/00000000-0000-4000-8000-000000000000/", "/en/contact/write/yours/x/", "/es/contact/write/yours/x/change/",
    "/en/newsletter/", "/en/newsletter/june/", "/es/newsletter/feed/", "/en/newsletter/stop/yours/x/", "/ar/newsletter/stopped/",
    "/en/newsletter/sign-up/", "/es/newsletter/sign-up/thanks/", "/en/newsletter/sign-up/later/", "/ar/newsletter/sign-up/erased/",
    "/en/newsletter/sign-up/sent/00000000-0000-4000-8000-000000000000/", "/en/newsletter/sign-up/yours/x/",
    "/es/newsletter/sign-up/yours/x/change/",
    "/en/2007/proposals/strategy/feedback/", "/es/2007/proposals/strategy/feedback/F-1/", "/en/2007/proposals/strategy/2/answers/",
    "/en/2007/proposals/strategy/feedback/figures/", "/ar/2007/proposals/strategy/feedback/export.csv",
    *of_deeds("/en/2007/proposals/strategy/1/say/whole/"), *of_deeds("/es/2007/proposals/strategy/feedback/F-1/me-too/"),
    *of_deeds("/en/2007/proposals/strategy/follow/"), "/en/2007/proposals/strategy/follow/stop/yours/x/",
]  # fmt: skip
R = "00000000-0000-4000-8000-000000000000"
SCHEDULE = [
    f"/en/2007/schedule/{rest}" for rest in (
        "", "days/2007-07-27/", "now/", "changes/", "changes/feed/", "my-list/", "print/", "doors/", "sessions/raids/", "rooms/",
        "changes/since/1/", "rooms/hall/", "open-space/", "open-space/1/", "people/", "people/ana/", "organizations/center/",
        "schedule.ics", "schedule.xml", "schedule.json", "days/2007-07-27.ics", "sessions/raids.ics", "rooms/hall.ics",
        "people/ana.ics", "languages/es.ics", "my-list.ics",
    )
]  # fmt: skip
ABOUT = [
    f"/en/2007/proposals/strategy/{rest}" for rest in (
        "1/answers/", "feedback/", "feedback/F-1/", "feedback/figures/", "feedback/export.csv", "follow/stop/yours/x/",
        *(
            f"{deed}{page}" for deed in ("1/say/s2focus/", "feedback/F-1/me-too/", "follow/")
            for page in ("", f"sent/{R}/", "thanks/", "later/", "erased/", "yours/x/", "yours/x/change/")
        ),
    )
]  # fmt: skip
DEVELOPMENT = ["/service-worker.js", "/dev/mail/", "/dev/mail/x/", "/dev/mail/x/html/"]
PUBLIC = [*FIXED, *PAGES, *SCHEDULE, *ABOUT, *DEVELOPMENT]
PATHS = ["/en/{}/", "/en/2007/{}/", "/en/news/{}/", "/en/2007/proposals/strategy/{}/"]
OTHER_PATHS = [
    "/{}",
    "/{}/",
    "/{}/2007/",
    "/en/{}/about/",
    "/en/{}/a/b/",
    "/en/{}/proposals/",
    "/en/2007/proposals/{}/",
    "/en/2007/proposals/strategy/{}/print/",
    "/en/2007/proposals/strategy/1/export.{}",
    "/en/2007/proposals/strategy/changes/1-{}/",
    "/en/2007/proposals/strategy/feedback/F-{}/",
    "/en/2007/proposals/strategy/1/say/{}/",
    "/en/2007/proposals/strategy/follow/stop/yours/{}/",
    "/es/{}/",
    "/en/{}",
    "/static/{}",
    "/en/2007/proposals/adopted/amendments/{}/",
    "/en/2007/proposals/adopted/amendments/export.{}",
    "/en/2007/unity/{}/",
    "/en/2007/unity/since/{}/",
    "/en/2007/unity/sheet/{}/",
    "/en/{}/unity/",
    "/en/contact/write/yours/{}/",
    "/en/newsletter/{}/",
    "/en/newsletter/stop/yours/{}/",
    "/es/newsletter/?page={}",
    "/es/contact/write/sent/{}/",
    "/ar/contact/write/?hall={}",
    "/en/2007/schedule/days/{}/",
    "/en/2007/schedule/sessions/{}/",
    "/en/2007/schedule/days/{}.ics",
    "/en/2007/schedule/changes/since/{}/",
    "/es/2007/schedule/?q={}",
    "/en/2007/schedule/?room={}",
    "/en/2007/schedule/now/?day={}&time=10:00",
    "/en/2007/schedule/my-list/?pick={}",
    "/ar/2007/schedule/open-space/{}/",
    "/en/2007/proposals/strategy/feedback/?q={}",
]  # /media/ is served by nginx


@pytest.mark.parametrize("group", GROUPS)
def test_a_value_in_any_place_of_a_path_is_answered(visitor, group):
    assert faults(visitor, in_turns(of(group), *PATHS, share=2)) == []


def test_a_value_in_any_other_path_is_answered(visitor):
    assert faults(visitor, in_turns(SHARP, *OTHER_PATHS, share=4)) == []


@pytest.mark.parametrize("group", GROUPS)
def test_anything_can_be_searched_for(visitor, group):
    assert faults(visitor, spread(of(group), "/en/search/?q={}")) == []


@pytest.mark.parametrize("group", ["broken_unicode", "control", "numbers", "injection", "tokens", "size"])
def test_a_value_in_any_parameter_that_a_page_reads_is_answered(visitor, group):
    addresses = [
        "/ar/search/?q=plan&page={}",
        "/en/news/?page={}",
        "/en/2007/about/?preview={}",
        "/es/news/bus/?preview={}",
        "/es/2007/proposals/strategy/compare/?from={}",
        "/es/2007/proposals/strategy/feedback/?draft={}&section={}&kind={}&answer={}&language={}&order={}",
        "/es/2007/proposals/strategy/feedback/?words={}",
        "/es/2007/proposals/strategy/feedback/?page={}",
        "/es/2007/proposals/strategy/compare/?from=1&to={}",
        "/en/2007/proposals/adopted/amendments/?page={}",
        "/en/2007/proposals/adopted/amendments/?order={}",
    ]

    assert faults(visitor, in_turns(of(group), *addresses, share=3)) == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_value_in_a_parameter_that_a_page_does_not_read_is_answered(visitor, address):
    values = one_of_each()[PUBLIC.index(address) % 4 :: 4]

    assert faults(visitor, spread(values, f"{address}?{{}}=1&utm_source={{}}&next={{}}")) == []


@pytest.mark.parametrize("value", [value for value in CORPUS if not value.is_text], ids=str)
def test_what_the_database_cannot_keep_is_refused_as_unreadable(visitor, value):
    addresses = ["/en/search/?q={}", "/en/search/?{}=1", "/en/{}/", "/?a={}"]

    assert [visitor.get(address).status_code for _, address in spread([value], *addresses)] == [400] * 4


@pytest.mark.parametrize("value", of("names"), ids=str)
def test_a_persons_name_can_be_searched_for(visitor, value):
    answer = visitor.get("/en/search/", {"q": value.text})

    assert answer.status_code == 200
    assert answer.context["query"] == value.text


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


# -- size ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [settings.LONGEST_QUERY_BYTES + 1, 100_000])
def test_an_address_longer_than_any_of_ours_is_refused_as_too_large(visitor, size):
    addresses = [*(f"{address}?q={'x' * size}" for address in PUBLIC), f"/en/{'x' * size}/"]

    assert {address: visitor.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 413)


def test_three_thousand_parameters_are_refused_as_too_large(visitor):
    assert [visitor.get(f"{address}?" + "a=1&" * 3_000).status_code for address in PUBLIC] == [413] * len(PUBLIC)


def test_parameters_that_come_twice_or_by_the_hundred_are_answered(visitor):
    queries = [
        "q=a&q=b", "page=1&page=2", "preview=a&preview=b", "q[]=a&q[a]=b", "q", "=&&&?", "q=%", "a=1&" * 900,
        "&".join(f"a{number}=" for number in range(600)), "+" * 3_000, "q=a;page=1", "__proto__=1", "q=" + "%00" * 900,
    ]  # fmt: skip
    attacks = [
        (query[:20], f"{address}?{query}") for query in queries for address in ("/", "/sitemap.xml", *PAGES[5:11])
    ]

    assert faults(visitor, attacks) == []


# -- the lists above -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "//evil.example/", "///evil.example/en", "/\\evil.example", "//evil.example/%2e%2e", "/en//evil.example", "/%2f%2fevil.example"],
)  # fmt: skip
def test_an_address_with_two_slashes_never_leads_away(address):
    for client in (Client(), Client(headers={"accept-language": "es"})):
        assert faults(client, [(address, address)]) == []


def test_every_pattern_of_the_site_is_tried_here():
    """A new address must be added to the lists above, or it would be the one that nobody has attacked."""
    assert set(names_of(get_resolver())) - {name_of(address) for address in PUBLIC} <= {"style"}


def name_of(address: str) -> str:
    with override(address[1:3] if re.match(r"/[a-z]{2}/", address) else "en"):
        return get_resolver().resolve(address).url_name


def names_of(resolver):
    """Names of the public patterns: the organizers' are tried by model and by form."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) not in {"admin/", "accounts/", "accounts/2fa/"}:
                yield from names_of(pattern)
        elif pattern.name:
            yield pattern.name
