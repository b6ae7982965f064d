"""What every public form carries besides its fields: a key of its own, when it was shown, and a field for robots.

The key makes a double click or a retry land once; signed with it is the moment the form was shown. A form that is
sent in less time than anybody needs, or a day later, or with the robots' field filled in, is shown again as it was,
to be pressed once more: a person loses a second, a robot everything.
"""

import time
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer

from .arrival import Arrival, again_mark, was_pressed_again

YOUNGEST, OLDEST = 2, 86_400  # seconds
FIELDS = ("stamp", "again", "hall", "work", "homepage")  # the last one is the robots'


def stamp_of(key: UUID, purpose: str, *, shown_at: float | None = None) -> str:
    """The hidden field: key and moment, signed for one purpose."""
    moment = int(time.time() if shown_at is None else shown_at)
    return Signer(salt=f"nisn_site.gate.{purpose}", sep="~").sign(f"{key.hex}.{moment}")


def read_stamp(text: str, purpose: str) -> tuple[UUID, int] | None:
    try:
        key, _dot, moment = Signer(salt=f"nisn_site.gate.{purpose}", sep="~").unsign(text).partition(".")
    except BadSignature:
        return None
    return UUID(key), int(moment)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Of one shown form. `fault` is empty, or why it must be pressed once more: stamp, young, old, robot."""

    key: UUID
    stamp: str
    again: str = ""
    hall: str = ""
    work: str = ""
    fault: str = ""

    @classmethod
    def new(cls, purpose: str, *, hall: str = "") -> "Ticket":
        key = uuid4()
        return cls(key, stamp_of(key, purpose), hall=hall)

    @classmethod
    def read(cls, data, purpose: str) -> "Ticket":
        """The ticket of a posted form; one that was not signed by us gets a new key."""
        hidden = {name: data.get(name, "")[:1_000] for name in ("again", "hall", "work")}
        if (found := read_stamp(data.get("stamp", ""), purpose)) is None:
            return replace(cls.new(purpose), **hidden, fault="stamp")
        key, moment = found
        age = time.time() - moment
        if age > OLDEST:  # the same key: it may have been received already
            return cls(key, stamp_of(key, purpose), **hidden, fault="old")
        fault = "robot" if data.get("homepage") else "young" if age < YOUNGEST else ""
        return cls(key, data["stamp"], **hidden, fault=fault)

    def settled(self, where_from: Arrival) -> "Ticket":
        """This ticket, with one more press asked for when nobody can tell where the form came from."""
        if where_from is Arrival.UNKNOWN and not was_pressed_again(self.again, self.key.hex):
            return replace(self, again=again_mark(self.key.hex), fault=self.fault or "unknown")
        return self
