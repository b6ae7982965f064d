"""Guesses which row of a table is its header and what each column means. An organizer can correct every guess."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from ..clocks import read_clocks
from ..dates import YEAR_FIRST, YEAR_LAST
from ..words import folded
from .table import Row, Sheet

IGNORED = ""
MEANINGS = {
    IGNORED: _("Leave it out"),
    "title": _("Title"),
    "subtitle": _("Second line of the title"),
    "date": _("Day"),
    "start": _("Start, or start and end"),
    "end": _("End"),
    "length": _("How long"),
    "room": _("Room"),
    "place": _("Place outside the rooms"),
    "people": _("Who leads it"),
    "organization": _("Their organization"),
    "kind": _("Kind"),
    "topic": _("Topic"),
    "summary": _("Text"),
    "goal": _("What we want to achieve"),
    "bring": _("What to bring"),
    "language": _("Languages spoken"),
    "interpreted": _("Languages interpreted into"),
    "state": _("State (cancelled or not)"),
    "number": _("Number that stays the same"),
}
SEVERAL = {"people", "language", "interpreted", "summary"}  # meanings that more than one column may have
WORDS = {
    "title": "title|session title|session name|session|name of session|event|event title|talk|talk title|activity|workshop|subject|titulo|sesion|actividad|taller|nombre|titel|titre|intitule|name|what",
    "subtitle": "subtitle|sub title|subtitulo|untertitel|sous titre",
    "date": "date|day|start date|event date|fecha|dia|datum|tag|jour|when|data",
    "start": "start|starts|start time|time start|starttime|begin|begins|beginning|from|time|times|hour|inicio|hora|hora de inicio|hora inicio|comienzo|desde|horario|uhrzeit|zeit|beginn|von|debut|heure|horaire|slot|time slot",
    "end": "end|ends|end time|time end|endtime|until|to|finish|finishes|fin|hora de fin|hora fin|hasta|termino|termina|ende|bis|ending",
    "length": "duration|length|minutes|mins|duracion|minutos|dauer|duree|how long",
    "room": "room|room location|location|place|where|venue|hall|space|sala|salon|aula|lugar|espacio|raum|ort|saal|salle|lieu|sede",
    "place": "address|off site|offsite|outside|direccion",
    "people": "speaker|speakers|speaker name|presenter|presenters|facilitator|facilitators|facilitated by|led by|leader|lead|host|hosts|moderator|panelist|panelists|people|persons|who|ponente|ponentes|facilitador|facilitadora|facilitadores|facilitadoras|facilita|presenta|quien|vortragende|referent|referenten|referentin|sprecher|intervenant|intervenants|intervenante|conferencier|orateur",
    "organization": "organization|organisation|organizations|org|affiliation|group|company|organizacion|organizaciones|grupo|verein|institution|organisme",
    "kind": "type|kind|session type|format|category|tipo|formato|categoria|art|typ",
    "topic": "track|topic|theme|schedule track|tema|eje|area|thema|strang|parcours|subject area",
    "summary": "description|abstract|summary|details|about|text|long description|short description|notes|descripcion|resumen|detalles|beschreibung|zusammenfassung|inhalt|resume",
    "goal": "goal|goals|objective|objectives|aim|outcome|what we want to achieve|objetivo|objetivos|meta|ziel|objectif",
    "bring": "bring|what to bring|materials|requirements|que traer|traer|mitbringen",
    "language": "language|languages|spoken language|lang|idioma|idiomas|lengua|sprache|sprachen|langue|langues",
    "interpreted": "interpretation|interpreted|interpretation into|translation|interpretacion|traduccion|dolmetschen|ubersetzung|interpretation languages",
    "state": "status|state|cancelled|canceled|estado|cancelada",
    "number": "id|guid|uid|number|code|no|nr|uuid|codigo|numero|kennung",
}  # fmt: skip
EXACT = {word: meaning for meaning, words in reversed(WORDS.items()) for word in words.split("|")}
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*#:]")
LOOKED_AT, FEWEST_KNOWN = 20, 2
SAMPLE = 60
LONG_HEADER, LONG_TITLE = 60, 150


@dataclass(slots=True)
class Columns:
    """`meanings` has a word of `MEANINGS` for each column; `header` is the number of the row above the sessions, 0 for none."""

    header: int = 0
    labels: list[str] = field(default_factory=list)
    meanings: list[str] = field(default_factory=list)

    def of(self, meaning: str) -> list[int]:
        return [at for at, one in enumerate(self.meanings) if one == meaning]

    @property
    def is_usable(self) -> bool:
        return "title" in self.meanings


def guess_columns(sheet: Sheet, header: int | None = None) -> Columns:
    """`header` is the number of the row that an organizer says is the header (0: none); else we look for it.

    It is the row among the first with most words we know; without one, what the cells look like must do.
    """
    at = header_of(sheet) if header is None else place_of(sheet, header)
    if at is None:
        columns = Columns(0, [""] * sheet.width, [IGNORED] * sheet.width)
        rows = sheet.rows
    else:
        labels = labels_of(sheet.rows, at, sheet.width)
        columns = Columns(sheet.rows[at].number, labels, first_of_each(labels))
        rows = sheet.rows[at + 1 :]
    guess_by_content(columns, rows[:SAMPLE])
    return columns


def header_of(sheet: Sheet) -> int | None:
    """Its place among the rows; None where no row has two words we know."""
    known = [known_words(sheet, at) for at in range(min(LOOKED_AT, len(sheet.rows)))]
    most = max(known, default=0)
    return known.index(most) if most >= FEWEST_KNOWN else None


def place_of(sheet: Sheet, number: int) -> int | None:
    return next((at for at, row in enumerate(sheet.rows) if row.number == number), None)


def known_words(sheet: Sheet, at: int) -> int:
    return len({meaning_of(label) for label in labels_of(sheet.rows, at, sheet.width)} - {IGNORED})


def labels_of(rows: list[Row], at: int, width: int) -> list[str]:
    """The words above each column; a bare number, as in `Speakers | 1 | 2 | 3`, takes what stands above it along."""
    labels = [rows[at].cell(column) for column in range(width)]
    if at == 0:
        return labels
    above, group = rows[at - 1], ""
    for column, label in enumerate(labels):
        group = above.cell(column) or group
        if group and label.isdecimal():
            labels[column] = f"{group} {label}"
    return labels


def meaning_of(label: str) -> str:
    """By the whole label first, then by the first of its words that is known by itself."""
    if len(label) > LONG_HEADER:
        return IGNORED
    plain = folded(BRACKETS.sub(" ", label))
    plain = re.sub(r" \d+$", "", plain)
    if plain in EXACT:
        return EXACT[plain]
    words = plain.split()
    found = [EXACT[word] for word in words if word in EXACT and len(word) > 2]
    return found[0] if found and len(words) <= 5 else IGNORED


def first_of_each(labels: list[str]) -> list[str]:
    """Each meaning once, for the column whose label is nearest to it; some may be there several times."""
    found = [meaning_of(label) for label in labels]
    for meaning in set(found) - SEVERAL - {IGNORED}:
        columns = [at for at, one in enumerate(found) if one == meaning]
        best = min(columns, key=lambda at: (folded(BRACKETS.sub(" ", labels[at])) not in EXACT, at))
        for at in columns:
            if at != best:
                found[at] = IGNORED
    return found


def guess_by_content(columns: Columns, rows: list[Row]) -> None:
    """Finds days, times and titles where no label names them."""
    for meaning, is_like in (("date", is_day), ("start", is_time), ("end", is_time)):
        if meaning not in columns.meanings:
            for at in unused(columns):
                if is_mostly(is_like, rows, at) and (meaning != "end" or at > columns.of("start")[0]):
                    columns.meanings[at] = meaning
                    break
        if meaning == "start" and "start" not in columns.meanings:
            break
    if "title" not in columns.meanings and (at := likely_title(columns, rows)) is not None:
        columns.meanings[at] = "title"


def unused(columns: Columns) -> Iterator[int]:
    return (at for at, meaning in enumerate(columns.meanings) if meaning == IGNORED and not columns.labels[at])


def is_mostly(is_like, rows: list[Row], at: int) -> bool:
    cells = [row.cell(at) for row in rows if row.cell(at)]
    return bool(cells) and len(cells) * 2 > len(rows) and sum(map(is_like, cells)) * 10 >= len(cells) * 8


def is_day(cell: str) -> bool:
    return bool(YEAR_FIRST.match(cell) or YEAR_LAST.match(cell)) and not is_time(cell)


def is_time(cell: str) -> bool:
    return ":" in cell and bool(read_clocks(cell))


def likely_title(columns: Columns, rows: list[Row]) -> int | None:
    """Of the columns without a meaning, the first whose cells are mostly filled, short and different."""
    for at, meaning in enumerate(columns.meanings):
        cells = [row.cell(at) for row in rows if row.cell(at)]
        is_full = len(cells) * 2 > len(rows) and len(set(cells)) * 2 > len(cells)
        if meaning == IGNORED and is_full and not any(map(str.isdecimal, cells)) and mean_length(cells) < LONG_TITLE:
            return at
    return None


def mean_length(cells: list[str]) -> float:
    return sum(map(len, cells)) / len(cells)
