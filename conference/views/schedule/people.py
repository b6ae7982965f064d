from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ...models import Organization, Person
from .finding import released_timetable


@require_safe
def people(request, *, conference: str):
    """Everybody who leads or speaks and agreed to be named, and the groups they speak for."""
    timetable = released_timetable(request, conference)
    appearances = [one for entry in timetable.entries for one in entry.people]
    persons = {one.person_id: one.person for one in appearances}
    groups = {one.organization_id: one.organization for one in appearances if one.organization}
    context = {
        "conference": timetable.conference,
        "people": sorted(persons.values(), key=by_name),
        "organizations": sorted(groups.values(), key=by_name),
    }
    return render_page(request, "conference/schedule/people.html", context, conference=timetable.conference)


def by_name(one) -> str:
    return one.name.casefold()


@require_safe
def person(request, *, conference: str, slug: str):
    """Somebody who agreed to be named, and where to meet them; until they appear in a release: 404."""
    timetable = released_timetable(request, conference)
    persons = Person.objects.named().filter(conference=timetable.conference).select_related("organization")
    person = get_object_or_404(persons.released(), slug=slug)
    mine = timetable.only(lambda one: one.is_with(person))
    groups = Organization.objects.released().filter(pk=person.organization_id)
    context = {
        "conference": timetable.conference,
        "person": person,
        "has_group_page": groups.exists(),
        "timetable": mine,
    }
    texts = [person, *mine.translatable]
    template = "conference/schedule/person.html"
    return render_page(request, template, context, conference=timetable.conference, texts=texts)


@require_safe
def organization(request, *, conference: str, slug: str):
    timetable = released_timetable(request, conference)
    organizations = Organization.objects.released().filter(conference=timetable.conference)
    organization = get_object_or_404(organizations, slug=slug)
    mine = timetable.only(lambda one: one.is_for(organization))
    context = {"conference": timetable.conference, "organization": organization, "timetable": mine}
    texts = [organization, *mine.translatable]
    template = "conference/schedule/organization.html"
    return render_page(request, template, context, conference=timetable.conference, texts=texts)
