"""A draft in short, so that a test can compare all of it at once."""

from campaigns.drafting.numbering import outline
from campaigns.drafting.writing import Written, fingerprint_of
from campaigns.models import Draft, SectionText

from .makers import add_text


def shape(draft: Draft) -> str:
    """Numbers and headings in the order of reading: `1 Focus, 2 Raids, 2.1 Jails`."""
    return ", ".join(f"{number} {text.heading}" for text, number, _depth in outline(draft.texts.all()))


def key_of(draft: Draft, heading: str) -> str:
    return draft.texts.get(heading=heading).section.key


def text_of(draft: Draft, heading: str) -> SectionText:
    return draft.texts.select_related("section").get(heading=heading)


def add_parts(draft: Draft, heading: str, *parts: str) -> None:
    for part in parts:
        add_text(draft=draft, heading=part, body=f"About {part}.", inside=draft.texts.get(heading=heading))


def written(draft: Draft, name: str, /, **changes) -> Written:
    """What an organizer sends who opened the page just now and changed these of its fields."""
    text = text_of(draft, name)
    one = Written(text.section.key, text.heading, text.body, fingerprint_of(text))
    return one._replace(**changes)


def code_of(error) -> str:
    """Of a refusal that pytest caught."""
    return error.value.error_list[0].code
