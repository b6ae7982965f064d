"""How drafts and their changes are shown, on public pages and on the organizers' desk."""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from campaigns.changes import Counts, Run, SectionChange
from campaigns.changes.result import ADDED, KEPT, REMOVED
from campaigns.drafting import phrases
from campaigns.feedback.languages import name_of
from campaigns.feedback.reading import OnDraft, Voices
from campaigns.feedback.wordings import wording_change
from campaigns.models import Draft, Feedback, Response
from nisn_site.kit.languages import active_language, direction

register = template.Library()
# Where a link leads to, as `changes.blocks.words_of` writes it behind the words of the link.
ADDRESS = re.compile(r" (\((?:https?://|mailto:|/)[^\s()]*\))")

register.simple_tag(phrases.titles_in_words)
register.filter(phrases.counts_in_words)
register.filter(phrases.sections_in_words)
register.filter(phrases.section_name)
register.filter(phrases.sentences_of)


@register.filter
def counts(values: dict | None) -> Counts | None:
    """The stored counts of a draft, see `Draft.objects.with_changes`."""
    return Counts(**values) if values else None


@register.simple_tag
def spoken(code: str) -> str:
    """The name of a language that somebody wrote in, of the site's or any other."""
    return name_of(code)


@register.filter
def of(values: dict, key):
    """What a mapping has for a key, or None."""
    return values.get(key)


@register.filter
def voices(feedback: OnDraft, section_id: int | None) -> Voices:
    return feedback.of(section_id)


@register.filter
def wording(feedback: Feedback) -> SectionChange | None:
    """What suggested wording changes."""
    return wording_change(feedback)


@register.filter
def outcome_in_words(outcome: str):
    return Response.Outcome(outcome).label


@register.simple_tag
def closing_words(draft: Draft) -> str:
    return phrases.closing_in_words(draft)


@register.filter
def mark_in_words(mark: str):
    return phrases.MARKS[mark]


@register.inclusion_tag("campaigns/_state.html")
def draft_state(draft: Draft):
    return {"draft": draft, "closing": phrases.closing_in_words(draft)}


@register.filter
def marked(runs: tuple[Run, ...]) -> SafeString:
    """Words that were added and removed, as `<ins>` and `<del>`.

    Two of the great screen readers pass these elements over, so hidden words say it as well.
    """
    # Translators: said before and after words that were added to, or removed from, a text.
    starts = {
        ADDED: hidden(pgettext("before words", "[added: ")),
        REMOVED: hidden(pgettext("before words", "[removed: ")),
    }
    space = hidden(pgettext("instead of words", "a space"))
    end = hidden(pgettext("after words", "]"))
    pairs = pairwise([None, *runs])
    return format_html_join("", "{}", ((marked_run(run, before, starts, space, end),) for before, run in pairs))


def hidden(words: str) -> SafeString:
    """In the reader's language, whatever that of the text around is."""
    language = active_language()
    return format_html('<span class="vh" lang="{}" dir="{}">{}</span>', language, direction(language), words)


def marked_run(
    run: Run, before: Run | None, starts: dict[str, SafeString], space: SafeString, end: SafeString
) -> SafeString | str:
    if run.op == KEPT:
        return with_quiet_addresses(run.text)
    element = "<ins>{}{}{}{}</ins>" if run.op == ADDED else "<del>{}{}{}{}</del>"
    if run.op == ADDED and before and before.op == REMOVED:
        element = f"<wbr>{element}"  # no space is there, but a line may end between the old and the new word
    return format_html(element, starts[run.op], "" if run.text.strip() else space, run.text, end)


def with_quiet_addresses(text: str) -> SafeString | str:
    """An address that did not change is nothing that anybody reads."""
    *parts, rest = ADDRESS.split(text)  # words and addresses in turn
    if not parts:
        return text
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return format_html_join("", "{} <small>{}</small>", pairs) + conditional_escape(rest)


@register.filter
def text_direction(section: SectionChange) -> str:
    return direction(section.language)


@register.filter
def folded(section: SectionChange) -> list[tuple[bool, list]]:
    """The paragraphs of a section in groups: `(are they the same, paragraphs)`, so that rows of same ones can fold."""
    return [
        (is_same, list(paragraphs))
        for is_same, paragraphs in groupby(section.paragraphs, key=lambda one: one.change == "same")
    ]


@dataclass
class Group:
    """One section that differs, or neighbours that are the same; and the differing ones before and after it."""

    is_same: bool
    sections: list[SectionChange]
    before: SectionChange | None = None
    after: SectionChange | None = None


@register.filter
def grouped(sections: tuple[SectionChange, ...]) -> list[Group]:
    groups: list[Group] = []
    for is_same, some in groupby(sections, key=lambda one: one.is_same):
        neighbours = list(some)
        groups += [Group(is_same, one) for one in ([neighbours] if is_same else [[each] for each in neighbours])]
    for one, other in pairwise(group for group in groups if not group.is_same):
        one.after, other.before = other.sections[0], one.sections[0]
    return groups
