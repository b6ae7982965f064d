"""Why a line was taken for the heading of a section: short words for the organizer who corrects the guesses."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

WORDS = {
    "before": _("the text before the first heading"),
    "markdown": _("it begins with #"),
    "underlined": _("it is underlined"),
    "html": _("it is a heading in the page"),
    "word": _("it is a heading in the file"),
    "number": _("it begins with %(mark)s"),
    "named": _("it begins with “%(mark)s”"),
    "capitals": _("it is written in capitals"),
    "bold": _("it is a short line in bold"),
    "hyphen": _("it stands like a list item before a paragraph"),
    "short": _("it is a short line without a full stop, before a paragraph"),
    "title": _("it looks like the title of the whole text"),
    "repeated": _("it repeats the title"),
    "split": _("you began the line with #"),
}
# How a line that turns out to be no heading is written back into the text.
WRITTEN = {"markdown": "### {heading}", "underlined": "### {heading}", "html": "### {heading}", "word": "### {heading}",
           "split": "### {heading}", "bold": "**{heading}**", "hyphen": "- {heading}"}  # fmt: skip
LONGEST_MARK = 40


class Why(NamedTuple):
    code: str
    mark: str = ""  # the number or word that the line began with

    @property
    def words(self) -> str:
        return WORDS[self.code] % {"mark": self.mark}

    def as_line(self, heading: str) -> str:
        """The heading as part of a text."""
        text = WRITTEN.get(self.code, "{heading}").replace("{heading}", heading)
        numbered = f"{self.mark} {heading}" if self.mark and self.code == "number" else text
        return numbered if heading else ""

    def __str__(self):
        return f"{self.code}:{self.mark}"


def read_why(value: str) -> Why | None:
    """What `str` made of it, or None."""
    code, _colon, mark = value.partition(":")
    return Why(code, mark[:LONGEST_MARK]) if code in WORDS else None
