"""An entry of another system's file, whatever its format, as a session of ours."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from ...models import Slot
from .kind_words import read_kind
from .labels import Labelled, read_labels, words_for_everywhere
from .language_words import read_languages
from .problems import Report
from .programme import Led, SessionEntry, SlotEntry
from .texts import as_markdown, divide
from .words import cut, one_line

CANCELLED = re.compile(
    r"^\W*(?:cancelled|canceled|cancelad[oa]|abgesagt|annulée?|ملغاة|ملغى)\b[\s:–—!)\]-]+", re.IGNORECASE
)
NOTE_LENGTH = Slot._meta.get_field("note").max_length
NO_TOPIC = {"no track", "none", "-", "default", "n/a"}


@dataclass(slots=True)
class Event:
    """What such a file says in its own words. `ends_at` is None where it does not say it."""

    place: str
    number: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    room: str = ""
    key: str = ""
    subtitle: str = ""
    kind: str = ""
    topic: str = ""
    language: str = ""
    text_language: str = ""
    short: str = ""
    long: str = ""
    address: str = ""
    is_cancelled: bool = False
    led_by: list[Led] = field(default_factory=list)


def session_of(event: Event, report: Report) -> SessionEntry:
    title, is_cancelled = without_cancelled(event.title)
    labelled = read_labels(as_markdown(event.long, report), report)
    short = "\n\n".join(filter(None, (one_line(event.subtitle), as_markdown(event.short, report))))
    summary, body = divide(short, labelled.rest)
    session = SessionEntry(
        event.place, title, event.number, kind=read_kind(event.kind), summary=summary, body=body, goal=labelled.goal,
        bring=labelled.bring, place=labelled.place, topic="" if event.topic.casefold() in NO_TOPIC else event.topic,
        language=event.text_language, address=event.address, is_sample=bool(labelled.sample),
        languages=languages_of(event, labelled, report), led_by=event.led_by or labelled.led_by,
    )  # fmt: skip
    if event.starts_at:
        is_no_room = event.room.casefold() in words_for_everywhere() or event.room == labelled.place
        room, is_off = "" if is_no_room else event.room, event.is_cancelled or is_cancelled
        slot = SlotEntry(
            room, event.starts_at, event.ends_at, is_off, event.key or event.number, cut(labelled.note, NOTE_LENGTH)
        )
        session.slots.append(slot)
    else:
        report.add("no_time", event.place, title=title)
    return session


def without_cancelled(title: str) -> tuple[str, bool]:
    """Some systems say it in the title only: `CANCELLED: Know your rights`."""
    rest = CANCELLED.sub("", title)
    return (rest, True) if rest and rest != title else (title, False)


def languages_of(event: Event, labelled: Labelled, report: Report):
    return tuple(dict.fromkeys([*read_languages(event.language, report), *labelled.languages]))
