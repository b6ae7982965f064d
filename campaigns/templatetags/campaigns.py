"""How drafts and their changes are shown, on public pages and on the organizers' desk."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from campaigns import phrases
from campaigns.changes import Counts, Run, SectionChange
from campaigns.changes.result import ADDED, KEPT
from campaigns.models import Draft

register = template.Library()

register.filter(phrases.counts_in_words)
register.filter(phrases.sections_in_words)
register.filter(phrases.sentences_of)


@register.filter
def counts(values: dict | None) -> Counts | None:
    """The stored counts of a draft, see `Draft.objects.with_changes`."""
    return Counts(**values) if values else None


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
    language = get_language()
    hidden = '<span class="vh" lang="{}">{}</span>'
    starts = {
        # Translators: said before and after words that were added to, or removed from, a text.
        True: format_html(hidden, language, pgettext("before added words", "[added: ")),
        False: format_html(hidden, language, pgettext("before removed words", "[removed: ")),
    }
    end = format_html(hidden, language, pgettext("after added or removed words", "]"))
    return format_html_join("", "{}", ((marked_run(run, starts, end),) for run in runs))


def marked_run(run: Run, starts: dict, end: SafeString) -> SafeString | str:
    if run.op == KEPT:
        return run.text
    element = "<ins>{}{}{}</ins>" if run.op == ADDED else "<del>{}{}{}</del>"
    if not run.text.strip():
        return format_html(element, "", run.text, "")
    return format_html(element, starts[run.op == ADDED], run.text, end)


@register.filter
def folded(section: SectionChange) -> list[tuple[bool, list]]:
    """The paragraphs of a section in groups: `(are they the same, paragraphs)`, so that rows of same ones can fold."""
    return [
        (is_same, list(paragraphs))
        for is_same, paragraphs in groupby(section.paragraphs, key=lambda one: one.change == "same")
    ]


@dataclass
class Group:
    """One section that differs, or neighbours that are the same; and the keys of the changes around it."""

    is_same: bool
    sections: list[SectionChange]
    key_before: str = ""
    key_after: str = ""


@register.filter
def grouped(sections: tuple[SectionChange, ...]) -> list[Group]:
    groups: list[Group] = []
    for is_same, some in groupby(sections, key=lambda one: one.is_same):
        neighbours = list(some)
        groups += [Group(is_same, one) for one in ([neighbours] if is_same else [[each] for each in neighbours])]
    for before, after in pairwise(group for group in groups if not group.is_same):
        before.key_after, after.key_before = after.sections[0].key, before.sections[0].key
    return groups
