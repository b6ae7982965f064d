"""What kind of session something is, by the words of its type and title in the languages people write them."""

from functools import cache

from django.conf import settings
from django.utils.translation import override

from ...models import Session
from .words import folded

KINDS = {
    Session.Kind.MEAL: "meal breakfast lunch lunchtime dinner supper brunch desayuno almuerzo comida cena fruhstuck mittagessen abendessen dejeuner diner repas buffet",
    Session.Kind.BREAK: "break coffee pause pausa descanso kaffeepause gouter snack",
    Session.Kind.FILM: "film movie screening pelicula documental cine kino",
    Session.Kind.MARCH: "march rally demonstration marcha manifestacion protesta",
    Session.Kind.CAUCUS: "caucus caucuses asamblea bof meetup",
    Session.Kind.PLENARY: "plenary keynote keynotes plenaria pleniere plenum",
    Session.Kind.SOCIAL: "party social reception concert dance fiesta baile concierto karaoke",
    Session.Kind.WORKSHOP: "workshop workshops taller atelier training tutorial",
}  # fmt: skip
BY_WORD = {word: kind for kind, words in KINDS.items() for word in words.split()}
TOGETHER = {
    "opening", "closing", "welcome", "ceremony", "apertura", "clausura", "bienvenida",
    "eroffnung", "abschluss", "begrussung", "accueil", "cloture",
}  # fmt: skip
GROUPS = ("working group", "grupo de trabajo", "arbeitsgruppe", "groupe de travail")
EARLY_WORDS, FEW_WORDS = 3, 4


@cache
def our_names() -> dict[str, str]:
    """Our own words for each kind in each language of the site, as our exports write them."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {folded(short_name(kind)): kind.value for kind in Session.Kind}
    return found | {folded(kind.value): kind.value for kind in Session.Kind}


def short_name(kind: Session.Kind) -> str:
    """`Plenary` of `Plenary: everybody together`."""
    return str(kind.label).partition(":")[0]


def read_kind(words: str) -> str:
    """One of our kinds, or empty where the words for a type do not say it."""
    plain = folded(words)
    if plain in our_names():
        return our_names()[plain]
    if any(group in plain for group in GROUPS):
        return Session.Kind.WORKING_GROUP
    return first_known(plain.split())


def first_known(words: list[str]) -> str:
    return next((BY_WORD[word] for word in words if word in BY_WORD), "")


def guess_kind(title: str) -> str:
    """Titles say it at their beginning: `Keynote: …`, `Workshop on …`; meals, films and openings only in short ones."""
    plain = folded(title)
    words = plain.split()
    if any(group in plain for group in GROUPS):
        return Session.Kind.WORKING_GROUP
    found = first_known(words[:EARLY_WORDS])
    if len(words) > FEW_WORDS and found not in {Session.Kind.PLENARY, Session.Kind.WORKSHOP, Session.Kind.CAUCUS}:
        return ""
    return found or (Session.Kind.PLENARY if TOGETHER.intersection(words) else "")
