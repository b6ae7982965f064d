"""One way to write an email address, so that the same mailbox is never two people.

Sources: RFC 5321 (lengths, dots), RFC 6531 and 6532 (addresses in every script, NFC), UTS 46 (domains).
What only some providers ignore, such as dots or `+something`, stays: elsewhere that is another mailbox.
"""

import re
import unicodedata

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 254  # characters of the whole; RFC 5321 allows 256 with the angle brackets around it
LONGEST_LOCAL_BYTES = 64
LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~\u0080-\U0010ffff-]+(\.[\w!#$%&'*+/=?^`{|}~\u0080-\U0010ffff-]+)*")
FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}  # what East Asian keyboards write for ASCII
PASTED_AT_THE_ENDS = "\ufeff\u200b"  # invisible, and often copied along; other spaces are white space already
UNSEEN = ("C", "Z")  # Unicode categories: controls, directions, unassigned, private; spaces and line ends

TOO_LONG = _("This email address is too long: it can have at most 254 characters.")
UNSEEN_CHARACTER = _("There is a space or an invisible character in this email address. Type it again by hand.")
NO_AT = _("An email address has one @ in the middle, as in ana@example.org.")
BAD_LOCAL = _(
    "Look at the part before the @: letters, digits, dots and signs like - _ + are possible, but no quotes, commas or brackets, and no dot at an end."
)
BAD_DOMAIN = _("Look at the part after the @: it should be a name such as example.org.")


def normalized(address: str) -> str:
    """The address in small letters, NFC, its domain in ASCII: `Ana@Bücher.Example` → `ana@xn--bcher-kva.example`.

    Mail can be sent to the result, and normalizing it again changes nothing.
    Raises ValidationError with code "address" and words for whoever typed it.
    """
    address = address.strip().strip(PASTED_AT_THE_ENDS).strip()
    if len(address) > LONGEST:  # before anything else: some of what follows is slow on long texts
        raise refusal(TOO_LONG)
    address = unicodedata.normalize("NFC", address.translate(FULL_WIDTH))
    if "@" not in address:  # before its spaces: a name or a telephone number was typed here
        raise refusal(NO_AT)
    if any(unicodedata.category(character).startswith(UNSEEN) for character in address):
        raise refusal(UNSEEN_CHARACTER)
    local, at, domain = address.rpartition("@")
    if not at or "@" in local or not local or not domain:
        raise refusal(NO_AT)
    whole = f"{normalized_local(local)}@{normalized_domain(domain)}"
    if len(whole) > LONGEST:
        raise refusal(TOO_LONG)
    return whole


def normalized_local(local: str) -> str:
    # Small letters, not casefold(): that would make another mailbox of straße@…
    local = unicodedata.normalize("NFC", local.lower())
    if not LOCAL.fullmatch(local) or len(local.encode()) > LONGEST_LOCAL_BYTES:
        raise refusal(BAD_LOCAL)
    return local


def normalized_domain(domain: str) -> str:
    try:
        ascii_domain = idna.encode(domain, uts46=True, std3_rules=True).decode().removesuffix(".").lower()
    except idna.IDNAError:
        raise refusal(BAD_DOMAIN) from None
    if "." not in ascii_domain or ascii_domain.rpartition(".")[2].isdigit():
        raise refusal(BAD_DOMAIN)
    return ascii_domain


def is_address(text: str) -> bool:
    """Can mail be written to this?"""
    try:
        normalized(text)
    except ValidationError:
        return False
    return True


def refusal(words) -> ValidationError:
    return ValidationError(words, code="address")


def readable(address: str) -> str:
    """A normalized address as its owner writes it: `ana@xn--bcher-kva.example` → `ana@bücher.example`."""
    local, _at, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.decode(domain)}"
    except idna.IDNAError:
        return address


class AddressFormField(forms.CharField):
    """Asks for an email address and returns it normalized.

    Not `type="email"`: with that, browsers refuse addresses in other scripts before we see them.
    """

    widget = forms.TextInput(
        attrs={
            "autocomplete": "email",
            "inputmode": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
            "dir": "auto",
        }
    )

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Your email address"), "max_length": LONGEST} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return value if value in self.empty_values else normalized(value)
