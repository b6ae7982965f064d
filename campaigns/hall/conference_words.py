"""Amendments and decisions in plain sentences: for pages, lists and files."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ..drafting.phrases import quoted
from ..models import Amendment, Decision, SectionText
from .asked import Asked

METHODS = {
    Decision.Method.CONSENSUS: gettext_lazy("By consensus: nobody was against it."),
    Decision.Method.HANDS: gettext_lazy("By a show of hands. The hands were not counted."),
    Decision.Method.COUNT: gettext_lazy("By a show of hands, counted."),
    Decision.Method.BALLOT: gettext_lazy("By ballot."),
    Decision.Method.UNKNOWN: gettext_lazy("We have no record of how it was decided."),
}
RESULTS = {
    Decision.Result.ADOPTED: pgettext_lazy("decision", "Adopted"),
    Decision.Result.REJECTED: pgettext_lazy("decision", "Not adopted"),
    Decision.Result.REFERRED: pgettext_lazy("decision", "Referred"),
    Decision.Result.VOID: pgettext_lazy("decision", "Nothing was decided"),
}


def asks_in_words(asked: Asked) -> SafeString | str:
    """For example: Change section 4.3 “Stop raids”."""
    section = section_in_words(asked.text) if asked.text else ""
    beside = section_in_words(asked.beside) if asked.beside else ""
    match asked.amendment.kind, asked.amendment.place:
        case Amendment.Kind.REPLACE, _place:
            return format_html(_("Change section {}."), section)
        case Amendment.Kind.DELETE, _place:
            return format_html(_("Take out section {}."), section)
        case Amendment.Kind.INSERT, "":
            return _("Add a new section at the end.")
        case Amendment.Kind.INSERT, place:
            return format_html(INSERT[place], beside)
        case Amendment.Kind.MOVE, place:
            return format_html(MOVE[place], section, beside)


# The braces stand for sections, such as 4.3 “Stop raids”.
INSERT = {
    Amendment.Place.BEFORE: gettext_lazy("Add a new section before {}."),
    Amendment.Place.AFTER: gettext_lazy("Add a new section after {}."),
    Amendment.Place.INSIDE: gettext_lazy("Add a new section inside {}, as its last part."),
}
MOVE = {
    Amendment.Place.BEFORE: gettext_lazy("Move section {} before {}."),
    Amendment.Place.AFTER: gettext_lazy("Move section {} after {}."),
    Amendment.Place.INSIDE: gettext_lazy("Move section {} into {}, as its last part."),
}


def section_in_words(text: SectionText) -> SafeString | str:
    """Number and heading; the text needs its translations."""
    heading = text.read("heading")
    if not heading.text:
        return text.number
    return format_html("{} {}", text.number, quoted(heading.text, heading.language))


def votes_in_words(decision: Decision) -> str:
    """For example: 41 for, 3 against, 2 abstained. 60 people could vote. Empty where nobody counted."""
    if not decision.is_counted:
        return ""
    numbers = {"yes": decision.votes_for, "no": decision.votes_against, "neither": decision.abstained}
    words = _("%(yes)d for, %(no)d against, %(neither)d abstained.") % numbers
    if decision.eligible is None:
        return words
    could = ngettext("%d person could vote.", "%d people could vote.", decision.eligible) % decision.eligible
    return f"{words} {could}"
