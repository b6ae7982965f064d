"""The files of demo content as tests read them: every row of every table, and what a reader sees as one page."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "conference" / "demo").glob("*.toml")) + sorted((ROOT / "campaigns" / "demo").glob("*.toml"))
PATHS += sorted((ROOT / "conference" / "demo" / "schedule").glob("*.toml"))
PATHS += sorted((ROOT / "campaigns" / "demo" / "sample").glob("*.toml"))
FILES = {f"{path.parts[-3]} {path.stem}": tomllib.loads(path.read_text()) for path in PATHS}
NETWORK = FILES["conference network"]
CONFERENCES = {
    name.removeprefix("conference "): content
    for name, content in FILES.items()
    if name.startswith("conference ") and content is not NETWORK
}
ALL_PROPOSALS = [row for content in FILES.values() for row in content.get("proposal", [])]
PROPOSALS = [row for row in ALL_PROPOSALS if not row.get("is_sample")]
SAMPLES = [row for row in ALL_PROPOSALS if row.get("is_sample")]

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
    "proposal": {"title": 160, "summary": 600},
    "draft": {"title": 160, "label": 60, "change_summary": 2000, "plain_summary": 600},
    "section": {"heading": 300, "body": None},
    "amendment": {"heading": 300, "body": None, "reason": 1000},
    "adoption": {"title": 120, "introduction": 600},
    "point": {"title": 300, "sentence": 300, "change": 300},
    "unity": {"title": 120, "introduction": 600},
    "room": {"name": 80, "floor": 80, "access_notes": 400},
    "topic": {"name": 80},
    "organization": {"about": 600},
    "person": {"about": 600},
    "session": {"title": 190, "summary": 500, "body": None, "goal": 500, "bring": 300, "place": 190, "press_note": 190},
    "change": {"note": 190},
}

EASY, PLAIN = 6, 8


def drafts(proposals=PROPOSALS):
    """Every draft as (its proposal, the draft)."""
    return [(proposal, draft) for proposal in proposals for draft in proposal["draft"]]


def rows(table):
    """Every row of a table in all files, as (where, row)."""
    for name, content in FILES.items():
        for row in rows_of(table, content):
            yield (
                f"{name} {table} {row.get('slug') or row.get('key') or row.get('title') or row.get('label') or ''}",
                row,
            )


def rows_of(table, content):
    match table:
        case "action":
            return [action for page in content.get("main_page", []) for action in page.get("action", [])]
        case "map":
            return [content["venue"]["map"]] if "map" in content.get("venue", {}) else []
        case "draft":
            return [draft for proposal in content.get("proposal", []) for draft in proposal["draft"]]
        case "section":
            return [section for draft in rows_of("draft", content) for section in draft["section"]]
        case "amendment":
            return [one for draft in rows_of("draft", content) for one in draft.get("amendment", [])]
        case "adoption":
            return [draft["adoption"] for draft in rows_of("draft", content) if "adoption" in draft]
        case "point":
            lists = [*rows_of("draft", content), *content.get("unity", [])]
            return [point for one in lists for point in one.get("point", [])]
        case _:
            found = content.get(table, [])
            return found if isinstance(found, list) else [found]


ROWS = [(where, table, row) for table in TRANSLATABLE for where, row in rows(table)]
TEXTS = [
    (f"{where} {field} {language}", language, field, text)
    for where, table, row in ROWS
    for field in TRANSLATABLE[table]
    for language, text in row.get(field, {}).items()
]
# Names that were given by others; they stay as they are, however hard they are to read.
OFFICIAL_NAMES = {
    text
    for row in [
        *PROPOSALS,
        *(row for _where, row in rows("section") if row.get("kind") == "campaign" or "kind" not in row),
    ]
    for text in (row.get("title") or row.get("heading") or {}).values()
}


def texts_of(units, language):
    """All text of some rows, (table, row) each, in one language; without the names given by others."""
    texts = [row[field][language] for table, row in units for field in TRANSLATABLE[table] if field in row]
    return [text for text in texts if text not in OFFICIAL_NAMES]


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
        if "session" in content:
            tables = ("room", "organization", "person", "session", "change")
            yield f"{name}", PLAIN, [(table, row) for table in tables for row in content.get(table, [])]
        for table in ("fact", "term", "network", "conference"):
            if table in content:
                found = content[table] if isinstance(content[table], list) else [content[table]]
                yield f"{name} {table}", PLAIN, [(table, row) for row in found]
        for row in content.get("unity", []):
            unit = [("unity", row), *(("point", point) for point in row.get("point", []))]
            yield f"{name} {row['year']}", PLAIN, unit
        for row in content.get("announcement", []):
            yield f"{name} news {row['slug']}", PLAIN, [("announcement", row)]
    for proposal, draft in drafts(ALL_PROPOSALS):
        name = f"{proposal['conference']} {proposal['slug']} {draft['label']['en']}"
        yield name, PLAIN, [("draft", draft), *(("section", row) for row in draft["section"] if "body" in row)]
        if "adoption" in draft:
            yield f"{name}, amendments", PLAIN, [("amendment", row) for row in draft["amendment"]]
            points = [("adoption", draft["adoption"]), *(("point", row) for row in draft["point"])]
            yield f"{name}, points", PLAIN, points
        yield f"{name}, summaries", EASY, [("draft", {"plain_summary": draft["plain_summary"]}), ("proposal", proposal)]
