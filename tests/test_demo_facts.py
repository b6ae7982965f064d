"""The demo content is honest: sources, samples, what is not known; and its addresses, menu and dates are in order."""

import re
from datetime import date
from itertools import pairwise

import pytest

from tests.demo_files import CONFERENCES, NETWORK, PATHS, PROPOSALS, TEXTS, rows

MENU_OF_2007 = {
    "about": ("About the Conference", 20),
    "schedule": ("Conference Schedule", 30),
    "proposals": ("Campaign Proposals", 40),
    "travel": ("Travel and Housing", 50),
    "network": ("About the Network", 80),
    "contact": ("Contact Us", 90),
}
PHASES = {"before", "open", "now", "after"}
# Pages that the site makes itself, without a row in the files.
BUILT_IN = {"contact/write/", "news/", "archive/", ""}

# The pages that the facts were read from; a fact may name no other.
SOURCES = {
    "/2006Conference/index.html",
    "/2006Conference/about.html",
    "/2006Conference/updates.html",
    "/2006Conference/proposal-list.html",
    "/2007Conference/pointsofunity.html",
    "/2009Conference/confinfo.html",
    "/2009Conference/filmfest.html",
    "/News/March-April09NewsAlert.html",
    "/cgi-bin/datacgi/database.cgi?file=Issues&report=SingleArticle&ArticleID=0561",
    "/cgi-bin/datacgi/database.cgi?file=Issues&report=SingleArticle&ArticleID=0927",
    "american.edu/ocl/housing/planningguide.cfm",
    "campusactivism.org/displayevent-2335.htm",
    "no-racism.net/article/4058",
    "A copy of the call to May 1, 2008",  # on an opponent's site, which is not linked
    "chicago.indymedia.org/archive/newswire/display/86364/index.php",
    "richmondadmissionsblog.wordpress.com/2008/06/10/i-ride-the-bus-to-work-now/",
    "styleweekly.com/most-anticipated-ways-to-get-around-richmond/",
    "themilitant.com/2006/7030/703006.html",
    "wilpfus.org/33rdCongress/transportation",
    "workers.org/2006/us/immigrant-rights-0810/",
}
PUBLISHED_NUMBERS = {"202) 595-8990", "212) 330-8172", "213) 403-0131", "773) 942-2268"}
OPPONENTS = ("wvwnews", "discoverthenetworks")

# ---- Honest


def test_samples_look_like_samples():
    for where, row in [*rows("travel"), *rows("housing")]:
        name = row["name"] if "name" in row else row["title"]["en"]
        assert ("Example" in name) == row.get("is_sample", False), where
        if row.get("is_sample"):
            assert "checked_on" not in row, where
            assert "source" not in row, where


def test_what_is_no_sample_names_its_source():
    for where, row in [*rows("travel"), *rows("housing")]:
        assert ("source" in row) == ("checked_on" in row), where
        assert row.get("source", "") in SOURCES | {""}, where
        measured = {"price_cents", "duration", "distance", "link"} & set(row)
        if measured:
            assert row.get("is_sample") or "source" in row, f"{where}: {measured}"


@pytest.mark.parametrize("table", ["travel", "housing", "page"])
def test_archives_hold_no_sample(table):
    assert not any(row.get("is_sample") for name in ("2006", "2009") for row in CONFERENCES[name].get(table, []))


def test_texts_that_say_sample_carry_the_mark():
    for where, row in [*rows("page"), *rows("announcement")]:
        text = f"{row['summary']['en']} {row['body']['en']}"
        says_so = bool(re.search(r"\bis a sample\b|\bA sample of\b", text))
        assert says_so <= row.get("is_sample", False), where


def test_each_fact_says_how_sure_it_is_and_where_it_was_read():
    for where, row in rows("fact"):
        assert row["certainty"] in {"stated", "derived", "inferred", "unknown"}, where
        if row["certainty"] == "unknown":
            assert set(row) == {"label", "certainty"}, where
        else:
            assert row["source"] in SOURCES, where
            assert row["value"], where


def test_points_of_unity_say_how_sure_they_are_and_where_they_were_read():
    for where, row in [*rows("unity"), *rows("adoption")]:
        assert row["certainty"] in {"stated", "inferred", "unknown"}, where
        assert row["source"] in SOURCES, where
        assert ("point" in row) == (row["certainty"] == "stated"), where


def test_lists_of_10_points_say_no_5_times_then_yes_5_times():
    for where, row in rows("unity"):
        sides = [point["side"] for point in row.get("point", [])]
        assert sides in ([], ["no"] * 5 + ["yes"] * 5), where
        for point in row.get("point", []):
            assert point["title"]["en"].startswith({"no": "No to ", "yes": "Yes to "}[point["side"]]), where
            assert len(point["title"]["en"].split()) <= 8, point["title"]["en"]


def test_each_conference_says_what_is_not_known():
    for name, content in CONFERENCES.items():
        unknown = [row["label"]["en"] for row in content["fact"] if row["certainty"] == "unknown"]
        assert {"Housing and its prices", "Groups that endorsed"} <= set(unknown), name


def test_only_published_phones_and_no_opponent_appear():
    for file in PATHS:
        text = file.read_text()
        assert set(re.findall(r"\d{3}\) \d{3}-\d{4}", text)) <= PUBLISHED_NUMBERS, file.name
        assert not any(name in text for name in OPPONENTS), file.name
        assert set(re.findall(r"[\w.]+@[\w.]+\w", text)) <= {"info@ImmigrantSolidarity.org"}, file.name


def test_safety_texts_say_that_no_lawyer_has_read_them():
    safety = {row["title"]["en"]: row["body"] for _where, row in rows("travel") if row["section"] == "safety"}

    for title in ("Before you travel", "What to carry", "If an officer stops you"):
        assert safety[title]["en"].strip().startswith("*Not reviewed by a lawyer yet.")
        assert safety[title]["es"].strip().startswith("*Ningún abogado ha revisado este texto todavía.")


def test_places_on_the_map_say_where_they_come_from():
    for where, row in rows("venue"):
        assert ("latitude" in row) == ("longitude" in row), where
        assert "latitude" not in row or "approximate" in row["source_note"], where


# ---- In order: addresses, menu, dates


def numbered(proposal):
    return list(enumerate(proposal["draft"], start=1))


KNOWN_PAGES = (
    BUILT_IN
    | {f"{page['slug']}/" for page in NETWORK["page"]}
    | {f"{name}/" for name in CONFERENCES}
    | {f"{name}/{page['slug']}/" for name, content in CONFERENCES.items() for page in content["page"]}
    | {f"{name}/schedule/now/" for name in CONFERENCES}
    | {f"news/{row['slug']}/" for row in NETWORK["announcement"]}
    | {f"{row['conference']}/proposals/{row['slug']}/" for row in PROPOSALS}
    | {f"{row['conference']}/proposals/{row['slug']}/{number}/" for row in PROPOSALS for number, _ in numbered(row)}
    | {
        f"{row['conference']}/proposals/{row['slug']}/changes/{newer - 1}-{newer}/"
        for row in PROPOSALS
        for newer, _ in numbered(row)[1:]
    }
)


def test_buttons_and_cards_lead_to_pages_that_exist():
    assert [where for where, row in rows("action") if row["target"] not in KNOWN_PAGES] == []


def test_few_buttons_and_cards():
    for where, page in rows("main_page"):
        kinds = [action["kind"] for action in page["action"]]
        assert 1 <= kinds.count("button") <= 2, where
        assert kinds.count("card") <= 3, where
        assert len(kinds) == kinds.count("button") + kinds.count("card"), where
        assert len({action["target"] for action in page["action"]}) == len(kinds), where
        assert all(("text" in action) == (action["kind"] == "card") for action in page["action"]), where


def test_links_stay_in_their_language_and_exist():
    for where, language, _field, text in TEXTS:
        for target in re.findall(r"\]\(([^)]+)\)", text):
            assert target.startswith(f"/{language}/"), where
            assert target.removeprefix(f"/{language}/") in KNOWN_PAGES, f"{where}: {target}"


def test_markdown_stays_in_the_subset():
    for where, _language, field, text in TEXTS:
        assert not re.search(r"<\w|!\[|^\||^#{1,2} |^####|`", text, re.MULTILINE), where
        if field not in {"body"}:
            assert not re.search(r"[*_#\[\]\n]", text), where


def test_the_menu_keeps_the_names_of_2007():
    pages = [*CONFERENCES["2007"]["page"], *NETWORK["page"]]
    menu = {page["slug"]: (page["menu_label"]["en"], page["position"]) for page in pages if page["in_menu"]}

    assert menu == MENU_OF_2007


@pytest.mark.parametrize("name", CONFERENCES)
def test_a_conference_is_in_order(name):
    conference, pages = CONFERENCES[name]["conference"], CONFERENCES[name]["main_page"]

    assert conference["slug"] == name == str(conference["starts_on"].year)
    assert conference["starts_on"] < conference["ends_on"]
    assert {page["phase"] for page in pages} == (PHASES if conference["is_current"] else {"after"})
    assert conference["phase"] == ("open" if conference["is_current"] else "after")


def test_one_conference_is_current():
    assert [name for name, content in CONFERENCES.items() if content["conference"]["is_current"]] == ["2007"]


def test_news_run_forward_to_the_conference():
    days = [row["published_on"] for row in NETWORK["announcement"]]

    assert all(earlier < later for earlier, later in pairwise(days))
    assert date(2007, 1, 1) <= days[0]
    assert days[-1] < CONFERENCES["2007"]["conference"]["starts_on"]
    assert all(row.get("conference", "2007") in CONFERENCES for row in NETWORK["announcement"])


def test_addresses_are_unique():
    for table in ("page", "term", "announcement"):
        slugs = [row["slug"] for row in NETWORK[table]]
        assert len(set(slugs)) == len(slugs)
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", slug) for slug in slugs)
