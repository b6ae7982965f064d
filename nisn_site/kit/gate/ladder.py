"""The ladder against abuse, from the mildest step up: count, hold for a person, turn away with the text given back.

Nobody solves a puzzle and no other company is asked. What is held is stored and answered as everything else; only a
person looks at it before it counts or before a mail goes out.
"""

import re
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from .counting import DAY, HOUR, TEN_MINUTES, add, seen
from .daily import pseudonym
from .hall import MOST_PEOPLE, is_open
from .network import network_of
from .ticket import Ticket
from .work import is_proof

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class Reason(models.TextChoices):
    """Why something waits for a person."""

    NO_ADDRESS = "no_address", _("No email address")
    BUSY_NETWORK = "busy_network", _("Many from one network")
    MANY_MAILS = "many_mails", _("Many mails to one address or mail service")
    MANY_LINKS = "many_links", _("Many links")
    NO_PROOF = "no_proof", _("Sent while the form was under attack")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one form is usual. All counts end at midnight."""

    network: int = 30  # an hour; more are held
    network_most: int = 500  # an hour; more are turned away
    address: int = 3  # mails a day
    domain: int = 500  # mails a day to one mail service
    links: int = 2
    attack: int = 300  # in ten minutes, from everywhere: then the form is under attack
    attack_mails: int = 60  # an hour, to people without proof of work
    held: int = 1_000  # an hour; more than anybody could look at are turned away


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held_for` is empty when all is well. `is_refused`: not even to be stored. `may_mail`: no cap is reached."""

    held_for: str = ""
    is_refused: bool = False
    may_mail: bool = True


TURNED_AWAY = Verdict(Reason.BUSY_NETWORK, is_refused=True, may_mail=False)


def is_under_attack(purpose: str, limits: Limits) -> bool:
    return seen(f"{purpose} all", TEN_MINUTES) >= limits.attack


def judge(request, *, purpose: str, limits: Limits, ticket: Ticket, address: str = "", texts=()) -> Verdict:
    """Count one valid form and say how to take it. Call it outside of the transaction that stores the form."""
    is_proven = add(f"{purpose} all", TEN_MINUTES) <= limits.attack or is_proof(ticket.work, ticket.stamp)
    number, usual, most = place_in_line(request, purpose, limits, ticket)
    if number > most:
        return TURNED_AWAY
    if number > usual:
        verdict = Verdict(Reason.BUSY_NETWORK, may_mail=False)
    elif not address:
        verdict = Verdict(Reason.NO_ADDRESS if is_proven else Reason.NO_PROOF, may_mail=False)
    elif not may_mail(purpose, limits, address, is_proven=is_proven):
        verdict = Verdict(Reason.MANY_MAILS, may_mail=False)
    else:
        verdict = Verdict(reason_in(texts, limits))
    if verdict.held_for and add(f"{purpose} held", HOUR) > limits.held:
        return TURNED_AWAY
    return verdict


def place_in_line(request, purpose: str, limits: Limits, ticket: Ticket) -> tuple[int, int, int]:
    """The how manieth of this hour, how many are usual, and how many the most: from this hall or this network."""
    if is_open(ticket.hall, purpose):
        return add(f"{purpose} hall {ticket.hall}", HOUR), MOST_PEOPLE, MOST_PEOPLE
    return add(f"{purpose} network {network_of(request)}", HOUR), limits.network, limits.network_most


def may_mail(purpose: str, limits: Limits, address: str, *, is_proven: bool = True) -> bool:
    """Count one mail to this address; False when a cap is reached. The mail of a stranger must not become a weapon."""
    if not is_proven and add(f"{purpose} unproven mails", HOUR) > limits.attack_mails:
        return False
    domain = address.rpartition("@")[2]
    is_first_few = add(f"{purpose} address {pseudonym(address).hex()}", DAY) <= limits.address
    return is_first_few and add(f"{purpose} domain {domain}", DAY) <= limits.domain


def reason_in(texts, limits: Limits) -> str:
    """Why a person should look at these texts, if there is a reason in them."""
    return Reason.MANY_LINKS if sum(len(LINK.findall(text)) for text in texts) > limits.links else ""
