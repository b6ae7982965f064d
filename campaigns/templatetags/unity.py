"""Amendments, decisions and Points of Unity on pages, also on those of other apps."""

from django import template
from django.urls import reverse

from campaigns.hall import conference_words
from campaigns.hall.asked import asked
from campaigns.models import Draft, PointOfUnity
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


@register.simple_tag
def fate(remark):
    """The amendments that were made from a remark, with their decisions; it needs its proposal and conference."""
    rows = remark.amendments.order_by("number").select_related("section", "beside", "draft")
    found = asked(rows)
    for one in found:
        one.amendment.proposal = remark.proposal
    return found


@register.simple_tag
def points_from(remark):
    """The Points of Unity that the section of a remark became, with statement and decision; they have no translations."""
    if remark.section_id is None:
        return []
    points = PointOfUnity.objects.on_site().in_force().filter(text__section=remark.section_id)
    return points.select_related("statement", "decision").in_order()


@register.simple_tag
def amend_url(remark) -> str:
    """Where organizers make an amendment of a public remark; empty while no text lies before the conference."""
    lies_there = Draft.objects.before_the_conference().filter(proposal=remark.proposal_id).exists()
    if not (lies_there and remark.state == remark.State.PUBLIC):
        return ""
    return reverse("admin:campaigns_proposal_amend", args=[remark.proposal_id], query={"feedback": remark.pk})


@register.inclusion_tag("campaigns/_unity_teaser.html")
def unity_teaser(conference):
    """What a conference adopted, on its other pages: nothing before there is something.

    One query, unless the conference brings `number_of_points` along (see `number_of_conference`).
    """
    points = getattr(conference, "number_of_points", None)
    if points is None:
        points = PointOfUnity.objects.on_site().filter(statement__conference=conference).count()
    return {"points": points, "year": conference.slug}
