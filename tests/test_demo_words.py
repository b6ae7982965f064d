"""The demo content is easy to read, complete in both languages, and honest. Reads the TOML files, no database."""

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.reading_grade import blocks, read_english, read_spanish, sentences

FOLDER = Path(__file__).parents[1] / "conference" / "demo"
FILES = {file.stem: tomllib.loads(file.read_text()) for file in sorted(FOLDER.glob("*.toml"))}
NETWORK = FILES["network"]
CONFERENCES = {name: content for name, content in FILES.items() if name != "network"}
LANGUAGES = {"en", "es"}

# Table: its translatable fields, with the length that the database allows (None: as long as needed).
TRANSLATABLE = {
    "network": {"slogan": 120, "summary": 400},
    "phone": {"hours": 120, "note": 200},
    "page": {"title": 120, "menu_label": 40, "summary": 300, "body": None},
    "term": {"term": 80, "meaning": 500},
    "announcement": {"title": 120, "summary": 300, "body": None},
    "conference": {"name": 120, "theme": 140, "summary": 400},
    "map": {"alt": 300},
    "venue": {"entrance": 400, "landmark": 400, "step_free": 400},
    "main_page": {"heading": 100, "lead": 300, "body": None},
    "action": {"label": 60, "text": 160},
    "travel": {"title": 100, "body": None, "duration": 60},
    "housing": {"kind": 60, "distance": 80, "how_to_book": 200},
    "fact": {"label": 80, "value": 600},
}
OPTIONAL = {"hours", "note", "menu_label", "entrance", "landmark", "step_free", "text", "duration", "distance", "value"}

EASY, PLAIN = 6, 8
# Fernández-Huerta: 70 and more is grade 6, 60 and more grade 8.
SPANISH_EASE = {EASY: 70, PLAIN: 60}
LONGEST_SENTENCE, MEAN_SENTENCE = 25, 15
# An easy page does not excuse one hard sentence. Names and facts, which are lists of names, are not sentences.
HARDEST_SENTENCE = 12

MENU_OF_2007 = {
    "about": ("About the Conference", 20),
    "travel": ("Travel and Housing", 50),
    "network": ("About the Network", 80),
    "contact": ("Contact Us", 90),
}
PHASES = {"before", "open", "now", "after"}
# Pages that the site makes itself, without a row in the files.
BUILT_IN = {"news/", "archive/", ""}

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
    "chicago.indymedia.org/archive/newswire/display/86364/index.php",
    "richmondadmissionsblog.wordpress.com/2008/06/10/i-ride-the-bus-to-work-now/",
    "styleweekly.com/most-anticipated-ways-to-get-around-richmond/",
    "themilitant.com/2006/7030/703006.html",
    "wilpfus.org/33rdCongress/transportation",
    "workers.org/2006/us/immigrant-rights-0810/",
}
PUBLISHED_NUMBERS = {"202) 595-8990", "212) 330-8172", "213) 403-0131", "773) 942-2268"}
OPPONENTS = ("wvwnews", "discoverthenetworks")

FORBIDDEN = {
    "en": r"""illegals?|aliens?|click\ here|stay\ tuned|touch\ base|kick\ off|win-win|on\ the\ (?:table|ground)
        |two|three|four|five|six|seven|eight|nine|ten|eleven|twelve""",
    # The last line: forms of "tú" and "vosotros". The site says "usted".
    "es": r"""ilegal(?:es)?|haga\ clic|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce
        |tú|tu|tus|te|ti|contigo|vos|vosotros|vuestr[oa]s?|puedes|tienes|quieres|eres|debes|vas""",
}


def rows(table):
    """Every row of a table in all files, as (where, row)."""
    for name, content in FILES.items():
        if table == "action":
            pages = content.get("main_page", [])
            found = [action for page in pages for action in page.get("action", [])]
        elif table == "map":
            found = [content["venue"]["map"]] if "map" in content.get("venue", {}) else []
        else:
            found = content.get(table, [])
        for row in found if isinstance(found, list) else [found]:
            yield f"{name} {table} {row.get('slug') or row.get('title') or row.get('label') or ''}", row


ROWS = [(where, table, row) for table in TRANSLATABLE for where, row in rows(table)]
TEXTS = [
    (f"{where} {field} {language}", language, field, text)
    for where, table, row in ROWS
    for field in TRANSLATABLE[table]
    for language, text in row.get(field, {}).items()
]


def texts_of(units, language):
    """All text of some rows, (table, row) each, in one language."""
    return [row[field][language] for table, row in units for field in TRANSLATABLE[table] if field in row]


def reading_units():
    """What a reader sees as one page: (name, highest grade, rows)."""
    for name, content in FILES.items():
        travel = [("travel", row) for row in content.get("travel", [])]
        housing = [("housing", row) for row in content.get("housing", [])]
        for page in content.get("page", []):
            easy = page["slug"] in {"travel", "privacy"}
            extra = travel + housing if page["slug"] == "travel" else []
            yield f"{name} {page['slug']}", EASY if easy else PLAIN, [("page", page), *extra]
        for page in content.get("main_page", []):
            unit = [("main_page", page), *(("action", row) for row in page["action"])]
            yield f"{name} main page, {page['phase']}", EASY, unit
        safety = [unit for unit in travel if unit[1]["section"] == "safety"]
        if safety:
            yield f"{name} travel safely", EASY, safety
        for table in ("fact", "term", "network", "conference"):
            if table in content:
                found = content[table] if isinstance(content[table], list) else [content[table]]
                yield f"{name} {table}", PLAIN, [(table, row) for row in found]
        for row in content.get("announcement", []):
            yield f"{name} news {row['slug']}", PLAIN, [("announcement", row)]


READING = [pytest.param(grade, unit, id=name) for name, grade, unit in reading_units()]


# ---- Easy to read


@pytest.mark.parametrize(("grade", "unit"), READING)
def test_english_is_easy(grade, unit):
    reading = read_english(texts_of(unit, "en"))

    assert reading.score <= grade, reading
    assert reading.mean <= MEAN_SENTENCE, reading


@pytest.mark.parametrize(("grade", "unit"), READING)
def test_spanish_is_easy(grade, unit):
    reading = read_spanish(texts_of(unit, "es"))

    assert reading.score >= SPANISH_EASE[grade], reading
    assert reading.mean <= MEAN_SENTENCE, reading


def test_no_sentence_is_long():
    all_sentences = [sentence for _where, _language, _field, text in TEXTS for sentence in sentences(text)]

    assert [sentence for sentence in all_sentences if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_no_sentence_is_hard():
    texts = [text for where, code, field, text in TEXTS if code == "en" and field != "name" and " fact " not in where]
    long_enough = [sentence for text in texts for sentence in sentences(text) if len(sentence.split()) >= 8]

    assert [sentence for sentence in long_enough if read_english([sentence]).score > HARDEST_SENTENCE] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_forbidden_word(language):
    pattern = re.compile(rf"(?<![\w-])(?:{FORBIDDEN[language]})(?![\w-])", re.IGNORECASE | re.VERBOSE)
    texts = [(where, text) for where, code, _field, text in TEXTS if code == language]

    assert [(where, hit.group()) for where, text in texts if (hit := pattern.search(text))] == []


def test_dates_name_the_month():
    months = "Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre"

    assert [where for where, _language, _field, text in TEXTS if re.search(r"\d[/.]\d{1,2}[/.]\d{2}", text)] == []
    assert [where for where, code, _field, text in TEXTS if code == "es" and re.search(rf"\b({months})\b", text)] == []


def test_spanish_questions_and_cries_open_with_their_mark():
    for where, language, _field, text in TEXTS:
        if language == "es":
            spanish = re.sub(r"“[A-Za-z .?!]+”", "", text)  # English sentences and titles, quoted
            assert spanish.count("?") == spanish.count("¿"), where
            assert spanish.count("!") == spanish.count("¡"), where


# ---- Complete in both languages


def test_each_translatable_text_has_both_languages_and_they_differ():
    for where, table, row in ROWS:
        for field in TRANSLATABLE[table]:
            text = row.get(field)
            if text is None:
                assert field in OPTIONAL, f"{where}: {field} is missing"
                continue
            assert set(text) == LANGUAGES, f"{where} {field}"
            assert all(part.strip() for part in text.values()), f"{where} {field} is empty"
            if re.search(r"[a-z]", text["en"]):
                assert text["en"].strip() != text["es"].strip(), f"{where} {field} is not translated"


def test_only_translatable_fields_have_languages():
    for where, table, row in ROWS:
        tables = {name for name, value in row.items() if isinstance(value, dict)} - {"map"}
        assert tables <= set(TRANSLATABLE[table]), where


def test_texts_fit_their_fields():
    for where, table, row in ROWS:
        for field, limit in TRANSLATABLE[table].items():
            for text in row.get(field, {}).values():
                assert limit is None or len(text) <= limit, f"{where} {field}: {len(text)}"


def test_both_languages_have_the_same_outline():
    for where, table, row in ROWS:
        if "body" in TRANSLATABLE[table]:
            assert outline(row["body"]["en"]) == outline(row["body"]["es"]), where


def outline(markdown):
    marks = [found.group(1) for line in markdown.splitlines() if (found := re.match(r"(#+|-|\d+\.) ", line))]
    links = [target.split("/", 2)[-1] for target in re.findall(r"\]\(([^)]+)\)", markdown)]
    return marks, links, len(blocks(markdown))


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
    assert not any(row.get("is_sample") for name in ("2006", "2009") for row in FILES[name].get(table, []))


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


def test_each_conference_says_what_is_not_known():
    for name, content in CONFERENCES.items():
        unknown = [row["label"]["en"] for row in content["fact"] if row["certainty"] == "unknown"]
        assert {"Housing and its prices", "Groups that endorsed"} <= set(unknown), name


def test_only_published_phones_and_no_opponent_appear():
    for file in FOLDER.glob("*.toml"):
        text = file.read_text()
        assert set(re.findall(r"\d{3}\) \d{3}-\d{4}", text)) <= PUBLISHED_NUMBERS, file.name
        assert not any(name in text for name in OPPONENTS), file.name
        assert set(re.findall(r"[\w.]+@[\w.]+", text)) <= {"info@ImmigrantSolidarity.org"}, file.name


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


KNOWN_PAGES = (
    BUILT_IN
    | {f"{page['slug']}/" for page in NETWORK["page"]}
    | {f"{name}/" for name in CONFERENCES}
    | {f"{name}/{page['slug']}/" for name, content in CONFERENCES.items() for page in content["page"]}
    | {f"news/{row['slug']}/" for row in NETWORK["announcement"]}
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
