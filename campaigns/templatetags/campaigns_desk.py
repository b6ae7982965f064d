from django import template

from campaigns.desk import tasks
from campaigns.feedback.taking import Blend
from campaigns.feedback.wordings import change_between
from nisn_site.kit.languages import active_language

register = template.Library()


@register.filter
def isolated(text) -> str:
    """A name in any script inside a sentence of another: without this, signs and numbers after it change places."""
    return f"\u2068{text}\u2069"


@register.inclusion_tag("admin/campaigns/_tasks.html")
def campaigns_tasks():
    """The campaigns' part of the admin's home page."""
    return {"tasks": tasks()}


@register.inclusion_tag("admin/campaigns/feedback/_merged.html")
def merged_change(blend: Blend):
    """What a section of the working draft will say when a suggestion is taken into it."""
    old, new = (blend.text.heading, blend.text.body), (blend.heading.text, blend.body.text)
    change = change_between(old, new, language=blend.text.language)
    return {"section": change, "reader": active_language()}
