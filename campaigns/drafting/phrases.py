"""What a comparison found, and how a draft stands, in plain sentences: for pages, lists and mails."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nisn_site.kit.languages import direction
from nisn_site.kit.tags import long_date

from ..changes import Counts, Edit, ParagraphChange, Place, SectionChange
from ..models import Draft

MARKS = {
    "new": gettext_lazy("New"),
    "removed": gettext_lazy("Removed"),
    "moved": gettext_lazy("Moved"),
    "renamed": gettext_lazy("Renamed"),
    "changed": gettext_lazy("Changed"),
}
LONGEST_QUOTE = 400  # characters


def counts_in_words(counts: Counts) -> str:
    """For example: 2 sections changed. 1 section is new. 10 sections are the same. 12 words added, 4 words removed."""
    if not (counts.words_added or counts.words_removed):
        return sections_in_words(counts)
    added = ngettext("%d word added", "%d words added", counts.words_added) % counts.words_added
    removed = ngettext("%d word removed", "%d words removed", counts.words_removed) % counts.words_removed
    words = _("%(added)s, %(removed)s.") % {"added": added, "removed": removed}
    return f"{sections_in_words(counts)} {words}"


def sections_in_words(counts: Counts) -> str:
    """The same without the words, whose number depends on the language that is compared."""
    if not counts.differing:
        return _("Nothing changed: all sections are the same.")
    return " ".join(words % number for number, words in section_counts(counts) if number)


def section_counts(counts: Counts) -> list[tuple[int, str]]:
    return [
        (counts.changed, ngettext("%d section changed.", "%d sections changed.", counts.changed)),
        (counts.new, ngettext("%d section is new.", "%d sections are new.", counts.new)),
        (counts.removed, ngettext("%d section was removed.", "%d sections were removed.", counts.removed)),
        (counts.moved, ngettext("%d section moved.", "%d sections moved.", counts.moved)),
        (counts.renamed, ngettext("%d section has a new name.", "%d sections have new names.", counts.renamed)),
        (counts.same, ngettext("%d section is the same.", "%d sections are the same.", counts.same)),
    ]


def closing_in_words(draft: Draft) -> str:
    """The moment feedback closes at, in the conference's time, and how far away it is; empty when none was asked for."""
    if draft.feedback_closes_at is None:
        return ""
    closes_at = draft.feedback_closes_at.astimezone(draft.proposal.conference.zone)
    moment = {
        "day": long_date(closes_at.date()),
        "time": time_format(closes_at, "TIME_FORMAT"),
        "zone": closes_at.tzname(),
    }
    if not draft.is_open_for_feedback:
        return _("We took feedback on this draft until %(day)s.") % moment
    moment["left"] = time_left((closes_at.date() - timezone.now().astimezone(closes_at.tzinfo).date()).days)
    return _("Tell us what you think by %(day)s, %(time)s (%(zone)s). %(left)s") % moment


def time_left(days: int) -> str:
    if days < 1:
        return _("It closes today.")
    return ngettext("%d day is left.", "%d days are left.", days) % days


def titles_in_words(older: Draft, newer: Draft) -> SafeString:
    """What became of the title between two published drafts."""
    titles = (quoted(draft.title, draft.title_language) for draft in (older, newer))
    return format_html(_("The title changed: {} became {}."), *titles)


def sentences_of(change: SectionChange) -> Iterator[SafeString | str]:
    """Everything that happened to one section, one sentence each; its name stands above them (`section_name`)."""
    if change.is_new:
        yield ngettext("It is new: %d word.", "It is new: %d words.", change.words_added) % change.words_added
        return
    if change.is_removed:
        yield _("It was removed. Before, it was %s.") % change.before.number
        return
    if change.is_moved and change.before.number != change.after.number:
        yield _("It moved: before, it was %s.") % change.before.number
    elif change.is_moved:
        yield _("It has another place among its neighbors.")
    if change.is_renamed:
        old = quoted(change.before.heading, change.language) if change.before.heading else _("without a heading")
        yield format_html(_("It has a new name. Before, it was {}."), old)
    for paragraph in change.paragraphs:
        yield from sentences_about(paragraph, change.language)


def section_name(change: SectionChange) -> SafeString | str:
    """By number and heading; a removed one only by its heading, since another section has its number now."""
    place: Place = change.after or change.before
    if not place.heading:
        return _("Section %s") % place.number
    name = isolated(place.heading, change.language)
    return name if change.is_removed else format_html('<span class="no">{}</span> {}', place.number, name)


def sentences_about(paragraph: ParagraphChange, language: str) -> Iterator[SafeString | str]:
    text = quoted("".join(run.text for run in paragraph.runs), language)
    match paragraph.change:
        case "new":
            yield format_html(_("New paragraph: {}"), text)
        case "removed":
            yield format_html(_("Paragraph taken out: {}"), text)
        case "formatting":
            yield format_html(_("The same words, set in another way: {}"), text)
        case "changed" if paragraph.only_spaces_differ:
            yield format_html(_("Only spaces differ: {}"), text)
        case "changed" | "rewritten" | "too_long":
            yield from (sentence_about(edit, language) for edit in paragraph.edits)


def sentence_about(edit: Edit, language: str) -> SafeString:
    removed, added = quoted(edit.removed, language), quoted(edit.added, language)
    if edit.removed and edit.added:
        sentence = format_html(_("{} became {}"), removed, added)
    elif edit.added:
        sentence = format_html(_("these words are new: {}"), added)
    else:
        sentence = format_html(_("these words were taken out: {}"), removed)
    if not edit.after:
        return format_html(_("At the beginning of a paragraph, {}."), sentence)
    return format_html(_("After {}, {}."), quoted(edit.after, language), sentence)


def quoted(text: str, language: str) -> SafeString:
    """With quotation marks, in its own language and direction; the rest of a long text is not needed to find it."""
    return isolated(f"“{Truncator(text).chars(LONGEST_QUOTE)}”", language)


def isolated(text: str, language: str) -> SafeString:
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), text)
