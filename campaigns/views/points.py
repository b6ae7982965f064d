from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import override
from django.views.decorators.http import require_safe

from nisn_site.kit.languages import active_language
from nisn_site.kit.pages import render_page
from nisn_site.kit.translation_lookup import attach_translations

from ..finding import published_drafts
from ..hall.lineage import decision_on, steps_to
from ..hall.unity_pages import Comparison, compare_points, sides_of, words_of
from ..models import PointOfUnity, UnityStatement


@require_safe
def newest(request):
    """The Points of Unity that a conference adopted last, or else the last ones that we know."""
    statements = UnityStatement.objects.on_site().filter(points__isnull=False).newest_first().distinct()
    statement = statements.filter(conference__isnull=False).first() or statements.first()
    if statement is None:
        raise Http404("no points of unity yet")
    return redirect(statement)


@require_safe
def points(request, *, year: str):
    """The points of one year, as a poster."""
    statement, others = statement_of(year)
    sources = ("decision__text__proposal__conference", "same_as__statement")
    found = list(statement.points.in_order().in_force().select_related(*sources))
    context = {
        "statement": statement, "points": found, "sides": sides_of(found), "others": others,
        "earlier": next((one.same_as.statement for one in found if one.same_as), None), "decision": next((one.decision for one in found), None),
        "second": second_language(),
    }  # fmt: skip
    return show(request, "campaigns/unity.html", context, statement, [*others, *found])


@require_safe
def point(request, *, year: str, number: int):
    """One point at its address for good, with everything that led to it."""
    statement, _others = statement_of(year)
    around = statement.points.in_order().filter(number__in=[number - 1, number, number + 1])
    found = {one.number: one for one in around.with_sources()}
    if number not in found:
        raise Http404("no such point")
    shown = found[number]
    drafts, steps, decision = [], [], None
    if shown.text:
        proposal = shown.text.draft.proposal
        drafts = published_drafts(conference=proposal.conference.slug, proposal=proposal.slug)
        steps, decision = steps_to(shown, drafts), decision_on(shown)
    relatives = [one for one in (shown.same_as, *shown.later_ones.on_site().select_related("statement")) if one]
    if shown.same_as:
        attach_translations([shown, *relatives])
    context = {
        "statement": statement, "point": shown, "steps": steps, "decision": decision, "relatives": relatives,
        "earlier": found.get(number - 1), "later": found.get(number + 1), "proposal": drafts and drafts[-1].proposal,
        "changes": words_of(shown.same_as, shown) if shown.same_as else None,
    }  # fmt: skip
    texts = [*found.values(), *relatives, *drafts, *(step.text for step in steps), *(drafts and [drafts[-1].proposal])]
    return show(request, "campaigns/point.html", context, statement, texts)


@require_safe
def sheet(request, *, year: str, other: str):
    """All points on one sheet of paper, in the reader's language and another one."""
    statement, _others = statement_of(year)
    if other not in dict(settings.LANGUAGES):
        raise Http404("not a language of this site")
    if other == active_language() and second_language():
        other = second_language()  # somebody has switched the page over to what was the second language
    here, there = ([*statement.points.in_order().in_force(), statement] for _copy in range(2))
    attach_translations(there, other)
    with override(other):
        translated = [{name: thing.read(name) for name in thing.translated_fields} for thing in there]
    rows = list(zip(here[:-1], translated[:-1], strict=True))
    context = {"statement": statement, "rows": rows, "other": other, "title_there": translated[-1]["title"]}
    return show(request, "campaigns/unity_sheet.html", context, statement, here[:-1])


@require_safe
def since(request, *, year: str, older: str):
    """What became of the points of one year in another one."""
    if older == year:
        return redirect("unity:points", year)
    if older > year:
        return redirect("unity:since", older, year)
    statement, others = statement_of(year)
    before = next((one for one in others if one.year == older), None)
    if before is None:
        raise Http404("no points of unity of that year")
    found = list(PointOfUnity.objects.filter(statement__in=[statement, before]).in_order().in_force())
    attach_translations([*found, statement, before])
    comparison: Comparison = compare_points(before, statement, found)
    context = {"statement": statement, "before": before, "comparison": comparison, "others": others}
    return show(request, "campaigns/unity_since.html", context, statement, [before, *others, *found])


def statement_of(year: str) -> tuple[UnityStatement, list[UnityStatement]]:
    """The points of a year, and all others, the newest first. Raises Http404."""
    statements = list(UnityStatement.objects.on_site().newest_first().with_count().select_related("conference"))
    for statement in statements:
        if statement.year == year:
            return statement, [one for one in statements if one is not statement]
    raise Http404(f"no points of unity of {year}")


def second_language() -> str | None:
    """For the sheet in two languages: the first of the site's that the reader is not reading in."""
    return next((code for code, _name in settings.LANGUAGES if code != active_language()), None)


def show(request, template: str, context: dict, statement: UnityStatement, texts: list):
    return render_page(request, template, context, conference=statement.conference, texts=[statement, *texts])
