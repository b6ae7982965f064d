"""What kind of session something is, by the words of its type and title in the languages people write them."""

from .words import folded

KINDS = {
    "meal": "meal breakfast lunch dinner supper brunch desayuno almuerzo comida cena fruhstuck mittagessen abendessen dejeuner diner repas buffet restauration",
    "break": "break coffee pause pausa descanso kaffeepause gouter snack cafe",
    "film": "film movie screening pelicula documental cine kino",
    "march": "march rally demonstration vigil marcha manifestacion protesta demo",
    "caucus": "caucus caucuses asamblea bof meetup",
    "plenary": "plenary keynote opening closing ceremony welcome plenaria apertura clausura bienvenida eroffnung abschluss begrussung pleniere accueil cloture panel",
    "social": "party social reception concert dance fiesta baile concierto karaoke",
    "workshop": "workshop taller atelier training tutorial",
}  # fmt: skip
OURS = {"plenary", "workshop", "caucus", "working_group", "film", "march", "meal", "break", "social"}
BY_WORD = {word: kind for kind, words in KINDS.items() for word in words.split()}


def read_kind(type_words: str, title: str) -> str:
    """One of our kinds, or empty where neither says it. What is called by our own word is taken as such."""
    plain = folded(type_words)
    if plain.replace(" ", "_") in OURS:
        return plain.replace(" ", "_")
    if "working group" in plain or "grupo de trabajo" in plain:
        return "working_group"
    return first_known(plain) or kind_of_title(folded(title))


def first_known(plain: str) -> str:
    return next((BY_WORD[word] for word in plain.split() if word in BY_WORD), "")


def kind_of_title(plain: str) -> str:
    """Titles say it at their beginning, and only short ones are meals and breaks: `Lunch`, `Coffee break`."""
    words = plain.split()
    if "working group" in plain:
        return "working_group"
    found = first_known(" ".join(words[:3]))
    return "" if found in {"meal", "break", "social"} and len(words) > 4 else found
