"""Sessions that somebody picked, as they stand in an address: `?pick=opening,march` or `?pick=opening&pick=march`."""

import re
from collections.abc import Iterable

MOST_PICKS = 200
SLUG = re.compile(r"[-a-z0-9_]{1,100}")


def picks_of(values: Iterable[str]) -> list[str]:
    """The addresses of sessions, each once, in the order given; whatever cannot be one is left out."""
    words = (word.strip().lower() for value in values for word in value.split(","))
    return list(dict.fromkeys(word for word in words if SLUG.fullmatch(word)))[:MOST_PICKS]
