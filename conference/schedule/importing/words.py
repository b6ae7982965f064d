"""Words of files in a form that can be compared: without accents, capitals and signs."""

import re
import unicodedata

SIGNS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """`Amphithéâtre  A-1` and `amphitheatre a 1` are the same."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return SIGNS.sub(" ", plain.casefold()).strip()


def one_line(text: str) -> str:
    return " ".join(text.split())


def cut(text: str, most: int) -> str:
    """At most so many characters, cut between words where there is one near the end."""
    if len(text) <= most:
        return text
    short = text[: most - 1]
    at_word = short.rfind(" ")
    return f"{short[:at_word] if at_word > most * 0.7 else short}…"
