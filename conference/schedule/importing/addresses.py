"""Words in addresses for new rows: short, English letters, and not taken yet."""

import unicodedata

from django.utils.text import slugify

LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def free_slug(text: str, taken: set[str], *, most: int, otherwise: str) -> str:
    """A word made of the text that is not in `taken`, to which it is added. Texts without such letters get `otherwise` and a number."""
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS))
    start = slugify(plain)[: most - 6].strip("-") or otherwise
    slug, number = start, 1
    while slug in taken or slug.isdecimal():
        number += 1
        slug = f"{start}-{number}"
    taken.add(slug)
    return slug
