"""Who leads a session, from one cell: `Ana López & Ben`, `Ana López (Workers Center); Ben`, `Ana López, Workers Center`."""

import re

from .limits import MOST_PEOPLE_OF_A_SESSION
from .problems import Report
from .programme import Led
from .words import folded, one_line

BRACKETS = re.compile(r"^(?P<name>[^(\[]+?)\s*[(\[](?P<organization>[^)\]]+)[)\]]\s*$")
STRONG = re.compile(r"[;\n|]|\s/\s")
WEAK = re.compile(r",|\s&\s|\s\+\s|\band\b|\by\b|\bund\b|\bet\b")
ROLES = {
    "moderator": "moderator", "moderation": "moderator", "moderated by": "moderator", "modera": "moderator", "chair": "moderator",
    "interpreter": "interpreter", "interpretation": "interpreter", "interprete": "interpreter",
    "facilitator": "facilitator", "facilitators": "facilitator", "facilitated by": "facilitator", "facilita": "facilitator", "led by": "facilitator",
    "speaker": "speaker", "speakers": "speaker", "keynote": "speaker", "ponente": "speaker", "panelist": "speaker", "panelists": "speaker",
}  # fmt: skip
ROLE = re.compile(r"^(?P<role>[^:]{3,20}):\s*(?P<rest>.+)$", re.DOTALL)
ORGANIZATION = {
    "gmbh", "inc", "ev", "university", "universitat", "universidad", "universite", "center", "centre", "centro", "network", "red", "coalition", "coalicion", "union",
    "institute", "instituto", "institut", "foundation", "fundacion", "stiftung", "committee", "comite", "project", "proyecto", "alliance", "alianza", "association",
    "asociacion", "collective", "colectivo", "college", "church", "iglesia", "council", "federation", "workers", "of", "for", "the", "von", "fur", "der", "ag",
    "rundfunk", "landeshauptstadt", "international", "zentrum", "team", "group", "grupo", "society", "school",
}  # fmt: skip
WORDS_OF_A_NAME = 4


def read_people(cell: str, report: Report, *, role: str = "", is_one: bool = False) -> list[Led]:
    """Everybody named in a cell. `is_one` where the table has a column for each person, so a comma begins their organization."""
    found: list[Led] = []
    for part in STRONG.split(cell):
        words, own_role = one_line(part), role
        if (named := ROLE.match(words)) and (known := ROLES.get(folded(named["role"]))):
            words, own_role = named["rest"], known
        found += people_in(words, own_role, report, is_one=is_one)
    return found[:MOST_PEOPLE_OF_A_SESSION]


def read_listed(line: str, role: str) -> list[Led]:
    """What our own exports write: `Ana López (Workers Center); Ben`."""
    found = []
    for part in filter(None, (one_line(part) for part in line.split(";"))):
        named = BRACKETS.match(part)
        found.append(Led(named["name"], role, named["organization"].strip()) if named else Led(part, role))
    return found[:MOST_PEOPLE_OF_A_SESSION]


def people_in(words: str, role: str, report: Report, *, is_one: bool) -> list[Led]:
    if found := BRACKETS.match(words):
        return [Led(name, role, found["organization"].strip()) for name in names_in(found["name"])]
    name, comma, rest = words.partition(",")
    if comma and (is_one or is_organization(rest)):
        report.once("organization_of", text=words)
        return [Led(name.strip(), role, one_line(rest))]
    return [Led(name, role) for name in names_in(words)]


def names_in(words: str) -> list[str]:
    return [name for part in WEAK.split(words) if (name := part.strip(" ,.;"))]


def is_organization(words: str) -> bool:
    """Whether what stands behind a comma is no further name: it has a word that organizations have, or too many words."""
    if "," in words:
        return False
    plain = folded(words).split()
    return bool(ORGANIZATION.intersection(plain)) or len(plain) > WORDS_OF_A_NAME
