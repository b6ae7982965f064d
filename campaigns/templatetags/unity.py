"""Amendments, decisions and Points of Unity on pages, also on those of other apps."""

from django import template

from campaigns import conference_words
from campaigns.models import PointOfUnity
from nisn_site.kit.languages import direction

register = template.Library()

register.filter(conference_words.asks_in_words)
register.filter(conference_words.votes_in_words)


@register.filter
def method_in_words(decision):
    return conference_words.METHODS[decision.method]


@register.filter
def result_in_words(result: str):
    return conference_words.RESULTS[result]


@register.filter
def direction_of(language: str) -> str:
    return direction(language)


@register.inclusion_tag("campaigns/_unity_teaser.html")
def unity_teaser(conference):
    """What a conference adopted, on its other pages: nothing before there is something.

    One query, unless the conference brings `number_of_points` along (see `number_of_conference`).
    """
    points = getattr(conference, "number_of_points", None)
    if points is None:
        points = PointOfUnity.objects.on_site().filter(statement__conference=conference).count()
    return {"points": points, "year": conference.slug}
