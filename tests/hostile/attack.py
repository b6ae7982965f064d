"""Sends requests and says what is wrong with the answers, in one line each."""

from urllib.parse import urljoin, urlsplit

from django.db import transaction

from tests.html import elements

from .corpus import Hostile

OURS = "http://testserver/"
# What values of the corpus would look like if they came back as markup, not as text.
MARKUP = ("<svg/onload", "<script>alert", "<img src=x", "<title='", 'href="javascript:')


def faults(client, attacks, *, method="GET", allowed=range(200, 500), **extra) -> list[str]:
    """What is wrong with the answers to these (value, address) pairs: nothing, if all is well."""
    return [
        f"{str(value)[:60]}: {fault} at {address[:90]}"
        for value, address in attacks
        if (fault := fault_of(client, method, address, allowed, extra))
    ]


def fault_of(client, method: str, address: str, allowed, extra: dict) -> str | None:
    try:
        with transaction.atomic():  # what breaks the database connection of one request must not reach the next
            answer = client.generic(method, address, **extra)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    if answer.status_code not in allowed:
        return f"status {answer.status_code}"
    if not answer.streaming and answer.headers.get("Content-Length", (length := str(len(answer.content)))) != length:
        return f"says it is {answer.headers['Content-Length']} bytes long, and is {length}"
    if answer.status_code >= 400 and "<main" not in answer.text:
        return f"a bare page for {answer.status_code}"
    return leak(answer)


def leak(answer) -> str | None:
    """A way out of our site or our markup that a value has found."""
    target = urljoin(OURS, answer.headers.get("Location", "").replace("\\", "/"))
    if not (target.startswith(OURS) and urlsplit(target).hostname == "testserver"):
        return f"leads to {target[:60]}"
    if "x" in answer.cookies:
        return "sets a cookie of theirs"
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return None
    if "onmouseover" in answer.text and any("onmouseover" in attributes for _name, attributes in elements(answer.text)):
        return "an attribute of theirs"
    return next((f"unescaped {sign}" for sign in MARKUP if sign in answer.text), None)


def spread(values: list[Hostile], *patterns: str) -> list[tuple[Hostile, str]]:
    """Every value in every pattern, percent-encoded."""
    return [(value, pattern.replace("{}", value.quoted)) for value in values for pattern in patterns]


def in_turns(values: list[Hostile], *patterns: str, share: int) -> list[tuple[Hostile, str]]:
    """Each value in every second (third, …) pattern, and each pattern with every second value: they read them alike."""
    pairs = [
        (value, pattern)
        for row, value in enumerate(values)
        for column, pattern in enumerate(patterns)
        if (row + column) % share == 0
    ]
    return [attack for value, pattern in pairs for attack in spread([value], pattern)]


def form(values: dict) -> dict:
    """A posted form as arguments for `faults`."""
    boundary = "BoUnDaRy"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, value in values.items()
        for text in (value if isinstance(value, list) else [value])
    ]
    return {
        "data": f"{''.join(parts)}--{boundary}--\r\n".encode(),
        "content_type": f"multipart/form-data; boundary={boundary}",
    }
