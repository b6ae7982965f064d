"""From the bytes of a file to text that can be stored and compared, or a plain sentence why not."""

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The mark of UTF-32 begins with the one of UTF-16, so the longer ones come first.
MARKS = [
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
]
NOT_TEXT = _("This is not a text file.")
UNKNOWN_ENCODING = _("We cannot tell how the letters of this file are stored, and would show wrong ones.")

# A page that is saved keeps what its head says of its letters.
DECLARED = re.compile(
    rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*"
    rb"(windows-\d{3,4}|iso-8859-\d{1,2}|koi8-[ru]|gb2312|gbk|gb18030|big5|euc-jp|euc-kr|shift[_-]jis)\b",
    re.IGNORECASE,
)
HEAD = 4_096  # bytes
# Read as browsers read them: many pages that name the older sets use the newer ones.
AS_BROWSERS = {"iso-8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "iso-8859-9": "cp1254"}

LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028]")
PARAGRAPH_ENDS = re.compile("[\x0c\u2029]")
SIGNS_OF_WORD = str.maketrans({"\x1e": "-", "\x1f": "", "\ufeff": ""})  # hyphens as Word marks them
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")

# What Western European and American texts hold besides ASCII, as old Windows programs write it.
WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ‚ƒ„…†‡‰‹›‘’“”•–—™€¡¢£§©ª«®°±²³´·¹º»¿\xa0]")
MOST_ACCENTS = 0.3


def decode(data: bytes, *, advice: str = "") -> tuple[str, bool]:
    """The text, and whether its encoding is only a guess. Raises ValidationError (`unknown_encoding`, `not_text`).

    `advice` is the sentence behind the refusal: what the reader may do instead.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return decoded(data, encoding, advice), False
    if b"\x00" in data:
        raise ValidationError(f"{NOT_TEXT} {advice}", code="not_text")
    try:
        return data.decode(), False
    except UnicodeDecodeError:
        pass
    if declared := DECLARED.search(data[:HEAD]):
        name = declared[1].decode().lower()
        return decoded(data, AS_BROWSERS.get(name, name), advice), False
    text = decoded(data, "cp1252", advice)
    if not is_plausible(text):
        raise ValidationError(f"{UNKNOWN_ENCODING} {advice}", code="unknown_encoding")
    return text, True


def decoded(data: bytes, encoding: str, advice: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:  # windows-9999 exists only in the head of a page
        raise ValidationError(f"{UNKNOWN_ENCODING} {advice}", code="unknown_encoding") from error


def is_plausible(text: str) -> bool:
    """Whether this may be Windows-1252: accents here and there, no control characters, no alphabet turned to signs."""
    foreign = sum(not character.isascii() for character in text)
    if CONTROLS.search(text) or foreign != len(WESTERN.findall(text)):
        return False
    letters = sum(map(str.isalpha, text))
    return foreign <= MOST_ACCENTS * max(letters, 1)


def clean(text: str) -> str:
    """Lines end with `\\n`, characters are composed, and none is left that the database or a page cannot hold."""
    text = PARAGRAPH_ENDS.sub("\n\n", LINE_ENDS.sub("\n", text))
    text = CONTROLS.sub(" ", text.translate(SIGNS_OF_WORD))
    return unicodedata.normalize("NFC", SURROGATES.sub("\ufffd", text))
